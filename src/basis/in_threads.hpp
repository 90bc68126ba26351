// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <exception>
#include <thread>
#include <vector>

/// Private to src.

namespace upheld::detail {

/// Calls `work(0)` to `work(count - 1)` at the same time, the first of them in this thread, and
/// waits for all. What one of them throws is thrown here then: out of a thread it would end the
/// program.
template <class Work> void in_threads(std::size_t count, Work const& work) {
    std::vector<std::exception_ptr> thrown(count);
    auto const run = [&](std::size_t i) noexcept {
        try {
            work(i);
        } catch (...) {
            thrown[i] = std::current_exception();
        }
    };
    {
        std::vector<std::jthread> workers;
        for (std::size_t i = 1; i < count; ++i) workers.emplace_back(run, i);
        if (count != 0) run(0);
    }
    for (std::exception_ptr const& what : thrown) {
        if (what) std::rethrow_exception(what);
    }
}

} // namespace upheld::detail
