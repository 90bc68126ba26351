// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/store/store.hpp"

/// A store as a data folder: `taxonomy.toml` and the CSV files of `store/folder-format.md`.

namespace upheld {

/// Called now and then while a store is written, for those who show progress.
struct writing_progress {
    /// @param complaints  written so far, with what belongs to them
    void (*show)(std::size_t complaints, void* context) = nullptr;
    void* context = nullptr; ///< handed on to `show`
};

/// What of a store is written, and how.
struct writing_options {
    /// If given: only what was known at the end of this day. Complaints received and entered by
    /// then (see `viewpoint`), compliments received, ombudsman's cases referred, remedies agreed,
    /// and events recorded by then; an answer to an ombudsman's deadline and the carrying out of a
    /// recommendation only if they came by then; no reference to a complaint or case that was not
    /// known, or not received yet as far as was known. Mentions and aspects are known with their
    /// complaint, and published series always: they carry no day. An event that could not be by
    /// what was known then, such as the end of a pause whose beginning was recorded later, is set
    /// aside; unless there are such, `facts_as_of` this day are the same of what is written.
    std::optional<day> as_known_on{};
    std::size_t batch = 4096; ///< complaints in memory at once beside the store; one or more
    writing_progress progress{};
};

/// What has been written: rows by file.
struct written_rows {
    std::uint64_t complaints = 0;
    std::uint64_t mentions = 0;
    std::uint64_t aspects = 0;
    std::uint64_t events = 0;
    std::uint64_t ombudsman_cases = 0;
    std::uint64_t ombudsman_deadlines = 0;
    std::uint64_t ombudsman_recommendations = 0;
    std::uint64_t remedies = 0;
    std::uint64_t compliments = 0;
    std::uint64_t series = 0;
    std::uint64_t events_set_aside = 0; ///< see `writing_options::as_known_on`
    std::uint64_t bytes = 0;            ///< of all files together

    /// Rows of all files together.
    [[nodiscard]] std::uint64_t total() const noexcept {
        return complaints + mentions + aspects + events + ombudsman_cases + ombudsman_deadlines +
               ombudsman_recommendations + remedies + compliments + series;
    }

    friend bool operator==(written_rows const&, written_rows const&) = default;
};

/// Writes the folder. Reading it again gives a store with the same records and words. Rows are in
/// order of id, those of mentions and events in that of their complaints, those of aspects in that
/// of their mentions, a case's events by day happened, day recorded and id. Columns that would be
/// empty in every row are left out unless they are needed, and so are optional files without rows.
///
/// Every file is written beside the one whose place it takes, under its name with `.part` behind
/// it; when all are whole they take their names one after the other. If anything fails before that,
/// the folder is as it was. A file of an earlier folder that would have no rows now is replaced by
/// one with a header alone. Files of other names, such as `report.toml`, are left alone.
/// @param folder  made if it is not there
/// @fails write_failed; what the format cannot hold: field_malformed (a text that is not UTF-8 or
///        has a NUL byte in it), field_missing (an empty text that must be there),
///        value_out_of_range (an id above 2^63 - 1, money or a figure below zero)
/// @cost  linear; memory for one batch, and for all that belongs to no complaint
[[nodiscard]] result<written_rows> write_folder(store const& cases, std::string const& folder,
                                                writing_options const& how = {});

} // namespace upheld
