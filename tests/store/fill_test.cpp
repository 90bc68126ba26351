// SPDX-License-Identifier: BSL-1.0
#include "store/small_store.hpp"
#include "upheld/calendar/day_text.hpp"

#include <algorithm>
#include <random>
#include <set>
#include <tuple>

namespace upheld {
namespace {

using test::code_of;
using test::small_store;

constexpr day mon_2020_01_06(2020, 1, 6);
constexpr day mon_2020_01_20(2020, 1, 20);
constexpr day tue_2020_01_21(2020, 1, 21);

/// Records of every kind, most of them good and many wrong in one way or another.
class made_up_records {
  public:
    explicit made_up_records(std::uint32_t seed) : words_(test::small_council()), random_(seed) {}

    [[nodiscard]] record_set next() {
        record_set made;
        for (std::uint32_t n = below(25); n != 0; --n) made.complaints.push_back(some_complaint());
        for (std::uint32_t n = below(40); n != 0; --n) made.mentions.push_back(some_mention());
        for (std::uint32_t n = below(40); n != 0; --n) made.aspects.push_back(some_aspect());
        for (std::uint32_t n = below(8); n != 0; --n) made.ombudsman_cases.push_back(some_case());
        for (std::uint32_t n = below(120); n != 0; --n) made.events.push_back(some_event());
        for (std::uint32_t n = below(5); n != 0; --n) made.deadlines.push_back(some_deadline());
        for (std::uint32_t n = below(5); n != 0; --n) {
            made.recommendations.push_back({.ombudsman_case = id_below<ombudsman_case_id>(12),
                                            .text = "apologise",
                                            .due = maybe_day(),
                                            .implemented = maybe_day()});
        }
        for (std::uint32_t n = below(6); n != 0; --n) made.remedies.push_back(some_remedy());
        for (std::uint32_t n = below(4); n != 0; --n) {
            made.compliments.push_back({.id = id_below<compliment_id>(9),
                                        .unit = one_of(words_.units),
                                        .service = one_of(words_.services),
                                        .received = some_day(),
                                        .text = "thank you"});
        }
        for (std::uint32_t n = below(4); n != 0; --n) {
            series_figure f;
            f.measure = "complaints";
            f.period = below(2) == 0 ? "2018-19" : "2017-18";
            f.unit = one_of(words_.units);
            f.number = below(50);
            made.series.push_back(std::move(f));
        }
        return made;
    }

  private:
    std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }

    template <class Id> Id id_below(std::uint32_t n) { return Id(below(n)); }

    /// An entry of the list, sometimes none and sometimes one that is not listed.
    template <class Code, class Entry> Code one_of(code_list<Code, Entry> const& list) {
        if (below(20) == 0) return Code();
        return Code(static_cast<std::uint16_t>(
            below(static_cast<std::uint32_t>(list.size()) + (below(30) == 0 ? 1U : 0U))));
    }

    day some_day() {
        if (below(150) == 0) return day(2150, 1, 1); // behind the end of every calendar
        return mon_2020_01_06 + calendar_days(static_cast<std::int32_t>(below(90)));
    }

    std::optional<day> maybe_day() {
        return below(2) == 0 ? std::nullopt : std::optional(some_day());
    }

    complaint some_complaint() {
        complaint c;
        c.id = id_below<complaint_id>(40);
        c.unit = below(8) == 0 ? one_of(words_.units) : code_of(words_.units, "homes");
        if (below(3) == 0) c.place = "Ward " + std::to_string(below(5));
        // Early, so that most events come after it.
        c.received = below(20) == 0 ? some_day()
                                    : mon_2020_01_06 + calendar_days(static_cast<int>(below(12)));
        if (below(3) == 0) c.channel = one_of(words_.channels);
        if (below(15) == 0) c.category = one_of(words_.categories);
        c.procedure = below(30) == 0 ? procedure_code(9) : procedure_code(0);
        if (below(3) == 0) c.procedure_reason = "it concerns a child in care of the council";
        if (below(3) != 0) c.complainant = "a person called P-" + std::to_string(below(4));
        c.is_service_request = below(10) == 0;
        return c;
    }

    mention some_mention() {
        service_code const homes = service_code(static_cast<std::uint16_t>(below(2)));
        return {.id = id_below<mention_id>(80),
                .complaint = id_below<complaint_id>(42),
                .service = below(10) == 0 ? one_of(words_.services) : homes};
    }

    aspect some_aspect() {
        return {.id = id_below<aspect_id>(80),
                .mention = id_below<mention_id>(80),
                .subject = one_of(words_.subjects),
                .concerns_contractor = below(5) == 0,
                .remedy = below(4) == 0 ? "a new lock, and the old one mended" : ""};
    }

