// SPDX-License-Identifier: BSL-1.0
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/deadline/explain.hpp"
#include "upheld/deadline/rule_book.hpp"

#include <cstdint>
#include <cstdlib>

/// Any bytes give rules, or failures that say where; and every rule that was read can be used.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace upheld;
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    static rule_book const base = [] {
        rule_book few;
        for (std::string_view const id : {"foi2000", "sar_ukgdpr", "children_s2"}) {
            few.put(*find_clock_rule(id));
        }
        return few;
    }();
    rules_reading const read = rules_from_toml(text, "fuzz.toml", base);
    for (failure const& what : read.failures) {
        if (what.where.source != "fuzz.toml" || what.message.empty()) std::abort();
    }
    for (clock_rule const& rule : read.value.rules()) {
        if (rule.id.empty() || rule.limit.value < 1) std::abort();
        if (read.value.find(rule.id) != &rule) std::abort();
        rule_options options;
        for (offered_option const& option : options_of(rule)) {
            if (option.values.empty()) std::abort();
            for (std::string_view const value : option.values) {
                if (!options.set(rule, option.name, value)) std::abort();
            }
            // Back to the default before the next.
            if (!options.set(rule, option.name, option.values.front())) std::abort();
        }
        auto const due = deadline_of(rule, day(2019, 12, 20), {}, options, england_and_wales());
        if (due && (due->due < due->start || explain(*due, rule).empty())) std::abort();
        if (!due && due.error().message.empty()) std::abort();
    }
    return 0;
}
