// SPDX-License-Identifier: BSL-1.0
#include "fit/days.hpp"

#include "upheld/calendar/bank_holidays.hpp"

#include <algorithm>

namespace fit {
namespace {

bool is_working_day(upheld::day d) { return upheld::england_and_wales().is_working_day(d).value(); }

} // namespace

std::vector<upheld::day> receipt_days(std::size_t n, random_source& random) {
    auto const length = static_cast<std::size_t>((year.last - year.first).value) + 1;
    std::vector<upheld::day> days;
    while (days.size() != n) {
        auto const offset = static_cast<std::int32_t>(random.below(length));
        upheld::day const drawn = year.first + upheld::calendar_days(offset);
        if (is_working_day(drawn) || random.one_in(5)) days.push_back(drawn);
    }
    std::sort(days.begin(), days.end());
    return days;
}

upheld::day after(upheld::day from, int working_days) {
    auto const found = upheld::england_and_wales().add(from, upheld::working_days(working_days));
    return std::min(found.value(), sample_day);
}

upheld::day recorded_after(upheld::day happened, random_source& random) {
    if (!random.one_in(4)) return happened;
    upheld::day const later = happened + upheld::calendar_days(random.between(1, 2));
    return is_working_day(later) ? std::min(later, sample_day) : happened;
}

} // namespace fit
