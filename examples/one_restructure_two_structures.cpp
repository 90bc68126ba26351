// SPDX-License-Identifier: BSL-1.0
#include <upheld/calendar/bank_holidays.hpp>
#include <upheld/report/cube_table.hpp>
#include <upheld/rollup/in_structure.hpp>
#include <upheld/rollup/rollup.hpp>
#include <upheld/store/store.hpp>

#include <iostream>

/// A restructure such as that of the London Borough of Bromley in August 2019, which created a
/// division for housing, planning and regeneration (its report on complaints in 2019-20 is
/// realigned to it). What was there before is made up here. The same cases as they were filed, and
/// all of them in the structure of before and of after.

constexpr char const* council_toml = R"(
taxonomy.id = "restructured"
taxonomy.title = "Complaints"
taxonomy.council = "Restructured Council"
taxonomy.calendar = "england-and-wales"
unit = [
    { key = "housing", name = "Housing", valid_until = "2019-08-01" },
    { key = "renewal", name = "Environment & Renewal", valid_until = "2019-08-01" },
    { key = "hpr", name = "Housing, Planning & Regeneration", valid_from = "2019-08-01" },
    { key = "epp", name = "Environment & Public Protection", valid_from = "2019-08-01" },
]
service = [
    { key = "lettings", name = "Lettings", unit = "hpr" },
    { key = "planning", name = "Planning", unit = "hpr" },
    { key = "streets", name = "Street Cleaning", unit = "epp" },
]
procedure = [{ key = "corporate", name = "Corporate", stage = [{ key = "one", name = "Stage 1" }] }]

# Housing is the new division by another name, which a part of Environment & Renewal joined.
unit_change = [
    { kind = "rename", took_effect = "2019-08-01", from = "housing", into = "hpr" },
    { kind = "split", took_effect = "2019-08-01", from = "renewal", into = ["hpr", "epp"], by = "service" },
]
move = [
    { took_effect = "2019-08-01", services = ["planning"], from = "renewal", into = "hpr" },
    { took_effect = "2019-08-01", services = ["streets"], from = "renewal", into = "epp" },
]
)";

int main() {
    using namespace upheld;
    store cases(taxonomy_from_toml(council_toml, "taxonomy.toml").value, england_and_wales());
    taxonomy const& words = cases.words();

    struct {
        char const* unit;
        char const* service;
        day received;
    } const filed[] = {{"housing", "lettings", {2018, 6, 4}}, {"renewal", "planning", {2018, 9, 3}},
                       {"renewal", "streets", {2018, 11, 5}}, {"renewal", "streets", {2019, 5, 7}},
                       {"hpr", "planning", {2019, 9, 2}},     {"hpr", "lettings", {2019, 10, 1}},
                       {"epp", "streets", {2020, 2, 3}}};

    for (std::uint64_t id = 1; auto const& [unit, service, received] : filed) {
        complaint c;
        c.id = complaint_id(id);
        c.unit = words.units.find(unit).value();
        c.received = received;
        c.procedure = procedure_code(0);
        if (!cases.insert(c)) return 1;
        if (!cases.insert(mention{mention_id(id), c.id, words.services.find(service).value()})) {
            return 1;
        }
        ++id;
    }
    facts const all = cases.facts_as_of(day(2020, 3, 31));
    by const years{grouping{dimension::unit, {}, {}},
                   grouping{dimension::time, {}, time_step::financial_year}};
    auto const show = [&](taxonomy const& in, facts const& rows, cube_layout how) {
        how.breaks =
            breaks_within(in, years, measures{"received"}, {}, {day(2018, 4, 1), day(2020, 3, 31)});
        std::cout << to_text(rollup(*columns_of(in, rows), years, measures{"received"}).value(),
                             how)
                  << '\n';
    };
    show(words, all, {.title = "As filed"});
    for (day const structure : {day(2019, 7, 31), day(2019, 8, 1)}) {
        auto const told = in_structure(words, all, {}, structure);
        if (!told) return 1;
        show(told->words, told->rows, {.title = "All of them", .structure = structure});
    }
}
