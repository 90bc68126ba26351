// SPDX-License-Identifier: BSL-1.0
#include "upheld/deadline/rule_book.hpp"

#include "basis/closest.hpp"

namespace upheld {

rule_book rule_book::built_in() {
    rule_book made;
    std::span<clock_rule const> const all = built_in_clock_rules();
    made.rules_.assign(all.begin(), all.end());
    return made;
}

clock_rule const* rule_book::find(std::string_view id) const noexcept {
    for (clock_rule const& one : rules_) {
        if (one.id == id) return &one;
    }
    return nullptr;
}

result<clock_rule> rule_book::get(std::string_view id) const {
    if (clock_rule const* const found = find(id)) return *found;
    std::vector<std::string> known;
    for (clock_rule const& one : rules_) known.push_back(one.id);
    return refuse({.code = failure_code::not_found,
                   .where = {},
                   .message = "there is no clock rule \"" + std::string(id) + "\"",
                   .mend = detail::suggest(id, known)});
}

void rule_book::put(clock_rule rule) {
    for (clock_rule& one : rules_) {
        if (one.id == rule.id) {
            one = std::move(rule);
            return;
        }
    }
    rules_.push_back(std::move(rule));
}

} // namespace upheld
