// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/field_text.hpp"

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
        entries_.push_back({head_of(text), tail_of(text), text.size(), code, std::string(text)});
    }

    void lay_out();

    /// @returns `none` for a text that is not there
    [[nodiscard]] std::uint16_t find(std::string_view text) const {
        std::uint64_t const head = head_of(text);
        std::uint64_t const tail = tail_of(text);
        for (std::size_t at = first_place(head, tail, text.size());;
             at = (at + 1) & (places_.size() - 1)) {
            entry const& e = entries_[places_[at]];
            if (e.head == head && e.tail == tail && e.size == text.size()) [[likely]] {
                // Up to 16 bytes both ends are all of it.
                if (text.size() <= 16 || e.text == text) return e.code;
            }
            if (!has_meetings_ || e.code == none) return none;
        }
    }

  private:
    struct entry {
        std::uint64_t head = 0;
        std::uint64_t tail = 0;
        std::size_t size = SIZE_MAX; ///< of no text
        std::uint16_t code = none;
        std::string text;
    };

    /// The last eight bytes of a longer text.
    [[nodiscard]] static std::uint64_t tail_of(std::string_view text) {
        return text.size() > 8 ? head_of(text.substr(text.size() - 8)) : 0;
    }

    [[nodiscard]] std::size_t first_place(std::uint64_t head, std::uint64_t tail,
                                          std::size_t size) const {
        constexpr std::uint64_t odd = 0x9E3779B97F4A7C15; // the golden ratio's, as Knuth has it
        return static_cast<std::size_t>((head ^ (tail + size) * odd) * multiplier_ >> 40U) &
               (places_.size() - 1);
    }

    bool try_places(std::size_t size, std::uint64_t multiplier, bool may_meet);

    std::vector<entry> entries_{entry{}};  ///< the first is nobody's
    std::vector<std::uint32_t> places_{0}; ///< of entries; as many as a power of two
    std::uint64_t multiplier_ = 0;
    bool has_meetings_ = false;
};

} // namespace upheld::detail
