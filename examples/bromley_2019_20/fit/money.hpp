// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "fit/folder.hpp"
#include "fit/printed.hpp"
#include "fit/random.hpp"

namespace fit {

/// Adds awards that make up the printed sums. Complaints and Ombudsman's cases must be there
/// already: each award belongs to one that was upheld, where the unit has any.
void add_remedies(printed_tables const& printed, upheld::taxonomy const& words,
                  random_source& random, folder& into);

/// Adds the printed numbers of compliments, some of them with a service or a neutral text.
void add_compliments(printed_tables const& printed, upheld::taxonomy const& words,
                     random_source& random, folder& into);

} // namespace fit
