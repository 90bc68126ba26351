// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/decimal_text.hpp"

#include "statistics/refusals.hpp"

#include <algorithm>

namespace upheld {
namespace {

__extension__ using wide = unsigned __int128; // 100 times any whole number fits

wide magnitude(std::int64_t n) {
    return n < 0 ? wide(0) - static_cast<wide>(n) : static_cast<wide>(n);
}

/// How what is cut off compares with half a unit of the last decimal kept.
enum class rest { none, below_half, half, above_half };

bool goes_up(rest cut, bool is_odd, rounding_rule rule) {
    switch (rule) {
    case rounding_rule::half_up: return cut == rest::half || cut == rest::above_half;
    case rounding_rule::half_even: return cut == rest::above_half || (cut == rest::half && is_odd);
    case rounding_rule::truncate: return false;
    }
    return false;
}

/// Adds one to the number that the digits are.
void add_one(std::string& digits) {
    for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit) {
        if (*digit != '9') {
            ++*digit;
            return;
        }
        *digit = '0';
    }
    digits.insert(digits.begin(), '1');
}

/// @param digits  of the number without its point, the decimals last; at least one before them
std::string assembled(std::string digits, int decimals, rest cut, bool is_negative,
                      rounding_rule rule) {
    if (goes_up(cut, (digits.back() - '0') % 2 != 0, rule)) add_one(digits);
    auto const places = static_cast<std::size_t>(decimals);
    std::size_t const zeros = std::min(digits.find_first_not_of('0'), digits.size());
    std::size_t const whole_digits = digits.size() - places;
    digits.erase(0, std::min(zeros, whole_digits - 1));
    bool const is_nothing = digits.find_first_not_of('0') == std::string::npos;
    if (places != 0) digits.insert(digits.size() - places, 1, '.');
    if (is_negative && !is_nothing) digits.insert(digits.begin(), '-');
    return digits;
}

result<void> checked_decimals(int decimals) {
    if (decimals < 0 || decimals > most_decimals) {
        return detail::out_of_range("decimals", std::to_string(decimals) + " decimals",
                                    "0 to " + std::to_string(most_decimals));
    }
    return {};
}

result<std::string> quotient_text(ratio value, unsigned factor, int decimals, rounding_rule rule) {
    if (auto const ok = checked_decimals(decimals); !ok) return refuse(ok.error());
    if (value.whole == 0) return detail::no_base("denominator", "it is 0: a share of nothing");
    wide const bottom = magnitude(value.whole);
    wide top = magnitude(value.part) * factor;
    std::string digits;
    for (wide whole = top / bottom; whole != 0; whole /= 10) {
        digits.insert(digits.begin(), static_cast<char>('0' + static_cast<int>(whole % 10)));
    }
    if (digits.empty()) digits = "0";
    top %= bottom;
    for (int i = 0; i != decimals; ++i) {
        top *= 10;
        digits += static_cast<char>('0' + static_cast<int>(top / bottom));
        top %= bottom;
    }
    wide const to_next = bottom - top;
    rest const cut = top == 0        ? rest::none
                     : top < to_next ? rest::below_half
                     : top > to_next ? rest::above_half
                                     : rest::half;
    return assembled(digits, decimals, cut, (value.part < 0) != (value.whole < 0), rule);
}

} // namespace

result<std::string> rounded_text(ratio value, int decimals, rounding_rule rule) {
    return quotient_text(value, 1, decimals, rule);
}

result<std::string> percent_text(ratio share, int decimals, rounding_rule rule) {
    return quotient_text(share, 100, decimals, rule);
}

result<std::string> rounded_text(std::string_view decimal, int decimals, rounding_rule rule) {
    if (auto const ok = checked_decimals(decimals); !ok) return refuse(ok.error());
    std::string_view text = decimal;
    bool const is_negative = text.starts_with('-');
    if (is_negative || text.starts_with('+')) text.remove_prefix(1);
    std::size_t const point = std::min(text.find('.'), text.size());
    std::string whole(text.substr(0, point));
    std::string places(text.substr(std::min(point + 1, text.size())));
    auto const are_digits = [](std::string const& part) {
        return part.find_first_not_of("0123456789") == std::string::npos;
    };
    if (whole.empty() || !are_digits(whole) || !are_digits(places) ||
        (point != text.size() && places.empty())) {
        return refuse({.code = failure_code::field_malformed,
                       .where = {.source = {}, .row = 0, .column = "value"},
                       .message = '"' + std::string(decimal) + "\" is not a decimal number",
                       .mend = "digits, with a point between digits if need be"});
    }
    auto const kept = static_cast<std::size_t>(decimals);
    rest cut = rest::none;
    if (places.size() > kept) {
        bool const has_more = places.find_first_not_of('0', kept + 1) != std::string::npos;
        char const first = places[kept];
        cut = first > '5' || (first == '5' && has_more) ? rest::above_half
              : first == '5'                            ? rest::half
              : first != '0' || has_more                ? rest::below_half
                                                        : rest::none;
    }
    places.resize(kept, '0');
    return assembled(whole + places, decimals, cut, is_negative, rule);
}

result<hidden_by_rounding> hidden_in(ratio share, int decimals, rounding_rule rule) {
    auto const text = percent_text(share, decimals, rule);
    if (!text) return refuse(text.error());
    bool const is_all = share.part == share.whole;
    if (!is_all && *text == *percent_text({1, 1}, decimals, rule)) {
        return hidden_by_rounding::a_few_missing;
    }
    if (share.part != 0 && *text == *percent_text({0, 1}, decimals, rule)) {
        return hidden_by_rounding::a_few_there;
    }
    return hidden_by_rounding::nothing;
}

} // namespace upheld
