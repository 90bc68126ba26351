// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/field_text.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Private to src.

namespace upheld::detail {

/// Small numbers by text, for some hundred texts that are looked up by the million: most are found,
/// or are not, by one look at a table and one comparison.
class code_table {
  public:
    static constexpr std::uint16_t none = 0xFFFF;

    /// A text that is there already keeps its number. @expects code is not `none`
    void add(std::string_view text, std::uint16_t code) {
        if (find(text) != none) return;
        entries_.push_back({head_of(text), std::string(text), code});
        if (entries_.size() * 4 <= places_.size()) return enter(entries_.size() - 1);
        places_.assign(places_.empty() ? 16 : places_.size() * 2, none);
        for (std::size_t i = 0; i != entries_.size(); ++i) enter(i);
    }

    /// @returns `none` for a text that is not there
    [[nodiscard]] std::uint16_t find(std::string_view text) const {
        if (places_.empty()) return none;
        std::uint64_t const head = head_of(text);
        for (std::size_t at = first_place(head, text);; at = (at + 1) & (places_.size() - 1)) {
            if (places_[at] == none) return none;
            entry const& e = entries_[places_[at]];
            if (e.head != head || e.text.size() != text.size()) continue;
            if (text.size() <= 8 || std::string_view(e.text).substr(8) == text.substr(8)) {
                return e.code;
            }
        }
    }

  private:
    struct entry {
        std::uint64_t head;
        std::string text;
        std::uint16_t code;
    };

    /// By both ends and the length: keys of one list seldom agree in all three.
    [[nodiscard]] std::size_t first_place(std::uint64_t head, std::string_view text) const {
        std::uint64_t const tail = text.size() > 8 ? head_of(text.substr(text.size() - 8)) : 0;
        constexpr std::uint64_t odd = 0x9E3779B97F4A7C15; // the golden ratio's, as Knuth has it
        std::uint64_t const mixed = (head ^ (tail + text.size()) * odd) * odd;
        return static_cast<std::size_t>(mixed >> 40U) & (places_.size() - 1);
    }

    void enter(std::size_t i) {
        std::size_t at = first_place(entries_[i].head, entries_[i].text);
        while (places_[at] != none) at = (at + 1) & (places_.size() - 1);
        places_[at] = static_cast<std::uint16_t>(i);
    }

    std::vector<entry> entries_;
    std::vector<std::uint16_t> places_; ///< of entries
};

} // namespace upheld::detail
