// SPDX-License-Identifier: BSL-1.0
#include "report/cell_text.hpp"

#include "upheld/statistics/rank.hpp"

#include <cstdlib>

namespace upheld::detail {

std::string decimal_text(std::int64_t units, int decimals) {
    std::int64_t const power = power_of_ten(decimals);
    std::string text = std::to_string(std::llabs(units) / power);
    if (decimals > 0) {
        std::string const rest = std::to_string(std::llabs(units) % power);
        text += '.' + std::string(static_cast<std::size_t>(decimals) - rest.size(), '0') + rest;
    }
    return units < 0 ? '-' + text : text;
}

std::string pounds_text(std::int64_t amount_in_pence) {
    std::string text = decimal_text(amount_in_pence, 2);
    std::size_t const first_digit = amount_in_pence < 0 ? 1 : 0;
    for (std::size_t at = text.size() - 3; at > first_digit + 3;) {
        at -= 3;
        text.insert(at, 1, ',');
    }
    return text;
}

std::string_view mark_of(figure_state state) noexcept {
    switch (state) {
    case figure_state::value: return "";
    case figure_state::none: return "none";
    case figure_state::not_collected: return "not collected";
    case figure_state::not_known: return "n/k";
    case figure_state::not_applicable: return "n/a";
    case figure_state::no_base: return "n/a";
    }
    return "";
}

std::int64_t percent_units(figure const& value, int decimals, rounding_rule rule) {
    if (value.form == figure_form::share) return percent_of(value.share, decimals, rule);
    UPHELD_EXPECTS(value.form == figure_form::percent);
    // Published percentages are kept in hundredths.
    return decimals >= 2 ? value.number * power_of_ten(decimals - 2)
                         : rounded_quotient(value.number, power_of_ten(2 - decimals), rule);
}

std::int64_t tenths_of_days(figure const& value, rounding_rule rule) {
    UPHELD_EXPECTS(value.form == figure_form::days && value.share.has_base());
    UPHELD_EXPECTS(value.share.part < 900'000'000'000'000'000 && value.share.part >= 0);
    return rounded_quotient(value.share.part * 10, value.share.whole, rule);
}

std::string_view name_of(figure_state state) noexcept {
    switch (state) {
    case figure_state::value: return "value";
    case figure_state::none: return "none";
    case figure_state::not_collected: return "not_collected";
    case figure_state::not_known: return "not_known";
    case figure_state::not_applicable: return "not_applicable";
    case figure_state::no_base: return "no_base";
    }
    return "value";
}

std::string cell_text(cell const& what, rounding_rule rule, std::string_view no_base) {
    if (what.origin == cell_origin::blank) return {};
    figure const& value = what.value;
    bool const is_change = what.origin == cell_origin::change;
    if (value.state == figure_state::no_base && !is_change) return std::string(no_base);
    if (!value.has_value()) return std::string(mark_of(value.state));

    std::string text;
    switch (value.form) {
    case figure_form::count: text = std::to_string(value.number); break;
    case figure_form::pence: text = pounds_text(value.number); break;
    case figure_form::share:
    case figure_form::percent: {
        std::int64_t const units = percent_units(value, what.decimals, rule);
        text = (is_change && units > 0 ? "+" : "") + decimal_text(units, what.decimals) + '%';
        break;
    }
    case figure_form::days: text = decimal_text(tenths_of_days(value, rule), 1); break;
    case figure_form::rank: text = ordinal_text({value.number, false}); break;
    case figure_form::joint_rank: text = ordinal_text({value.number, true}); break;
    }
    return text;
}

} // namespace upheld::detail
