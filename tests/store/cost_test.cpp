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

/// Seconds of the same operations, cases from anywhere in a store of varied ones.
struct seconds {
    double insert = 1e9;
    double find = 1e9;
    double modify = 1e9;
    double erase = 1e9;
};

seconds best_of_three(std::uint64_t complaints) {
    constexpr std::uint64_t operations = 2'000;
    test::small_store made;
    complaint const plain = made.made(1, day(2020, 1, 6));
    auto const varied = [&](std::uint64_t id, std::uint64_t version) {
        complaint one = plain;
        one.id = complaint_id(id);
        one.received =
            day(2020, 1, 6) +
            calendar_days(static_cast<std::int32_t>((id * 1'000 / complaints + version) % 1'000));
        one.complainant = "P-" + std::to_string((id + version) * 7'919 % complaints);
        return one;
    };
    for (std::uint64_t id = 0; id != complaints; ++id) {
        EXPECT_TRUE(made.cases.insert(varied(id, 0)));
    }
    auto const timed = [&](double& best, auto work) {
        auto const started = std::chrono::steady_clock::now();
        for (std::uint64_t i = 0; i != operations; ++i) work(i * 7'907 % complaints);
        std::chrono::duration<double> const took = std::chrono::steady_clock::now() - started;
        best = std::min(best, took.count());
    };
    seconds best;
    for (std::uint64_t attempt = 1; attempt != 4; ++attempt) {
        timed(best.find, [&](std::uint64_t id) { EXPECT_TRUE(made.cases.find(complaint_id(id))); });
        timed(best.modify,
              [&](std::uint64_t id) { EXPECT_TRUE(made.cases.modify(varied(id, attempt))); });
        timed(best.erase,
              [&](std::uint64_t id) { EXPECT_TRUE(made.cases.erase(complaint_id(id))); });
        timed(best.insert,
              [&](std::uint64_t id) { EXPECT_TRUE(made.cases.insert(varied(id, attempt))); });
    }
    return best;
}

/// What grows with the logarithm and with misses of the cache is far from growing with the store,
/// which would be ten times. Bounds are loose: other programs may take the machine in between.
TEST(StoreCost, OfAnOperationHardlyGrowsWithTheStore) {
    seconds ratio;
    for (int attempt = 0; attempt != 3; ++attempt) {
        seconds const small = best_of_three(10'000);
        seconds const large = best_of_three(100'000);
        ratio.insert = std::min(ratio.insert, large.insert / small.insert);
        ratio.find = std::min(ratio.find, large.find / small.find);
        ratio.modify = std::min(ratio.modify, large.modify / small.modify);
        ratio.erase = std::min(ratio.erase, large.erase / small.erase);
        if (ratio.insert < 4 && ratio.find < 4 && ratio.modify < 4 && ratio.erase < 4) break;
    }
    EXPECT_LT(ratio.insert, 4.0);
    EXPECT_LT(ratio.find, 4.0);
    EXPECT_LT(ratio.modify, 4.0);
    EXPECT_LT(ratio.erase, 4.0);
}

} // namespace
} // namespace upheld
