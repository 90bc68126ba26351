// SPDX-License-Identifier: BSL-1.0
#include "upheld/store/event.hpp"

#include <array>

namespace upheld {
namespace {

struct named_kind {
    event_kind kind;
    std::string_view name;
};

constexpr std::array<named_kind, 17> kinds{{
    {event_kind::received, "received"},
    {event_kind::acknowledged, "acknowledged"},
    {event_kind::responded, "responded"},
    {event_kind::outcome_decided, "outcome_decided"},
    {event_kind::extended, "extended"},
    {event_kind::paused, "paused"},
    {event_kind::resumed, "resumed"},
    {event_kind::escalated, "escalated"},
    {event_kind::reopened, "reopened"},
    {event_kind::reclassified, "reclassified"},
    {event_kind::referred, "referred"},
    {event_kind::withdrawn, "withdrawn"},
    {event_kind::corrected, "corrected"},
    {event_kind::decided, "decided"},
    {event_kind::decision_challenged, "decision_challenged"},
    {event_kind::decision_withdrawn, "decision_withdrawn"},
    {event_kind::discontinued, "discontinued"},
}};

} // namespace

std::string_view name_of(event_kind kind) noexcept {
    for (named_kind const& k : kinds) {
        if (k.kind == kind) return k.name;
    }
    return "unknown";
}

std::optional<event_kind> event_kind_named(std::string_view name) noexcept {
    for (named_kind const& k : kinds) {
        if (k.name == name) return k.kind;
    }
    return std::nullopt;
}

bool concerns_ombudsman(event_kind kind) noexcept { return kind >= event_kind::decided; }

} // namespace upheld
