// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace upheld::test {

/// Within 1e-11 of the expected number, relative to its size; for numbers that were computed with
/// fifty digits elsewhere.
inline ::testing::AssertionResult is_near(double found, double expected, double within = 1e-11) {
    double const apart = std::abs(found - expected);
    if (apart <= within * std::max(std::abs(expected), 1e-300)) {
        return ::testing::AssertionSuccess();
    }
    return ::testing::AssertionFailure()
           << ::testing::PrintToString(found) << " is " << apart << " from " << expected;
}

} // namespace upheld::test
