// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/taxonomy/taxonomy.hpp"

/// A taxonomy as the text of a `taxonomy.toml` that a person can read and change.

namespace upheld {

/// `taxonomy_from_toml(to_toml(words), name)` is whole and gives an equal taxonomy. The same
/// taxonomy gives the same bytes: entries in order of display, keys in the order of
/// `taxonomy/taxonomy-format.md`. What reading would fill in is left out: empty optional fields, a
/// short name that is the name, and what a unit keeps as the unit above it does. Comments of a file
/// that the taxonomy was read from are not in it, so they are not here either.
/// @expects `words` is such as reading gives: a unit after the one it is within, the stages of a
///          procedure and the decisions of a group together and in order of these, texts in UTF-8
/// @cost    linear
[[nodiscard]] std::string to_toml(taxonomy const& words);

} // namespace upheld
