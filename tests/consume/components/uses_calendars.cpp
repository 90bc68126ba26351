// SPDX-License-Identifier: BSL-1.0
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/calendar/local_closure.hpp"

#include <array>

int main() {
    upheld::day const fri_2023_12_29(2023, 12, 29);
    std::array<upheld::local_closure, 1> const shutdown{
        {{{fri_2023_12_29, fri_2023_12_29}, "Christmas shutdown", {}}}};
    auto const made = upheld::with_closures(upheld::england_and_wales(), "council", "1", shutdown);
    return made && !made->is_working_day(fri_2023_12_29).value() ? 0 : 1;
}
