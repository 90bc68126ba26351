// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/compact_text.hpp"
#include "store/fold.hpp"
#include "store/maybe_day.hpp"
#include "upheld/store/complaint_view.hpp"

/// Private to src.

namespace upheld::detail {

/// A complaint as the store keeps it, in one cache line because there are millions: the record, and
/// of where it stands what orders it among others. The rest is the fold of its events.
struct alignas(64) complaint_row {
    complaint_id id;
    compact_text complainant;
    shared_text procedure_reason;
    day received;      ///< as in the record
    day received_now;  ///< with corrections applied
    maybe_day due_now; ///< inclusive, of the stage it is in; none unless it is open and has a clock
    unit_code unit;
    place_code place;
    channel_code channel;   ///< as in the record
    category_code category; ///< as in the record
    procedure_code procedure;
    bool is_service_request : 1; ///< as in the record
    bool advocacy_offered : 1;
    bool ombudsman_signposted : 1;
    bool is_indexed : 1 = false; ///< the ordered indices have it

    complaint_row(complaint const& of, standing const& stands, place_code at, shared_text reason)
        : id(of.id), complainant(of.complainant), procedure_reason(std::move(reason)),
          received(of.received), unit(of.unit), place(at), channel(of.channel),
          category(of.category), procedure(of.procedure), is_service_request(of.is_service_request),
          advocacy_offered(of.advocacy_offered), ombudsman_signposted(of.ombudsman_signposted) {
        stand(stands);
    }

    /// Enters where the complaint stands now.
    void stand(standing const& stands) noexcept {
        received_now = stands.received;
        due_now = maybe_day(stands.is_open ? stands.stage_due : std::nullopt);
    }

    [[nodiscard]] fold_start start() const noexcept {
        return {.received = received,
                .channel = channel,
                .category = category,
                .procedure = procedure,
                .is_service_request = is_service_request};
    }

    /// The record as it came.
    [[nodiscard]] complaint_view view(std::span<std::string const> places) const noexcept {
        return {.id = id,
                .unit = unit,
                .place = place.is_none() ? std::string_view() : places[place.value],
                .received = received,
                .channel = channel,
                .category = category,
                .procedure = procedure,
                .procedure_reason = procedure_reason.view(),
                .complainant = complainant.view(),
                .is_service_request = is_service_request,
                .advocacy_offered = advocacy_offered,
                .ombudsman_signposted = ombudsman_signposted};
    }
};

static_assert(sizeof(complaint_row) == 64);

} // namespace upheld::detail
