// SPDX-License-Identifier: BSL-1.0
#include "upheld/audit/printed_report.hpp"

#include <gtest/gtest.h>

namespace upheld {
namespace {

TEST(PrintedNumber, ReadsWhatReportsPrint) {
    EXPECT_EQ(printed_number("117"), 117'000'000);
    EXPECT_EQ(printed_number("1,677.25"), 1'677'250'000);
    EXPECT_EQ(printed_number("£10,057.76"), 10'057'760'000);
    EXPECT_EQ(printed_number("-17.6%"), -17'600'000);
    EXPECT_EQ(printed_number("+7%"), 7'000'000);
    EXPECT_EQ(printed_number("0.00"), 0);
    EXPECT_EQ(printed_number("Joint 7 th"), 7'000'000);
    EXPECT_EQ(printed_number("Joint 7th"), 7'000'000);
    EXPECT_EQ(printed_number("30th"), 30'000'000);
}

TEST(PrintedNumber, MarksAndMalformedCellsAreNoNumbers) {
    for (char const* const text : {"", "-", "_", "n/a", "N/K", "£", "%", "£4,550.00-24%", "4 550",
                                   "Joint 7", "1.2.3", ".5", "99999999999999999999", "12 apples",
                                   "£5%", "0.1234567", "Data not currently collected"}) {
        EXPECT_FALSE(printed_number(text)) << text;
    }
}

TEST(PrintedReport, KeepsEveryCellAsText) {
    auto const read = printed_report_from_json(
        R"({"tables":[{"id":"a/b","columns":["x","y"],"rows":[
            {"name":"G","kind":"group","cells":null},
            {"name":"R","kind":"data","cells":[117,"-17.6%"],"percent":[null,"5%"]},
            {"name":"T","kind":"total","cells":[7922.83,null]}]}]})",
        "p.json");
    ASSERT_TRUE(read) << to_string(read.error());
    printed_table const& table = *read->find("a/b");
    EXPECT_TRUE(table.rows[0].is_group);
    EXPECT_EQ(table.rows[1].cells, (std::vector<std::string>{"117", "-17.6%"}));
    EXPECT_EQ(table.rows[1].percents, (std::vector<std::string>{"", "5%"}));
    EXPECT_EQ(table.rows[2].cells, (std::vector<std::string>{"7922.83", ""}));
}

TEST(PrintedReport, BadInputIsRefusedWithItsPlace) {
    for (
        char const* const text :
        {"", "{", "[]", "{}", R"({"tables":3})", R"({"tables":[{}]})", R"({"tables":[3]})",
         R"({"tables":[{"id":"a"}]})", R"({"tables":[{"id":"a","columns":[],"rows":3}]})",
         R"({"tables":[{"id":"a","columns":[1],"rows":[]}]})",
         R"({"tables":[{"id":"a","columns":["x"],"rows":[{}]}]})",
         R"({"tables":[{"id":"a","columns":["x"],"rows":[{"name":"r"}]}]})",
         R"({"tables":[{"id":"a","columns":["x"],"rows":[{"name":"r","cells":[]}]}]})",
         R"({"tables":[{"id":"a","columns":["x"],"rows":[{"name":"r","cells":[[1]]}]}]})",
         R"({"tables":[{"id":"a","columns":["x"],"rows":[{"name":"r","cells":[1],"percent":[]}]}]})",
         R"({"tables":[{"id":"a","columns":[],"rows":[]},{"id":"a","columns":[],"rows":[]}]})"}) {
        auto const read = printed_report_from_json(text, "p.json");
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().where.source, "p.json");
    }
    EXPECT_EQ(load_printed_report("/nowhere.json").error().code, failure_code::file_missing);
}

} // namespace
} // namespace upheld
