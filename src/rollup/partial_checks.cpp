// SPDX-License-Identifier: BSL-1.0
#include "rollup/partial_checks.hpp"

#include "basis/closest.hpp"
#include "store/csv.hpp"

#include <algorithm>
#include <vector>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace upheld::detail {

std::optional<failure> fault_of_numbers(cube_measure const& m, figure_form form) {
    auto const fault = [&](std::string const& what) {
        return failure{.code = failure_code::value_out_of_range,
                       .where = {},
                       .message = what + " of \"" + m.key + '"',
                       .mend = {}};
    };
    auto const is_negative = [](std::int64_t n) { return n < 0; };
    if (form != figure_form::pence && (std::any_of(m.part.begin(), m.part.end(), is_negative) ||
                                       std::any_of(m.whole.begin(), m.whole.end(), is_negative))) {
        return fault("there is a negative count");
    }
    if (form != figure_form::days) return std::nullopt;
    // The sum of all days is below 64 bits, and so is that of every group, folded or not.
    std::vector<std::int64_t> of_day(m.width, 0);
    bool fits = true;
    std::size_t day = 0;
    for (std::int64_t const n : m.part) {
        fits = !__builtin_add_overflow(of_day[day], n, &of_day[day]) && fits;
        day = day + 1 == m.width ? 0 : day + 1;
    }
    std::int64_t sum = 0;
    std::int64_t count = 0;
    for (std::size_t d = 0; d != m.width; ++d) {
        std::int64_t days = 0;
        fits = !__builtin_mul_overflow(static_cast<std::int64_t>(d), of_day[d], &days) &&
               !__builtin_add_overflow(sum, days, &sum) &&
               !__builtin_add_overflow(count, of_day[d], &count) && fits;
    }
    if (!fits) return fault("64 bits do not hold the sum of working days");
    return std::nullopt;
}

std::optional<failure> fault_of_keys(axis const& of) {
    std::vector<std::string_view> keys;
    keys.reserve(of.size());
    for (std::size_t at = 0; at != of.size(); ++at) keys.push_back(of.key(at));
    std::sort(keys.begin(), keys.end());
    auto const twice = std::adjacent_find(keys.begin(), keys.end());
    if (twice == keys.end()) return std::nullopt;
    return failure{.code = failure_code::key_repeated,
                   .where = {},
                   .message = '"' + std::string(*twice) + "\" is an entry of \"" +
                              name_of(of.by()) + "\" twice",
                   .mend = {}};
}

bool is_clean_text(std::string_view text) {
    return first_not_utf8(text) == text.size() && text.find('\0') == std::string_view::npos;
}

result<measure> known_measure(std::string_view key) {
    if (auto const found = find_measure(key)) return *found;
    std::vector<std::string> known;
    for (measure const& m : all_measures()) known.emplace_back(m.key);
    return refuse({.code = failure_code::key_unknown,
                   .where = {},
                   .message = "there is no measure \"" + std::string(key) + '"',
                   .mend = suggest(key, known)});
}

std::uint64_t checksum_of(std::span<std::byte const> bytes) noexcept {
    return XXH3_64bits(bytes.data(), bytes.size());
}

} // namespace upheld::detail
