// SPDX-License-Identifier: BSL-1.0
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/calendar/gov_uk_feed.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

/// What the feed had, and what was known, add up to what came out.
void check(upheld::working_calendar const& base, upheld::fed_calendar const& fed) {
    upheld::working_calendar const& made = fed.value;
    if (made.known() != base.known() || made.id() != base.id()) std::abort();
    if (made.holidays().size() + fed.taken_away.size() !=
        base.holidays().size() + fed.added.size()) {
        std::abort();
    }
    for (upheld::day const d : fed.added) {
        if (base.holiday_on(d) != nullptr || made.holiday_on(d) == nullptr) std::abort();
    }
    for (upheld::day const d : fed.taken_away) {
        if (base.holiday_on(d) == nullptr || made.holiday_on(d) != nullptr) std::abort();
    }
}

} // namespace

/// Any bytes give a calendar that lost nothing unsaid, or a failure that says where.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using upheld::jurisdiction;
    using upheld::missing_from_feed;
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    upheld::working_calendar const& base = upheld::england_and_wales();
    for (auto const missing : {missing_from_feed::stays, missing_from_feed::goes}) {
        auto const fed = upheld::merge_gov_uk_feed(base, jurisdiction::england_and_wales, text,
                                                   "fuzz.json", "fuzz", missing);
        if (fed) {
            check(base, *fed);
        } else if (fed.error().where.source != "fuzz.json" || fed.error().message.empty() ||
                   fed.error().where.row == 0) {
            std::abort();
        }
    }
    return 0;
}
