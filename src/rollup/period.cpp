// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/period.hpp"

#include "upheld/basis/expects.hpp"
#include "upheld/calendar/day_text.hpp"

#include <optional>

namespace upheld {
namespace {

std::optional<int> number(std::string_view text, std::size_t digits) {
    if (text.size() != digits) return std::nullopt;
    int value = 0;
    for (char const c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

std::string two_digits(int value) {
    return {static_cast<char>('0' + value / 10 % 10), static_cast<char>('0' + value % 10)};
}

day last_of_month(int year, int month) {
    return month == 12 ? day(year, 12, 31) : day(year, month + 1, 1) - calendar_days(1);
}

/// Reports look up to fifty years back, and no day is earlier than 1900.
bool is_usable_year(int year) { return year > 1950 && year < 2199; }

/// Year Y and "-ZZ" where ZZ is the year after: a financial year.
std::optional<int> financial_year(std::string_view text) {
    if (text.size() != 7 || text[4] != '-') return std::nullopt;
    auto const first = number(text.substr(0, 4), 4);
    auto const next = number(text.substr(5), 2);
    if (!first || !next || !is_usable_year(*first) || (*first + 1) % 100 != *next) {
        return std::nullopt;
    }
    return first;
}

day years_earlier(day d, int years) {
    auto const [year, month, day_of_month] = d.fields();
    int const earlier = year - years;
    return is_real_date(earlier, month, day_of_month) ? day(earlier, month, day_of_month)
                                                      : last_of_month(earlier, month);
}

} // namespace

result<period> period_from_text(std::string_view text) {
    std::string const label(text);
    if (auto const year = financial_year(text)) {
        return period{label, {day(*year, 4, 1), day(*year + 1, 3, 31)}};
    }
    if (text.size() == 10 && text.substr(7, 2) == "-Q") {
        auto const year = financial_year(text.substr(0, 7));
        int const quarter = text[9] - '0';
        if (year && quarter >= 1 && quarter <= 4) {
            int const month = quarter == 4 ? 1 : 1 + 3 * quarter;
            int const of_year = quarter == 4 ? *year + 1 : *year;
            return period{label, {day(of_year, month, 1), last_of_month(of_year, month + 2)}};
        }
    }
    if (auto const year = number(text, 4); year && is_usable_year(*year)) {
        return period{label, {day(*year, 1, 1), day(*year, 12, 31)}};
    }
    if (text.size() == 8 && text.substr(4, 2) == "-M") {
        auto const year = number(text.substr(0, 4), 4);
        auto const month = number(text.substr(6), 2);
        if (year && month && is_usable_year(*year) && *month >= 1 && *month <= 12) {
            return period{label, {day(*year, *month, 1), last_of_month(*year, *month)}};
        }
    }
    if (text.size() == 22 && text.substr(10, 2) == "..") {
        auto const first = day_from_text(text.substr(0, 10));
        auto const last = day_from_text(text.substr(12));
        if (!first) return std::unexpected(first.error());
        if (!last) return std::unexpected(last.error());
        if (!is_usable_year(first->fields().year) || !is_usable_year(last->fields().year)) {
            return refuse({.code = failure_code::value_out_of_range,
                           .where = {},
                           .message = "period \"" + label + "\" is not within 1951 to 2198",
                           .mend = {}});
        }
        if (*last < *first) {
            return refuse({.code = failure_code::value_out_of_range,
                           .where = {},
                           .message = "period \"" + label + "\" ends before it starts",
                           .mend = {}});
        }
        return period{label, {*first, *last}};
    }
    return refuse({.code = failure_code::field_malformed,
                   .where = {},
                   .message = "\"" + label + "\" is not a period",
                   .mend =
                       "write 2019-20 (financial year), 2019-20-Q1, 2019 (calendar year), 2019-M07 "
                       "or 2019-04-15..2019-05-14"});
}

period years_before(period const& of, int years) {
    UPHELD_EXPECTS(years >= 0 && years <= 50);
    if (years == 0) return of;
    day_span const days{years_earlier(of.days.first, years), years_earlier(of.days.last, years)};
    std::string_view const label = of.label;
    std::string const year = std::to_string(days.first.fields().year);
    if (financial_year(label.substr(0, 7))) {
        // The year in the label is the one it starts in, which for Q4 is not the year of its days.
        int const first = *number(label.substr(0, 4), 4) - years;
        return {std::to_string(first) + "-" + two_digits(first + 1) + std::string(label.substr(7)),
                days};
    }
    if (label.size() == 4) return {year, days};
    if (label.size() == 8) {
        // February keeps its own end: a month stays a whole month.
        auto const fields = days.first.fields();
        return {year + std::string(label.substr(4)),
                {days.first, last_of_month(fields.year, fields.month)}};
    }
    return {to_text(days.first) + ".." + to_text(days.last), days};
}

} // namespace upheld
