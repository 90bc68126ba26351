// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/ageing.hpp"

#include "rollup/by_group.hpp"
#include "upheld/basis/expects.hpp"

#include <algorithm>
#include <charconv>

namespace upheld {
namespace {

bool is_rising(std::vector<std::int32_t> const& last) {
    return (last.empty() || last.front() >= 0) &&
           std::adjacent_find(last.begin(), last.end(), std::greater_equal<>()) == last.end();
}

std::int64_t& clock_of(clock_counts& counts, open_spell const& s, day as_of, day at_risk_until) {
    if (!s.due) return counts.no_clock;
    if (*s.due < as_of) return s.is_paused ? counts.paused_overdue : counts.overdue;
    if (*s.due <= at_risk_until) return s.is_paused ? counts.paused_due_within : counts.at_risk;
    return s.is_paused ? counts.paused_due_later : counts.due_later;
}

} // namespace

std::size_t age_bands::band_of(std::int32_t age) const noexcept {
    return static_cast<std::size_t>(std::lower_bound(last.begin(), last.end(), age) - last.begin());
}

std::string age_bands::name(std::size_t band) const {
    UPHELD_EXPECTS(band < size());
    std::string const first = band == 0 ? "0" : std::to_string(last[band - 1] + 1);
    if (band == last.size()) return first + '+';
    std::string const end = std::to_string(last[band]);
    return first == end ? end : first + '-' + end;
}

result<age_bands> bands_from_text(std::string_view text) {
    age_bands bands{.last = {}};
    for (bool is_more = true; is_more;) {
        std::size_t const comma = text.find(',');
        std::string_view const field = text.substr(0, comma);
        std::int32_t number = 0;
        auto const [end, problem] =
            std::from_chars(field.data(), field.data() + field.size(), number);
        if (problem != std::errc() || end != field.data() + field.size() || number < 0) {
            return refuse({.code = failure_code::field_malformed,
                           .where = {},
                           .message = '"' + std::string(field) + "\" is no number of working days",
                           .mend = "give the last day of each band, such as 5,10,20"});
        }
        bands.last.push_back(number);
        is_more = comma != std::string_view::npos;
        if (is_more) text.remove_prefix(comma + 1);
    }
    if (!is_rising(bands.last)) {
        return refuse({.code = failure_code::order_broken,
                       .where = {},
                       .message = "the last days of bands do not rise",
                       .mend = "give them in order, each once, such as 5,10,20"});
    }
    return bands;
}

result<ageing> ageing_of(std::span<open_spell const> spells, day as_of,
                         working_calendar const& calendar, ageing_options const& how) {
    UPHELD_EXPECTS(is_rising(how.bands.last));
    UPHELD_EXPECTS(how.within.value >= 0);
    auto const until = how.within.value == 0 ? result<day>(as_of) : calendar.add(as_of, how.within);
    if (!until) return refuse(until.error());
    ageing made{.as_of = as_of, .at_risk_until = *until, .how = how, .rows = {}, .total = {}};
    made.total.in_band.resize(how.bands.size());
    detail::by_group<ageing_counts> groups;
    for (open_spell const& s : spells) {
        if (!s.is_counted || !s.is_open()) continue;
        auto const age = calendar.count_after_until(
            how.since == age_since::received ? s.received : s.stage_began, as_of);
        if (!age) return refuse(age.error());
        std::size_t const band = how.bands.band_of(age->value);
        ageing_counts& group = groups[group_of(s, how.by)];
        group.in_band.resize(how.bands.size());
        for (ageing_counts* const counts : {&group, &made.total}) {
            ++counts->open;
            ++counts->in_band[band];
            ++clock_of(counts->clocks, s, as_of, *until);
        }
    }
    for (auto const& [group, counts] : groups.all()) made.rows.push_back({group, counts});
    return made;
}

result<figure> days_to_clear(stock_counts const& of, day_span in,
                             working_calendar const& calendar) {
    auto const is_first = calendar.is_working_day(in.first);
    if (!is_first) return refuse(is_first.error());
    auto const others = calendar.count_after_until(in.first, in.last);
    if (!others) return refuse(others.error());
    std::int64_t const days = others->value + (*is_first ? 1 : 0);
    std::int64_t const closed = of.answered + of.withdrawn;
    return figure::of_days({.part = of.closing * days, .whole = days == 0 ? 0 : closed});
}

} // namespace upheld
