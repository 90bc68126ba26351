// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/taxonomy/crosswalk.hpp"
#include "upheld/taxonomy/entries.hpp"
#include "upheld/taxonomy/series_break.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Words with a fixed meaning in `taxonomy.toml`. Private to src.

namespace upheld::detail {

template <class Value> struct word {
    std::string_view text;
    Value value;
};

inline constexpr std::array<word<kept>, kept_kinds> kept_words{{
    {"complaints", kept::complaints},
    {"channels", kept::channels},
    {"mentions", kept::mentions},
    {"aspects", kept::aspects},
    {"outcomes", kept::outcomes},
    {"categories", kept::categories},
    {"in_time", kept::in_time},
    {"own_remedies", kept::own_remedies},
    {"ombudsman_cases", kept::ombudsman_cases},
    {"compliments", kept::compliments},
}};

inline constexpr std::array<word<collected>, 4> collected_words{{
    {"yes", collected::yes},
    {"not_collected", collected::not_collected},
    {"not_known", collected::not_known},
    {"not_applicable", collected::not_applicable},
}};

inline constexpr std::array<word<upheld_class>, 3> finding_words{{
    {"fully", upheld_class::fully},
    {"partly", upheld_class::partly},
    {"not", upheld_class::not_upheld},
}};

inline constexpr std::array<word<kept>, 2> remedy_kept_words{{
    {"own_remedies", kept::own_remedies},
    {"ombudsman_cases", kept::ombudsman_cases},
}};

inline constexpr std::array<word<entry_change>, 3> change_words{{
    {"rename", entry_change::rename},
    {"merge", entry_change::merge},
    {"split", entry_change::split},
}};

inline constexpr std::array<word<break_kind>, 4> break_words{{
    {"structure", break_kind::structure},
    {"definition", break_kind::definition},
    {"coverage", break_kind::coverage},
    {"system", break_kind::system},
}};

template <class Words> [[nodiscard]] auto value_of(Words const& words, std::string_view text) {
    std::optional<decltype(words[0].value)> found;
    for (auto const& w : words) {
        if (w.text == text) found = w.value;
    }
    return found;
}

template <class Words> [[nodiscard]] std::vector<std::string> texts_of(Words const& words) {
    std::vector<std::string> all;
    for (auto const& w : words) all.emplace_back(w.text);
    return all;
}

/// True if the text is a day written YYYY-MM-DD. The calendar room's parser may not be used here.
[[nodiscard]] constexpr bool is_iso_day(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    auto const number = [&](std::size_t from, std::size_t count) {
        int value = 0;
        for (std::size_t i = from; i != from + count; ++i) {
            if (text[i] < '0' || text[i] > '9') return -1;
            value = value * 10 + (text[i] - '0');
        }
        return value;
    };
    int const year = number(0, 4);
    int const month = number(5, 2);
    int const day_of_month = number(8, 2);
    if (year < 1900 || year > 2199 || month < 1 || month > 12) return false;
    bool const leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    constexpr std::array<int, 12> lengths{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int const last = lengths[static_cast<std::size_t>(month - 1)] + (month == 2 && leap ? 1 : 0);
    return day_of_month >= 1 && day_of_month <= last;
}

/// True if the text may be a key: one or more lower case letters, digits and `_`.
[[nodiscard]] constexpr bool is_key(std::string_view text) {
    for (char const c : text) {
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_')) return false;
    }
    return !text.empty();
}

} // namespace upheld::detail
