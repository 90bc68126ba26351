// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

/// Private to src.

namespace upheld::detail {

/// Numbers in a row, in memory of its own or in somebody else's: a mapped file is used where it is
/// until it must grow. A change in place writes to where the numbers are.
template <class Number> class block {
  public:
    block() = default;

    /// @param where  must outlive the block, which may write to it
    explicit block(std::span<Number> where) noexcept : data_(where.data()), size_(where.size()) {}

    block(block&& other) noexcept { swap(other); }

    block& operator=(block&& other) noexcept {
        block taken(std::move(other));
        swap(taken);
        return *this;
    }

    block(block const&) = delete;
    block& operator=(block const&) = delete;
    ~block() = default;

    [[nodiscard]] Number* data() noexcept { return data_; }

    [[nodiscard]] Number const* data() const noexcept { return data_; }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    [[nodiscard]] Number& operator[](std::size_t at) noexcept { return data_[at]; }

    [[nodiscard]] Number const& operator[](std::size_t at) const noexcept { return data_[at]; }

    /// What it takes up, spare room of its own with it.
    [[nodiscard]] std::size_t bytes() const noexcept {
        return std::max(own_.capacity(), size_) * sizeof(Number);
    }

    /// What is new is 0. Numbers of somebody else's that must grow are copied.
    void resize(std::size_t size) {
        if (is_owner()) {
            own_.resize(size);
            data_ = own_.data();
        } else if (size > size_) {
            std::vector<Number> grown;
            grown.reserve(size);
            grown.assign(data_, data_ + size_);
            grown.resize(size);
            own_ = std::move(grown);
            data_ = own_.data();
        }
        size_ = size;
    }

    template <class Iterator> void assign(Iterator first, Iterator last) {
        own_.assign(first, last);
        data_ = own_.data();
        size_ = own_.size();
    }

    void shrink_to_fit() {
        if (!is_owner()) return;
        own_.shrink_to_fit();
        data_ = own_.data();
    }

  private:
    [[nodiscard]] bool is_owner() const noexcept { return data_ == own_.data(); }

    void swap(block& other) noexcept {
        own_.swap(other.own_);
        std::swap(data_, other.data_);
        std::swap(size_, other.size_);
    }

    std::vector<Number> own_;
    Number* data_ = nullptr;
    std::size_t size_ = 0;
};

} // namespace upheld::detail
