// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "rollup/packed_rows.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// Counting packed rows by any of their fields. Private to src.

namespace upheld::detail {

/// Where a value of a field puts a row: a distance to add to the number of the row's cell, or out.
/// Eight of them add up without overflow, and rows have fewer columns.
inline constexpr std::uint64_t left_out = std::uint64_t{1} << 59;

/// One row of numbers that a pass fills: `cells` of them, and for each field that matters what each
/// of its values adds to the cell.
struct counting {
    std::array<std::vector<std::uint64_t>, field_count> moves; ///< empty: the field does not matter
    std::uint64_t cells = 1;

    [[nodiscard]] field_set fields() const;
    /// Adds to what `of` moves. @param moves  one a value
    void move(field of, std::span<std::uint64_t const> moves);

    /// Leaves rows out whose value `admits` says no to. @param values  how many the field has
    template <class Admits> void only(field of, std::uint32_t values, Admits admits) {
        auto& own = moves[at(of)];
        if (own.empty()) own.assign(values, 0);
        for (std::uint32_t v = 0; v != values; ++v) {
            if (!admits(v)) own[v] = left_out;
        }
    }
};

/// Which rows a counting counts.
enum class counted_rows : std::uint8_t {
    all,
    aspects,
    mentions,              ///< rows that begin a mention
    complaints,            ///< rows that begin a complaint
    complaints_by_service, ///< rows that begin a mention, or a complaint without any
    complaints_in_cells,   ///< each complaint once in every cell that one of its rows is in
};

/// Days and where their counts go.
struct counted_span {
    day_span days;
    std::uint64_t moves = 0; ///< added to the cell of every row of these days
};

struct counting_options {
    unsigned threads = 1;
    bool use_summaries = true;
};

/// Counts of several countings over the same rows, each a dense row of numbers.
/// @param spans  of days; those that overlap are counted in each
/// @returns one vector a counting, in order
[[nodiscard]] std::vector<std::vector<std::int64_t>>
count_rows(packed_rows const& rows, counted_rows which, std::span<counting const> what,
           std::span<counted_span const> spans, counting_options const& options);

/// The same for domains too large to be dense: cells with what is in them, ascending, a number a
/// counting. Every counting must have the same cells.
struct sparse_counts {
    std::vector<std::uint64_t> cells;
    std::vector<std::vector<std::int64_t>> counts; ///< by counting
    bool is_full = false;                          ///< more cells than allowed: the rest is missing
};

[[nodiscard]] sparse_counts count_sparsely(packed_rows const& rows, counted_rows which,
                                           std::span<counting const> what,
                                           std::span<counted_span const> spans,
                                           std::uint64_t most_cells);

/// Sums of the rows' amounts instead of counts.
[[nodiscard]] std::vector<std::int64_t> sum_rows(packed_rows const& rows, counting const& what,
                                                 std::span<counted_span const> spans);

/// The counts of every summary over one stretch of days, for many questions about it.
class kept_counts {
  public:
    /// @param rows  must outlive this
    kept_counts(packed_rows const& rows, day_span days);

    /// All rows that the counting does not leave out, whatever their cells; absent if no summary
    /// has the fields.
    [[nodiscard]] std::optional<std::int64_t> count(counted_rows which, counting const& what) const;

  private:
    packed_rows const* rows_;
    std::vector<std::vector<std::int64_t>> tables_; ///< in order of plans
};

/// The summary of one zone, counted from its rows.
[[nodiscard]] std::vector<std::uint32_t> count_zone(packed_rows const& rows, zone const& of,
                                                    summary_plan const& plan);

/// The cell of one row; `left_out` or more if it is not counted. Not for `complaints_in_cells`.
[[nodiscard]] std::uint64_t cell_of(packing const& how, counted_rows which, counting const& what,
                                    row_values const& row);

} // namespace upheld::detail
