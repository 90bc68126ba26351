// SPDX-License-Identifier: BSL-1.0
#include "cli/flow_table.hpp"

#include "report/cell_text.hpp"
#include "report/text_layout.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace upheld::cli {
namespace {

using nlohmann::ordered_json;

/// The headings of the columns that say which group a row is of.
std::vector<std::string> group_keys(flow_table const& of) {
    std::vector<std::string> keys;
    if (of.has_periods) keys.emplace_back("period");
    if (of.by.unit) keys.emplace_back("unit");
    if (of.by.procedure) keys.emplace_back("procedure");
    if (of.by.stage) keys.emplace_back("stage");
    return keys;
}

std::vector<std::string> keys_of(flow_table const& table, flow_table::row const& row,
                                 taxonomy const& words) {
    std::vector<std::string> keys;
    if (table.has_periods) keys.push_back(row.period);
    if (table.by.unit) keys.push_back(words.units[row.of.unit].key);
    if (table.by.procedure) keys.push_back(words.procedures[row.of.procedure].key);
    if (table.by.stage) keys.push_back(words.stages[row.of.stage].key);
    return keys;
}

std::vector<std::string> names_of(flow_table const& table, flow_table::row const& row,
                                  taxonomy const& words) {
    std::vector<std::string> names;
    if (table.has_periods) names.push_back(row.period);
    if (table.by.unit) names.push_back(words.units[row.of.unit].name);
    if (table.by.procedure) names.push_back(words.procedures[row.of.procedure].name);
    if (table.by.stage) {
        // Stages of several procedures are mostly called alike.
        stage_entry const& stage = words.stages[row.of.stage];
        bool const is_clear = table.by.procedure || words.procedures.size() < 2;
        names.push_back(is_clear ? stage.name
                                 : stage.name + ", " + words.procedures[stage.procedure].name);
    }
    return names;
}

/// Of a figure that is no number. One that exists and cannot be told yet is not one of nothing.
std::string words_of(figure_state state) {
    return state == figure_state::not_known ? "not known" : "n/a";
}

std::string text_of(figure const& value) {
    if (!value.has_value()) return words_of(value.state);
    constexpr rounding_rule rule = rounding_rule::half_up;
    switch (value.form) {
    case figure_form::share:
        return detail::decimal_text(detail::percent_units(value, 1, rule), 1) + "% of " +
               std::to_string(value.share.whole);
    case figure_form::days: return detail::decimal_text(detail::tenths_of_days(value, rule), 1);
    default: return std::to_string(value.number);
    }
}

bool is_quotient(figure const& value) {
    return value.form == figure_form::share || value.form == figure_form::days;
}

double quotient(figure const& value) {
    return static_cast<double>(value.share.part) / static_cast<double>(value.share.whole);
}

ordered_json json_of(figure const& value) {
    if (!is_quotient(value)) return value.number;
    ordered_json made{{"part", value.share.part}, {"whole", value.share.whole}, {"value", nullptr}};
    if (value.has_value()) made["value"] = quotient(value);
    if (value.state == figure_state::not_known) made["state"] = "not_known";
    return made;
}

/// True for columns that a text leaves out.
std::vector<bool> left_out(flow_table const& table) {
    std::vector<bool> out(table.columns.size());
    for (std::size_t c = 0; c != out.size(); ++c) {
        auto const is_zero = [c](flow_table::row const& row) {
            return row.figures[c].form == figure_form::count && row.figures[c].number == 0;
        };
        out[c] = table.columns[c].is_left_out_if_zero &&
                 std::all_of(table.rows.begin(), table.rows.end(), is_zero);
    }
    return out;
}

} // namespace

result<flow_by> flow_by_from_texts(std::span<std::string const> texts, bool may_be_by_stage) {
    flow_by by;
    for (std::string const& text : texts) {
        if (text == "unit") {
            by.unit = true;
        } else if (text == "procedure") {
            by.procedure = true;
        } else if (text == "stage" && may_be_by_stage) {
            by.stage = true;
        } else {
            return refuse(
                {.code = failure_code::key_unknown,
                 .where = {},
                 .message = fmt::format("\"{}\" is nothing to group by here", text),
                 .mend = may_be_by_stage ? "use unit, procedure, stage" : "use unit, procedure"});
        }
    }
    return by;
}

