// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/cube.hpp"

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Cubes small enough to be counted by hand, for tests of folding and merging.

namespace upheld::test {

/// One row of what is counted: an aspect with its outcome, some money and the days to the answer.
struct small_row {
    std::string unit;
    std::string subject;
    std::string week;
    bool is_upheld = false;
    bool is_decided = false;
    std::int64_t pence = 0;
    int days = 0;
};

inline period const small_period{"2019-20", {day(2019, 4, 1), day(2020, 3, 31)}};

inline axis axis_of(grouping by, std::vector<std::string> const& keys) {
    axis made(std::move(by));
    for (std::string const& key : keys) made.add(key, "the " + key);
    return made;
}

/// Entries of the three axes of small cubes.
struct small_entries {
    std::vector<std::string> units{"homes", "parks", "streets"};
    std::vector<std::string> subjects{"conduct", "delay"};
    std::vector<std::string> weeks{"2019-W14", "2019-W15"};
};

/// Counts rows in the plainest way: unit x subject x week, four measures. Rows of entries that are
/// not listed must not be there.
inline cube counted(std::vector<small_row> const& rows, small_entries const& of, bool is_dense) {
    std::vector<axis> axes{axis_of({dimension::unit, {}, {}}, of.units),
                           axis_of({dimension::subject, {}, {}}, of.subjects),
                           axis_of({dimension::time, {}, time_step::week}, of.weeks)};
    std::size_t const size = of.units.size() * of.subjects.size() * of.weeks.size();
    std::size_t width = 1;
    for (small_row const& r : rows) width = std::max(width, static_cast<std::size_t>(r.days) + 1);

    auto const position = [](std::vector<std::string> const& in, std::string const& key) {
        return static_cast<std::size_t>(std::find(in.begin(), in.end(), key) - in.begin());
    };
    std::vector<cube_measure> measures(4);
    measures[0].key = "aspects";
    measures[1].key = "upheld_share";
    measures[2].key = "remedies";
    measures[3].key = "median_working_days";
    measures[3].width = static_cast<std::uint32_t>(width);
    std::vector<bool> has_rows(size, false);
    for (cube_measure& m : measures) {
        m.part.assign(size * m.width, 0);
        if (m.key == "upheld_share") m.whole.assign(size, 0);
        m.adds_up_over.assign(3, true);
        m.covered.assign(of.units.size() * of.subjects.size(), coverage::nobody_asked);
    }
    for (small_row const& r : rows) {
        std::size_t const unit = position(of.units, r.unit);
        std::size_t const subject = position(of.subjects, r.subject);
        std::size_t const at =
            (unit * of.subjects.size() + subject) * of.weeks.size() + position(of.weeks, r.week);
        has_rows[at] = true;
        measures[0].part[at] += 1;
        measures[1].part[at] += r.is_upheld ? 1 : 0;
        measures[1].whole[at] += r.is_decided ? 1 : 0;
        measures[2].part[at] += r.pence;
        measures[3].part[at * width + static_cast<std::size_t>(r.days)] += 1;
        for (cube_measure& m : measures) {
            coverage& c = m.covered[unit * of.subjects.size() + subject];
            c = c | (r.unit == "parks" ? coverage::not_known : coverage::kept);
        }
    }
    if (is_dense) return {std::move(axes), small_period, std::move(measures)};

    std::vector<std::uint64_t> groups;
    for (std::size_t at = 0; at != size; ++at) {
        if (has_rows[at]) groups.push_back(at);
    }
    for (cube_measure& m : measures) {
        std::vector<std::int64_t> part;
        std::vector<std::int64_t> whole;
        for (std::uint64_t const at : groups) {
            for (std::size_t i = 0; i != m.width; ++i) part.push_back(m.part[at * m.width + i]);
            if (!m.whole.empty()) whole.push_back(m.whole[at]);
        }
        m.part = std::move(part);
        m.whole = std::move(whole);
    }
    return {std::move(axes), small_period, std::move(measures), std::move(groups)};
}

/// Rows over the given entries.
inline std::vector<small_row> some_rows(std::mt19937& random, small_entries const& of, int count) {
    auto const below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    std::vector<small_row> rows;
    for (int i = 0; i != count; ++i) {
        small_row& r = rows.emplace_back();
        r.unit = of.units[below(of.units.size())];
        r.subject = of.subjects[below(of.subjects.size())];
        r.week = of.weeks[below(of.weeks.size())];
        r.is_decided = below(4) != 0;
        r.is_upheld = r.is_decided && below(2) == 0;
        r.pence = below(3) == 0 ? static_cast<std::int64_t>(below(100'000)) : 0;
        r.days = static_cast<int>(below(40));
    }
    return rows;
}

/// The seed of a run, for `SCOPED_TRACE`.
inline std::string seed_text(std::uint32_t seed) { return "seed " + std::to_string(seed); }

} // namespace upheld::test
