// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "rollup/packed_rows.hpp"
#include "upheld/rollup/columns.hpp"
#include "upheld/rollup/measure.hpp"

#include <array>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

/// What is behind `columns`: one body of packed rows a kind. Private to src.

namespace upheld {

namespace detail {

/// Told when rows have come and gone as one change.
struct change_watcher {
    void (*ended)(void* context) = nullptr;
    void* context = nullptr;
};

} // namespace detail

struct columns::tables {
    tables(taxonomy const& w, columns_options const& options);

    std::shared_ptr<void const> mapped; ///< where the rows may lie; null if all are their own
    taxonomy const* words;
    std::vector<std::string> places;
    std::unordered_map<std::string, std::uint16_t> place_codes;
    detail::packed_rows cases; ///< complaints, mentions and aspects
    detail::packed_rows stages;
    detail::packed_rows referrals;
    detail::packed_rows deadlines;
    detail::packed_rows recommendations;
    detail::packed_rows remedies;
    detail::packed_rows compliments;
    std::vector<detail::row_values> on_their_way; ///< room for the rows of one complaint
    std::vector<detail::change_watcher> change_watchers;
    unsigned open_changes = 0; ///< `detail::one_change` one within another

    /// As `columns::add`, for rows that are known to be as it wants them.
    row_place add_checked(complaint_fact const& of, std::span<case_part const> parts);
    row_place add_checked(stage_fact const& row);
    /// Takes note of services that a unit above theirs is complained of.
    void see_units(complaint_fact const& of, std::span<case_part const> parts);
    /// Puts the rows of other columns, for the same taxonomy, behind these; both not summarised.
    /// @fails as `columns::place`
    [[nodiscard]] result<void> take(tables&& other);

    [[nodiscard]] detail::packed_rows const& rows_of(grain which) const;
    [[nodiscard]] detail::packed_rows& rows_of(grain which);
    [[nodiscard]] result<place_code> place(std::string_view name);
};

namespace detail {

/// The value that a row has of a code: none is behind all entries.
template <class Code, class List>
[[nodiscard]] std::uint16_t value_of(Code code, List const& list) {
    return code.is_none() ? static_cast<std::uint16_t>(list.size()) : code.value;
}

/// None is 0, so that a place's value does not change when there are more of them.
[[nodiscard]] inline std::uint16_t value_of(place_code code) {
    return code.is_none() ? std::uint16_t{0} : static_cast<std::uint16_t>(code.value + 1);
}

/// All that happens to the rows while it lives is one change; one within another is part of it.
class one_change {
  public:
    explicit one_change(columns::tables& of) : of_(of) { ++of_.open_changes; }

    one_change(one_change const&) = delete;
    one_change& operator=(one_change const&) = delete;
    one_change(one_change&&) = delete;
    one_change& operator=(one_change&&) = delete;

    ~one_change() {
        if (--of_.open_changes != 0) return;
        for (change_watcher const& watcher : of_.change_watchers) watcher.ended(watcher.context);
    }

  private:
    columns::tables& of_;
};

} // namespace detail

} // namespace upheld
