// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/store/event.hpp"

#include <cstdint>
#include <optional>
#include <type_traits>

/// Private to src.

namespace upheld::detail {

/// What an event of kind `corrected` corrects.
enum class corrected_field : std::uint8_t { none, received, channel, category, subject };

/// The field's name in files; empty for `none`.
[[nodiscard]] constexpr std::string_view name_of(corrected_field field) noexcept {
    switch (field) {
    case corrected_field::none: return {};
    case corrected_field::received: return "received";
    case corrected_field::channel: return "channel";
    case corrected_field::category: return "category";
    case corrected_field::subject: return "subject";
    }
    return {};
}

/// What a fold needs of one event, its value already understood.
struct event_step {
    event_kind kind{};
    corrected_field corrected = corrected_field::none;
    bool is_request = false; ///< for `reclassified`
    std::uint16_t code =
        outcome_code::none_value; ///< outcome, stage, decision, or the right entry; else none
    day happened;
    day recorded;
    std::optional<day> until;        ///< for `extended`, and the right day of `received`
    std::optional<aspect_id> aspect; ///< for `outcome_decided`, and corrections of an aspect

    friend bool operator==(event_step const&, event_step const&) = default;
};

static_assert(std::is_trivially_copyable_v<event_step>);

} // namespace upheld::detail
