// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <compare>
#include <cstdint>

namespace upheld {

/// An amount of money in whole pence; may be negative. The range holds 92 quadrillion pounds.
struct pence {
    std::int64_t value = 0;

    constexpr pence() = default;

    constexpr explicit pence(std::int64_t v) noexcept : value(v) {}

    friend constexpr auto operator<=>(pence const&, pence const&) = default;

    friend constexpr pence operator+(pence a, pence b) noexcept { return pence(a.value + b.value); }

    friend constexpr pence operator-(pence a, pence b) noexcept { return pence(a.value - b.value); }

    constexpr pence& operator+=(pence b) noexcept {
        value += b.value;
        return *this;
    }
};

} // namespace upheld
