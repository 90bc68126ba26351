// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/ratio.hpp"
#include "upheld/basis/result.hpp"
#include "upheld/calendar/day_span.hpp"
#include "upheld/rollup/flow_group.hpp"

#include <optional>
#include <span>
#include <vector>

/// Cases of a period by the day that puts them into it. Received, answered and open are different
/// sets of cases: a count remembers which it is of, and a rate of two sets must be asked for by
/// name.

namespace upheld {

/// The day by which a case falls into a period.
enum class case_basis : std::uint8_t {
    received,     ///< a complaint came, as `stock_counts::received`
    acknowledged, ///< it was acknowledged for the first time
    decided,      ///< the last of its aspects' outcomes was decided
    answered,     ///< a stage was answered, as `stock_counts::answered`
    closed,       ///< it was answered or withdrawn
    escalated,    ///< a later stage began, as `stock_counts::escalated_in`
    open,         ///< open at the end of the period's last day, as `stock_counts::closing`
};

/// `received`, `acknowledged`, ...
[[nodiscard]] constexpr char const* name_of(case_basis by) noexcept {
    switch (by) {
    case case_basis::received: return "received";
    case case_basis::acknowledged: return "acknowledged";
    case case_basis::decided: return "decided";
    case case_basis::answered: return "answered";
    case case_basis::closed: return "closed";
    case case_basis::escalated: return "escalated";
    case case_basis::open: return "open";
    }
    return "unknown";
}

/// A count that knows what it is of.
struct case_count {
    std::int64_t cases = 0;
    case_basis by{};
    day_span days;
    friend bool operator==(case_count const&, case_count const&) = default;
};

/// Counts cases. Service requests are left out: for days of a spell those that were requests then,
/// for days of the whole complaint (acknowledged, decided) those that are requests as of the
/// spells' day. These two belong to the stage that the complaint reached last.
/// @param spells  as of `days.last` or later, those of one complaint together
/// @param in      only cases of this unit, procedure and stage; none means any
[[nodiscard]] case_count count_cases(std::span<open_spell const> spells, case_basis by,
                                     day_span days, flow_group const& in = {});

/// The complaints that such a count is of, in the order of the spells; each once, though it may
/// have been answered or escalated more than once.
/// @param spells  as for `count_cases`
[[nodiscard]] std::vector<complaint_id> cases_by(std::span<open_spell const> spells, case_basis by,
                                                 day_span days, flow_group const& in = {});

/// Two sets of cases that someone divides knowingly.
struct basis_mixture {
    case_basis part{};
    case_basis whole{};
    friend bool operator==(basis_mixture const&, basis_mixture const&) = default;
};

/// One count over another.
/// @param named  the mixture, if the two counts are of different sets
/// @fails contradiction if the counts are of different periods, or of different sets and the
///        mixture is not named, or another is
[[nodiscard]] result<ratio> rate_of(case_count const& part, case_count const& whole,
                                    std::optional<basis_mixture> named = std::nullopt);

} // namespace upheld
