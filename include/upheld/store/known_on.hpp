// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/store/store.hpp"

namespace upheld {

/// A store of what another knew at the end of a day: what `write_folder` writes `as_known_on` that
/// day, without a folder in between.
/// @fails as `store::insert`, should a record known then not stand without what came later
/// @cost  as `store::fill`, twice
[[nodiscard]] result<store> known_on(store const& cases, day then);
/// A store of what is seen of another from a viewpoint.
[[nodiscard]] result<store> known_on(store const& cases, viewpoint from);

} // namespace upheld
