// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdio>
#include <cstdlib>

/// Contract checks: the caller's bugs, never the data's.
///
/// A broken contract calls the handler (default: message on stderr, then abort). Checks are on in
/// every build: they guard preconditions that cost a comparison, and never loops.

namespace upheld {

/// What a broken contract calls. It must not return; if it does, the process stops.
using contract_handler = void (*)(char const* condition, char const* file, int line) noexcept;

namespace detail {

inline void print_broken_contract(char const* condition, char const* file, int line) noexcept {
    std::fprintf(stderr, "%s:%d: contract broken: %s\n", file, line, condition);
}

inline constinit contract_handler current_handler = print_broken_contract;

[[noreturn]] inline void contract_broken(char const* condition, char const* file,
                                         int line) noexcept {
    current_handler(condition, file, line);
    std::abort();
}

} // namespace detail

/// Replace the handler, for hosts that log before stopping. Not thread-safe: call it at start-up.
/// @returns the handler that was in place; a null argument restores the default
inline contract_handler set_contract_handler(contract_handler handler) noexcept {
    contract_handler const before = detail::current_handler;
    detail::current_handler = handler != nullptr ? handler : detail::print_broken_contract;
    return before;
}

} // namespace upheld

/// States what the caller must have made true. Data that may be wrong gives a `result` instead.
#define UPHELD_EXPECTS(condition)                                                                  \
    ((condition) ? static_cast<void>(0)                                                            \
                 : ::upheld::detail::contract_broken(#condition, __FILE__, __LINE__))
