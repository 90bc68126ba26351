// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/id_places.hpp"

#include <type_traits>
#include <utility>

/// Private to src.

namespace upheld::detail {

/// Rows found by their `id`, side by side in memory: numbered from 0 without gaps, in no lasting
/// order, because the last row takes the place of one that goes. Numbers and addresses of rows hold
/// until the next change.
template <class Row> class row_table {
    static_assert(std::is_nothrow_move_constructible_v<Row>);
    static_assert(std::is_nothrow_move_assignable_v<Row>);

  public:
    using id_type = decltype(Row::id);

    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    /// @expects n < size()
    [[nodiscard]] Row const& operator[](std::size_t n) const noexcept {
        return blocks_[n / rows_a_block][n % rows_a_block];
    }

    [[nodiscard]] Row& operator[](std::size_t n) noexcept {
        return blocks_[n / rows_a_block][n % rows_a_block];
    }

    [[nodiscard]] Row const* find(id_type which) const {
        std::uint32_t const found = number_of(which);
        return found == id_places::none ? nullptr : &(*this)[found];
    }

    [[nodiscard]] Row* find(id_type which) {
        std::uint32_t const found = number_of(which);
        return found == id_places::none ? nullptr : &(*this)[found];
    }

    /// For searches that are about to come: has what the first step reads fetched.
    void fetch(id_type which) const noexcept { places_.fetch(which.value); }

    /// Has what the second step reads, which is the row, fetched.
    void fetch_row(id_type which) const noexcept {
        std::uint32_t const found = places_.find(which.value, [](std::uint32_t) { return true; });
        if (found != id_places::none) __builtin_prefetch(&(*this)[found]);
    }

    /// Makes room for so many rows' ids.
    void reserve(std::size_t rows) {
        places_.reserve(rows, [this](std::uint32_t n) { return (*this)[n].id.value; });
    }

    /// @expects the id is new, and there are fewer than 4,294,967,295 rows
    Row& insert(Row row) {
        reserve(size_ + 1);
        if (size_ == blocks_.size() * rows_a_block) {
            block added;
            // The first block grows with its rows: most stores are small.
            if (!blocks_.empty()) added.reserve(rows_a_block);
            blocks_.push_back(std::move(added));
        }
        block& last = blocks_[size_ / rows_a_block];
        last.push_back(std::move(row));
        places_.enter(last.back().id.value, static_cast<std::uint32_t>(size_));
        ++size_;
        return last.back();
    }

    /// @param row  one of the rows here
    void erase(Row& row) noexcept {
        std::uint32_t const gone = number_of(row.id);
        std::size_t const last = size_ - 1;
        places_.erase(row.id.value, gone);
        if (gone != last) {
            Row& moved = (*this)[last];
            places_.renumber(moved.id.value, static_cast<std::uint32_t>(last), gone);
            row = std::move(moved);
        }
        blocks_[last / rows_a_block].pop_back();
        --size_;
        // One empty block stays, lest a store that goes up and down at a block's end asks for it
        // again and again.
        std::size_t const needed = (size_ + rows_a_block - 1) / rows_a_block;
        if (size_ == 0) {
            blocks_.clear();
        } else if (blocks_.size() > needed + 1) {
            blocks_.pop_back();
        }
    }

    /// Calls `see(row)` for all rows in order of their numbers.
    template <class See> void for_each(See see) const {
        for (block const& rows : blocks_) {
            for (Row const& row : rows) see(row);
        }
    }

  private:
    static constexpr std::size_t rows_a_block = 32'768; ///< two megabytes of rows of a cache line
    using block = std::vector<Row, block_allocator<Row>>;

    [[nodiscard]] std::uint32_t number_of(id_type which) const {
        return places_.find(which.value, [&](std::uint32_t n) { return (*this)[n].id == which; });
    }

    std::vector<block> blocks_; ///< full but for the last in use
    id_places places_;
    std::size_t size_ = 0;
};

} // namespace upheld::detail
