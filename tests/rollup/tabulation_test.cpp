// SPDX-License-Identifier: BSL-1.0
#include "support/small_council.hpp"
#include "upheld/rollup/tabulation.hpp"

#include <gtest/gtest.h>

#include <random>

namespace upheld {
namespace {

using test::code_of;

/// One year of the small council.
class Tabulation : public ::testing::Test {
  protected:
    Tabulation() {
        auto a = made.complaint("homes", day(2019, 4, 1), answer_state::answered_in_time);
        a.channel = code_of(words.channels, "email");
        made.add(a);
        made.add_mention(a, "lettings");
        made.add_mention(a, "repairs");
        made.add_aspect(a, "lettings", "delay", "upheld");
        made.add_aspect(a, "repairs", "delay", "partly");
        made.add_aspect(a, "repairs", "conduct", "withdrawn", true);

        auto b = made.complaint("homes", day(2020, 3, 31), answer_state::not_answered);
        b.channel = code_of(words.channels, "letter");
        made.add(b);
        made.add_mention(b, "repairs");
        made.add_aspect(b, "repairs", "conduct", "ongoing");

        auto c = made.complaint("streets", day(2019, 7, 7), answer_state::answered_late);
        c.category = code_of(words.categories, "noise");
        made.add(c);
        made.add_mention(c, "bins");

        auto request = made.complaint("homes", day(2019, 5, 5), answer_state::not_answered);
        request.is_counted = false;
        made.add(request);
        made.add_mention(request, "lettings");
        made.add_aspect(request, "lettings", "delay", "ongoing");

        made.add(made.complaint("homes", day(2019, 3, 31), answer_state::answered_in_time));
        made.add(made.complaint("homes", day(2020, 4, 1), answer_state::answered_in_time));

        made.add_referral("homes", day(2019, 9, 9), "upheld/fault");
        made.add_referral("homes", day(2019, 9, 10), "closed/premature");
        made.add_referral("streets", day(2019, 9, 11), "investigated/no_fault");
        made.add_referral("parks", day(2019, 9, 12), "");

        made.add_remedy("homes", day(2019, 10, 1), "own", "paid", 12'345);
        made.add_remedy("homes", day(2019, 10, 2), "ombudsman", "paid", 100);
        made.add_remedy("parks", day(2019, 10, 3), "ombudsman", "waived", 5);
    }

    [[nodiscard]] figure get(std::string_view key, filter const& where = {}) const {
        return tabulation(words, made.rows, period_from_text("2019-20").value())
            .evaluate(find_measure(key).value(), where);
    }

    [[nodiscard]] std::int64_t number(std::string_view key, filter const& where = {}) const {
        figure const found = get(key, where);
        EXPECT_TRUE(found.has_value()) << key;
        return found.number;
    }

    [[nodiscard]] filter unit(std::string_view key) const {
        filter where;
        where.units = {code_of(words.units, key)};
        return where;
    }

    taxonomy words = test::small_council();
    test::facts_of_small_council made{words};
};

TEST_F(Tabulation, ThePeriodHasBothItsEndsIn) { EXPECT_EQ(number("received", unit("homes")), 2); }

TEST_F(Tabulation, AUnitStandsForAllBelowIt) {
    EXPECT_EQ(number("received", unit("council")), 3);
    EXPECT_EQ(number("received"), 3);
}

TEST_F(Tabulation, ServiceRequestsAndWhatHangsOnThemAreNotCounted) {
    EXPECT_EQ(number("mentions", unit("homes")), 3);
    EXPECT_EQ(number("aspects", unit("homes")), 4);
}

TEST_F(Tabulation, UpheldIsFullyAndPartlyOfThoseInTheBase) {
    EXPECT_EQ(number("upheld", unit("homes")), 2);
    // Withdrawn is out of the base, ongoing is in it.
    EXPECT_EQ(get("upheld_share", unit("homes")).share, (ratio{2, 3}));
}

TEST_F(Tabulation, InTimeDiffersByTheThingCounted) {
    EXPECT_EQ(get("in_time_by_complaints", unit("homes")).share, (ratio{1, 2}));
    EXPECT_EQ(get("in_time_by_mentions", unit("homes")).share, (ratio{2, 3}));
    EXPECT_EQ(get("in_time_by_aspects", unit("homes")).share, (ratio{3, 4}));
}

TEST_F(Tabulation, AUnitThatDoesNotCollectHasNoZero) {
    EXPECT_EQ(get("aspects", unit("streets")).state, figure_state::not_collected);
    EXPECT_EQ(get("upheld_share", unit("streets")).state, figure_state::not_collected);
    filter by_email = unit("streets");
    by_email.channels = {code_of(words.channels, "email")};
    EXPECT_EQ(get("received", by_email).state, figure_state::not_collected);
}

TEST_F(Tabulation, ATotalOverUnitsThatDoNotAllCollectIsPartial) {
    figure const aspects = get("aspects", unit("council"));
    EXPECT_EQ(aspects.number, 4);
    EXPECT_TRUE(aspects.is_partial);
    EXPECT_FALSE(get("received", unit("council")).is_partial);
}

TEST_F(Tabulation, ASubjectThatNobodyUsesIsNotApplicable) {
    filter where = unit("parks");
    where.subjects = {code_of(words.subjects, "conduct")};
    EXPECT_EQ(get("aspects", where).state, figure_state::not_applicable);
    where.subjects = {code_of(words.subjects, "delay")};
    EXPECT_EQ(get("aspects", where), figure::of(figure_form::count, 0));
}

TEST_F(Tabulation, AFilterOnADimensionThatTheRowsLackIsNotApplicable) {
    filter where;
    where.subjects = {code_of(words.subjects, "delay")};
    EXPECT_EQ(get("received", where).state, figure_state::not_applicable);
    EXPECT_EQ(get("referrals", where).state, figure_state::not_applicable);
}

TEST_F(Tabulation, AShareOfNothingHasNoBase) {
    EXPECT_EQ(get("upheld_share", unit("parks")).state, figure_state::no_base);
    EXPECT_EQ(get("in_time_by_complaints", unit("parks")).state, figure_state::no_base);
}

TEST_F(Tabulation, CategoriesStandWhereAUnitKeepsThem) {
    filter where = unit("streets");
    where.categories = {code_of(words.categories, "noise")};
    EXPECT_EQ(number("mentions", where), 1);
    where.categories = {code_of(words.categories, "missed")};
    EXPECT_EQ(number("mentions", where), 0);
    where.units = {code_of(words.units, "homes")};
    EXPECT_EQ(get("mentions", where).state, figure_state::not_applicable);
}

TEST_F(Tabulation, DecisionsCountByTheirGroupsClasses) {
    EXPECT_EQ(number("referrals"), 4);
    EXPECT_EQ(number("referrals_upheld"), 1);
    EXPECT_EQ(number("referrals_not_upheld"), 1);
    EXPECT_EQ(number("referrals_declined"), 1);
    filter ongoing;
    ongoing.decision_state = decided_or_not::ongoing;
    EXPECT_EQ(number("referrals", ongoing), 1);
    ongoing.decision_state = decided_or_not::decided;
    EXPECT_EQ(number("referrals", ongoing), 3);
}

TEST_F(Tabulation, MoneyIsKeptStageByStage) {
    EXPECT_EQ(number("remedies", unit("homes")), 12'445);
    filter own = unit("parks");
    own.remedy_stages = {code_of(words.remedy_stages, "own")};
    EXPECT_EQ(get("remedies", own).state, figure_state::not_known);
    figure const parks = get("remedies", unit("parks"));
    EXPECT_EQ(parks.number, 5);
    EXPECT_TRUE(parks.is_partial);
    EXPECT_FALSE(get("remedies", unit("homes")).is_partial);
}

TEST_F(Tabulation, AContractorsEmployeeIsADimensionOfAspects) {
    filter where;
    where.concerns_contractor = true;
    EXPECT_EQ(number("aspects", where), 1);
}

TEST_F(Tabulation, ASharePartNarrowsTheNumeratorAlone) {
    filter upheld;
    upheld.outcomes = {code_of(words.outcomes, "upheld")};
    tabulation const year(words, made.rows, period_from_text("2019-20").value());
    EXPECT_EQ(year.evaluate_share(find_measure("aspects").value(), upheld, unit("homes")).share,
              (ratio{1, 4}));
}

/// Twin: every measure that counts, against a plain pass over the rows.
TEST_F(Tabulation, AgreesWithAPlainPassOverRandomRows) {
    std::uint32_t const seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::mt19937 random(seed);
    facts rows;
    for (int i = 0; i != 5000; ++i) {
        complaint_fact of;
        of.id = complaint_id(static_cast<std::uint64_t>(i));
        of.received = day(2019, 3, 1) + calendar_days(static_cast<std::int32_t>(random() % 500));
        of.unit = code_of(words.units, random() % 2 == 0 ? "homes" : "parks");
        of.procedure = code_of(words.procedures, "corporate");
        of.answer = static_cast<answer_state>(random() % 4);
        of.is_counted = random() % 10 != 0;
        std::vector<service_code> own;
        for (service_code const s : words.services.codes()) {
            if (words.services[s].unit == of.unit) own.push_back(s);
        }
        rows.complaints.push_back(of);
        rows.mentions.push_back({of, own[random() % own.size()]});
        rows.aspects.push_back(
            {of, rows.mentions.back().service,
             subject_code(static_cast<std::uint16_t>(random() % 2)),
             outcome_code(static_cast<std::uint16_t>(random() % words.outcomes.size())),
             random() % 3 == 0});
    }
    period const year = period_from_text("2019-20").value();
    tabulation const folded(words, rows, year);
    for (unit_code const u : {code_of(words.units, "homes"), code_of(words.units, "parks")}) {
        for (service_code const s : words.services.codes()) {
            filter where;
            where.units = {u};
            where.services = {s};
            auto const is_in = [&](aspect_fact const& row) {
                return row.of.is_counted && year.days.covers(row.of.received) && row.of.unit == u &&
                       row.service == s;
            };
            std::int64_t plain = 0;
            std::int64_t upheld = 0;
            std::int64_t base = 0;
            for (aspect_fact const& row : rows.aspects) {
                outcome_entry const& outcome = words.outcomes[row.outcome];
                bool const in_base = is_in(row) && outcome.in_upheld_base;
                plain += is_in(row) ? 1 : 0;
                base += in_base ? 1 : 0;
                upheld +=
                    in_base && outcome.is_decided && outcome.finding != upheld_class::not_upheld
                        ? 1
                        : 0;
            }
            EXPECT_EQ(folded.evaluate(find_measure("aspects").value(), where).number, plain);
            EXPECT_EQ(folded.evaluate(find_measure("upheld_share").value(), where).share,
                      (ratio{upheld, base}));
        }
    }
}

} // namespace
} // namespace upheld
