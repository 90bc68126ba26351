// SPDX-License-Identifier: BSL-1.0
#include "upheld/report/render.hpp"

#include "report/cell_text.hpp"
#include "report/json_number.hpp"
#include "report/period_heading.hpp"
#include "report/text_layout.hpp"
#include "upheld/calendar/day_text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace upheld {
namespace {

using json = nlohmann::ordered_json;
using detail::csv_field;
using detail::json_number;
using detail::padded;
using detail::width_of;

std::string_view kind_name(row_kind kind) {
    switch (kind) {
    case row_kind::data: return "data";
    case row_kind::total: return "total";
    case row_kind::group: return "group";
    }
    return "data";
}

std::string_view origin_name(cell_origin origin) {
    switch (origin) {
    case cell_origin::blank: return "blank";
    case cell_origin::cases: return "cases";
    case cell_origin::series: return "series";
    case cell_origin::change: return "change";
    }
    return "blank";
}

json cell_json(cell const& what, rounding_rule rule) {
    if (what.origin == cell_origin::blank) return nullptr;
    json made;
    figure const& value = what.value;
    if (!value.has_value()) {
        made["mark"] = detail::name_of(value.state);
    } else {
        switch (value.form) {
        case figure_form::pence: made["value"] = json_number(value.number, 2); break;
        case figure_form::share:
        case figure_form::percent:
            made["value"] =
                json_number(detail::percent_units(value, what.decimals, rule), what.decimals);
            break;
        case figure_form::days:
            made["value"] = json_number(detail::tenths_of_days(value, rule), 1);
            break;
        case figure_form::count:
        case figure_form::rank:
        case figure_form::joint_rank: made["value"] = value.number; break;
        }
    }
    bool const is_quotient = value.form == figure_form::share || value.form == figure_form::days;
    if (is_quotient && (value.has_value() || value.state == figure_state::no_base)) {
        made["part"] = value.share.part;
        made["whole"] = value.share.whole;
    }
    if (value.is_partial) made["partial"] = true;
    if (!what.breaks.empty()) made["breaks"] = what.breaks;
    made["text"] = what.text;
    made["origin"] = origin_name(what.origin);
    return made;
}

/// The rows as they are shown: a name and one text a column; percentage rows follow their row.
struct shown_row {
    std::string name;
    std::vector<std::string> texts;
    std::vector<cell> const* cells;
};

/// Beside a figure that a break parts from the others.
constexpr std::string_view break_mark = "\u2020";

bool is_marked(shown_row const& row, std::size_t column) {
    return column < row.cells->size() && !(*row.cells)[column].breaks.empty();
}

std::vector<shown_row> shown_rows(table const& what, bool name_percents) {
    std::vector<shown_row> rows;
    auto const texts_of = [&](std::vector<cell> const& cells) {
        std::vector<std::string> texts(what.columns.size());
        for (std::size_t i = 0; i != cells.size(); ++i) texts[i] = cells[i].text;
        return texts;
    };
    for (table_row const& row : what.rows) {
        rows.push_back({row.name, texts_of(row.cells), &row.cells});
        bool const has_percents =
            std::any_of(row.percents.begin(), row.percents.end(),
                        [](cell const& c) { return c.origin != cell_origin::blank; });
        if (!has_percents) continue;
        rows.push_back({name_percents ? row.name + " %" : std::string(), texts_of(row.percents),
                        &row.percents});
    }
    return rows;
}

} // namespace

