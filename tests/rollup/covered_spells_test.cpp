// SPDX-License-Identifier: BSL-1.0
#include "rollup/made_spells.hpp"
#include "support/small_council.hpp"
#include "upheld/rollup/covered_spells.hpp"

#include <gtest/gtest.h>

namespace upheld {
namespace {

constexpr day mon_2020_01_06(2020, 1, 6);

TEST(CoveredSpells, AUnitThatKeepsNoDaysIsLeftOutAndNamed) {
    taxonomy words = test::small_council();
    unit_code const parks = test::code_of(words.units, "parks");
    words.units[parks].keeps[static_cast<std::size_t>(kept::in_time)] = collected::not_collected;
    open_spell of_homes = test::opened(1, mon_2020_01_06);
    of_homes.unit = test::code_of(words.units, "homes");
    open_spell of_parks = test::opened(2, mon_2020_01_06);
    of_parks.unit = parks;
    covered_spells const found = covered(std::vector{of_homes, of_parks, of_parks}, words);
    EXPECT_EQ(found.spells, std::vector{of_homes});
    EXPECT_EQ(found.left_out, std::vector{parks});
}

TEST(CoveredSpells, AUnitWithoutCasesIsNotSaidToBeLeftOut) {
    taxonomy words = test::small_council();
    words.units[test::code_of(words.units, "parks")]
        .keeps[static_cast<std::size_t>(kept::in_time)] = collected::not_collected;
    EXPECT_TRUE(covered({}, words).left_out.empty());
}

} // namespace
} // namespace upheld
