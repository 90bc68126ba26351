// SPDX-License-Identifier: BSL-1.0
#include "support/reorganised_folder.hpp"
#include "upheld/rollup/read_columns.hpp"
#include "upheld/store/folder.hpp"

#include <gtest/gtest.h>

/// The quick way into the columns and the plain way into a store agree on days of validity.

namespace upheld {
namespace {

struct late_rows {
    char const* complaints;
    char const* mentions;
    char const* events;
    char const* says; ///< part of the failure; empty if there is none
};

constexpr late_rows cases[] = {
    {"", "", "", ""},
    {"7,homes,2020-10-01,corporate\n", "7,7,lettings\n", "", ""},
    {"7,renewal,2019-08-01,corporate\n", "", "", "\"Renewal\" was valid until 2019-08-01"},
    {"7,areas,2020-09-30,corporate\n", "", "", "\"Areas\" is valid from 2020-10-01"},
    {"7,homes,2020-10-01,corporate\n", "7,7,parking\n", "",
     "the service \"Parking\" belonged to \"Streets\""},
    {"7,streets,2020-10-01,corporate\n", "7,7,bins\n", "", "\"Bins\" was valid until 2020-10-01"},
    {"7,renewal,2019-07-31,corporate\n", "",
     "1,7,corrected,2019-08-02,2019-08-02,received,"
     "2019-08-01\n",
     "\"Renewal\" was valid until 2019-08-01"},
    {"7,homes,2020-09-30,corporate\n", "7,7,parking\n",
     "1,7,corrected,2020-10-02,2020-10-02,received,2020-10-01\n",
     "the service \"Parking\" belonged to \"Streets\""},
    {"7,homes,2020-09-30,corporate\n", "7,7,parking\n",
     "1,7,corrected,2020-10-02,2020-10-02,received,2020-09-29\n", ""},
};

TEST(ReadColumnsValidity, IsThatOfTheStore) {
    for (late_rows const& one : cases) {
        SCOPED_TRACE(testing::Message() << one.complaints << one.mentions << one.events);
        test::temporary_folder const folder;
        test::write_reorganised_council(folder, one.complaints, one.mentions, {}, one.events);
        columns_reading const quick = read_columns(folder.path());
        folder_reading const plain = read_folder(folder.path());
        EXPECT_EQ(quick.failures, plain.failures);
        ASSERT_EQ(quick.cases.has_value(), plain.cases.has_value());
        std::string const said = plain.failures.empty() ? "" : to_string(plain.failures.front());
        EXPECT_EQ(said.empty(), std::string_view(one.says).empty()) << said;
        EXPECT_NE(said.find(one.says), std::string::npos) << said;
        if (plain.cases) {
            EXPECT_EQ(quick.way, columns_way::side_by_side) << "moves alone are no reason to doubt";
        }
    }
}

} // namespace
} // namespace upheld
