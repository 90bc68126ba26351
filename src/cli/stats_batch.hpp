// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/csv_stream.hpp"
#include "upheld/basis/failure.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

/// Many statistics at once: a CSV in, the same rows with their results out.

namespace upheld::cli {

struct stats_batch_summary {
    std::uint64_t rows = 0;
    std::uint64_t failed_rows = 0;
    std::vector<failure> refused; ///< why the file cannot be used, or could not be to its end
};

/// Answers each row's `inputs` (a JSON object) by its `method`, and writes the row with a column
/// `result` added: a JSON object, and for a bad row `{"failure": ...}`. Rows are written one by one
/// and other columns are kept.
/// @param name   of the file, for the failures
/// @param write  takes text; @returns false if it cannot be written
[[nodiscard]] stats_batch_summary stats_for_all(std::string const& name,
                                                upheld::detail::csv_stream::byte_source bytes,
                                                std::function<bool(std::string_view)> const& write);

} // namespace upheld::cli
