// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <upheld/rollup/partial.hpp>
#include <upheld/rollup/rollup.hpp>

#include <array>
#include <cstdint>
#include <vector>

/// Made-up complaints of a made-up council, shared out by complaint: what several machines would
/// hold.

namespace example {

inline constexpr std::string_view council_toml = R"(
[taxonomy]
id = "example"
title = "Complaints of an example council"
council = "Example Council"
calendar = "england-and-wales"

[[unit]]
key = "council"
name = "Example Council"
level = "council"
[[unit]]
key = "homes"
name = "Homes"
level = "division"
within = "council"
subjects = ["delay", "conduct"]
[[unit]]
key = "streets"
name = "Streets"
level = "division"
within = "council"
subjects = ["delay", "conduct"]
[unit.keeps]
outcomes = "not_collected"

[[service]]
key = "repairs"
name = "Repairs"
unit = "homes"
[[service]]
key = "bins"
name = "Bins"
unit = "streets"

[[subject]]
key = "delay"
name = "Delay"
[[subject]]
key = "conduct"
name = "Conduct"

[[channel]]
key = "email"
name = "Email"

[[procedure]]
key = "corporate"
name = "Corporate"
[[procedure.stage]]
key = "stage_1"
name = "Stage 1"
respond_rule = "corporate_20"

[[outcome]]
key = "upheld"
name = "Upheld"
decided = true
finding = "fully"
[[outcome]]
key = "not_upheld"
name = "Not upheld"
decided = true
finding = "not"
)";

/// The complaints that one of `shards` machines has, counted. Each complaint is on one machine with
/// all its parts: that is what makes the sum of the counts right.
inline upheld::result<upheld::cube> counted_shard(upheld::taxonomy const& words, unsigned shard,
                                                  unsigned shards) {
    using namespace upheld;
    columns rows(words);
    std::uint64_t state = 2019; // Knuth's multiplier; the same numbers everywhere
    auto const below = [&](std::uint64_t n) {
        state = state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
        return static_cast<std::uint16_t>((state >> 33) % n);
    };
    for (std::uint64_t id = 1; id <= 2000; ++id) {
        std::uint16_t const at = below(2); // homes or streets, each with its service
        std::uint16_t const days = below(40);
        complaint_fact one;
        one.id = complaint_id(id);
        one.received = day(2019, 4, 1) + calendar_days(below(366));
        one.unit = unit_code(static_cast<std::uint16_t>(1 + at));
        one.channel = channel_code(0);
        one.procedure = procedure_code(0);
        if (below(10) != 0) {
            one.working_days = days;
            one.answer = days <= 20 ? answer_state::answered_in_time : answer_state::answered_late;
        }
        std::vector<case_part> parts(std::size_t{1} + below(2));
        for (std::size_t i = 0; i != parts.size(); ++i) {
            parts[i].service = service_code(at);
            parts[i].subject = subject_code(below(2));
            std::uint16_t const outcome = below(2);
            if (at == 0) parts[i].outcome = outcome_code(outcome); // streets keep none
        }
        if (id % shards != shard) continue;
        auto const added = rows.add(one, parts);
        if (!added) return std::unexpected(added.error());
    }
    period const year = *period_from_text("2019-20");
    return rollup(
        rows, by{{dimension::unit, {}, {}}, {dimension::time, {}, time_step::financial_quarter}},
        measures{"received", "in_time_by_complaints", "aspects", "upheld_share",
                 "median_working_days"},
        {}, year);
}

} // namespace example
