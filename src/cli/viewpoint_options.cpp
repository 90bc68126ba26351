// SPDX-License-Identifier: BSL-1.0
#include "cli/viewpoint_options.hpp"

#include "cli/commands.hpp"
#include "upheld/calendar/day_text.hpp"

namespace upheld::cli {
namespace {

result<std::optional<day>> day_of(char const* option, std::string const& text) {
    if (text.empty()) return std::nullopt;
    auto const read = day_from_text(text);
    if (!read) return refuse(about(option, read.error()));
    return *read;
}

} // namespace

void add_viewpoint_options(CLI::App& command, viewpoint_options& options,
                           std::string const& otherwise) {
    command.add_option("--as-of", options.as_of,
                       "day YYYY-MM-DD at whose end the cases are told; default: " + otherwise);
    command.add_option("--known-on", options.known_on,
                       "day YYYY-MM-DD: tell what had happened by --as-of as it was known at the "
                       "end of this day, with what was entered late and put right; default: as "
                       "known on the day of --as-of");
}

result<std::optional<viewpoint>> viewpoint_asked(viewpoint_options const& options) {
    auto const as_of = day_of("--as-of", options.as_of);
    if (!as_of) return refuse(as_of.error());
    auto const known_on = day_of("--known-on", options.known_on);
    if (!known_on) return refuse(known_on.error());
    if (*as_of && *known_on) return viewpoint{**as_of, **known_on};
    if (*as_of) return viewpoint::at_the_time(**as_of);
    if (*known_on) return viewpoint::at_the_time(**known_on);
    return std::nullopt;
}

} // namespace upheld::cli
