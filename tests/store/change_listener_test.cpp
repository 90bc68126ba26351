// SPDX-License-Identifier: BSL-1.0
#include "store/small_store.hpp"

namespace upheld {
namespace {

using test::code_of;
using test::small_store;

constexpr day mon_2020_01_06(2020, 1, 6);
constexpr day mon_2020_01_20(2020, 1, 20);
constexpr day wed_2020_04_01(2020, 4, 1);

/// Hears of changes, and looks at the store each time.
struct listening {
    store const* cases = nullptr;
    std::vector<complaint_id> heard;
    std::vector<std::size_t> rows; ///< of that complaint: complaints, mentions and aspects

    [[nodiscard]] change_listener ear() {
        return {.changed =
                    [](void* context, complaint_id which) {
                        auto& self = *static_cast<listening*>(context);
                        facts const now = self.cases->facts_of(which, wed_2020_04_01);
                        self.heard.push_back(which);
                        self.rows.push_back(now.complaints.size() + now.mentions.size() +
                                            now.aspects.size());
                    },
                .context = this};
    }
};

TEST(ChangeListener, HearsOfEveryChangeOnceWhenTheStoreIsInItsNewState) {
    small_store s;
    listening to{.cases = &s.cases, .heard = {}, .rows = {}};
    s.cases.listen(to.ear());
    complaint_id const c = s.add(1, mon_2020_01_06);
    EXPECT_EQ(to.rows.back(), 1u);
    aspect_id const a = s.add_aspect(c);
    EXPECT_EQ(to.rows, (std::vector<std::size_t>{1, 2, 3}));
    event const answer = s.made_event(c, event_kind::responded, mon_2020_01_20);
    ASSERT_TRUE(s.cases.record(answer));
    ASSERT_TRUE(s.cases.erase(answer.id));
    complaint changed = s.made(1, mon_2020_01_20);
    ASSERT_TRUE(s.cases.modify(changed));
    aspect part = *s.cases.find(a);
    part.concerns_contractor = true;
    ASSERT_TRUE(s.cases.modify(part));
    EXPECT_EQ(to.heard, std::vector<complaint_id>(7, c));
    ASSERT_TRUE(s.cases.erase(c));
    EXPECT_EQ(to.heard.size(), 8u);
    EXPECT_EQ(to.rows.back(), 0u);
}

TEST(ChangeListener, HearsNothingOfRefusedChangesAndOfWhatIsNoComplaint) {
    small_store s;
    complaint_id const c = s.add(1, mon_2020_01_06);
    listening to{.cases = &s.cases, .heard = {}, .rows = {}};
    s.cases.listen(to.ear());
    EXPECT_FALSE(s.cases.insert(s.made(1, mon_2020_01_06)));
    EXPECT_FALSE(s.record(c, event_kind::reopened, mon_2020_01_20));
    EXPECT_FALSE(s.cases.erase(complaint_id(2)));
    EXPECT_FALSE(s.cases.erase(event_id(77)));
    ombudsman_case grown;
    grown.id = ombudsman_case_id(1);
    grown.unit = code_of(s.words().units, "homes");
    grown.referred = mon_2020_01_20;
    grown.complaint = c;
    ASSERT_TRUE(s.cases.insert(grown));
    EXPECT_TRUE(to.heard.empty());
}

TEST(ChangeListener, HearsOnceOfEachComplaintThatAFillChangedWhenAllIsIn) {
    small_store s;
    complaint_id const before = s.add(1, mon_2020_01_06);
    listening to{.cases = &s.cases, .heard = {}, .rows = {}};
    s.cases.listen(to.ear());
    record_set records;
    records.complaints = {s.made(3, mon_2020_01_06), s.made(2, mon_2020_01_06),
                          s.made(1, mon_2020_01_06)};
    records.mentions = {{.id = mention_id(5),
                         .complaint = complaint_id(3),
                         .service = code_of(s.words().services, "lettings")}};
    records.events = {s.made_event(before, event_kind::responded, mon_2020_01_20),
                      s.made_event(complaint_id(3), event_kind::reopened, mon_2020_01_20)};
    EXPECT_EQ(s.cases.fill(records).size(), 2u);
    EXPECT_EQ(to.heard, (std::vector{complaint_id(1), complaint_id(2), complaint_id(3)}));
    EXPECT_EQ(to.rows, (std::vector<std::size_t>{1, 1, 2}));
    EXPECT_FALSE(s.state(before).is_open);
}

TEST(ChangeListener, IsReplacedByTheNextAndStaysWithAStoreThatMoves) {
    small_store s;
    listening first{.cases = &s.cases, .heard = {}, .rows = {}};
    listening second{.cases = &s.cases, .heard = {}, .rows = {}};
    s.cases.listen(first.ear());
    s.cases.listen(second.ear());
    s.add(1, mon_2020_01_06);
    store moved(std::move(s.cases));
    second.cases = &moved;
    ASSERT_TRUE(moved.erase(complaint_id(1)));
    EXPECT_TRUE(first.heard.empty());
    EXPECT_EQ(second.heard.size(), 2u);
    moved.listen({});
    ASSERT_FALSE(moved.erase(complaint_id(1)));
    EXPECT_EQ(second.heard.size(), 2u);
}

} // namespace
} // namespace upheld
