// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/calendar/day.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// How a due day was reached, one line a day.

namespace upheld {

enum class ledger_reason : std::uint8_t {
    deemed_later, ///< before the start: receipt is deemed to be on a later day
    start,        ///< the clock's start
    counted,      ///< a day of the limit
    weekend,      ///< not counted: the weekly days off
    holiday,      ///< not counted: a holiday; the note has its name
    closure,      ///< not counted: the council was closed; the note has the closure's name
    paused,       ///< not counted: within a pause
    reset,        ///< the clock starts again on this day
    rolled,       ///< after the last day of the limit, which was not a working day
    due,          ///< the due day
};

/// The reason's name, such as `holiday`.
[[nodiscard]] std::string_view name_of(ledger_reason reason) noexcept;

/// One day. Its note, if it has one, is kept by the ledger.
struct ledger_line {
    day on;
    std::int16_t counted = 0;    ///< this is the n-th day of the limit; 0 if it did not count
    std::uint16_t note_from = 0; ///< see `ledger::note`
    std::uint16_t note_size = 0;
    ledger_reason reason{};
    friend bool operator==(ledger_line const&, ledger_line const&) = default;
};

/// The days from the start to the due day, both in, in order and without a gap.
class ledger {
  public:
    [[nodiscard]] std::span<ledger_line const> lines() const noexcept { return lines_; }

    [[nodiscard]] bool empty() const noexcept { return lines_.empty(); }

    /// A holiday's or closure's name; empty if the line has none.
    [[nodiscard]] std::string_view note(ledger_line const& line) const noexcept {
        return std::string_view(notes_).substr(line.note_from, line.note_size);
    }

    /// For those who write ledgers: empties it and makes room for that many days, to be filled in
    /// order.
    [[nodiscard]] std::span<ledger_line> write(std::size_t days) {
        notes_.clear();
        lines_.assign(days, {});
        return lines_;
    }

    /// For those who write ledgers: gives the line its note.
    void attach(ledger_line& line, std::string_view note);

    friend bool operator==(ledger const&, ledger const&) = default;

  private:
    std::vector<ledger_line> lines_;
    std::string notes_;
};

} // namespace upheld
