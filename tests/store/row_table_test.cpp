// SPDX-License-Identifier: BSL-1.0
#include "store/row_table.hpp"
#include "upheld/basis/id.hpp"

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <random>

namespace upheld::detail {
namespace {

struct numbered {
    complaint_id id;
    std::unique_ptr<int> owned; ///< leaks and double deletes are seen
};

void expect_alike(row_table<numbered>& made, std::map<std::uint64_t, int> const& plain) {
    ASSERT_EQ(made.size(), plain.size());
    for (auto const& [id, value] : plain) {
        numbered const* const found = made.find(complaint_id(id));
        ASSERT_NE(found, nullptr) << id;
        ASSERT_EQ(*found->owned, value);
    }
    std::size_t seen = 0;
    made.for_each([&](numbered const& row) {
        ++seen;
        ASSERT_EQ(plain.at(row.id.value), *row.owned);
    });
    ASSERT_EQ(seen, plain.size());
}

/// @param id_of  from a small number to an id
template <class IdOf>
void run_twins(std::uint32_t seed, int steps, std::uint32_t most, IdOf id_of) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    row_table<numbered> made;
    std::map<std::uint64_t, int> plain;
    for (int step = 0; step != steps; ++step) {
        // Grows, shrinks and grows again.
        bool const grows = step % (steps / 3) < steps / 5;
        std::uint64_t const id = id_of(static_cast<std::uint32_t>(random() % most));
        numbered* const found = made.find(complaint_id(id));
        ASSERT_EQ(found != nullptr, plain.contains(id));
        if (found == nullptr && random() % 8 < (grows ? 8 : 1)) {
            made.insert({complaint_id(id), std::make_unique<int>(step)});
            plain.emplace(id, step);
        } else if (found != nullptr && random() % 8 < (grows ? 1 : 8)) {
            made.erase(*found);
            plain.erase(id);
        }
        if (step % (steps / 20) == 0) expect_alike(made, plain);
    }
    expect_alike(made, plain);
    while (!plain.empty()) {
        made.erase(*made.find(complaint_id(plain.begin()->first)));
        plain.erase(plain.begin());
    }
    expect_alike(made, plain);
    made.insert({complaint_id(id_of(3)), std::make_unique<int>(3)});
    plain.emplace(id_of(3), 3);
    expect_alike(made, plain);
}

TEST(RowTable, AgreesWithAMapForIdsInARow) {
    run_twins(std::random_device{}(), 60'000, 5'000, [](std::uint32_t n) { return n; });
}

TEST(RowTable, AgreesWithAMapForIdsFarApart) {
    run_twins(std::random_device{}(), 60'000, 5'000,
              [](std::uint32_t n) { return std::uint64_t{n} << 40U; });
    run_twins(std::random_device{}(), 60'000, 5'000, [](std::uint32_t n) {
        return UINT64_MAX - std::uint64_t{n} * 0x9E37'79B9'7F4A'7C15U;
    });
}

/// Ids that all begin their search in one line, which then spills over into many.
TEST(RowTable, AgreesWithAMapWhereIdsCrowd) {
    std::uint64_t const inverse = 0xF1DE'83E1'9937'733DU; // of the factor that spreads ids
    ASSERT_EQ(inverse * 0x9E37'79B9'7F4A'7C15U, 1U);
    run_twins(std::random_device{}(), 6'000, 60,
              [&](std::uint32_t n) { return n * inverse % (std::uint64_t{1} << 61U) * 8; });
}

TEST(RowTable, KeepsRowsBehindItsFirstBlock) {
    row_table<numbered> made;
    std::map<std::uint64_t, int> plain;
    for (int i = 0; i != 70'000; ++i) {
        auto const id = static_cast<std::uint64_t>(i);
        made.insert({complaint_id(id), std::make_unique<int>(i)});
        plain.emplace(id, i);
    }
    expect_alike(made, plain);
    for (std::uint64_t id = 0; id < 70'000; id += 2) {
        made.erase(*made.find(complaint_id(id)));
        plain.erase(id);
    }
    expect_alike(made, plain);
}

} // namespace
} // namespace upheld::detail
