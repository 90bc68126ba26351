// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/case_words.hpp"

#include <cstdint>
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
    /// @returns false if the fold has to say, as for a complaint that cannot be
    [[nodiscard]] bool find(procedure_code procedure, day received, std::optional<day>& into) {
        auto const [first, last] = words_.calendar.known();
        if (received < first || last < received) return false;
        std::vector<std::uint16_t>& of = days_[procedure.value];
        if (of.empty()) {
            of.assign(static_cast<std::size_t>((last - first).value) + 1, not_yet_known);
        }
        std::uint16_t& days = of[static_cast<std::size_t>((received - first).value)];
        if (days == not_yet_known) [[unlikely]] {
            days = work_out(procedure, received);
        }
        if (days > most_days) {
            into = std::nullopt;
            return days == no_clock;
        }
        into = received + calendar_days(days);
        return true;
    }

  private:
    // Short numbers, for the tables to stay in the processor's cache.
    static constexpr std::uint16_t most_days = 0xFFFC;
    static constexpr std::uint16_t not_yet_known = 0xFFFD;
    static constexpr std::uint16_t no_clock = 0xFFFE;
    static constexpr std::uint16_t not_here = 0xFFFF; ///< cannot be, or too long

    [[nodiscard]] std::uint16_t work_out(procedure_code procedure, day received) const {
        complaint_fold const fresh(words_.words, words_.rules, words_.calendar,
                                   {.received = received,
                                    .channel = {},
                                    .category = {},
                                    .procedure = procedure,
                                    .is_service_request = false},
                                   received);
        if (fresh.problem()) return not_here;
        if (!fresh.now().due) return no_clock;
        std::int32_t const days = (*fresh.now().due - received).value;
        return days >= 0 && days <= most_days ? static_cast<std::uint16_t>(days) : not_here;
    }

    case_words const& words_;
    /// From receipt until the day due; of each procedure, by day received.
    std::vector<std::vector<std::uint16_t>> days_;
};

} // namespace upheld::detail
