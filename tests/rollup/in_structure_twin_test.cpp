// SPDX-License-Identifier: BSL-1.0
#include "support/small_council.hpp"
#include "upheld/calendar/day_text.hpp"
#include "upheld/rollup/in_structure.hpp"
#include "upheld/rollup/rollup.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>

/// Councils reorganised at random, against a plain program that remembers who had which service.

namespace upheld {
namespace {

/// A council of few units with two services each, and what happened to it.
class random_council {
  public:
    explicit random_council(std::uint32_t seed) : random_(seed) {
        words_ = test::small_council();
        words_.units = {};
        words_.services = {};
        unit_entry top;
        top.key = top.name = "council";
        council_ = words_.units.add(top);
        days_.push_back(day(2018, 1, 1));
        for (int i = 0; i != 4; ++i) {
            unit_code const unit = begin_unit("");
            for (int s = 0; s != 2; ++s) {
                service_entry service;
                service.key = service.name = "s" + std::to_string(words_.services.size());
                static_cast<void>(words_.services.add(service));
                owner_.push_back(unit);
            }
        }
        owners_.push_back(owner_);
        for (int i = 0; i != 6; ++i) change(day(2018, 1, 1) + calendar_days(100 * (i + 1)));
        for (service_code const s : words_.services.codes()) {
            words_.services[s].unit = owner_[s.value];
        }
    }

    taxonomy const& words() const { return words_; }

    /// First days of the structures.
    std::vector<day> const& days() const { return days_; }

    /// Who has a service in the n-th structure: the plain memory.
    unit_code owner(std::size_t structure, service_code service) const {
        return owners_[structure][service.value];
    }

    std::size_t below(std::size_t n) {
        return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_);
    }

    facts some_cases() {
        test::facts_of_small_council made(words_);
        for (int i = 0; i != 300; ++i) {
            std::size_t const structure = below(days_.size());
            service_code const service(static_cast<std::uint16_t>(below(words_.services.size())));
            unit_code const unit = owner(structure, service);
            day const received =
                days_[structure] + calendar_days(static_cast<std::int32_t>(below(100)));
            auto const row = made.add(
                made.complaint(words_.units[unit].key, received, answer_state::answered_in_time));
            made.add_mention(row, words_.services[service].key);
            for (std::size_t n = below(3); n != 0; --n) {
                made.add_aspect(row, words_.services[service].key, "delay", "upheld");
            }
        }
        return made.rows;
    }

  private:
    unit_code begin_unit(std::string const& from) {
        unit_entry unit;
        unit.key = unit.name = "u" + std::to_string(words_.units.size());
        unit.within = council_;
        unit.valid_from = from;
        unit.subjects = {subject_code(0)};
        unit_code const made = words_.units.add(unit);
        standing_.push_back(made);
        return made;
    }

    void end_unit(unit_code unit, std::string const& until) {
        words_.units[unit].valid_until = until;
        std::erase(standing_, unit);
    }

    std::vector<service_code> services_of(unit_code unit) const {
        std::vector<service_code> all;
        for (service_code const s : words_.services.codes()) {
            if (owner_[s.value] == unit) all.push_back(s);
        }
        return all;
    }

    void give(std::vector<service_code> const& services, unit_code from, unit_code into,
              std::string const& when, bool with_a_move = true) {
        for (service_code const s : services) owner_[s.value] = into;
        if (services.empty() || !with_a_move || from == into) return;
        words_.moves.push_back({when, {}, services, from, into});
    }

