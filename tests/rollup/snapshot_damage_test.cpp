// SPDX-License-Identifier: BSL-1.0
#include "snapshots.hpp"
#include "store/small_store.hpp"
#include "support/signed_snapshot.hpp"

#include <gmock/gmock.h>

#include <random>

/// Snapshots that are not what was written: by damage, or by somebody who knows the format.

namespace upheld {
namespace {

using detail::section;
using test::number_at;
using test::put_number;
using test::section_in;
using test::small_store;
using testing::HasSubstr;

constexpr day mon_2020_01_06(2020, 1, 6);

class DamagedSnapshot : public ::testing::Test {
  protected:
    DamagedSnapshot() {
        working_calendar const calendar =
            working_calendar::make("small", "1", {day(2020, 1, 1), day(2020, 12, 31)}, {}).value();
        small_store s;
        s.cases = store(test::small_council(), calendar);
        complaint_id const c = s.add(1, mon_2020_01_06);
        aspect_id const a = s.add_aspect(c);
        event decided = s.made_event(c, event_kind::outcome_decided, day(2020, 1, 20), "upheld");
        decided.aspect = a;
        EXPECT_TRUE(s.cases.record(decided));
        std::string const path = folder.path() + "/small.upheld";
        EXPECT_TRUE(write_snapshot(path, s.cases, day(2020, 1, 31)));
        good = test::bytes_of(path);
    }

    /// Refused at once, or when the records are wanted.
    static std::optional<failure> refusal_of(std::span<std::byte const> bytes) {
        auto const made = snapshot::from_bytes(bytes, "small.upheld");
        if (!made) return made.error();
        auto const cases = made->cases();
        if (!cases) return cases.error();
        return std::nullopt;
    }

    /// What is said of the good bytes, changed and then signed.
    template <class Change> std::string signed_refusal(Change change) {
        std::vector<std::byte> bytes = good;
        change(bytes);
        test::sign(bytes);
        auto const refused = refusal_of(bytes);
        return refused ? to_string(*refused) : "not refused";
    }

