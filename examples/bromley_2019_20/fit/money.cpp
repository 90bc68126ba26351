// SPDX-License-Identifier: BSL-1.0
#include "fit/money.hpp"

#include "fit/days.hpp"

#include <array>
#include <map>

namespace fit {
namespace {

/// Something upheld, and the day it was.
struct upheld_thing {
    std::optional<upheld::complaint_id> complaint;
    std::optional<upheld::ombudsman_case_id> ombudsman_case;
    upheld::day on;
};

using things_by_unit = std::map<upheld::unit_code, std::vector<upheld_thing>>;

things_by_unit upheld_cases(folder const& rows) {
    std::map<upheld::ombudsman_case_id, upheld::day> decided;
    for (upheld::event const& e : rows.events) {
        if (!e.ombudsman_case) continue;
        if (e.kind == upheld::event_kind::decided && e.value.starts_with("upheld/")) {
            decided.emplace(*e.ombudsman_case, e.happened);
        } else if (e.kind == upheld::event_kind::decision_withdrawn) {
            decided.erase(*e.ombudsman_case);
        }
    }
    things_by_unit found;
    for (upheld::ombudsman_case const& c : rows.cases) {
        auto const day = decided.find(c.id);
        if (day == decided.end() || !year.covers(day->second)) continue;
        found[c.unit].push_back({std::nullopt, c.id, day->second});
    }
    return found;
}

things_by_unit upheld_complaints(folder const& rows) {
    std::map<upheld::complaint_id, bool> is_upheld;
    std::map<upheld::complaint_id, upheld::day> answered;
    for (upheld::event const& e : rows.events) {
        if (!e.complaint) continue;
        if (e.kind == upheld::event_kind::outcome_decided && e.value == "fully_upheld") {
            is_upheld[*e.complaint] = true;
        } else if (e.kind == upheld::event_kind::responded) {
            answered.try_emplace(*e.complaint, e.happened);
        }
    }
    things_by_unit found;
    for (upheld::complaint const& c : rows.complaints) {
        auto const day = answered.find(c.id);
        if (!is_upheld[c.id] || day == answered.end() || !year.covers(day->second)) continue;
        found[c.unit].push_back({c.id, std::nullopt, day->second});
    }
    return found;
}

/// One to four awards that add up to the sum; all but the last are whole tens of pounds.
std::vector<upheld::pence> split(std::int64_t sum, random_source& random) {
    std::int64_t const parts = sum < 50'000 ? 1 : sum < 150'000 ? 2 : sum < 700'000 ? 3 : 4;
    std::vector<upheld::pence> awards;
    std::int64_t left = sum;
    for (std::int64_t part = parts; part > 1; --part) {
        std::int64_t const about = left / part / 1000;
        std::int64_t const award = 1000 * (about - about / 4 + random.between(0, 9) * about / 20);
        awards.emplace_back(award);
        left -= award;
    }
    awards.emplace_back(left);
    return awards;
}

struct line {
    std::string stage;
    std::string kind;
    std::int64_t pence;
};

constexpr std::array<char const*, 3> kinds{"compensation", "written_off", "time_and_trouble"};

/// The chapter's column of the year, line by line.
std::vector<line> chapter_lines(printed_tables const& printed, std::string const& unit,
                                upheld::taxonomy const& words) {
    std::vector<line> lines;
    std::string stage;
    for (printed_row const& row : printed.rows(unit + "/financial")) {
        if (row.is_group()) stage = words.remedy_stages[need(words.remedy_stages, row.name())].key;
        if (!row.is_data()) continue;
        std::string const kind = words.remedy_kinds[need(words.remedy_kinds, row.name())].key;
        lines.push_back({stage, kind, row.pence("2019/20")});
    }
    return lines;
}

/// The overview's row of the unit, for chapters whose own table is of another year or kind.
std::vector<line> overview_lines(printed_tables const& printed, std::string const& name) {
    static constexpr std::array<char const*, 6> columns{
        "Ombudsman: Compensation", "Ombudsman: Write off", "Ombudsman: Time & trouble",
        "Stage 1: Compensation",   "Stage 1: Write off",   "Stage 1: Time & trouble"};
    printed_row const row = printed.row("council/financial", name);
    std::vector<line> lines;
    for (std::size_t i = 0; i != columns.size(); ++i) {
        lines.push_back({i < 3 ? "ombudsman" : "stage_1", kinds[i % 3], row.pence(columns[i])});
    }
    return lines;
}

} // namespace

void add_remedies(printed_tables const& printed, upheld::taxonomy const& words,
                  random_source& random, folder& into) {
    things_by_unit const cases = upheld_cases(into);
    things_by_unit const complaints = upheld_complaints(into);
    for (std::string const unit :
         {"adult", "children", "housing", "planning", "education", "ced", "epp"}) {
        upheld::unit_code const code = need(words.units, unit);
        // The children's chapter prints the year before under this year's heading, and the
        // Environment & Public Protection chapter calls time and trouble what the overview calls
        // written off.
        bool const from_overview = unit == "children" || unit == "epp";
        std::vector<line> const lines = from_overview
                                            ? overview_lines(printed, words.units[code].name)
                                            : chapter_lines(printed, unit, words);
        for (line const& l : lines) {
            if (l.pence == 0) continue;
            auto const& source = l.stage == "ombudsman" ? cases : complaints;
            auto const things = source.find(code);
            std::size_t next = 0;
            for (upheld::pence const amount : split(l.pence, random)) {
                upheld::remedy& made = into.remedies.emplace_back();
                made.id = upheld::remedy_id(into.remedies.size());
                made.unit = code;
                made.stage = need(words.remedy_stages, l.stage);
                made.kind = need(words.remedy_kinds, l.kind);
                made.amount = amount;
                made.agreed = year.last;
                if (things == source.end()) continue;
                upheld_thing const& thing = things->second[next++ % things->second.size()];
                made.agreed = thing.on;
                made.complaint = thing.complaint;
                made.ombudsman_case = thing.ombudsman_case;
            }
        }
    }
}

void add_compliments(printed_tables const& printed, upheld::taxonomy const& words,
                     random_source& random, folder& into) {
    static constexpr std::array<char const*, 4> texts{
        "Thanks for a quick and clear answer.",
        "The officer was patient and explained every step.",
        "Everything was done on the day that was promised.",
        "Thanks to the whole team.",
    };
    for (printed_row const& row : printed.data_rows("council/compliments")) {
        upheld::unit_code const unit = need(words.units, row.name());
        std::vector<upheld::service_code> services;
        for (upheld::service_code const s : words.services.codes()) {
            if (words.services[s].unit == unit) services.push_back(s);
        }
        for (upheld::day const received :
             receipt_days(static_cast<std::size_t>(row.count("2019/20")), random)) {
            upheld::compliment& made = into.compliments.emplace_back();
            made.id = upheld::compliment_id(into.compliments.size());
            made.unit = unit;
            made.received = received;
            if (!random.one_in(4)) made.service = services[random.below(services.size())];
            if (random.one_in(6)) made.text = texts[random.below(texts.size())];
        }
    }
}

} // namespace fit
