// SPDX-License-Identifier: BSL-1.0
#include "report/cell_text.hpp"
#include "report/text_layout.hpp"
#include "upheld/audit/report_changes.hpp"
#include "upheld/calendar/day_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace upheld {
namespace {

using json = nlohmann::ordered_json;

std::string shown(std::string const& text) { return text.empty() ? "(blank)" : text; }

std::string in_words(case_kind kind) {
    return kind == case_kind::ombudsman_case ? "ombudsman's case" : std::string(name_of(kind));
}

/// A figure with its base: `12`, `12 of 40`, `26.0 over 114 answers`, `1,677.25 pounds`.
std::string figure_text(figure const& value) {
    if (value.state == figure_state::no_base) return "0 of 0";
    if (!value.has_value()) return std::string(detail::mark_of(value.state));
    switch (value.form) {
    case figure_form::share: return fmt::format("{} of {}", value.share.part, value.share.whole);
    case figure_form::days: {
        std::int64_t const tenths = detail::tenths_of_days(value, rounding_rule::half_up);
        return detail::decimal_text(tenths, 1) + " working days";
    }
    case figure_form::pence: return detail::pounds_text(value.number) + " pounds";
    default: return std::to_string(value.number);
    }
}

std::string effect_text(moved_count const& count, case_effect const& effect) {
    switch (count.what.form) {
    case figure_form::share:
        return fmt::format("{:+} ({})", effect.part,
                           effect.whole == 0 ? std::string("base unchanged")
                                             : fmt::format("base {:+}", effect.whole));
    case figure_form::days:
        return fmt::format("{:+} answers, {:+} working days", effect.whole, effect.part);
    case figure_form::pence:
        return (effect.part < 0 ? "-" : "+") +
               detail::pounds_text(effect.part < 0 ? -effect.part : effect.part) + " pounds";
    default: return fmt::format("{:+}", effect.part);
    }
}

std::string event_text(event const& e) {
    std::string text = fmt::format("{} on {}, recorded {}", name_of(e.kind), to_text(e.happened),
                                   to_text(e.recorded));
    if (e.aspect) text += fmt::format(", aspect {}", e.aspect->value);
    if (!e.field.empty()) text += ", " + e.field;
    if (!e.value.empty()) text += ": " + e.value;
    return text;
}

std::string case_text(changed_case const& one) {
    return fmt::format("{} {}", in_words(one.kind), one.id);
}

/// Why a case looks different, in a few words.
std::string reason_text(changed_case const& one) {
    if (one.is_new) return "was not known before";
    if (one.is_gone) return "is not there any more";
    if (one.events.empty()) return "a day that was set has passed, or an answer has come";
    std::string text;
    for (event const& e : one.events) {
        if (!text.empty()) text += "; ";
        text += name_of(e.kind);
        for (std::string const& more : {e.field, e.value}) {
            if (!more.empty()) text += ' ' + more;
        }
    }
    return text;
}

std::string events_text(changed_case const& one) {
    std::string ids;
    for (event const& e : one.events) {
        if (!ids.empty()) ids += ' ';
        ids += std::to_string(e.id.value);
    }
    return ids;
}

json day_json(viewpoint const& from) {
    return {{"as_of", to_text(from.as_of)}, {"known_on", to_text(from.known_on)}};
}

json figure_json(figure const& value) {
    json one{{"state", detail::name_of(value.state)}};
    bool const has_base = value.form == figure_form::share || value.form == figure_form::days;
    if (has_base) {
        one["part"] = value.share.part;
        one["base"] = value.share.whole;
    } else if (value.has_value()) {
        one[value.form == figure_form::pence ? "pence" : "value"] = value.number;
    }
    if (value.is_partial) one["partial"] = true;
    return one;
}

/// `part` and `base` of a figure as fields of CSV; empty where there is none.
std::pair<std::string, std::string> numbers_of(figure const& value) {
    if (value.form == figure_form::share || value.form == figure_form::days) {
        return {std::to_string(value.share.part), std::to_string(value.share.whole)};
    }
    if (!value.has_value()) return {std::string(detail::name_of(value.state)), {}};
    return {std::to_string(value.number), {}};
}

} // namespace

