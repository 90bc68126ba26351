// SPDX-License-Identifier: BSL-1.0
#include "made_up_shards.hpp"

#include <upheld/report/cube_table.hpp>
#include <upheld/rollup/live_cubes.hpp>

#include <iostream>

/// A host's own rows in the statistics layer: a cross-tabulation in one scan, and a table on a
/// screen that follows the change of one outcome.

int main() {
    using namespace upheld;
    taxonomy const words = taxonomy_from_toml(example::council_toml, "council").value;
    columns rows(words);

    complaint_fact late;
    late.received = day(2019, 5, 7);
    late.unit = words.units.find("homes").value();
    late.procedure = procedure_code(0);
    late.answer = answer_state::answered_late;
    late.working_days = 24;
    case_part const undecided{.service = words.services.find("repairs").value(),
                              .subject = words.subjects.find("delay").value(),
                              .outcome = {}};
    row_place const where = rows.add(late, std::span(&undecided, 1)).value();

    complaint_fact quick = late;
    quick.received = day(2019, 6, 3);
    quick.answer = answer_state::answered_in_time;
    quick.working_days = 9;
    for (int i = 0; i != 3; ++i) {
        if (!rows.add(quick, std::span(&undecided, 1))) return 1;
    }
    rows.summarise();

    auto const year = period_from_text("2019-20").value();
    auto const table =
        rollup(rows, by{dimension::unit},
               measures{"received", "in_time_by_complaints", "median_working_days"}, {}, year);
    if (!table) return 1;
    std::cout << to_text(*table, {.title = "Counted in one scan"}) << '\n';

    live_cubes screen(rows);
    std::size_t const upheld =
        screen.watch(by{dimension::service}, measures{"aspects", "upheld"}, {}, year).value();
    std::cout << to_text(screen.at(upheld), {.title = "On the screen, before"}) << '\n';
    case_part decided = undecided;
    decided.outcome = words.outcomes.find("upheld").value();
    if (!rows.replace(where, late, std::span(&decided, 1))) return 1;
    std::cout << to_text(screen.at(upheld), {.title = "and after one decision"});
}
