// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/expects.hpp"
#include "upheld/basis/id.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace upheld {

/// What every entry of a taxonomy's list has. Keys and names are unique within a list; an alias may
/// stand for one entry only.
struct labelled {
    std::string key;                  ///< short, stable, used in files: lower case, digits, `_`
    std::string name;                 ///< as people read it
    std::vector<std::string> aliases; ///< other spellings that reports and systems use
    friend bool operator==(labelled const&, labelled const&) = default;
};

/// The entries of one kind in display order. A code is an entry's position.
template <class Code, class Entry> class code_list {
  public:
    /// @expects fewer than 65,535 entries
    [[nodiscard]] Code add(Entry entry) {
        UPHELD_EXPECTS(entries_.size() < Code::none_value);
        entries_.push_back(static_cast<Entry&&>(entry));
        return Code(static_cast<std::uint16_t>(entries_.size() - 1));
    }

    [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }

    [[nodiscard]] bool is_empty() const noexcept { return entries_.empty(); }

    [[nodiscard]] bool lists(Code c) const noexcept { return c.value < entries_.size(); }

    /// @expects `lists(c)`
    [[nodiscard]] Entry const& operator[](Code c) const {
        UPHELD_EXPECTS(lists(c));
        return entries_[c.value];
    }

    /// @expects `lists(c)`
    [[nodiscard]] Entry& operator[](Code c) {
        UPHELD_EXPECTS(lists(c));
        return entries_[c.value];
    }

    [[nodiscard]] std::span<Entry const> entries() const noexcept { return entries_; }

    /// The entry with this key, name or alias, letter for letter. Linear: for loading; readers of
    /// many rows keep a hash table of their own.
    [[nodiscard]] std::optional<Code> find(std::string_view text) const {
        for (std::size_t i = 0; i != entries_.size(); ++i) {
            labelled const& label = entries_[i];
            bool found = label.key == text || label.name == text;
            for (std::size_t a = 0; !found && a != label.aliases.size(); ++a) {
                found = label.aliases[a] == text;
            }
            if (found) return Code(static_cast<std::uint16_t>(i));
        }
        return std::nullopt;
    }

    /// Every code in display order.
    [[nodiscard]] std::vector<Code> codes() const {
        std::vector<Code> all;
        for (std::size_t i = 0; i != entries_.size(); ++i) {
            all.push_back(Code(static_cast<std::uint16_t>(i)));
        }
        return all;
    }

    /// The same entries in the same order.
    friend bool operator==(code_list const&, code_list const&) = default;

  private:
    std::vector<Entry> entries_;
};

} // namespace upheld
