// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/rollup.hpp"

#include <span>
#include <string>

namespace upheld::cli {

/// The conditions of --where: `service=repairs`, `outcome=upheld|partly`, several in one text apart
/// by commas. Values are keys, names or aliases of the taxonomy's lists; a comma that no condition
/// follows belongs to a name. Conditions on one dimension are alternatives.
/// @param places  in order of code
/// @fails field_malformed for a text without a sign of equality or a dimension that rows cannot be
///        chosen by; key_unknown for a value that is not listed; the closest are named
[[nodiscard]] result<where> where_from_texts(std::span<std::string const> texts,
                                             taxonomy const& words,
                                             std::span<std::string const> places);

/// Dimensions that the conditions name, as they are written; malformed ones are passed over.
[[nodiscard]] std::vector<std::string> dimensions_named(std::span<std::string const> texts);

} // namespace upheld::cli
