// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"

namespace upheld {

/// How sure an interval is meant to be: a fraction between 0 and 1, neither of them included. 95%
/// is 0.95; the number 95 is refused. Default: 0.95.
class confidence {
  public:
    constexpr confidence() = default;

    /// @fails value_out_of_range unless 0 < fraction < 1
    [[nodiscard]] static result<confidence> of(double fraction);

    [[nodiscard]] constexpr double fraction() const noexcept { return fraction_; }

    /// What lies outside on each side: 0.025 at 0.95.
    [[nodiscard]] constexpr double tail() const noexcept { return (1 - fraction_) / 2; }

    /// Standard normal quantile at 1 - tail: about 1.96 at 0.95.
    [[nodiscard]] constexpr double z() const noexcept { return z_; }

    friend constexpr bool operator==(confidence const& a, confidence const& b) noexcept {
        return a.fraction_ == b.fraction_;
    }

  private:
    constexpr confidence(double fraction, double z) noexcept : fraction_(fraction), z_(z) {}

    friend constexpr confidence usual_confidence() noexcept;
    friend constexpr confidence strict_confidence() noexcept;

    double fraction_ = 0.95;
    double z_ = 1.959963984540054; ///< the quantile of `tail`, to the last digit but one
};

/// 95%: the default everywhere, and the inner band of funnels.
[[nodiscard]] constexpr confidence usual_confidence() noexcept { return {}; }

/// 99.8%: the outer band of funnels; about three standard errors.
[[nodiscard]] constexpr confidence strict_confidence() noexcept {
    return {0.998, 3.0902323061678136};
}

} // namespace upheld
