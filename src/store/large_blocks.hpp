// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>

/// Private to src.

namespace upheld::detail {

/// Memory that begins with a cache line. Blocks of two megabytes and more ask the system for huge
/// pages: looked into at random they miss the translation of addresses far less often.
/// @fails std::bad_alloc passes through
[[nodiscard]] void* allocate_block(std::size_t bytes);

/// @param bytes  as they were asked for
void free_block(void* block, std::size_t bytes) noexcept;

/// For the standard containers.
template <class T> struct block_allocator {
    using value_type = T;

    block_allocator() = default;

    template <class U>
    block_allocator(block_allocator<U> const&) noexcept {} // NOLINT(*-explicit-*)

    [[nodiscard]] T* allocate(std::size_t n) {
        return static_cast<T*>(allocate_block(n * sizeof(T)));
    }

    void deallocate(T* block, std::size_t n) noexcept { free_block(block, n * sizeof(T)); }

    friend bool operator==(block_allocator const&, block_allocator const&) = default;
};

} // namespace upheld::detail
