// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/case_counts.hpp"

#include "upheld/calendar/day_text.hpp"

namespace upheld {
namespace {

bool is_in(open_spell const& s, flow_group const& group) {
    return (group.unit.is_none() || group.unit == s.unit) &&
           (group.procedure.is_none() || group.procedure == s.procedure) &&
           (group.stage.is_none() || group.stage == s.stage);
}

bool is_counted(open_spell const& s, case_basis by, day_span days) {
    bool const has_ended = s.ended && days.covers(*s.ended);
    bool const is_answered = has_ended && s.ended_by == spell_end::answered;
    // A complaint has such a day once, and its last spell tells it.
    auto const once = [&](std::optional<day> const& d) {
        return s.is_last && s.is_counted_as_of && d && days.covers(*d);
    };
    switch (by) {
    case case_basis::received:
        return s.is_counted && s.begun_by == spell_start::received && days.covers(s.began);
    case case_basis::acknowledged: return once(s.acknowledged);
    case case_basis::decided: return once(s.decided);
    case case_basis::answered: return s.is_counted && is_answered;
    case case_basis::closed:
        return s.is_counted && (is_answered || (has_ended && s.ended_by == spell_end::withdrawn));
    case case_basis::escalated:
        return s.is_counted && s.begun_by == spell_start::escalated && days.covers(s.began);
    case case_basis::open: return s.is_counted && s.is_open_at_end_of(days.last);
    }
    return false;
}

std::string in_words(case_count const& of) {
    return std::string(name_of(of.by)) + " from " + to_text(of.days.first) + " to " +
           to_text(of.days.last);
}

} // namespace

case_count count_cases(std::span<open_spell const> spells, case_basis by, day_span days,
                       flow_group const& in) {
    case_count made{.cases = 0, .by = by, .days = days};
    for (open_spell const& s : spells) made.cases += is_in(s, in) && is_counted(s, by, days);
    return made;
}

std::vector<complaint_id> cases_by(std::span<open_spell const> spells, case_basis by, day_span days,
                                   flow_group const& in) {
    std::vector<complaint_id> made;
    for (open_spell const& s : spells) {
        if (!is_in(s, in) || !is_counted(s, by, days)) continue;
        if (made.empty() || made.back() != s.id) made.push_back(s.id);
    }
    return made;
}

result<ratio> rate_of(case_count const& part, case_count const& whole,
                      std::optional<basis_mixture> named) {
    basis_mixture const is{part.by, whole.by};
    bool const is_named = named ? *named == is : part.by == whole.by;
    if (is_named && part.days == whole.days) return ratio{part.cases, whole.cases};
    return refuse(
        {.code = failure_code::contradiction,
         .where = {},
         .message = "a rate of cases " + in_words(part) + " over cases " + in_words(whole) +
                    (named ? std::string(", named as ") + name_of(named->part) + " over " +
                                 name_of(named->whole)
                           : std::string()),
         .mend = part.days != whole.days ? "count both over the same days"
                                         : "count both by the same day, or name the mixture"});
}

} // namespace upheld
