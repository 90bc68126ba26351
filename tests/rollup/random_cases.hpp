// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "support/small_council.hpp"
#include "upheld/calendar/day_span.hpp"
#include "upheld/rollup/columns.hpp"

#include <cstdint>
#include <random>
#include <vector>

/// Random complaints of the small council, and the columns of them.

namespace upheld::test {

struct random_case {
    complaint_fact of;
    std::vector<case_part> parts;
};

/// A complaint of a random unit with nothing or anything in it.
/// @param days  it was received on
inline random_case make_random_case(taxonomy const& words, std::mt19937& random, day_span days,
                                    std::uint64_t id, std::size_t places) {
    auto const below = [&](std::size_t n) {
        return static_cast<std::uint16_t>(
            std::uniform_int_distribution<std::size_t>(0, n - 1)(random));
    };
    auto const any = [&]<class Code, class Entry>(code_list<Code, Entry> const& list) {
        std::uint16_t const at = below(list.size() + 1);
        return at == list.size() ? Code() : Code(at);
    };
    random_case made;
    made.of.id = complaint_id(id);
    made.of.received =
        days.first +
        calendar_days(below(static_cast<std::size_t>((days.last - days.first).value) + 1));
    made.of.unit = unit_code(below(words.units.size()));
    made.of.channel = any(words.channels);
    made.of.category = any(words.categories);
    made.of.procedure = procedure_code(below(words.procedures.size()));
    made.of.answer = static_cast<answer_state>(below(4));
    std::uint16_t const place = below(places + 1);
    if (place != places) made.of.place = place_code(place);
    if (below(5) != 0) made.of.working_days = below(40);
    std::vector<service_code> services;
    for (service_code const s : words.services.codes()) {
        if (words.services[s].unit == made.of.unit && below(2) == 0) services.push_back(s);
    }
    for (service_code const s : services) {
        std::size_t const aspects = below(4);
        for (std::size_t a = 0; a != aspects; ++a) {
            made.parts.push_back({s, subject_code(below(words.subjects.size())),
                                  any(words.outcomes), below(4) == 0, true});
        }
        if (aspects == 0) made.parts.push_back({s, {}, {}, false, false});
    }
    return made;
}

inline std::vector<random_case> make_random_cases(taxonomy const& words, std::uint32_t seed,
                                                  std::size_t n, day_span days,
                                                  std::size_t places) {
    std::mt19937 random(seed);
    std::vector<random_case> all;
    for (std::size_t i = 0; i != n; ++i) {
        all.push_back(make_random_case(words, random, days, i + 1, places));
    }
    return all;
}

} // namespace upheld::test
