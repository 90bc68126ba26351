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

    [[nodiscard]] detail::packed_rows const& rows_of(grain which) const;
    [[nodiscard]] detail::packed_rows& rows_of(grain which);
};

} // namespace upheld
