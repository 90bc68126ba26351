// SPDX-License-Identifier: BSL-1.0
#include "support/random_store.hpp"
#include "support/temporary_folder.hpp"
#include "upheld/store/folder.hpp"
#include "upheld/store/known_on.hpp"
#include "upheld/store/write_folder.hpp"

#include <gtest/gtest.h>

#include <random>

namespace upheld {
namespace {

TEST(KnownOn, IsTheStoreOfTheFolderThatWasKnownThen) {
    std::uint32_t const seed = std::random_device{}();
    for (std::uint32_t i = 0; i != 30; ++i) {
        SCOPED_TRACE(testing::Message() << "seed " << seed + i);
        test::random_store random(seed + i);
        store const cases = random.make(20);
        day const then = random.some_day();
        test::temporary_folder const folder;
        ASSERT_TRUE(write_folder(cases, folder.path(), {.as_known_on = then}));
        folder_reading const read = read_folder(folder.path());
        ASSERT_TRUE(read.cases);
        auto const known = known_on(cases, then);
        ASSERT_TRUE(known) << to_string(known.error());
        ASSERT_EQ(test::all_records(*known), test::all_records(*read.cases));
    }
}

TEST(KnownOn, TheLastDayIsEverythingAndTheFirstIsNothing) {
    std::uint32_t const seed = std::random_device{}();
    SCOPED_TRACE(testing::Message() << "seed " << seed);
    store const cases = test::random_store(seed).make(30);
    EXPECT_EQ(test::all_records(*known_on(cases, day(2199, 12, 31))), test::all_records(cases));
    store const before = known_on(cases, day(1900, 1, 1)).value();
    EXPECT_EQ(before.complaint_count() + before.event_count(), 0u);
    EXPECT_EQ(before.series().size(), cases.series().size()); // they carry no day
}

} // namespace
} // namespace upheld
