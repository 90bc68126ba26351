// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"
#include "upheld/calendar/day_span.hpp"
#include "upheld/calendar/day_text.hpp"
#include "upheld/calendar/working_days.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Which days are working days, and arithmetic in them, within the range that is known.

namespace upheld {

/// How sure it is that a day is a holiday, and whose it is.
enum class holiday_status : std::uint8_t {
    proclaimed, ///< set by law, proclamation or common law
    projected,  ///< expected by the usual rule; not proclaimed yet
    local,      ///< a closure of one council
};

/// `proclaimed`, `projected` or `local`.
[[nodiscard]] constexpr std::string_view name_of(holiday_status status) noexcept {
    switch (status) {
    case holiday_status::proclaimed: return "proclaimed";
    case holiday_status::projected: return "projected";
    case holiday_status::local: return "local";
    }
    return "unknown";
}

/// A named day on which nobody works, whatever its weekday.
struct holiday {
    day on;
    std::string name;
    holiday_status status = holiday_status::proclaimed;
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

/// The two tables behind every query of one calendar, as a view. Both hold how many days of the
/// range are closed before something; a day's place among the working days is its place in the
/// range less that number, and the other way round. Kept this way because the number of closed
/// days fits in 16 bits where the number of days would not.
struct working_day_tables {
    day first; ///< first day of the known range
    /// One for each day of the range and one for the day after it, in order: closed days before it.
    std::span<std::uint16_t const> closed_before_day;
    /// One for each working day of the range, in order: closed days before it.
    std::span<std::uint16_t const> closed_before_working_day;
};

/// An immutable calendar of working days: every day of the known range that is neither in the
/// weekend nor a holiday. Outside that range nothing is assumed: the answer is `calendar_ends`.
/// All queries are const, keep no cache and may be called from many threads. Whole columns of days
/// are for `working_day_columns.hpp`.
class working_calendar {
  public:
    /// @param known     the days for which the holidays are known, first and last both in
    /// @param holidays  in any order; may fall on the weekend; may be empty
    /// @fails order_broken if `known` is empty; value_out_of_range if a holiday is outside `known`,
    ///        or if more than 65,535 days of `known` are closed (a range of 179 years at least);
    ///        id_repeated if two holidays are on one day
    /// @cost  one pass over the range; one over the holidays, whose texts are copied
    [[nodiscard]] static result<working_calendar> make(std::string_view id,
                                                       std::string_view edition, day_span known,
                                                       std::span<holiday const> holidays,
                                                       weekday_set weekend = saturday_and_sunday);

    /// As `make`, for holidays that nobody needs any more: their texts are moved, not copied.
    [[nodiscard]] static result<working_calendar> adopt(std::string_view id,
                                                        std::string_view edition, day_span known,
                                                        std::vector<holiday> holidays,
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
        std::uint32_t const at = index(d);
        if (at >= days_) return refuse(outside(d));
        return closed_before_day_[at] == closed_before_day_[at + 1];
    }

    /// The n-th working day after `from`, whether or not `from` is one. n = 0: `from` itself if it
    /// is a working day, else the next one. n < 0: the |n|-th working day before `from`.
    /// @fails calendar_ends if `from` or the answer is outside the known range
    /// @cost  constant: one look into each of two tables
    [[nodiscard]] result<day> add(day from, working_days n) const {
        std::uint32_t const at = index(from);
        if (at >= days_) return refuse(outside(from));
        // The answer's place among all working days of the range, from 0. Counting forward starts
        // behind `from`, which may be a working day itself.
        std::size_t const start = at + (n.value > 0 ? std::size_t{1} : std::size_t{0});
        std::int64_t const place = std::int64_t{at} + n.value - closed_before_day_[start];
        if (static_cast<std::uint64_t>(place) >= working_days_) return refuse(beyond(from, n));
        return day_at(place + closed_before_working_day_[static_cast<std::size_t>(place)]);
    }

    /// How many working days d have after < d <= until; 0 if `until` is not later than `after`.
    /// @fails calendar_ends if either day is outside the known range
    [[nodiscard]] result<working_days> count_after_until(day after, day until) const {
        std::uint32_t const from = index(after);
        std::uint32_t const to = index(until);
        if (from >= days_) return refuse(outside(after));
        if (to >= days_) return refuse(outside(until));
        if (to <= from) return working_days(0);
        std::int32_t const closed =
            closed_before_day_[to + std::size_t{1}] - closed_before_day_[from + std::size_t{1}];
        return working_days(static_cast<std::int32_t>(to - from) - closed);
    }

    /// The first working day strictly after `d`. @fails calendar_ends as `add`
    [[nodiscard]] result<day> next_working_day(day d) const { return add(d, working_days(1)); }

    /// `d` if it is a working day, else the next one. @fails calendar_ends as `add`
    [[nodiscard]] result<day> on_or_next_working_day(day d) const {
        return add(d, working_days(0));
    }

    /// The last working day strictly before `d`. @fails calendar_ends as `add`
    [[nodiscard]] result<day> previous_working_day(day d) const { return add(d, working_days(-1)); }

    /// A view of this calendar's tables, for code that handles whole columns. Ends with the
    /// calendar. Behind the last cell of each table there is one more that may be read and says
    /// nothing, so that a 16-bit cell can be read as the lower half of 32 bits.
    [[nodiscard]] working_day_tables tables() const noexcept {
        return {known_.first,
                {closed_before_day_.data(), days_ + std::size_t{1}},
                {closed_before_working_day_.data(), working_days_}};
    }

    /// Same id, edition, range, weekend and holidays.
    friend bool operator==(working_calendar const&, working_calendar const&) = default;

