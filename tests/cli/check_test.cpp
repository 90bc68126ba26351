// SPDX-License-Identifier: BSL-1.0
#include "support/run_program.hpp"
#include "support/small_council.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace upheld {
namespace {

using test::run;
using test::run_result;

std::string const faulty_folder = std::string(UPHELD_TEST_DATA) + "/25_faults";

TEST(Check, ListsEveryProblemWithItsPlaceAndCountsThem) {
    run_result const checked = run("check " + faulty_folder);
    EXPECT_EQ(checked.exit_code, 1);
    EXPECT_NE(checked.output.find("complaints.csv:3: unit: no unit \"home\" in the taxonomy"),
              std::string::npos)
        << checked.output;
    EXPECT_NE(checked.output.find("remedies.csv:2: amount: "), std::string::npos);
    EXPECT_NE(checked.output.find("25 problems in 37 rows"), std::string::npos) << checked.output;
}

TEST(Check, GivesTheSameAsJson) {
    run_result const checked = run("check --json " + faulty_folder);
    EXPECT_EQ(checked.exit_code, 1);
    auto const all = nlohmann::json::parse(checked.output, nullptr, false);
    ASSERT_TRUE(all.is_array()) << checked.output;
    ASSERT_EQ(all.size(), 25u);
    EXPECT_EQ(all[0]["code"], "column_unknown");
    EXPECT_EQ(all[0]["file"], "complaints.csv");
    EXPECT_EQ(all[0]["row"], 1);
    EXPECT_EQ(all[0]["column"], "note");
    for (auto const& one : all) EXPECT_EQ(one.size(), 6u);
}

TEST(Check, EndsWithZeroWhereNothingIsWrong) {
    test::temporary_folder const folder;
    folder.write("taxonomy.toml", test::small_council_toml);
    folder.write("complaints.csv", "id,unit,received,procedure\n1,homes,2020-01-06,corporate\n");
    run_result const checked = run("check " + folder.path());
    EXPECT_EQ(checked.exit_code, 0) << checked.output;
    EXPECT_NE(checked.output.find("no problem in 1 row"), std::string::npos) << checked.output;
}

TEST(Check, CountsTheProblemsThatAreTooManyToList) {
    test::temporary_folder const folder;
    folder.write("taxonomy.toml", test::small_council_toml);
    std::string rows = "id,unit,received,procedure\n";
    for (int i = 1; i <= 1203; ++i) rows += std::to_string(i) + ",homes,never,corporate\n";
    folder.write("complaints.csv", rows);
    run_result const checked = run("check " + folder.path());
    EXPECT_EQ(checked.exit_code, 1);
    EXPECT_NE(checked.output.find("complaints.csv:1001: received:"), std::string::npos);
    EXPECT_EQ(checked.output.find("complaints.csv:1002:"), std::string::npos);
    EXPECT_NE(checked.output.find("1203 problems in 1203 rows"), std::string::npos);
    EXPECT_NE(checked.output.find("203 problems are not listed"), std::string::npos);
}

TEST(Check, SaysTheSameWithAnyNumberOfThreads) {
    test::temporary_folder const folder;
    folder.write("taxonomy.toml", test::small_council_toml);
    std::string rows = "id,unit,received,procedure\n";
    for (int i = 1; i <= 9000; ++i) {
        rows += std::to_string(i) + ",homes,2019-05-01,corporate\n";
    }
    folder.write("complaints.csv", rows);
    EXPECT_EQ(run("check --threads 3 " + folder.path()).output,
              run("check " + folder.path()).output);
    folder.write("complaints.csv", rows + "9001,home,2019-05-01,corporate\n");
    run_result const faulty = run("check --threads 3 " + folder.path());
    EXPECT_EQ(faulty.output, run("check " + folder.path()).output);
    EXPECT_NE(faulty.output.find("complaints.csv:9002: unit"), std::string::npos) << faulty.output;
}

TEST(Check, EndsWithTwoWhereThereIsNoFolder) {
    EXPECT_EQ(run("check " + faulty_folder + "/none").exit_code, 2);
    EXPECT_EQ(run("check").exit_code, 2);
    EXPECT_EQ(run("check --unknown .").exit_code, 2);
}

TEST(Check, TheProgramTellsItsVersionAndExitCodes) {
    EXPECT_EQ(run("--version").exit_code, 0);
    EXPECT_NE(run("check --help").output.find("Exit codes"), std::string::npos);
}

} // namespace
} // namespace upheld
