// SPDX-License-Identifier: BSL-1.0
#include <upheld/audit/report_changes.hpp>
#include <upheld/rollup/moving_columns.hpp>
#include <upheld/rollup/rollup.hpp>
#include <upheld/store/folder.hpp>

#include <iostream>

/// The example council told its year in June 2020. Since then a complaint was entered late, another
/// was received a day later than noted, an answer did not stand, a subject was wrong, and the
/// Ombudsman withdrew a decision. The same year as told in June, in September and today; and why.

namespace {

using namespace upheld;

/// What the council's system learned after June, made up like the cases themselves.
bool learn_what_came_later(store& cases) {
    std::uint64_t next = 1'000'000;
    bool is_good = true;
    auto const happens = [&](complaint_id of, event_kind kind, day on, day recorded,
                             std::string value = {}, std::optional<aspect_id> aspect = {},
                             std::string field = {}) {
        is_good = is_good && cases.record({event_id(next++),
                                           of,
                                           {},
                                           kind,
                                           on,
                                           recorded,
                                           aspect,
                                           std::move(field),
                                           std::move(value)});
    };
    auto const ombudsman = [&](std::uint64_t of, event_kind kind, day on, std::string value = {}) {
        is_good = is_good && cases.record({event_id(next++),
                                           {},
                                           ombudsman_case_id(of),
                                           kind,
                                           on,
                                           on,
                                           {},
                                           {},
                                           std::move(value)});
    };

    // A letter of March was found in July, and answered.
    complaint_id const late(8001);
    complaint found = cases.find(complaint_id(1117)).value();
    found.id = late;
    found.received = day(2020, 3, 26);
    mention const about{mention_id(80010), late, *cases.words().services.find("hospital_team")};
    aspect const part{
        aspect_id(800100), about.id, *cases.words().subjects.find("quality_of_service"), false, {}};
    is_good = is_good && cases.insert(found) && cases.insert(about) && cases.insert(part);
    happens(late, event_kind::received, found.received, day(2020, 7, 6));
    happens(late, event_kind::outcome_decided, day(2020, 8, 3), day(2020, 8, 3), "fully_upheld",
            part.id);
    happens(late, event_kind::responded, day(2020, 8, 3), day(2020, 8, 3));

    // An email of 31 March had come after midnight: it belongs to the next year.
    happens(complaint_id(4038), event_kind::corrected, day(2020, 8, 10), day(2020, 8, 10),
            "2020-04-01", {}, "received");
    // A family was not content: the answer of June did not stand, and what came then was upheld.
    happens(complaint_id(2105), event_kind::reopened, day(2020, 7, 20), day(2020, 7, 20));
    happens(complaint_id(2105), event_kind::outcome_decided, day(2020, 10, 2), day(2020, 10, 2),
            "fully_upheld", aspect_id(200149));
    happens(complaint_id(2105), event_kind::responded, day(2020, 10, 2), day(2020, 10, 2));
    happens(complaint_id(1001), event_kind::corrected, day(2020, 11, 4), day(2020, 11, 4),
            "staff_conduct", aspect_id(100001), "subject");
    ombudsman(9004, event_kind::decision_withdrawn, day(2020, 9, 10));
    ombudsman(9004, event_kind::decided, day(2021, 1, 18), "not_upheld/no_maladministration");
    return is_good;
}

} // namespace

int main(int argc, char** argv) {
    std::string const folder = argc > 1 ? argv[1] : "examples/bromley_2019_20";
    folder_reading read = read_folder(folder);
    if (!read.cases || !learn_what_came_later(*read.cases)) return 1;
    store const& cases = *read.cases;
    auto const plan = load_report_template(folder + "/report.toml", cases.words());
    auto const year = period_from_text("2019-20");
    if (!plan.is_whole() || !year) return 1;

    viewpoint const june = viewpoint::at_the_time(day(2020, 6, 15));
    viewpoint const september = viewpoint::at_the_time(day(2020, 9, 30));
    viewpoint const today = viewpoint::at_the_time(day(2026, 11, 25));
    auto figures = moving_columns::of_store(cases, june);
    if (!figures) return 1;
    measures const shown{"received", "aspects", "upheld", "in_time_by_complaints"};
    for (viewpoint const from : {june, september, today}) {
        figures->move_to(from);
        auto const all = rollup(figures->rows(), by{}, shown, {}, *year);
        if (!all) return 1;
        std::cout << "2019-20 " << to_text(from) << ": " << all->at(0, 0).number << " complaints, "
                  << all->at(0, 1).number << " aspects, " << all->at(0, 2).number
                  << " upheld, in time " << all->at(0, 3).share.part << " of "
                  << all->at(0, 3).share.whole << '\n';
    }

    // Of the report's many tables those that councillors see first.
    report_template councils = plan.value;
    std::erase_if(councils.tables, [](table_template const& t) {
        return t.id != "council/complaints" && t.id != "council/causes" &&
               t.id != "council/on-time" && t.id != "council/ombudsman";
    });
    for (auto const& [from, to] : {std::pair(june, september), std::pair(september, today)}) {
        std::cout << '\n'
                  << to_text(changes_of_report(cases, councils, *year, from, to), cases.words());
    }
}
