// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/working_calendar.hpp"

#include <map>
#include <set>
#include <string>
#include <string_view>

/// The calendars of one run of the program. Private to the program.

namespace upheld::cli {

/// Calendars by id, each made once: the built-in ones, or their editions with GOV.UK's feed.
class calendars_at_hand {
  public:
    /// @param feed     path of a `bank-holidays.json` to be merged over what is built in; may be
    ///                 empty
    /// @param edition  the one to use: that of the built-in calendars, or the one with the feed;
    ///                 empty: with the feed, if there is one
    /// @fails not_found if there is no such edition, with those that there are; file_missing if the
    ///        feed cannot be read
    [[nodiscard]] static result<calendars_at_hand> make(std::string const& feed,
                                                        std::string const& edition);

    /// Stays where it is as long as this object does. What a feed contradicts is told on the
    /// standard error.
    /// @fails not_found if there is no such calendar; as `built_in_calendar_with_feed`
    [[nodiscard]] result<working_calendar const*> named(std::string_view id);

    /// True if calendars are made of the feed.
    [[nodiscard]] bool are_fed() const noexcept { return is_fed_; }

  private:
    [[nodiscard]] result<working_calendar> make_one(std::string_view id);

    bool is_fed_ = false;
    std::string feed_;
    std::string feed_text_;
    std::string fed_edition_;
    std::set<std::string> told_;
    std::map<std::string, working_calendar, std::less<>> all_;
};

} // namespace upheld::cli
