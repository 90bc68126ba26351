// SPDX-License-Identifier: BSL-1.0
// expect: (deleted function|deleted operator)

// Adding working days to a day needs a calendar; without one it does not compile.

#include "upheld/calendar/bank_holidays.hpp"

int main() {
    upheld::day const fri_2020_05_01(2020, 5, 1);
#ifdef MUST_NOT_COMPILE
    auto const due = fri_2020_05_01 + upheld::working_days(10);
    (void)due;
#endif
    auto const with_calendar =
        upheld::england_and_wales().add(fri_2020_05_01, upheld::working_days(10));
    return with_calendar ? 0 : 1;
}
