// SPDX-License-Identifier: BSL-1.0
#include "support/reorganised_council.hpp"
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/store/store.hpp"

#include <gtest/gtest.h>

/// What was received belongs to units and services that were valid on the day.

namespace upheld {
namespace {

using test::code_of;

class Validity : public testing::Test {
  protected:
    [[nodiscard]] complaint filed(std::uint64_t id, char const* unit, day received) const {
        complaint c;
        c.id = complaint_id(id);
        c.unit = code_of(words().units, unit);
        c.received = received;
        c.procedure = code_of(words().procedures, "corporate");
        return c;
    }

    [[nodiscard]] mention named(std::uint64_t id, char const* service) const {
        return {mention_id(id), complaint_id(id), code_of(words().services, service)};
    }

    [[nodiscard]] taxonomy const& words() const { return cases.words(); }

    template <class Record> std::string refusal(Record const& record) {
        auto const done = cases.insert(record);
        return done ? std::string() : to_string(done.error());
    }

    store cases{test::reorganised_council(), england_and_wales()};
};

TEST_F(Validity, AComplaintIsOfAUnitThatStoodWhenItWasReceived) {
    EXPECT_EQ(refusal(filed(1, "renewal", day(2019, 7, 31))), "");
    EXPECT_EQ(refusal(filed(2, "planning", day(2019, 8, 1))), "");
    EXPECT_EQ(refusal(filed(3, "renewal", day(2019, 8, 1))),
              "unit: received on 2019-08-01, and \"Renewal\" was valid until 2019-08-01 (use what "
              "became of it)");
    EXPECT_EQ(
        refusal(filed(4, "planning", day(2019, 7, 31))),
        "unit: received on 2019-07-31, and \"Planning\" is valid from 2019-08-01 (use what it "
        "was before)");
    EXPECT_EQ(cases.complaint_count(), 2u);
}

TEST_F(Validity, AMentionIsOfAServiceThatStoodAndWasTheUnits) {
    ASSERT_EQ(refusal(filed(1, "homes", day(2020, 9, 30))), "");
    EXPECT_EQ(refusal(named(1, "parking")), "");
    ASSERT_EQ(refusal(filed(2, "homes", day(2020, 10, 1))), "");
    EXPECT_EQ(refusal(named(2, "parking")),
              "service: received on 2020-10-01, when the service \"Parking\" belonged to "
              "\"Streets\", not to \"Homes\"");
    EXPECT_NE(refusal(named(2, "events")), "") << "it has ended";
    EXPECT_NE(refusal(named(1, "playgrounds")), "") << "it never was Homes'";
    ASSERT_EQ(refusal(filed(3, "renewal", day(2019, 5, 1))), "");
    EXPECT_EQ(refusal(named(3, "permits")), "") << "Planning's under its old name";
}

TEST_F(Validity, ADayOfReceiptIsNotCorrectedToOneOnWhichTheUnitDidNotStand) {
    ASSERT_EQ(refusal(filed(1, "renewal", day(2019, 7, 29))), "");
    event moved;
    moved.id = event_id(1);
    moved.complaint = complaint_id(1);
    moved.kind = event_kind::corrected;
    moved.happened = day(2019, 8, 5);
    moved.recorded = day(2019, 8, 5);
    moved.field = "received";
    moved.value = "2019-08-02";
    auto const refused = cases.record(moved);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().where.column, "value");
    moved.value = "2019-07-26";
    EXPECT_TRUE(cases.record(moved));
}

TEST_F(Validity, AChangedRecordIsLookedAtAgain) {
    ASSERT_EQ(refusal(filed(1, "renewal", day(2019, 7, 29))), "");
    EXPECT_FALSE(cases.modify(filed(1, "planning", day(2019, 7, 29))));
    EXPECT_TRUE(cases.modify(filed(1, "planning", day(2019, 8, 2))));
}

TEST_F(Validity, MoneyAndReferralsMayComeLaterAndComplimentsNot) {
    remedy paid;
    paid.id = remedy_id(1);
    paid.unit = code_of(words().units, "renewal");
    paid.agreed = day(2020, 1, 6);
    paid.stage = code_of(words().remedy_stages, "own");
    paid.kind = code_of(words().remedy_kinds, "paid");
    EXPECT_EQ(refusal(paid), "");
    ombudsman_case referred;
    referred.id = ombudsman_case_id(1);
    referred.unit = paid.unit;
    referred.referred = day(2020, 1, 6);
    EXPECT_EQ(refusal(referred), "");
    compliment thanks;
    thanks.id = compliment_id(1);
    thanks.unit = paid.unit;
    thanks.received = day(2019, 8, 1);
    EXPECT_NE(refusal(thanks).find("was valid until 2019-08-01"), std::string::npos);
    thanks.received = day(2019, 7, 31);
    EXPECT_EQ(refusal(thanks), "");
}

} // namespace
} // namespace upheld
