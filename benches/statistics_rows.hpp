// SPDX-License-Identifier: BSL-1.0
#pragma once

/// What the benches of the statistics layer count: made-up complaints, the same on every machine,
/// as `columns` for the library and as plain structs for everybody else.

#include "upheld/rollup/columns.hpp"
#include "upheld/rollup/rollup.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <vector>

namespace statistics_bench {

using namespace upheld;

[[noreturn]] inline void give_up(std::string const& why) {
    std::fprintf(stderr, "%s\n", why.c_str());
    std::exit(1);
}

inline constexpr std::size_t units = 8;
inline constexpr std::size_t services = 80; ///< ten a unit, in order
inline constexpr std::size_t subjects = 9;
inline constexpr std::size_t outcomes = 4;
inline constexpr std::size_t answers = 4; ///< of `answer_state`
inline constexpr std::size_t channels = 6;
inline constexpr std::size_t procedures = 3;
inline constexpr std::size_t places = 20;
inline constexpr std::size_t years = 10;
inline constexpr day first_day(2010, 4, 1);
inline constexpr day last_day(2020, 3, 31);
inline constexpr std::size_t most_working_days = 60;
inline constexpr std::uint8_t no_working_days = 255;

/// A council that keeps everything everywhere.
inline taxonomy made_up_words() {
    std::string text = "[taxonomy]\nid = \"made-up\"\ntitle = \"Complaints\"\n"
                       "council = \"Made Up\"\ncalendar = \"england-and-wales\"\n";
    auto const entry = [&](std::string const& kind, std::size_t n, std::string const& more = {}) {
        std::string const number = std::to_string(n);
        text += "[[" + kind + "]]\nkey = \"" + kind + "_" + number + "\"\nname = \"The " + kind +
                " " + number + "\"\n" + more;
    };
    for (std::size_t n = 0; n != subjects; ++n) entry("subject", n);
    std::string in_use;
    for (std::size_t n = 0; n != subjects; ++n) in_use += "\"subject_" + std::to_string(n) + "\", ";
    for (std::size_t n = 0; n != units; ++n) {
        entry("unit", n, "level = \"division\"\nsubjects = [" + in_use + "]\n");
    }
    for (std::size_t n = 0; n != services; ++n) {
        entry("service", n, "unit = \"unit_" + std::to_string(n * units / services) + "\"\n");
    }
    for (std::size_t n = 0; n != channels; ++n) entry("channel", n);
    for (std::size_t n = 0; n != procedures; ++n) {
        entry("procedure", n, "[[procedure.stage]]\nkey = \"stage_1\"\nname = \"Stage 1\"\n");
    }
    std::array<std::string, outcomes> const kinds = {
        "decided = true\nfinding = \"not\"\n", "decided = true\nfinding = \"partly\"\n",
        "decided = true\nfinding = \"fully\"\n", "decided = false\n"};
    for (std::size_t n = 0; n != outcomes; ++n) entry("outcome", n, kinds[n]);
    loaded_taxonomy made = taxonomy_from_toml(text, "the benches' taxonomy");
    if (!made.is_whole()) give_up(to_string(made.failures.front()));
    return std::move(made.value);
}

/// One aspect with everything of its complaint, in 20 bytes: as narrow as a program that thinks of
/// its memory would write it.
struct aspect_row {
    std::uint32_t complaint = 0;
    std::int32_t received = 0; ///< `day::serial`
    std::uint16_t service = 0;
    std::uint8_t unit = 0;
    std::uint8_t subject = 0;
    std::uint8_t outcome = 0;
    std::uint8_t answer = 0;
    std::uint8_t channel = 0;
    std::uint8_t procedure = 0;
    std::uint8_t place = 0;
    std::uint8_t working_days = no_working_days;
    std::uint8_t year = 0; ///< 0 for 2010-11
    bool is_first = false; ///< of its complaint
};

static_assert(sizeof(aspect_row) == 20);

/// One complaint before it is laid out for anybody.
struct made_complaint {
    aspect_row of; ///< without service, subject and outcome
    std::vector<case_part> parts;
};

/// splitmix64 (G. Steele, D. Lea and C. Flood, 2014).
class small_random {
  public:
    explicit small_random(std::uint64_t seed) : state_(seed) {}

