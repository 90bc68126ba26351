// SPDX-License-Identifier: BSL-1.0
#include "basis/read_file.hpp"
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/calendar/gov_uk_feed.hpp"
#include "upheld/calendar/local_closure.hpp"

#include <gtest/gtest.h>

#include <array>

namespace upheld {
namespace {

/// Made up: the year 2029 as it might be published, with early May moved outside Scotland and
/// Northern Ireland.
std::string sample() {
    return detail::read_file(std::string(UPHELD_TEST_DATA) + "/bank_holidays/gov_uk_sample.json")
        .value();
}

/// A feed with these events for England and Wales.
std::string feed_of(std::string const& events) {
    return R"({"england-and-wales": {"division": "england-and-wales", "events": [)" + events +
           "]}}";
}

std::string event(std::string const& date) {
    return R"({"title": "A day", "date": ")" + date + R"(", "notes": "", "bunting": true})";
}

result<fed_calendar> merged(std::string_view json,
                            missing_from_feed missing = missing_from_feed::stays) {
    return merge_gov_uk_feed(england_and_wales(), jurisdiction::england_and_wales, json,
                             "bank-holidays.json", "2028-11", missing);
}

using days = std::vector<day>;

TEST(GovUkFeed, MakesTheProjectedDaysOfItsYearsProclaimed) {
    auto const fed = merged(sample());
    ASSERT_TRUE(fed) << to_string(fed.error());
    holiday const* const good_friday = fed->value.holiday_on(day(2029, 3, 30));
    ASSERT_NE(good_friday, nullptr);
    EXPECT_EQ(good_friday->status, holiday_status::proclaimed);
    EXPECT_EQ(good_friday->source, "bank-holidays.json");
    EXPECT_EQ(fed->value.edition(), "2028-11");
    EXPECT_EQ(fed->value.id(), "england-and-wales");
    EXPECT_EQ(proclaimed_until(fed->value), day(2029, 12, 31));
    EXPECT_EQ(fed->value.holiday_on(day(2030, 4, 19))->status, holiday_status::projected);
}

TEST(GovUkFeed, AProjectionThatDidNotComeTrueGoes) {
    auto const fed = merged(sample());
    ASSERT_TRUE(fed);
    EXPECT_EQ(fed->added, (days{day(2029, 5, 8)}));
    EXPECT_EQ(fed->taken_away, (days{day(2029, 5, 7)}));
    EXPECT_TRUE(fed->value.is_working_day(day(2029, 5, 7)).value());
    EXPECT_FALSE(fed->value.is_working_day(day(2029, 5, 8)).value());
    EXPECT_TRUE(fed->conflicts.empty());
}

TEST(GovUkFeed, TheYearsThatItLeavesOutKeepTheirHolidays) {
    auto const fed = merged(sample());
    ASSERT_TRUE(fed);
    EXPECT_EQ(fed->value.known(), england_and_wales().known());
    for (holiday const& h : england_and_wales().holidays()) {
        if (h.on.fields().year == 2029) continue;
        ASSERT_NE(fed->value.holiday_on(h.on), nullptr);
        EXPECT_EQ(*fed->value.holiday_on(h.on), h);
    }
}

// As of 8 September 2022 nobody knew of 19 September; GOV.UK's feed of the week after has it.
TEST(GovUkFeed, AHolidayProclaimedLateIsAdded) {
    std::array const funeral{day(2022, 9, 19)};
    auto const before = without_holidays(england_and_wales(), "2022-09-08", funeral).value();
    std::string events;
    for (holiday const& h : england_and_wales().holidays()) {
        if (h.on.fields().year != 2022) continue;
        events += (events.empty() ? "" : ",") + event(to_text(h.on));
    }
    auto const fed = merge_gov_uk_feed(before, jurisdiction::england_and_wales, feed_of(events),
                                       "feed", "2022-09-12");
    ASSERT_TRUE(fed);
    EXPECT_EQ(fed->added, (days{day(2022, 9, 19)}));
    EXPECT_TRUE(fed->taken_away.empty());
    EXPECT_TRUE(fed->conflicts.empty());
}

TEST(GovUkFeed, AProclaimedDayThatItLacksIsReportedAndStays) {
    auto const fed = merged(feed_of(event("2020-01-01") + ',' + event("2020-05-04")));
    ASSERT_TRUE(fed);
    EXPECT_EQ(fed->added, (days{day(2020, 5, 4)}));
    EXPECT_TRUE(fed->taken_away.empty());
    ASSERT_EQ(fed->conflicts.size(), 7u); // the others of 2020
    failure const& ve_day = fed->conflicts[2];
    EXPECT_EQ(ve_day.code, failure_code::contradiction);
    EXPECT_EQ(ve_day.where.source, "bank-holidays.json");
    for (char const* part : {"2020-05-08", "VE Day 75", "2026-02", "3326938"}) {
        EXPECT_NE(ve_day.message.find(part), std::string::npos) << part;
    }
    EXPECT_NE(fed->value.holiday_on(day(2020, 5, 8)), nullptr);
}

TEST(GovUkFeed, AProclaimedDayThatItLacksGoesIfTheFeedIsToBeFollowed) {
    auto const fed = merged(feed_of(event("2027-01-01")), missing_from_feed::goes);
    ASSERT_TRUE(fed);
    EXPECT_EQ(fed->conflicts.size(), 7u);
    EXPECT_EQ(fed->taken_away.size(), 7u);
    EXPECT_TRUE(fed->value.is_working_day(day(2027, 5, 3)).value());
}

TEST(GovUkFeed, LocalClosuresStay) {
    std::vector<local_closure> const shutdown{
        {{day(2029, 12, 27), day(2029, 12, 28)}, "Shutdown", ""}};
    auto const council = with_closures(england_and_wales(), "council", "1", shutdown).value();
    auto const fed =
        merge_gov_uk_feed(council, jurisdiction::england_and_wales, sample(), "f", "2");
    ASSERT_TRUE(fed);
    EXPECT_EQ(fed->value.holiday_on(day(2029, 12, 27))->status, holiday_status::local);
    EXPECT_TRUE(fed->conflicts.empty());
    EXPECT_EQ(fed->value.id(), "council");
}

TEST(GovUkFeed, MergedTwiceChangesNothingMore) {
    auto const once = merged(sample()).value();
    auto const twice = merge_gov_uk_feed(once.value, jurisdiction::england_and_wales, sample(),
                                         "bank-holidays.json", "2028-11");
    ASSERT_TRUE(twice);
    EXPECT_EQ(twice->value, once.value);
    EXPECT_TRUE(twice->added.empty() && twice->taken_away.empty() && twice->conflicts.empty());
}

TEST(GovUkFeed, AUnionIsMergedPartByPart) {
    auto const fed = built_in_calendar_with_feed("foi2000", sample(), "f", "2028-11");
    ASSERT_TRUE(fed) << to_string(fed.error());
    EXPECT_EQ(fed->value.id(), "foi2000");
    EXPECT_EQ(fed->value.edition(), "2028-11");
    // Moved in England and Wales alone, so that both days are now a holiday somewhere.
    EXPECT_EQ(fed->added, (days{day(2029, 5, 8)}));
    EXPECT_TRUE(fed->taken_away.empty());
    EXPECT_FALSE(fed->value.is_working_day(day(2029, 5, 7)).value());
    EXPECT_EQ(fed->value.holiday_on(day(2029, 7, 12))->status, holiday_status::proclaimed);
}

TEST(GovUkFeed, EveryBuiltInCalendarCanBeFed) {
    for (built_in_calendar_entry const& entry : built_in_calendars()) {
        auto const fed = built_in_calendar_with_feed(entry.id, sample(), "f", "2028-11");
        ASSERT_TRUE(fed) << entry.id;
        EXPECT_EQ(fed->value.id(), entry.id);
        EXPECT_EQ(proclaimed_until(fed->value), day(2029, 12, 31)) << entry.id;
    }
    auto const advertised =
        built_in_calendar_with_feed("uk-any-as-advertised", sample(), "f", "2028-11");
    EXPECT_FALSE(advertised->value.is_working_day(day(2010, 1, 4)).value());
    EXPECT_EQ(built_in_calendar_with_feed("atlantis", sample(), "f", "1").error().code,
              failure_code::not_found);
}

struct bad_feed {
    std::string json;
    failure_code code;
    std::uint64_t row;
    std::string_view key;
};

TEST(GovUkFeed, RefusesWhatIsNotOneAndSaysWhere) {
    bad_feed const all[] = {
        {"", failure_code::file_unreadable, 1, ""},
        {"{", failure_code::file_unreadable, 1, ""},
        {"{}\n{}", failure_code::file_unreadable, 2, ""},
        {"\xff", failure_code::file_unreadable, 1, ""},
        {feed_of(event("2029-01-01") + ",\n\n,"), failure_code::file_unreadable, 3, ""},
        {"[]", failure_code::field_malformed, 1, ""},
        {"12", failure_code::field_malformed, 1, ""},
        {"{}", failure_code::not_found, 1, ""},
        {R"({"scotland": {"events": []}})", failure_code::not_found, 1, ""},
        {R"({"england-and-wales": []})", failure_code::field_malformed, 1, "england-and-wales"},
        {"{\"england-and-wales\":\n{\"division\": \"x\"}}", failure_code::field_missing, 2,
         "england-and-wales"},
        {R"({"england-and-wales": {"events": {}}})", failure_code::field_malformed, 1,
         "england-and-wales.events"},
        {feed_of(""), failure_code::field_missing, 1, "england-and-wales"},
        {feed_of("7"), failure_code::field_malformed, 1, "england-and-wales.events[0]"},
        {feed_of(event("2029-01-01") + ",\n{\"title\": \"A\"}"), failure_code::field_missing, 2,
         "england-and-wales.events[1].date"},
        {feed_of(R"({"date": "2029-01-01"})"), failure_code::field_missing, 1,
         "england-and-wales.events[0].title"},
        {feed_of(R"({"title": "", "date": "2029-01-01"})"), failure_code::field_missing, 1,
         "england-and-wales.events[0].title"},
        {feed_of(R"({"title": 3, "date": "2029-01-01"})"), failure_code::field_malformed, 1,
         "england-and-wales.events[0].title"},
        {feed_of(event("2029-01-01") + ",\n" + event("01/02/2029")), failure_code::date_invalid, 2,
         "england-and-wales.events[1].date"},
        {feed_of(event("2029-02-29")), failure_code::date_invalid, 1,
         "england-and-wales.events[0].date"},
        {feed_of(event("2029-01-01") + ",\n" + event("2029-01-01")), failure_code::id_repeated, 2,
         "england-and-wales.events[1].date"},
        {feed_of(R"({"title": "A", "title": "B", "date": "2029-01-01"})"),
         failure_code::key_repeated, 1, "england-and-wales.events[0].title"},
        {feed_of(event("2051-01-01")), failure_code::value_out_of_range, 1,
         "england-and-wales.events[0].date"},
    };
    for (bad_feed const& bad : all) {
        auto const refused = merged(bad.json);
        ASSERT_FALSE(refused) << bad.json;
        EXPECT_EQ(refused.error().code, bad.code) << bad.json << to_string(refused.error());
        EXPECT_EQ(refused.error().where.source, "bank-holidays.json");
        EXPECT_EQ(refused.error().where.row, bad.row) << bad.json;
        EXPECT_EQ(refused.error().where.column, bad.key) << bad.json;
        EXPECT_FALSE(refused.error().message.empty());
    }
}

TEST(GovUkFeed, PassesOverKeysThatItDoesNotKnow) {
    EXPECT_TRUE(merged(R"({"made": {"by": [1, {"events": 2}]}, "on": 3, "england-and-wales":
        {"events": [{"title": "A", "date": "2029-01-01", "more": [[{"date": 1}]]}]}})"));
    EXPECT_TRUE(merged(R"({"england-and-wales": {"made": {"by": [1, {"events": 2}]}, "events":
        [{"more": [[{"date": 1}]], "title": "A", "date": "2029-01-01"}], "more": {"title": 1}}})"));
}

TEST(GovUkFeed, BearsDeepNests) {
    std::string const deep = std::string(100000, '[') + std::string(100000, ']');
    EXPECT_TRUE(merged(feed_of(R"({"title": "A", "date": "2029-01-01", "notes": )" + deep + "}")));
}

} // namespace
} // namespace upheld
