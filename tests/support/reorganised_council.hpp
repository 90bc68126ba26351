// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "support/small_council.hpp"

#include <string>

/// A council that was reorganised twice, for tests of structures.
///
/// August 2019: Environment is split into Streets and Parks by service, Renewal becomes Planning,
/// the service Events is split into Events East and Events West by place. October 2020: North and
/// South are merged into Areas, the service Parking moves from Homes to Streets, the services Bins
/// and Bulky Waste become Waste. Roads is split off Streets by place in April 2021.

namespace upheld::test {

inline std::string reorganised_council_toml() {
    auto const unit = [](std::string const& key, std::string const& name, std::string const& rest) {
        return "[[unit]]\nkey = \"" + key + "\"\nname = \"" + name +
               "\"\nwithin = \"council\"\nsubjects = [\"delay\", \"conduct\"]\n" + rest;
    };
    auto const service = [](std::string const& key, std::string const& name,
                            std::string const& owner, std::string const& rest) {
        return "[[service]]\nkey = \"" + key + "\"\nname = \"" + name + "\"\nunit = \"" + owner +
               "\"\n" + rest;
    };
    std::string const from_2019 = "valid_from = \"2019-08-01\"\n";
    std::string const until_2019 = "valid_until = \"2019-08-01\"\n";
    std::string const from_2020 = "valid_from = \"2020-10-01\"\n";
    std::string const until_2020 = "valid_until = \"2020-10-01\"\n";
    std::string text = R"(
[taxonomy]
id = "reorganised"
title = "Complaints"
council = "Reorganised Council"
calendar = "england-and-wales"
[[unit]]
key = "council"
name = "Reorganised Council"
level = "council"
)";
    text += unit("homes", "Homes", "");
    text += unit("environment", "Environment", until_2019);
    text += unit("renewal", "Renewal", until_2019);
    text += unit("north", "North", until_2020) + unit("south", "South", until_2020);
    text += unit("streets", "Streets", from_2019) + unit("parks", "Parks", from_2019);
    text += unit("planning", "Planning", from_2019) + unit("areas", "Areas", from_2020);
    text += unit("roads", "Roads", "valid_from = \"2021-04-01\"\n");
    text += service("lettings", "Lettings", "homes", "");
    text += service("parking", "Parking", "streets", "");
    text += service("bins", "Bins", "streets", until_2020);
    text += service("bulky", "Bulky Waste", "streets", until_2020);
    text += service("waste", "Waste", "streets", from_2020);
    text += service("playgrounds", "Playgrounds", "parks", "");
    text += service("permits", "Permits", "planning", "");
    text += service("north_desk", "North Desk", "areas", "");
    text += service("south_desk", "South Desk", "areas", "");
    text += service("events", "Events", "homes", until_2019);
    text += service("events_east", "Events East", "homes", from_2019);
    text += service("events_west", "Events West", "homes", from_2019);
    text += R"(
[[unit_change]]
kind = "split"
took_effect = "2019-08-01"
from = "environment"
into = ["streets", "parks"]
by = "service"
otherwise = "streets"
[[unit_change]]
kind = "rename"
took_effect = "2019-08-01"
from = "renewal"
into = "planning"
[[unit_change]]
kind = "merge"
took_effect = "2020-10-01"
from = ["north", "south"]
into = "areas"
[[unit_change]]
kind = "split"
took_effect = "2021-04-01"
from = "streets"
into = ["streets", "roads"]
by = "place"
otherwise = "streets"
[unit_change.places]
roads = ["Hill"]
[[service_change]]
kind = "split"
took_effect = "2019-08-01"
from = "events"
into = ["events_east", "events_west"]
by = "place"
[service_change.places]
events_east = ["Dale"]
events_west = ["Hill", "Moor"]
[[service_change]]
kind = "merge"
took_effect = "2020-10-01"
from = ["bins", "bulky"]
into = "waste"
[[move]]
took_effect = "2019-08-01"
services = ["bins", "bulky"]
from = "environment"
into = "streets"
[[move]]
took_effect = "2019-08-01"
services = ["playgrounds"]
from = "environment"
into = "parks"
[[move]]
took_effect = "2020-10-01"
services = ["north_desk"]
from = "north"
into = "areas"
[[move]]
took_effect = "2020-10-01"
services = ["south_desk"]
from = "south"
into = "areas"
[[move]]
took_effect = "2020-10-01"
services = ["parking"]
from = "homes"
into = "streets"
)";
    // Everything but units and services is the small council's.
    std::string_view const small = small_council_toml;
    return text + std::string(small.substr(small.find("[[subject]]")));
}

inline taxonomy reorganised_council() {
    return taxonomy_from_toml(reorganised_council_toml(), "reorganised.toml").value;
}

} // namespace upheld::test
