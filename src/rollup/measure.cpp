// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/measure.hpp"

#include <array>

namespace upheld {
namespace {

using enum grain;
using enum figure_form;

constexpr std::array catalogue = {
    measure{"received",
            "Complaints received",
            complaint,
            count,
            condition::any,
            condition::any,
            date_basis::received,
            kept::complaints,
            {},
            "complaints received in the period, without service requests and withdrawn ones"},
    measure{
        "in_time_complaints",
        "Complaints answered in time",
        complaint,
        count,
        condition::answered_in_time,
        condition::any,
        date_basis::received,
        kept::in_time,
        {},
        "complaints whose first answer came on or before the due day; open ones are not in time"},
    measure{"in_time_by_complaints",
            "Share of complaints answered in time",
            complaint,
            share,
            condition::answered_in_time,
            condition::has_clock,
            date_basis::received,
            kept::in_time,
            {},
            "complaints answered in time of all complaints with a time limit, open ones included"},
    measure{"mean_working_days",
            "Mean working days to answer",
            complaint,
            days,
            condition::any,
            condition::any,
            date_basis::received,
            kept::in_time,
            {},
            "working days from receipt to first answer, of the complaints answered",
            days_statistic::mean},
    measure{"median_working_days",
            "Median working days to answer",
            complaint,
            days,
            condition::any,
            condition::any,
            date_basis::received,
            kept::in_time,
            {},
            "half of the complaints answered took no longer; working days from receipt to first "
            "answer, open complaints left out",
            days_statistic::median},
    measure{"p90_working_days",
            "90th percentile of working days to answer",
            complaint,
            days,
            condition::any,
            condition::any,
            date_basis::received,
            kept::in_time,
            {},
            "nine of ten complaints answered took no longer; working days from receipt to first "
            "answer, open complaints left out",
            days_statistic::ninetieth_percent},
    measure{"mentions",
            "Mentions of services",
            mention,
            count,
            condition::any,
            condition::any,
            date_basis::received,
            kept::mentions,
            {},
            "services mentioned, each once a complaint, by complaints received in the period"},
    measure{"in_time_mentions", "Mentions answered in time", mention, count,
            condition::answered_in_time, condition::any, date_basis::received, kept::in_time,
            kept::mentions, "mentions whose complaint was answered in time"},
    measure{"in_time_by_mentions", "Share of mentions answered in time", mention, share,
            condition::answered_in_time, condition::has_clock, date_basis::received, kept::in_time,
            kept::mentions, "mentions whose complaint was answered in time, of all mentions"},
    measure{"aspects",
            "Aspects",
            aspect,
            count,
            condition::any,
            condition::any,
            date_basis::received,
            kept::aspects,
            {},
            "individual parts of the complaints received in the period"},
    measure{"in_time_aspects", "Aspects answered in time", aspect, count,
            condition::answered_in_time, condition::any, date_basis::received, kept::in_time,
            kept::aspects, "aspects whose complaint was answered in time"},
    measure{"in_time_by_aspects", "Share of aspects answered in time", aspect, share,
            condition::answered_in_time, condition::has_clock, date_basis::received, kept::in_time,
            kept::aspects,
            "aspects whose complaint was answered in time, of all aspects, ongoing ones "
            "included"},
    measure{"upheld",
            "Aspects upheld or partly upheld",
            aspect,
            count,
            condition::upheld,
            condition::any,
            date_basis::received,
            kept::outcomes,
            {},
            "aspects whose outcome is fully or partly upheld"},
    measure{"upheld_share",
            "Share of aspects upheld or partly upheld",
            aspect,
            share,
            condition::upheld,
            condition::in_upheld_base,
            date_basis::received,
            kept::outcomes,
            {},
            "aspects fully or partly upheld, of those that the taxonomy puts in the base"},
    measure{"stage_reached",
            "Stages reached",
            stage,
            count,
            condition::any,
            condition::any,
            date_basis::stage_started,
            kept::complaints,
            {},
            "stages begun in the period; a complaint counts once at each stage it reaches"},
    measure{"referrals",
            "Referrals to the ombudsman",
            referral,
            count,
            condition::any,
            condition::any,
            date_basis::referred,
            kept::ombudsman_cases,
            {},
            "cases of the ombudsman that the council learned of in the period"},
    measure{"referrals_upheld",
            "Referrals upheld",
            referral,
            count,
            condition::decision_upheld,
            condition::any,
            date_basis::referred,
            kept::ombudsman_cases,
            {},
            "referrals whose standing decision counts as upheld"},
    measure{"referrals_not_upheld",
            "Referrals not upheld",
            referral,
            count,
            condition::decision_not_upheld,
            condition::any,
            date_basis::referred,
            kept::ombudsman_cases,
            {},
            "referrals investigated and not upheld"},
    measure{"referrals_declined",
            "Referrals declined",
            referral,
            count,
            condition::decision_declined,
            condition::any,
            date_basis::referred,
            kept::ombudsman_cases,
            {},
            "referrals that the ombudsman did not take on"},
    measure{"deadlines",
            "Deadlines set by the ombudsman",
            deadline,
            count,
            condition::any,
            condition::any,
            date_basis::referred,
            kept::ombudsman_cases,
            {},
            "days by which the ombudsman wanted something, over cases referred in the period"},
    measure{"deadlines_met",
            "Share of the ombudsman's deadlines met",
            deadline,
            share,
            condition::deadline_met,
            condition::any,
            date_basis::referred,
            kept::ombudsman_cases,
            {},
            "deadlines answered by the day first set, of all; later extensions do not count"},
    measure{"compliance",
            "Compliance with recommendations",
            recommendation,
            share,
            condition::recommendation_met,
            condition::recommendation_counts,
            date_basis::referred,
            kept::ombudsman_cases,
            {},
            "recommendations implemented, of those due or implemented; cases whose decision was "
            "withdrawn are left out"},
    measure{"remedies",
            "Financial remedies",
            remedy,
            pence,
            condition::any,
            condition::any,
            date_basis::agreed,
            kept::complaints,
            {},
            "money agreed in the period, by stage and kind"},
    measure{"awards",
            "Awards of money",
            remedy,
            count,
            condition::any,
            condition::any,
            date_basis::agreed,
            kept::complaints,
            {},
            "number of remedies agreed in the period"},
    measure{"compliments",
            "Compliments",
            compliment,
            count,
            condition::any,
            condition::any,
            date_basis::received,
            kept::compliments,
            {},
            "compliments received in the period"},
};

} // namespace

std::span<measure const> all_measures() noexcept { return catalogue; }

std::optional<measure> find_measure(std::string_view key) noexcept {
    for (measure const& m : catalogue) {
        if (m.key == key) return m;
    }
    return std::nullopt;
}

std::string_view name_of(grain of) noexcept {
    switch (of) {
    case complaint: return "complaint";
    case mention: return "mention";
    case aspect: return "aspect";
    case stage: return "stage";
    case referral: return "referral";
    case deadline: return "deadline";
    case recommendation: return "recommendation";
    case remedy: return "remedy";
    case compliment: return "compliment";
    }
    return "unknown";
}

std::string_view name_of(date_basis by) noexcept {
    switch (by) {
    case date_basis::received: return "received";
    case date_basis::stage_started: return "stage started";
    case date_basis::referred: return "referred";
    case date_basis::agreed: return "agreed";
    }
    return "unknown";
}

} // namespace upheld
