// SPDX-License-Identifier: BSL-1.0
#include "store/csv.hpp"
#include "store/series_value.hpp"
#include "store/table_reader.hpp"

#include <gtest/gtest.h>

namespace upheld::detail {
namespace {

struct read_csv {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows; ///< whole ones
    std::vector<std::uint64_t> lines;           ///< of every record
    std::vector<failure> failures;
};

read_csv read(std::string_view text) {
    read_csv all;
    csv_reader reader(text, "t.csv", all.failures);
    all.header = reader.header();
    csv_record record;
    while (reader.next(record)) {
        all.lines.push_back(record.row);
        if (record.is_whole) all.rows.emplace_back(record.fields.begin(), record.fields.end());
    }
    return all;
}

using row = std::vector<std::string>;

TEST(Csv, AnEmptyTextHasNeitherHeaderNorRows) {
    read_csv const all = read("");
    EXPECT_TRUE(all.header.empty());
    EXPECT_TRUE(all.rows.empty());
    EXPECT_TRUE(all.failures.empty());
}

TEST(Csv, ReadsPlainFieldsWithEitherLineEndAndWithoutALastOne) {
    for (char const* const text : {"a,b\n1,\n,2", "a,b\r\n1,\r\n,2\r\n",
                                   "\xEF\xBB\xBF"
                                   "a,b\n1,\n,2\n"}) {
        read_csv const all = read(text);
        EXPECT_EQ(all.header, (row{"a", "b"}));
        EXPECT_EQ(all.rows, (std::vector<row>{{"1", ""}, {"", "2"}}));
        EXPECT_TRUE(all.failures.empty());
    }
}

TEST(Csv, ReadsQuotedFieldsWithCommasQuotesAndLineEnds) {
    read_csv const all = read("a,b\n\"x,\"\"y\"\"\",\"two\nlines\"\n\"\",3\n");
    EXPECT_EQ(all.rows, (std::vector<row>{{"x,\"y\"", "two\nlines"}, {"", "3"}}));
    EXPECT_TRUE(all.failures.empty());
}

TEST(Csv, ARowIsTheLineOnWhichItsRecordStarts) {
    read_csv const all = read("a,b\n1,\"x\ny\nz\"\n2,3\n4,\"u\r\nv\"\r\n5,6\n");
    EXPECT_EQ(all.lines, (std::vector<std::uint64_t>{2, 5, 6, 8}));
}

struct bad_text {
    char const* what;
    std::string_view text;
    std::uint64_t row;
    char const* column;
};

using namespace std::string_view_literals;

TEST(Csv, EachFaultTellsRowAndColumnAndReadingGoesOn) {
    bad_text const bad[] = {
        {"a quote in a plain field", "a,b\n1,x\"y\n5,6\n"sv, 2, "b"},
        {"text behind the quotes", "a,b\n\"1\"2,3\n5,6\n"sv, 2, "a"},
        {"quotes never closed", "a,b\n1,\"x\n5,6\n"sv, 2, "b"},
        {"too few fields", "a,b\n1\n5,6\n"sv, 2, "b"},
        {"too many fields", "a,b\n1,2,3\n5,6\n"sv, 2, "field 3"},
        {"an empty line", "a,b\n\n5,6\n"sv, 2, "b"},
        {"a NUL byte", "a,b\n1,x\0y\n5,6\n"sv, 2, "b"},
        {"not UTF-8", "a,b\n1,caf\xE9\n5,6\n"sv, 2, "b"},
        {"an overlong form", "a,b\n1,\xC0\xAF\n5,6\n"sv, 2, "b"},
        {"a surrogate", "a,b\n1,\xED\xA0\x80\n5,6\n"sv, 2, "b"},
        {"a lone carriage return", "a,b\n1,x\ry\n5,6\n"sv, 2, "b"},
        {"a fault behind a field of two lines", "a,b\n\"x\ny\",z\"\n5,6\n"sv, 2, "b"},
    };
    for (bad_text const& b : bad) {
        SCOPED_TRACE(b.what);
        read_csv const all = read(b.text);
        ASSERT_EQ(all.failures.size(), 1u);
        EXPECT_EQ(all.failures[0].code, failure_code::file_unreadable);
        EXPECT_EQ(all.failures[0].where.row, b.row);
        EXPECT_EQ(all.failures[0].where.column, b.column);
        EXPECT_EQ(all.rows, (std::vector<row>{{"5", "6"}}));
    }
}

TEST(Csv, ABadByteIsTold) {
    read_csv const text = read("a,b\n1,caf\xE9\n"sv);
    ASSERT_EQ(text.failures.size(), 1u);
    EXPECT_NE(text.failures[0].message.find("byte 4 (E9)"), std::string::npos);
    read_csv const nul = read("a,b\n\0,2\n"sv);
    ASSERT_EQ(nul.failures.size(), 1u);
    EXPECT_NE(nul.failures[0].message.find("byte 1 (00)"), std::string::npos);
}

TEST(Pounds, AreDigitsWithAtMostTwoDecimals) {
    EXPECT_EQ(pounds_from_text("1234.50")->value, 123450);
    EXPECT_EQ(pounds_from_text("0.5")->value, 50);
    EXPECT_EQ(pounds_from_text("7")->value, 700);
    EXPECT_EQ(pounds_from_text("0")->value, 0);
    for (char const* const text : {"", ".", "1.", ".5", "1.234", "1,234.50", "-1", "£1", "1 ",
                                   "1.-1", "+1", "1e3", "99999999999999999999"}) {
        EXPECT_FALSE(pounds_from_text(text)) << text;
    }
    EXPECT_NE(pounds_from_text("1,234.50").error().mend.find("thousands"), std::string::npos);
}

TEST(SeriesValue, KnowsItsForms) {
    auto const is = [](char const* text, series_form form, std::int64_t number) {
        auto const v = series_value_from_text(text);
        return v && v->state == series_state::value && v->form == form && v->number == number;
    };
    EXPECT_TRUE(is("142", series_form::count, 142));
    EXPECT_TRUE(is("£1677.25", series_form::pence, 167725));
    EXPECT_TRUE(is("37%", series_form::percent, 3700));
    EXPECT_TRUE(is("64.9%", series_form::percent, 6490));
    EXPECT_TRUE(is("7th", series_form::rank, 7));
    EXPECT_TRUE(is("joint 21st", series_form::joint_rank, 21));
    EXPECT_EQ(series_value_from_text("not_known")->state, series_state::not_known);
    for (char const* const text :
         {"", "1,042", "12 %", "%", "£", "7nd", "11st", "0th", "-3", "n/a", "joint 7", "th"}) {
        EXPECT_FALSE(series_value_from_text(text)) << text;
    }
}

} // namespace
} // namespace upheld::detail
