// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/tally.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>

namespace upheld {
namespace {

/// A host's own row: the kernels know nothing of the store.
struct host_row {
    int team;
    bool in_time;
    int pounds;
};

constexpr std::array<host_row, 5> rows = {
    {{0, true, 10}, {1, false, 0}, {1, true, 5}, {2, false, 7}, {1, true, 1}}};

TEST(Tally, CountsSumsAndSharesOverTheCallersOwnRows) {
    std::span<host_row const> const all(rows);
    EXPECT_EQ(count_of(all, [](host_row const& r) { return r.team == 1; }), 3);
    EXPECT_EQ(sum_of(
                  all, [](host_row const& r) { return r.in_time; },
                  [](host_row const& r) { return r.pounds; }),
              16);
    EXPECT_EQ(share_of(
                  all, [](host_row const& r) { return r.in_time; },
                  [](host_row const& r) { return r.team == 1; }),
              (ratio{2, 3}));
    EXPECT_EQ(tally(all, 3, [](host_row const& r) { return r.team; }),
              (std::vector<std::int64_t>{1, 3, 1}));
}

TEST(Tally, NoRowsGiveZeroCountsAndAShareWithoutBase) {
    std::span<host_row const> const none;
    auto const any = [](host_row const&) { return true; };
    EXPECT_EQ(count_of(none, any), 0);
    EXPECT_FALSE(share_of(none, any, any).has_base());
    EXPECT_EQ(tally(none, 2, [](host_row const& r) { return r.team; }),
              (std::vector<std::int64_t>{0, 0}));
}

TEST(Tally, CountsOfTwoPartsAddedAreTheCountOfTheWhole) {
    std::uint32_t const seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    std::vector<host_row> many(1000);
    for (host_row& r : many) {
        r = {static_cast<int>(random() % 7), random() % 2 == 0, static_cast<int>(random() % 100)};
    }
    std::size_t const cut = random() % many.size();
    std::span<host_row const> const all(many);
    auto const team = [](host_row const& r) { return r.team; };
    auto const whole = tally(all, 7, team);
    auto const first = tally(all.first(cut), 7, team);
    auto const rest = tally(all.subspan(cut), 7, team);
    for (std::size_t i = 0; i != whole.size(); ++i) EXPECT_EQ(whole[i], first[i] + rest[i]);
}

TEST(TallyDeathTest, ARowOutsideTheCellsIsTheCallersBug) {
    EXPECT_DEATH(
        (void)tally(std::span<host_row const>(rows), 2, [](host_row const& r) { return r.team; }),
        "contract broken");
}

} // namespace
} // namespace upheld
