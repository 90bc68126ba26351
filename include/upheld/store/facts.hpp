// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/id.hpp"
#include "upheld/basis/pence.hpp"
#include "upheld/store/viewpoint.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// Plain rows for the rollup room: what the store knew on one day, one row a countable thing, every
/// dimension already joined to it. Nothing here needs the store to stay alive.

namespace upheld {

/// Where a case stood as of the day the facts were taken.
enum class answer_state : std::uint8_t {
    not_answered,     ///< open
    answered_in_time, ///< the first answer came on or before the due day
    answered_late,
    no_clock, ///< the procedure's first stage has no limit, so timeliness means nothing
};

/// In place of working days to an answer: there is no answer that stands.
inline constexpr std::uint16_t not_answered_days = 0xFFFF;
/// So many working days or more.
inline constexpr std::uint16_t most_answered_days = 0xFFFE;

/// One complaint. Service requests and withdrawn complaints have rows too, marked as such.
struct complaint_fact {
    complaint_id id;
    day received;
    unit_code unit;
    channel_code channel;
    category_code category;
    procedure_code procedure;
    answer_state answer{};
    bool is_counted = true; ///< false: a service request, or withdrawn
    place_code place;       ///< position in `facts::places`; none if not known
    /// From the day of receipt, which does not count, to the first stage's standing answer, which
    /// does, by the calendar of the cases: 0 if it came on the day of receipt. At most
    /// `most_answered_days`; `not_answered_days` while no answer stands.
    std::uint16_t working_days = not_answered_days;
};

/// One service mentioned by one complaint.
struct mention_fact {
    complaint_fact of;
    service_code service;
};

/// One aspect.
struct aspect_fact {
    complaint_fact of;
    service_code service;
    subject_code subject;
    outcome_code
        outcome; ///< none if the unit keeps no outcomes; else an outcome, maybe an undecided one
    bool concerns_contractor = false;
};

/// One stage that one complaint reached; `started` is the day received for the first stage.
struct stage_fact {
    complaint_fact of;
    stage_code stage;
    day started;
};

/// One ombudsman's case; decision none means ongoing.
struct referral_fact {
    day referred;
    unit_code unit;
    service_code service;
    decision_code decision;
    ombudsman_case_id id{};
};

struct deadline_fact {
    day referred; ///< of its case
    day first_set;
    unit_code unit;
    bool is_met = false; ///< answered by the day first set
    ombudsman_case_id of{};
};

struct recommendation_fact {
    day referred; ///< of its case
    unit_code unit;
    bool is_assessed = false; ///< implemented, or due by the day of the facts
    bool is_implemented = false;
    bool decision_stands = true; ///< false: the decision was withdrawn, and the case is left out
    ombudsman_case_id of{};
};

struct remedy_fact {
    day agreed;
    unit_code unit;
    remedy_stage_code stage;
    remedy_kind_code kind;
    pence amount;
    remedy_id id{};
};

struct compliment_fact {
    day received;
    unit_code unit;
    service_code service;
    compliment_id id{};
};

/// All rows as of one day.
struct facts {
    viewpoint from;
    /// Names of places; positions are their codes. In order of first arrival in the store, so some
    /// may be of no complaint here.
    std::vector<std::string> places;
    std::vector<complaint_fact> complaints;
    std::vector<mention_fact> mentions;
    std::vector<aspect_fact> aspects;
    std::vector<stage_fact> stages;
    std::vector<referral_fact> referrals;
    std::vector<deadline_fact> deadlines;
    std::vector<recommendation_fact> recommendations;
    std::vector<remedy_fact> remedies;
    std::vector<compliment_fact> compliments;
};

} // namespace upheld
