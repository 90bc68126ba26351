// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/checks.hpp"
#include "store/fold.hpp"

/// Private to src.

namespace upheld::detail {

/// Understands an event's `field` and `value`, and checks everything that can be said of an event
/// without looking at its case's other events.
/// @param of   procedure of the complaint it belongs to; none if it belongs to none, or to one that
///             is not known
/// @param out  receives one failure for each fault; if it grows, the row returned means nothing
[[nodiscard]] event_row understand(taxonomy const& words, working_calendar const& calendar,
                                   event what, procedure_code of, faults_found& out);

} // namespace upheld::detail
