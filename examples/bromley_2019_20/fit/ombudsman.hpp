// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "fit/folder.hpp"
#include "fit/printed.hpp"
#include "fit/random.hpp"

#include <string>
#include <vector>

namespace fit {

/// Adds the Ombudsman's cases of these units, with decisions, deadlines and recommendations.
/// Complaints must be there already: some of the cases grow from them.
void add_ombudsman_cases(printed_tables const& printed, upheld::taxonomy const& words,
                         std::vector<std::string> const& units, random_source& random,
                         folder& into);

} // namespace fit