    void change(day on) {
        std::string const when = to_text(on);
        unit_code const one = standing_[below(standing_.size())];
        std::vector<service_code> const its = services_of(one);
        switch (below(5)) {
        case 0: { // rename: services go along by themselves
            end_unit(one, when);
            unit_code const next = begin_unit(when);
            words_.unit_changes.push_back(
                {entry_change::rename, when, {one}, {next}, split_rule::none, {}, unit_code()});
            give(its, one, next, when, false);
            break;
        }
        case 1: { // split, in which the old one may go on
            bool const goes_on = below(2) == 0;
            if (!goes_on) end_unit(one, when);
            std::vector<unit_code> into;
            if (goes_on) into.push_back(one);
            while (into.size() != 2) into.push_back(begin_unit(when));
            words_.unit_changes.push_back(
                {entry_change::split, when, {one}, into, split_rule::by_service, {}, into.front()});
            for (service_code const s : its) give({s}, one, into[below(2)], when);
            break;
        }
        case 2: { // merge, into a new one or one of them
            if (standing_.size() < 2) return;
            unit_code other = one;
            while (other == one) other = standing_[below(standing_.size())];
            std::vector<service_code> const others = services_of(other);
            bool const goes_on = below(2) == 0;
            end_unit(other, when);
            if (!goes_on) end_unit(one, when);
            unit_code const into = goes_on ? one : begin_unit(when);
            words_.unit_changes.push_back({entry_change::merge,
                                           when,
                                           {one, other},
                                           {into},
                                           split_rule::none,
                                           {},
                                           unit_code()});
            give(its, one, into, when);
            give(others, other, into, when);
            break;
        }
        case 3: { // one is renamed, and a part of another joins it
            if (standing_.size() < 2) return;
            unit_code other = one;
            while (other == one) other = standing_[below(standing_.size())];
            std::vector<service_code> const others = services_of(other);
            end_unit(one, when);
            unit_code const next = begin_unit(when);
            words_.unit_changes.push_back(
                {entry_change::rename, when, {one}, {next}, split_rule::none, {}, unit_code()});
            words_.unit_changes.push_back({entry_change::split,
                                           when,
                                           {other},
                                           {other, next},
                                           split_rule::by_service,
                                           {},
                                           other});
            give(its, one, next, when, false);
            for (service_code const s : others)
                give({s}, other, below(2) == 0 ? other : next, when);
            break;
        }
        default: { // a service moves
            unit_code const into = standing_[below(standing_.size())];
            if (its.empty() || into == one) return;
            give({its.front()}, one, into, when);
        }
        }
        days_.push_back(on);
        owners_.push_back(owner_);
    }

    std::mt19937 random_;
    taxonomy words_;
    unit_code council_;
    std::vector<unit_code> standing_;
    std::vector<unit_code> owner_; ///< by service, now
    std::vector<std::vector<unit_code>> owners_;
    std::vector<day> days_;
};

std::int64_t total(taxonomy const& words, facts const& rows, std::string_view measure) {
    auto const packed = columns_of(words, rows);
    if (!packed) {
        ADD_FAILURE() << to_string(packed.error());
        return -1;
    }
    return rollup(*packed, by{}, measures{measure})->at(0, 0).number;
}

TEST(InStructureTwin, EveryCaseGoesWhereItsServiceIsAndTotalsStay) {
    std::uint32_t const seed = std::random_device{}();
    for (std::uint32_t i = 0; i != 10; ++i) {
        SCOPED_TRACE(testing::Message() << "seed " << seed + i);
        random_council council(seed + i);
        taxonomy const& words = council.words();
        facts const rows = council.some_cases();
        for (std::size_t s = 0; s != council.days().size(); ++s) {
            auto const told = in_structure(words, rows, {}, council.days()[s]);
            ASSERT_TRUE(told) << to_string(told.error());
            ASSERT_EQ(told->rows.complaints.size(), rows.complaints.size());
            ASSERT_EQ(told->rows.mentions.size(), rows.mentions.size());
            for (std::size_t m = 0; m != rows.mentions.size(); ++m) {
                std::string const expected =
                    words.units[council.owner(s, rows.mentions[m].service)].key;
                ASSERT_EQ(told->words.units[told->rows.complaints[m].unit].key, expected)
                    << "complaint " << rows.complaints[m].id.value << " in the structure of "
                    << to_text(council.days()[s]);
            }
            for (std::string_view const measure : {"received", "mentions", "aspects"}) {
                ASSERT_EQ(total(told->words, told->rows, measure), total(words, rows, measure));
            }
        }
    }
}

} // namespace
} // namespace upheld
