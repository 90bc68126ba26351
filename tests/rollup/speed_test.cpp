// SPDX-License-Identifier: BSL-1.0
#include "support/sanitizers.hpp"
#include "support/small_council.hpp"
#include "upheld/rollup/columns.hpp"
#include "upheld/rollup/rollup.hpp"
#include "upheld/rollup/subscription.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <random>
#include <unordered_map>

/// Ratios of speed, modest enough that a busy machine does not fail them; what is claimed is
/// measured by the benches.

namespace upheld {
namespace {

using test::code_of;

/// The shortest of some runs, in seconds.
template <class Work> double shortest(Work work) {
    double best = 1e9;
    for (int run = 0; run != 7; ++run) {
        auto const before = std::chrono::steady_clock::now();
        work();
        std::chrono::duration<double> const took = std::chrono::steady_clock::now() - before;
        if (took.count() < best) best = took.count();
    }
    return best;
}

struct plain_row {
    std::uint16_t service;
    std::uint16_t subject;
    std::uint16_t outcome;
    answer_state answer;

    [[nodiscard]] std::uint32_t key() const {
        return ((service * 16u + subject) * 16u + outcome) * 4u +
               static_cast<std::uint32_t>(answer);
    }
};

/// A million aspects of ten years, one a complaint.
class Speed : public ::testing::Test {
  protected:
    static constexpr std::size_t row_count = 1'000'000;

    void SetUp() override {
#if !defined(__OPTIMIZE__) || defined(UPHELD_SANITIZED)
        GTEST_SKIP() << "ratios of speed are those of optimised builds";
#endif
        std::mt19937 random(20);
        test::facts_of_small_council made(words_);
        day const first(2010, 4, 1);
        for (std::size_t n = 0; n != row_count; ++n) {
            auto const received =
                first + calendar_days(static_cast<std::int32_t>(n * 3650 / row_count));
            auto const bits = static_cast<std::uint32_t>(random());
            complaint_fact row =
                made.complaint("homes", received, static_cast<answer_state>(bits % 4));
            case_part const part{
                .service = code_of(words_.services, bits >> 2 & 1u ? "lettings" : "repairs"),
                .subject = subject_code(static_cast<std::uint16_t>(bits >> 3 & 1u)),
                .outcome = outcome_code(static_cast<std::uint16_t>((bits >> 4) % 5))};
            auto const where = counted_.add(row, std::span(&part, 1));
            ASSERT_TRUE(where.has_value());
            if (row.answer == answer_state::answered_in_time) some_ = {row, part, *where};
            rows_.push_back(
                {part.service.value, part.subject.value, part.outcome.value, row.answer});
        }
        counted_.summarise();
    }

    [[nodiscard]] result<cube> table(bool use_summaries) const {
        return rollup(
            counted_,
            {dimension::service, dimension::subject, dimension::outcome, dimension::answer},
            {"aspects"}, {}, {}, {.use_summaries = use_summaries});
    }

    taxonomy words_ = test::small_council();

    struct placed_complaint {
        complaint_fact of;
        case_part part;
        row_place where;
    };

    columns counted_{words_};
    std::vector<plain_row> rows_;
    placed_complaint some_;
};

TEST_F(Speed, AScanIsFiveTimesAsFastAsAHashMapAndSummariesThreeTimesAsFastAsAScan) {
    std::unordered_map<std::uint32_t, std::int64_t> counts;
    double const by_map = shortest([&] {
        counts.clear();
        for (plain_row const& row : rows_) ++counts[row.key()];
    });

    result<cube> scanned = table(false);
    double const by_scan = shortest([&] { scanned = table(false); });
    result<cube> kept = table(true);
    double const by_summaries = shortest([&] { kept = table(true); });

    ASSERT_TRUE(scanned.has_value() && kept.has_value());
    EXPECT_EQ(*scanned, *kept);
    std::size_t groups = 0;
    for (std::int64_t const n : scanned->measures()[0].part) groups += n != 0 ? 1u : 0u;
    EXPECT_EQ(groups, counts.size());
    for (auto const& [key, n] : counts) {
        std::array<std::size_t, 4> const entries = {key / (16 * 16 * 4), key / (16 * 4) % 16,
                                                    key / 4 % 16, key % 4};
        auto const at = scanned->find(entries);
        ASSERT_TRUE(at.has_value());
        EXPECT_EQ(scanned->measures()[0].part[*at], n);
    }

    RecordProperty("scan_times_faster_than_map", std::to_string(by_map / by_scan));
    RecordProperty("summaries_times_faster_than_scan", std::to_string(by_scan / by_summaries));
    EXPECT_GE(by_map / by_scan, 5);
    EXPECT_GE(by_scan / by_summaries, 3);
}

TEST_F(Speed, AChangeThatTellsOfSomeFiftyFiguresIsTenTimesAsFastAsCountingThemAgain) {
    by const groups{dimension::service, dimension::outcome};
    measures const what{"aspects", "in_time_aspects"};
    live_cubes screen(counted_);
    std::size_t const shown = screen.watch(groups, what).value();
    ASSERT_GE(screen.at(shown).size() * what.list.size(), 48u);

    struct last_told {
        std::int64_t sum = 0;
        std::size_t figures = 0;
    } told;

    subscription mine(screen, {[](void* to, std::span<changed_figure const> which) {
                                   auto& own = *static_cast<last_told*>(to);
                                   for (changed_figure const& one : which) {
                                       own.sum += one.after.number - one.before.number;
                                   }
                                   own.figures += which.size();
                               },
                               &told});
    mine.follow(shown);
    constexpr std::size_t changes = 1000;
    double const by_telling = shortest([&] {
        for (std::size_t n = 0; n != changes; ++n) {
            some_.part.outcome = outcome_code(static_cast<std::uint16_t>(n % 5));
            ASSERT_TRUE(counted_.replace(some_.where, some_.of, std::span(&some_.part, 1)));
        }
    });
    EXPECT_GE(told.figures, changes * 4 - 4) << "two outcomes, two measures";
    EXPECT_EQ(told.sum, 0);
    result<cube> fresh = rollup(counted_, groups, what);
    double const by_counting = shortest([&] { fresh = rollup(counted_, groups, what); });
    ASSERT_TRUE(fresh.has_value());
    EXPECT_EQ(screen.at(shown), *fresh);
    double const times = by_counting * static_cast<double>(changes) / by_telling;
    RecordProperty("telling_times_faster_than_counting", std::to_string(times));
    EXPECT_GE(times, 10);
}

} // namespace
} // namespace upheld
