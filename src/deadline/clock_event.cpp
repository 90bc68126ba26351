// SPDX-License-Identifier: BSL-1.0
#include "upheld/deadline/clock_event.hpp"

#include "basis/closest.hpp"
#include "upheld/calendar/day_text.hpp"

#include <array>
#include <utility>

namespace upheld {
namespace {

struct described_kind {
    clock_event_kind kind;
    std::string_view name;
    std::string_view words;
};

constexpr std::array<described_kind, 20> described{{
    {clock_event_kind::received, "received", "receipt"},
    {clock_event_kind::logged, "logged", "logging"},
    {clock_event_kind::acknowledged, "acknowledged", "the acknowledgement"},
    {clock_event_kind::statement_agreed, "statement_agreed", "the agreement of the statement"},
    {clock_event_kind::requested, "requested", "the request"},
    {clock_event_kind::notified, "notified", "the notification"},
    {clock_event_kind::clarification_asked, "clarification_asked", "the request for clarification"},
    {clock_event_kind::clarification_supplied, "clarification_supplied", "the clarification"},
    {clock_event_kind::fee_notice, "fee_notice", "the fee notice"},
    {clock_event_kind::fee_paid, "fee_paid", "the payment of the fee"},
    {clock_event_kind::identity_shown, "identity_shown", "the proof of identity"},
    {clock_event_kind::paused, "paused", "the pause"},
    {clock_event_kind::resumed, "resumed", "the resumption"},
    {clock_event_kind::extended, "extended", "the notice of extension"},
    {clock_event_kind::extension_withdrawn, "extension_withdrawn",
     "the withdrawal of the extension"},
    {clock_event_kind::escalated, "escalated", "the escalation"},
    {clock_event_kind::panel_met, "panel_met", "the panel's meeting"},
    {clock_event_kind::report_received, "report_received", "receipt of the report"},
    {clock_event_kind::answered, "answered", "the answer"},
    {clock_event_kind::withdrawn, "withdrawn", "the withdrawal"},
}};

constexpr auto kinds = [] {
    std::array<clock_event_kind, described.size()> all{};
    for (std::size_t i = 0; i != all.size(); ++i) all[i] = described[i].kind;
    return all;
}();

static_assert([] {
    for (std::size_t i = 0; i != kinds.size(); ++i) {
        if (static_cast<std::size_t>(kinds[i]) != i) return false;
    }
    return true;
}());

} // namespace

std::span<clock_event_kind const> clock_event_kinds() noexcept { return kinds; }

std::string_view name_of(clock_event_kind kind) noexcept {
    auto const at = static_cast<std::size_t>(kind);
    return at < described.size() ? described[at].name : "unknown";
}

std::string_view words_of(clock_event_kind kind) noexcept {
    auto const at = static_cast<std::size_t>(kind);
    return at < described.size() ? described[at].words : "an unknown event";
}

result<clock_event_kind> clock_event_kind_named(std::string_view text) {
    for (described_kind const& one : described) {
        if (one.name == text) return one.kind;
    }
    std::string mend = "use one of:";
    for (described_kind const& one : described) mend.append(" ").append(one.name);
    return refuse({.code = failure_code::key_unknown,
                   .where = {},
                   .message = "there is no event kind \"" + std::string(text) + "\"",
                   .mend = std::move(mend)});
}

result<clock_event> clock_event_from_text(std::string_view kind, std::string_view value) {
    auto const which = clock_event_kind_named(kind);
    if (!which) return refuse(which.error());
    std::string reason;
    if (*which == clock_event_kind::extended) {
        std::size_t const blank = value.find(' ');
        if (blank != std::string_view::npos) reason = value.substr(blank + 1);
        value = value.substr(0, blank);
    }
    std::size_t const slash = value.find('/');
    result<day> const on = day_from_text(value.substr(0, slash));
    if (!on) return refuse(on.error());
    if (slash == std::string_view::npos) {
        return clock_event{*which, *on, std::nullopt, std::move(reason)};
    }
    if (*which != clock_event_kind::extended) {
        return refuse({.code = failure_code::contradiction,
                       .where = {},
                       .message = std::string(kind) + " has two days",
                       .mend = "only extended takes a second day, the last one agreed"});
    }
    result<day> const until = day_from_text(value.substr(slash + 1));
    if (!until) return refuse(until.error());
    if (*until < *on) {
        return refuse(
            {.code = failure_code::order_broken,
             .where = {},
             .message = "extended to " + to_text(*until) + ", before the notice on " + to_text(*on),
             .mend = "give the day of the notice, then the last day agreed"});
    }
    return clock_event{*which, *on, *until, std::move(reason)};
}

} // namespace upheld
