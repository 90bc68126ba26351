// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/day.hpp"

#include <cstdint>
#include <optional>

/// Private to src.

namespace upheld::detail {

/// A day or none, in the four bytes of a day.
class maybe_day {
  public:
    maybe_day() = default;

    explicit maybe_day(std::optional<day> of) noexcept : serial_(of ? of->serial() : no_serial) {}

    [[nodiscard]] std::optional<day> get() const noexcept {
        return is_none() ? std::nullopt : std::optional(day::from_serial(serial_));
    }

    [[nodiscard]] bool is_none() const noexcept { return serial_ == no_serial; }

    [[nodiscard]] day value_or(day other) const noexcept {
        return is_none() ? other : day::from_serial(serial_);
    }

  private:
    static constexpr std::int32_t no_serial = INT32_MIN;
    std::int32_t serial_ = no_serial;
};

} // namespace upheld::detail
