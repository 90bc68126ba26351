// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/audit/printed_report.hpp"
#include "upheld/report/report.hpp"

#include <array>

/// A computed report beside the printed one, cell by cell, with the reasons for every difference.

namespace upheld {

/// One cell of one table. `row_occurrence` tells rows of the same name apart, from 1.
struct cell_place {
    std::string table;
    std::string row;
    int row_occurrence = 1;
    std::string column;
    bool is_percent = false; ///< in the percentage row under the row
    friend bool operator==(cell_place const&, cell_place const&) = default;
};

/// That a cell is known to differ, with both texts: if either changes the explanation no longer
/// applies.
struct explained_cell {
    cell_place where;
    std::string printed;
    std::string computed;
    std::size_t cause = 0; ///< index into `explanations::causes`
    std::uint64_t line = 0;
};

struct cause {
    std::string id;
    std::string text; ///< what in the printed report led to the difference
};

/// What a printed mark may stand for.
struct mark_meaning {
    std::string mark;
    std::vector<figure_state> states;
    bool may_be_zero = false;
};

/// A file of explanations (`audit/differences-format.md`).
struct explanations {
    std::string source; ///< name of the file
    std::vector<mark_meaning> marks;
    std::vector<cause> causes;
    std::vector<explained_cell> cells;
};

struct loaded_explanations {
    explanations value;
    std::vector<failure> failures; ///< empty means that `value` is whole

    [[nodiscard]] bool is_whole() const noexcept { return failures.empty(); }
};

[[nodiscard]] loaded_explanations explanations_from_toml(std::string_view text,
                                                         std::string const& source);
[[nodiscard]] loaded_explanations load_explanations(std::string const& path);

/// What kind of cell was compared.
enum class cell_group : std::uint8_t {
    this_period,         ///< of the report's period, computed from cases, printed as a number not 0
    zero_or_mark,        ///< of the report's period, printed as 0, a dash, a mark or blank
    earlier_or_external, ///< of an earlier period or another body
    change,              ///< of this period against an earlier one
};
inline constexpr int cell_groups = 4;
[[nodiscard]] std::string_view name_of(cell_group group) noexcept;

struct difference {
    cell_place where;
    cell_group group{};
    std::string printed;
    std::string computed;
    std::optional<std::size_t> cause; ///< index into the explanations' causes; absent: unexplained
};

struct group_count {
    std::int64_t compared = 0;
    std::int64_t equal = 0;
    std::int64_t explained = 0;
    std::int64_t unexplained = 0;
};

struct comparison {
    std::array<group_count, cell_groups> groups{};
    std::vector<difference> differences; ///< in the order of the printed tables
    /// Explanations that no longer apply, printed tables, rows or columns that were not computed,
    /// and the reverse. Each is a finding.
    std::vector<failure> findings;
    std::vector<std::string> only_computed; ///< ids of computed tables that were not printed

    /// True if every difference is explained and there is no finding.
    [[nodiscard]] bool is_settled() const noexcept;
};

/// Aligns tables by id, columns by key and rows by name, and compares what is shown as numbers, so
/// that 1,300.00 and 1300 agree and 0.35 and 35% do not. A printed mark agrees with a state, or
/// with 0, if the explanations say that it may stand for it.
[[nodiscard]] comparison compare(report const& computed, printed_report const& printed,
                                 explanations const& known);

/// Counts by group, then each difference with its cause, then the findings.
[[nodiscard]] std::string to_text(comparison const& what, explanations const& known);
/// The same as one JSON object: `groups`, `differences`, `findings`, `settled`.
[[nodiscard]] std::string to_json(comparison const& what, explanations const& known);

} // namespace upheld
