// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"
#include "upheld/calendar/day.hpp"

#include <string>
#include <string_view>

namespace upheld {

/// The day written as `YYYY-MM-DD` (ISO 8601 extended form): ten characters, no blanks, no other
/// form. 03/04/2020 is refused rather than guessed.
/// @fails date_invalid if the text is of another form or names no day in 1900 to 2199
[[nodiscard]] inline result<day> day_from_text(std::string_view text) {
    auto const digits = [&](std::size_t from, std::size_t count) {
        int value = 0;
        for (std::size_t i = from; i != from + count; ++i) {
            if (text[i] < '0' || text[i] > '9') return -1;
            value = value * 10 + (text[i] - '0');
        }
        return value;
    };
    if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
        int const year = digits(0, 4);
        int const month = digits(5, 2);
        int const day_of_month = digits(8, 2);
        if (is_real_date(year, month, day_of_month)) return day(year, month, day_of_month);
    }
    return refuse({.code = failure_code::date_invalid,
                   .where = {},
                   .message = "\"" + std::string(text) + "\" is not a day",
                   .mend = "write it as YYYY-MM-DD, for example 2020-03-31"});
}

/// `YYYY-MM-DD`.
[[nodiscard]] inline std::string to_text(day d) {
    auto const [year, month, day_of_month] = d.fields();
    std::string text = "0000-00-00";
    auto const put = [&](std::size_t at, int value, int digits) {
        for (int i = digits - 1; i >= 0; --i, value /= 10) {
            text[at + static_cast<std::size_t>(i)] = static_cast<char>('0' + value % 10);
        }
    };
    put(0, year, 4);
    put(5, month, 2);
    put(8, day_of_month, 2);
    return text;
}

} // namespace upheld
