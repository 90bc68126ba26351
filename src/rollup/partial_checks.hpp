// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/cube.hpp"
#include "upheld/rollup/measure.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// What every cube that comes from outside must be. Private to src.

namespace upheld::detail {

/// The most groups of a dense cube that is made out of something smaller: a text, or two cubes of
/// other entries. A sparse cube has them where it is more.
inline constexpr std::uint64_t largest_dense_made = 4'194'304;

/// The most entries of a table of coverage.
inline constexpr std::uint64_t largest_coverage = 268'435'456;

/// The numbers of a measure: none of a count is negative, and working days add up.
/// @fails value_out_of_range
[[nodiscard]] std::optional<failure> fault_of_numbers(cube_measure const& m, figure_form form);

/// Keys are unique.
/// @fails key_repeated
[[nodiscard]] std::optional<failure> fault_of_keys(axis const& of);

/// UTF-8 without NUL.
[[nodiscard]] bool is_clean_text(std::string_view text);

/// The measure with this key.
/// @fails key_unknown with what is like it
[[nodiscard]] result<measure> known_measure(std::string_view key);

/// XXH3, 64 bits, of xxHash 0.8.
[[nodiscard]] std::uint64_t checksum_of(std::span<std::byte const> bytes) noexcept;

} // namespace upheld::detail
