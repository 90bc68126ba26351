// SPDX-License-Identifier: BSL-1.0
#include "support/small_council.hpp"
#include "upheld/report/report_template.hpp"

#include <gtest/gtest.h>

namespace upheld {
namespace {

/// The faults of a template whose one table has this body.
std::vector<std::string> faults_of(std::string const& body) {
    static taxonomy const words = test::small_council();
    auto const loaded = report_template_from_toml(
        "[report]\ntitle = \"T\"\n[[table]]\nid = \"t\"\n" + body, "report.toml", words);
    std::vector<std::string> texts;
    for (failure const& f : loaded.failures) texts.push_back(to_string(f));
    return texts;
}

constexpr char const* one_row = "[[table.row]]\nname = \"r\"\n";
constexpr char const* one_column = "[[table.column]]\nkey = \"c\"\n";

std::string table_with(std::string const& line) {
    return "measure = \"received\"\n" + line + "\n" + one_row + one_column;
}

TEST(ReportTemplate, AGoodOneHasNoFaults) { EXPECT_TRUE(faults_of(table_with("")).empty()); }

TEST(ReportTemplate, EachFaultNamesLineAndKey) {
    struct wrong {
        char const* line;
        char const* says;
    };

    for (auto const& [line, says] :
         {wrong{"where = { unit = \"nowhere\" }",
                "report.toml:6: unit: the taxonomy lists no unit"},
          wrong{"where = { colour = \"red\" }", "report.toml:6: colour: "},
          wrong{"where = { unit = [] }", "report.toml:6: unit: an empty list"},
          wrong{"where = 3", "report.toml:6: where: where must be a table"},
          wrong{"decimals = 9", "report.toml:6: decimals: decimals must be 0 to 4"},
          wrong{"decimals = \"two\"", "report.toml:6: decimals: decimals must be a whole number"},
          wrong{"years_back = -1", "report.toml:6: years_back: "},
          wrong{"of = \"everything\"", "report.toml:6: of: of cannot be \"everything\""},
          wrong{"change = \"sideways\"", "report.toml:6: change: no kind of change"},
          wrong{"percent_whole = \"nothing\"", "report.toml:6: percent_whole: no measure"},
          wrong{"colums = \"x\"", "report.toml:6: colums: table has no key \"colums\""},
          wrong{"columns = \"missing\"", "report.toml:6: columns: no set of columns"},
          wrong{"rows_of = { dimension = \"moon\" }", "report.toml:6: dimension: no dimension"},
          wrong{"rows_of = { dimension = \"unit\", entries = [\"x\"] }",
                "report.toml:6: entries: "},
          wrong{"rows_of = { dimension = \"unit\", names = { x = \"X\" } }", "report.toml:6: x: "},
          wrong{"where = { decision = \"upheld/never\" }", "report.toml:6: decision: "}}) {
        auto const faults = faults_of(table_with(line));
        ASSERT_EQ(faults.size(), 1u) << line;
        EXPECT_EQ(faults.front().substr(0, std::string(says).size()), says) << faults.front();
    }
}

TEST(ReportTemplate, ACellThatSaysNothingIsAFault) {
    auto const faults = faults_of(std::string(one_row) + one_column);
    ASSERT_EQ(faults.size(), 1u);
    EXPECT_NE(faults.front().find("neither row \"r\" nor column \"c\""), std::string::npos);
}

TEST(ReportTemplate, ATableNeedsRowsAndColumns) {
    EXPECT_EQ(faults_of("measure = \"received\"\n").size(), 2u);
}

TEST(ReportTemplate, ARepeatedTableIsAFault) {
    EXPECT_EQ(faults_of(table_with("") + "[[table]]\nid = \"t\"\n" + table_with("")).size(), 1u);
}

TEST(ReportTemplate, BrokenTomlIsOneFaultWithItsLine) {
    taxonomy const words = test::small_council();
    auto const loaded = report_template_from_toml("[report]\ntitle = \n", "r.toml", words);
    ASSERT_EQ(loaded.failures.size(), 1u);
    EXPECT_EQ(loaded.failures.front().code, failure_code::file_unreadable);
    EXPECT_EQ(loaded.failures.front().where.row, 2u);
}

TEST(ReportTemplate, AMissingFileSaysSo) {
    taxonomy const words = test::small_council();
    auto const loaded = load_report_template("/nowhere/report.toml", words);
    ASSERT_EQ(loaded.failures.size(), 1u);
    EXPECT_EQ(loaded.failures.front().code, failure_code::file_missing);
}

} // namespace
} // namespace upheld
