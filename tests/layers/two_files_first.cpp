// SPDX-License-Identifier: BSL-1.0
#include "two_files.hpp"
#include "upheld/upheld.hpp"

namespace layers {

upheld::facts const& no_facts() {
    static upheld::facts const none;
    return none;
}

upheld::answer_state not_answered() { return upheld::answer_state::not_answered; }

} // namespace layers
