// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/dimension.hpp"
#include "upheld/rollup/figure.hpp"
#include "upheld/rollup/measure.hpp"
#include "upheld/rollup/period.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// A cross-tabulation: whole numbers by labelled groups. It needs neither the rows nor the taxonomy
/// afterwards, and it is also the partial result that two machines exchange: cubes of disjoint rows
/// merge to the cube of all of them, exactly.

namespace upheld {

/// The entry for rows that carry nothing in a dimension (no channel noted, say).
inline constexpr std::string_view no_entry_key = "(none)";

/// One axis of a cube: a grouping and its entries in display order. Keys are unique.
class axis {
  public:
    axis() = default;

    explicit axis(grouping by) : by_(static_cast<grouping&&>(by)) {}

    [[nodiscard]] grouping const& by() const noexcept { return by_; }

    [[nodiscard]] std::size_t size() const noexcept { return ends_.size() / 2; }

    /// @expects at < size()
    [[nodiscard]] std::string_view key(std::size_t at) const { return text(2 * at); }

    /// As people read it. @expects at < size()
    [[nodiscard]] std::string_view name(std::size_t at) const { return text(2 * at + 1); }

    /// Linear in the entries.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view key) const;

    void add(std::string_view key, std::string_view name);

    friend bool operator==(axis const&, axis const&) = default;

  private:
    [[nodiscard]] std::string_view text(std::size_t at) const {
        UPHELD_EXPECTS(at < ends_.size());
        std::size_t const from = at == 0 ? 0 : ends_[at - 1];
        return std::string_view(text_).substr(from, ends_[at] - from);
    }

    grouping by_;
    std::string text_;                ///< key, name, key, name, ... without separators
    std::vector<std::uint32_t> ends_; ///< where each of them ends
};

/// Which units behind a figure keep what it needs, as a set of bits: two sets merge by `|`.
enum class coverage : std::uint8_t {
    nobody_asked = 0,
    kept = 1,
    not_collected = 2,
    not_known = 4,
    not_applicable = 8,
};

[[nodiscard]] constexpr coverage operator|(coverage a, coverage b) noexcept {
    return static_cast<coverage>(static_cast<unsigned>(a) | static_cast<unsigned>(b));
}

/// One measure of a cube with the whole numbers it is made of, a group after another.
struct cube_measure {
    std::string key; ///< of `find_measure`
    /// Counts and sums: n. Shares: rows in the part. Measures of working days: how many complaints
    /// took 0, 1, ... `width - 1` working days, `width` numbers a group.
    std::vector<std::int64_t> part;
    std::vector<std::int64_t> whole; ///< of shares alone: rows in the whole
    std::uint32_t width = 1;
    /// False where one complaint may be counted in several groups of an axis (complaints by
    /// subject): such numbers must not be added up over that axis. One entry an axis.
    std::vector<bool> adds_up_over;
    /// Coverage by the entries of the axes that decide it, those of `unit` (at any level),
    /// `service` and `subject`: a table over them in the order of the axes, the last fastest, and
    /// one number if there are none. `nobody_asked` where entries do not go together: a service of
    /// another unit.
    std::vector<coverage> covered;

    friend bool operator==(cube_measure const&, cube_measure const&) = default;
};

/// A cube. Groups are numbered with the last axis running fastest; a dense cube has all of them, a
/// sparse one those that any row is in.
class cube {
  public:
    cube() = default;

    /// A dense cube; with `groups` a sparse one.
    /// @param groups  the numbers of the groups that are there, ascending
    /// @expects every measure is one of `find_measure` and has the lengths that its comments name;
    ///          `domain` fits into 64 bits
    cube(std::vector<axis> axes, period of, std::vector<cube_measure> measures);
    cube(std::vector<axis> axes, period of, std::vector<cube_measure> measures,
         std::vector<std::uint64_t> groups);

    [[nodiscard]] std::span<axis const> axes() const noexcept { return axes_; }

    [[nodiscard]] period const& of() const noexcept { return of_; }

    [[nodiscard]] std::span<cube_measure const> measures() const noexcept { return measures_; }

    [[nodiscard]] std::optional<std::size_t> measure_at(std::string_view key) const;

    /// How many groups are kept.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    [[nodiscard]] bool is_dense() const noexcept { return is_dense_; }

    /// How many groups there could be: the product of the axes' sizes; 1 without axes.
    [[nodiscard]] std::uint64_t domain() const noexcept { return domain_; }

    /// The number of the `at`-th group. @expects at < size()
    [[nodiscard]] std::uint64_t group(std::size_t at) const {
        UPHELD_EXPECTS(at < size_);
        return is_dense_ ? at : groups_[at];
    }

    /// The entry on `along` of the `at`-th group.
    [[nodiscard]] std::size_t entry(std::size_t at, std::size_t along) const;

    /// Where the group with these entries, one an axis, is kept; absent if a sparse cube has no row
    /// in it.
    [[nodiscard]] std::optional<std::size_t> find(std::span<std::size_t const> entries) const;

    /// The figure of one measure in one group, with its coverage: a count, pence, a share, or exact
    /// working days. Quantiles are of type 7 (Hyndman and Fan, 1996), as in R and numpy.
    [[nodiscard]] figure at(std::size_t group_at, std::size_t measure) const;

    /// The same numbers in the same groups in the same order.
    friend bool operator==(cube const&, cube const&) = default;

  private:
    friend class cube_in_place;

    void set_up();

    std::vector<axis> axes_;
    period of_;
    std::vector<cube_measure> measures_;
    std::vector<measure> meanings_;      ///< of `measures_`
    std::vector<std::uint64_t> strides_; ///< from one entry of an axis to the next, one an axis
    std::vector<std::uint64_t> groups_;  ///< empty if dense
    std::size_t size_ = 1;
    std::uint64_t domain_ = 1;
    bool is_dense_ = true;
};

/// The cube with only the axes in `kept` (positions, ascending), everything else added up. A sparse
/// cube stays sparse as long as it has axes; a total is always there.
/// @fails contradiction if a measure does not add up over an axis that goes; ask the rows again
/// then;
///        value_out_of_range if a sum does not fit into 64 bits
/// @cost  one pass over the numbers for the axes that go, less for each further one
[[nodiscard]] result<cube> folded(cube const& from, std::span<std::size_t const> kept);

/// Every grouping set of a cube's axes, 2^n of them, folded from the widest: the n-th has the axes
/// whose bit is set in n. @expects at most 16 axes
/// @fails as `folded`
[[nodiscard]] result<std::vector<cube>> all_grouping_sets(cube const& widest);

/// The sets {}, {1st}, {1st, 2nd}, ...: a total, and subtotals from the left.
[[nodiscard]] result<std::vector<cube>> rolled_up(cube const& widest);

/// A cube without its groups in which every number of every measure is 0.
[[nodiscard]] cube without_empty_groups(cube const& from);

} // namespace upheld
