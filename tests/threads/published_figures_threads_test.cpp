// SPDX-License-Identifier: BSL-1.0
#include "rollup/random_changes.hpp"
#include "upheld/rollup/live_columns.hpp"
#include "upheld/rollup/published_figures.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cstdlib>
#include <numeric>
#include <string>
#include <thread>

namespace upheld {
namespace {

using test::small_store;

/// How many changes the writer makes: UPHELD_CHANGES, or few in a build for debugging.
std::uint64_t changes_to_make() {
    if (char const* const asked = std::getenv("UPHELD_CHANGES")) return std::stoull(asked);
#ifdef NDEBUG
    return 100'000;
#else
    return 10'000;
#endif
}

constexpr std::uint64_t changes_an_edition = 10;

/// What the writer watches, in this order.
enum watched : std::size_t { total, by_unit, by_answer };

std::int64_t sum_of(cube const& of, std::size_t measure) {
    std::vector<std::int64_t> const& part = of.measures()[measure].part;
    return std::accumulate(part.begin(), part.end(), std::int64_t{0});
}

/// What is true of any state of the cases, and of no two halves of different ones.
bool holds_together(figures_edition const& seen) {
    bool is_good = seen.size() == 3 && seen.stated().size() == 2;
    for (std::size_t m = 0; is_good && m != seen.at(total).measures().size(); ++m) {
        std::int64_t const all = sum_of(seen.at(total), m);
        is_good = sum_of(seen.at(by_unit), m) == all && sum_of(seen.at(by_answer), m) == all;
    }
    if (!is_good) return false;
    bool const is_of_this_edition =
        seen.stated()[0].value.number == static_cast<std::int64_t>(seen.number());
    return is_of_this_edition && seen.stated()[1].value.number == sum_of(seen.at(total), 0);
}

struct reader_findings {
    std::uint64_t editions = 0;
    std::uint64_t halves = 0;
    std::uint64_t went_back = 0;
    bool first_changed = false;
};

reader_findings read_until(std::atomic<bool> const& is_over, published_figures const& from) {
    reader_findings found;
    figures_edition const first = from.current();
    cube const first_by_unit = first.at(by_unit);
    figures_edition last = first;
    while (!is_over.load()) {
        figures_edition const now = from.current();
        if (now.number() < last.number()) ++found.went_back;
        if (now.number() != last.number()) ++found.editions;
        if (!holds_together(now)) ++found.halves;
        if (now.number() == last.number()) std::this_thread::yield();
        last = now;
    }
    found.first_changed = !(first.at(by_unit) == first_by_unit);
    return found;
}

TEST(PublishedFiguresThreads, FourReadersNeverSeeHalfAChangeOfOneWriter) {
    std::uint32_t const seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    small_store s;
    live_columns live = live_columns::of_store(s.cases).value();
    live_cubes screen(live.rows());
    measures const what{"received", "in_time_by_complaints", "stage_reached"};
    ASSERT_EQ(screen.watch(by{}, what).value(), total);
    ASSERT_EQ(screen.watch(by{dimension::unit}, what).value(), by_unit);
    ASSERT_EQ(screen.watch(by{dimension::answer}, what).value(), by_answer);
    published_figures shown(screen);
    auto const publish = [&] {
        auto const next = static_cast<std::int64_t>(shown.current().number()) + 1;
        shown.publish({{"edition", figure::of(figure_form::count, next)},
                       {"received", screen.at(total).at(0, 0)}});
    };
    publish();

    std::atomic<bool> is_over = false;
    std::vector<reader_findings> found(4);
    std::vector<std::thread> readers;
    readers.reserve(found.size());
    for (reader_findings& own : found) {
        readers.emplace_back([&own, &is_over, &shown] { own = read_until(is_over, shown); });
    }
    test::random_changes changes(s, seed);
    std::uint64_t const to_make = changes_to_make();
    for (std::uint64_t n = 0; n != to_make; ++n) {
        changes.make_one(60);
        if (n % changes_an_edition == 0) publish();
    }
    is_over = true;
    for (std::thread& reader : readers) reader.join();

    std::uint64_t editions = 0;
    for (reader_findings const& own : found) {
        EXPECT_EQ(own.halves, 0u);
        EXPECT_EQ(own.went_back, 0u);
        EXPECT_FALSE(own.first_changed);
        editions += own.editions;
    }
    EXPECT_GT(editions, 0u) << "nobody saw anything new";
    EXPECT_EQ(shown.current().number(),
              1 + (to_make + changes_an_edition - 1) / changes_an_edition);
}

} // namespace
} // namespace upheld
