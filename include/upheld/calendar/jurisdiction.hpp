// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <string_view>

/// Whose list of bank holidays: Schedule 1 to the Banking and Financial Dealings Act 1971 has
/// three.

namespace upheld {

enum class jurisdiction : std::uint8_t {
    england_and_wales, ///< one list; Wales has never differed from England
    scotland,
    northern_ireland,
};

/// As calendar ids and GOV.UK write it: `england-and-wales`, `scotland`, `northern-ireland`.
[[nodiscard]] constexpr std::string_view name_of(jurisdiction of) noexcept {
    switch (of) {
    case jurisdiction::england_and_wales: return "england-and-wales";
    case jurisdiction::scotland: return "scotland";
    case jurisdiction::northern_ireland: return "northern-ireland";
    }
    return "unknown";
}

/// A set of jurisdictions.
struct jurisdiction_set {
    std::uint8_t bits = 0; ///< bit 0 is England and Wales

    [[nodiscard]] constexpr bool has(jurisdiction which) const noexcept {
        return ((bits >> static_cast<unsigned>(which)) & 1U) != 0;
    }

    [[nodiscard]] constexpr jurisdiction_set with(jurisdiction which) const noexcept {
        return {static_cast<std::uint8_t>(bits | (1U << static_cast<unsigned>(which)))};
    }

    friend constexpr bool operator==(jurisdiction_set, jurisdiction_set) = default;
};

} // namespace upheld
