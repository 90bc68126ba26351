// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "basis/toml_fields.hpp"
#include "upheld/taxonomy/taxonomy.hpp"

#include <vector>

/// Reading of what changed: `[[unit_change]]`, `[[service_change]]`, `[[move]]`, `[[break]]`.
/// Private to src.

namespace upheld::detail {

/// Where the units and services of a file are said, in order of code.
struct entry_lines {
    std::vector<toml::source_position> units;
    std::vector<toml::source_position> services;
};

/// Reads the four lists into a taxonomy whose units and services have been read.
void read_changes(toml_fields& file, taxonomy& into, toml_faults& faults);

/// Reports every unit and service that on some day of its validity lies within a unit that is not
/// valid then, or within itself.
void check_every_structure(taxonomy const& words, entry_lines const& lines, toml_faults& faults);

} // namespace upheld::detail