std::string to_text(flow_table const& what, taxonomy const& words) {
    std::string text;
    if (!what.title.empty()) text += what.title + '\n';
    for (std::string const& line : what.says) text += line + '\n';
    text += '\n';

    std::vector<bool> const out = left_out(what);
    std::vector<std::string> head = group_keys(what);
    std::size_t const names = head.size();
    std::string all_zero;
    for (std::size_t c = 0; c != out.size(); ++c) {
        if (out[c]) {
            all_zero += (all_zero.empty() ? "" : ", ") + what.columns[c].title;
        } else {
            head.push_back(what.columns[c].title);
        }
    }
    std::vector<std::vector<std::string>> lines{head};
    auto const add = [&](std::vector<std::string> line, std::vector<figure> const& figures) {
        for (std::size_t c = 0; c != figures.size(); ++c) {
            if (!out[c]) line.push_back(text_of(figures[c]));
        }
        lines.push_back(std::move(line));
    };
    for (flow_table::row const& row : what.rows) add(names_of(what, row, words), row.figures);
    if (!what.total.empty() && names != 0) {
        std::vector<std::string> line(names);
        line.front() = "total";
        add(std::move(line), what.total);
    }
    text += detail::aligned(lines, names);

    if (!what.notes.empty() || !all_zero.empty()) text += '\n';
    if (!all_zero.empty()) text += "Not shown, since all are 0: " + all_zero + ".\n";
    for (std::string const& note : what.notes) text += note + '\n';
    return text;
}

std::string to_csv(flow_table const& what, taxonomy const& words) {
    std::string text;
    auto const add = [&](std::vector<std::string> const& fields) {
        for (std::size_t i = 0; i != fields.size(); ++i) {
            text += (i == 0 ? "" : ",") + detail::csv_field(fields[i]);
        }
        text += '\n';
    };
    // Which columns are quotients does not hang on the rows: there may be none.
    std::vector<bool> shares(what.columns.size());
    for (std::size_t c = 0; c != shares.size(); ++c) {
        shares[c] = c < what.total.size() && what.total[c].form == figure_form::share;
    }
    std::vector<std::string> head = group_keys(what);
    for (std::size_t c = 0; c != shares.size(); ++c) {
        head.push_back(what.columns[c].key);
        if (!shares[c]) continue;
        head.push_back(what.columns[c].key + ".part");
        head.push_back(what.columns[c].key + ".whole");
    }
    add(head);
    for (flow_table::row const& row : what.rows) {
        std::vector<std::string> fields = keys_of(what, row, words);
        for (std::size_t c = 0; c != shares.size(); ++c) {
            figure const& value = row.figures[c];
            fields.push_back(!value.has_value()   ? words_of(value.state)
                             : is_quotient(value) ? fmt::format("{}", quotient(value))
                                                  : std::to_string(value.number));
            if (!shares[c]) continue;
            fields.push_back(std::to_string(value.share.part));
            fields.push_back(std::to_string(value.share.whole));
        }
        add(fields);
    }
    return text;
}

std::string to_json(flow_table const& what, taxonomy const& words) {
    auto const figures_of = [&](ordered_json into, std::vector<figure> const& figures) {
        for (std::size_t c = 0; c != figures.size(); ++c) {
            into[what.columns[c].key] = json_of(figures[c]);
        }
        return into;
    };
    std::vector<std::string> const keys = group_keys(what);
    ordered_json all = what.head;
    all["rows"] = ordered_json::array();
    for (flow_table::row const& row : what.rows) {
        std::vector<std::string> const its = keys_of(what, row, words);
        ordered_json group = ordered_json::object();
        for (std::size_t i = 0; i != keys.size(); ++i) group[keys[i]] = its[i];
        all["rows"].push_back(figures_of(std::move(group), row.figures));
    }
    if (!what.total.empty()) all["total"] = figures_of(ordered_json::object(), what.total);
    return all.dump(2) + '\n';
}

} // namespace upheld::cli
