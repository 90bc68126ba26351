// SPDX-License-Identifier: BSL-1.0
#include "support/small_council.hpp"
#include "upheld/rollup/dimension.hpp"

#include <gmock/gmock.h>

#include <set>

namespace upheld {
namespace {

using testing::HasSubstr;

taxonomy words() { return taxonomy_from_toml(test::small_council_toml, "small.toml").value; }

TEST(Dimension, EveryNameIsReadBack) {
    taxonomy const council = words();
    std::set<std::string> names;
    for (std::size_t d = 0; d + 1 != dimension_count; ++d) {
        grouping const by{static_cast<dimension>(d), {}, {}};
        EXPECT_EQ(grouping_from_text(name_of(by), council), by) << name_of(by);
        names.insert(name_of(by));
    }
    for (std::size_t step = 0; step != time_step_count; ++step) {
        grouping const by{dimension::time, {}, static_cast<time_step>(step)};
        EXPECT_EQ(grouping_from_text(name_of(by), council), by) << name_of(by);
        names.insert(name_of(by));
    }
    EXPECT_EQ(names.size(), dimension_count - 1 + time_step_count) << "no name twice";
}

TEST(Dimension, LevelsOfUnitsAreTheTaxonomys) {
    taxonomy const council = words();
    grouping const divisions{dimension::unit, "division", {}};
    EXPECT_EQ(name_of(divisions), "unit:division");
    EXPECT_EQ(grouping_from_text("unit:division", council), divisions);

    auto const unknown = grouping_from_text("unit:divisoin", council);
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, failure_code::key_unknown);
    EXPECT_THAT(to_string(unknown.error()), HasSubstr("\"division\""));
}

TEST(Dimension, UnknownNamesAreRefusedWithAllNamesAndTheClosest) {
    for (std::string const text : {"subjects", "year", "unit:", "", "Unit", "time"}) {
        auto const unknown = grouping_from_text(text, words());
        ASSERT_FALSE(unknown) << text;
        EXPECT_EQ(unknown.error().code, failure_code::field_malformed);
        EXPECT_THAT(unknown.error().mend, HasSubstr("calendar_quarter"));
        EXPECT_THAT(unknown.error().mend, HasSubstr("unit:LEVEL"));
    }
    EXPECT_THAT(grouping_from_text("subjects", words()).error().mend,
                HasSubstr("the closest are \"subject\""));
}

} // namespace
} // namespace upheld
