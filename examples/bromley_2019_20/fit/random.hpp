// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace fit {

/// Numbers that look random and are the same on every machine (splitmix64). The standard library's
/// distributions may differ from one library to the next, so none is used.
class random_source {
  public:
    explicit random_source(std::uint64_t seed) : state_(seed) {}

    /// A number from 0 to `bound` - 1. @expects bound > 0
    [[nodiscard]] std::size_t below(std::size_t bound) {
        return static_cast<std::size_t>(next() % bound);
    }

    /// A number from `first` to `last`, both in.
    [[nodiscard]] int between(int first, int last) {
        return first + static_cast<int>(below(static_cast<std::size_t>(last - first) + 1));
    }

    [[nodiscard]] bool one_in(std::size_t n) { return below(n) == 0; }

    template <class T> void shuffle(std::vector<T>& items) {
        for (std::size_t left = items.size(); left > 1; --left) {
            std::swap(items[left - 1], items[below(left)]);
        }
    }

  private:
    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }

    std::uint64_t state_;
};

} // namespace fit
