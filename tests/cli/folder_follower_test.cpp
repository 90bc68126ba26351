// SPDX-License-Identifier: BSL-1.0
#include "cli/folder_follower.hpp"
#include "support/small_council_folder.hpp"

#include <gmock/gmock.h>

#include <fstream>

namespace upheld::cli {
namespace {

class FolderFollower : public ::testing::Test {
  protected:
    void SetUp() override {
        test::write_small_council(folder);
        ASSERT_EQ(follower.read_all().news, folder_news::read_anew);
    }

    void append(std::string const& name, std::string const& text) const {
        std::ofstream(folder.path() + '/' + name, std::ios::binary | std::ios::app) << text;
    }

    [[nodiscard]] std::size_t complaints() const { return follower.cases()->complaint_count(); }

    test::temporary_folder folder;
    folder_follower follower{folder.path()};
};

TEST_F(FolderFollower, FindsNothingWhereNothingCame) {
    EXPECT_EQ(complaints(), 6u);
    EXPECT_EQ(follower.look().news, folder_news::none);
}

TEST_F(FolderFollower, TakesRowsThatCameToSeveralFiles) {
    append("complaints.csv", "7,homes,2020-05-05,corporate,email,,North\n");
    append("mentions.csv", "108,7,repairs\n");
    append("aspects.csv", "71,108,delay,no\n");
    append("events.csv", "12,responded,7,,2020-05-06,2020-05-06,\n"
                         "13,outcome_decided,7,71,2020-05-06,2020-05-06,upheld\n");
    folder_update const update = follower.look();
    EXPECT_EQ(update.news, folder_news::rows_came);
    EXPECT_EQ(update.rows, 5u);
    EXPECT_THAT(update.failures, ::testing::IsEmpty());
    folder_reading const anew = read_folder(folder.path());
    day const last(2020, 6, 1);
    EXPECT_EQ(follower.cases()->facts_as_of(last).aspects.size(),
              anew.cases->facts_as_of(last).aspects.size());
    EXPECT_EQ(follower.cases()->events_of(complaint_id(7)), anew.cases->events_of(complaint_id(7)));
    EXPECT_EQ(follower.look().news, folder_news::none);
}

TEST_F(FolderFollower, WaitsForTheRestOfALine) {
    append("complaints.csv", "7,homes,2020-05-0");
    EXPECT_EQ(follower.look().news, folder_news::none);
    EXPECT_EQ(complaints(), 6u);
    append("complaints.csv", "5,corporate,email,,North\n8,homes");
    EXPECT_EQ(follower.look().news, folder_news::rows_came);
    EXPECT_EQ(follower.cases()->find(complaint_id(7))->received, day(2020, 5, 5));
    EXPECT_EQ(complaints(), 7u);
}

TEST_F(FolderFollower, TakesALineEndInQuotesForText) {
    append("complaints.csv", "7,homes,2020-05-05,corporate,email,,\"North\nand");
    EXPECT_EQ(follower.look().news, folder_news::none);
    append("complaints.csv", " South\"\n");
    EXPECT_EQ(follower.look().news, folder_news::rows_came);
    EXPECT_EQ(follower.cases()->find(complaint_id(7))->place, "North\nand South");
}

TEST_F(FolderFollower, SaysWhereARowWithAFaultStandsAndReadsAnewWhenItIsMended) {
    append("events.csv", "12,responded,99,,2020-05-06,2020-05-06,\n");
    folder_update const update = follower.look();
    ASSERT_EQ(update.failures.size(), 1u);
    EXPECT_EQ(update.failures[0].where.source, "events.csv");
    EXPECT_EQ(update.failures[0].where.row, 13u);
    EXPECT_EQ(follower.look().news, folder_news::none);
    append("complaints.csv", "99,homes,2020-05-05,corporate,email,,North\n");
    EXPECT_EQ(follower.look().news, folder_news::read_anew);
    EXPECT_EQ(follower.cases()->state_of(complaint_id(99))->responded, day(2020, 5, 6));
}

TEST_F(FolderFollower, ReadsAnewAFileThatWasCutOffReplacedOrRewritten) {
    test::write_small_council(folder, {1, 2}); // shorter
    EXPECT_EQ(follower.look().news, folder_news::read_anew);
    EXPECT_EQ(complaints(), 2u);

    std::string const name = folder.path() + "/complaints.csv";
    std::filesystem::rename(name, name + ".old");
    folder.write("complaints.csv", "id,unit,received,procedure\n1,homes,2019-04-08,corporate\n"
                                   "2,homes,2019-05-13,corporate\n3,homes,2020-01-06,corporate\n");
    EXPECT_EQ(follower.look().news, folder_news::read_anew);
    EXPECT_EQ(complaints(), 3u);

    folder.write("complaints.csv", "id,unit,received,procedure\n1,homes,2019-04-08,corporate\n"
                                   "2,homes,2019-05-14,corporate\n3,homes,2020-01-06,corporate\n"
                                   "4,homes,2020-01-06,corporate\n");
    EXPECT_EQ(follower.look().news, folder_news::read_anew) << "longer, and not by appending";
    EXPECT_EQ(follower.cases()->find(complaint_id(2))->received, day(2019, 5, 14));
    EXPECT_EQ(complaints(), 4u);
}

TEST_F(FolderFollower, KeepsWhatItHasWhileTheFolderCannotBeRead) {
    std::string const name = folder.path() + "/complaints.csv";
    std::filesystem::rename(name, name + ".away");
    folder_update const update = follower.look();
    EXPECT_EQ(update.news, folder_news::cannot_read);
    EXPECT_THAT(update.failures, ::testing::Not(::testing::IsEmpty()));
    EXPECT_EQ(complaints(), 6u);
    EXPECT_EQ(follower.look().news, folder_news::none);
    std::filesystem::rename(name + ".away", name);
    EXPECT_EQ(follower.look().news, folder_news::read_anew);
}

TEST_F(FolderFollower, TakesRowsBehindALastLineWithoutAnEnd) {
    folder.write("mentions.csv", "id,complaint,service\n101,1,lettings\n102,2,repairs\n"
                                 "103,2,lettings\n104,3,repairs\n105,4,bins\n"
                                 "106,5,playgrounds\n107,6,repairs");
    ASSERT_EQ(follower.look().news, folder_news::read_anew);
    append("mentions.csv", "\n108,6,lettings\n");
    EXPECT_EQ(follower.look().news, folder_news::rows_came);
    EXPECT_EQ(follower.cases()->mention_count(), 8u);
}

TEST(FolderFollowerOfNothing, HasNoCases) {
    folder_follower follower("/nowhere/at/all");
    EXPECT_EQ(follower.read_all().news, folder_news::cannot_read);
    EXPECT_FALSE(follower.cases().has_value());
}

TEST(WholeLines, EndWhereALineDoes) {
    EXPECT_EQ(whole_lines(""), 0u);
    EXPECT_EQ(whole_lines("1,2"), 0u);
    EXPECT_EQ(whole_lines("1,2\n3"), 4u);
    EXPECT_EQ(whole_lines("1,\"2\n3"), 0u);
    EXPECT_EQ(whole_lines("1,\"2\n\"\"3\"\n"), 10u);
}

} // namespace
} // namespace upheld::cli
