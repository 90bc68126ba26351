// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/statistics/linked_tables.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace upheld {

/// Which cells of some linked tables are not printed. None at first.
class hidden_cells {
  public:
    hidden_cells() = default;

    explicit hidden_cells(std::span<cell_id const> hidden) {
        for (cell_id const one : hidden) hide(one);
    }

    void hide(cell_id one) {
        if (one.value >= is_hidden_.size()) is_hidden_.resize(one.value + 1U);
        is_hidden_[one.value] = true;
    }

    void show(cell_id one) {
        if (one.value < is_hidden_.size()) is_hidden_[one.value] = false;
    }

    [[nodiscard]] bool holds(cell_id one) const noexcept {
        return one.value < is_hidden_.size() && is_hidden_[one.value];
    }

    /// May a percentage, mean, rate, chart or sentence be shown that is drawn from these cells?
    /// Only if each of them is printed. A figure of a whole row is drawn from the row's total and
    /// may be shown while cells of the row are hidden. A figure drawn from nothing may be shown.
    [[nodiscard]] bool may_show(std::span<cell_id const> drawn_from) const noexcept {
        for (cell_id const one : drawn_from) {
            if (holds(one)) return false;
        }
        return true;
    }

    /// Ascending.
    [[nodiscard]] std::vector<cell_id> list() const {
        std::vector<cell_id> all;
        for (std::size_t at = 0; at != is_hidden_.size(); ++at) {
            if (is_hidden_[at]) all.emplace_back(static_cast<cell_id::rep>(at));
        }
        return all;
    }

  private:
    std::vector<bool> is_hidden_;
};

} // namespace upheld
