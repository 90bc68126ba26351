// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/ratio.hpp"
#include "upheld/basis/result.hpp"

#include <charconv>
#include <cmath>
#include <span>
#include <string>
#include <utility>

/// The words for numbers that a statistic cannot use. Private to src.

namespace upheld::detail {

/// The shortest text that reads back as the same number.
[[nodiscard]] inline std::string number_text(double number) {
    char digits[32];
    auto const end = std::to_chars(digits, digits + sizeof digits, number);
    return {digits, end.ptr};
}

[[nodiscard]] inline std::unexpected<failure> out_of_range(std::string field, std::string message,
                                                           std::string mend = {}) {
    return refuse({.code = failure_code::value_out_of_range,
                   .where = {.source = {}, .row = 0, .column = std::move(field)},
                   .message = std::move(message),
                   .mend = std::move(mend)});
}

/// A share, rate or mean of nothing.
[[nodiscard]] inline std::unexpected<failure> no_base(std::string field, std::string message) {
    return refuse({.code = failure_code::no_base,
                   .where = {.source = {}, .row = 0, .column = std::move(field)},
                   .message = std::move(message),
                   .mend = {}});
}

[[nodiscard]] inline result<void> checked_count(std::int64_t count, std::string field) {
    if (count < 0) {
        return out_of_range(std::move(field), std::to_string(count) + " is a negative count");
    }
    return {};
}

/// @param which  put behind the names of the fields, such as `1` or `[3]`
[[nodiscard]] inline result<void> checked_share(ratio share, std::string const& which = {}) {
    if (auto const n = checked_count(share.whole, "n" + which); !n) return n;
    if (auto const x = checked_count(share.part, "events" + which); !x) return x;
    if (share.part > share.whole) {
        return refuse({.code = failure_code::part_exceeds_whole,
                       .where = {.source = {}, .row = 0, .column = "events" + which},
                       .message = std::to_string(share.part) + " of " +
                                  std::to_string(share.whole) + " is more than all",
                       .mend = "a rate may exceed 1, a share cannot"});
    }
    if (share.whole == 0) return no_base("n" + which, "it is 0: a share of nothing");
    return {};
}

/// Something that others are divided by: above 0 and finite.
[[nodiscard]] inline result<void> checked_base(double base, std::string field) {
    if (base == 0) return no_base(std::move(field), "it is 0, and there is no rate of nothing");
    if (!(base > 0) || !std::isfinite(base)) {
        return out_of_range(std::move(field), number_text(base) + " is not a number above 0");
    }
    return {};
}

[[nodiscard]] inline result<void> checked_finite(std::span<double const> values,
                                                 std::string field) {
    for (std::size_t i = 0; i != values.size(); ++i) {
        if (!std::isfinite(values[i])) {
            return out_of_range(std::move(field),
                                "value " + std::to_string(i + 1) + " is not a finite number");
        }
    }
    return {};
}

[[nodiscard]] inline result<void> checked_values(std::span<double const> values,
                                                 std::string field) {
    if (values.empty()) return no_base(std::move(field), "there are no values");
    return checked_finite(values, std::move(field));
}

[[nodiscard]] inline result<void> same_length(std::size_t first, std::string const& first_field,
                                              std::size_t second, std::string second_field) {
    if (first == second) return {};
    return refuse({.code = failure_code::contradiction,
                   .where = {.source = {}, .row = 0, .column = std::move(second_field)},
                   .message = std::to_string(second) + " entries, and " + first_field + " has " +
                              std::to_string(first),
                   .mend = "give one for each"});
}

} // namespace upheld::detail
