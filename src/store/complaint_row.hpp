// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/compact_text.hpp"
#include "store/fold.hpp"
#include "store/maybe_day.hpp"

/// Private to src.

namespace upheld::detail {

/// A complaint and where it stands, as the store keeps them: small, because there are millions.
/// What follows from the rest is not here: the procedure is that of the stage, and the days on
/// which a new complaint would be due are a look into the calendar.
struct complaint_row {
    /// What a correction can change.
    struct correctable {
        day received;
        channel_code channel;
        category_code category;
    };

    complaint_id id;
    compact_text complainant;
    shared_text procedure_reason;
    correctable recorded; ///< as in the record
    correctable now;      ///< with corrections applied
    maybe_day acknowledged;
    maybe_day responded; ///< as the fields of `standing`
    maybe_day due;
    maybe_day stage_due;
    unit_code unit;
    place_code place;
    stage_code stage;
    bool recorded_as_request : 1;
    bool advocacy_offered : 1;
    bool ombudsman_signposted : 1;
    bool is_service_request : 1;
    bool is_open : 1;
    bool is_paused : 1;
    bool is_withdrawn : 1;
    bool is_referred : 1;

    complaint_row(complaint const& of, standing const& stands, place_code at, shared_text reason)
        : id(of.id), complainant(of.complainant), procedure_reason(std::move(reason)),
          recorded{of.received, of.channel, of.category}, unit(of.unit), place(at),
          recorded_as_request(of.is_service_request), advocacy_offered(of.advocacy_offered),
          ombudsman_signposted(of.ombudsman_signposted) {
        stand(stands);
    }

    /// Enters where the complaint stands now.
    void stand(standing const& stands) noexcept {
        now = {stands.received, stands.channel, stands.category};
        acknowledged = maybe_day(stands.acknowledged);
        responded = maybe_day(stands.responded);
        due = maybe_day(stands.due);
        stage_due = maybe_day(stands.stage_due);
        stage = stands.stage;
        is_service_request = stands.is_service_request;
        is_open = stands.is_open;
        is_paused = stands.is_paused;
        is_withdrawn = stands.is_withdrawn;
        is_referred = stands.is_referred;
    }

    [[nodiscard]] procedure_code procedure(taxonomy const& words) const {
        return words.stages[stage].procedure;
    }

    [[nodiscard]] fold_start start(taxonomy const& words) const {
        return {.received = recorded.received,
                .channel = recorded.channel,
                .category = recorded.category,
                .procedure = procedure(words),
                .is_service_request = recorded_as_request};
    }

    /// The record as it came.
    [[nodiscard]] complaint record(taxonomy const& words,
                                   std::span<std::string const> places) const {
        return {.id = id,
                .unit = unit,
                .place = place.is_none() ? std::string() : places[place.value],
                .received = recorded.received,
                .channel = recorded.channel,
                .category = recorded.category,
                .procedure = procedure(words),
                .procedure_reason = std::string(procedure_reason.view()),
                .complainant = std::string(complainant.view()),
                .is_service_request = recorded_as_request,
                .advocacy_offered = advocacy_offered,
                .ombudsman_signposted = ombudsman_signposted};
    }
};

static_assert(sizeof(complaint_row) == 72);

} // namespace upheld::detail
