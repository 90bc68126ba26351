// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "cli/viewpoint_options.hpp"

#include <optional>
#include <string>

namespace upheld::cli {

struct due_in_folder_request {
    std::string folder; ///< or a snapshot
    viewpoint_options seen_from;
    std::optional<int> within; ///< working days; absent: all open cases
    std::string format;        ///< text, csv or json
};

/// Lists the cases that were open, the first due at the top, those without a clock at the end.
/// @returns an exit code
int due_in_folder(due_in_folder_request const& asked);

} // namespace upheld::cli
