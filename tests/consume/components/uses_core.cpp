// SPDX-License-Identifier: BSL-1.0
#include "upheld/calendar/bank_holidays.hpp"

int main() {
    upheld::day const thu_2019_04_18(2019, 4, 18);
    return thu_2019_04_18.weekday() == upheld::weekday::thursday &&
                   upheld::built_in_calendar("england-and-wales")
               ? 0
               : 1;
}
