// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "rollup/snapshot_file.hpp"
#include "upheld/rollup/columns.hpp"

#include <memory>

/// Columns in a snapshot: a directory of zones, and behind it nothing but arrays. Private to src.

namespace upheld::detail {

/// Writes the sections `rows` and `data`.
void write_rows(snapshot_writer& to, columns const& of);

/// Columns whose arrays lie in the section `data`. How rows are packed is told by the directory and
/// not by this version of the library, which may have come to pack them otherwise.
/// @param all    the section `rows` has been found to be whole
/// @param words  must outlive the columns
/// @param file   what the sections lie in
/// @fails file_unreadable if section `data` is damaged; field_malformed if the sections are whole
///        and their numbers cannot be
[[nodiscard]] result<columns> read_rows(section_list const& all, taxonomy const& words,
                                        std::shared_ptr<snapshot_image const> const& file);

} // namespace upheld::detail
