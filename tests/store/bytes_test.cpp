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
constexpr std::size_t in_front = alignof(std::max_align_t);

} // namespace

void* operator new(std::size_t size) {
    void* const block = std::malloc(size + in_front);
    if (block == nullptr) throw std::bad_alloc();
    std::memcpy(block, &size, sizeof size);
    bytes_in_use.fetch_add(size, std::memory_order_relaxed);
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
    auto const align = static_cast<std::size_t>(alignment);
    void* const block = std::aligned_alloc(align, (size + align - 1) / align * align);
    if (block == nullptr) throw std::bad_alloc();
    bytes_in_use.fetch_add(size, std::memory_order_relaxed);
    return block;
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

} // namespace
} // namespace upheld
