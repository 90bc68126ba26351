// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"
#include "upheld/calendar/day_span.hpp"
#include "upheld/calendar/day_text.hpp"
#include "upheld/calendar/working_days.hpp"

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Which days are working days, and arithmetic in them, within the range that is known.

namespace upheld {

/// How sure it is that a day is a holiday.
enum class holiday_status : std::uint8_t {
    confirmed, ///< set by law, or by the body that keeps the calendar
    projected, ///< expected by the usual rule; the proclamation was not seen
};

/// A named day on which nobody works, whatever its weekday.
struct holiday {
    day on;
    std::string name;
    holiday_status status = holiday_status::confirmed;
    std::string source; ///< what makes it a holiday
    friend bool operator==(holiday const&, holiday const&) = default;
};

/// A set of weekdays.
struct weekday_set {
    std::uint8_t bits = 0; ///< bit 0 is Monday

    [[nodiscard]] constexpr bool has(weekday which) const noexcept {
        return ((bits >> static_cast<unsigned>(which)) & 1U) != 0;
    }

    [[nodiscard]] constexpr weekday_set with(weekday which) const noexcept {
        return {static_cast<std::uint8_t>(bits | (1U << static_cast<unsigned>(which)))};
    }

    friend constexpr bool operator==(weekday_set, weekday_set) = default;
};

inline constexpr weekday_set saturday_and_sunday =
    weekday_set{}.with(weekday::saturday).with(weekday::sunday);

/// An immutable calendar of working days: every day of the known range that is neither in the
/// weekend nor a holiday. Outside that range nothing is assumed: the answer is `calendar_ends`.
/// All queries are const, keep no cache and may be called from many threads.
class working_calendar {
  public:
    /// @param known     the days for which the holidays are known, first and last both in
    /// @param holidays  in any order; may fall on the weekend; may be empty
    /// @fails order_broken if `known` is empty; value_out_of_range if a holiday is outside `known`;
    ///        id_repeated if two holidays are on one day
    [[nodiscard]] static result<working_calendar> make(std::string_view id,
                                                       std::string_view edition, day_span known,
                                                       std::span<holiday const> holidays,
                                                       weekday_set weekend = saturday_and_sunday);

    [[nodiscard]] std::string_view id() const noexcept { return id_; }

    [[nodiscard]] std::string_view edition() const noexcept { return edition_; }

    [[nodiscard]] day_span known() const noexcept { return known_; }

    [[nodiscard]] weekday_set weekend() const noexcept { return weekend_; }

    /// In order of their days.
    [[nodiscard]] std::span<holiday const> holidays() const noexcept { return holidays_; }

    [[nodiscard]] bool covers(day d) const noexcept { return known_.covers(d); }

