// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/failure.hpp"

#include <expected>

/// `result<T>`: a value, or the failure that explains why there is none.

namespace upheld {

template <class T> using result = std::expected<T, failure>;

/// `return refuse({.code = ..., .message = ...});` in a function that returns a `result`.
[[nodiscard]] inline std::unexpected<failure> refuse(failure what) {
    return std::unexpected<failure>(static_cast<failure&&>(what));
}

} // namespace upheld
