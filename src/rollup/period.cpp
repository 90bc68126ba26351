// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/period.hpp"

#include "rollup/time_steps.hpp"
#include "upheld/basis/expects.hpp"
#include "upheld/calendar/day_text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace upheld {
namespace {

using detail::days_of_slot;
using detail::key_of_slot;
using detail::time_slot;

/// What a label says. Years, halves, quarters, months and weeks are entries of the time dimension.
struct reading {
    period_kind kind = period_kind::days;
    time_step every{}; ///< of a rolling window: month; of a part: the kind of its year
    std::int32_t slot = 0;
    int months = 0; ///< of a rolling window, up to the end of `slot`
    day last;       ///< of a part
};

constexpr int most_months = 120;

std::optional<int> number(std::string_view text) {
    if (text.empty() || text.size() > 4) return std::nullopt;
    int value = 0;
    for (char const c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

int slots_of_a_year(time_step every) {
    switch (every) {
    case time_step::financial_year:
    case time_step::calendar_year: return 1;
    case time_step::financial_half:
    case time_step::calendar_half: return 2;
    case time_step::financial_quarter:
    case time_step::calendar_quarter: return 4;
    case time_step::month: return 12;
    case time_step::week: break;
    }
    return 0;
}

std::int32_t week_slot(int year, int week) {
    // Week 1 has the year's first Thursday, so 4 January is always in it.
    return time_slot(day(year, 1, 4), time_step::week) + week - 1;
}

struct iso_week {
    int year;
    int number;
};

iso_week week_of(std::int32_t slot) {
    std::string const key = key_of_slot(slot, time_step::week);
    return {number(key.substr(0, 4)).value_or(0), number(key.substr(6)).value_or(0)};
}

period_kind kind_of_step(time_step every) {
    switch (every) {
    case time_step::financial_year: return period_kind::financial_year;
    case time_step::financial_half: return period_kind::financial_half;
    case time_step::financial_quarter: return period_kind::financial_quarter;
    case time_step::calendar_year: return period_kind::calendar_year;
    case time_step::calendar_half: return period_kind::calendar_half;
    case time_step::calendar_quarter: return period_kind::calendar_quarter;
    case time_step::month: return period_kind::month;
    case time_step::week: break;
    }
    return period_kind::week;
}

/// The step of which a label of this length and letter could name an entry.
std::optional<time_step> step_of_form(std::string_view text) {
    bool const is_half = text.size() > 2 && text[text.size() - 2] == 'H';
    bool const is_quarter = text.size() > 2 && text[text.size() - 2] == 'Q';
    switch (text.size()) {
    case 4: return time_step::calendar_year;
    case 7:
        return is_half      ? time_step::calendar_half
               : is_quarter ? time_step::calendar_quarter
                            : time_step::financial_year;
    case 8: return text[5] == 'W' ? time_step::week : time_step::month;
    case 10:
        if (is_half) return time_step::financial_half;
        if (is_quarter) return time_step::financial_quarter;
        return std::nullopt;
    default: return std::nullopt;
    }
}

/// An entry of the time dimension by its key; years 1901 to 2198, all of whose days are real.
std::optional<reading> read_entry(std::string_view text) {
    auto const every = step_of_form(text);
    auto const year = number(text.substr(0, 4));
    if (!every || !year || *year < 1901 || *year > 2198) return std::nullopt;
    bool const is_year = slots_of_a_year(*every) == 1;
    std::size_t const digits = text.size() == 8 ? 2 : 1;
    auto const part = is_year ? 1 : number(text.substr(text.size() - digits));
    if (!part || *part < 1) return std::nullopt;
    std::int32_t const slot = *every == time_step::week
                                  ? week_slot(*year, *part)
                                  : *year * slots_of_a_year(*every) + *part - 1;
    // Whatever else the text says must be what the entry is called: 2019-21 and 2019-Q5 are not.
    if (key_of_slot(slot, *every) != text) return std::nullopt;
    return reading{kind_of_step(*every), *every, slot, 0, {}};
}

std::optional<reading> read_months_to(std::string_view text) {
    constexpr std::string_view between = "-months-to-";
    std::size_t const at = text.find(between);
    if (at == std::string_view::npos) return std::nullopt;
    auto const months = number(text.substr(0, at));
    auto const last = read_entry(text.substr(at + between.size()));
    if (!months || *months < 1 || *months > most_months || text[0] == '0' || !last ||
        last->every != time_step::month || last->slot - *months + 1 < 1900 * 12) {
        return std::nullopt;
    }
    return reading{period_kind::months_to, time_step::month, last->slot, *months, {}};
}

/// A year and a day of it; a day outside the year is for the caller to refuse.
std::optional<reading> read_part(std::string_view text) {
    std::size_t const at = text.find("..");
    if (at == std::string_view::npos) return std::nullopt;
    auto made = read_entry(text.substr(0, at));
    auto const last = day_from_text(text.substr(at + 2));
    if (!made || slots_of_a_year(made->every) != 1 || !last) return std::nullopt;
    made->kind = period_kind::part_of_year;
    made->last = *last;
    return made;
}

reading read(std::string_view text) {
    if (auto const entry = read_entry(text)) return *entry;
    if (auto const window = read_months_to(text)) return *window;
    if (auto const part = read_part(text)) return *part;
    return {};
}

/// @expects the label names something and not only two days
period period_of(reading const& what) {
    UPHELD_EXPECTS(what.kind != period_kind::days);
    day_span days = days_of_slot(what.slot, what.every);
    std::string label = key_of_slot(what.slot, what.every);
    if (what.kind == period_kind::months_to) {
        days.first = days_of_slot(what.slot - what.months + 1, time_step::month).first;
        label = std::to_string(what.months) + "-months-to-" + label;
    } else if (what.kind == period_kind::part_of_year) {
        days.last = what.last;
        label += ".." + to_text(what.last);
    }
    return {label, days};
}

/// Reports look up to fifty years back, and no day is earlier than 1900.
bool is_usable(day_span days) {
    return day(1951, 1, 1) <= days.first && days.last <= day(2199, 3, 31);
}

bool is_usable_year(int year) { return year > 1950 && year < 2199; }

std::unexpected<failure> out_of_range(std::string_view text, char const* why) {
    return refuse({.code = failure_code::value_out_of_range,
                   .where = {},
                   .message = "period \"" + std::string(text) + "\" " + why,
                   .mend = {}});
}

constexpr char const* too_far = "is not within 1951 to 2198";

result<period> two_days(std::string_view text) {
    auto const first = day_from_text(text.substr(0, 10));
    auto const last = day_from_text(text.substr(12));
    if (!first) return std::unexpected(first.error());
    if (!last) return std::unexpected(last.error());
    if (!is_usable_year(first->fields().year) || !is_usable_year(last->fields().year)) {
        return out_of_range(text, too_far);
    }
    if (*last < *first) return out_of_range(text, "ends before it starts");
    return period{std::string(text), {*first, *last}};
}

day years_earlier(day d, int years) {
    auto const [year, month, day_of_month] = d.fields();
    int const earlier = year - years;
    return is_real_date(earlier, month, day_of_month) ? day(earlier, month, day_of_month)
                                                      : day(earlier, 2, 28);
}

std::string month_name(int month) {
    static constexpr std::array names = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    return names[static_cast<std::size_t>(month - 1)];
}

std::string in_words(day d) {
    auto const [year, month, day_of_month] = d.fields();
    return std::to_string(day_of_month) + ' ' + month_name(month) + ' ' + std::to_string(year);
}

std::string days_in_words(day_span days) {
    return in_words(days.first) + " to " + in_words(days.last);
}

/// `April to June 2019`, `October 2019 to March 2020`.
std::string months_in_words(day_span days) {
    auto const last = days.last.fields();
    auto const first = days.first.fields();
    return month_name(first.month) +
           (first.year == last.year ? std::string() : ' ' + std::to_string(first.year)) + " to " +
           month_name(last.month) + ' ' + std::to_string(last.year);
}

std::string ordinal(int n) {
    static constexpr std::array words = {"first", "second", "third", "fourth"};
    return words[static_cast<std::size_t>(n)];
}

/// `financial year 2019-20` of one of its entries.
std::string year_in_words(time_step every, std::int32_t slot) {
    bool const is_financial = every == time_step::financial_year ||
                              every == time_step::financial_half ||
                              every == time_step::financial_quarter;
    int const year = slot / slots_of_a_year(every);
    return is_financial ? "financial year " + key_of_slot(year, time_step::financial_year)
                        : "calendar year " + key_of_slot(year, time_step::calendar_year);
}

} // namespace

result<period> period_from_text(std::string_view text) {
    reading const what = read(text);
    if (what.kind != period_kind::days) {
        period made = period_of(what);
        if (!is_usable(made.days)) return out_of_range(text, too_far);
        if (what.kind == period_kind::part_of_year &&
            !days_of_slot(what.slot, what.every).covers(what.last)) {
            return out_of_range(text, "ends on a day that is not in its year");
        }
        return made;
    }
    if (text.size() == 22 && text.substr(10, 2) == "..") return two_days(text);
    return refuse({.code = failure_code::field_malformed,
                   .where = {},
                   .message = "\"" + std::string(text) + "\" is not a period",
                   .mend = "write 2019-20 (financial year), 2019-20-H1, 2019-20-Q1, 2019 (calendar "
                           "year), 2019-H1, 2019-Q1, 2019-M07, 2019-W01, 12-months-to-2020-M03, "
                           "2019-20..2019-12-31 (part of a year) or 2019-04-15..2019-05-14"});
}

period_kind kind_of(period const& of) { return read(of.label).kind; }

std::string in_words(period const& of) {
    reading const what = read(of.label);
    switch (what.kind) {
    case period_kind::financial_year:
    case period_kind::calendar_year: return year_in_words(what.every, what.slot);
    case period_kind::financial_half:
    case period_kind::calendar_half:
    case period_kind::financial_quarter:
    case period_kind::calendar_quarter: {
        int const parts = slots_of_a_year(what.every);
        return ordinal(what.slot % parts) + (parts == 2 ? " half" : " quarter") + " of the " +
               year_in_words(what.every, what.slot) + ", " + months_in_words(of.days);
    }
    case period_kind::month: {
        auto const first = of.days.first.fields();
        return month_name(first.month) + ' ' + std::to_string(first.year);
    }
    case period_kind::week: {
        auto const [year, week] = week_of(what.slot);
        return "week " + std::to_string(week) + " of " + std::to_string(year) + ", " +
               days_in_words(of.days);
    }
    case period_kind::months_to: {
        auto const last = of.days.last.fields();
        return std::to_string(what.months) + (what.months == 1 ? " month to " : " months to ") +
               month_name(last.month) + ' ' + std::to_string(last.year);
    }
    case period_kind::part_of_year:
        return year_in_words(what.every, what.slot) + " up to " + in_words(of.days.last);
    case period_kind::days: break;
    }
    return days_in_words(of.days);
}

period years_before(period const& of, int years) {
    UPHELD_EXPECTS(years >= 0 && years <= 50);
    if (years == 0) return of;
    reading what = read(of.label);
    if (what.kind == period_kind::days) {
        day_span const days{years_earlier(of.days.first, years),
                            years_earlier(of.days.last, years)};
        return {to_text(days.first) + ".." + to_text(days.last), days};
    }
    if (what.every == time_step::week) {
        auto const [year, week] = week_of(what.slot);
        int const earlier = year - years;
        what.slot = std::min(week_slot(earlier, week), week_slot(earlier + 1, 1) - 1);
    } else {
        what.slot -= years * slots_of_a_year(what.every);
    }
    if (what.kind == period_kind::part_of_year) what.last = years_earlier(what.last, years);
    return period_of(what);
}

result<period> year_of(period const& of) {
    reading const what = read(of.label);
    switch (what.kind) {
    case period_kind::financial_year:
    case period_kind::financial_half:
    case period_kind::financial_quarter: {
        std::int32_t const year = what.slot / slots_of_a_year(what.every);
        return period_of({period_kind::financial_year, time_step::financial_year, year, 0, {}});
    }
    case period_kind::calendar_year:
    case period_kind::calendar_half:
    case period_kind::calendar_quarter: {
        std::int32_t const year = what.slot / slots_of_a_year(what.every);
        return period_of({period_kind::calendar_year, time_step::calendar_year, year, 0, {}});
    }
    case period_kind::part_of_year:
        return period_of({kind_of_step(what.every), what.every, what.slot, 0, {}});
    case period_kind::month:
    case period_kind::week:
    case period_kind::months_to:
    case period_kind::days: break;
    }
    return refuse({.code = failure_code::contradiction,
                   .where = {},
                   .message = "period \"" + of.label + "\" does not say which year it is part of",
                   .mend = "write it as a part of its year, such as 2019-20-Q1, 2019-Q1 or "
                           "2019-20..2019-12-31"});
}

result<ratio> annualising_factor(period const& of) {
    auto const year = year_of(of);
    if (!year) return std::unexpected(year.error());
    auto const length = [](day_span days) {
        return std::int64_t{(days.last - days.first).value} + 1;
    };
    return ratio{length(year->days), length(of.days)};
}

} // namespace upheld
