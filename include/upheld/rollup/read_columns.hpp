// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/columns.hpp"
#include "upheld/store/folder.hpp"
#include "upheld/store/series.hpp"
#include "upheld/store/viewpoint.hpp"

/// A data folder on its way into the statistics layer, without a store: for analysts and batch jobs
/// that count and do not change.

namespace upheld {

/// The statistics layer of one folder, with the words and the day it speaks of.
class folder_columns {
  public:
    folder_columns(folder_columns&& other) noexcept;
    folder_columns& operator=(folder_columns&& other) noexcept;
    folder_columns(folder_columns const&) = delete;
    folder_columns& operator=(folder_columns const&) = delete;
    ~folder_columns();

    /// Stay where they are when this is moved.
    [[nodiscard]] taxonomy const& words() const noexcept;
    /// Of what is seen from the viewpoint; summarised if that was asked for.
    [[nodiscard]] columns const& rows() const noexcept;
    [[nodiscard]] working_calendar const& calendar() const noexcept;
    /// The viewpoint asked for, or the last day on which anything was recorded or received, at its
    /// time; absent if there is no such day.
    [[nodiscard]] std::optional<viewpoint> from() const noexcept;
    [[nodiscard]] std::span<series_figure const> series() const noexcept;

    /// Behind it; for the rollup room's own source files.
    struct contents;

    explicit folder_columns(contents* made) noexcept : contents_(made) {}

  private:
    contents* contents_;
};

struct columns_reading_options {
    std::optional<viewpoint> from{}; ///< absent: everything the folder knows
    /// 1 or more. What comes out is the same for any number; files that are not in order of case
    /// are read by one.
    unsigned threads = 1;
    columns_options columns{};
    /// Whether the columns are summarised (`columns::summarise`), for many tables; whoever wants
    /// one is served sooner without.
    bool summarise = true;
    working_calendar const* calendar = nullptr; ///< null: the built-in one the taxonomy names
    reading_progress progress{};
    std::size_t most_failures = usual_most_failures; ///< as `read_folder`
};

/// By which of its ways a folder was read. For those who wonder about time or memory.
enum class columns_way : std::uint8_t {
    side_by_side, ///< its files in one pass, being in order of case
    sorted,       ///< all rows were held and sorted
    by_a_store    ///< as `read_folder` reads it; so is each folder with a fault
};

struct columns_reading {
    std::optional<folder_columns> cases; ///< absent if anything was wrong
    std::vector<failure> failures;       ///< as `read_folder` gives them
    std::uint64_t failures_left_out = 0; ///< likewise
    std::uint64_t rows = 0;              ///< data rows read over all files
    columns_way way = columns_way::by_a_store;
};

/// Reads a folder into the statistics layer. What is accepted and what is refused, and why, is the
/// same as `read_folder` has it; so are all counts.
/// @cost  one pass over the files, in memory that does not grow with them beside the columns
///        themselves, if each file is in order of case: complaints, mentions, aspects and events
///        each with rising ids, mentions and events in order of complaint, aspects in order of
///        mention (as `write_folder` and `upheld generate` write them). Other files of the four
///        are held and sorted first: up to 72 bytes a row. A folder with a fault is read again by
///        `read_folder`, which takes the memory of a store.
[[nodiscard]] columns_reading read_columns(std::string const& folder,
                                           columns_reading_options options = {});

} // namespace upheld
