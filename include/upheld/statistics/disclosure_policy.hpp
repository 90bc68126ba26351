// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/expects.hpp"
#include "upheld/basis/result.hpp"
#include "upheld/statistics/known_range.hpp"

#include <cstdint>
#include <string>
#include <string_view>

/// How small counts of people are kept out of print: named policies, and how each prints one count.

namespace upheld {

enum class policy_kind : std::uint8_t {
    threshold,       ///< small counts hidden, others exact; complements must be hidden as well
    nhs_subnational, ///< 1 to 7 as `*`, others to the nearest 5
    ofqual,          ///< 1 to 4 as "fewer than 5", others to the nearest 5
    round_base,      ///< everything to the nearest base; alone no protection against differences
};

/// One policy, with its number. Zero is shown by all of them.
///
/// A policy is for a whole table, totals included: exact totals beside rounded cells give the cells
/// away, so no function here takes one policy for cells and another for totals.
/// @source NHS Digital, HES disclosure methodology (2018): 1 to 7 hidden, others to the nearest 5;
///         Ofqual, rounding policy (2025); Hundepool et al., Statistical Disclosure Control (2012)
class disclosure_policy {
  public:
    /// Counts of 1 to `least - 1` are hidden. @expects `least` of 2 to 1,000,000
    [[nodiscard]] static constexpr disclosure_policy threshold(std::int64_t least) noexcept {
        UPHELD_EXPECTS(least >= 2 && least <= largest_number);
        return {policy_kind::threshold, least};
    }

    [[nodiscard]] static constexpr disclosure_policy nhs_subnational() noexcept {
        return {policy_kind::nhs_subnational, 8};
    }

    [[nodiscard]] static constexpr disclosure_policy ofqual() noexcept {
        return {policy_kind::ofqual, 5};
    }

    /// Every count to the nearest `base`, a tie upwards. @expects `base` of 2 to 1,000,000
    [[nodiscard]] static constexpr disclosure_policy round_base(std::int64_t base) noexcept {
        UPHELD_EXPECTS(base >= 2 && base <= largest_number);
        return {policy_kind::round_base, base};
    }

    [[nodiscard]] constexpr policy_kind kind() const noexcept { return kind_; }

    /// The least count that is not small: k of `threshold(k)`, 8, 5, or the base.
    [[nodiscard]] constexpr std::int64_t least_shown() const noexcept { return number_; }

    /// True if one person could be told from the count: 1 up to just under `least_shown`.
    [[nodiscard]] constexpr bool is_small(std::int64_t count) const noexcept {
        return count >= 1 && count < number_;
    }

    /// True if counts are hidden beside exact ones, so that other cells must be hidden with them.
    [[nodiscard]] constexpr bool needs_complements() const noexcept {
        return kind_ == policy_kind::threshold;
    }

    /// The count as printed: `0`, `[c]`, `*`, `fewer than 5`, `1235`. @expects count is not
    /// negative
    [[nodiscard]] std::string display(std::int64_t count) const;

    /// What a reader learns from the display of this count alone. A hidden count of a threshold
    /// policy is at least 1 and has no upper limit: complements bear the same mark.
    /// @expects count is not negative
    [[nodiscard]] known_range seen(std::int64_t count) const noexcept;

    /// `threshold(5)`, `nhs_subnational`, `ofqual`, `round_base(10)`.
    [[nodiscard]] std::string name() const;

    friend constexpr bool operator==(disclosure_policy const&, disclosure_policy const&) = default;

    static constexpr std::int64_t largest_number = 1'000'000;

  private:
    constexpr disclosure_policy(policy_kind kind, std::int64_t number) noexcept
        : kind_(kind), number_(number) {}

    policy_kind kind_;
    std::int64_t number_;
};

/// The mark of a hidden count, "confidential".
/// @source Government Analysis Function, symbols in tables (2021)
inline constexpr std::string_view hidden_mark = "[c]";

/// Reads `threshold:5`, `threshold(5)`, `nhs_subnational`, `nhs_hes_subnational`, `ofqual`,
/// `round_base:5` and `round_base(5)`.
/// @fails not_found for another name, value_out_of_range for a number that the policy cannot have
[[nodiscard]] result<disclosure_policy> policy_from_text(std::string_view text);

} // namespace upheld
