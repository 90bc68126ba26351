// SPDX-License-Identifier: BSL-1.0
#include "store/large_blocks.hpp"

#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace upheld::detail {
namespace {

constexpr std::size_t cache_line = 64;
constexpr std::size_t huge_page = std::size_t{1} << 21U;

constexpr std::align_val_t alignment_of(std::size_t bytes) noexcept {
    return std::align_val_t{bytes < huge_page ? cache_line : huge_page};
}

} // namespace

void* allocate_block(std::size_t bytes) {
    void* const block = ::operator new(bytes, alignment_of(bytes));
#ifdef __linux__
    // Only advice: nothing is lost where it is not taken. What is behind the last whole page is
    // not this block's alone.
    if (bytes >= huge_page) {
        static_cast<void>(::madvise(block, bytes & ~(huge_page - 1), MADV_HUGEPAGE));
    }
#endif
    return block;
}

void free_block(void* block, std::size_t bytes) noexcept {
    ::operator delete(block, bytes, alignment_of(bytes));
}

} // namespace upheld::detail
