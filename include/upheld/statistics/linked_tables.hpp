// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/expects.hpp"
#include "upheld/basis/id.hpp"
#include "upheld/basis/result.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

/// Every number of one or more tables on the same cases, and which of them are sums of others.

namespace upheld {

/// One number; its value is its position in `linked_tables::cells`.
using cell_id = id<struct linked_cell_tag, std::uint32_t>;

enum class cell_role : std::uint8_t {
    inner, ///< a count that is no total within its table
    total, ///< a margin, or the subtotal of a group; hidden only if nothing else will do
};

/// Whether a reader sees the number, and whether that can still be changed.
enum class cell_standing : std::uint8_t {
    published,      ///< printed, unless it is hidden now
    already_shown,  ///< printed in an earlier table: it can no longer be hidden
    already_hidden, ///< hidden in an earlier table: it must not be given away now
    implied,        ///< printed nowhere, but tied to printed numbers by a sum: what was added
                    ///< between two year-to-date tables, for instance
};

struct linked_cell {
    std::string name; ///< as messages call it, such as `Housing | Delay`
    std::int64_t count = 0;
    cell_role role = cell_role::inner;
    cell_standing standing = cell_standing::published;
    friend bool operator==(linked_cell const&, linked_cell const&) = default;
};

/// One number that is the sum of others. Readers know that it is.
struct linked_sum {
    cell_id whole;
    std::vector<cell_id> parts;
    friend bool operator==(linked_sum const&, linked_sum const&) = default;
};

/// Numbers and sums: the one model behind tables with margins, hierarchies, and tables that count
/// the same cases in several ways. Whatever a reader can combine must be in one `linked_tables`:
/// tables protected one by one can give each other's hidden cells away.
class linked_tables {
  public:
    /// Adds a number.
    /// @fails value_out_of_range if the count is negative or above `largest_count`
    [[nodiscard]] result<cell_id> add(linked_cell of);

    /// States that `whole` is the sum of `parts`. One part says that two numbers are the same.
    /// @fails contradiction if they do not add up, or a number stands in the sum twice
    /// @expects cells of this object, one part or more
    [[nodiscard]] result<void> add_sum(cell_id whole, std::span<cell_id const> parts);

    /// Takes note of how a number was printed before, where a table's numbers differ in that.
    /// @expects a cell of this object
    void set_standing(cell_id which, cell_standing standing) noexcept {
        UPHELD_EXPECTS(which.value < cells_.size());
        cells_[which.value].standing = standing;
    }

    [[nodiscard]] std::vector<linked_cell> const& cells() const noexcept { return cells_; }

    [[nodiscard]] std::vector<linked_sum> const& sums() const noexcept { return sums_; }

    [[nodiscard]] linked_cell const& operator[](cell_id which) const noexcept {
        UPHELD_EXPECTS(which.value < cells_.size());
        return cells_[which.value];
    }

    static constexpr std::int64_t largest_count = 1'000'000'000;

  private:
    std::vector<linked_cell> cells_;
    std::vector<linked_sum> sums_;
};

} // namespace upheld
