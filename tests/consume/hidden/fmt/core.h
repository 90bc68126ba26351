// SPDX-License-Identifier: BSL-1.0
#error "a host must not need <fmt/core.h>"
