// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/in_structure.hpp"
#include "upheld/rollup/read_columns.hpp"
#include "upheld/rollup/snapshot.hpp"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>

namespace upheld::cli {

enum class tables_wanted : std::uint8_t { one, many };

/// Cases on their way to tables: the statistics layer of a folder or a snapshot, and what it lives
/// on.
class counted_cases {
  public:
    /// Reads a folder, showing progress where there is a terminal, or opens a snapshot. A snapshot
    /// has the rows of one day, as known then, at hand; any others are made from its records.
    /// @param how_many  tables are wanted: for one alone no summaries are made
    /// @returns nothing after saying what is wrong, or the most of it
    [[nodiscard]] static std::optional<counted_cases> of(std::string const& path,
                                                         std::optional<viewpoint> from,
                                                         unsigned threads, tables_wanted how_many);

    /// The same told in the structure of a day. The records of a folder are all read for it, and
    /// those of a snapshot.
    [[nodiscard]] static std::optional<counted_cases>
    in_structure(std::string const& path, std::optional<viewpoint> from, day structure);

    [[nodiscard]] taxonomy const& words() const { return rows().words(); }

    [[nodiscard]] columns const& rows() const;
    [[nodiscard]] std::span<series_figure const> series() const;
    /// The viewpoint asked for. Without one: nothing is "today", so the last day that is known of,
    /// or that the snapshot is as of, at its time; absent if there are no cases.
    [[nodiscard]] std::optional<viewpoint> from() const;

  private:
    /// Made from a snapshot's records.
    struct another_day {
        store cases;
        columns rows;
        viewpoint from;
    };

    /// Told in the structure of some day.
    struct another_structure {
        std::unique_ptr<cases_in_structure const> told; ///< the columns need its words
        columns of_it;
        std::optional<viewpoint> seen_from;

        [[nodiscard]] columns const& rows() const { return of_it; }

        [[nodiscard]] std::span<series_figure const> series() const { return told->series; }
    };

    using source = std::variant<folder_columns, snapshot, another_day, another_structure>;

    explicit counted_cases(source from) : from_(std::move(from)) {}

    source from_;
};

/// Reads a folder into the statistics layer, showing progress where there is a terminal.
[[nodiscard]] columns_reading read_columns_with_progress(std::string const& folder,
                                                         std::optional<viewpoint> from,
                                                         unsigned threads, tables_wanted how_many);

/// As many threads as the machine runs at once, within reason: what --threads is without a number.
[[nodiscard]] unsigned usual_threads();

} // namespace upheld::cli
