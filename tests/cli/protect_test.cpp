// SPDX-License-Identifier: BSL-1.0
#include "support/run_program.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

namespace upheld {
namespace {

using test::run;

class ProtectCommand : public testing::Test {
  protected:
    auto protect(std::string const& table, std::string const& options = "--policy threshold:5") {
        folder.write("table.csv", table);
        return run("protect " + folder.path() + "/table.csv " + options);
    }

    void expect_refused(std::string const& table, std::string const& words) {
        auto const made = protect(table);
        EXPECT_EQ(made.exit_code, 2) << table << made.output;
        EXPECT_NE(made.output.find("table.csv" + words), std::string::npos) << made.output;
    }

    test::temporary_folder folder;
    std::string const services = "Service,Delay,Conduct,Cost,Total\n"
                                 "Homes,3,50,10,63\n"
                                 "Parks,8,19,22,49\n"
                                 "\"Bins, streets\",17,32,12,61\n"
                                 "Total,28,101,44,173\n";
};

TEST_F(ProtectCommand, HidesSmallCountsAndComplements) {
    auto const made = protect(services);
    EXPECT_EQ(made.exit_code, 0);
    EXPECT_EQ(made.output, "Service,Delay,Conduct,Cost,Total\n"
                           "Homes,[c],50,[c],63\n"
                           "Parks,8,19,22,49\n"
                           "\"Bins, streets\",[c],32,[c],61\n"
                           "Total,28,101,44,173\n");
}

TEST_F(ProtectCommand, ExplainsWhatCanBeDerived) {
    auto const made = protect(services, "--policy threshold:5 --explain");
    EXPECT_EQ(made.exit_code, 0);
    EXPECT_NE(made.output.find("\n\nHomes | Delay: 1 to 12\n"
                               "Homes | Cost: 1 to 12 (hidden to protect others)\n"),
              std::string::npos)
        << made.output;
    EXPECT_NE(made.output.find("1 small, 3 more hidden to protect them; no choice is better\n"),
              std::string::npos)
        << made.output;
}

TEST_F(ProtectCommand, WritesJson) {
    auto const made = protect("a,x,y,Total\nr,3,9,12\ns,20,30,50\n", "--policy threshold:5 --json");
    EXPECT_EQ(made.exit_code, 0);
    for (char const* const part : {"\"policy\": \"threshold(5)\"", "\"[c]\"", "\"row_totals\"",
                                   "\"low\": 1", "\"high\": 11", "\"is_least\": true"}) {
        EXPECT_NE(made.output.find(part), std::string::npos) << part << made.output;
    }
    EXPECT_EQ(made.output.find("column_totals"), std::string::npos);
}

TEST_F(ProtectCommand, RoundsTotalsAndCellsAlike) {
    auto const made = protect("a,x,y,Total\nr,3,19,22\ns,0,33,33\n", "--policy nhs_subnational");
    EXPECT_EQ(made.exit_code, 0);
    EXPECT_EQ(made.output, "a,x,y,Total\nr,*,20,20\ns,0,35,35\n");
    auto const words = protect("a,x,y\nr,3,19\n", "--policy ofqual");
    EXPECT_EQ(words.output, "a,x,y\nr,fewer than 5,20\n");
}

TEST_F(ProtectCommand, RoundingThatGivesACountAwayIsRefused) {
    auto const made = protect("a,w,x,y,z,Total\nr,3,3,3,3,12\n", "--policy round_base:5");
    EXPECT_EQ(made.exit_code, 1);
    EXPECT_NE(made.output.find("\"r | w\" can be worked out to be 3"), std::string::npos)
        << made.output;
}

TEST_F(ProtectCommand, WhatCannotBeProtectedEndsWithOne) {
    std::string const table = "a,x,y,Total\nr,3,4,7\ns,0,90,90\nTotal,3,94,97\n";
    auto const made = protect(table, "--policy threshold:5 --keep-totals");
    EXPECT_EQ(made.exit_code, 1);
    EXPECT_NE(made.output.find("cannot be protected"), std::string::npos) << made.output;
    EXPECT_EQ(protect(table).exit_code, 0);
}

TEST_F(ProtectCommand, MarginsMayHaveAnotherNameAndStandAnywhere) {
    auto const made = protect("a,All,x,y\nAll,32,23,9\nr,12,3,9\ns,20,20,0\n",
                              "--policy threshold:5 --total all");
    EXPECT_EQ(made.exit_code, 0) << made.output;
    EXPECT_NE(made.output.find("a,x,y,all\n"), std::string::npos) << made.output;
}

TEST_F(ProtectCommand, EveryFaultIsToldWithRowAndColumn) {
    expect_refused("", ":1: the table has no columns");
    expect_refused("a\nr\n", ":1: the table has no columns");
    expect_refused("a,x\n", ":1: the table has no rows");
    expect_refused("a,Total\nr,3\n", ":1: the table has a total and no other column");
    expect_refused("a,x,x\nr,3,4\n", ":1: x: the column is there twice");
    expect_refused("a,Total,x,total\nr,3,3,3\n", ":1: total: a second one");
    expect_refused("a,x,y\nr,3\n", ":2: ");
    expect_refused("a,x,y\nr,3,\n", ":2: y: there is no count");
    expect_refused("a,x,y\nr,3,[c]\n", ":2: y: \"[c]\" is not a count");
    expect_refused("a,x,y\nr,3,4.5\n", ":2: y: \"4.5\" is not a count");
    expect_refused("a,x,y\nr,3,-4\n", ":2: y: -4 is not a count of cases");
    expect_refused("a,x,y\nr,3,99999999999999999999\n", ":2: y: 99999999999999999999 is not");
    expect_refused("a,x,y\n,3,4\n", ":2: a: the row has no label");
    expect_refused("a,x,y\nr,3,4\nr,3,4\n", ":3: a: the row \"r\" is there twice");
    expect_refused("a,x,y\nTotal,3,4\nTOTAL,3,4\n", ":3: a: there is a total above");
    expect_refused("a,x,y,Total\nr,3,4,8\n",
                   ":2: Total: the total is 8, and its cells add up to 7");
    expect_refused("a,x,y\nr,3,4\nTotal,3,5\n", ":3: y: the total is 5, and its cells add up to 4");
    expect_refused("a,x,Total\nr,3,3\nTotal,3,4\n",
                   ":3: Total: the total is 4, and its cells add up to 3");
    expect_refused("a,x\nr,\"3\n", ":2: ");
    expect_refused("a,\xFF\nr,3\n", ":1: ");
}

TEST_F(ProtectCommand, BadUsageEndsWithTwo) {
    EXPECT_EQ(run("protect").exit_code, 2);
    EXPECT_EQ(run("protect /nowhere.csv --policy threshold:5").exit_code, 2);
    for (char const* const options :
         {"", "--policy five", "--policy threshold:1", "--policy threshold:5 --width 0",
          "--policy threshold:5 --search slow"}) {
        EXPECT_EQ(protect(services, options).exit_code, 2) << options;
    }
    EXPECT_NE(protect(services, "--policy five").output.find("--policy: there is no policy"),
              std::string::npos);
}

} // namespace
} // namespace upheld
