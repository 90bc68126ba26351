// SPDX-License-Identifier: BSL-1.0
#include "store/csv_stream.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <random>

namespace upheld::detail {
namespace {

/// Gives a text in pieces.
csv_stream::byte_source in_pieces(std::string_view text, std::size_t piece) {
    return [text, piece, at = std::size_t{0}](std::span<char> into) mutable {
        std::size_t const count = std::min({piece, into.size(), text.size() - at});
        std::memcpy(into.data(), text.data() + at, count);
        at += count;
        return std::optional(count);
    };
}

struct read_rows {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> fields;
    std::vector<std::uint64_t> rows;
    std::vector<bool> is_whole;
    std::vector<failure> faults;
    friend bool operator==(read_rows const&, read_rows const&) = default;
};

read_rows streamed(std::string_view text, std::size_t block,
                   std::size_t longest = csv_stream::usual_longest_record) {
    read_rows all;
    csv_stream stream(in_pieces(text, block), "rows.csv", block, longest);
    all.header = stream.header();
    csv_stream_record record;
    while (stream.next(record)) {
        all.fields.emplace_back(record.fields.begin(), record.fields.end());
        all.rows.push_back(record.row);
        all.is_whole.push_back(record.is_whole);
        all.faults.insert(all.faults.end(), record.faults.begin(), record.faults.end());
    }
    return all;
}

read_rows at_once(std::string_view text) {
    read_rows all;
    csv_reader reader(text, "rows.csv", all.faults);
    if (!reader.has_header()) return {};
    all.header = reader.header();
    csv_record record;
    while (reader.next(record)) {
        all.fields.emplace_back(record.fields.begin(), record.fields.end());
        all.rows.push_back(record.row);
        all.is_whole.push_back(record.is_whole);
    }
    return all;
}

TEST(CsvStream, ReadsWhatTheReaderOfWholeTextsReadsWhereverBlocksEnd) {
    constexpr unsigned seed = 20261124;
    std::mt19937 random(seed);
    // Pieces that matter to quoting and line ends, more often well-formed than not.
    constexpr std::string_view pieces[] = {
        "a",       "b,",        ",",     "\n", "\r\n", "\"",       "\r",      "\xC3",  "\xC3\xA9",
        "\"x,y\"", "\"p\nq\",", "1,2\n", "3,", "4\n",  "\"\"\"\"", "5,6\r\n", "7,8\n", "\n"};
    for (int round = 0; round != 4000; ++round) {
        std::string text = round % 3 == 0 ? "\xEF\xBB\xBFone,two\n" : "one,two\r\n";
        auto const length = random() % 24;
        for (auto i = length; i != 0; --i) text += pieces[random() % std::size(pieces)];
        if (round % 2 == 0) text += "\n\"last\nlines\",\"\"\"z\"\"\"";
        read_rows const whole = at_once(text);
        for (std::size_t const block :
             {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{16}, std::size_t{4096}}) {
            ASSERT_EQ(streamed(text, block), whole)
                << "seed " << seed << ", round " << round << ", blocks of " << block << ":\n"
                << text;
        }
    }
}

/// As `streamed`, by way of rows between marks where there are any.
read_rows streamed_by_marks(std::string_view text, std::size_t block, std::size_t& between_marks) {
    read_rows all;
    csv_stream stream(in_pieces(text, block), "rows.csv", block);
    all.header = stream.header();
    csv_stream_record record;
    while (true) {
        csv_plain_rows const rows = stream.next_plain_rows();
        std::uint32_t const* ends = rows.ends;
        for (std::size_t r = 0; r != rows.count; ++r, ends += rows.stride) {
            std::vector<std::string>& fields = all.fields.emplace_back();
            for (std::size_t f = 0; f != all.header.size(); ++f) {
                std::uint32_t const from = ends[static_cast<std::ptrdiff_t>(f) - 1] + 1;
                fields.emplace_back(rows.text + from, ends[f] - from);
            }
            all.is_whole.push_back(true);
        }
        between_marks += rows.count;
        if (!stream.next(record)) break;
        all.fields.emplace_back(record.fields.begin(), record.fields.end());
        all.rows.push_back(record.row);
        all.is_whole.push_back(record.is_whole);
        all.faults.insert(all.faults.end(), record.faults.begin(), record.faults.end());
    }
    return all;
}

TEST(CsvStream, RowsBetweenMarksAreThoseThatComeOneByOne) {
    constexpr unsigned seed = 20261125;
    std::mt19937 random(seed);
    std::size_t between_marks = 0;
    for (int round = 0; round != 600; ++round) {
        // Mostly plain, with line ends of one kind or of both; here and there something else.
        std::string_view const line_end = round % 2 == 0 ? "\n" : "\r\n";
        std::string text = "one,two,three\n";
        for (auto i = random() % 40; i != 0; --i) {
            std::string line = std::to_string(random() % 1000) + ",,x";
            if (random() % 50 == 0) line += ",more";
            if (random() % 50 == 0) line = "\"in\nquotes\",2,3";
            if (random() % 50 == 0) line = "";
            text += line;
            text += random() % 90 == 0 ? "\n" : line_end;
        }
        if (round % 3 == 0) text += "1,2,3";
        read_rows one_by_one = streamed(text, text.size() + 1);
        for (std::size_t const block : {std::size_t{1}, std::size_t{50}, std::size_t{4096}}) {
            read_rows const by_marks = streamed_by_marks(text, block, between_marks);
            ASSERT_EQ(by_marks.fields, one_by_one.fields) << "seed " << seed << ":\n" << text;
            ASSERT_EQ(by_marks.is_whole, one_by_one.is_whole);
            ASSERT_EQ(by_marks.faults, one_by_one.faults);
        }
    }
    EXPECT_GT(between_marks, 3'000u);
}

TEST(CsvStream, RowsBetweenMarksAreCountedAsLines) {
    std::string const text = "a,b\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n1,2\n\"7\",8\n";
    // The header and what is read with it, then as much again: all that comes before the quote.
    csv_stream stream(in_pieces(text, 16), "rows.csv", 16);
    csv_stream_record record;
    ASSERT_TRUE(stream.next(record));
    EXPECT_EQ(record.row, 2u);
    EXPECT_EQ(stream.next_plain_rows().count, 6u);
    EXPECT_EQ(stream.next_plain_rows().count, 0u);
    ASSERT_TRUE(stream.next(record));
    EXPECT_EQ(record.row, 9u);
    EXPECT_EQ(record.fields[0], "7");
}

TEST(CsvStream, GivesPlainLinesAsTheyStand) {
    std::string const text = "a,b\r\n1,2\r\n3,4";
    csv_stream stream(in_pieces(text, 5), "rows.csv", 5);
    csv_stream_record record;
    ASSERT_TRUE(stream.next(record));
    EXPECT_EQ(record.plain_line, "1,2");
    ASSERT_TRUE(stream.next(record));
    EXPECT_EQ(record.plain_line, "3,4");
    EXPECT_FALSE(stream.next(record));
    EXPECT_FALSE(stream.stopped());
    EXPECT_EQ(stream.bytes_read(), text.size());
}

TEST(CsvStream, AQuoteThatIsNeverClosedDoesNotSwallowTheRest) {
    std::string text = "a,b\n1,\"open\n";
    for (int i = 0; i != 1000; ++i) text += "2,3\n";
    read_rows const all = streamed(text, 64, 256);
    EXPECT_EQ(all.rows.size(), 1001u);
    ASSERT_EQ(all.faults.size(), 1u);
    EXPECT_EQ(all.faults[0].where.row, 2u);
    EXPECT_EQ(all.faults[0].where.column, "b");
}

TEST(CsvStream, StopsAtALineThatDoesNotEnd) {
    std::string const text = "a,b\n1,2\n" + std::string(1000, 'x');
    csv_stream stream(in_pieces(text, 64), "rows.csv", 64, 256);
    csv_stream_record record;
    EXPECT_TRUE(stream.next(record));
    EXPECT_FALSE(stream.next(record));
    ASSERT_TRUE(stream.stopped());
    EXPECT_EQ(stream.stopped()->where.row, 3u);
}

TEST(CsvStream, StopsAtAHeaderWithAFault) {
    for (std::string const text : {"a,\"b\n1,2\n", "a,\"b\"c\n1,2\n", "a,\xFF\n1,2\n"}) {
        csv_stream stream(in_pieces(text, 3), "rows.csv", 3);
        csv_stream_record record;
        EXPECT_FALSE(stream.next(record)) << text;
        EXPECT_TRUE(stream.stopped()) << text;
        EXPECT_TRUE(stream.header().empty());
    }
}

TEST(CsvStream, AnEmptyTextHasNoHeaderAndNoRecords) {
    for (std::string_view const text : {"", "\xEF\xBB\xBF"}) {
        csv_stream stream(in_pieces(text, 8), "rows.csv", 8);
        csv_stream_record record;
        EXPECT_FALSE(stream.next(record));
        EXPECT_TRUE(stream.header().empty());
        EXPECT_FALSE(stream.stopped());
    }
}

TEST(CsvStream, SaysWhenBytesCannotBeRead) {
    csv_stream stream([](std::span<char>) { return std::optional<std::size_t>(); }, "rows.csv");
    csv_stream_record record;
    EXPECT_FALSE(stream.next(record));
    ASSERT_TRUE(stream.stopped());
    EXPECT_EQ(stream.stopped()->where.source, "rows.csv");
}

} // namespace
} // namespace upheld::detail
