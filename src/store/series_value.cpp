// SPDX-License-Identifier: BSL-1.0
#include "store/series_value.hpp"

#include "store/table_reader.hpp"

#include <array>

namespace upheld::detail {
namespace {

struct state_word {
    std::string_view text;
    series_state state;
};

constexpr std::array<state_word, 4> state_words{{{"none", series_state::none},
                                                 {"not_collected", series_state::not_collected},
                                                 {"not_known", series_state::not_known},
                                                 {"not_applicable", series_state::not_applicable}}};

/// The ending that belongs to a position: 1st, 2nd, 3rd, 4th, 11th, 21st.
std::string_view ending_of(std::uint64_t position) {
    std::uint64_t const last_two = position % 100;
    if (last_two >= 11 && last_two <= 13) return "th";
    switch (position % 10) {
    case 1: return "st";
    case 2: return "nd";
    case 3: return "rd";
    default: return "th";
    }
}

/// A number of hundredths as a decimal fraction; the decimals left out are zeros.
std::string hundredths_text(std::int64_t hundredths, std::size_t decimals) {
    std::string text = std::to_string(hundredths / 100);
    if (decimals == 0) return text;
    std::string const part = std::to_string(100 + hundredths % 100);
    return text + '.' + part.substr(1, decimals);
}

std::unexpected<failure> malformed(std::string_view text) {
    bool const has_comma = text.find(',') != std::string_view::npos;
    return refuse({.code = failure_code::field_malformed,
                   .where = {},
                   .message = '"' + std::string(text) + "\" is not a figure",
                   .mend = has_comma
                               ? "write it without a thousands separator"
                               : "write 142, £1677.25, 64.9%, 7th, joint 7th, none, not_collected, "
                                 "not_known or not_applicable"});
}

} // namespace

result<series_value> series_value_from_text(std::string_view text) {
    for (state_word const& w : state_words) {
        if (w.text == text) return series_value{.state = w.state, .form = {}, .number = 0};
    }
    constexpr std::string_view pound = "£";
    if (text.starts_with(pound)) {
        auto const pounds = pounds_from_text(text.substr(pound.size()));
        if (!pounds) return refuse(pounds.error());
        return series_value{{}, series_form::pence, pounds->value};
    }
    if (text.ends_with('%')) {
        // Percentages have the same form as pounds: two decimals at most, kept in hundredths.
        auto const hundredths = pounds_from_text(text.substr(0, text.size() - 1));
        if (!hundredths) return malformed(text);
        return series_value{{}, series_form::percent, hundredths->value};
    }
    if (auto const count = whole_number(text)) {
        return series_value{{}, series_form::count, static_cast<std::int64_t>(*count)};
    }
    constexpr std::string_view joint = "joint ";
    bool const is_joint = text.starts_with(joint);
    std::string_view const position = is_joint ? text.substr(joint.size()) : text;
    if (position.size() > 2) {
        auto const number = whole_number(position.substr(0, position.size() - 2));
        if (number && *number != 0 && position.ends_with(ending_of(*number))) {
            return series_value{{},
                                is_joint ? series_form::joint_rank : series_form::rank,
                                static_cast<std::int64_t>(*number)};
        }
    }
    return malformed(text);
}

result<std::string> series_value_text(series_value const& value) {
    for (state_word const& w : state_words) {
        if (w.state == value.state) return std::string(w.text);
    }
    std::int64_t const n = value.number;
    bool const is_rank = value.form == series_form::rank || value.form == series_form::joint_rank;
    if (n < (is_rank ? 1 : 0)) {
        return refuse(
            {.code = failure_code::value_out_of_range,
             .where = {},
             .message = "is a figure of " + std::to_string(n) + ", which the files cannot hold",
             .mend = {}});
    }
    std::string text;
    switch (value.form) {
    case series_form::count: return std::to_string(n);
    case series_form::pence: return "£" + hundredths_text(n, 2);
    case series_form::percent:
        return hundredths_text(n, n % 100 == 0 ? 0 : n % 10 == 0 ? 1 : 2) + '%';
    case series_form::joint_rank: text = "joint "; break;
    case series_form::rank: break;
    }
    return text + std::to_string(n) + std::string(ending_of(static_cast<std::uint64_t>(n)));
}

} // namespace upheld::detail
