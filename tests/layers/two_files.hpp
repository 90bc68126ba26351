// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/fwd.hpp"

/// Declared with names alone, as a host's own headers would.
namespace layers {

upheld::facts const& no_facts();
bool has_no_complaints(upheld::facts const& rows);
upheld::answer_state not_answered();

} // namespace layers
