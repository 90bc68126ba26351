// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/field_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Private to src.

namespace upheld::detail {

/// Small numbers by text, for some hundred texts that are looked up by the million. The table is
/// laid out so that no two texts meet in it, if that can be had at a modest size: a text is found,
/// or is not, by one look and one comparison, and no branch depends on which text it is.
class code_table {
  public:
    static constexpr std::uint16_t none = 0xFFFF;

    code_table() = default;

    /// A text that is there already keeps its number. Call `lay_out` when all are there.
    /// @expects code is not `none`
    void add(std::string_view text, std::uint16_t code) {
        std::string padded(text);
        padded.resize(text.size() + field_text::readable_behind);
        entries_.push_back({key_of({padded.data(), text.size()}), code});
        texts_.emplace_back(text);
    }

    void lay_out();

    /// @returns `none` for a text that is not there
    [[nodiscard, gnu::always_inline]] std::uint16_t find(field_text text) const {
        key const k = key_of(text);
        std::size_t at = first_place(k);
        if (is_all_of(places_[at], k, text)) [[likely]] {
            return entries_[places_[at]].code;
        }
        if (!has_meetings_) return none;
        while (places_[at] != 0) {
            at = (at + 1) & (places_.size() - 1);
            if (is_all_of(places_[at], k, text)) return entries_[places_[at]].code;
        }
        return none;
    }

  private:
    /// All of a text of up to 16 bytes: zeros stand behind it. The beginning of a longer one.
    struct key {
        std::uint64_t head = 0;
        std::uint64_t tail = 0;
        std::size_t size = SIZE_MAX; ///< of no text

        friend bool operator==(key const&, key const&) = default;
    };

    struct entry {
        key of;
        std::uint16_t code = none;
    };

    [[nodiscard]] bool is_all_of(std::size_t number, key const& k, field_text whole) const {
        return entries_[number].of == k && (k.size <= 16 || texts_[number] == whole.view());
    }

    [[nodiscard]] static key key_of(field_text text) {
        // Bytes of a text of so many bytes that belong to its first eight.
        static constexpr std::array<std::uint64_t, 9> masks{0,
                                                            0xFF,
                                                            0xFFFF,
                                                            0xFFFFFF,
                                                            0xFFFFFFFF,
                                                            0xFFFFFFFFFF,
                                                            0xFFFFFFFFFFFF,
                                                            0xFFFFFFFFFFFFFF,
                                                            0xFFFFFFFFFFFFFFFF};
        std::size_t const first = std::min<std::size_t>(text.size, 8);
        std::size_t const second = std::min<std::size_t>(text.size - first, 8);
        return {text.eight_from(0) & masks[first], text.eight_from(8) & masks[second], text.size};
    }

    [[nodiscard]] std::size_t first_place(key const& k) const {
        constexpr std::uint64_t odd = 0x9E3779B97F4A7C15; // the golden ratio's, as Knuth has it
        return static_cast<std::size_t>((k.head ^ (k.tail + k.size) * odd) * multiplier_ >> 40U) &
               (places_.size() - 1);
    }

    bool try_places(std::size_t size, std::uint64_t multiplier, bool may_meet);

    std::vector<entry> entries_{entry{}};  ///< the first is nobody's
    std::vector<std::string> texts_{{}};   ///< of the entries
    std::vector<std::uint32_t> places_{0}; ///< of entries; as many as a power of two
    std::uint64_t multiplier_ = 0;
    bool has_meetings_ = false;
};

} // namespace upheld::detail
