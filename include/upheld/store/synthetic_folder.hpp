// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"
#include "upheld/calendar/day_span.hpp"
#include "upheld/calendar/working_calendar.hpp"
#include "upheld/taxonomy/taxonomy.hpp"

#include <cstdint>
#include <string>

/// Made-up data folders of any size, for demonstrations and benches. No figure in them means
/// anything.

namespace upheld {

struct synthetic_plan {
    std::uint64_t complaints = 1000;
    std::uint64_t seed = 1; ///< the same plan gives the same bytes on every machine
    day_span received;      ///< complaints are received on these days, both in
};

/// What has been written.
struct synthetic_counts {
    std::uint64_t complaints = 0;
    std::uint64_t mentions = 0;
    std::uint64_t aspects = 0;
    std::uint64_t events = 0;
};

/// Called now and then with the number of complaints written so far.
using synthetic_progress = void (*)(std::uint64_t complaints_written, void* context);

/// Writes the CSV files of a data folder for any taxonomy: about 1.05 mentions and 1.4 aspects a
/// complaint, nine of ten answered, most in time. Memory does not grow with the number of
/// complaints. The caller puts `taxonomy.toml` beside them.
/// @param folder  must exist; files of these names are overwritten
/// @fails write_failed; not_found if no unit of the taxonomy keeps complaints, or there is no
/// procedure;
///        calendar_ends if the calendar does not reach 120 calendar days beyond `received`
[[nodiscard]] result<synthetic_counts>
write_synthetic_folder(taxonomy const& words, working_calendar const& calendar,
                       synthetic_plan const& plan, std::string const& folder,
                       synthetic_progress progress = nullptr, void* context = nullptr);

} // namespace upheld
