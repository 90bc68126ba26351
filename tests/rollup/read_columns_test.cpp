// SPDX-License-Identifier: BSL-1.0
#include "all_tables.hpp"
#include "support/random_folder.hpp"
#include "support/sanitizers.hpp"
#include "support/small_council_folder.hpp"
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/rollup/read_columns.hpp"
#include "upheld/rollup/rollup.hpp"
#include "upheld/store/synthetic_folder.hpp"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <new>
#include <thread>

/// A folder on its way into the columns, against the plain way: into a store, and its facts into
/// columns.

namespace upheld {
namespace {

using test::all_tables;
using test::random_folder;
using test::temporary_folder;
using test::writing_style;

/// The same by way of a store.
struct plain_way {
    explicit plain_way(std::string const& folder, std::optional<viewpoint> asked = {})
        : read(read_folder(folder)) {
        if (!read.cases) return;
        from = asked ? *asked : viewpoint::at_the_time(read.cases->last_recorded().value());
        auto made = columns_of(read.cases->words(), read.cases->facts_as_of(*from));
        EXPECT_TRUE(made.has_value()) << to_string(made.error());
        rows.emplace(std::move(*made));
    }

    folder_reading read;
    std::optional<viewpoint> from;
    std::optional<columns> rows;
};

void expect_same(columns_reading const& fast, plain_way const& plain) {
    ASSERT_EQ(fast.cases.has_value(), plain.read.cases.has_value())
        << (plain.read.failures.empty() ? "" : to_string(plain.read.failures.front()));
    EXPECT_EQ(fast.failures, plain.read.failures);
    EXPECT_EQ(fast.rows, plain.read.rows);
    if (!fast.cases) return;
    EXPECT_EQ(fast.cases->from(), plain.from);
    auto const series = plain.read.cases->series();
    EXPECT_TRUE(std::equal(series.begin(), series.end(), fast.cases->series().begin(),
                           fast.cases->series().end()));
    EXPECT_EQ(std::vector(fast.cases->rows().places().begin(), fast.cases->rows().places().end()),
              std::vector(plain.rows->places().begin(), plain.rows->places().end()));
    EXPECT_EQ(all_tables(fast.cases->rows()), all_tables(*plain.rows));
}

class ReadColumnsOfRandomFolders : public ::testing::TestWithParam<std::uint32_t> {};

TEST_P(ReadColumnsOfRandomFolders, InOrderOfCaseAreReadSideBySide) {
    random_folder rows(GetParam(), 150);
    temporary_folder folder;
    rows.write(folder);
    columns_reading const fast = read_columns(folder.path());
    EXPECT_EQ(fast.way, columns_way::side_by_side);
    expect_same(fast, plain_way(folder.path()));
}

TEST_P(ReadColumnsOfRandomFolders, InAnyOrderAndSpellingOfCsvGiveTheSame) {
    random_folder rows(GetParam(), 120);
    temporary_folder in_order;
    rows.write(in_order);
    std::string const expected = all_tables(read_columns(in_order.path()).cases->rows());
    for (writing_style const& style :
         {writing_style{.shuffles_columns = true, .quotes_at_random = true, .line_end = "\r\n"},
          writing_style{.has_byte_order_mark = true, .ends_last_line = false, .line_end = "\n"},
          writing_style{.ends_last_line = false, .line_end = "\r\n"},
          writing_style{.shuffles_rows = true, .line_end = "\n"},
          writing_style{.shuffles_rows = true,
                        .shuffles_columns = true,
                        .quotes_at_random = true,
                        .line_end = "\r\n"}}) {
        temporary_folder folder;
        rows.write(folder, style);
        columns_reading const fast = read_columns(folder.path());
        EXPECT_EQ(fast.way, style.shuffles_rows ? columns_way::sorted : columns_way::side_by_side);
        expect_same(fast, plain_way(folder.path()));
        // Places are numbered in order of arrival, so only their order in tables may differ.
        if (!style.shuffles_rows) {
            EXPECT_EQ(all_tables(fast.cases->rows()), expected);
        }
    }
}

TEST_P(ReadColumnsOfRandomFolders, AreKnownAsOfAnyDay) {
    random_folder rows(GetParam(), 120);
    temporary_folder in_order;
    temporary_folder shuffled;
    rows.write(in_order);
    rows.write(shuffled, {.shuffles_rows = true});
    for (viewpoint const from :
         {viewpoint::at_the_time(day(2018, 2, 1)), viewpoint::at_the_time(day(2020, 3, 20)),
          viewpoint{day(2018, 9, 30), day(2019, 7, 1)},
          viewpoint{day(2019, 3, 31), day(2019, 4, 2)},
          viewpoint{day(2019, 7, 1), day(2018, 9, 30)}}) {
        for (temporary_folder const* folder : {&in_order, &shuffled}) {
            columns_reading const fast = read_columns(folder->path(), {.from = from});
            EXPECT_NE(fast.way, columns_way::by_a_store);
            expect_same(fast, plain_way(folder->path(), from));
        }
    }
}

TEST_P(ReadColumnsOfRandomFolders, WithAFaultAreRefusedForWhatTheStoreRefuses) {
    RecordProperty("seed", static_cast<int>(GetParam()));
    std::size_t refused = 0;
    for (std::uint32_t i = 0; i != 40; ++i) {
        random_folder rows(GetParam() * 1000 + i, 12);
        for (std::size_t n = rows.below(3); n != 0; --n) rows.spoil();
        temporary_folder folder;
        rows.write(folder, {.shuffles_rows = rows.below(2) == 0, .shuffles_columns = true});
        columns_reading const fast = read_columns(folder.path());
        plain_way const plain(folder.path());
        expect_same(fast, plain);
        refused += fast.cases ? 0U : 1U;
        if (HasFailure()) FAIL() << "seed " << GetParam() << ", folder " << i;
    }
    // The faults are real ones, and not all changes are faults.
    EXPECT_GT(refused, 10u);
    EXPECT_LT(refused, 40u);
}

INSTANTIATE_TEST_SUITE_P(Seeds, ReadColumnsOfRandomFolders, ::testing::Values(1, 2, 3, 4, 5, 6));

/// A folder of generated cases that is large enough to be cut.
struct large_folder : temporary_folder {
    explicit large_folder(std::uint64_t complaints) {
        taxonomy const words = test::small_council();
        write("taxonomy.toml", test::small_council_toml);
        EXPECT_TRUE(write_synthetic_folder(words, *built_in_calendar("england-and-wales"),
                                           {.complaints = complaints,
                                            .seed = 3,
                                            .received = {day(2015, 4, 1), day(2020, 3, 31)}},
                                           path())
                        .has_value());
    }
};

TEST(ReadColumns, AnyNumberOfThreadsGivesTheSame) {
    large_folder const folder(9000);
    plain_way const plain(folder.path());
    for (unsigned const threads : {1u, 2u, 3u, 5u}) {
        columns_reading const fast = read_columns(folder.path(), {.threads = threads});
        EXPECT_EQ(fast.way, columns_way::side_by_side) << threads;
        expect_same(fast, plain);
    }
}

TEST(ReadColumns, WithoutSummariesCountTheSame) {
    large_folder const folder(9000);
    columns_reading const fast = read_columns(folder.path(), {.summarise = false});
    EXPECT_EQ(fast.cases->rows().size().summary_bytes, 0u);
    expect_same(fast, plain_way(folder.path()));
}

TEST(ReadColumns, PlacesHaveTheSameNumbersWhateverTheThreads) {
    // Each part meets other places first.
    temporary_folder folder;
    folder.write("taxonomy.toml", test::small_council_toml);
    std::string text = "id,unit,received,procedure,place\n";
    for (int i = 1; i <= 9000; ++i) {
        text += std::to_string(i) + ",homes,2019-05-0" + std::to_string(1 + i % 9) +
                ",corporate,ward " + std::to_string(i * 7919 % (i < 4000 ? 40 : 300)) + '\n';
    }
    folder.write("complaints.csv", text);
    plain_way const plain(folder.path());
    for (unsigned const threads : {1u, 2u, 4u}) {
        columns_reading const fast = read_columns(folder.path(), {.threads = threads});
        EXPECT_EQ(fast.way, columns_way::side_by_side);
        expect_same(fast, plain);
    }
}

TEST(ReadColumns, ACutThroughQuotesIsNotedAndReadInOnePiece) {
    temporary_folder folder;
    folder.write("taxonomy.toml", test::small_council_toml);
    std::string text = "id,unit,received,procedure,place\n";
    for (int i = 1; i <= 4000; ++i) {
        // Inside the quotes stands what could be a row.
        text += std::to_string(i) + ",homes,2019-05-01,corporate,\"a\n7,homes,2019-05-01,corporate,"
                                    "x\nb\"\n";
    }
    folder.write("complaints.csv", text);
    columns_reading const fast = read_columns(folder.path(), {.threads = 2});
    EXPECT_EQ(fast.way, columns_way::side_by_side);
    expect_same(fast, plain_way(folder.path()));
}

TEST(ReadColumns, ACutThatLeavesNoRowOfItsOwnIsReadInOnePieceToo) {
    temporary_folder folder;
    folder.write("taxonomy.toml", test::small_council_toml);
    std::string text = "id,unit,received,procedure,place\n";
    for (int i = 1; i <= 4000; ++i) {
        text += std::to_string(i) + ",homes,2019-05-01,corporate,\"a\nno,row,at,all,here\nb\"\n";
    }
    folder.write("complaints.csv", text);
    columns_reading const fast = read_columns(folder.path(), {.threads = 3});
    EXPECT_EQ(fast.way, columns_way::side_by_side);
    expect_same(fast, plain_way(folder.path()));
}

TEST(ReadColumns, RowsInNoOrderAreSortedWhateverTheThreads) {
    random_folder rows(21, 2500);
    temporary_folder folder;
    rows.write(folder, {.shuffles_rows = true});
    columns_reading const fast = read_columns(folder.path(), {.threads = 2});
    EXPECT_EQ(fast.way, columns_way::sorted);
    expect_same(fast, plain_way(folder.path()));
}

TEST(ReadColumns, FieldsMayBeLongerThanWhatIsReadAtOnce) {
    temporary_folder folder;
    folder.write("taxonomy.toml", test::small_council_toml);
    std::string const long_text(300'000, 'x');
    folder.write("complaints.csv",
                 "id,unit,received,procedure,procedure_reason\n1,homes,2019-05-01,corporate," +
                     long_text + "\n2,homes,2019-05-01,corporate,\"" + long_text + ",\n\"\n");
    columns_reading const fast = read_columns(folder.path());
    EXPECT_EQ(fast.way, columns_way::side_by_side);
    expect_same(fast, plain_way(folder.path()));
}

TEST(ReadColumns, AFaultIsFoundByAnyNumberOfThreads) {
    large_folder const folder(9000);
    std::string events = "id,complaint,aspect,kind,happened,recorded,value\n";
    for (int i = 1; i <= 9000; ++i) {
        events += std::to_string(i) + ',' + std::to_string(i == 8000 ? 1 : i) +
                  ",,referred,2020-08-03,2020-08-0" + (i == 8500 ? "1" : "3") + ",\n";
    }
    folder.write("events.csv", events);
    plain_way const plain(folder.path());
    ASSERT_FALSE(plain.read.failures.empty());
    for (unsigned const threads : {1u, 2u, 3u}) {
        expect_same(read_columns(folder.path(), {.threads = threads}), plain);
    }
}

TEST(ReadColumns, AnEventIdOfTwoKindsOfCasesIsFound) {
    random_folder rows(11, 40);
    rows.events.push_back(
        {rows.events[3][0], "discontinued", "2020-03-25", "2020-03-26", "", "5", "", "", ""});
    temporary_folder folder;
    rows.write(folder);
    columns_reading const fast = read_columns(folder.path());
    ASSERT_FALSE(fast.cases.has_value());
    EXPECT_EQ(fast.failures.front().code, failure_code::id_repeated);
    expect_same(fast, plain_way(folder.path()));
}

TEST(ReadColumns, AFolderWithoutCasesHasColumnsWithoutRows) {
    temporary_folder folder;
    folder.write("taxonomy.toml", test::small_council_toml);
    folder.write("complaints.csv", "id,unit,received,procedure\n");
    columns_reading const fast = read_columns(folder.path(), {.threads = 4});
    ASSERT_TRUE(fast.cases.has_value());
    EXPECT_EQ(fast.cases->rows().size().rows, 0u);
    EXPECT_EQ(fast.cases->from(), std::nullopt);
    EXPECT_EQ(fast.rows, 0u);
}

TEST(ReadColumns, WhatIsMissingIsNamed) {
    columns_reading const nowhere = read_columns("/no/such/folder");
    ASSERT_EQ(nowhere.failures.size(), 1u);
    EXPECT_EQ(nowhere.failures.front().code, failure_code::file_missing);
    temporary_folder folder;
    folder.write("taxonomy.toml", test::small_council_toml);
    columns_reading const no_file = read_columns(folder.path());
    ASSERT_EQ(no_file.failures.size(), 1u);
    EXPECT_EQ(no_file.failures.front().where.source, "complaints.csv");
    folder.write("complaints.csv", "id,unit,received,procedure,colour\n");
    columns_reading const unknown = read_columns(folder.path());
    ASSERT_EQ(unknown.failures.size(), 1u);
    EXPECT_EQ(unknown.failures.front().where.column, "colour");
}

TEST(ReadColumns, AServiceOfAUnitWithinTheOneComplainedOfCountsForTheOneComplainedOf) {
    temporary_folder folder;
    folder.write("taxonomy.toml", test::small_council_toml);
    folder.write("complaints.csv",
                 "id,unit,received,procedure\n"
                 "1,council,2019-05-01,corporate\n2,homes,2019-05-01,corporate\n");
    folder.write("mentions.csv", "id,complaint,service\n1,1,lettings\n2,2,lettings\n");
    columns_reading const read = read_columns(folder.path());
    ASSERT_TRUE(read.cases.has_value()) << to_string(read.failures.front());
    auto const made = rollup(read.cases->rows(), {dimension::unit}, {"mentions"});
    ASSERT_TRUE(made.has_value());
    for (char const* unit : {"council", "homes"}) {
        std::size_t const at = *made->axes()[0].find(unit);
        EXPECT_EQ(made->at(*made->find(std::array{at}), 0).number, 1) << unit;
    }
    expect_same(read, plain_way(folder.path()));
}

TEST(ReadColumns, ShowsItsProgress) {
    large_folder const folder(20'000);

    struct seen {
        std::size_t calls = 0;
        std::size_t last = 0;
    } progress;

    columns_reading const read =
        read_columns(folder.path(), {.threads = 2,
                                     .progress = {[](std::size_t rows, void* context) {
                                                      auto& of = *static_cast<seen*>(context);
                                                      EXPECT_GE(rows, of.last);
                                                      of.last = rows;
                                                      ++of.calls;
                                                  },
                                                  &progress}});
    ASSERT_TRUE(read.cases.has_value());
    EXPECT_GE(progress.calls, 2u);
    EXPECT_EQ(progress.last, read.rows);
}

TEST(ReadColumns, WhatAThreadThrowsComesOutOfTheCall) {
    large_folder const folder(20'000);
    std::thread::id mine = std::this_thread::get_id();
    columns_reading_options options{.threads = 2};
    options.progress = {[](std::size_t, void* context) {
                            if (std::this_thread::get_id() !=
                                *static_cast<std::thread::id*>(context)) {
                                throw std::bad_alloc();
                            }
                        },
                        &mine};
    EXPECT_THROW(static_cast<void>(read_columns(folder.path(), options)), std::bad_alloc);
}

TEST(ReadColumns, ACaseOfMorePartsThanColumnsHoldIsRefused) {
    temporary_folder folder;
    folder.write("taxonomy.toml", test::small_council_toml);
    folder.write("complaints.csv", "id,unit,received,procedure\n1,homes,2019-05-01,corporate\n");
    folder.write("mentions.csv", "id,complaint,service\n1,1,repairs\n");
    std::string aspects = "id,mention,subject\n";
    for (int i = 1; i != 65'536; ++i) aspects += std::to_string(i) + ",1,delay\n";
    folder.write("aspects.csv", aspects);
    columns_reading const most = read_columns(folder.path());
    ASSERT_TRUE(most.cases.has_value());
    EXPECT_EQ(most.way, columns_way::side_by_side);
    EXPECT_EQ(most.cases->rows().size().rows, 65'535u);
    folder.write("aspects.csv", aspects + "65536,1,delay\n");
    columns_reading const more = read_columns(folder.path());
    EXPECT_FALSE(more.cases.has_value());
    ASSERT_EQ(more.failures.size(), 1u);
    EXPECT_EQ(more.failures.front().message, "a complaint of 65536 parts");
}

/// The most memory that reading a folder takes, in bytes, in a process of its own.
std::int64_t most_memory_of_reading(std::string const& folder) {
    ::pid_t const child = ::fork();
    if (child == 0) ::_exit(read_columns(folder).way == columns_way::side_by_side ? 0 : 1);
    int status = 0;
    ::rusage used{};
    EXPECT_EQ(::wait4(child, &status, 0, &used), child);
    EXPECT_EQ(status, 0);
    return std::int64_t{used.ru_maxrss} * 1024;
}

TEST(ReadColumns, MemoryGrowsByNoMoreThanTheColumns) {
#if defined(UPHELD_SANITIZED)
    GTEST_SKIP() << "a sanitizer keeps memory that was given back";
#endif
    large_folder const small(20'000);
    large_folder const large(120'000);
    std::int64_t const more =
        most_memory_of_reading(large.path()) - most_memory_of_reading(small.path());
    auto const rows =
        static_cast<std::int64_t>(read_columns(large.path()).cases->rows().size().rows);
    // The large folder's files have 30 MB. Blocks grow by doubling, so they may take twice their 16
    // bytes a row on the way; a few MB are the allocator's.
    EXPECT_LT(more, rows * 32 + (std::int64_t{4} << 20));
}

} // namespace
} // namespace upheld
