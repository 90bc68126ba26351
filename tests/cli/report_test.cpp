// SPDX-License-Identifier: BSL-1.0
#include "support/run_program.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace upheld {
namespace {

using test::run;

std::string const example = std::string(UPHELD_SOURCE_DIR) + "/examples/bromley_2019_20";

std::string text_of(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The printed report with one text changed.
std::string printed_with(std::string const& was, std::string const& is) {
    std::string text = text_of(example + "/printed.json");
    std::size_t const at = text.find(was);
    EXPECT_NE(at, std::string::npos) << was;
    return text.replace(at, was.size(), is);
}

TEST(ReportCommand, PrintsTablesAsText) {
    auto const made = run("report " + example + " --period 2019-20 --table council/complaints");
    EXPECT_EQ(made.exit_code, 0) << made.output;
    EXPECT_NE(made.output.find("Adult Social Care                    183      142      117"),
              std::string::npos)
        << made.output;
    EXPECT_NE(made.output.find("as known on 2020-06-15"), std::string::npos);
}

TEST(ReportCommand, FourQuartersOfTheSameTemplateAddUpToItsYear) {
    auto const received = [](std::string const& label) {
        auto const made = run("report " + example + " --period " + label +
                              " --table council/complaints --format json");
        EXPECT_EQ(made.exit_code, 0) << made.output.substr(0, 500);
        auto const parsed = nlohmann::json::parse(made.output);
        auto const& table = parsed["tables"][0];
        std::size_t const now = table["columns"].size() > 2 ? 2 : 0;
        EXPECT_EQ(table["rows"][0]["cells"][now]["origin"], "cases") << table["columns"];
        return table["rows"][0]["cells"][now]["value"].get<int>();
    };
    int sum = 0;
    for (int quarter = 1; quarter != 5; ++quarter) {
        sum += received("2019-20-Q" + std::to_string(quarter));
    }
    EXPECT_EQ(sum, received("2019-20"));
    EXPECT_EQ(received("2019-20-H1") + received("2019-20-H2"), sum);
    EXPECT_EQ(received("12-months-to-2020-M03"), sum);
    auto const text = run("report " + example + " --period 2019-20-Q1 --table council/complaints");
    EXPECT_NE(text.output.find("first quarter of the financial year 2019-20"), std::string::npos);
    EXPECT_NE(text.output.find("2018/19-Q1"), std::string::npos) << text.output;
}

TEST(ReportCommand, JsonHasTheIdsRowsAndColumnsOfThePrintedTables) {
    auto const made = run("report " + example + " --period 2019-20 --format json");
    ASSERT_EQ(made.exit_code, 0) << made.output.substr(0, 500);
    auto const computed = nlohmann::json::parse(made.output);
    auto const printed = nlohmann::json::parse(text_of(example + "/printed.json"));
    for (auto const& table : printed["tables"]) {
        auto const& ours = computed["tables"];
        auto const found = std::find_if(ours.begin(), ours.end(),
                                        [&](auto const& t) { return t["id"] == table["id"]; });
        ASSERT_NE(found, ours.end()) << table["id"];
        EXPECT_EQ((*found)["columns"], table["columns"]) << table["id"];
        EXPECT_EQ((*found)["rows"].size(), table["rows"].size()) << table["id"];
        for (auto const& row : (*found)["rows"]) {
            for (auto const& cell : row["cells"]) {
                EXPECT_TRUE(cell.is_null() || cell.contains("value") != cell.contains("mark"));
            }
        }
    }
}

TEST(ReportCommand, ComparesWithPrintAndEndsWithZeroWhenAllIsExplained) {
    auto const made =
        run("report " + example + " --period 2019-20 --compare " + example + "/printed.json");
    EXPECT_EQ(made.exit_code, 0) << made.output.substr(0, 500);
    EXPECT_NE(made.output.find("11 [31]"), std::string::npos);
    EXPECT_EQ(made.output.find("UNEXPLAINED"), std::string::npos);
}

TEST(ReportCommand, ANewDifferenceEndsWithOne) {
    test::temporary_folder const folder;
    folder.write("printed.json", printed_with("142,\n      117,", "142,\n      118,"));
    auto const made = run("report " + example + " --period 2019-20 --compare " + folder.path() +
                          "/printed.json --format json");
    EXPECT_EQ(made.exit_code, 1);
    auto const compared = nlohmann::json::parse(made.output);
    EXPECT_EQ(compared["settled"], false);
    EXPECT_EQ(compared["groups"][0]["unexplained"], 1);
}

TEST(ReportCommand, AnExplanationWithoutItsDifferenceEndsWithOne) {
    test::temporary_folder const folder;
    // The misprinted 31 of Housing's quality of service put right.
    folder.write("printed.json", printed_with("26,\n      31,", "26,\n      11,"));
    auto const made =
        run("report " + example + " --period 2019-20 --compare " + folder.path() + "/printed.json");
    EXPECT_EQ(made.exit_code, 1);
    EXPECT_NE(made.output.find("no longer applies"), std::string::npos);
}

TEST(ReportCommand, WritesAFileATableIntoAFolder) {
    test::temporary_folder const folder;
    auto const made = run("report " + example + " --period 2019-20 --format csv --out " +
                          folder.path() + "/new/one");
    EXPECT_EQ(made.exit_code, 0) << made.output;
    std::string const text = text_of(folder.path() + "/new/one/council_complaints.csv");
    EXPECT_EQ(text.substr(0, 34), "row,2017/18,2018/19,2019/20,% chan");
}

TEST(ReportCommand, ToldAsOfAnEarlierDayKnowsLess) {
    auto const made = run("report " + example +
                          " --period 2019-20 --as-of 2019-12-31 --table council/complaints");
    EXPECT_EQ(made.exit_code, 0);
    EXPECT_EQ(made.output.find(" 117 "), std::string::npos) << made.output;
}

TEST(ReportCommand, ReportsOnAQuarterInTheSameLayout) {
    auto const made = run("report " + example + " --period 2019-20-Q1 --table council/complaints");
    EXPECT_EQ(made.exit_code, 0);
    EXPECT_NE(made.output.find("2019/20-Q1"), std::string::npos) << made.output;
}

TEST(ReportCommand, BadUsageEndsWithTwoAndSaysWhy) {
    struct wrong {
        std::string arguments;
        char const* says;
    };

    for (auto const& [arguments, says] :
         {wrong{"report", "--period"}, wrong{"report " + example, "--period"},
          wrong{"report " + example + " --period lately", "is not a period"},
          wrong{"report " + example + " --period 1901", "is not within 1951 to 2198"},
          wrong{"report /nowhere --period 2019-20", "no such folder"},
          wrong{"report " + example + " --period 2019-20 --as-of 1/4/2020", "is not a day"},
          wrong{"report " + example + " --period 2019-20 --format pdf", "pdf"},
          wrong{"report " + example + " --period 2019-20 --table moon", "no table \"moon\""},
          wrong{"report " + example + " --period 2019-20 --template /nowhere", "not there"},
          wrong{"report " + example + " --period 2019-20 --compare /nowhere", "not there"}}) {
        auto const made = run(arguments);
        EXPECT_EQ(made.exit_code, 2) << arguments << '\n' << made.output;
        EXPECT_NE(made.output.find(says), std::string::npos) << arguments << '\n' << made.output;
    }
}

TEST(ReportCommand, ListsItsMeasuresWithDefinitions) {
    auto const made = run("report --list-measures");
    EXPECT_EQ(made.exit_code, 0);
    EXPECT_NE(made.output.find("upheld_share"), std::string::npos);
    EXPECT_NE(made.output.find("later extensions do not count"), std::string::npos);
}

} // namespace
} // namespace upheld