  private:
    working_calendar() = default;

    /// Place in the range, from 0; days outside the range give numbers past its end.
    [[nodiscard]] std::uint32_t index(day d) const noexcept {
        return static_cast<std::uint32_t>(d.serial()) -
               static_cast<std::uint32_t>(known_.first.serial());
    }

    [[nodiscard]] day day_at(std::int64_t place_in_range) const noexcept {
        return known_.first + calendar_days(static_cast<std::int32_t>(place_in_range));
    }

    [[nodiscard]] std::string described() const {
        return "calendar \"" + id_ + "\", edition " + edition_ + ", which is known from " +
               to_text(known_.first) + " to " + to_text(known_.last);
    }

    // The texts of failures are made out of line, so that a query is a few instructions where it
    // is called.
    [[nodiscard, gnu::cold, gnu::noinline]] failure outside(day d) const {
        return {.code = failure_code::calendar_ends,
                .where = {},
                .message = to_text(d) + " is outside " + described(),
                .mend = "use a calendar that covers the day"};
    }

    [[nodiscard, gnu::cold, gnu::noinline]] failure beyond(day from, working_days n) const {
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
    std::uint32_t days_ = 0;         // of the range
    std::uint32_t working_days_ = 0; // of the range
    std::vector<std::uint16_t> closed_before_day_;
    std::vector<std::uint16_t> closed_before_working_day_;
};

inline result<working_calendar> working_calendar::make(std::string_view id,
                                                       std::string_view edition, day_span known,
                                                       std::span<holiday const> holidays,
                                                       weekday_set weekend) {
    return adopt(id, edition, known, std::vector<holiday>(holidays.begin(), holidays.end()),
                 weekend);
}

inline result<working_calendar> working_calendar::adopt(std::string_view id,
                                                        std::string_view edition, day_span known,
                                                        std::vector<holiday> holidays,
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
    made.days_ = made.index(known.last) + 1;
    std::vector<std::uint16_t>& before_day = made.closed_before_day_;
    before_day.resize(made.days_ + std::size_t{2});

    auto const too_many = [&] {
        return refuse({.code = failure_code::value_out_of_range,
                       .where = {},
                       .message = "more than 65,535 days are closed in " + made.described(),
                       .mend = "give it a shorter range"});
    };
    if (holidays.size() > 0xFFFF) return too_many();

    // First each holiday's number, from 1, is put on its day: that finds repeats, and reading the
    // days in order then gives the holidays in order.
    std::uint32_t on_weekdays = 0;
    std::uint16_t number = 0;
    bool in_order = true;
    for (holiday const& h : holidays) {
        in_order = in_order && (number == 0 || holidays[number - 1U].on < h.on);
        ++number;
        if (!known.covers(h.on)) {
            return refuse(
                {.code = failure_code::value_out_of_range,
                 .where = {},
                 .message = h.name + " on " + to_text(h.on) + " is outside " + made.described(),
                 .mend = "widen the known range or leave the holiday out"});
        }
        std::uint16_t& cell = before_day[made.index(h.on)];
        if (cell != 0) {
            return refuse({.code = failure_code::id_repeated,
                           .where = {},
                           .message = "calendar \"" + made.id_ + "\" has two holidays on " +
                                      to_text(h.on) + ": " + holidays[cell - 1U].name + " and " +
                                      h.name,
                           .mend = "keep one of them"});
        }
        cell = number;
        if (!weekend.has(h.on.weekday())) ++on_weekdays;
    }

    // One bit for each day of a week that begins as the range does; bit 0 is its first day.
    unsigned const from_monday = static_cast<unsigned>(known.first.weekday());
    unsigned const week = ((weekend.bits & 0x7FU) * 0x81U >> from_monday) & 0x7FU;
    std::uint32_t in_weekend = 0;
    for (std::uint32_t at = 0; at != 7; ++at) {
        std::uint32_t const times = made.days_ / 7 + (at < made.days_ % 7 ? 1 : 0);
        in_weekend += times * ((week >> at) & 1U);
    }
    std::uint32_t const all_closed = in_weekend + on_weekdays;
    if (all_closed > 0xFFFF) return too_many();

    made.working_days_ = made.days_ - all_closed;
    if (in_order) {
        made.holidays_ = static_cast<std::vector<holiday>&&>(holidays);
    } else {
        made.holidays_.reserve(holidays.size());
        for (std::uint16_t const number_here : before_day) {
            if (number_here == 0) continue;
            made.holidays_.push_back(static_cast<holiday&&>(holidays[number_here - 1U]));
        }
    }

    made.closed_before_working_day_.resize(made.working_days_ + std::size_t{1});
    std::uint16_t* day_cell = before_day.data();
    std::uint16_t* working_day_cell = made.closed_before_working_day_.data();
    std::uint16_t closed = 0;
    auto const fill = [&day_cell, &working_day_cell, &closed](bool in_the_weekend) {
        bool const is_closed = in_the_weekend || *day_cell != 0;
        *day_cell++ = closed;
        *working_day_cell = closed;
        working_day_cell += is_closed ? 0 : 1;
        closed = static_cast<std::uint16_t>(closed + (is_closed ? 1 : 0));
    };
    // Whole weeks first: within one, which days are the weekend does not hang on the day before.
    for (std::uint32_t weeks = made.days_ / 7; weeks != 0; --weeks) {
        for (unsigned at = 0; at != 7; ++at) fill(((week >> at) & 1U) != 0);
    }
    for (unsigned at = 0; at != made.days_ % 7; ++at) fill(((week >> at) & 1U) != 0);
    *day_cell = closed;
    return made;
}

} // namespace upheld