    ombudsman_case some_case() {
        ombudsman_case c;
        c.id = id_below<ombudsman_case_id>(12);
        c.unit = one_of(words_.units);
        if (below(2) == 0) c.service = one_of(words_.services);
        c.referred = some_day();
        if (below(2) == 0) c.complaint = id_below<complaint_id>(42);
        return c;
    }

    ombudsman_deadline some_deadline() {
        return {.ombudsman_case = id_below<ombudsman_case_id>(12),
                .first_set = some_day(),
                .extended_to = maybe_day(),
                .answered = maybe_day()};
    }

    remedy some_remedy() {
        remedy r;
        r.id = id_below<remedy_id>(30);
        r.unit = one_of(words_.units);
        r.agreed = some_day();
        r.stage = one_of(words_.remedy_stages);
        r.kind = one_of(words_.remedy_kinds);
        r.amount = pence{100};
        if (below(2) == 0) r.complaint = id_below<complaint_id>(42);
        if (below(3) == 0) r.ombudsman_case = id_below<ombudsman_case_id>(12);
        return r;
    }

    event some_event() {
        event e;
        e.id = id_below<event_id>(600);
        bool const is_ombudsmans = below(8) == 0;
        e.kind = is_ombudsmans ? static_cast<event_kind>(13 + below(4))
                               : static_cast<event_kind>(below(13));
        if (is_ombudsmans) {
            e.ombudsman_case = id_below<ombudsman_case_id>(12);
        } else if (below(60) != 0) {
            e.complaint = id_below<complaint_id>(42);
        }
        e.happened = some_day();
        e.recorded =
            below(40) == 0 ? some_day() : e.happened + calendar_days(static_cast<int>(below(4)));
        auto const chosen = [&](std::initializer_list<char const*> values) {
            return std::string(values.begin()[below(static_cast<std::uint32_t>(values.size()))]);
        };
        switch (e.kind) {
        case event_kind::outcome_decided:
            e.aspect = id_below<aspect_id>(80);
            e.value = chosen({"upheld", "Upheld", "Partly upheld", "ongoing", "nonsense", ""});
            break;
        case event_kind::extended:
            e.value = below(8) == 0 ? "" : to_text(e.happened + calendar_days(30));
            break;
        case event_kind::escalated:
            e.value = chosen({"stage_2", "corporate/stage_2", "Stage 2", "stage_1", "stage_3"});
            break;
        case event_kind::reclassified:
            e.value = chosen({"complaint", "service_request", "service_request", "request"});
            break;
        case event_kind::corrected:
            e.field = chosen({"received", "received", "channel", "category", "subject", "unit"});
            if (e.field == "received") {
                e.value = to_text(mon_2020_01_06 + calendar_days(static_cast<int>(below(20))));
            } else {
                e.value = chosen({"email", "Letter", "missed", "delay", "Conduct"});
            }
            if (e.field == "subject") e.aspect = id_below<aspect_id>(80);
            break;
        case event_kind::decided:
            e.value = chosen({"closed/premature", "investigated/no_fault", "nonsense"});
            break;
        default:
            if (below(50) == 0) e.value = "a value that it has not";
        }
        return e;
    }

