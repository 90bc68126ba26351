// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/store/write_folder.hpp"

/// A store as JSON lines: one object a line, one line a complaint with everything that belongs to
/// it and where it stands. Every key is described in `store/json-lines-format.md`.

namespace upheld {

/// Writes the lines to a file, which is written beside the one whose place it takes, under its name
/// with `.part` behind it, and takes its name when it is whole.
/// @param path  of the file; its folder must be there
/// @fails write_failed; field_malformed for a text that is not UTF-8, with the line it would be in
/// @returns rows as `write_folder` counts them, and the bytes of the file
/// @cost  linear; memory for one batch, and for all that belongs to no complaint
[[nodiscard]] result<written_rows> write_json_lines(store const& cases, std::string const& path,
                                                    writing_options const& how = {});

} // namespace upheld
