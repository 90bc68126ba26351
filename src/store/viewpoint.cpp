// SPDX-License-Identifier: BSL-1.0
#include "upheld/store/viewpoint.hpp"

#include "upheld/calendar/day_text.hpp"

namespace upheld {

std::string to_text(viewpoint const& from) {
    std::string const known = "as known on " + to_text(from.known_on);
    return from.as_of == from.known_on ? known : "as of " + to_text(from.as_of) + ", " + known;
}

} // namespace upheld
