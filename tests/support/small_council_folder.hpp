// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "support/small_council.hpp"
#include "support/temporary_folder.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

/// Cases of the small council as a data folder, few enough to count by hand.
///
/// | complaint | unit | received | place | first answer | aspects |
/// |---|---|---|---|---|---|
/// | 1 | homes | 2019-04-08 | North | after 5 working days | lettings: delay upheld, conduct not
/// upheld | | 2 | homes | 2019-05-13 | South | after 21: late | repairs: delay partly, a
/// contractor's; lettings: delay ongoing | | 3 | homes | 2019-06-10 | North | none | repairs:
/// conduct upheld | | 4 | streets | 2019-07-01 | | after 2 | bins; not collected | | 5 | parks |
/// 2019-09-02 | | after 8 | playgrounds: delay withdrawn | | 6 | homes | 2020-05-04 | North | after
/// 1 | repairs: delay upheld |

namespace upheld::test {

/// Writes the folder with these complaints alone.
inline void write_small_council(temporary_folder const& into,
                                std::set<int> const& complaints = {1, 2, 3, 4, 5, 6}) {
    struct line {
        int complaint;
        char const* text;
    };

    auto const write = [&](char const* name, std::string text, std::vector<line> const& lines) {
        for (line const& one : lines) {
            if (complaints.contains(one.complaint)) text += std::string(one.text) + '\n';
        }
        into.write(name, text);
    };
    into.write("taxonomy.toml", small_council_toml);
    write("complaints.csv", "id,unit,received,procedure,channel,category,place\n",
          {{1, "1,homes,2019-04-08,corporate,email,,North"},
           {2, "2,homes,2019-05-13,corporate,letter,,South"},
           {3, "3,homes,2019-06-10,corporate,,,North"},
           {4, "4,streets,2019-07-01,corporate,,missed,"},
           {5, "5,parks,2019-09-02,corporate,email,,"},
           {6, "6,homes,2020-05-04,corporate,email,,North"}});
    write("mentions.csv", "id,complaint,service\n",
          {{1, "101,1,lettings"},
           {2, "102,2,repairs"},
           {2, "103,2,lettings"},
           {3, "104,3,repairs"},
           {4, "105,4,bins"},
           {5, "106,5,playgrounds"},
           {6, "107,6,repairs"}});
    write("aspects.csv", "id,mention,subject,contractors_employee\n",
          {{1, "11,101,delay,no"},
           {1, "12,101,conduct,no"},
           {2, "21,102,delay,yes"},
           {2, "22,103,delay,no"},
           {3, "31,104,conduct,no"},
           {5, "51,106,delay,no"},
           {6, "61,107,delay,no"}});
    write("events.csv", "id,kind,complaint,aspect,happened,recorded,value\n",
          {{1, "1,responded,1,,2019-04-15,2019-04-15,"},
           {1, "2,outcome_decided,1,11,2019-04-15,2019-04-15,upheld"},
           {1, "3,outcome_decided,1,12,2019-04-15,2019-04-15,not_upheld"},
           {2, "4,responded,2,,2019-06-12,2019-06-12,"},
           {2, "5,outcome_decided,2,21,2019-06-12,2019-06-12,partly"},
           {3, "6,outcome_decided,3,31,2019-06-20,2019-06-20,upheld"},
           {4, "7,responded,4,,2019-07-03,2019-07-03,"},
           {5, "8,responded,5,,2019-09-12,2019-09-12,"},
           {5, "9,outcome_decided,5,51,2019-09-12,2019-09-12,withdrawn"},
           {6, "10,responded,6,,2020-05-05,2020-05-05,"},
           {6, "11,outcome_decided,6,61,2020-05-05,2020-05-05,upheld"}});
}

} // namespace upheld::test
