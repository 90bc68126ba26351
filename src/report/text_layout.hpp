// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

/// Texts side by side and fields of CSV. Private to src.

namespace upheld::detail {

/// Characters that a UTF-8 text takes on a terminal, near enough for aligning columns: one a code
/// point.
[[nodiscard]] std::size_t width_of(std::string const& text);

/// The text with spaces up to a width: before it if it stands to the right, else after it.
[[nodiscard]] std::string padded(std::string const& text, std::size_t width, bool to_the_right);

/// The text as a field of RFC 4180: in quotes if it must be.
[[nodiscard]] std::string csv_field(std::string const& text);

} // namespace upheld::detail
