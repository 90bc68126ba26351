// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/mean.hpp"

#include "statistics/refusals.hpp"
#include "statistics/sums.hpp"
#include "upheld/statistics/distributions.hpp"

namespace upheld {

result<mean_estimate> mean_t_interval(std::span<double const> values, confidence at) {
    if (auto const ok = detail::checked_values(values, "values"); !ok) return refuse(ok.error());
    auto const n = static_cast<double>(values.size());
    double const mean = detail::mean_of(values);
    mean_estimate made{.mean = {.value = mean,
                                .lower = absent(absence::too_few),
                                .upper = absent(absence::too_few),
                                .method = interval_method::student_t,
                                .at = at},
                       .standard_deviation = absent(absence::too_few),
                       .n = static_cast<std::int64_t>(values.size())};
    if (values.size() == 1) return made;
    long double squares = 0;
    for (double const v : values) {
        long double const apart = static_cast<long double>(v) - mean;
        squares += apart * apart;
    }
    double const sd = std::sqrt(static_cast<double>(squares / (values.size() - 1)));
    double const reach = student_t_quantile(n - 1, upper_tail{at.tail()}) * sd / std::sqrt(n);
    made.standard_deviation = sd;
    made.mean.lower = mean - reach;
    made.mean.upper = mean + reach;
    return made;
}

} // namespace upheld
