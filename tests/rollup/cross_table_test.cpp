// SPDX-License-Identifier: BSL-1.0
#include "rollup/small_cubes.hpp"
#include "upheld/rollup/cross_table.hpp"
#include "upheld/statistics/linked_tables.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace upheld {
namespace {

using test::axis_of;

/// Aspects by unit and subject: homes, parks and streets keep them or do not, by coverage.
cube by_unit_and_subject(std::vector<std::int64_t> counts, std::vector<coverage> covered,
                         std::string key = "aspects") {
    cube_measure m;
    m.key = std::move(key);
    m.part = std::move(counts);
    m.adds_up_over = {true, true};
    m.covered = std::move(covered);
    return {{axis_of({dimension::unit, {}, {}}, {"homes", "parks", "streets"}),
             axis_of({dimension::subject, {}, {}}, {"conduct", "delay"})},
            test::small_period,
            {std::move(m)}};
}

std::vector<coverage> const all_kept(6, coverage::kept);

TEST(CrossTable, HasTheCountsAndGoesToDisclosureControlAsItIs) {
    cross_table const made =
        cross_table_of(by_unit_and_subject({1, 2, 3, 4, 5, 6}, all_kept), 0).value();
    EXPECT_EQ(made.table.rows, (std::vector<std::string>{"homes", "parks", "streets"}));
    EXPECT_EQ(made.table.columns, (std::vector<std::string>{"conduct", "delay"}));
    EXPECT_EQ(made.table.counts, (std::vector<std::int64_t>{1, 2, 3, 4, 5, 6}));
    linked_tables tables;
    EXPECT_TRUE(add_table(tables, made.table));
}

TEST(CrossTable, LeavesOutRowsAndColumnsOfNothing) {
    cross_table const made =
        cross_table_of(by_unit_and_subject({0, 2, 0, 0, 0, 6}, all_kept), 0).value();
    EXPECT_EQ(made.rows, (std::vector<std::size_t>{0, 2}));
    EXPECT_EQ(made.columns, std::vector<std::size_t>{1});
    EXPECT_EQ(made.table.counts, (std::vector<std::int64_t>{2, 6}));
    EXPECT_TRUE(made.without_figure.empty());
}

TEST(CrossTable, AUnitThatDoesNotKeepItHasNoRow) {
    using enum coverage;
    cross_table const made =
        cross_table_of(by_unit_and_subject({1, 2, 0, 0, 5, 6},
                                           {kept, kept, not_collected, not_collected, kept, kept}),
                       0)
            .value();
    EXPECT_EQ(made.table.rows, (std::vector<std::string>{"homes", "streets"}));
    EXPECT_EQ(made.without_figure, std::vector<std::size_t>{1});
}

TEST(CrossTable, WhereThereCanBeNoneThereIsNone) {
    using enum coverage;
    cross_table const made =
        cross_table_of(
            by_unit_and_subject({1, 2, 3, 0, 5, 6}, {kept, kept, kept, not_applicable, kept, kept}),
            0)
            .value();
    EXPECT_EQ(made.table.counts[3], 0);
}

TEST(CrossTable, ARowThatIsKnownInPartIsRefused) {
    using enum coverage;
    auto const made = cross_table_of(
        by_unit_and_subject({1, 2, 3, 0, 5, 6}, {kept, kept, kept, not_known, kept, kept}), 0);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, failure_code::contradiction);
    EXPECT_EQ(made.error().message, "of parks some counts are known and others are not");
}

TEST(CrossTable, OfASparseCubeReadsTheGroupsThatAreThere) {
    std::vector<std::string> keys;
    for (int n = 0; n != 60'000; ++n) keys.push_back("k" + std::to_string(n));
    cube_measure m;
    m.key = "aspects";
    m.part = {4, 5};
    m.adds_up_over = {true, true};
    m.covered = {coverage::kept};
    cube const sparse({axis_of({dimension::place, {}, {}}, keys),
                       axis_of({dimension::working_days, {}, {}}, keys)},
                      test::small_period, {m}, {60'001, 3'599'999'999});
    cross_table const made = cross_table_of(sparse, 0).value();
    EXPECT_EQ(made.rows, (std::vector<std::size_t>{1, 59'999}));
    EXPECT_EQ(made.columns, (std::vector<std::size_t>{1, 59'999}));
    EXPECT_EQ(made.table.counts, (std::vector<std::int64_t>{4, 0, 0, 5}));
}

TEST(CrossTable, OfMoreCellsThanAnybodyPrintsIsRefused) {
    std::vector<std::string> keys;
    for (int n = 0; n != 3'000; ++n) keys.push_back("k" + std::to_string(n));
    cube_measure m;
    m.key = "aspects";
    m.part.assign(keys.size(), 1);
    m.adds_up_over = {true, true};
    m.covered = {coverage::kept};
    std::vector<std::uint64_t> diagonal;
    for (std::uint64_t n = 0; n != keys.size(); ++n) diagonal.push_back(n * 3'001);
    auto const made = cross_table_of(cube({axis_of({dimension::place, {}, {}}, keys),
                                           axis_of({dimension::working_days, {}, {}}, keys)},
                                          test::small_period, {m}, diagonal),
                                     0);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, failure_code::value_out_of_range);
}

TEST(CrossTable, ACountThatCannotBeOneIsRefused) {
    for (std::int64_t const wrong : {std::int64_t{-1}, linked_tables::largest_count + 1,
                                     std::numeric_limits<std::int64_t>::max()}) {
        auto const made = cross_table_of(by_unit_and_subject({1, 2, 3, 4, 5, wrong}, all_kept), 0);
        ASSERT_FALSE(made);
        EXPECT_EQ(made.error().code, failure_code::value_out_of_range);
    }
}

TEST(CrossTable, OfNothingHasNoBase) {
    auto const made = cross_table_of(by_unit_and_subject({0, 0, 0, 0, 0, 0}, all_kept), 0);
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, failure_code::no_base);
}

} // namespace
} // namespace upheld
