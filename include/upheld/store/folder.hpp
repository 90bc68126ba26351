// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/store/store.hpp"

/// A data folder on disk: `taxonomy.toml` and CSV files. The format is described column by column
/// in `store/folder-format.md`.

namespace upheld {

/// What reading gave: the store if nothing was wrong, and everything that was wrong.
struct folder_reading {
    std::optional<store> cases;          ///< absent if `failures` is not empty: never loaded half
    std::vector<failure> failures;       ///< in order of file, row and column
    std::uint64_t failures_left_out = 0; ///< counted, beyond the most that are kept of a file
    std::size_t rows = 0;                ///< data rows read over all files
};

/// Called now and then while a folder is read, for those who show progress.
struct reading_progress {
    /// @param rows_read  data rows read so far, over all files
    void (*show)(std::size_t rows_read, void* context) = nullptr;
    void* context = nullptr; ///< handed on to `show`
};

/// So many failures of one file are enough to see what is wrong with it, and can be held whatever
/// the file's size.
inline constexpr std::size_t usual_most_failures = 1000;

/// Reads a folder. Never stops at the first fault.
/// @param folder         path of the folder
/// @param calendar       counts the working days of the cases' clocks
/// @param most_failures  are kept of each file, those that are found first; others are counted
[[nodiscard]] folder_reading read_folder(std::string const& folder,
                                         working_calendar const& calendar,
                                         reading_progress progress = {},
                                         std::size_t most_failures = usual_most_failures);

/// Reads a folder with the built-in calendar that its taxonomy names.
[[nodiscard]] folder_reading read_folder(std::string const& folder, reading_progress progress = {},
                                         std::size_t most_failures = usual_most_failures);

} // namespace upheld
