// SPDX-License-Identifier: BSL-1.0
#include "upheld/store/known_on.hpp"

#include "store/known_records.hpp"

namespace upheld {

result<store> known_on(store const& cases, day then) {
    return known_on(cases, viewpoint::at_the_time(then));
}

result<store> known_on(store const& cases, viewpoint from) {
    constexpr std::size_t batch = 4096;
    detail::known_records records(cases, from, batch);
    store known(cases.words(), cases.calendar());
    std::optional<failure> wrong;
    auto const enter = [&](record_set const& some) {
        auto refused = known.fill(some);
        if (!wrong && !refused.empty()) wrong = std::move(refused.front().what);
    };
    record_set some;
    while (records.next(some)) enter(some);
    some = records.others();
    records.drop_unknown_references(some);
    enter(some);
    if (wrong) return refuse(std::move(*wrong));
    return known;
}

} // namespace upheld
