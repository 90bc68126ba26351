// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/id.hpp"
#include "upheld/basis/pence.hpp"
#include "upheld/calendar/day.hpp"

#include <optional>
#include <string>

/// What a council keeps. Records hold what does not change; what happens to a case is an event
/// (`store/event.hpp`), and the current state is the events' fold.

namespace upheld {

/// The whole of someone's approach to the council expressing dissatisfaction.
struct complaint {
    complaint_id id;
    unit_code unit;               ///< exactly one
    std::string place;            ///< ward or area; empty if not known
    day received;                 ///< any day of the week
    channel_code channel;         ///< none if not collected or not known
    category_code category;       ///< none unless the unit keeps categories
    procedure_code procedure;     ///< the one chosen for this complaint
    std::string procedure_reason; ///< why that procedure was chosen
    std::string complainant;      ///< reference of the person, never a name; empty if not known
    bool is_service_request =
        false; ///< triaged: a request for a service, not counted as a complaint
    bool advocacy_offered = false;
    bool ombudsman_signposted = false;
    friend bool operator==(complaint const&, complaint const&) = default;
};

/// A complaint's reference to one service; a complaint mentions each service at most once.
struct mention {
    mention_id id;
    complaint_id complaint;
    service_code service;
    friend bool operator==(mention const&, mention const&) = default;
};

/// One individual part of a complaint.
struct aspect {
    aspect_id id;
    mention_id mention;
    subject_code subject;
    bool concerns_contractor = false; ///< it concerns a contractor's employee
    std::string remedy;               ///< what was done to put it right, in words; empty if none
    friend bool operator==(aspect const&, aspect const&) = default;
};

/// An approach to an ombudsman. Decisions, challenges and withdrawals are events.
struct ombudsman_case {
    ombudsman_case_id id;
    unit_code unit;
    service_code service;                  ///< none if not known
    day referred;                          ///< day the council learned of it
    std::optional<complaint_id> complaint; ///< the complaint it grew from, where that is known
    friend bool operator==(ombudsman_case const&, ombudsman_case const&) = default;
};

/// A day by which an ombudsman wanted something. Met if answered by the day *first* set: later
/// extensions exist and do not count.
struct ombudsman_deadline {
    ombudsman_case_id ombudsman_case;
    day first_set;
    std::optional<day> extended_to;
    std::optional<day> answered;
    friend bool operator==(ombudsman_deadline const&, ombudsman_deadline const&) = default;
};

/// Something an ombudsman recommended and the council agreed to do.
struct ombudsman_recommendation {
    ombudsman_case_id ombudsman_case;
    std::string text;
    std::optional<day> due;
    std::optional<day> implemented;
    friend bool operator==(ombudsman_recommendation const&,
                           ombudsman_recommendation const&) = default;
};

/// Money, by stage and kind.
struct remedy {
    remedy_id id;
    unit_code unit;
    day agreed;
    remedy_stage_code stage;
    remedy_kind_code kind;
    pence amount;
    std::optional<complaint_id> complaint;
    std::optional<ombudsman_case_id> ombudsman_case;
    friend bool operator==(remedy const&, remedy const&) = default;
};

struct compliment {
    compliment_id id;
    unit_code unit;
    service_code service; ///< none if not known
    day received;
    std::string text; ///< anonymised; may be empty
    friend bool operator==(compliment const&, compliment const&) = default;
};

} // namespace upheld
