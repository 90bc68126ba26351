// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "fit/printed.hpp"
#include "fit/random.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace fit {

/// Outcomes in the order of the printed columns. The last one is "ongoing".
inline constexpr std::array<char const*, 4> outcome_keys{"fully_upheld", "partially_upheld",
                                                         "not_upheld", "ongoing"};
inline constexpr std::size_t ongoing = 3;

/// Aspects of one service, or of one subject.
struct printed_line {
    std::string name;
    int mentions = 0; ///< 0 for subjects
    int aspects = 0;
    std::array<int, 4> by_outcome{};
    int on_time = 0;
};

/// What a division's chapter prints of its complaints.
struct chapter {
    std::string unit; ///< key
    std::vector<printed_line> services;
    std::vector<printed_line> subjects;
    int complaints = 0;
    int complaints_on_time = 0;
};

[[nodiscard]] chapter read_chapter(printed_tables const& printed, std::string const& unit,
                                   int complaints, int complaints_on_time);

struct fitted_aspect {
    std::size_t subject; ///< position in the chapter's subjects
    std::size_t outcome; ///< position in `outcome_keys`
    bool concerns_contractor = false;
};

struct fitted_mention {
    std::size_t service; ///< position in the chapter's services
    std::vector<fitted_aspect> aspects;
};

/// A complaint is on time or not as a whole, and so are all its aspects.
struct fitted_complaint {
    bool on_time;
    std::vector<fitted_mention> mentions;
};

/// Complaints whose counts are exactly those of the chapter, in an arbitrary order.
/// @throws std::runtime_error if the chapter's figures cannot all be true at once
[[nodiscard]] std::vector<fitted_complaint> fit_complaints(chapter const& printed,
                                                           random_source& random);

} // namespace fit
