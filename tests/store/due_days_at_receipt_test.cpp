// SPDX-License-Identifier: BSL-1.0
#include "store/due_days_at_receipt.hpp"
#include "support/small_council.hpp"
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/store/store.hpp"

#include <gtest/gtest.h>

#include <string>

/// Due days by table, as reading cases by the million takes them, against a store's.

namespace upheld {
namespace {

/// The small council with a procedure that has no clock.
taxonomy council_with_petitions() {
    std::string const words = std::string(test::small_council_toml) + R"(
[[procedure]]
key = "petition"
name = "Petition"
[[procedure.stage]]
key = "heard"
name = "Heard"
)";
    return taxonomy_from_toml(words, "small.toml").value;
}

class DueDaysAtReceipt : public testing::Test {
  protected:
    taxonomy words = council_with_petitions();
    working_calendar const& calendar = england_and_wales();
    detail::case_words known{words, calendar};
    detail::due_days_at_receipt due_days{known};

    procedure_code procedure(char const* key) const { return test::code_of(words.procedures, key); }
};

TEST_F(DueDaysAtReceipt, AreThoseOfAStoreOnEveryDay) {
    store cases(words, calendar);
    std::uint64_t id = 0;
    for (day received(2015, 1, 1); received <= day(2025, 12, 31);
         received = received + calendar_days(1)) {
        for (char const* const key : {"corporate", "petition"}) {
            complaint made;
            made.id = complaint_id(++id);
            made.unit = test::code_of(words.units, "homes");
            made.received = received;
            made.procedure = procedure(key);
            ASSERT_TRUE(cases.insert(made));
            std::optional<day> found = received; // what must be written over
            ASSERT_TRUE(due_days.find(made.procedure, received, found)) << to_text(received);
            ASSERT_EQ(found, cases.state_of(made.id)->due) << key << ' ' << to_text(received);
        }
    }
}

TEST_F(DueDaysAtReceipt, AreTheSameWhenAskedForAgain) {
    day const wed_2020_04_29(2020, 4, 29);
    for (int times = 0; times != 2; ++times) {
        std::optional<day> due;
        ASSERT_TRUE(due_days.find(procedure("corporate"), wed_2020_04_29, due));
        EXPECT_EQ(due, day(2020, 5, 29)); // with VE Day and the spring bank holiday in between
        ASSERT_TRUE(due_days.find(procedure("petition"), wed_2020_04_29, due));
        EXPECT_EQ(due, std::nullopt);
    }
}

TEST_F(DueDaysAtReceipt, AreLeftToTheFoldWhereTheCalendarIsNotKnown) {
    auto const [first, last] = calendar.known();
    std::optional<day> due;
    EXPECT_TRUE(due_days.find(procedure("corporate"), first, due));
    EXPECT_FALSE(due_days.find(procedure("corporate"), first - calendar_days(1), due));
    EXPECT_FALSE(due_days.find(procedure("corporate"), last, due)); // twenty days end after it
    EXPECT_FALSE(due_days.find(procedure("corporate"), last + calendar_days(1), due));
    EXPECT_TRUE(due_days.find(procedure("petition"), last, due));
}

} // namespace
} // namespace upheld
