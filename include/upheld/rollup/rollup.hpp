// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/columns.hpp"
#include "upheld/rollup/cube.hpp"
#include "upheld/rollup/filter.hpp"

#include <initializer_list>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

/// Cross-tabulations of the statistics layer.

namespace upheld {

/// The axes of the cube, outermost first; none for a total.
struct by {
    std::vector<grouping> axes;

    by() = default;

    by(std::initializer_list<grouping> list) : axes(list) {}

    by(std::initializer_list<dimension> list) {
        for (dimension const d : list) axes.push_back({d, {}, {}});
    }

    friend bool operator==(by const&, by const&) = default;
};

/// What is counted, each of `all_measures()`. All of them are counted in one scan of each grain.
struct measures {
    std::vector<measure> list;

    measures() = default;

    measures(std::initializer_list<measure> given) : list(given) {}

    /// @expects every key is one of `find_measure`
    measures(std::initializer_list<std::string_view> keys);
};

/// Which rows are counted: as `filter`, and only of these places and answers if any are named.
struct where {
    filter rows;
    std::vector<place_code> places;
    std::vector<answer_state> answers;
};

struct rollup_options {
    unsigned threads = 1; ///< 1 or more; the numbers are the same whatever it is
    /// False: count rows even where a summary or a year cube has the answer.
    bool use_summaries = true;
    /// A cube with no more groups than this is dense; above it is sparse.
    std::uint64_t largest_dense = 4'194'304;
    /// A cube that has more groups with rows than this is refused.
    std::uint64_t largest_sparse = 16'777'216;
};

/// The cube of the rows of the period, and of all days if there is none.
///
/// Each measure counts its own grain: complaints, mentions, aspects, stages reached, referrals,
/// remedies, ... A complaint counts once in every group that any of its rows is in, so complaints
/// by subject need not add up to the complaints; the cube says which axes they add up over. Each
/// row falls into the period by the measure's date basis.
/// @fails contradiction if a measure's rows do not have a dimension that is grouped or filtered by
///        (a referral has no subject), or a grouping is named twice; value_out_of_range if there
///        are more groups than `largest_sparse`; key_unknown for a code that is not listed
/// @cost  one pass over the rows of the period, or over summaries where they have the answer;
/// memory
///        of the cube, and of tables no larger than the domain of the dimensions used
[[nodiscard]] result<cube> rollup(columns const& of, by const& groups, measures const& what,
                                  where const& rows = {}, std::optional<period> const& in = {},
                                  rollup_options const& options = {});

} // namespace upheld
