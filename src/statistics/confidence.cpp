// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/confidence.hpp"

#include "statistics/refusals.hpp"
#include "upheld/statistics/distributions.hpp"

namespace upheld {

result<confidence> confidence::of(double fraction) {
    // Written so that NaN is refused too.
    if (!(fraction > 0 && fraction < 1)) {
        return detail::out_of_range(
            "confidence", detail::number_text(fraction) + " is not between 0 and 1", "95% is 0.95");
    }
    double const z = -normal_quantile(lower_tail{(1 - fraction) / 2});
    return confidence(fraction, z);
}

} // namespace upheld
