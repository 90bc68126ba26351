// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/id.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

/// Private to src.

namespace upheld::detail {

/// The names of places, numbered in order of first arrival. The empty name is none.
class place_list {
  public:
    /// So many names have codes.
    static constexpr std::size_t most = place_code::none_value - std::size_t{1};

    /// @returns nothing if the name is new and there is no code left for it
    [[nodiscard]] std::optional<place_code> find_or_add(std::string_view name) {
        if (name.empty()) return place_code();
        auto const found = codes_.find(name);
        if (found != codes_.end()) return found->second;
        if (names_.size() == most) return std::nullopt;
        place_code const added(static_cast<std::uint16_t>(names_.size()));
        names_.emplace_back(name);
        try {
            codes_.emplace(names_.back(), added);
        } catch (...) {
            names_.pop_back();
            throw;
        }
        return added;
    }

    [[nodiscard]] std::span<std::string const> names() const noexcept { return names_; }

  private:
    /// Texts are looked up without a string being made of each.
    struct text_hash {
        using is_transparent = void;

        std::size_t operator()(std::string_view text) const noexcept {
            return std::hash<std::string_view>()(text);
        }
    };

    std::vector<std::string> names_;
    std::unordered_map<std::string, place_code, text_hash, std::equal_to<>> codes_;
};

} // namespace upheld::detail
