// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Suggestions for misspelt keys. Private to src.

namespace upheld::detail {

/// Number of letters to insert, take out or replace to get from one text to the other; capitals and
/// small letters are alike.
[[nodiscard]] inline std::size_t edit_distance(std::string_view a, std::string_view b) {
    auto const small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j != row.size(); ++j) row[j] = j;
    for (std::size_t i = 0; i != a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j != b.size(); ++j) {
            std::size_t const changed = diagonal + (small(a[i]) == small(b[j]) ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

/// `use one of "a", "b", "c"`: all of `known` if they are few, else the three closest to `text`.
/// Empty if nothing is known.
[[nodiscard]] inline std::string suggest(std::string_view text,
                                         std::vector<std::string> const& known) {
    constexpr std::size_t few = 6;
    constexpr std::size_t longest = 80; // of a misspelt key; beyond it the distance says nothing
    if (known.empty()) return {};
    std::vector<std::pair<std::size_t, std::size_t>> order; // distance, position in `known`
    for (std::size_t i = 0; i != known.size(); ++i) {
        bool const matters = known.size() > few && text.size() <= longest;
        order.emplace_back(matters ? edit_distance(text, known[i]) : 0, i);
    }
    std::sort(order.begin(), order.end());
    if (order.size() > few) order.resize(3);
    std::string text_out = known.size() > few ? "the closest are " : "use one of ";
    for (std::size_t i = 0; i != order.size(); ++i) {
        if (i != 0) text_out += ", ";
        text_out += '"' + known[order[i].second] + '"';
    }
    return text_out;
}

} // namespace upheld::detail
