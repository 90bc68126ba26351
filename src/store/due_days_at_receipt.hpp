// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/case_words.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

/// Private to src.

namespace upheld::detail {

/// When an answer to a complaint is due before anything has happened to it. That depends on its
/// procedure and the day alone, and millions of complaints come on some thousand days: each is
/// worked out once, by the fold.
class due_days_at_receipt {
  public:
    explicit due_days_at_receipt(case_words const& words)
        : words_(words), days_(words.words.procedures.size()) {}

    /// @param into  nothing: the procedure has no clock
    /// @returns false if a complaint of that day and procedure cannot be
    [[nodiscard]] bool find(procedure_code procedure, day received, std::optional<day>& into) {
        auto const [first, last] = words_.calendar.known();
        if (received < first || last < received) return false;
        std::vector<std::int32_t>& of = days_[procedure.value];
        if (of.empty()) {
            of.assign(static_cast<std::size_t>((last - first).value) + 1, not_yet_known);
        }
        std::int32_t& serial = of[static_cast<std::size_t>((received - first).value)];
        if (serial == not_yet_known) [[unlikely]] {
            serial = work_out(procedure, received);
        }
        if (serial == impossible) return false;
        into = serial == no_clock ? std::nullopt : std::optional(day::from_serial(serial));
        return true;
    }

  private:
    // No serials of days.
    static constexpr std::int32_t not_yet_known = std::numeric_limits<std::int32_t>::min();
    static constexpr std::int32_t no_clock = not_yet_known + 1;
    static constexpr std::int32_t impossible = not_yet_known + 2;

    [[nodiscard]] std::int32_t work_out(procedure_code procedure, day received) const {
        complaint_fold const fresh(words_.words, words_.rules, words_.calendar,
                                   {.received = received,
                                    .channel = {},
                                    .category = {},
                                    .procedure = procedure,
                                    .is_service_request = false},
                                   received);
        if (fresh.problem()) return impossible;
        return fresh.now().due ? fresh.now().due->serial() : no_clock;
    }

    case_words const& words_;
    std::vector<std::vector<std::int32_t>> days_; ///< of each procedure, by day received
};

} // namespace upheld::detail
