// SPDX-License-Identifier: BSL-1.0
#include "store/csv_scan.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace upheld::detail {
namespace {

/// The plainest program that finds the same.
csv_marks scan_plainly(std::string_view text) {
    csv_marks found;
    for (std::size_t i = 0; i != text.size(); ++i) {
        char const c = text[i];
        if (c == ',' || c == '\n' || c == '\r') found.room.push_back(static_cast<std::uint32_t>(i));
        found.lines += c == '\n' ? 1 : 0;
        found.has_quotes = found.has_quotes || c == '"';
        found.has_nul = found.has_nul || c == '\0';
        found.has_returns = found.has_returns || c == '\r';
        found.is_ascii = found.is_ascii && static_cast<unsigned char>(c) < 0x80;
    }
    found.count = found.room.size() - 1; // without the one before the text
    return found;
}

void expect_same(csv_marks const& a, csv_marks const& b) {
    EXPECT_TRUE(std::equal(a.ends().begin(), a.ends().end(), b.ends().begin(), b.ends().end()));
    EXPECT_EQ(a.ends().data()[-1], csv_marks::before_the_text);
    EXPECT_EQ(a.lines, b.lines);
    EXPECT_EQ(a.has_quotes, b.has_quotes);
    EXPECT_EQ(a.has_nul, b.has_nul);
    EXPECT_EQ(a.has_returns, b.has_returns);
    EXPECT_EQ(a.is_ascii, b.is_ascii);
}

class CsvScan : public ::testing::TestWithParam<csv_scan> {
  protected:
    void SetUp() override {
        if (GetParam() == nullptr) GTEST_SKIP() << "this machine has not got it";
    }
};

TEST_P(CsvScan, FindsWhatAPlainLookFinds) {
    constexpr std::uint32_t seed = 20261124;
    std::mt19937 random(seed);
    csv_marks marks; // one for all texts: what the one before left does not matter
    for (int round = 0; round != 3000; ++round) {
        // From texts without any mark to texts of nothing else.
        std::string_view const letters = round % 3 == 0   ? "abcdefgh,\n"
                                         : round % 3 == 1 ? ",\n\"\r"
                                                          : "abcdefghijklmnopqrstuvwxyz0123456789";
        std::string text(std::uniform_int_distribution<std::size_t>(0, 400)(random), '\0');
        for (char& c : text) c = letters[random() % letters.size()];
        if (!text.empty() && round % 5 == 0) {
            constexpr std::string_view odd("\0\x80\xFF\"\r,\n\x0B\x8C", 9);
            text[random() % text.size()] = odd[random() % odd.size()];
        }
        GetParam()(text, marks);
        expect_same(marks, scan_plainly(text));
        if (HasFailure()) FAIL() << "seed " << seed << ", round " << round;
    }
}

TEST_P(CsvScan, SeesEveryByteAtEveryPlaceOfABlock) {
    csv_marks marks;
    for (int byte = 0; byte != 256; ++byte) {
        for (std::size_t at = 0; at != 130; ++at) {
            std::string text(130, 'x');
            text[at] = static_cast<char>(byte);
            GetParam()(text, marks);
            expect_same(marks, scan_plainly(text));
        }
    }
}

TEST_P(CsvScan, NothingIsInAnEmptyText) {
    csv_marks marks;
    GetParam()("a,\"b\n", marks);
    GetParam()("", marks);
    expect_same(marks, csv_marks());
}

INSTANTIATE_TEST_SUITE_P(Kernels, CsvScan,
                         ::testing::Values(&scan_portable, scan_avx2(), scan_avx512(), &scan));

} // namespace
} // namespace upheld::detail
