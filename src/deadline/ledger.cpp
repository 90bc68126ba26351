// SPDX-License-Identifier: BSL-1.0
#include "upheld/deadline/ledger.hpp"

namespace upheld {

std::string_view name_of(ledger_reason reason) noexcept {
    switch (reason) {
    case ledger_reason::deemed_later: return "deemed_later";
    case ledger_reason::start: return "start";
    case ledger_reason::counted: return "counted";
    case ledger_reason::weekend: return "weekend";
    case ledger_reason::holiday: return "holiday";
    case ledger_reason::closure: return "closure";
    case ledger_reason::paused: return "paused";
    case ledger_reason::reset: return "reset";
    case ledger_reason::rolled: return "rolled";
    case ledger_reason::due: return "due";
    }
    return "unknown";
}

void ledger::attach(ledger_line& line, std::string_view note) {
    // A note beyond the sixteen bits of its place is left out; the line itself stays.
    if (note.empty() || notes_.size() + note.size() > 0xffff) return;
    line.note_from = static_cast<std::uint16_t>(notes_.size());
    line.note_size = static_cast<std::uint16_t>(note.size());
    notes_.append(note);
}

} // namespace upheld
