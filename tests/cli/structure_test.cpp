// SPDX-License-Identifier: BSL-1.0
#include "support/reorganised_folder.hpp"
#include "support/run_program.hpp"

#include <gtest/gtest.h>

namespace upheld {
namespace {

using test::run;

constexpr char const* report_toml = R"(
[report]
title = "Complaints"
[[table]]
id = "units"
title = "Complaints by unit"
measure = "received"
rows_of = { dimension = "unit", entries = ["streets", "planning"], total = "Both" }
[[table.column]]
key = "{year:1}"
years_back = 1
[[table.column]]
key = "{year:0}"
[[table.column]]
key = "change"
change = "relative"
)";

class StructureCommand : public testing::Test {
  protected:
    void write(std::string const& breaks = {}) {
        test::write_reorganised_council(folder, {}, {}, breaks);
        folder.write("report.toml", report_toml);
    }

    std::string rollup(std::string const& arguments) {
        auto const made = run("rollup " + folder.path() +
                              " --by unit --measure received --format csv " + arguments);
        EXPECT_EQ(made.exit_code, 0) << made.output;
        return made.output;
    }

    std::string report(std::string const& arguments) {
        auto const made = run("report " + folder.path() + " --period 2019-20 " + arguments);
        EXPECT_EQ(made.exit_code, 0) << made.output;
        return made.output;
    }

    test::temporary_folder folder;
};

TEST_F(StructureCommand, RollupTellsTheSameCasesInTheStructureOfAnyDay) {
    write();
    EXPECT_NE(rollup("").find("\nenvironment,2,,2019-08-01 2020-10-01 2021-04-01\n"),
              std::string::npos)
        << rollup("");
    EXPECT_EQ(rollup("--structure 2019-07-31"),
              "unit,received,partial\nhomes,1,\nenvironment,3,\nrenewal,2,\n");
    EXPECT_EQ(rollup("--structure 2019-08-01"),
              "unit,received,partial\nhomes,1,\nstreets,2,\nparks,1,\nplanning,2,\n");
    EXPECT_EQ(rollup("--structure 2020-10-01"),
              "unit,received,partial\nstreets,3,\nparks,1,\nplanning,2,\n");
    auto const text = run("rollup " + folder.path() + " --by unit --structure 2019-08-01");
    EXPECT_NE(text.output.find(", in the structure of 2019-08-01\n"), std::string::npos)
        << text.output;
}

TEST_F(StructureCommand, AReportInOneStructureHasNothingToBreak) {
    write();
    std::string const csv = "--format csv --table units";
    EXPECT_NE(report(csv).find("\nStreets,0,1,n/a,"), std::string::npos) << report(csv);
    EXPECT_NE(report(csv).find("\nPlanning,0,1,"), std::string::npos) << report(csv);
    EXPECT_EQ(report(csv + " --structure 2019-08-01"), "units\nrow,2018/19,2019/20,change\n"
                                                       "Streets,1,1,0%\nPlanning,0,2,n/a\n"
                                                       "Both,1,3,+200%\n");
}

TEST_F(StructureCommand, ABreakStopsAChangeUnlessItIsAskedFor) {
    write("[[break]]\nkind = \"system\"\ntook_effect = \"2019-06-01\"\nunits = [\"streets\"]\n"
          "note = \"Another database\"\n");
    std::string const csv = "--format csv --table units --structure 2019-08-01";
    EXPECT_NE(report(csv).find("\nStreets,1,1,not comparable,"), std::string::npos) << report(csv);
    EXPECT_NE(report(csv).find("2019-06-01, system at Streets: Another database"),
              std::string::npos);
    EXPECT_NE(report(csv + " --across-breaks").find("\nStreets,1,1,0%,"), std::string::npos);
    EXPECT_NE(report(csv + " --like-for-like").find("\nPlanning,0,2,n/a,"), std::string::npos);
    auto const both =
        run("report " + folder.path() + " --period 2019-20 --across-breaks --like-for-like");
    EXPECT_EQ(both.exit_code, 2);
    EXPECT_NE(both.output.find("excludes"), std::string::npos) << both.output;
}

TEST_F(StructureCommand, WhatCannotBeToldIsRefusedByName) {
    write();
    auto const refused = [&](std::string const& arguments) {
        auto const made = run(arguments);
        EXPECT_EQ(made.exit_code, 2) << made.output;
        return made.output;
    };
    EXPECT_NE(refused("rollup " + folder.path() + " --structure yesterday").find("is not a day"),
              std::string::npos);
    std::string const missing =
        refused("report " + folder.path() + " --period 2019-20 --structure 2019-07-31");
    EXPECT_NE(missing.find("the taxonomy lists no unit \"streets\""), std::string::npos) << missing;
    write("[[break]]\nkind = \"system\"\ntook_effect = \"2019-06-01\"\nmeasures = [\"recieved\"]\n"
          "note = \"x\"\n");
    std::string const misspelt = refused("rollup " + folder.path());
    EXPECT_NE(misspelt.find("which is no measure and no published series"), std::string::npos)
        << misspelt;
    auto const checked = run("check " + folder.path());
    EXPECT_EQ(checked.exit_code, 1);
    EXPECT_NE(checked.output.find("taxonomy.toml: measures: the break of 2019-06-01 names "
                                  "\"recieved\""),
              std::string::npos)
        << checked.output;
    test::write_reorganised_council(folder, "7,areas,2020-11-02,corporate\n");
    std::string const merged = refused("rollup " + folder.path() + " --structure 2020-09-30");
    EXPECT_NE(merged.find("--structure: complaint 7, received 2020-11-02: the unit \"areas\" was "
                          "merged on 2020-10-01"),
              std::string::npos)
        << merged;
}

} // namespace
} // namespace upheld
