// SPDX-License-Identifier: BSL-1.0
#include "random_cases.hpp"
#include "upheld/rollup/rollup.hpp"

#include <gtest/gtest.h>

namespace upheld {
namespace {

using test::code_of;

class Columns : public ::testing::Test {
  protected:
    [[nodiscard]] complaint_fact homes(day received) const {
        complaint_fact of;
        of.received = received;
        of.unit = code_of(words.units, "homes");
        of.procedure = code_of(words.procedures, "corporate");
        return of;
    }

    [[nodiscard]] case_part aspect(char const* service) const {
        return {code_of(words.services, service), code_of(words.subjects, "delay"),
                code_of(words.outcomes, "upheld"), false, true};
    }

    static failure_code code(result<row_place> const& refused) {
        return refused ? failure_code::not_found : refused.error().code;
    }

    taxonomy words = test::small_council();
    columns rows{words};
};

TEST_F(Columns, RefuseCodesThatNobodyLists) {
    complaint_fact of = homes(day(2020, 1, 6));
    of.channel = channel_code(999);
    EXPECT_EQ(code(rows.add(of, {})), failure_code::key_unknown);
    of = homes(day(2020, 1, 6));
    of.place = place_code(0);
    EXPECT_EQ(code(rows.add(of, {})), failure_code::key_unknown);
    of.place = {};
    of.unit = {};
    EXPECT_EQ(code(rows.add(of, {})), failure_code::key_unknown);
    EXPECT_EQ(rows.size().rows, 0u);
}

TEST_F(Columns, RefuseAServiceOfAnotherUnitAndOneWhosePartsAreApart) {
    complaint_fact const of = homes(day(2020, 1, 6));
    std::vector<case_part> parts{aspect("bins")};
    EXPECT_EQ(code(rows.add(of, parts)), failure_code::contradiction);
    parts = {aspect("lettings"), aspect("repairs"), aspect("lettings")};
    EXPECT_EQ(code(rows.add(of, parts)), failure_code::id_repeated);
    parts = {aspect("lettings"), aspect("lettings"), aspect("repairs")};
    EXPECT_TRUE(rows.add(of, parts));
    EXPECT_EQ(rollup(rows, by{}, measures{"received", "mentions", "aspects"}).value().at(0, 1),
              figure::of(figure_form::count, 2));
}

TEST_F(Columns, AComplaintThatIsNotCountedHasNoRows) {
    complaint_fact of = homes(day(2020, 1, 6));
    of.is_counted = false;
    row_place const none = rows.add(of, {}).value();
    EXPECT_EQ(rows.size().rows, 0u);
    of.is_counted = true;
    row_place const there = rows.replace(none, of, {}).value();
    EXPECT_EQ(rows.size().rows, 1u);
    of.is_counted = false;
    EXPECT_EQ(rows.replace(there, of, {}).value(), row_place());
    EXPECT_EQ(rows.size().rows, 0u);
}

TEST_F(Columns, APlaceBeyondTheFirst255WidensTheColumnAndNothingElse) {
    for (int i = 0; i != 600; ++i) {
        complaint_fact of = homes(day(2020, 1, 6));
        of.place = rows.place("ward " + std::to_string(i % 300)).value();
        ASSERT_TRUE(rows.add(of, {}));
    }
    cube const found = rollup(rows, by{dimension::place}, measures{"received"}).value();
    for (std::size_t g = 0; g != 300; ++g) EXPECT_EQ(found.at(g, 0).number, 2) << g;
}

TEST_F(Columns, AMonthOfMoreThanAZoneHasAsManyZonesAsItNeeds) {
    complaint_fact const of = homes(day(2020, 1, 6));
    std::vector<case_part> const parts(3, aspect("repairs"));
    for (int i = 0; i != 50'000; ++i) ASSERT_TRUE(rows.add(of, parts));
    rows.summarise(2);
    period const january = period_from_text("2020-M01").value();
    for (bool const use_summaries : {true, false}) {
        cube const found = rollup(rows, by{}, measures{"received", "aspects"}, {}, january,
                                  {.use_summaries = use_summaries})
                               .value();
        EXPECT_EQ(found.at(0, 0).number, 50'000);
        EXPECT_EQ(found.at(0, 1).number, 150'000);
    }
}

TEST_F(Columns, InTheLastFinancialYearThatThereIsAreCounted) {
    ASSERT_TRUE(rows.add(homes(day(2199, 4, 1)), {}));
    ASSERT_TRUE(rows.add(homes(day(2199, 12, 31)), {}));
    rows.summarise();
    EXPECT_EQ(rollup(rows, by{}, measures{"received"}).value().at(0, 0).number, 2);
}

/// The promise that the header and the README make.
TEST_F(Columns, TakeAtMostSixteenBytesAnAspectWithStagesAndSummaries) {
    std::mt19937 random(1);
    std::int64_t aspects = 0;
    for (std::uint64_t i = 0; i != 150'000; ++i) {
        test::random_case one =
            test::make_random_case(words, random, {day(2019, 1, 1), day(2019, 2, 28)}, i, 0);
        one.of.unit = code_of(words.units, "homes");
        one.parts.assign(i % 5 < 2 ? 2 : 1, aspect("repairs"));
        aspects += static_cast<std::int64_t>(one.parts.size());
        ASSERT_TRUE(rows.add(one.of, one.parts));
        ASSERT_TRUE(rows.add(stage_fact{one.of, words.procedures[one.of.procedure].stages.front(),
                                        one.of.received}));
    }
    rows.summarise();
    columns_size const size = rows.size();
    EXPECT_EQ(size.rows, static_cast<std::uint64_t>(aspects));
    double const each =
        static_cast<double>(size.column_bytes + size.summary_bytes) / static_cast<double>(aspects);
    RecordProperty("bytes_an_aspect", std::to_string(each));
    EXPECT_LE(each, 16.0);
}

} // namespace
} // namespace upheld
