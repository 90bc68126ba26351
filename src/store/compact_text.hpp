// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/expects.hpp"

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

/// Texts of records that a store keeps by the million. Private to src.

namespace upheld::detail {

/// A text in 16 bytes: in place up to 15 bytes, else on the heap. Moved, never copied.
class compact_text {
  public:
    compact_text() noexcept = default;

    explicit compact_text(std::string_view text) {
        if (text.size() <= most_in_place) {
            text.copy(bytes_, text.size());
            bytes_[most_in_place] = static_cast<char>(text.size());
            return;
        }
        UPHELD_EXPECTS(text.size() <= UINT32_MAX);
        auto const size = static_cast<std::uint32_t>(text.size());
        char* const on_heap = new char[size];
        std::memcpy(on_heap, text.data(), size);
        std::memcpy(bytes_, static_cast<void const*>(&on_heap), sizeof on_heap);
        std::memcpy(bytes_ + sizeof on_heap, &size, sizeof size);
        bytes_[most_in_place] = is_elsewhere;
    }

    compact_text(compact_text&& other) noexcept { swap(other); }

    compact_text& operator=(compact_text&& other) noexcept {
        swap(other);
        return *this;
    }

    compact_text(compact_text const&) = delete;
    compact_text& operator=(compact_text const&) = delete;

    ~compact_text() {
        if (bytes_[most_in_place] == is_elsewhere) delete[] on_heap();
    }

    [[nodiscard]] std::string_view view() const noexcept {
        if (bytes_[most_in_place] != is_elsewhere) {
            return {bytes_, static_cast<std::size_t>(bytes_[most_in_place])};
        }
        std::uint32_t size = 0;
        std::memcpy(&size, bytes_ + sizeof(char*), sizeof size);
        return {on_heap(), size};
    }

  private:
    static constexpr std::size_t most_in_place = 15;
    static constexpr char is_elsewhere = 16;

    [[nodiscard]] char* on_heap() const noexcept {
        char* pointer = nullptr;
        std::memcpy(static_cast<void*>(&pointer), bytes_, sizeof pointer);
        return pointer;
    }

    void swap(compact_text& other) noexcept { std::swap(bytes_, other.bytes_); }

    alignas(char*) char bytes_[most_in_place + 1] = {}; ///< the last one is the length in place
};

class shared_texts;

/// One use of a text that many records have in common; no text if it is empty. Must end before the
/// texts that it is one of.
class shared_text {
  public:
    shared_text() noexcept = default;

    shared_text(shared_text&& other) noexcept : used_(std::exchange(other.used_, nullptr)) {}

    shared_text& operator=(shared_text&& other) noexcept {
        std::swap(used_, other.used_);
        return *this;
    }

    shared_text(shared_text const&) = delete;
    shared_text& operator=(shared_text const&) = delete;
    inline ~shared_text();

    [[nodiscard]] inline std::string_view view() const noexcept;

  private:
    friend class shared_texts;

    struct uses {
        shared_texts* home;
        std::size_t count;
    };

    using entry = std::pair<std::string const, uses>;

    explicit shared_text(entry* used) noexcept : used_(used) { ++used_->second.count; }

    entry* used_ = nullptr;
};

/// Each distinct text once, for as long as a record has it. Stays where it is.
class shared_texts {
  public:
    shared_texts() = default;
    shared_texts(shared_texts const&) = delete;
    shared_texts(shared_texts&&) = delete;
    shared_texts& operator=(shared_texts const&) = delete;
    shared_texts& operator=(shared_texts&&) = delete;
    ~shared_texts() = default;

    [[nodiscard]] shared_text share(std::string_view text) {
        if (text.empty()) return {};
        return shared_text(
            &*texts_.try_emplace(std::string(text), shared_text::uses{this, 0}).first);
    }

    [[nodiscard]] std::size_t size() const noexcept { return texts_.size(); }

  private:
    friend class shared_text;

    void drop(std::string const& text) noexcept { texts_.erase(texts_.find(text)); }

    std::unordered_map<std::string, shared_text::uses> texts_;
};

inline shared_text::~shared_text() {
    if (used_ != nullptr && --used_->second.count == 0) used_->second.home->drop(used_->first);
}

inline std::string_view shared_text::view() const noexcept {
    return used_ == nullptr ? std::string_view() : std::string_view(used_->first);
}

} // namespace upheld::detail
