// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/cube.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

/// Sizes of a cube's tables. Private to src.

namespace upheld::detail {

/// True for the dimensions by whose entries `cube_measure::covered` is a table.
[[nodiscard]] constexpr bool decides_coverage(dimension what) noexcept {
    return what == dimension::unit || what == dimension::service || what == dimension::subject;
}

/// The product of the axes' sizes, of all of them or of those that decide coverage; absent if it
/// does not fit into 64 bits.
[[nodiscard]] inline std::optional<std::uint64_t> domain_of(std::span<axis const> axes,
                                                            bool only_deciding = false) {
    std::uint64_t product = 1;
    bool fits = true;
    bool is_empty = false;
    for (axis const& a : axes) {
        if (only_deciding && !decides_coverage(a.by().what)) continue;
        is_empty = is_empty || a.size() == 0;
        fits = !__builtin_mul_overflow(product, std::uint64_t{a.size()}, &product) && fits;
    }
    if (is_empty) return 0;
    if (!fits) return std::nullopt;
    return product;
}

/// How long `cube_measure::covered` is. @expects it fits into memory
[[nodiscard]] inline std::size_t coverage_size(std::span<axis const> axes) {
    auto const size = domain_of(axes, true);
    UPHELD_EXPECTS(size.has_value());
    return static_cast<std::size_t>(*size);
}

/// For each group whether any number in it is not 0.
[[nodiscard]] std::vector<bool> groups_with_numbers(cube const& of);

/// For measures of this form: is there a `whole`?
[[nodiscard]] constexpr bool has_whole(figure_form form) noexcept {
    return form == figure_form::share;
}

} // namespace upheld::detail
