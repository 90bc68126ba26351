// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/large_blocks.hpp"

#include <algorithm>
#include <type_traits>
#include <vector>

/// Private to src.

namespace upheld::detail {

/// Memory for many small parts of one size, side by side in large blocks. What is given back is
/// used again; the blocks themselves go when no part is in use.
template <class Part> class block_pool {
    static_assert(std::is_trivially_copyable_v<Part> && std::is_trivially_destructible_v<Part>);

  public:
    block_pool() = default;
    block_pool(block_pool const&) = delete;
    block_pool(block_pool&&) = delete;
    block_pool& operator=(block_pool const&) = delete;
    block_pool& operator=(block_pool&&) = delete;
    ~block_pool() = default;

    [[nodiscard]] Part* take() {
        if (free_.empty()) add_block();
        Part* const taken = free_.back();
        free_.pop_back();
        ++in_use_;
        return taken;
    }

    void give_back(Part* part) noexcept {
        free_.push_back(part); // within what `add_block` reserved
        if (--in_use_ != 0) return;
        free_ = {};
        blocks_ = {};
        parts_ = 0;
    }

  private:
    /// Each block adds a quarter to what there is, up to a huge page.
    void add_block() {
        constexpr std::size_t fewest = 16;
        constexpr std::size_t most = (std::size_t{1} << 21U) / sizeof(Part);
        std::size_t const count = std::clamp(parts_ / 4, fewest, most);
        free_.reserve(parts_ + count);
        std::vector<Part, block_allocator<Part>>& block = blocks_.emplace_back(count);
        for (std::size_t i = count; i-- != 0;) free_.push_back(&block[i]);
        parts_ += count;
    }

    std::vector<std::vector<Part, block_allocator<Part>>> blocks_;
    std::vector<Part*> free_;
    std::size_t parts_ = 0; ///< in all blocks
    std::size_t in_use_ = 0;
};

} // namespace upheld::detail