std::string to_text(report_changes const& what, taxonomy const& words) {
    std::string text =
        fmt::format("{}\n{}\n{}: {}, then {}\n{} of {} cells moved; {} {} in between\n",
                    what.council, what.title, what.of.label, to_text(what.from), to_text(what.to),
                    what.cells.size(), what.cells_compared, what.cases.size(),
                    what.cases.size() == 1 ? "case changed" : "cases changed");
    std::string const* table = nullptr;
    for (moved_cell const& cell : what.cells) {
        if (table == nullptr || *table != cell.where.table) {
            table = &cell.where.table;
            text += '\n' + *table + '\n';
        }
        text += fmt::format(
            "  {}{}{} | {}: {} -> {}\n", cell.where.row,
            cell.where.row_occurrence > 1 ? fmt::format(" ({})", cell.where.row_occurrence) : "",
            cell.where.is_percent ? " %" : "", cell.column_title, shown(cell.before.text),
            shown(cell.after.text));
        for (moved_count const& count : cell.counts) {
            text += fmt::format("      {}, {}: {} -> {}\n", count.what.key, count.of.label,
                                figure_text(count.before), figure_text(count.after));
            for (case_effect const& effect : count.effects) {
                changed_case const& one = what.cases[effect.which];
                text += fmt::format("          {}  {}: {}\n", effect_text(count, effect),
                                    case_text(one), reason_text(one));
            }
        }
    }
    if (!what.cases.empty()) text += "\nCases that changed\n";
    for (changed_case const& one : what.cases) {
        std::string const unit = one.unit.is_none() ? std::string() : words.units[one.unit].name;
        text += fmt::format("  {}{}{}\n", case_text(one), unit.empty() ? "" : ", " + unit,
                            one.is_new    ? ", not known before"
                            : one.is_gone ? ", not there any more"
                                          : "");
        for (event const& e : one.events) {
            text += fmt::format("      event {}: {}\n", e.id.value, event_text(e));
        }
    }
    return text;
}

std::string to_csv(report_changes const& what) {
    std::string text = "table,row,row_occurrence,column,is_percent,before,after,measure,period,"
                       "part_before,base_before,part_after,base_after,case_kind,case,part_change,"
                       "base_change,events\n";
    for (moved_cell const& cell : what.cells) {
        std::string const place =
            fmt::format("{},{},{},{},{},{},{},", detail::csv_field(cell.where.table),
                        detail::csv_field(cell.where.row), cell.where.row_occurrence,
                        detail::csv_field(cell.where.column), cell.where.is_percent ? "yes" : "no",
                        detail::csv_field(cell.before.text), detail::csv_field(cell.after.text));
        for (moved_count const& count : cell.counts) {
            auto const [part_before, base_before] = numbers_of(count.before);
            auto const [part_after, base_after] = numbers_of(count.after);
            bool const has_base = !base_after.empty() || !base_before.empty();
            for (case_effect const& effect : count.effects) {
                changed_case const& one = what.cases[effect.which];
                text += place +
                        fmt::format("{},{},{},{},{},{},{},{},{},{},{}\n", count.what.key,
                                    detail::csv_field(count.of.label), part_before, base_before,
                                    part_after, base_after, name_of(one.kind), one.id, effect.part,
                                    has_base ? std::to_string(effect.whole) : "", events_text(one));
            }
        }
    }
    return text;
}

std::string to_json(report_changes const& what, taxonomy const& words) {
    json made;
    made["title"] = what.title;
    made["council"] = what.council;
    made["period"] = what.of.label;
    made["from"] = day_json(what.from);
    made["to"] = day_json(what.to);
    made["cells_compared"] = what.cells_compared;
    made["cells"] = json::array();
    for (moved_cell const& cell : what.cells) {
        json one{{"table", cell.where.table},
                 {"row", cell.where.row},
                 {"row_occurrence", cell.where.row_occurrence},
                 {"column", cell.where.column},
                 {"is_percent", cell.where.is_percent},
                 {"before", cell.before.text},
                 {"after", cell.after.text},
                 {"counts", json::array()}};
        for (moved_count const& count : cell.counts) {
            json counted{{"measure", count.what.key},
                         {"period", count.of.label},
                         {"before", figure_json(count.before)},
                         {"after", figure_json(count.after)},
                         {"effects", json::array()}};
            for (case_effect const& effect : count.effects) {
                json by{{"case", effect.which}, {"part_change", effect.part}};
                if (count.what.form == figure_form::share || count.what.form == figure_form::days) {
                    by["base_change"] = effect.whole;
                }
                counted["effects"].push_back(std::move(by));
            }
            one["counts"].push_back(std::move(counted));
        }
        made["cells"].push_back(std::move(one));
    }
    made["cases"] = json::array();
    for (changed_case const& c : what.cases) {
        json one{{"kind", name_of(c.kind)},
                 {"id", c.id},
                 {"unit", c.unit.is_none() ? json(nullptr) : json(words.units[c.unit].key)},
                 {"is_new", c.is_new},
                 {"is_gone", c.is_gone},
                 {"events", json::array()}};
        for (event const& e : c.events) {
            json told{{"id", e.id.value},
                      {"kind", name_of(e.kind)},
                      {"happened", to_text(e.happened)},
                      {"recorded", to_text(e.recorded)}};
            if (e.aspect) told["aspect"] = e.aspect->value;
            if (!e.field.empty()) told["field"] = e.field;
            if (!e.value.empty()) told["value"] = e.value;
            one["events"].push_back(std::move(told));
        }
        made["cases"].push_back(std::move(one));
    }
    return made.dump(2, ' ', false, json::error_handler_t::replace) + '\n';
}

} // namespace upheld
