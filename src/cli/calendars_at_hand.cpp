// SPDX-License-Identifier: BSL-1.0
#include "cli/calendars_at_hand.hpp"

#include "basis/read_file.hpp"
#include "cli/commands.hpp"
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/calendar/gov_uk_feed.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace upheld::cli {

result<calendars_at_hand> calendars_at_hand::make(std::string const& feed,
                                                  std::string const& edition) {
    calendars_at_hand made;
    std::string mend = fmt::format("use {}", bank_holidays_edition);
    if (!feed.empty()) {
        made.fed_edition_ = fmt::format("{} + {}", bank_holidays_edition,
                                        std::filesystem::path(feed).filename().string());
        mend += fmt::format(", or \"{}\"", made.fed_edition_);
    }
    made.is_fed_ = !feed.empty() && (edition.empty() || edition == made.fed_edition_);
    if (!edition.empty() && !made.is_fed_ && edition != bank_holidays_edition) {
        return refuse(
            {.code = failure_code::not_found,
             .where = {},
             .message = fmt::format("there is no edition \"{}\" of the calendars", edition),
             .mend = std::move(mend)});
    }
    if (made.is_fed_) {
        auto text = detail::read_file(feed);
        if (!text) {
            return refuse({.code = failure_code::file_missing,
                           .where = {.source = feed, .row = 0, .column = {}},
                           .message = "cannot be read",
                           .mend = {}});
        }
        made.feed_ = feed;
        made.feed_text_ = *std::move(text);
    }
    return made;
}

result<working_calendar const*> calendars_at_hand::named(std::string_view id) {
    auto found = all_.find(id);
    if (found == all_.end()) {
        auto made = make_one(id);
        if (!made) return refuse(made.error());
        found = all_.emplace(std::string(id), *std::move(made)).first;
    }
    return &found->second;
}

result<working_calendar> calendars_at_hand::make_one(std::string_view id) {
    if (!is_fed_) return built_in_calendar(id);
    auto fed = built_in_calendar_with_feed(id, feed_text_, feed_, fed_edition_);
    if (!fed) return refuse(fed.error());
    for (failure const& conflict : fed->conflicts) {
        // A union meets again what its parts have met.
        if (told_.insert(to_string(conflict)).second) print_failure(conflict);
    }
    return std::move(fed->value);
}

} // namespace upheld::cli