    taxonomy words_;
    std::mt19937 random_;
};

/// What `fill` promises to be the same as.
std::vector<fill_fault> enter_one_by_one(store& into, record_set const& records) {
    std::vector<fill_fault> faults;
    auto const see = [&](record_kind kind, std::size_t position, result<void> const& entered) {
        if (!entered) faults.push_back({kind, position, entered.error()});
    };
    auto const insert_all = [&](record_kind kind, auto const& rows) {
        for (std::size_t i = 0; i != rows.size(); ++i) see(kind, i, into.insert(rows[i]));
    };
    insert_all(record_kind::complaint, records.complaints);
    insert_all(record_kind::mention, records.mentions);
    insert_all(record_kind::aspect, records.aspects);
    // Corrections of the day received, the last one first; then the rest in order of happening.
    auto const is_correction = [](event const& e) {
        return e.kind == event_kind::corrected && e.field == "received";
    };
    std::vector<std::size_t> corrections;
    std::vector<std::size_t> rest;
    for (std::size_t i = 0; i != records.events.size(); ++i) {
        (is_correction(records.events[i]) ? corrections : rest).push_back(i);
    }
    auto const happened_before = [&](std::size_t x, std::size_t y) {
        event const& a = records.events[x];
        event const& b = records.events[y];
        return std::tie(a.happened, a.recorded, a.id, x) <
               std::tie(b.happened, b.recorded, b.id, y);
    };
    std::sort(corrections.begin(), corrections.end(), [&](std::size_t x, std::size_t y) {
        event const& a = records.events[x];
        event const& b = records.events[y];
        return std::tie(b.happened, b.recorded, b.id, x) <
               std::tie(a.happened, a.recorded, a.id, y);
    });
    std::sort(rest.begin(), rest.end(), happened_before);
    auto const record_those_of = [&](std::optional<ombudsman_case_id> a_case,
                                     std::optional<complaint_id> a_complaint) {
        for (auto const* const events : {&corrections, &rest}) {
            for (std::size_t const i : *events) {
                event const& e = records.events[i];
                if (e.ombudsman_case != a_case || e.complaint != a_complaint) continue;
                see(record_kind::event, i, into.record(e));
            }
        }
    };
    std::set<std::pair<std::optional<ombudsman_case_id>, std::optional<complaint_id>>> owners;
    for (event const& e : records.events) owners.emplace(e.ombudsman_case, e.complaint);
    for (auto const& [a_case, a_complaint] : owners) {
        if (!a_case) record_those_of(a_case, a_complaint);
    }
    insert_all(record_kind::ombudsman_case, records.ombudsman_cases);
    for (auto const& [a_case, a_complaint] : owners) {
        if (a_case) record_those_of(a_case, a_complaint);
    }
    insert_all(record_kind::ombudsman_deadline, records.deadlines);
    insert_all(record_kind::ombudsman_recommendation, records.recommendations);
    insert_all(record_kind::remedy, records.remedies);
    insert_all(record_kind::compliment, records.compliments);
    insert_all(record_kind::series_figure, records.series);
    return faults;
}

auto parts_of(complaint_fact const& f) {
    return std::tuple(f.id, f.received, f.unit, f.channel, f.category, f.procedure, f.answer,
                      f.is_counted, f.place, f.working_days);
}

void expect_equal_facts(facts const& a, facts const& b) {
    EXPECT_EQ(a.places, b.places);
    auto const compare = [](auto const& x, auto const& y, auto parts) {
        ASSERT_EQ(x.size(), y.size());
        for (std::size_t i = 0; i != x.size(); ++i) ASSERT_EQ(parts(x[i]), parts(y[i]));
    };
    compare(a.complaints, b.complaints, [](auto const& f) { return parts_of(f); });
    compare(a.mentions, b.mentions,
            [](auto const& f) { return std::tuple(f.of.id, f.of.answer, f.service); });
    compare(a.aspects, b.aspects, [](auto const& f) {
        return std::tuple(f.of.id, f.service, f.subject, f.outcome, f.concerns_contractor);
    });
    compare(a.stages, b.stages,
            [](auto const& f) { return std::tuple(f.of.id, f.stage, f.started); });
    compare(a.referrals, b.referrals,
            [](auto const& f) { return std::tuple(f.referred, f.unit, f.service, f.decision); });
    compare(a.deadlines, b.deadlines,
            [](auto const& f) { return std::tuple(f.referred, f.first_set, f.unit, f.is_met); });
    EXPECT_EQ(a.recommendations.size(), b.recommendations.size());
    EXPECT_EQ(a.remedies.size(), b.remedies.size());
    EXPECT_EQ(a.compliments.size(), b.compliments.size());
}

auto parts_of(complaint_state const& s) {
    return std::tuple(s.record, s.acknowledged, s.acknowledge_due, s.responded, s.original_due,
                      s.due, s.stage, s.is_open, s.is_paused, s.is_withdrawn, s.is_referred);
}

void expect_equal_stores(store const& a, store const& b) {
    ASSERT_EQ(a.complaint_ids(), b.complaint_ids());
    ASSERT_EQ(a.records_of(a.complaint_ids()), b.records_of(b.complaint_ids()));
    ASSERT_EQ(a.other_records(), b.other_records());
    EXPECT_EQ(a.event_count(), b.event_count());
    EXPECT_EQ(a.mention_count(), b.mention_count());
    EXPECT_EQ(a.aspect_count(), b.aspect_count());
    EXPECT_EQ(a.last_recorded(), b.last_recorded());
    for (complaint_id const c : a.complaint_ids()) {
        EXPECT_EQ(parts_of(*a.state_of(c)), parts_of(*b.state_of(c)));
    }
    day_span const all_days{mon_2020_01_06, mon_2020_01_06 + calendar_days(90)};
    for (unit_code const u : a.words().units.codes()) {
        EXPECT_EQ(a.received(u, all_days), b.received(u, all_days));
    }
    for (service_code const s : a.words().services.codes()) {
        EXPECT_EQ(a.mentioning(s), b.mentioning(s));
    }
    for (int n = 0; n != 5; ++n) {
        std::string const person = "a person called P-" + std::to_string(n);
        EXPECT_EQ(a.made_by(person), b.made_by(person));
    }
    EXPECT_EQ(a.made_by(""), b.made_by(""));
    EXPECT_EQ(a.overdue(all_days.last), b.overdue(all_days.last));
    EXPECT_EQ(*a.due_within(working_days(50), mon_2020_01_06),
              *b.due_within(working_days(50), mon_2020_01_06));
    for (int later : {10, 30, 60, 120}) {
        expect_equal_facts(a.facts_as_of(mon_2020_01_06 + calendar_days(later)),
                           b.facts_as_of(mon_2020_01_06 + calendar_days(later)));
    }
}

TEST(Fill, IsTheSameAsEnteringEveryRecordByItself) {
    std::uint32_t const first_seed = std::random_device{}();
    std::set<failure_code> seen;
    for (std::uint32_t seed = first_seed; seed != first_seed + 40; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        made_up_records made(seed);
        store at_once(test::small_council(), england_and_wales());
        store one_by_one(test::small_council(), england_and_wales());
        // Later sets meet cases with events, and go on with them.
        for (int round = 0; round != 4; ++round) {
            SCOPED_TRACE("round " + std::to_string(round));
            record_set const records = made.next();
            auto const faults = at_once.fill(records);
            auto const expected = enter_one_by_one(one_by_one, records);
            ASSERT_EQ(faults.size(), expected.size());
            for (std::size_t i = 0; i != faults.size(); ++i) {
                ASSERT_EQ(faults[i].kind, expected[i].kind);
                ASSERT_EQ(faults[i].position, expected[i].position);
                ASSERT_EQ(to_string(faults[i].what), to_string(expected[i].what));
                seen.insert(faults[i].what.code);
            }
            expect_equal_stores(at_once, one_by_one);
            if (testing::Test::HasFailure()) return;
        }
    }
    // The records were wrong in many ways, else the comparison says little.
    for (failure_code const code :
         {failure_code::id_repeated, failure_code::reference_dangling, failure_code::order_broken,
          failure_code::contradiction, failure_code::key_unknown, failure_code::key_repeated,
          failure_code::calendar_ends, failure_code::field_missing}) {
        EXPECT_TRUE(seen.contains(code)) << name_of(code);
    }
}

TEST(Fill, OfWhatCameOutOfAStoreMakesTheSameStore) {
    std::uint32_t const seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    made_up_records made(seed);
    store first(test::small_council(), england_and_wales());
    for (int round = 0; round != 5; ++round) static_cast<void>(first.fill(made.next()));
    ASSERT_FALSE(first.complaint_ids().empty());
    store second(first.words(), first.calendar());
    // In parts, as whoever writes a store to a file takes it.
    std::vector<complaint_id> const ids = first.complaint_ids();
    for (std::size_t i = 0; i < ids.size(); i += 7) {
        std::size_t const n = std::min<std::size_t>(7, ids.size() - i);
        EXPECT_TRUE(second.fill(first.records_of(std::span(ids).subspan(i, n))).empty());
    }
    EXPECT_TRUE(second.fill(first.other_records()).empty());
    EXPECT_EQ(first.records_of(ids), second.records_of(ids));
    EXPECT_EQ(first.other_records(), second.other_records());
}

/// Facts of all are those of each, in order of day received and id; views are what is found.
TEST(Fill, LeavesFactsAndViewsThatAgreeWithThoseOfEachComplaint) {
    std::uint32_t const seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    made_up_records made(seed);
    store cases(test::small_council(), england_and_wales());
    for (int round = 0; round != 6; ++round) {
        static_cast<void>(cases.fill(made.next()));
        std::vector<complaint_id> const ids = cases.complaint_ids();
        day const as_of = mon_2020_01_06 + calendar_days(15 * round);
        std::vector<std::pair<day, complaint_id>> order;
        for (complaint_id const id : ids) {
            facts const of_one = cases.facts_of(id, as_of);
            if (!of_one.complaints.empty()) order.emplace_back(of_one.complaints[0].received, id);
        }
        std::sort(order.begin(), order.end());
        facts together;
        together.places.assign(cases.places().begin(), cases.places().end());
        auto const append = [](auto& to, auto const& from) {
            to.insert(to.end(), from.begin(), from.end());
        };
        for (auto const& [received, id] : order) {
            facts const of_one = cases.facts_of(id, as_of);
            append(together.complaints, of_one.complaints);
            append(together.mentions, of_one.mentions);
            append(together.aspects, of_one.aspects);
            append(together.stages, of_one.stages);
        }
        facts all = cases.facts_as_of(as_of);
        all.referrals.clear();
        all.deadlines.clear();
        all.recommendations.clear();
        all.remedies.clear();
        all.compliments.clear();
        expect_equal_facts(all, together);

        std::vector<complaint_id> asked = ids;
        asked.insert(asked.begin(), complaint_id(999));
        std::vector<std::optional<complaint_view>> views(asked.size());
        cases.view(asked, views);
        EXPECT_FALSE(views[0]);
        for (std::size_t i = 1; i != asked.size(); ++i) {
            ASSERT_TRUE(views[i]);
            EXPECT_EQ(views[i], cases.view(asked[i]));
            EXPECT_EQ(views[i]->copied(), cases.find(asked[i]));
        }
    }
}

TEST(Fill, OfNothingDoesNothing) {
    small_store s;
    EXPECT_TRUE(s.cases.fill({}).empty());
    EXPECT_TRUE(s.cases.complaint_ids().empty());
    EXPECT_EQ(s.cases.records_of(std::vector{complaint_id(1)}), record_set());
    EXPECT_EQ(s.cases.other_records(), record_set());
}

TEST(Fill, TakesEventsOfACaseInAnyOrder) {
    small_store s;
    record_set records;
    records.complaints.push_back(s.made(1, mon_2020_01_06));
    records.events.push_back(s.made_event(complaint_id(1), event_kind::reopened, tue_2020_01_21));
    records.events.push_back(s.made_event(complaint_id(1), event_kind::responded, mon_2020_01_20));
    EXPECT_TRUE(s.cases.fill(records).empty());
    EXPECT_TRUE(s.state(complaint_id(1)).is_open);
    EXPECT_EQ(s.cases.events_of(complaint_id(1)).front().kind, event_kind::responded);
}

TEST(Fill, SaysWhichRecordWasRefusedAndLeavesTheOthersAlone) {
    small_store s;
    record_set records;
    records.complaints = {s.made(1, mon_2020_01_06), s.made(1, mon_2020_01_20),
                          s.made(2, mon_2020_01_20)};
    records.events = {s.made_event(complaint_id(2), event_kind::acknowledged, tue_2020_01_21),
                      s.made_event(complaint_id(2), event_kind::reopened, tue_2020_01_21),
                      s.made_event(complaint_id(7), event_kind::acknowledged, tue_2020_01_21)};
    auto const faults = s.cases.fill(records);
    ASSERT_EQ(faults.size(), 3u);
    EXPECT_EQ(faults[0].kind, record_kind::complaint);
    EXPECT_EQ(faults[0].position, 1u);
    EXPECT_EQ(faults[0].what.code, failure_code::id_repeated);
    EXPECT_EQ(faults[1].kind, record_kind::event);
    EXPECT_EQ(faults[1].position, 1u);
    EXPECT_EQ(faults[1].what.code, failure_code::order_broken);
    EXPECT_EQ(faults[2].position, 2u);
    EXPECT_EQ(faults[2].what.code, failure_code::reference_dangling);
    EXPECT_EQ(s.cases.complaint_count(), 2u);
    EXPECT_EQ(s.state(complaint_id(2)).acknowledged, tue_2020_01_21);
}

TEST(Fill, GivesAnEventBackAsItWasWritten) {
    small_store s;
    aspect_id const a = s.add_aspect(s.add(1, mon_2020_01_06));
    record_set records;
    // By name, by the last part of a key, by key, and a day.
    for (char const* const value : {"Partly upheld", "partly"}) {
        event e = s.made_event(complaint_id(1), event_kind::outcome_decided, mon_2020_01_20, value);
        e.aspect = a;
        records.events.push_back(e);
    }
    records.events.push_back(
        s.made_event(complaint_id(1), event_kind::extended, mon_2020_01_20, "2020-03-02"));
    records.events.push_back(
        s.made_event(complaint_id(1), event_kind::escalated, tue_2020_01_21, "stage_2"));
    event corrected = s.made_event(complaint_id(1), event_kind::corrected, tue_2020_01_21, "Email");
    corrected.field = "channel";
    records.events.push_back(corrected);
    EXPECT_TRUE(s.cases.fill(records).empty());
    EXPECT_EQ(s.cases.events_of(complaint_id(1)), records.events);
}

} // namespace
} // namespace upheld
