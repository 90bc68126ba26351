// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "support/reorganised_council.hpp"
#include "support/temporary_folder.hpp"

#include <string>

namespace upheld::test {

/// Cases of the council that was reorganised, as a data folder with these rows of complaints and
/// mentions more.
///
/// | complaint | unit | received | services |
/// |---|---|---|---|
/// | 1 | environment | 2018-04-01 | bins |
/// | 2 | environment | 2018-06-01 | playgrounds |
/// | 3 | renewal | 2019-05-01 | permits |
/// | 4 | streets | 2019-09-02 | bins |
/// | 5 | planning | 2019-10-01 | permits |
/// | 6 | homes | 2019-11-01 | parking |
inline void write_reorganised_council(temporary_folder const& into,
                                      std::string const& complaints = {},
                                      std::string const& mentions = {},
                                      std::string const& taxonomy = {},
                                      std::string const& events = {}) {
    into.write("taxonomy.toml", reorganised_council_toml() + taxonomy);
    into.write("complaints.csv", "id,unit,received,procedure\n"
                                 "1,environment,2018-04-01,corporate\n"
                                 "2,environment,2018-06-01,corporate\n"
                                 "3,renewal,2019-05-01,corporate\n"
                                 "4,streets,2019-09-02,corporate\n"
                                 "5,planning,2019-10-01,corporate\n"
                                 "6,homes,2019-11-01,corporate\n" +
                                     complaints);
    into.write("mentions.csv", "id,complaint,service\n"
                               "1,1,bins\n2,2,playgrounds\n3,3,permits\n4,4,bins\n5,5,permits\n"
                               "6,6,parking\n" +
                                   mentions);
    into.write("events.csv", "id,complaint,kind,happened,recorded,field,value\n" + events);
}

} // namespace upheld::test
