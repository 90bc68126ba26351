// SPDX-License-Identifier: BSL-1.0
#include "basis/read_file.hpp"
#include "support/run_program.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

namespace upheld {
namespace {

using test::run;

std::string contents(std::string const& path) {
    return detail::read_file(path).value_or("(not there)");
}

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

/// Tables in one folder, protected together.
class ProtectTogether : public testing::Test {
  protected:
    std::string path(std::string const& file) { return folder.path() + '/' + file; }

    /// @param files  of the folder, with spaces in between
    auto protect(std::string const& files, std::string const& options) {
        std::string paths;
        std::istringstream names(files);
        for (std::string name; names >> name;) paths += ' ' + path(name);
        return run("protect" + paths + " --policy threshold:5 --out " + path("out") + ' ' +
                   options);
    }

    std::string written(std::string const& file) { return contents(path("out/" + file)); }

    void expect_refused(std::string const& files, std::string const& options,
                        std::string const& words) {
        auto const made = protect(files, options);
        EXPECT_EQ(made.exit_code, 2) << options << made.output;
        EXPECT_NE(made.output.find(words), std::string::npos) << options << made.output;
    }

    test::temporary_folder folder;
};

TEST_F(ProtectTogether, WhatOneTableHidesAnotherMustNotGiveAway) {
    // Alone, the second table has nothing to hide; it would tell that Homes had 3 by post.
    folder.write("subject.csv", "Service,Delay,Conduct,Total\n"
                                "Homes,3,50,53\nParks,28,19,47\nBins,17,32,49\nTotal,48,101,149\n");
    folder.write("again.csv", "Service,Delay,Conduct\nHomes,3,50\nParks,28,19\nBins,17,32\n");
    auto const apart = protect("subject.csv again.csv", "");
    ASSERT_EQ(apart.exit_code, 0) << apart.output;
    EXPECT_EQ(written("again.csv"),
              "Service,Delay,Conduct\nHomes,[c],50\nParks,28,19\nBins,17,32\n");

    auto const together = protect("subject.csv again.csv", "--same-cases subject.csv=again.csv");
    ASSERT_EQ(together.exit_code, 0) << together.output;
    // Row totals are printed in the other table, so a complement is needed here too.
    EXPECT_EQ(written("again.csv").find("Homes,[c],50"), std::string::npos);
    EXPECT_NE(written("again.csv").find("Homes,[c],[c]"), std::string::npos);
}

TEST_F(ProtectTogether, AYearAndItsQuarters) {
    folder.write("q1.csv", "Service,Delay,Conduct\nHomes,3,20\nParks,9,9\n");
    folder.write("q2.csv", "Service,Delay,Conduct\nHomes,10,30\nParks,8,7\n");
    folder.write("year.csv", "Service,Delay,Conduct\nHomes,13,50\nParks,17,16\n");
    auto const made = protect("year.csv q1.csv q2.csv", "--sum year.csv=q1.csv+q2.csv --explain");
    ASSERT_EQ(made.exit_code, 0) << made.output;
    EXPECT_EQ(written("q1.csv"), "Service,Delay,Conduct\nHomes,[c],20\nParks,9,9\n");
    EXPECT_EQ(written("q2.csv"), "Service,Delay,Conduct\nHomes,[c],30\nParks,8,7\n");
    EXPECT_EQ(written("year.csv"), "Service,Delay,Conduct\nHomes,13,50\nParks,17,16\n");
    EXPECT_NE(made.output.find("q1.csv: Homes | Delay: 1 to 12\n"), std::string::npos)
        << made.output;
}

TEST_F(ProtectTogether, WhatLiesBetweenTwoTablesToDateIsProtected) {
    folder.write("q1.csv", "Service,Delay,Conduct\nHomes,13,20\nParks,9,9\n");
    folder.write("half.csv", "Service,Delay,Conduct\nHomes,15,40\nParks,19,17\n");
    EXPECT_EQ(protect("q1.csv half.csv", "").exit_code, 0);
    EXPECT_EQ(written("half.csv"), "Service,Delay,Conduct\nHomes,15,40\nParks,19,17\n");
    auto const made = protect("q1.csv half.csv", "--to-date half.csv=q1.csv");
    ASSERT_EQ(made.exit_code, 0) << made.output;
    EXPECT_NE((written("half.csv") + written("q1.csv")).find("Homes,[c],"), std::string::npos);

    // Once the first quarter is out, only the half year can be changed.
    folder.write("q1-printed.csv", "Service,Delay,Conduct\nHomes,13,20\nParks,9,9\n");
    std::filesystem::remove_all(path("out"));
    auto const later = protect("q1.csv half.csv", "--to-date half.csv=q1.csv --printed q1.csv=" +
                                                      path("q1-printed.csv"));
    ASSERT_EQ(later.exit_code, 0) << later.output;
    EXPECT_EQ(written("half.csv"), "Service,Delay,Conduct\nHomes,[c],40\nParks,19,17\n");
    EXPECT_FALSE(std::filesystem::exists(path("out/q1.csv")));
}

TEST_F(ProtectTogether, ALaterEditionKeepsHiddenWhatTheLastOneHid) {
    std::string const counts = "Service,Delay,Conduct,Total\nHomes,3,50,53\nParks,28,19,47\n"
                               "Total,31,69,100\n";
    folder.write("last.csv", counts);
    folder.write("last-printed.csv", "Service,Delay,Conduct,Total\nHomes,[c],[c],53\n"
                                     "Parks,[c],[c],47\nTotal,31,69,100\n");
    // Since then two more delays of Homes became known, so that nothing in the new table is small.
    std::string const now = "Service,Delay,Conduct,Total\nHomes,5,50,55\nParks,28,19,47\n"
                            "Total,33,69,102\n";
    folder.write("now.csv", now);
    EXPECT_EQ(protect("now.csv", "").exit_code, 0);
    EXPECT_EQ(written("now.csv"), now);

    // Both printed in full, they would tell how many there were.
    auto const made =
        protect("now.csv last.csv", "--explain --edition now.csv=last.csv --printed last.csv=" +
                                        path("last-printed.csv"));
    EXPECT_EQ(made.exit_code, 0) << made.output;
    EXPECT_NE(written("now.csv"), now);
    EXPECT_NE(made.output.find("last.csv: Homes | Delay: 1 to "), std::string::npos) << made.output;
}

TEST_F(ProtectTogether, GroupsOfRowsAreProtectedWithTheirRows) {
    folder.write("groups.csv", "group,row\nOutside,Parks\nOutside,Bins\nAll,Homes\nAll,Outside\n");
    folder.write("table.csv", "Service,Delay,Conduct\nAll,55,100\nHomes,30,50\nOutside,25,50\n"
                              "Parks,3,20\nBins,22,30\n");
    auto const made = protect("table.csv", "--groups " + path("groups.csv") + " --explain");
    ASSERT_EQ(made.exit_code, 0) << made.output;
    EXPECT_EQ(written("table.csv"), "Service,Delay,Conduct\nAll,55,100\nHomes,30,50\n"
                                    "Outside,25,50\nParks,[c],20\nBins,[c],30\n");
    EXPECT_NE(made.output.find("Parks | Delay: 1 to 24\n"), std::string::npos) << made.output;
    auto const json = run("protect " + path("table.csv") +
                          " --policy threshold:5 --json --groups " + path("groups.csv"));
    EXPECT_NE(json.output.find("\"groups\""), std::string::npos) << json.output;
    EXPECT_NE(json.output.find("\"Outside\""), std::string::npos) << json.output;
}

TEST_F(ProtectTogether, FaultsOfGroupsAreToldWithRowAndColumn) {
    folder.write("table.csv", "Service,Delay\nHomes,30\nOutside,25\nParks,3\nBins,22\n");
    auto const expect = [&](std::string const& groups, std::string const& words) {
        folder.write("groups.csv", groups);
        expect_refused("table.csv", "--groups " + path("groups.csv"), words);
    };
    expect("", "groups.csv:1: the columns are not group and row");
    expect("group,part\nOutside,Parks\n", "groups.csv:1: the columns are not group and row");
    expect("group,row\nOutside\n", "groups.csv:2: ");
    expect("group,row\nOutside,\n", "groups.csv:2: row: there is no label");
    expect("group,row\n,Parks\n", "groups.csv:2: group: there is no label");
    expect("group,row\nOutside,Parks\nOutside,Parks\n", "groups.csv:3: row: \"Parks\" is part");
    expect("group,row\nOutside,Inside\nInside,Outside\n", "some groups are part of each other");
    expect("group,row\nOutside,Parks\nOutside,Lakes\n",
           "table.csv:3: Service: \"Outside\" adds up \"Lakes\", which the table has no row of");
    expect("group,row\nOutside,Parks\nOutside,Homes\n",
           "table.csv:3: Delay: the total is 25, and its cells add up to 33");
    expect_refused("table.csv", "--groups /nowhere.csv", "/nowhere.csv: the file is not there");
}

TEST_F(ProtectTogether, TiesThatCannotBeAreToldWithTheirOption) {
    folder.write("a.csv", "Service,Delay,Total\nHomes,30,30\n");
    folder.write("b.csv", "Service,Delay,Total\nHomes,31,31\n");
    folder.write("c.csv", "Service,Delay\nHomes,30\n");
    expect_refused("a.csv b.csv", "--same-cases a.csv", "there is not one \"=\" in it");
    expect_refused("a.csv b.csv", "--same-cases a.csv=z.csv", "\"z.csv\" is not one of the tables");
    expect_refused("a.csv b.csv", "--same-cases a.csv=a.csv", "\"a.csv\" is in it twice");
    expect_refused(
        "a.csv b.csv", "--same-cases a.csv=b.csv",
        "--same-cases: \"a.csv: Homes | Total\" is 30, and \"b.csv: Homes | Total\" is 31");
    expect_refused("a.csv b.csv", "--sum a.csv=b.csv", "--sum: ");
    expect_refused("a.csv c.csv", "--sum a.csv=c.csv", "has not the rows, columns and totals of");
    expect_refused("a.csv b.csv", "--to-date a.csv=b.csv", "--to-date: ");
    expect_refused("a.csv c.csv", "--edition a.csv=c.csv", "has not the rows, columns and totals");
    expect_refused("a.csv b.csv", "--printed z.csv=a.csv", "it is not one of the tables");
    expect_refused("a.csv b.csv", "--printed a.csv=/nowhere.csv", "/nowhere.csv: the file is not");
    auto const printed = [&](std::string const& text, std::string const& words) {
        folder.write("printed.csv", text);
        expect_refused("a.csv", "--printed a.csv=" + path("printed.csv"), words);
    };
    printed("Service,Delay\nHomes,30\n", "printed.csv:1: the columns are not those of");
    printed("Service,Delay,Total\nParks,30,30\n",
            "printed.csv:2: Service: there is no row \"Parks\"");
    printed("Service,Delay,Total\nHomes,30,30\nHomes,30,30\n",
            "printed.csv:3: Service: the row \"Homes\" is there twice");
    printed("Service,Delay,Total\nHomes,31,30\n",
            "printed.csv:2: Delay: it was printed as \"31\", and the count is 30");
    printed("Service,Delay,Total\n", "printed.csv: some rows of");
}

TEST_F(ProtectTogether, SeveralTablesNeedSomewhereToGoAndKeepTheirCounts) {
    folder.write("a.csv", "Service,Delay\nHomes,3\nParks,20\n");
    folder.write("b.csv", "Service,Delay\nHomes,30\nParks,20\n");
    std::string const both = path("a.csv") + ' ' + path("b.csv") + " --policy threshold:5";
    EXPECT_NE(run("protect " + both).output.find("several tables need --out"), std::string::npos);
    auto const json = run("protect " + both + " --json");
    EXPECT_EQ(json.exit_code, 0);
    EXPECT_NE(json.output.find("\"tables\""), std::string::npos) << json.output;
    auto const over = run("protect " + both + " --out " + folder.path());
    EXPECT_EQ(over.exit_code, 2);
    EXPECT_NE(over.output.find("a.csv would be overwritten"), std::string::npos) << over.output;
    EXPECT_EQ(contents(path("a.csv")), "Service,Delay\nHomes,3\nParks,20\n");
    EXPECT_NE(run("protect " + path("a.csv") + ' ' + path("a.csv") + " --policy threshold:5 --json")
                  .output.find("another table has the same file name"),
              std::string::npos);
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
