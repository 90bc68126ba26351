// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/checks.hpp"
#include "store/place_list.hpp"

/// What a store says when it refuses a change for what it holds. Private to src.

namespace upheld::detail {

template <class Id> [[nodiscard]] failure repeated(char const* kind, Id which) {
    return fault_of(failure_code::id_repeated, "id",
                    "there is a " + std::string(kind) + ' ' + std::to_string(which.value) +
                        " already");
}

template <class Id> [[nodiscard]] failure dangling(char const* field, char const* kind, Id which) {
    return fault_of(failure_code::reference_dangling, field,
                    "there is no " + std::string(kind) + ' ' + std::to_string(which.value));
}

template <class Id> [[nodiscard]] failure unknown(char const* kind, Id which) {
    return fault_of(failure_code::not_found, "id",
                    "there is no " + std::string(kind) + ' ' + std::to_string(which.value));
}

[[nodiscard]] inline failure no_code_left() {
    return fault_of(failure_code::value_out_of_range, "place",
                    "there are " + std::to_string(place_list::most) +
                        " places already, which is as many as there can be",
                    "give wards or areas, not addresses");
}

} // namespace upheld::detail
