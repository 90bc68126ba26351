// SPDX-License-Identifier: BSL-1.0
#error "a host must not need <coin/ClpSimplex.hpp>"
