// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/distributions.hpp"

#include "upheld/basis/expects.hpp"

// The only file with Boost.Math: it takes seconds to compile.
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/beta.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>

#include <numbers>

namespace upheld {
namespace {

namespace policies = boost::math::policies;

/// Nothing throws: arguments are checked here.
using quiet = policies::policy<policies::domain_error<policies::ignore_error>,
                               policies::pole_error<policies::ignore_error>,
                               policies::overflow_error<policies::ignore_error>,
                               policies::evaluation_error<policies::ignore_error>,
                               policies::rounding_error<policies::ignore_error>,
                               policies::indeterminate_result_error<policies::ignore_error>>;

bool is_inner(double area) { return area > 0 && area < 1; }

} // namespace

double normal_quantile(lower_tail p) {
    UPHELD_EXPECTS(is_inner(p.area));
    return -std::numbers::sqrt2 * boost::math::erfc_inv(2 * p.area, quiet());
}

double student_t_quantile(double degrees_of_freedom, upper_tail q) {
    UPHELD_EXPECTS(degrees_of_freedom > 0 && is_inner(q.area));
    boost::math::students_t_distribution<double, quiet> const t(degrees_of_freedom);
    return boost::math::quantile(boost::math::complement(t, q.area));
}

upper_tail chi_squared_tail(double x, double degrees_of_freedom) {
    UPHELD_EXPECTS(degrees_of_freedom > 0 && x >= 0);
    return {boost::math::gamma_q(degrees_of_freedom / 2, x / 2, quiet())};
}

double gamma_quantile(double shape, lower_tail p) {
    UPHELD_EXPECTS(shape > 0 && is_inner(p.area));
    return boost::math::gamma_p_inv(shape, p.area, quiet());
}

double gamma_quantile(double shape, upper_tail q) {
    UPHELD_EXPECTS(shape > 0 && is_inner(q.area));
    return boost::math::gamma_q_inv(shape, q.area, quiet());
}

double beta_quantile(double a, double b, lower_tail p) {
    UPHELD_EXPECTS(a > 0 && b > 0 && is_inner(p.area));
    return boost::math::ibeta_inv(a, b, p.area, quiet());
}

double beta_quantile(double a, double b, upper_tail q) {
    UPHELD_EXPECTS(a > 0 && b > 0 && is_inner(q.area));
    return boost::math::ibetac_inv(a, b, q.area, quiet());
}

double binomial::probability(std::int64_t k) const {
    UPHELD_EXPECTS(k >= 0 && k <= n && is_inner(chance));
    auto const a = static_cast<double>(k) + 1;
    auto const b = static_cast<double>(n - k) + 1;
    return boost::math::ibeta_derivative(a, b, chance, quiet()) / (static_cast<double>(n) + 1);
}

lower_tail binomial::at_most(std::int64_t k) const {
    UPHELD_EXPECTS(n >= 0 && is_inner(chance));
    if (k < 0) return {0};
    if (k >= n) return {1};
    return {boost::math::ibetac(static_cast<double>(k) + 1, static_cast<double>(n - k), chance,
                                quiet())};
}

upper_tail binomial::at_least(std::int64_t k) const {
    UPHELD_EXPECTS(n >= 0 && is_inner(chance));
    if (k <= 0) return {1};
    if (k > n) return {0};
    return {boost::math::ibeta(static_cast<double>(k), static_cast<double>(n - k) + 1, chance,
                               quiet())};
}

} // namespace upheld
