// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/id.hpp"

#include <cstdint>
#include <string>
#include <vector>

/// How units and services became others: a council's reorganisations as data. Days are in ISO text
/// and are the first day of the new structure, in.

namespace upheld {

enum class entry_change : std::uint8_t {
    rename, ///< one entry is another from that day on, which parts of others may join
    merge,  ///< several become one, which may be one of them
    split,  ///< one becomes several, of which it may be one
};

/// What of a case tells to which entry of a split it goes. A share (60% here, 40% there) would say
/// how many cases and not which, so there is none.
enum class split_rule : std::uint8_t {
    none,       ///< it is no split
    by_service, ///< where the services went that it mentions; for units alone
    by_place,   ///< by its place
};

/// The places whose cases go to one entry of a split.
template <class Code> struct places_of {
    Code entry;
    std::vector<std::string> places; ///< as cases name them
    friend bool operator==(places_of const&, places_of const&) = default;
};

/// One rename, merge or split of entries of one list. Entries that it ends are valid until that
/// day, those that it begins are valid from it.
template <class Code> struct change_of {
    entry_change kind{};
    std::string took_effect; ///< YYYY-MM-DD
    std::vector<Code> from;  ///< one, or those that were merged
    std::vector<Code> into;  ///< one, or the parts of a split
    split_rule rule = split_rule::none;
    std::vector<places_of<Code>> places; ///< of a split by place, in the order of `into`
    Code otherwise; ///< where a split's cases go of which the rule says nothing; none: refused
    friend bool operator==(change_of const&, change_of const&) = default;
};

using unit_change = change_of<unit_code>;
using service_change = change_of<service_code>;

/// Units and services that came to lie within another unit. The entries of the taxonomy say where
/// they are now, or were last; moves say where they were before.
struct structure_move {
    std::string took_effect; ///< YYYY-MM-DD
    std::vector<unit_code> units;
    std::vector<service_code> services;
    unit_code from; ///< none: the units were at the top
    unit_code into; ///< none: the units are at the top
    friend bool operator==(structure_move const&, structure_move const&) = default;
};

} // namespace upheld