    std::uint64_t operator()() {
        std::uint64_t z = state_ += 0x9E3779B97F4A7C15u;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }

  private:
    std::uint64_t state_;
};

/// Draws numbers below `of.size()` with these chances, from ten bits.
class skewed {
  public:
    explicit skewed(std::span<std::uint32_t const> of) {
        std::uint64_t sum = 0;
        for (std::uint32_t const weight : of) sum += weight;
        std::uint64_t until = 0;
        std::size_t drawn = 0;
        for (std::size_t n = 0; n != of.size(); ++n) {
            until += of[n];
            for (; drawn < until * table_.size() / sum; ++drawn) {
                table_[drawn] = static_cast<std::uint16_t>(n);
            }
        }
    }

    [[nodiscard]] std::uint16_t operator()(std::uint64_t bits) const {
        return table_[bits % table_.size()];
    }

  private:
    std::array<std::uint16_t, 1024> table_{};
};

/// Calls `see(made_complaint const&)` for complaints in order of day until there are exactly
/// `aspects` aspects: 1.4 a complaint, of 1.05 services of one unit; few services have most of
/// them; 85 of 100 complaints are answered in time, 12 late, 3 not yet.
/// @param service_units  the unit of each service that complaints may be about
template <class See>
void for_each_complaint(std::uint64_t aspects, std::span<service_code const> which,
                        std::span<std::uint16_t const> unit_of, See see) {
    std::vector<std::uint32_t> weights;
    for (std::size_t n = 0; n != which.size(); ++n) {
        // Ranks in an order that has nothing to do with the units.
        weights.push_back(static_cast<std::uint32_t>(100'000 / (n * 37 % which.size() + 4)));
    }
    skewed const service(weights);
    skewed const subject(std::array<std::uint32_t, subjects>{30, 20, 14, 10, 8, 7, 5, 4, 2});
    skewed const outcome(std::array<std::uint32_t, outcomes>{45, 20, 25, 10});
    skewed const channel(std::array<std::uint32_t, channels>{40, 25, 15, 10, 7, 3});
    skewed const procedure(std::array<std::uint32_t, procedures>{85, 10, 5});
    skewed const aspects_of(std::array<std::uint32_t, 3>{70, 20, 10});
    skewed const answered(std::array<std::uint32_t, 3>{3, 85, 12});

    small_random random(2020);
    std::int64_t const days = (last_day - first_day).value + 1;
    made_complaint made;
    std::uint64_t done = 0;
    for (std::uint32_t number = 0; done != aspects; ++number) {
        std::uint64_t const bits = random();
        std::uint64_t const more = random();
        std::uint64_t const parts = std::min<std::uint64_t>(aspects_of(bits) + 1u, aspects - done);
        std::uint16_t const at = service(bits >> 10);
        made.of.complaint = number;
        made.of.received =
            first_day.serial() + static_cast<std::int32_t>(static_cast<std::int64_t>(done) * days /
                                                           static_cast<std::int64_t>(aspects));
        year_month_day const date = day::from_serial(made.of.received).fields();
        made.of.year = static_cast<std::uint8_t>(date.year - 2010 - (date.month < 4 ? 1 : 0));
        made.of.unit = static_cast<std::uint8_t>(unit_of[at]);
        made.of.channel = static_cast<std::uint8_t>(channel(bits >> 20));
        made.of.procedure = static_cast<std::uint8_t>(procedure(bits >> 30));
        made.of.answer = static_cast<std::uint8_t>(answered(bits >> 40));
        made.of.place = static_cast<std::uint8_t>((bits >> 50) % places);
        // Within 20 working days if in time, two thirds of them in the second half.
        std::uint64_t const days_bits = more >> 40;
        switch (static_cast<answer_state>(made.of.answer)) {
        case answer_state::answered_in_time:
            made.of.working_days = static_cast<std::uint8_t>(
                days_bits % 3 == 0 ? days_bits / 3 % 11 : 11 + days_bits / 3 % 10);
            break;
        case answer_state::answered_late:
            made.of.working_days =
                static_cast<std::uint8_t>(21 + days_bits % (most_working_days - 20));
            break;
        default: made.of.working_days = no_working_days;
        }
        // Of complaints with several aspects one in six is about a second service of the unit.
        std::size_t other = at;
        if (parts > 1 && more % 6 == 0) {
            other = at + 1;
            if (other == which.size() || unit_of[other] != unit_of[at]) other = at;
            if (other == at && at != 0 && unit_of[at - 1] == unit_of[at]) other = at - 1u;
        }
        made.parts.clear();
        for (std::uint64_t p = 0; p != parts; ++p) {
            std::uint64_t const own = random();
            made.parts.push_back({.service = which[p + 1 == parts ? other : at],
                                  .subject = subject_code(subject(own)),
                                  .outcome = outcome_code(outcome(own >> 10))});
        }
        see(static_cast<made_complaint const&>(made));
        done += parts;
    }
}

/// The same for the made-up council.
template <class See> void for_each_complaint(std::uint64_t aspects, See see) {
    std::vector<service_code> which;
    std::vector<std::uint16_t> unit_of;
    for (std::size_t n = 0; n != services; ++n) {
        which.push_back(service_code(static_cast<std::uint16_t>(n)));
        unit_of.push_back(static_cast<std::uint16_t>(n * units / services));
    }
    for_each_complaint(aspects, which, unit_of, see);
}

/// As structs, one an aspect, in order of day.
inline std::vector<aspect_row> made_rows(std::uint64_t aspects) {
    std::vector<aspect_row> rows;
    rows.reserve(aspects);
    for_each_complaint(aspects, [&](made_complaint const& made) {
        aspect_row row = made.of;
        row.is_first = true;
        for (case_part const& part : made.parts) {
            row.service = part.service.value;
            row.subject = static_cast<std::uint8_t>(part.subject.value);
            row.outcome = static_cast<std::uint8_t>(part.outcome.value);
            rows.push_back(row);
            row.is_first = false;
        }
    });
    return rows;
}

/// What the library takes for it.
inline complaint_fact fact_of(aspect_row const& row) {
    complaint_fact fact;
    fact.id = complaint_id(row.complaint);
    fact.received = day::from_serial(row.received);
    fact.unit = unit_code(row.unit);
    fact.channel = channel_code(row.channel);
    fact.procedure = procedure_code(row.procedure);
    fact.answer = static_cast<answer_state>(row.answer);
    fact.place = place_code(row.place);
    fact.working_days = row.working_days == no_working_days ? not_answered_days : row.working_days;
    return fact;
}

/// As the library's columns, summarised.
/// @param see  called with each complaint and where its rows are
template <class See>
columns made_columns(taxonomy const& words, std::uint64_t aspects, See see,
                     columns_options const& options = {}) {
    columns made(words, options);
    for (std::size_t n = 0; n != places; ++n) {
        if (!made.place("Ward " + std::to_string(n))) give_up("a place was refused");
    }
    for_each_complaint(aspects, [&](made_complaint const& one) {
        result<row_place> const where = made.add(fact_of(one.of), one.parts);
        if (!where) give_up(to_string(where.error()));
        see(one, *where);
    });
    made.summarise();
    return made;
}

inline columns made_columns(taxonomy const& words, std::uint64_t aspects,
                            columns_options const& options = {}) {
    return made_columns(words, aspects, [](made_complaint const&, row_place) {}, options);
}

} // namespace statistics_bench
