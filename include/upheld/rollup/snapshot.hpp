// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"
#include "upheld/calendar/working_calendar.hpp"
#include "upheld/rollup/columns.hpp"
#include "upheld/store/store.hpp"

#include <cstdint>
#include <span>
#include <string>

/// A body of cases in one file: the statistics, which are used where they are in the file, and the
/// records, from which a store is made when somebody wants one. `rollup/snapshot-format.md` has
/// every byte.

namespace upheld {

/// How many records a snapshot has.
struct snapshot_counts {
    std::uint64_t complaints = 0;
    std::uint64_t mentions = 0;
    std::uint64_t aspects = 0;
    std::uint64_t events = 0; ///< of complaints and of ombudsman's cases
    std::uint64_t ombudsman_cases = 0;
    std::uint64_t remedies = 0;
    std::uint64_t compliments = 0;
    friend bool operator==(snapshot_counts const&, snapshot_counts const&) = default;
};

/// An open snapshot.
///
/// The file is mapped, so nobody may write into it or cut it short meanwhile. `write_snapshot` does
/// neither: it puts another file in its place, and who has the old one open keeps it. Queries are
/// const and safe from many threads.
class snapshot {
  public:
    /// @fails file_missing; file_unreadable if it is no snapshot, is cut short or is damaged;
    ///        value_out_of_range if a newer version of the library wrote it; field_malformed and
    ///        others if it is whole and something in it cannot be. The failure names the file
    /// @cost  one pass over the columns, for their checksum; records are not read
    [[nodiscard]] static result<snapshot> open(std::string const& path);
    /// Of a file's bytes, which are copied.
    /// @fails as above, naming `source`
    [[nodiscard]] static result<snapshot> from_bytes(std::span<std::byte const> bytes,
                                                     std::string const& source);
    snapshot(snapshot&& other) noexcept;
    snapshot& operator=(snapshot&& other) noexcept;
    snapshot(snapshot const&) = delete;
    snapshot& operator=(snapshot const&) = delete;
    ~snapshot();

    [[nodiscard]] taxonomy const& words() const noexcept;
    [[nodiscard]] working_calendar const& calendar() const noexcept;
    /// The day that the statistics are as of, end of day.
    [[nodiscard]] day as_of() const noexcept;
    [[nodiscard]] snapshot_counts const& counts() const noexcept;
    /// Published figures, for `make_report`.
    [[nodiscard]] std::span<series_figure const> series() const noexcept;

    /// The statistics, for `rollup` and `make_report`. They end with the snapshot.
    [[nodiscard]] columns const& rows() const noexcept;
    /// The same, to be changed: changes stay in this process and never reach the file. Rows are
    /// where they were, so a `row_place` from before the snapshot is good.
    [[nodiscard]] columns& rows() noexcept;

    /// Makes the store of all records. Each call makes another.
    /// @fails file_unreadable if the records are damaged; field_malformed, or as `store::insert`,
    ///        for records that cannot be; contradiction if there are not as many as `counts()`
    /// @cost  as `store::fill`, and one pass over the records for their checksum
    [[nodiscard]] result<store> cases() const;

  private:
    struct contents;

    explicit snapshot(contents* made) noexcept : contents_(made) {}

    contents* contents_;
};

/// Writes a snapshot of everything in the store, with the statistics as of the end of a day. The
/// file is there whole or not at all: it is written under another name in the same folder (`path`
/// and `.new-...`), brought to the disk and then renamed, so that a file of the name that is there
/// already stays as it was until then, and whatever happens. A program that is ended in between
/// leaves the other name behind; nothing reads it, and it may be deleted.
/// @fails write_failed; contradiction if the taxonomy is not such as reading one gives; as
///        `columns_of`
/// @cost  as `columns_of`; records are put in order some thousand at a time
[[nodiscard]] result<void> write_snapshot(std::string const& path, store const& cases, day as_of,
                                          columns_options options = {});

/// The same with statistics that are there already, such as those of `live_columns`. It is for the
/// caller to know that they are of these cases, or that the store is empty because there are
/// statistics alone.
/// @param rows   summarised, if whoever opens the file is to have summaries
/// @param as_of  the day that the rows are as of
/// @fails write_failed; contradiction if the taxonomy of the rows is not equal to that of the cases
[[nodiscard]] result<void> write_snapshot(std::string const& path, store const& cases,
                                          columns const& rows, day as_of);

} // namespace upheld
