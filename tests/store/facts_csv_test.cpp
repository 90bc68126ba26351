// SPDX-License-Identifier: BSL-1.0
#include "basis/read_file.hpp"
#include "store/small_store.hpp"
#include "support/temporary_folder.hpp"
#include "upheld/store/facts_csv.hpp"
#include "upheld/store/folder.hpp"

#include <algorithm>
#include <filesystem>

namespace upheld {
namespace {

using test::code_of;
using test::small_store;
using test::temporary_folder;

constexpr day mon_2020_01_06(2020, 1, 6);
constexpr day mon_2020_01_13(2020, 1, 13);

std::string text_of(temporary_folder const& folder, std::string const& file) {
    return detail::read_file(folder.path() + '/' + file).value_or("(not there)");
}

TEST(FactsCsv, EveryRowHasItsDimensionsAsKeys) {
    small_store s;
    complaint c = s.made(7, mon_2020_01_06);
    c.place = "Penge, Cator";
    c.channel = code_of(s.words().channels, "email");
    ASSERT_TRUE(s.cases.insert(c));
    aspect_id const a = s.add_aspect(c.id);
    ASSERT_TRUE(s.record(c.id, event_kind::responded, mon_2020_01_13));
    event decided = s.made_event(c.id, event_kind::outcome_decided, mon_2020_01_13, "partly");
    decided.aspect = a;
    ASSERT_TRUE(s.cases.record(decided));
    s.add(8, mon_2020_01_13);
    ASSERT_TRUE(
        s.record(complaint_id(8), event_kind::reclassified, mon_2020_01_13, "service_request"));

    temporary_folder const to;
    auto const rows =
        write_facts_csv(s.cases.facts_as_of(mon_2020_01_13), s.words(), to.path() + "/flat");
    ASSERT_TRUE(rows) << to_string(rows.error());
    EXPECT_EQ(*rows, 2u + 1u + 1u + 2u);
    std::string const header =
        "complaint,received,unit,channel,category,procedure,place,answer,working_days,counted";
    std::string const first = "7,2020-01-06,homes,email,,corporate,\"Penge, Cator\",in_time,5,yes";
    std::string const second = "8,2020-01-13,homes,,,corporate,,not_answered,,no";
    EXPECT_EQ(text_of(to, "flat/complaints.csv"), header + '\n' + first + '\n' + second + '\n');
    EXPECT_EQ(text_of(to, "flat/mentions.csv"), header + ",service\n" + first + ",lettings\n");
    EXPECT_EQ(text_of(to, "flat/aspects.csv"),
              header + ",service,subject,outcome,contractors_employee\n" + first +
                  ",lettings,delay,partly,no\n");
    EXPECT_EQ(text_of(to, "flat/stages.csv"), header + ",stage,started\n" + first +
                                                  ",corporate/stage_1,2020-01-06\n" + second +
                                                  ",corporate/stage_1,2020-01-13\n");
    EXPECT_EQ(text_of(to, "flat/referrals.csv"), "referred,unit,service,decision\n");
}

TEST(FactsCsv, OfTheOmbudsmanRemediesAndCompliments) {
    taxonomy const words = test::small_council();
    facts rows;
    rows.referrals.push_back({mon_2020_01_06, code_of(words.units, "homes"),
                              code_of(words.services, "repairs"),
                              code_of(words.decisions, "upheld/fault")});
    rows.deadlines.push_back({mon_2020_01_06, mon_2020_01_13, code_of(words.units, "homes"), true});
    rows.recommendations.push_back(
        {mon_2020_01_06, code_of(words.units, "homes"), true, false, true});
    rows.remedies.push_back({mon_2020_01_13, code_of(words.units, "parks"),
                             code_of(words.remedy_stages, "own"),
                             code_of(words.remedy_kinds, "paid"), pence(123'405)});
    rows.compliments.push_back({mon_2020_01_06, code_of(words.units, "parks"), service_code()});
    temporary_folder const to;
    ASSERT_TRUE(write_facts_csv(rows, words, to.path()));
    EXPECT_EQ(text_of(to, "referrals.csv"), "referred,unit,service,decision\n"
                                            "2020-01-06,homes,repairs,upheld/fault\n");
    EXPECT_EQ(text_of(to, "deadlines.csv"), "referred,unit,first_set,met\n"
                                            "2020-01-06,homes,2020-01-13,yes\n");
    EXPECT_EQ(text_of(to, "recommendations.csv"),
              "referred,unit,assessed,implemented,decision_stands\n"
              "2020-01-06,homes,yes,no,yes\n");
    EXPECT_EQ(text_of(to, "remedies.csv"), "agreed,unit,stage,kind,amount\n"
                                           "2020-01-13,parks,own,paid,1234.05\n");
    EXPECT_EQ(text_of(to, "compliments.csv"), "received,unit,service\n2020-01-06,parks,\n");
}

TEST(FactsCsv, HasARowForEachFactOfTheExample) {
    folder_reading const read = read_folder(UPHELD_SOURCE_DIR "/examples/bromley_2019_20");
    ASSERT_TRUE(read.cases);
    facts const rows = read.cases->facts_as_of(*read.cases->last_recorded());
    temporary_folder const to;
    auto const written = write_facts_csv(rows, read.cases->words(), to.path());
    ASSERT_TRUE(written);
    std::size_t all = 0;
    auto const expect_rows = [&](char const* file, std::size_t expected) {
        std::string const text = text_of(to, file);
        EXPECT_EQ(std::count(text.begin(), text.end(), '\n'),
                  static_cast<std::ptrdiff_t>(expected + 1))
            << file;
        all += expected;
    };
    expect_rows("complaints.csv", rows.complaints.size());
    expect_rows("mentions.csv", rows.mentions.size());
    expect_rows("aspects.csv", rows.aspects.size());
    expect_rows("stages.csv", rows.stages.size());
    expect_rows("referrals.csv", rows.referrals.size());
    expect_rows("deadlines.csv", rows.deadlines.size());
    expect_rows("recommendations.csv", rows.recommendations.size());
    expect_rows("remedies.csv", rows.remedies.size());
    expect_rows("compliments.csv", rows.compliments.size());
    EXPECT_EQ(*written, all);
}

TEST(FactsCsv, AFolderThatCannotBeMadeIsNamed) {
    temporary_folder const to;
    to.write("file", "");
    auto const refused = write_facts_csv(facts{}, test::small_council(), to.path() + "/file");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, failure_code::write_failed);
}

} // namespace
} // namespace upheld