std::string to_text(table const& what) {
    auto rows = shown_rows(what, false);
    for (std::size_t i = 0; i != what.columns.size(); ++i) {
        // Numbers stay below each other where some of them carry a mark.
        bool const has_marks = std::any_of(rows.begin(), rows.end(),
                                           [&](shown_row const& row) { return is_marked(row, i); });
        if (!has_marks) continue;
        for (shown_row& row : rows) {
            row.texts[i] += is_marked(row, i) ? break_mark : std::string_view(" ");
        }
    }
    std::size_t name_width = 0;
    std::vector<std::size_t> widths;
    for (table_column const& c : what.columns) widths.push_back(width_of(c.title));
    for (shown_row const& row : rows) {
        name_width = std::max(name_width, width_of(row.name));
        for (std::size_t i = 0; i != row.texts.size(); ++i) {
            widths[i] = std::max(widths[i], width_of(row.texts[i]));
        }
    }
    std::string text = what.title + "  [" + what.id + "]\n";
    auto const line = [&](std::string const& name, auto const& text_of) {
        std::string made = "  " + padded(name, name_width, false);
        for (std::size_t i = 0; i != widths.size(); ++i) {
            made += "  " + padded(text_of(i), widths[i], true);
        }
        made.erase(made.find_last_not_of(' ') + 1);
        text += made + '\n';
    };
    line({}, [&](std::size_t i) { return what.columns[i].title; });
    for (shown_row const& row : rows) {
        line(row.name, [&](std::size_t i) { return row.texts[i]; });
    }
    for (std::string const& note : what.notes) text += "  Note: " + note + ".\n";
    for (told_break const& b : what.breaks) {
        text += "  Break" + std::string(break_mark) + ": " + b.words + ".\n";
    }
    return text;
}

std::string to_text(report const& what) {
    std::string text =
        what.council + "\n" + what.title + "\n" + detail::period_heading(what.of) + ", " +
        to_text(what.from) +
        (what.structure ? ", in the structure of " + to_text(*what.structure) : std::string()) +
        "\n";
    for (table const& t : what.tables) text += '\n' + to_text(t);
    return text;
}

namespace {

/// `2018/19: 2019-08-01, definition of received: ...; Change: ...`
std::string breaks_of(table const& what, shown_row const& row) {
    std::string text;
    for (std::size_t i = 0; i != what.columns.size(); ++i) {
        if (!is_marked(row, i)) continue;
        for (std::size_t const b : (*row.cells)[i].breaks) {
            if (!text.empty()) text += "; ";
            text += what.columns[i].title + ": " + what.breaks[b].words;
        }
    }
    return text;
}

} // namespace

std::string to_csv(table const& what) {
    std::string text = "row";
    for (table_column const& c : what.columns) text += ',' + csv_field(c.title);
    if (!what.breaks.empty()) text += ",breaks";
    text += '\n';
    for (shown_row const& row : shown_rows(what, true)) {
        text += csv_field(row.name);
        for (std::string const& cell_text : row.texts) text += ',' + csv_field(cell_text);
        if (!what.breaks.empty()) text += ',' + csv_field(breaks_of(what, row));
        text += '\n';
    }
    return text;
}

std::string to_json(report const& what) {
    json made;
    made["title"] = what.title;
    made["council"] = what.council;
    made["period"] = what.of.label;
    made["period_words"] = in_words(what.of);
    made["first"] = to_text(what.of.days.first);
    made["last"] = to_text(what.of.days.last);
    made["as_of"] = to_text(what.from.as_of);
    made["known_on"] = to_text(what.from.known_on);
    if (what.structure) made["structure"] = to_text(*what.structure);
    made["rounding"] = name_of(what.rounding);
    made["tables"] = json::array();
    for (table const& t : what.tables) {
        json one;
        one["id"] = t.id;
        one["title"] = t.title;
        one["columns"] = json::array();
        one["column_titles"] = json::array();
        for (table_column const& c : t.columns) {
            one["columns"].push_back(c.key);
            one["column_titles"].push_back(c.title);
        }
        one["rows"] = json::array();
        for (table_row const& r : t.rows) {
            json row;
            row["name"] = r.name;
            row["kind"] = kind_name(r.kind);
            row["cells"] = json::array();
            for (cell const& c : r.cells) row["cells"].push_back(cell_json(c, what.rounding));
            if (!r.percents.empty()) {
                row["percent"] = json::array();
                for (cell const& c : r.percents) {
                    row["percent"].push_back(cell_json(c, what.rounding));
                }
            }
            one["rows"].push_back(std::move(row));
        }
        one["notes"] = t.notes;
        one["breaks"] = json::array();
        for (told_break const& b : t.breaks) {
            one["breaks"].push_back(
                {{"took_effect", b.took_effect}, {"kind", name_of(b.kind)}, {"words", b.words}});
        }
        made["tables"].push_back(std::move(one));
    }
    return made.dump(1, ' ', false, json::error_handler_t::replace) + "\n";
}

} // namespace upheld
