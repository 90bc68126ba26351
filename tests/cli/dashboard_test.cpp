// SPDX-License-Identifier: BSL-1.0
#include "support/run_program.hpp"
#include "support/small_council_folder.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <fstream>
#include <thread>

namespace upheld {
namespace {

using test::run;
using test::run_result;
using ::testing::HasSubstr;
using ::testing::Not;

class Dashboard : public ::testing::Test {
  protected:
    void SetUp() override { test::write_small_council(folder); }

    [[nodiscard]] run_result shown(std::string const& options) const {
        return run("dashboard " + folder.path() + ' ' + options);
    }

    test::temporary_folder folder;
};

/// Counted by hand from the list of the small council's cases.
TEST_F(Dashboard, ShowsAPeriodBesideTheSameDaysAYearBefore) {
    run_result const page = shown("--as-of 2020-05-04");
    EXPECT_EQ(page.exit_code, 0) << page.output;
    EXPECT_THAT(page.output, HasSubstr("as of Mon 2020-05-04\n"));
    EXPECT_THAT(page.output, HasSubstr("\nFinancial year 2020-21 up to 4 May 2020\n"));
    // Complaint 6, not answered yet; a year before complaint 1.
    EXPECT_THAT(page.output,
                HasSubstr("\nHomes          1    (1)     0    (1)    0% of 1 (100%)    2    1"));
    EXPECT_THAT(page.output, HasSubstr("         3  2019-06-10  Homes"));
    EXPECT_THAT(page.output, HasSubstr("2019-07-08  overdue\n"));
}

TEST_F(Dashboard, IsOfTheLastDayRecordedUnlessAnotherIsAskedFor) {
    EXPECT_THAT(shown("").output, HasSubstr("as of Tue 2020-05-05, the last day recorded\n"));
    run_result const year = shown("--as-of 2020-03-31 --period 2019-20 --known-on 2020-05-05");
    EXPECT_THAT(year.output, HasSubstr("as of Tue 2020-03-31, known on 2020-05-05\n"));
    EXPECT_THAT(year.output, HasSubstr("\nStreets        1    (0)     1    (0)  100% of 1"));
    EXPECT_THAT(year.output, HasSubstr("n/c: not collected"));
}

TEST_F(Dashboard, RefusesWhatCannotBeShown) {
    run_result const later = shown("--as-of 2020-03-31 --period 2020-21");
    EXPECT_EQ(later.exit_code, 2);
    EXPECT_THAT(later.output, HasSubstr("2020-21 starts on 2020-04-01, after the day 2020-03-31"));
    EXPECT_EQ(shown("--period soon").exit_code, 2);
    EXPECT_EQ(shown("--updates 1").exit_code, 2);
    EXPECT_EQ(run("dashboard /nowhere --watch").exit_code, 2);
}

TEST_F(Dashboard, FollowsTheFolderInPlainTextWhereThereIsNoTerminal) {
    std::thread writer([&] {
        for (int id = 12; id != 14; ++id) {
            std::this_thread::sleep_for(std::chrono::milliseconds(400));
            std::ofstream(folder.path() + "/events.csv", std::ios::app)
                << id << ",acknowledged,3,,2020-05-" << id << ",2020-05-" << id << ",\n";
        }
    });
    run_result const pages = shown("--watch --every 0.05 --updates 2");
    writer.join();
    EXPECT_EQ(pages.exit_code, 0);
    EXPECT_THAT(pages.output, HasSubstr("as of Tue 2020-05-05, the last day recorded\n"));
    EXPECT_THAT(pages.output, HasSubstr("1 row came\n\nSmall Council"));
    EXPECT_THAT(pages.output, Not(HasSubstr("\033")));
}

} // namespace
} // namespace upheld
