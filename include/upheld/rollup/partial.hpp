// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"
#include "upheld/rollup/cube.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Cubes as partial results: added up, sent and read back. The format is documented in
/// `rollup/partial-format.md`; version 1.

namespace upheld {

/// The cube of the rows of both. Groups match by the entries' keys, whatever their order; entries
/// of both are kept. Commutative, associative and exact; a cube of no rows with the same axes
/// changes nothing. If both have the same entries in the same order that order stays, else entries
/// are put in order of key. Exact for every measure if each complaint's rows are in one of the two:
/// what can be checked of that is that both are of the same period, measures and groupings.
/// @fails contradiction if period, measures or groupings differ, or an entry's name does;
///        value_out_of_range if a sum, of working days too, does not fit into 64 bits, or there are
///        more groups than can be numbered
[[nodiscard]] result<cube> merged(cube const& a, cube const& b);

/// Little-endian, versioned, with a checksum; the same cube gives the same bytes on every machine.
[[nodiscard]] std::vector<std::byte> to_bytes(cube const& of);

/// Takes no more memory than a small multiple of the bytes.
/// @fails field_malformed if these are not the bytes of a cube, are cut short, damaged, or name a
///        size that they do not have; value_out_of_range for a version newer than this one, a
///        negative count, or working days whose sum does not fit into 64 bits; key_unknown for a
///        measure that `find_measure` does not find; key_repeated for an entry that is there twice
[[nodiscard]] result<cube> cube_from_bytes(std::span<std::byte const> bytes);

/// CSV with one line a group and number that is not 0, so that any program that can add can finish
/// the job: columns `measure`, `counter` (`part`, `whole` or `days`), one a grouping (entry keys),
/// `days` (working days, for the counter of that name) and `n`; preceded by lines that begin with
/// `#` for version, period, entries and coverage. A dense cube of more than 4,194,304 numbers is
/// written without its empty groups.
[[nodiscard]] std::string to_partial_csv(cube const& of);

/// Lines of the same group add up, so tables may be put behind each other.
/// @param source  name of the file, for messages
/// @fails field_malformed, column_missing, key_unknown, ...: with row and column;
/// value_out_of_range
///        for a version newer than this one, or a cube far larger than its text
[[nodiscard]] result<cube> cube_from_partial_csv(std::string_view text, std::string const& source);

} // namespace upheld
