// SPDX-License-Identifier: BSL-1.0
#include "support/small_council.hpp"
#include "support/temporary_folder.hpp"
#include "upheld/store/folder.hpp"

#include <gtest/gtest.h>

namespace upheld {
namespace {

using test::temporary_folder;

std::string const faulty_folder = std::string(UPHELD_TEST_DATA) + "/25_faults";

struct expected_fault {
    char const* file;
    std::uint64_t row;
    char const* column;
    failure_code code;
};

constexpr expected_fault expected[] = {
    {"complaints.csv", 1, "note", failure_code::column_unknown},
    {"complaints.csv", 3, "unit", failure_code::key_unknown},
    {"complaints.csv", 4, "received", failure_code::date_invalid},
    {"complaints.csv", 5, "id", failure_code::id_repeated},
    {"complaints.csv", 6, "channel", failure_code::contradiction},
    {"complaints.csv", 7, "category", failure_code::field_missing},
    {"complaints.csv", 8, "received", failure_code::field_missing},
    {"complaints.csv", 9, "id", failure_code::field_malformed},
    {"complaints.csv", 10, "received", failure_code::calendar_ends},
    {"complaints.csv", 11, "kind", failure_code::file_unreadable},
    {"complaints.csv", 12, "complainant", failure_code::file_unreadable},
    {"mentions.csv", 3, "complaint", failure_code::reference_dangling},
    {"mentions.csv", 4, "service", failure_code::contradiction},
    {"mentions.csv", 5, "service", failure_code::contradiction},
    {"aspects.csv", 3, "contractors_employee", failure_code::field_malformed},
    {"aspects.csv", 4, "subject", failure_code::key_unknown},
    {"aspects.csv", 5, "subject", failure_code::contradiction},
    {"events.csv", 3, "happened", failure_code::order_broken},
    {"events.csv", 4, "recorded", failure_code::order_broken},
    {"events.csv", 5, "aspect", failure_code::contradiction},
    {"events.csv", 6, "kind", failure_code::order_broken},
    {"ombudsman_cases.csv", 3, "referred", failure_code::date_invalid},
    {"remedies.csv", 2, "amount", failure_code::field_malformed},
    {"series.csv", 3, "measure", failure_code::key_repeated},
    {"series.csv", 4, "value", failure_code::field_malformed},
};

/// A folder that has nothing wrong with it; tests spoil one file each.
struct good_folder : temporary_folder {
    good_folder() {
        write("taxonomy.toml", test::small_council_toml);
        write("complaints.csv", "id,unit,received,procedure,complainant\n"
                                "1,homes,2020-01-06,corporate,P1\n"
                                "2,homes,2020-01-07,corporate,P2\n");
        write("mentions.csv", "id,complaint,service\n10,1,lettings\n20,2,repairs\n");
        write("aspects.csv", "id,mention,subject\n100,10,delay\n200,20,conduct\n");
        write("events.csv", "id,kind,happened,recorded,complaint,aspect,value\n"
                            "5,responded,2020-01-20,2020-01-20,1,,\n"
                            "6,outcome_decided,2020-01-20,2020-01-20,1,100,Upheld\n");
    }
};

std::string printed(std::vector<failure> const& all) {
    std::string text;
    for (failure const& f : all) text += to_string(f) + '\n';
    return text;
}

TEST(FolderFaults, AllTwentyFiveAreReportedWithFileRowAndColumn) {
    folder_reading const read = read_folder(faulty_folder);
    EXPECT_FALSE(read.cases.has_value());
    ASSERT_EQ(read.failures.size(), std::size(expected)) << printed(read.failures);
    for (std::size_t i = 0; i != std::size(expected); ++i) {
        failure const& f = read.failures[i];
        EXPECT_EQ(f.where.source, expected[i].file) << to_string(f);
        EXPECT_EQ(f.where.row, expected[i].row) << to_string(f);
        EXPECT_EQ(f.where.column, expected[i].column) << to_string(f);
        EXPECT_EQ(f.code, expected[i].code) << to_string(f);
        EXPECT_FALSE(f.message.empty());
    }
}

TEST(FolderFaults, AGoodFolderHasNone) {
    good_folder const folder;
    folder_reading const read = read_folder(folder.path());
    EXPECT_EQ(printed(read.failures), "");
    ASSERT_TRUE(read.cases.has_value());
    EXPECT_EQ(read.rows, 8u);
    EXPECT_EQ(read.cases->complaint_count(), 2u);
    EXPECT_EQ(read.cases->aspect_count(), 2u);
    EXPECT_EQ(read.cases->event_count(), 2u);
}

TEST(FolderFaults, AFaultIsMendedByTheClosestKeys) {
    good_folder const folder;
    folder.write("mentions.csv", "id,complaint,service\n10,1,letings\n20,2,repairs\n");
    auto const read = read_folder(folder.path());
    ASSERT_EQ(read.failures.size(), 1u) << printed(read.failures);
    EXPECT_NE(read.failures[0].mend.find("\"lettings\""), std::string::npos);
}

TEST(FolderFaults, ARowWithAFaultIsNotReportedAgainForItsChildren) {
    good_folder const folder;
    folder.write("complaints.csv", "id,unit,received,procedure\n"
                                   "1,homes,6 January,corporate\n"
                                   "2,homes,2020-01-07,corporate\n");
    auto const read = read_folder(folder.path());
    ASSERT_EQ(read.failures.size(), 1u) << printed(read.failures);
    EXPECT_EQ(read.failures[0].code, failure_code::date_invalid);
}

TEST(FolderFaults, AFileWithoutANeededColumnSpeaksForAllItsRows) {
    good_folder const folder;
    folder.write("complaints.csv", "id,unit,procedure\n1,homes,corporate\n2,homes,corporate\n");
    auto const read = read_folder(folder.path());
    ASSERT_EQ(read.failures.size(), 1u) << printed(read.failures);
    EXPECT_EQ(read.failures[0].code, failure_code::column_missing);
    EXPECT_EQ(read.failures[0].where.column, "received");
}

TEST(FolderFaults, AColumnNamedTwiceIsOne) {
    good_folder const folder;
    folder.write("mentions.csv", "id,complaint,service,id\n10,1,lettings,10\n20,2,repairs,20\n");
    auto const read = read_folder(folder.path());
    ASSERT_EQ(read.failures.size(), 1u) << printed(read.failures);
    EXPECT_EQ(read.failures[0].code, failure_code::column_repeated);
}

TEST(FolderFaults, FaultsOfTheTaxonomyAndOfTheTablesComeTogether) {
    good_folder const folder;
    std::string words(test::small_council_toml);
    words += "\n[[channel]]\nkey = \"email\"\nname = \"Second\"\n";
    folder.write("taxonomy.toml", words);
    folder.write("complaints.csv", "id,unit,received,procedure\n1,anything,2020-13-01,corporate\n");
    auto const read = read_folder(folder.path());
    ASSERT_EQ(read.failures.size(), 2u) << printed(read.failures);
    EXPECT_EQ(read.failures[0].where.source, "taxonomy.toml");
    EXPECT_EQ(read.failures[0].code, failure_code::key_repeated);
    EXPECT_EQ(read.failures[1].where.column, "received");
}

TEST(FolderFaults, AnUnknownClockRuleIsOneOfTheTaxonomy) {
    good_folder const folder;
    std::string words(test::small_council_toml);
    words.replace(words.find("corporate_20"), 12, "corporate_21");
    folder.write("taxonomy.toml", words);
    auto const read = read_folder(folder.path());
    ASSERT_EQ(read.failures.size(), 1u) << printed(read.failures);
    EXPECT_EQ(read.failures[0].where.column, "respond_rule");
    EXPECT_GT(read.failures[0].where.row, 0u);
    EXPECT_NE(read.failures[0].mend.find("corporate_20"), std::string::npos);
}

TEST(FolderFaults, AnUnknownCalendarIsOneOfTheTaxonomy) {
    good_folder const folder;
    std::string words(test::small_council_toml);
    words.replace(words.find("england-and-wales"), 17, "atlantis");
    folder.write("taxonomy.toml", words);
    auto const read = read_folder(folder.path());
    ASSERT_EQ(read.failures.size(), 1u) << printed(read.failures);
    EXPECT_EQ(read.failures[0].where.column, "calendar");
}

TEST(FolderFaults, NoFolderNoTaxonomyAndNoComplaintsAreMissingFiles) {
    temporary_folder const empty;
    auto const nothing = read_folder(empty.path() + "/none");
    ASSERT_EQ(nothing.failures.size(), 1u);
    EXPECT_EQ(nothing.failures[0].code, failure_code::file_missing);
    auto const bare = read_folder(empty.path());
    ASSERT_EQ(bare.failures.size(), 2u) << printed(bare.failures);
    EXPECT_EQ(bare.failures[0].where.source, "taxonomy.toml");
    EXPECT_EQ(bare.failures[1].where.source, "complaints.csv");
}

TEST(FolderFaults, EventsMayComeInAnyOrderOfRows) {
    good_folder const folder;
    folder.write("events.csv", "id,kind,happened,recorded,complaint\n"
                               "3,resumed,2020-01-09,2020-01-09,1\n"
                               "1,paused,2020-01-08,2020-01-08,1\n");
    EXPECT_EQ(printed(read_folder(folder.path()).failures), "");
}

TEST(FolderFaults, WhatFollowsFromAFaultyEventIsNotReported) {
    good_folder const folder;
    folder.write("events.csv", "id,kind,happened,recorded,complaint\n"
                               "1,pausd,2020-01-08,2020-01-08,1\n"
                               "3,resumed,2020-01-09,2020-01-09,1\n");
    auto const read = read_folder(folder.path());
    ASSERT_EQ(read.failures.size(), 1u) << printed(read.failures);
    EXPECT_EQ(read.failures[0].where.row, 2u);
}

TEST(FolderFaults, AnEventWithTwoFaultsHasBothReported) {
    good_folder const folder;
    folder.write("events.csv", "id,kind,happened,recorded,complaint,value\n"
                               "1,acknowledged,2020-01-08,2020-01-07,1,soon\n");
    auto const read = read_folder(folder.path());
    ASSERT_EQ(read.failures.size(), 2u) << printed(read.failures);
    EXPECT_EQ(read.failures[0].where.column, "recorded");
    EXPECT_EQ(read.failures[1].where.column, "value");
}

TEST(FolderFaults, AStageMayBeNamedWithinItsProcedureAlone) {
    good_folder const folder;
    folder.write("events.csv", "id,kind,happened,recorded,complaint,value\n"
                               "1,escalated,2020-02-08,2020-02-09,1,stage_2\n"
                               "2,escalated,2020-02-08,2020-02-09,2,corporate/stage_2\n");
    EXPECT_EQ(printed(read_folder(folder.path()).failures), "");
}

TEST(FolderFaults, BeyondTheMostOfAFileAreCounted) {
    good_folder folder;
    std::string complaints = "id,unit,received,procedure,complainant\n";
    for (int i = 1; i <= 25; ++i) {
        complaints += std::to_string(i) + ",homes,2020-13-01,corporate,P1\n";
    }
    folder.write("complaints.csv", complaints);
    folder_reading const all = read_folder(folder.path());
    EXPECT_EQ(all.failures.size(), 25u);
    EXPECT_EQ(all.failures_left_out, 0u);
    folder_reading const some = read_folder(folder.path(), {}, 10);
    EXPECT_FALSE(some.cases.has_value());
    ASSERT_EQ(some.failures.size(), 10u);
    EXPECT_EQ(some.failures.back().where.row, 11u);
    EXPECT_EQ(some.failures_left_out, 15u);
    folder_reading const none = read_folder(folder.path(), {}, 0);
    EXPECT_FALSE(none.cases.has_value());
    EXPECT_EQ(none.failures_left_out, 25u);
}

} // namespace
} // namespace upheld
