// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

/// Texts side by side and fields of CSV. Private to src.

namespace upheld::detail {

/// Characters that a UTF-8 text takes on a terminal, near enough for aligning columns: one a code
/// point.
[[nodiscard]] std::size_t width_of(std::string const& text);

/// The text with spaces up to a width: before it if it stands to the right, else after it.
[[nodiscard]] std::string padded(std::string const& text, std::size_t width, bool to_the_right);

/// Lines of cells, in columns as wide as their widest cell and two spaces apart; the first `names`
/// columns stand to the left. All lines have as many cells as the first.
[[nodiscard]] std::string aligned(std::vector<std::vector<std::string>> const& lines,
                                  std::size_t names);

/// The text as a field of RFC 4180: in quotes if it must be.
[[nodiscard]] std::string csv_field(std::string const& text);

} // namespace upheld::detail