    /// The holiday on that day, or null if there is none or the day is outside the known range.
    [[nodiscard]] holiday const* holiday_on(day d) const noexcept {
        std::size_t low = 0;
        std::size_t high = holidays_.size();
        while (low < high) {
            std::size_t const middle = low + (high - low) / 2;
            if (holidays_[middle].on < d) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low < holidays_.size() && holidays_[low].on == d ? &holidays_[low] : nullptr;
    }

    /// @fails calendar_ends if the day is outside the known range
    [[nodiscard]] result<bool> is_working_day(day d) const {
        if (!covers(d)) return refuse(outside(d));
        std::size_t const at = index(d);
        return ((words_[at / 64] >> (at % 64)) & 1U) != 0;
    }

    /// The n-th working day after `from`, whether or not `from` is one. n = 0: `from` itself if it
    /// is a working day, else the next one. n < 0: the |n|-th working day before `from`.
    /// @fails calendar_ends if `from` or the answer is outside the known range
    /// @cost  a binary search over one counter for every 64 days
    [[nodiscard]] result<day> add(day from, working_days n) const {
        if (!covers(from)) return refuse(outside(from));
        std::int64_t const before = working_before(index(from));
        std::int64_t const through = working_before(index(from) + 1);
        // The answer's place among all working days of the range, from 0.
        std::int64_t const place = n.value > 0 ? through + n.value - 1 : before + n.value;
        if (place < 0 || place >= total()) return refuse(beyond(from, n));
        return nth_working_day(static_cast<std::uint32_t>(place));
    }

    /// How many working days d have after < d <= until; 0 if `until` is not later than `after`.
    /// @fails calendar_ends if either day is outside the known range
    [[nodiscard]] result<working_days> count_after_until(day after, day until) const {
        if (!covers(after)) return refuse(outside(after));
        if (!covers(until)) return refuse(outside(until));
        if (until <= after) return working_days(0);
        return working_days(static_cast<std::int32_t>(working_before(index(until) + 1) -
                                                      working_before(index(after) + 1)));
    }

    /// The first working day strictly after `d`. @fails calendar_ends as `add`
    [[nodiscard]] result<day> next_working_day(day d) const { return add(d, working_days(1)); }

    /// `d` if it is a working day, else the next one. @fails calendar_ends as `add`
    [[nodiscard]] result<day> on_or_next_working_day(day d) const {
        return add(d, working_days(0));
    }

    /// The last working day strictly before `d`. @fails calendar_ends as `add`
    [[nodiscard]] result<day> previous_working_day(day d) const { return add(d, working_days(-1)); }

    /// Same id, edition, range, weekend and holidays.
    friend bool operator==(working_calendar const&, working_calendar const&) = default;

  private:
    working_calendar() = default;

    [[nodiscard]] std::size_t index(day d) const noexcept {
        return static_cast<std::size_t>(d.serial() - known_.first.serial());
    }

    [[nodiscard]] std::int64_t total() const noexcept { return before_word_.back(); }

    /// Working days among the first `count` days of the range.
    [[nodiscard]] std::int64_t working_before(std::size_t count) const noexcept {
        std::int64_t const whole = before_word_[count / 64];
        if (count % 64 == 0) return whole;
        std::uint64_t const below = (std::uint64_t{1} << (count % 64)) - 1;
        return whole + std::popcount(words_[count / 64] & below);
    }

    [[nodiscard]] day nth_working_day(std::uint32_t place) const noexcept {
        std::size_t low = 0;
        std::size_t high = words_.size();
        while (high - low > 1) {
            std::size_t const middle = low + (high - low) / 2;
            (before_word_[middle] <= place ? low : high) = middle;
        }
        std::uint64_t word = words_[low];
        for (std::uint32_t skip = place - before_word_[low]; skip != 0; --skip) word &= word - 1;
        std::size_t const at = low * 64 + static_cast<std::size_t>(std::countr_zero(word));
        return known_.first + calendar_days(static_cast<std::int32_t>(at));
    }

    [[nodiscard]] std::string described() const {
        return "calendar \"" + id_ + "\", edition " + edition_ + ", which is known from " +
               to_text(known_.first) + " to " + to_text(known_.last);
    }

    [[nodiscard]] failure outside(day d) const {
        return {.code = failure_code::calendar_ends,
                .where = {},
                .message = to_text(d) + " is outside " + described(),
                .mend = "use a calendar that covers the day"};
    }

    [[nodiscard]] failure beyond(day from, working_days n) const {
        std::int64_t const wide = n.value;
        return {.code = failure_code::calendar_ends,
                .where = {},
                .message = std::to_string(wide < 0 ? -wide : wide) + " working days " +
                           (wide < 0 ? "before " : "after ") + to_text(from) + " is outside " +
                           described(),
                .mend = "use a calendar that covers the day"};
    }

    std::string id_;
    std::string edition_;
    day_span known_;
    weekday_set weekend_;
    std::vector<holiday> holidays_;
    std::vector<std::uint64_t> words_;       // bit i % 64 of word i / 64: day i of the range works
    std::vector<std::uint32_t> before_word_; // working days before each word, and at the end all
};

inline result<working_calendar> working_calendar::make(std::string_view id,
                                                       std::string_view edition, day_span known,
                                                       std::span<holiday const> holidays,
                                                       weekday_set weekend) {
    working_calendar made;
    made.id_ = id;
    made.edition_ = edition;
    made.known_ = known;
    made.weekend_ = weekend;
    if (known.last < known.first) {
        return refuse({.code = failure_code::order_broken,
                       .where = {},
                       .message = "the known range of calendar \"" + made.id_ + "\" ends on " +
                                  to_text(known.last) + ", before its first day " +
                                  to_text(known.first),
                       .mend = "give the first day, then the last, both in"});
    }
    std::size_t const days = made.index(known.last) + 1;
    made.words_.resize((days + 63) / 64);
    for (std::size_t at = 0; at != days; ++at) {
        day const d = known.first + calendar_days(static_cast<std::int32_t>(at));
        if (!weekend.has(d.weekday())) made.words_[at / 64] |= std::uint64_t{1} << (at % 64);
    }
    made.holidays_.reserve(holidays.size());
    for (holiday const& h : holidays) {
        if (!known.covers(h.on)) {
            return refuse(
                {.code = failure_code::value_out_of_range,
                 .where = {},
                 .message = h.name + " on " + to_text(h.on) + " is outside " + made.described(),
                 .mend = "widen the known range or leave the holiday out"});
        }
        std::size_t at = made.holidays_.size();
        while (at != 0 && h.on < made.holidays_[at - 1].on) --at;
        if (at != 0 && made.holidays_[at - 1].on == h.on) {
            return refuse({.code = failure_code::id_repeated,
                           .where = {},
                           .message = "calendar \"" + made.id_ + "\" has two holidays on " +
                                      to_text(h.on) + ": " + made.holidays_[at - 1].name + " and " +
                                      h.name,
                           .mend = "keep one of them"});
        }
        made.holidays_.insert(made.holidays_.begin() + static_cast<std::ptrdiff_t>(at), h);
        std::size_t const bit = made.index(h.on);
        made.words_[bit / 64] &= ~(std::uint64_t{1} << (bit % 64));
    }
    std::uint32_t before = 0;
    made.before_word_.reserve(made.words_.size() + 1);
    for (std::uint64_t const word : made.words_) {
        made.before_word_.push_back(before);
        before += static_cast<std::uint32_t>(std::popcount(word));
    }
    made.before_word_.push_back(before);
    return made;
}

} // namespace upheld