    test::temporary_folder folder;
    std::vector<std::byte> good;
};

TEST_F(DamagedSnapshot, IsSmallAndGoodToBeginWith) {
    EXPECT_FALSE(refusal_of(good));
    EXPECT_LT(good.size(), 10'000u);
}

TEST_F(DamagedSnapshot, IsRefusedWhicheverByteHasChanged) {
    std::uint32_t const seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    for (std::size_t at = 0; at != good.size(); ++at) {
        std::vector<std::byte> bytes = good;
        bytes[at] ^= std::byte{1} << (random() % 8);
        auto const refused = refusal_of(bytes);
        ASSERT_TRUE(refused) << "byte " << at;
        EXPECT_EQ(refused->code, failure_code::file_unreadable) << to_string(*refused);
        EXPECT_EQ(refused->where.source, "small.upheld");
    }
}

TEST_F(DamagedSnapshot, IsRefusedWhereverItIsCutShort) {
    for (std::size_t size = 0; size != good.size(); ++size) {
        auto const refused = refusal_of(std::span(good).first(size));
        ASSERT_TRUE(refused) << size << " bytes";
        EXPECT_EQ(refused->code, failure_code::file_unreadable) << to_string(*refused);
    }
}

TEST_F(DamagedSnapshot, IsRefusedIfSomethingFollowsIt) {
    good.push_back(std::byte{0});
    EXPECT_EQ(
        to_string(refusal_of(good).value()),
        "small.upheld: it is cut short, or something follows it: " + std::to_string(good.size()) +
            " bytes of " + std::to_string(good.size() - 1) + " (fetch or make the snapshot again)");
}

TEST_F(DamagedSnapshot, OfANewerVersionSaysSo) {
    put_number(good, test::version_at, 4, 2);
    test::sign(good);
    auto const refused = refusal_of(good);
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->code, failure_code::value_out_of_range);
    EXPECT_EQ(to_string(*refused), "small.upheld: it is of version 2, and this program reads up to "
                                   "version 1 (use a newer Upheld)");
}

TEST_F(DamagedSnapshot, OfNoVersionIsRefused) {
    EXPECT_THAT(signed_refusal([](auto& bytes) { put_number(bytes, test::version_at, 4, 0); }),
                HasSubstr("there is no version 0"));
}

TEST_F(DamagedSnapshot, NamesTheSectionThatIsDamaged) {
    struct damage {
        section where;
        char const* tag;
    };

    for (damage const& one : {damage{section::words, "WORD"}, damage{section::calendar, "CALE"},
                              damage{section::rows, "ROWS"}, damage{section::data, "DATA"},
                              damage{section::cases, "CASE"}}) {
        std::vector<std::byte> bytes = good;
        section_in(bytes, one.where).front() ^= std::byte{1};
        EXPECT_EQ(to_string(refusal_of(bytes).value()),
                  "small.upheld: it is damaged: the checksum of section " + std::string(one.tag) +
                      " is not that of its bytes (fetch or make the snapshot again)");
    }
}

TEST_F(DamagedSnapshot, OpensIfItsRecordsAloneAreDamaged) {
    section_in(good, section::cases).back() ^= std::byte{1};
    auto const made = snapshot::from_bytes(good, "small.upheld");
    ASSERT_TRUE(made);
    EXPECT_EQ(rollup(made->rows(), by{}, measures{"upheld"}).value().at(0, 0).number, 1);
    EXPECT_EQ(made->cases().error().code, failure_code::file_unreadable);
}

TEST_F(DamagedSnapshot, ThatIsNoneOrNotThereIsRefused) {
    folder.write("text.csv", "id,unit\n");
    folder.write("empty", "");
    EXPECT_EQ(snapshot::open(folder.path() + "/none").error().code, failure_code::file_missing);
    EXPECT_THAT(to_string(snapshot::open(folder.path() + "/none").error()),
                HasSubstr("/none: cannot be opened: No such file"));
    EXPECT_THAT(to_string(snapshot::open(folder.path() + "/empty").error()),
                HasSubstr("/empty: it is empty"));
    EXPECT_THAT(to_string(snapshot::open(folder.path() + "/text.csv").error()),
                HasSubstr("/text.csv: it is not a snapshot"));
    EXPECT_THAT(to_string(snapshot::open(folder.path()).error()), HasSubstr("it is not a file"));
}

// What follows has the checksums that it should have.

TEST_F(DamagedSnapshot, WithASectionElsewhereIsRefused) {
    for (std::size_t s = 0; s != detail::section_count; ++s) {
        std::size_t const row = test::row_at(section(s));
        for (std::uint64_t const offset :
             {std::uint64_t{0}, std::uint64_t{64}, ~std::uint64_t{0}}) {
            EXPECT_THAT(signed_refusal([&](auto& bytes) { put_number(bytes, row + 8, 8, offset); }),
                        HasSubstr("is not where it should be"));
        }
        EXPECT_THAT(
            signed_refusal([&](auto& bytes) { put_number(bytes, row + 16, 8, ~std::uint64_t{0}); }),
            HasSubstr("is not where it should be"));
        EXPECT_THAT(signed_refusal([&](auto& bytes) { bytes[row] ^= std::byte{1}; }),
                    HasSubstr("is not where it should be"));
    }
}

/// Whatever number a byte is part of: refused, or it means something else and is still whole. A
/// number that announces more than there are bytes would otherwise be a bill for memory.
TEST_F(DamagedSnapshot, WithAnyOtherByteIsRefusedOrIsAnotherSnapshot) {
    for (section const which :
         {section::meta, section::calendar, section::series, section::rows, section::cases}) {
        std::size_t const size = section_in(good, which).size();
        for (std::size_t at = 0; at != size; ++at) {
            for (std::byte const value : {std::byte{0x00}, std::byte{0x7F}, std::byte{0xFF}}) {
                std::vector<std::byte> bytes = good;
                section_in(bytes, which)[at] = value;
                test::sign(bytes);
                auto const made = snapshot::from_bytes(bytes, "small.upheld");
                if (!made) {
                    EXPECT_EQ(made.error().where.source, "small.upheld");
                    continue;
                }
                static_cast<void>(made->cases());
                EXPECT_TRUE(rollup(made->rows(), by{dimension::unit}, measures{"received"}));
            }
        }
    }
}

TEST_F(DamagedSnapshot, WithACodeOrDayThatThereIsNotIsRefused) {
    // The arrays of the one zone: four columns, day of the month, working days.
    for (std::size_t const array : {0u, 1u, 2u, 3u, 4u, 5u}) {
        EXPECT_THAT(signed_refusal([&](auto& bytes) {
                        auto const data = section_in(bytes, section::data);
                        put_number(data, array * detail::snapshot_alignment, 2,
                                   array == 5 ? 0x7FFFu : 0xFFFFu);
                    }),
                    HasSubstr("a row has a code or day that there is not"))
            << array;
    }
    EXPECT_THAT(signed_refusal([&](auto& bytes) {
                    section_in(bytes, section::data)[4 * detail::snapshot_alignment] = std::byte{0};
                }),
                HasSubstr("a row has a code or day that there is not"));
}

TEST_F(DamagedSnapshot, WhoseTaxonomyNamesARuleThatThereIsNotGivesStatisticsAlone) {
    auto const words = section_in(good, section::words);
    std::string_view const text(reinterpret_cast<char const*>(words.data()), words.size());
    words[text.find("corporate_20")] = std::byte{'k'};
    test::sign(good);
    auto const made = snapshot::from_bytes(good, "small.upheld");
    ASSERT_TRUE(made) << to_string(made.error());
    auto const cases = made->cases();
    ASSERT_FALSE(cases);
    EXPECT_EQ(cases.error().code, failure_code::key_unknown);
    EXPECT_EQ(to_string(cases.error()), "small.upheld: stage \"corporate/stage_1\" names the clock "
                                        "rule \"korporate_20\", which there is not");
}

TEST_F(DamagedSnapshot, WithOtherNumbersOfRecordsIsRefused) {
    EXPECT_THAT(
        signed_refusal([](auto& bytes) { section_in(bytes, section::meta).back() = std::byte{9}; }),
        HasSubstr("other numbers of records than section META says"));
}

TEST_F(DamagedSnapshot, WithARecordThatTheStoreRefusesNamesItsBatch) {
    // The unit's code follows the length, the number of complaints and the first id.
    EXPECT_THAT(
        signed_refusal([](auto& bytes) { section_in(bytes, section::cases)[3] = std::byte{0x7F}; }),
        HasSubstr("small.upheld: unit: batch 1 of the records: "));
}

} // namespace
} // namespace upheld
