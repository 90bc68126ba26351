// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/disclosure_policy.hpp"

#include <algorithm>
#include <charconv>

namespace upheld {
namespace {

constexpr std::int64_t rounding_base(disclosure_policy const& policy) {
    return policy.kind() == policy_kind::round_base ? policy.least_shown() : 5;
}

constexpr std::int64_t to_nearest(std::int64_t count, std::int64_t base) {
    return (count + base / 2) / base * base;
}

failure no_such_policy(std::string_view text) {
    return {.code = failure_code::not_found,
            .where = {},
            .message = "there is no policy \"" + std::string(text) + '"',
            .mend = "use threshold:K, nhs_subnational, ofqual or round_base:B"};
}

} // namespace

std::string disclosure_policy::display(std::int64_t count) const {
    UPHELD_EXPECTS(count >= 0);
    bool const hidden = is_small(count);
    switch (kind_) {
    case policy_kind::threshold: return hidden ? std::string(hidden_mark) : std::to_string(count);
    case policy_kind::nhs_subnational:
        if (hidden) return "*";
        break;
    case policy_kind::ofqual:
        if (hidden) return "fewer than 5";
        break;
    case policy_kind::round_base: break;
    }
    return std::to_string(to_nearest(count, rounding_base(*this)));
}

known_range disclosure_policy::seen(std::int64_t count) const noexcept {
    UPHELD_EXPECTS(count >= 0);
    if (kind_ == policy_kind::threshold) {
        return is_small(count) ? known_range{.low = 1, .high = {}} : exactly(count);
    }
    std::int64_t const base = rounding_base(*this);
    std::int64_t const shown = to_nearest(count, base);
    std::int64_t const highest = shown + (base - 1) / 2;
    if (kind_ == policy_kind::round_base)
        return {std::max<std::int64_t>(0, shown - base / 2), highest};
    if (count == 0) return exactly(0);
    if (is_small(count)) return {1, number_ - 1};
    return {std::max(number_, shown - base / 2), highest};
}

std::string disclosure_policy::name() const {
    switch (kind_) {
    case policy_kind::threshold: return "threshold(" + std::to_string(number_) + ')';
    case policy_kind::nhs_subnational: return "nhs_subnational";
    case policy_kind::ofqual: return "ofqual";
    case policy_kind::round_base: return "round_base(" + std::to_string(number_) + ')';
    }
    return "unknown";
}

result<disclosure_policy> policy_from_text(std::string_view text) {
    if (text == "nhs_subnational" || text == "nhs_hes_subnational") {
        return disclosure_policy::nhs_subnational();
    }
    if (text == "ofqual") return disclosure_policy::ofqual();

    std::size_t const end_of_name = text.find_first_of(":(");
    std::string_view const name = text.substr(0, end_of_name);
    bool const is_threshold = name == "threshold";
    if (end_of_name == std::string_view::npos || (!is_threshold && name != "round_base")) {
        return refuse(no_such_policy(text));
    }
    std::string_view digits = text.substr(end_of_name + 1);
    if (text[end_of_name] == '(') {
        if (!digits.ends_with(')')) return refuse(no_such_policy(text));
        digits.remove_suffix(1);
    }
    std::int64_t number = 0;
    auto const [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (fault != std::errc() || end != digits.data() + digits.size() || number < 2 ||
        number > disclosure_policy::largest_number) {
        return refuse({.code = failure_code::value_out_of_range,
                       .where = {},
                       .message = "\"" + std::string(digits) + "\" is no number of a " +
                                  std::string(name) + " policy",
                       .mend = "give a whole number of 2 to 1000000"});
    }
    return is_threshold ? disclosure_policy::threshold(number)
                        : disclosure_policy::round_base(number);
}

} // namespace upheld
