// SPDX-License-Identifier: BSL-1.0
#include "store/small_store.hpp"

#include <atomic>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <new>

// The whole program counts what it holds: the size stands in front of each block.
namespace {

std::atomic<std::size_t> bytes_in_use = 0;
std::atomic<long> allocations_left = -1; ///< after so many more memory runs out; negative: never

void* checked(void* block, std::size_t size) {
    if (block == nullptr) throw std::bad_alloc();
    bytes_in_use.fetch_add(size, std::memory_order_relaxed);
    return block;
}

void ask_for_one() {
    if (allocations_left < 0) return;
    if (allocations_left == 0) throw std::bad_alloc();
    --allocations_left;
}

constexpr std::size_t in_front = alignof(std::max_align_t);

} // namespace

void* operator new(std::size_t size) {
    ask_for_one();
    void* const block = checked(std::malloc(size + in_front), size);
    std::memcpy(block, &size, sizeof size);
    return static_cast<char*>(block) + in_front;
}

void operator delete(void* given) noexcept {
    if (given == nullptr) return;
    void* const block = static_cast<char*>(given) - in_front;
    std::size_t size = 0;
    std::memcpy(&size, block, sizeof size);
    bytes_in_use.fetch_sub(size, std::memory_order_relaxed);
    std::free(block);
}

void operator delete(void* given, std::size_t) noexcept { operator delete(given); }

// Aligned blocks say how large they are when they go.
void* operator new(std::size_t size, std::align_val_t alignment) {
    ask_for_one();
    auto const align = static_cast<std::size_t>(alignment);
    return checked(std::aligned_alloc(align, (size + align - 1) / align * align), size);
}

void operator delete(void* given, std::size_t size, std::align_val_t) noexcept {
    bytes_in_use.fetch_sub(given == nullptr ? 0 : size, std::memory_order_relaxed);
    std::free(given);
}

namespace upheld {
namespace {

TEST(StoreBytes, ACaseTakesAtMostAHundredAndEighty) {
    test::small_store made;
    std::uint64_t id = 0;
    auto const fill = [&](std::uint64_t count) {
        complaint one = made.made(1, day(2020, 1, 6));
        for (; id != count; ++id) {
            one.id = complaint_id(id);
            one.received = day(2020, 1, 6) + calendar_days(static_cast<std::int32_t>(id / 1'000));
            one.place = "Ward " + std::to_string(id % 20);
            one.complainant = "P-" + std::to_string(id * 7'919 % 100'003);
            if (id % 20 == 0) one.procedure_reason = "the complaint is about a social worker";
            ASSERT_TRUE(made.cases.insert(one));
        }
    };
    std::size_t const before = bytes_in_use;
    fill(100'000);
    EXPECT_LE(static_cast<double>(bytes_in_use - before) / 100'000, 180.0);
    // Whatever goes gives back what it took, but for the table of ids and the names of places.
    for (id = 0; id != 100'000; ++id) ASSERT_TRUE(made.cases.erase(complaint_id(id)));
    EXPECT_LE(static_cast<double>(bytes_in_use - before) / 100'000, 20.0);
}

/// Wherever memory runs out in a fill, what it leaves is a store that goes on: everything in it is
/// found, can be taken away, and can be filled in again.
TEST(StoreMemory, AFillThatRunsOutLeavesAStoreThatGoesOn) {
    test::small_store maker;
    record_set records;
    for (std::uint64_t id = 1; id != 8; ++id) {
        complaint one = maker.made(id, day(2020, 1, 6));
        one.complainant = "a person with a long reference";
        one.place = "Ward " + std::to_string(id % 3);
        records.complaints.push_back(one);
        records.mentions.push_back({.id = mention_id(id),
                                    .complaint = one.id,
                                    .service = test::code_of(maker.words().services, "lettings")});
        aspect part;
        part.id = aspect_id(id);
        part.mention = mention_id(id);
        part.subject = test::code_of(maker.words().subjects, "delay");
        part.remedy = "a letter of apology to the family";
        records.aspects.push_back(part);
        records.events.push_back(
            maker.made_event(one.id, event_kind::acknowledged, day(2020, 1, 8)));
        event decided = maker.made_event(one.id, event_kind::outcome_decided, day(2020, 1, 20),
                                         id % 2 == 0 ? "Upheld" : "upheld");
        decided.aspect = part.id;
        records.events.push_back(decided);
        // Refused, which takes memory to say.
        records.events.push_back(maker.made_event(one.id, event_kind::reopened, day(2020, 1, 21)));
    }
    bool ran_out = true;
    int failures = 0;
    for (long allowed = 0; ran_out; ++allowed) {
        SCOPED_TRACE("memory runs out after " + std::to_string(allowed) + " allocations");
        store cases(maker.words(), maker.cases.calendar());
        allocations_left = allowed;
        try {
            static_cast<void>(cases.fill(records));
            ran_out = false;
        } catch (std::bad_alloc const&) {
            ++failures;
        }
        allocations_left = -1;
        for (complaint_id const which : cases.complaint_ids()) {
            ASSERT_TRUE(cases.state_of(which));
            ASSERT_EQ(cases.overdue(day(2021, 1, 1)).size(), cases.complaint_count());
            ASSERT_TRUE(cases.erase(which));
        }
        ASSERT_EQ(cases.event_count() + cases.aspect_count() + cases.mention_count(), 0u);
        ASSERT_TRUE(cases.overdue(day(2021, 1, 1)).empty());
        ASSERT_EQ(cases.fill(records).size(), 7u);
        ASSERT_EQ(cases.records_of(cases.complaint_ids()).aspects, records.aspects);
    }
    EXPECT_GT(failures, 50);
}

} // namespace
} // namespace upheld
