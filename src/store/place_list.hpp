// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/id.hpp"

#include <optional>
#include <span>
#include <string>
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
    [[nodiscard]] std::optional<place_code> find_or_add(std::string const& name) {
        if (name.empty()) return place_code();
        auto const found = codes_.find(name);
        if (found != codes_.end()) return found->second;
        if (names_.size() == most) return std::nullopt;
        place_code const added(static_cast<std::uint16_t>(names_.size()));
        names_.push_back(name);
        try {
            codes_.emplace(name, added);
        } catch (...) {
            names_.pop_back();
            throw;
        }
        return added;
    }

    [[nodiscard]] std::span<std::string const> names() const noexcept { return names_; }

  private:
    std::vector<std::string> names_;
    std::unordered_map<std::string, place_code> codes_;
};

} // namespace upheld::detail
