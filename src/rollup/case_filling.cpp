// SPDX-License-Identifier: BSL-1.0
#include "rollup/case_filling.hpp"

namespace upheld::detail {

case_filling::case_filling(columns::tables& into)
    : into_(into), cases_(into.cases), stages_(into.stages) {
    for (service_entry const& service : into.words->services.entries()) {
        unit_of_service_.push_back(service.unit);
    }
}

/// What all rows of one case have.
case_filling::codes case_filling::codes_of(row_appender const& rows,
                                           complaint_fact const& of) const {
    taxonomy const& words = *into_.words;
    codes row{};
    rows.set(row, field::unit, of.unit.value);
    rows.set(row, field::channel, value_of(of.channel, words.channels));
    rows.set(row, field::category, value_of(of.category, words.categories));
    rows.set(row, field::procedure, of.procedure.value);
    rows.set(row, field::answer, static_cast<std::uint32_t>(of.answer));
    rows.set(row, field::place, value_of(of.place));
    return row;
}

bool case_filling::add(read_case const& one) {
    complaint_fact const& of = one.of;
    if (!of.is_counted) return true;
    if (one.parts.size() > most_zone_rows) return false;
    taxonomy const& words = *into_.words;
    std::uint16_t const place = value_of(of.place);
    auto const start = [&](std::uint32_t what) {
        return what + static_cast<std::uint32_t>(of.answer);
    };
    auto const no_aspect = [&](std::uint32_t* row) {
        cases_.set(row, field::subject, cases_.no_subject());
        cases_.set(row, field::outcome, value_of(outcome_code(), words.outcomes));
    };

    codes const whole = codes_of(cases_, of);
    cases_.begin(of.received, std::max<std::size_t>(one.parts.size(), 1), place);
    if (one.parts.empty()) {
        std::uint32_t* const row = cases_.append(whole, of.working_days);
        cases_.set(row, field::service, value_of(service_code(), words.services));
        cases_.set(row, field::start, start(row_start::complaint_alone));
        no_aspect(row);
    }
    service_code before;
    for (read_part const& part : one.parts) {
        std::uint32_t* const row = cases_.append(whole, of.working_days);
        cases_.set(row, field::service, part.service.value);
        if (part.is_aspect) {
            cases_.set(row, field::subject, value_of(part.subject, words.subjects));
            cases_.set(row, field::outcome, value_of(part.outcome, words.outcomes));
            cases_.set(row, field::contractor, part.concerns_contractor ? 1 : 0);
        } else {
            no_aspect(row);
        }
        if (before.is_none()) {
            cases_.set(row, field::start, start(row_start::complaint));
        } else if (before != part.service) {
            cases_.set(row, field::start, start(row_start::mention));
        }
        before = part.service;
        do_services_cross_units_ =
            do_services_cross_units_ || unit_of_service_[part.service.value] != of.unit;
    }

    codes const staged = codes_of(stages_, of);
    for (auto const& [stage, started] : one.stages) {
        stages_.begin(started, 1, place);
        stages_.set(stages_.append(staged, no_days), field::stage, stage.value);
    }
    return true;
}

void case_filling::finish() {
    cases_.finish();
    stages_.finish();
    if (do_services_cross_units_) into_.cases.services_cross_units();
}

} // namespace upheld::detail
