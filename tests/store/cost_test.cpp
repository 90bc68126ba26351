// SPDX-License-Identifier: BSL-1.0
#include "store/small_store.hpp"

#include <chrono>

namespace upheld {
namespace {

/// Seconds of 200 changes in a store whose complaints all share unit, person and due day.
double seconds_of_changes(std::uint64_t complaints) {
    test::small_store made;
    for (std::uint64_t id = 1; id <= complaints; ++id) {
        complaint one = made.made(id, day(2020, 1, 6));
        one.complainant = "P-1";
        EXPECT_TRUE(made.cases.insert(one));
    }
    auto const started = std::chrono::steady_clock::now();
    for (std::uint64_t i = 1; i <= 200; ++i) {
        complaint one = made.made(1 + i * 37 % complaints, day(2020, 1, 7));
        one.complainant = "P-1";
        EXPECT_TRUE(made.cases.modify(one));
        one.received = day(2020, 1, 6);
        EXPECT_TRUE(made.cases.modify(one));
        EXPECT_TRUE(made.cases.erase(one.id));
        EXPECT_TRUE(made.cases.insert(one));
    }
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
}

/// A group thirty-two times as large may cost a few steps of a tree more; linear cost would be
/// thirty-two times.
TEST(StoreCost, OfAChangeDoesNotGrowWithTheGroup) {
    double best = 1e9;
    for (int attempt = 0; attempt != 3; ++attempt) {
        double const small = seconds_of_changes(1'000);
        double const large = seconds_of_changes(32'000);
        best = std::min(best, large / small);
    }
    EXPECT_LT(best, 10.0);
}

} // namespace
} // namespace upheld
