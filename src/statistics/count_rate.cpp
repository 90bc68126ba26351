// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/count_rate.hpp"

#include "statistics/refusals.hpp"
#include "upheld/statistics/distributions.hpp"

#include <algorithm>

namespace upheld {
namespace {

estimate exact(std::int64_t count, confidence at) {
    auto const shape = static_cast<double>(count);
    // Of nothing both limits have a closed form.
    double const lower = count == 0 ? 0 : gamma_quantile(shape, lower_tail{at.tail()});
    double const upper =
        count == 0 ? -std::log(at.tail()) : gamma_quantile(shape + 1, upper_tail{at.tail()});
    return {
        .value = shape, .lower = lower, .upper = upper, .method = interval_method::exact, .at = at};
}

estimate byar(std::int64_t count, confidence at) {
    auto const o = static_cast<double>(count);
    auto const cubed_bracket = [&](double of, double side) {
        double const bracket = 1 - 1 / (9 * of) + side * at.z() / (3 * std::sqrt(of));
        return bracket < 0 ? -1 : of * bracket * bracket * bracket;
    };
    double const lower = count == 0 ? -1 : cubed_bracket(o, -1);
    estimate made{.value = o,
                  .lower = lower,
                  .upper = cubed_bracket(o + 1, 1),
                  .method = interval_method::byar,
                  .at = at};
    if (lower < 0) made.lower = absent(absence::no_limit);
    return made;
}

estimate usual(std::int64_t count, confidence at) {
    return count < byar_from ? exact(count, at) : byar(count, at);
}

result<rate_estimate> rate_of(std::int64_t events, exposure of, confidence at,
                              estimate (*limits)(std::int64_t, confidence)) {
    if (auto const ok = detail::checked_count(events, "events"); !ok) return refuse(ok.error());
    if (auto const ok = detail::checked_base(of.population, "population"); !ok) {
        return refuse(ok.error());
    }
    if (auto const ok = detail::checked_base(of.years, "years"); !ok) return refuse(ok.error());
    if (auto const ok = detail::checked_base(of.multiplier, "multiplier"); !ok) {
        return refuse(ok.error());
    }
    estimate made = limits(events, at);
    double const person_years = of.population * of.years;
    for (or_absent<double>* const one : {&made.value, &made.lower, &made.upper}) {
        if (*one) **one = **one / person_years * of.multiplier;
    }
    return rate_estimate{.rate = made, .events = events, .of = of, .is_annualised = of.years != 1};
}

/// All outcomes that are no likelier than `seen`, with what is added up beyond the mode on the
/// other side found by halving: the chances fall from the mode to both ends.
double two_sided(binomial const& of, std::int64_t seen) {
    double const limit = of.probability(seen) * (1 + 1e-7);
    double const mean = static_cast<double>(of.n) * of.chance;
    auto const at = static_cast<double>(seen);
    if (at == mean) return 1;
    auto const is_unlikely = [&](std::int64_t k) { return of.probability(k) <= limit; };
    if (at < mean) {
        // The first of the upper side that counts; n + 1 if none does.
        auto from = static_cast<std::int64_t>(std::ceil(mean));
        std::int64_t until = of.n + 1;
        while (from < until) {
            std::int64_t const middle = from + (until - from) / 2;
            if (is_unlikely(middle)) {
                until = middle;
            } else {
                from = middle + 1;
            }
        }
        return std::min(1.0, of.at_most(seen).area + of.at_least(from).area);
    }
    // The last of the lower side that counts; -1 if none does.
    std::int64_t until = static_cast<std::int64_t>(std::floor(mean)) + 1;
    std::int64_t from = 0;
    while (from < until) {
        std::int64_t const middle = from + (until - from) / 2;
        if (is_unlikely(middle)) {
            from = middle + 1;
        } else {
            until = middle;
        }
    }
    return std::min(1.0, of.at_least(seen).area + of.at_most(from - 1).area);
}

} // namespace

result<estimate> poisson_exact_count_interval(std::int64_t count, confidence at) {
    if (auto const ok = detail::checked_count(count, "count"); !ok) return refuse(ok.error());
    return exact(count, at);
}

result<estimate> byar_count_interval(std::int64_t count, confidence at) {
    if (auto const ok = detail::checked_count(count, "count"); !ok) return refuse(ok.error());
    return byar(count, at);
}

result<estimate> count_interval(std::int64_t count, confidence at) {
    if (auto const ok = detail::checked_count(count, "count"); !ok) return refuse(ok.error());
    return usual(count, at);
}

result<rate_estimate> rate_interval(std::int64_t events, exposure of, confidence at) {
    return rate_of(events, of, at, usual);
}

result<rate_estimate> poisson_exact_rate_interval(std::int64_t events, exposure of, confidence at) {
    return rate_of(events, of, at, exact);
}

result<rate_ratio> compare_rates(std::int64_t events1, double exposure1, std::int64_t events2,
                                 double exposure2, confidence at) {
    if (auto const ok = detail::checked_count(events1, "events1"); !ok) return refuse(ok.error());
    if (auto const ok = detail::checked_count(events2, "events2"); !ok) return refuse(ok.error());
    if (auto const ok = detail::checked_base(exposure1, "exposure1"); !ok) {
        return refuse(ok.error());
    }
    if (auto const ok = detail::checked_base(exposure2, "exposure2"); !ok) {
        return refuse(ok.error());
    }
    std::int64_t total = 0;
    if (__builtin_add_overflow(events1, events2, &total)) {
        return detail::out_of_range("events2", "the sum does not fit in 64 bits");
    }
    rate_ratio made{.ratio = {.value = absent(absence::not_applicable),
                              .lower = absent(absence::not_applicable),
                              .upper = absent(absence::not_applicable),
                              .method = interval_method::exact,
                              .at = at},
                    .p_value = 1};
    if (total == 0) return made;
    auto const x = static_cast<double>(events1);
    auto const y = static_cast<double>(events2);
    double const scale = exposure2 / exposure1;
    made.p_value = two_sided({.n = total, .chance = exposure1 / (exposure1 + exposure2)}, events1);
    made.ratio.lower = 0.0;
    made.ratio.upper = absent(absence::no_limit);
    if (events2 != 0) made.ratio.value = x / y * scale;
    // Limits of the first one's share of the events, as odds. The odds of a share near 1 come from
    // what is left of it.
    if (events1 != 0) {
        double const p = beta_quantile(x, y + 1, lower_tail{at.tail()});
        double const rest = beta_quantile(y + 1, x, upper_tail{at.tail()});
        made.ratio.lower = p / rest * scale;
    }
    if (events2 != 0) {
        double const p = beta_quantile(x + 1, y, upper_tail{at.tail()});
        double const rest = beta_quantile(y, x + 1, lower_tail{at.tail()});
        made.ratio.upper = p / rest * scale;
    }
    return made;
}

} // namespace upheld
