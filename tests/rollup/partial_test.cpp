// SPDX-License-Identifier: BSL-1.0
#include "rollup/partial_checks.hpp"
#include "rollup/small_cubes.hpp"
#include "upheld/rollup/partial.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <limits>

namespace upheld {
namespace {

using testing::HasSubstr;

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();

/// Homes' two aspects about delay, one upheld, one of the parks'; of these the second is the cube
/// of `tests/data/partial`.
cube sample(bool is_dense) {
    return test::counted({{"homes", "delay", "2019-W14", true, true, 25'000, 3},
                          {"homes", "delay", "2019-W15", false, true, 0, 12},
                          {"parks", "conduct, \"rude\"", "2019-W14", false, false, 0, 0}},
                         {{"homes", "parks"},
                          {"conduct, \"rude\"", "delay", "noise\nat night"},
                          {"2019-W14", "2019-W15"}},
                         is_dense);
}

std::string read_file(std::string const& name) {
    std::ifstream file(UPHELD_TEST_DATA "/partial/" + name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::byte> bytes_of(std::string const& text) {
    auto const* const first = reinterpret_cast<std::byte const*>(text.data());
    return {first, first + text.size()};
}

/// Puts the right checksum behind bytes whose last eight are to be one.
std::vector<std::byte> signed_again(std::vector<std::byte> bytes) {
    std::size_t const content = bytes.size() - 8;
    std::uint64_t sum = detail::checksum_of(std::span(bytes).first(content));
    for (std::size_t i = 0; i != 8; ++i, sum >>= 8) {
        bytes[content + i] = static_cast<std::byte>(sum & 0xFF);
    }
    return bytes;
}

failure_code refusal(std::vector<std::byte> const& bytes) {
    auto const read = cube_from_bytes(bytes);
    EXPECT_FALSE(read);
    return read ? failure_code{} : read.error().code;
}

// Merging. What always holds is in partial_laws_test.cpp.

TEST(PartialMerge, EntriesMatchByTheirKeys) {
    cube const a =
        test::counted({{"homes", "delay", "2019-W14"}}, {{"homes"}, {"delay"}, {"2019-W14"}}, true);
    cube const b = test::counted({{"parks", "delay", "2019-W14"}, {"homes", "conduct", "2019-W14"}},
                                 {{"parks", "homes"}, {"delay", "conduct"}, {"2019-W14"}}, true);
    cube const sum = merged(a, b).value();
    ASSERT_EQ(sum.axes()[0].size(), 2U);
    EXPECT_EQ(sum.axes()[0].key(0), "homes") << "in order of key";
    EXPECT_EQ(sum.axes()[1].key(0), "conduct");
    EXPECT_EQ(sum.at(0, 0).number, 1);
    EXPECT_EQ(sum.at(1, 0).number, 1);
    EXPECT_EQ(sum.at(2, 0).number, 0);
    EXPECT_EQ(sum.at(3, 0).state, figure_state::not_known);
    EXPECT_EQ(folded(sum, {}).value().at(0, 0).number, 3);
}

TEST(PartialMerge, TheSameEntriesKeepTheirOrder) {
    test::small_entries const entries{{"parks", "homes"}, {"delay"}, {"2019-W15", "2019-W14"}};
    cube const a = test::counted({{"homes", "delay", "2019-W14"}}, entries, true);
    EXPECT_EQ(merged(a, a).value().axes()[0].key(0), "parks");
}

TEST(PartialMerge, DaysAreInTheirOwnOrderAndNoEntryIsLast) {
    auto const over = [](dimension what, std::vector<std::string> const& keys) {
        return cube({test::axis_of({what, {}, {}}, keys)}, test::small_period, {});
    };
    axis const days = merged(over(dimension::working_days, {"9", "10", "(none)"}),
                             over(dimension::working_days, {"100", "2"}))
                          .value()
                          .axes()[0];
    EXPECT_EQ(days,
              test::axis_of({dimension::working_days, {}, {}}, {"2", "9", "10", "100", "(none)"}));
    axis const channels =
        merged(over(dimension::channel, {"(none)"}), over(dimension::channel, {"letter", "email"}))
            .value()
            .axes()[0];
    EXPECT_EQ(channels, test::axis_of({dimension::channel, {}, {}}, {"email", "letter", "(none)"}));
}

TEST(PartialMerge, RefusesWhatDoesNotBelongTogether) {
    cube const a = sample(true);
    std::vector<axis> const axes(a.axes().begin(), a.axes().end());
    std::vector<cube_measure> const measures(a.measures().begin(), a.measures().end());

    cube const other_period(axes, *period_from_text("2018-19"), measures);
    cube const fewer_measures(axes, a.of(), {measures.begin(), measures.end() - 1});
    std::vector<axis> by_place = axes;
    by_place[2] = test::axis_of({dimension::place, {}, {}}, {"north", "south"});
    cube const other_axis(by_place, a.of(), measures);
    std::vector<axis> renamed = axes;
    renamed[0] = axis({dimension::unit, {}, {}});
    renamed[0].add("homes", "the homes");
    renamed[0].add("parks", "Green spaces");
    cube const other_name(renamed, a.of(), measures);

    for (auto const& [other, words] :
         {std::pair(other_period, "\"2019-20\" and \"2018-19\""),
          std::pair(fewer_measures, "measures"), std::pair(other_axis, "unit,subject,place"),
          std::pair(other_name, "\"the parks\" and \"Green spaces\"")}) {
        auto const refused = merged(a, other);
        ASSERT_FALSE(refused) << words;
        EXPECT_EQ(refused.error().code, failure_code::contradiction);
        EXPECT_THAT(to_string(refused.error()), HasSubstr(words));
    }
}

TEST(PartialMerge, SumsBeyond64BitsAreRefused) {
    cube const a = folded(sample(true), {}).value();
    std::vector<cube_measure> measures(a.measures().begin(), a.measures().end());
    measures[2].part[0] = largest - 25'000;
    EXPECT_EQ(merged(a, cube({}, a.of(), measures)).value().at(0, 2).number, largest);
    measures[2].part[0] += 1;
    auto const refused = merged(a, cube({}, a.of(), measures));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, failure_code::value_out_of_range);
    // 12 times as many days do not fit, although each of the numbers does.
    measures[2].part[0] = 0;
    measures[3].part[12] = largest / 12;
    EXPECT_FALSE(merged(a, cube({}, a.of(), measures)));
}

TEST(PartialMerge, ALargeUnionOfDenseCubesIsSparse) {
    // Twelve axes of two entries each: 4^12 groups together.
    auto const with = [](std::string const& prefix) {
        cube_measure m;
        m.key = "aspects";
        m.part.assign(std::size_t{1} << 12, 0);
        m.part[77] = 3;
        std::vector<axis> axes;
        for (int i = 0; i != 12; ++i) {
            std::string const level = "level " + std::to_string(i);
            axes.push_back(
                test::axis_of({dimension::place, level, {}}, {prefix + "0", prefix + "1"}));
        }
        m.adds_up_over.assign(axes.size(), true);
        m.covered = {coverage::kept};
        return cube(axes, test::small_period, {m});
    };
    cube const sum = merged(with("a"), with("b")).value();
    EXPECT_FALSE(sum.is_dense());
    EXPECT_EQ(sum.domain(), std::uint64_t{1} << 24);
    EXPECT_EQ(sum.size(), 2U);
    EXPECT_EQ(folded(sum, {}).value().at(0, 0).number, 6);
}

// Bytes.

TEST(PartialBytes, TheFirstVersionIsReadForEver) {
    for (bool const is_dense : {true, false}) {
        std::string const name = is_dense ? "version_1_dense.partial" : "version_1_sparse.partial";
        std::vector<std::byte> const bytes = bytes_of(read_file(name));
        ASSERT_FALSE(bytes.empty()) << name;
        EXPECT_EQ(cube_from_bytes(bytes).value(), sample(is_dense)) << name;
        EXPECT_EQ(to_bytes(sample(is_dense)), bytes) << name;
    }
}

TEST(PartialBytes, EveryChangedByteIsNoticed) {
    std::vector<std::byte> const good = to_bytes(sample(false));
    for (std::size_t at = 0; at != good.size(); ++at) {
        for (unsigned const bit : {1U, 128U}) {
            std::vector<std::byte> bad = good;
            bad[at] ^= static_cast<std::byte>(bit);
            ASSERT_FALSE(cube_from_bytes(bad)) << at;
        }
    }
}

TEST(PartialBytes, CutShortOrLongerIsRefused) {
    std::vector<std::byte> const good = to_bytes(sample(true));
    for (std::size_t size = 0; size != good.size(); ++size) {
        ASSERT_EQ(refusal({good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)}),
                  failure_code::field_malformed)
            << size;
    }
    std::vector<std::byte> longer = good;
    longer.insert(longer.end() - 8, std::byte{0});
    EXPECT_EQ(refusal(longer), failure_code::field_malformed);
    EXPECT_EQ(refusal(signed_again(longer)), failure_code::field_malformed);
}

/// Also where the checksum is right, as somebody who means harm would have it.
TEST(PartialBytes, SizesThatAreNotThereAllocateNothing) {
    std::vector<std::byte> const good = to_bytes(sample(false));
    for (std::size_t at = 12; at + 12 < good.size(); ++at) {
        for (std::size_t const length : {1U, 4U, 8U}) {
            std::vector<std::byte> bad = good;
            for (std::size_t i = 0; i != length; ++i) {
                bad[at + i] = std::byte{static_cast<unsigned char>(i + 1 == length ? 0x7F : 0xFF)};
            }
            auto const read = cube_from_bytes(signed_again(bad));
            if (read) {
                ASSERT_EQ(to_bytes(*read), signed_again(bad)) << at; // another cube, and only that
            }
        }
    }
}

TEST(PartialBytes, NewerVersionsAreRefusedAsSuch) {
    std::vector<std::byte> newer = to_bytes(sample(true));
    newer[8] = std::byte{2};
    auto const read = cube_from_bytes(newer);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, failure_code::value_out_of_range);
    EXPECT_THAT(to_string(read.error()), HasSubstr("version 2"));
}

// CSV.

TEST(PartialCsv, IsWhatItsDescriptionShows) {
    cube const c = folded(sample(true), std::vector<std::size_t>{0}).value();
    EXPECT_EQ(to_partial_csv(c), R"(# upheld_partial,1
# period,2019-20,2019-04-01,2020-03-31
# axis,unit
# entry,homes,the homes
# entry,parks,the parks
# groups,dense
# measure,aspects,1
# measure,upheld_share,1
# measure,remedies,1
# measure,median_working_days,13
# covered,aspects,kept,homes
# covered,aspects,not_known,parks
# covered,upheld_share,kept,homes
# covered,upheld_share,not_known,parks
# covered,remedies,kept,homes
# covered,remedies,not_known,parks
# covered,median_working_days,kept,homes
# covered,median_working_days,not_known,parks
measure,counter,unit,days,n
aspects,part,homes,,2
aspects,part,parks,,1
upheld_share,part,homes,,1
upheld_share,whole,homes,,2
remedies,part,homes,,25000
median_working_days,days,homes,3,1
median_working_days,days,homes,12,1
median_working_days,days,parks,0,1
)");
}

TEST(PartialCsv, TheFirstVersionIsReadForEver) {
    for (bool const is_dense : {true, false}) {
        std::string const name = is_dense ? "version_1_dense.csv" : "version_1_sparse.csv";
        std::string const text = read_file(name);
        ASSERT_FALSE(text.empty()) << name;
        EXPECT_EQ(cube_from_partial_csv(text, name).value(), sample(is_dense)) << name;
        EXPECT_EQ(to_partial_csv(sample(is_dense)), text) << name;
    }
}

/// Concatenated tables are a sum, in any order of lines and columns, whatever ends them.
TEST(PartialCsv, LinesOfOneGroupAddUp) {
    cube const c = sample(true);
    std::string const text = to_partial_csv(c);
    std::string const table = text.substr(text.find("\naspects,") + 1);
    EXPECT_EQ(cube_from_partial_csv(text + table, "twice.csv").value(), merged(c, c).value());

    std::string const head = "# upheld_partial,1\r\n# period,,2019-04-01,2020-03-31\r\n"
                             "# groups,dense\r\n# measure,aspects,1\r\n# covered,aspects,kept\r\n";
    cube const total =
        cube_from_partial_csv(head + "n,days,counter,measure\r\n3,,part,aspects\r\n4,,part,aspects",
                              "total.csv")
            .value();
    EXPECT_EQ(total.at(0, 0), figure::of(figure_form::count, 7));
}

TEST(PartialCsv, GroupsWithoutNumbersAreKept) {
    cube const c = sample(false);
    std::vector<cube_measure> none{c.measures()[0]};
    none[0].part.assign(c.size(), 0);
    cube const empty({c.axes().begin(), c.axes().end()}, c.of(), none,
                     {c.group(0), c.group(1), c.group(2)});
    EXPECT_EQ(cube_from_partial_csv(to_partial_csv(empty), "e.csv").value(), empty);
}

struct damage {
    std::string_view from;
    std::string_view to;
    failure_code code;
    std::uint64_t row;
    std::string_view column;
};

TEST(PartialCsv, FaultsSayWhere) {
    std::string const good =
        to_partial_csv(folded(sample(true), std::vector<std::size_t>{0}).value());
    using enum failure_code;
    for (damage const& d : {
             damage{"# upheld_partial,1\n", "", order_broken, 1, ""},
             damage{"_partial,1", "_partial,2", value_out_of_range, 1, "upheld_partial"},
             damage{"_partial,1", "_partial,x", field_malformed, 1, "upheld_partial"},
             damage{"2019-04-01", "2019-04-31", date_invalid, 2, ""},
             damage{",2020-03-31", "", field_missing, 2, ""},
             damage{"axis,unit", "axis,units", key_unknown, 3, "axis"},
             damage{"# groups", "# axis,unit\n# groups", key_repeated, 6, "axis"},
             damage{"entry,parks", "entry,homes", key_repeated, 6, ""},
             damage{"entry,parks,", "entry,parks", field_missing, 5, ""},
             damage{"dense", "thick", field_malformed, 6, "groups"},
             damage{"# groups,dense\n", "", order_broken, 6, ""},
             damage{"# groups", "# blobs", field_malformed, 6, ""},
             damage{"measure,aspects,1", "measure,aspect,1", key_unknown, 7, ""},
             damage{"measure,aspects,1", "measure,aspects,2", field_malformed, 7, "measure"},
             damage{"measure,aspects,1", "measure,aspects,1,place", key_unknown, 7, "measure"},
             damage{"measure,remedies,1", "measure,aspects,1", key_repeated, 9, "measure"},
             damage{"days,13", "days,4000000000", value_out_of_range, 19, "groups"},
             damage{"days,13", "days,12", value_out_of_range, 26, "days"},
             damage{"aspects,kept", "aspects,yes", field_malformed, 11, "covered"},
             damage{"kept,homes", "kept,house", key_unknown, 11, "unit"},
             damage{"kept,homes", "kept", field_missing, 11, "covered"},
             damage{"# covered,aspects,kept", "# group,homes\n# covered,aspects,kept",
                    contradiction, 11, "group"},
             damage{"counter,unit", "unit", column_missing, 19, "counter"},
             damage{"counter,unit", "counter,unit,unit", column_repeated, 19, "unit"},
             damage{"counter,unit", "counter,unit,extra", column_unknown, 19, "extra"},
             damage{"aspects,part,homes", "aspect,part,homes", key_unknown, 20, "measure"},
             damage{"aspects,part,homes", "aspects,whole,homes", field_malformed, 20, "counter"},
             damage{"aspects,part,homes", "aspects,part,house", key_unknown, 20, "unit"},
             damage{"aspects,part,homes,,2", "aspects,part,homes,1,2", field_malformed, 20, "days"},
             damage{"homes,,2\n", "homes,,two\n", field_malformed, 20, "n"},
             damage{"homes,,2\n", "homes,,9223372036854775808\n", field_malformed, 20, "n"},
             damage{"homes,,2\n", "homes,,9223372036854775807\naspects,part,homes,,1\n",
                    value_out_of_range, 21, "n"},
             damage{"homes,,2\n", "homes,,-2\n", value_out_of_range, 0, ""},
             damage{"homes,,2\n", "homes,2\n", file_unreadable, 20, "n"},
             damage{"homes,12,1", "homes,12,9223372036854775807", value_out_of_range, 0, ""},
             damage{"homes,12,1", "homes,twelve,1", field_malformed, 26, "days"},
         }) {
        std::string bad = good;
        std::size_t const at = bad.find(d.from);
        ASSERT_NE(at, std::string::npos) << d.from;
        bad.replace(at, d.from.size(), d.to);
        auto const read = cube_from_partial_csv(bad, "bad.csv");
        ASSERT_FALSE(read) << d.to;
        EXPECT_EQ(read.error().code, d.code) << d.to << ": " << to_string(read.error());
        EXPECT_EQ(read.error().where.source, "bad.csv");
        EXPECT_EQ(read.error().where.row, d.row) << d.to << ": " << to_string(read.error());
        EXPECT_EQ(read.error().where.column, d.column) << d.to << ": " << to_string(read.error());
    }
    EXPECT_FALSE(cube_from_partial_csv("", "empty.csv"));
    EXPECT_FALSE(cube_from_partial_csv(good.substr(0, good.find("measure,counter")), "head.csv"));
}

/// A few lines that announce a cube of the size of a disk.
TEST(PartialCsv, SizesThatAreNotThereAllocateNothing) {
    std::string text = "# upheld_partial,1\n# period,,2019-04-01,2020-03-31\n";
    for (char const* const name : {"place", "channel", "stage", "outcome", "answer", "category"}) {
        text += std::string("# axis,") + name + '\n';
        for (int i = 0; i != 50; ++i) text += "# entry," + std::to_string(i) + ",\n";
    }
    text += "# groups,dense\n# measure,aspects,1\n"
            "measure,counter,place,channel,stage,outcome,answer,category,days,n\n";
    auto const read = cube_from_partial_csv(text, "large.csv");
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().code, failure_code::value_out_of_range);
}

} // namespace
} // namespace upheld
