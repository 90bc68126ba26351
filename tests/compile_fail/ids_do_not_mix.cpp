// SPDX-License-Identifier: BSL-1.0
// expect: (could not convert|no viable conversion).*(aspect|mention)
#include "upheld/basis/id.hpp"

/// An aspect's id is not the id of the mention it belongs to.
upheld::mention_id mention_of(upheld::mention_id mention,
                              [[maybe_unused]] upheld::aspect_id aspect) {
#ifdef MUST_NOT_COMPILE
    return aspect;
#else
    return mention;
#endif
}
