// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/id.hpp"

namespace upheld {

/// Told of each change that a store accepted: a complaint, or one of its mentions, aspects or
/// events, was added, changed or taken away. Called once a change, from inside the call that makes
/// it, when the store is in its new state already; `store::fill` calls once for each complaint.
/// What is told may read the store and must not change it.
struct change_listener {
    void (*changed)(void* context, complaint_id which) = nullptr; ///< null: nobody listens
    void* context = nullptr;                                      ///< handed on to `changed`
};

} // namespace upheld
