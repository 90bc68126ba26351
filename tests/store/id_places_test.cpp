// SPDX-License-Identifier: BSL-1.0
#include "store/id_places.hpp"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <unordered_map>
#include <vector>

/// Where rows are found by id, beside the plainest table of them.

namespace upheld::detail {
namespace {

/// Rows are numbered as they come, and a number is never used again.
class numbered_ids {
  public:
    explicit numbered_ids(std::size_t most) {
        places_.reserve(most, [this](std::uint32_t n) { return ids_[n]; });
    }

    [[nodiscard]] std::uint32_t find(std::uint64_t id) const {
        return places_.find(id, [&](std::uint32_t n) { return ids_[n] == id; });
    }

    void enter(std::uint64_t id) {
        auto const number = static_cast<std::uint32_t>(ids_.size());
        ids_.push_back(id);
        places_.enter(id, number);
    }

    void erase(std::uint64_t id) { places_.erase(id, find(id)); }

  private:
    std::vector<std::uint64_t> ids_;
    id_places places_;
};

/// Small tables, in which a line is soon full, and in the end each has passed on some row.
TEST(IdPlaces, FindWhatIsThereAndNothingElseHoweverLongRowsComeAndGo) {
    std::uint32_t const seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    for (std::size_t const most : {8U, 16U, 32U, 60U}) {
        numbered_ids ids(most);
        std::unordered_map<std::uint64_t, std::uint32_t> plain;
        std::uint32_t entered = 0;
        for (int n = 0; n != 100'000; ++n) {
            std::uint64_t const id = random() % (8 * most);
            auto const known = plain.find(id);
            ASSERT_EQ(ids.find(id), known == plain.end() ? id_places::none : known->second);
            if (known != plain.end()) {
                ids.erase(id);
                plain.erase(known);
            } else if (plain.size() != most) {
                ids.enter(id);
                plain.emplace(id, entered++);
            }
        }
    }
}

/// Of a table of two lines, the next id whose search begins in one of them: the line is the hash's
/// highest bit.
std::uint64_t next_of_line(unsigned line, std::uint64_t& last) {
    do {
        ++last;
    } while ((last >> 3U) * 0x9E37'79B9'7F4A'7C15U >> 63U != line);
    return last;
}

TEST(IdPlaces, ASearchEndsWhereEveryLineHasPassedARowOn) {
    numbered_ids ids(16); // two lines with room for twelve each
    std::uint64_t last = 0;
    std::vector<std::uint64_t> first;
    for (int n = 0; n != 13; ++n) first.push_back(next_of_line(0, last));
    for (std::uint64_t const id : first) ids.enter(id); // the last of them in the second line
    for (std::size_t n = 0; n != 12; ++n) ids.erase(first[n]);
    for (int n = 0; n != 12; ++n) ids.enter(next_of_line(1, last)); // the last in the first
    EXPECT_EQ(ids.find(next_of_line(0, last)), id_places::none);
    EXPECT_EQ(ids.find(next_of_line(1, last)), id_places::none);
    EXPECT_EQ(ids.find(first.back()), 12U);
}

} // namespace
} // namespace upheld::detail
