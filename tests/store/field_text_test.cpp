// SPDX-License-Identifier: BSL-1.0
#include "store/code_table.hpp"
#include "store/field_text.hpp"
#include "upheld/calendar/day_text.hpp"

#include <gtest/gtest.h>

#include <charconv>
#include <memory>
#include <random>
#include <string>

namespace upheld::detail {
namespace {

/// A copy with nothing around it that may be read, for sanitizers to watch, but what must be.
struct alone {
    explicit alone(std::string_view text, char behind = '1')
        : bytes(std::make_unique<char[]>(text.size() + field_text::readable_behind)),
          size(text.size()) {
        std::copy(text.begin(), text.end(), bytes.get());
        std::fill_n(bytes.get() + size, field_text::readable_behind, behind);
    }

    [[nodiscard]] field_text text() const { return {bytes.get(), size}; }

    std::unique_ptr<char[]> bytes;
    std::size_t size;
};

/// Bytes that may stand behind a field: those that end it, and those that could seem to go on.
constexpr std::string_view stand_behind{",1-a\xFF\0", 6};

/// What `read` finds in a text, whatever stands behind it.
template <class Value>
std::optional<Value> found_in(std::string_view text, bool (*read)(field_text, Value&)) {
    std::optional<Value> first;
    for (char const behind : stand_behind) {
        Value value{};
        std::optional<Value> const found =
            read(alone(text, behind).text(), value) ? std::optional(value) : std::nullopt;
        if (behind == stand_behind.front()) first = found;
        EXPECT_EQ(found, first) << text << " before " << behind;
    }
    return first;
}

std::optional<std::uint64_t> number_in(std::string_view text) {
    return found_in<std::uint64_t>(
        text, [](field_text t, std::uint64_t& v) { return short_number(t, v); });
}

std::optional<day> day_in(std::string_view text) {
    return found_in<day>(text, [](field_text t, day& d) { return short_day(t, d); });
}

std::uint16_t find(code_table const& table, std::string_view text) {
    std::uint16_t const first = table.find(alone(text).text());
    for (char const behind : stand_behind) {
        EXPECT_EQ(table.find(alone(text, behind).text()), first) << text << " before " << behind;
    }
    return first;
}

TEST(ShortNumber, HasOneToSixteenDigits) {
    EXPECT_EQ(number_in("0"), 0u);
    EXPECT_EQ(number_in("7"), 7u);
    EXPECT_EQ(number_in("007"), 7u);
    EXPECT_EQ(number_in("12345678"), 12345678u);
    EXPECT_EQ(number_in("123456789"), 123456789u);
    EXPECT_EQ(number_in("9999999999999999"), 9999999999999999u);
    EXPECT_EQ(number_in(""), std::nullopt);
    EXPECT_EQ(number_in("12345678901234567"), std::nullopt);
}

TEST(ShortNumber, IsWrittenInDigitsAlone) {
    for (std::string const digits : {"1", "12", "123", "1234", "12345678", "123456789012"}) {
        for (std::size_t at = 0; at != digits.size(); ++at) {
            for (int byte = 0; byte != 256; ++byte) {
                std::string text = digits;
                text[at] = static_cast<char>(byte);
                bool const is_digit = byte >= '0' && byte <= '9';
                std::uint64_t value = 0;
                std::from_chars(text.data(), text.data() + text.size(), value);
                EXPECT_EQ(number_in(text), is_digit ? std::optional(value) : std::nullopt) << text;
            }
        }
    }
}

TEST(ShortDay, IsEveryDayThatThereIs) {
    for (day d(1900, 1, 1);; d = d + calendar_days(1)) {
        ASSERT_EQ(day_in(to_text(d)), d);
        if (d == day(2199, 12, 31)) break;
    }
}

TEST(ShortDay, IsNoneThatThereIsNot) {
    for (char const* text : {"", "2019", "2019-02-29", "2019-00-10", "2019-13-10", "2019-04-31",
                             "2019-04-00", "1899-12-31", "2200-01-01", "2019/04/01", "2019-4-001",
                             "20190401", "2019-04-1 ", "2019-04-011", "0000-00-00", "9999-99-99"}) {
        EXPECT_EQ(day_in(text), std::nullopt) << text;
        EXPECT_FALSE(day_from_text(text).has_value()) << text;
    }
}

TEST(ShortDay, ReadsWhatTheOtherReaderReads) {
    constexpr std::uint32_t seed = 4;
    std::mt19937 random(seed);
    for (int round = 0; round != 200'000; ++round) {
        std::string text =
            to_text(day(1990, 1, 1) + calendar_days(static_cast<int>(random() % 9000)));
        text[random() % text.size()] = static_cast<char>(random() % 256);
        auto const plain = day_from_text(text);
        EXPECT_EQ(day_in(text), plain ? std::optional(*plain) : std::nullopt)
            << text << ", seed " << seed;
    }
}

TEST(CodeTable, FindsEachTextAndNoOther) {
    code_table table;
    std::vector<std::string> texts{"",
                                   "a",
                                   "ab",
                                   "abc",
                                   "abcd",
                                   "abcdefgh",
                                   "abcdefghi",
                                   "abcdefghabcdefgh",
                                   "abcdefgh-abcdefgh",
                                   "abcdefgh+abcdefgh",
                                   std::string(300, 'x')};
    for (std::size_t i = 0; i != texts.size(); ++i) {
        table.add(texts[i], static_cast<std::uint16_t>(i));
    }
    table.lay_out();
    for (std::size_t i = 0; i != texts.size(); ++i) EXPECT_EQ(find(table, texts[i]), i);
    for (char const* other : {"b", "abcdefg", "abcdefgh*abcdefgh", "Abcd", "abcd "}) {
        EXPECT_EQ(find(table, other), code_table::none) << other;
    }
    EXPECT_EQ(find(table, std::string(299, 'x')), code_table::none);
}

TEST(CodeTable, TheFirstOfEqualTextsStays) {
    code_table table;
    table.add("same", 1);
    table.add("same", 2);
    table.lay_out();
    EXPECT_EQ(find(table, "same"), 1);
}

TEST(CodeTable, FindsNothingWhereThereIsNothing) {
    code_table const never_laid_out;
    EXPECT_EQ(find(never_laid_out, "x"), code_table::none);
    EXPECT_EQ(find(never_laid_out, ""), code_table::none);
    code_table empty;
    empty.lay_out();
    EXPECT_EQ(find(empty, "x"), code_table::none);
}

TEST(CodeTable, HoldsThousandsOfTextsThatDifferInTheMiddleAlone) {
    code_table table;
    for (int i = 0; i != 900; ++i) {
        table.add("beginning" + std::to_string(i) + "and the same end",
                  static_cast<std::uint16_t>(i));
    }
    table.lay_out();
    for (int i = 0; i != 900; ++i) {
        ASSERT_EQ(find(table, "beginning" + std::to_string(i) + "and the same end"), i);
    }
    EXPECT_EQ(find(table, "beginning900and the same end"), code_table::none);
}

} // namespace
} // namespace upheld::detail
