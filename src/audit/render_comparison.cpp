// SPDX-License-Identifier: BSL-1.0
#include "upheld/audit/comparison.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace upheld {
namespace {

std::string shown(std::string const& text) { return text.empty() ? "(blank)" : text; }

std::string place_text(cell_place const& where) {
    return fmt::format("{} | {}{}{} | {}", where.table, where.row,
                       where.row_occurrence > 1 ? fmt::format(" ({})", where.row_occurrence) : "",
                       where.is_percent ? " %" : "", where.column);
}

} // namespace

std::string to_text(comparison const& what, explanations const& known) {
    std::string text = fmt::format("{:<34}{:>9}{:>8}{:>11}{:>13}\n", "cells", "compared", "equal",
                                   "explained", "unexplained");
    for (std::size_t i = 0; i != what.groups.size(); ++i) {
        group_count const& g = what.groups[i];
        text += fmt::format("{:<34}{:>9}{:>8}{:>11}{:>13}\n", name_of(static_cast<cell_group>(i)),
                            g.compared, g.equal, g.explained, g.unexplained);
    }
    if (!what.differences.empty()) text += "\nDifferences: printed, computed, and why\n";
    for (difference const& d : what.differences) {
        text += fmt::format("  {}: printed {}, computed {}\n", place_text(d.where),
                            shown(d.printed), shown(d.computed));
        text += d.cause ? fmt::format("      {}\n", known.causes[*d.cause].text)
                        : std::string("      UNEXPLAINED\n");
    }
    if (!what.findings.empty()) text += "\nFindings\n";
    for (failure const& f : what.findings) text += "  " + to_string(f) + '\n';
    if (!what.only_computed.empty()) {
        text += "\nComputed but not printed:";
        for (std::string const& id : what.only_computed) text += ' ' + id;
        text += '\n';
    }
    return text;
}

std::string to_json(comparison const& what, explanations const& known) {
    using json = nlohmann::ordered_json;
    json made;
    made["settled"] = what.is_settled();
    made["groups"] = json::array();
    for (std::size_t i = 0; i != what.groups.size(); ++i) {
        group_count const& g = what.groups[i];
        made["groups"].push_back({{"name", name_of(static_cast<cell_group>(i))},
                                  {"compared", g.compared},
                                  {"equal", g.equal},
                                  {"explained", g.explained},
                                  {"unexplained", g.unexplained}});
    }
    made["differences"] = json::array();
    for (difference const& d : what.differences) {
        json one{{"table", d.where.table},
                 {"row", d.where.row},
                 {"occurrence", d.where.row_occurrence},
                 {"column", d.where.column},
                 {"percent", d.where.is_percent},
                 {"group", name_of(d.group)},
                 {"printed", d.printed},
                 {"computed", d.computed}};
        one["cause"] = d.cause ? json(known.causes[*d.cause].id) : json(nullptr);
        one["explanation"] = d.cause ? json(known.causes[*d.cause].text) : json(nullptr);
        made["differences"].push_back(std::move(one));
    }
    made["findings"] = json::array();
    for (failure const& f : what.findings) {
        made["findings"].push_back({{"code", name_of(f.code)},
                                    {"source", f.where.source},
                                    {"row", f.where.row},
                                    {"column", f.where.column},
                                    {"message", f.message}});
    }
    made["only_computed"] = what.only_computed;
    return made.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

} // namespace upheld
