// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/case_lines.hpp"
#include "store/sight.hpp"
#include "upheld/store/facts.hpp"

#include <memory>
#include <vector>

/// From the rows of a folder to its cases, one after the other, without a store. Private to src.

namespace upheld::detail {

/// One service that a complaint mentions, or one aspect of it.
struct read_part {
    service_code service;
    subject_code subject;
    outcome_code outcome;
    bool concerns_contractor = false;
    bool is_aspect = false;
};

/// What `store::facts_of` says of a complaint.
struct read_case {
    complaint_fact of;
    std::vector<read_part> parts;                   ///< in order of mention, then aspect
    std::vector<std::pair<stage_code, day>> stages; ///< each with the day it began
    std::size_t rows = 0;                           ///< of the four tables that it is made of
};

/// Files of the four tables, whole or cut at the same cases.
struct case_files {
    file_part complaints;
    file_part mentions;
    file_part aspects;
    file_part events;
};

/// How the rows lie in their files.
enum class case_order : std::uint8_t {
    by_case, ///< in the order of their cases: read side by side, in constant memory
    any      ///< all rows are held and put in order first
};

/// First and last of ids that rise.
using id_range = std::optional<std::pair<std::uint64_t, std::uint64_t>>;

/// What is known when all cases have been read.
struct cases_read {
    std::uint64_t complaints = 0; ///< with those that are not in sight
    std::uint64_t mentions = 0;
    std::uint64_t aspects = 0;
    std::uint64_t events = 0;
    std::optional<day> last_recorded; ///< received or recorded
    std::uint64_t bytes = 0;
    /// Of complaints, mentions, aspects and events, if they rise; else they have been compared.
    std::array<id_range, 4> ids{};
};

/// Reads the cases of a folder, or of a part of one, as they are seen from a viewpoint.
class case_reader {
  public:
    /// @param from    nothing: everything is known
    /// @param wanted  ids of complaints that are referred to, rising; must outlive the reader
    case_reader(case_words const& words, case_files const& files, case_order order,
                std::optional<viewpoint> from, std::span<std::uint64_t const> wanted = {});
    case_reader(case_reader&& other) noexcept;
    case_reader& operator=(case_reader&& other) noexcept;
    case_reader(case_reader const&) = delete;
    case_reader& operator=(case_reader const&) = delete;
    ~case_reader();

    /// The next case that was known. @returns false at the end and when in doubt
    [[nodiscard]] bool next(read_case& into);

    [[nodiscard]] doubt in_doubt() const;
    [[nodiscard]] cases_read const& read_so_far() const;
    /// Those of the complaints wanted that were there, known by the day or not; each with the day
    /// received as it was corrected last.
    [[nodiscard]] std::span<complaint_line const> found() const;
    /// Names of places, in order of first arrival.
    [[nodiscard]] std::span<std::string const> places() const;
    /// Events of ombudsman's cases, which no complaint has.
    [[nodiscard]] std::span<event const> events_of_others() const;

    struct work;

  private:
    std::unique_ptr<work> work_;
};

} // namespace upheld::detail
