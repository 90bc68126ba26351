// SPDX-License-Identifier: BSL-1.0
#include "cli/stats_disclosure.hpp"

#include "upheld/statistics/suppression.hpp"
#include "upheld/statistics/table_with_margins.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace upheld::cli {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr char const* total_label = "Total";

failure fault(failure_code code, std::string field, std::string message, std::string mend = {}) {
    return {.code = code,
            .where = {{}, 0, std::move(field)},
            .message = std::move(message),
            .mend = std::move(mend)};
}

result<json const*> field(json const& of, char const* name) {
    if (!of.is_object()) {
        return refuse(fault(failure_code::field_malformed, name, "the input is not a JSON object"));
    }
    auto const found = of.find(name);
    if (found == of.end()) {
        return refuse(fault(failure_code::field_missing, name, "the field is not given"));
    }
    return &*found;
}

result<std::int64_t> count_of(json const& value, char const* name) {
    if (!value.is_number_integer()) {
        return refuse(fault(failure_code::field_malformed, name,
                            "a count is a whole number, not " + value.dump()));
    }
    // Larger numbers than a count may be are told from negative ones before they are cut.
    if (value.is_number_unsigned() &&
        value.get<std::uint64_t>() > static_cast<std::uint64_t>(linked_tables::largest_count)) {
        return refuse(fault(failure_code::value_out_of_range, name,
                            "the count " + value.dump() + " is too large",
                            "a count of cases is 0 to 1000000000"));
    }
    auto const count = value.get<std::int64_t>();
    if (count < 0) {
        return refuse(fault(failure_code::value_out_of_range, name,
                            "the count " + value.dump() + " is negative"));
    }
    return count;
}

result<std::vector<std::string>> labels(json const& of, char const* name) {
    auto const list = field(of, name);
    if (!list) return refuse(list.error());
    if (!(*list)->is_array()) {
        return refuse(fault(failure_code::field_malformed, name, "must be a list of labels"));
    }
    std::vector<std::string> all;
    for (json const& one : **list) {
        if (!one.is_string() && !one.is_number_integer()) {
            return refuse(
                fault(failure_code::field_malformed, name, "a label is text, not " + one.dump()));
        }
        std::string label = one.is_string() ? one.get<std::string>() : one.dump();
        if (std::ranges::find(all, label) != all.end()) {
            return refuse(fault(failure_code::key_repeated, name,
                                "the label \"" + label + "\" is given twice"));
        }
        all.push_back(std::move(label));
    }
    return all;
}

/// The policy of a rule, as a name or as the least count that is shown.
result<disclosure_policy> rule_of(json const& of, char const* name) {
    auto const given = field(of, name);
    if (!given) return refuse(given.error());
    json rule = **given;
    if (rule.is_object()) {
        if (rule.size() != 1) {
            return refuse(fault(failure_code::field_malformed, name,
                                "a rule names one policy, as in {\"threshold\": 5}"));
        }
        std::string const policy = rule.begin().key();
        rule = policy + ':' + rule.begin().value().dump();
    } else if (rule.is_number()) {
        rule = "threshold:" + rule.dump();
    }
    if (!rule.is_string()) {
        return refuse(fault(failure_code::field_malformed, name, "must be the name of a policy"));
    }
    std::string text = rule.get<std::string>();
    for (char const* const word : {"threshold_", "threshold ", "round_base_", "round_base "}) {
        std::string const prefix = word;
        if (text.starts_with(prefix)) text[prefix.size() - 1] = ':';
    }
    auto policy = policy_from_text(text);
    if (!policy) {
        failure what = policy.error();
        what.where.column = name;
        return refuse(std::move(what));
    }
    return policy;
}

result<printed_margins> margins_of(json const& of) {
    constexpr char const* name = "margins_published";
    auto const given = of.find(name);
    if (given == of.end() || *given == true) return printed_margins{};
    if (*given == false || given->is_null()) return printed_margins{false, false, false};
    json list = *given;
    if (list.is_string()) list = json::array({list});
    if (list.is_object()) {
        json names = json::array();
        for (auto const& [key, value] : list.items()) {
            if (!value.is_boolean()) {
                return refuse(fault(failure_code::field_malformed, name, "must be true or false"));
            }
            if (value.get<bool>()) names.push_back(key);
        }
        list = std::move(names);
    }
    if (!list.is_array()) {
        return refuse(fault(failure_code::field_malformed, name,
                            "must be true, false or a list of rows, cols, grand"));
    }
    printed_margins margins{false, false, false};
    for (json const& one : list) {
        std::string const word = one.is_string() ? one.get<std::string>() : one.dump();
        if (word == "all" || word == "both") {
            margins = {};
        } else if (word == "rows" || word == "row" || word == "row_totals") {
            margins.rows = true;
        } else if (word == "cols" || word == "columns" || word == "col" || word == "column" ||
                   word == "column_totals" || word == "col_totals") {
            margins.columns = true;
        } else if (word == "grand" || word == "grand_total" || word == "total") {
            margins.grand = true;
        } else if (word != "none") {
            return refuse(fault(failure_code::key_unknown, name, "there is no margin " + one.dump(),
                                "use rows, cols, grand, all or none"));
        }
    }
    return margins;
}

/// A two-way table with the names that its cells have in JSON.
struct read_table {
    linked_tables tables;
    placed_table placed{0, 0};
    std::vector<std::string> rows;
    std::vector<std::string> columns;

    /// Row and column of every cell; one past the last is the margin.
    [[nodiscard]] std::pair<std::size_t, std::size_t> place(cell_id cell) const {
        for (std::size_t row = 0; row <= rows.size(); ++row) {
            for (std::size_t column = 0; column <= columns.size(); ++column) {
                if (at(row, column) == cell) return {row, column};
            }
        }
        return {rows.size(), columns.size()};
    }

    [[nodiscard]] std::optional<cell_id> at(std::size_t row, std::size_t column) const {
        if (row == rows.size() && column == columns.size()) return placed.grand_total();
        if (row == rows.size()) return placed.column_total(column);
        return column == columns.size() ? placed.row_total(row) : placed.inner(row, column);
    }

    [[nodiscard]] ordered_json pair(cell_id cell) const {
        auto const [row, column] = place(cell);
        return ordered_json::array({label(rows, row), label(columns, column)});
    }

    [[nodiscard]] ordered_json pairs(std::vector<cell_id> const& cells) const {
        ordered_json list = ordered_json::array();
        for (cell_id const cell : cells) list.push_back(pair(cell));
        return list;
    }

    [[nodiscard]] std::string key(cell_id cell) const {
        auto const [row, column] = place(cell);
        return label(rows, row) + '|' + label(columns, column);
    }

    static std::string label(std::vector<std::string> const& of, std::size_t at) {
        return at == of.size() ? total_label : of[at];
    }
};

result<read_table> table_of(json const& asked) {
    auto rows = labels(asked, "rows");
    if (!rows) return refuse(rows.error());
    auto columns = labels(asked, "cols");
    if (!columns) return refuse(columns.error());
    auto const margins = margins_of(asked);
    if (!margins) return refuse(margins.error());
    auto const counts = field(asked, "counts");
    if (!counts) return refuse(counts.error());

    failure const shape = fault(failure_code::field_malformed, "counts",
                                "must be one list a row with one count a column");
    if (!(*counts)->is_array() || (*counts)->size() != rows->size()) return refuse(shape);
    table_with_margins table{{}, *rows, *columns, {}, *margins};
    for (json const& row : **counts) {
        if (!row.is_array() || row.size() != columns->size()) return refuse(shape);
        for (json const& one : row) {
            auto const count = count_of(one, "counts");
            if (!count) return refuse(count.error());
            table.counts.push_back(*count);
        }
    }
    read_table read;
    auto placed = add_table(read.tables, table);
    if (!placed) return refuse(placed.error());
    read.placed = std::move(*placed);
    read.rows = std::move(*rows);
    read.columns = std::move(*columns);
    return read;
}

/// The place of a label, or of a number from 1; one past the last is the margin.
std::optional<std::size_t> place_of(json const& label, std::vector<std::string> const& among) {
    if (label.is_string()) {
        auto const text = label.get<std::string>();
        auto const found = std::ranges::find(among, text);
        if (found != among.end()) return static_cast<std::size_t>(found - among.begin());
        return text == total_label ? std::optional(among.size()) : std::nullopt;
    }
    if (!label.is_number_unsigned()) return std::nullopt;
    auto const text = std::ranges::find(among, label.dump()); // labels that are numbers
    if (text != among.end()) return static_cast<std::size_t>(text - among.begin());
    auto const number = label.get<std::uint64_t>();
    return number >= 1 && number <= among.size() ? std::optional<std::size_t>(number - 1)
                                                 : std::nullopt;
}

result<std::vector<cell_id>> cells_of(json const& asked, char const* name, read_table const& read) {
    auto const list = field(asked, name);
    if (!list) return refuse(list.error());
    if (!(*list)->is_array()) {
        return refuse(fault(failure_code::field_malformed, name, "must be a list of [row, col]"));
    }
    std::vector<cell_id> cells;
    for (json const& one : **list) {
        if (!one.is_array() || one.size() != 2) {
            return refuse(fault(failure_code::field_malformed, name,
                                "a cell is [row, col], not " + one.dump()));
        }
        auto const row = place_of(one[0], read.rows);
        auto const column = place_of(one[1], read.columns);
        auto const cell = row && column ? read.at(*row, *column) : std::nullopt;
        if (!cell) {
            return refuse(
                fault(failure_code::key_unknown, name, "there is no printed cell " + one.dump()));
        }
        cells.push_back(*cell);
    }
    std::ranges::sort(cells);
    auto const [from, until] = std::ranges::unique(cells);
    cells.erase(from, until);
    return cells;
}

ordered_json interval(known_range range) {
    ordered_json both = ordered_json::array({range.low, nullptr});
    if (range.high) both[1] = *range.high;
    return both;
}

/// What readers know who see hidden cells as `low` or more.
std::vector<known_range> known(linked_tables const& tables, hidden_cells const& hidden,
                               std::int64_t low) {
    std::vector<known_range> all;
    for (std::size_t at = 0; at != tables.cells().size(); ++at) {
        bool const is_hidden = hidden.holds(cell_id(static_cast<std::uint32_t>(at)));
        all.push_back(is_hidden ? known_range{.low = low, .high = {}}
                                : exactly(tables.cells()[at].count));
    }
    return all;
}

result<bool> flag(json const& asked, char const* name, bool otherwise) {
    auto const given = asked.find(name);
    if (given == asked.end()) return otherwise;
    if (!given->is_boolean()) {
        return refuse(fault(failure_code::field_malformed, name, "must be true or false"));
    }
    return given->get<bool>();
}

/// Whichever of the two is named first is kept low first.
result<complement_objective> objective_of(json const& asked) {
    auto const given = asked.find("objective");
    if (given == asked.end()) return complement_objective::fewest_cells;
    std::string const text = given->is_string() ? given->get<std::string>() : std::string();
    auto const first = [&](std::initializer_list<char const*> words) {
        std::size_t at = std::string::npos;
        for (char const* const word : words) at = std::min(at, text.find(word));
        return at;
    };
    std::size_t const cells = first({"fewest", "number", "count", "cells"});
    std::size_t const total = first({"least_total", "total", "sum", "value"});
    if (cells == total) {
        return refuse(fault(failure_code::key_unknown, "objective",
                            "there is no objective " + given->dump(),
                            "use fewest_cells or least_total"));
    }
    return cells < total ? complement_objective::fewest_cells : complement_objective::least_total;
}

ordered_json bounds(read_table const& read, std::vector<cell_id> const& cells,
                    std::vector<known_range> const& ranges) {
    ordered_json all = ordered_json::object();
    for (std::size_t at = 0; at != cells.size(); ++at) {
        all[read.key(cells[at])] = interval(ranges[at]);
    }
    return all;
}

constexpr char const* alike_note =
    "hidden cells bear one mark, so each is known to be 1 or more and nothing else";

} // namespace

stats_answer sdc_small_number_round(json const& asked) {
    auto const given = field(asked, "count");
    if (!given) return refuse(given.error());
    auto const count = count_of(**given, "count");
    if (!count) return refuse(count.error());
    auto const policy = rule_of(asked, "rule");
    if (!policy) return refuse(policy.error());
    return ordered_json{{"display", policy->display(*count)}, {"method", policy->name()}};
}

stats_answer sdc_primary(json const& asked) {
    auto const read = table_of(asked);
    if (!read) return refuse(read.error());
    auto const policy = rule_of(asked, "rule");
    if (!policy) return refuse(policy.error());
    return ordered_json{{"primary", read->pairs(small_cells(read->tables, *policy))},
                        {"method", policy->name()}};
}

stats_answer sdc_attack_bounds(json const& asked) {
    auto const read = table_of(asked);
    if (!read) return refuse(read.error());
    auto const cells = cells_of(asked, "suppressed", *read);
    if (!cells) return refuse(cells.error());
    bool const hides_zero =
        std::ranges::any_of(*cells, [&](cell_id cell) { return read->tables[cell].count == 0; });
    auto const zeros_shown = flag(asked, "zeros_shown", !hides_zero);
    if (!zeros_shown) return refuse(zeros_shown.error());
    if (*zeros_shown && hides_zero) {
        return refuse(fault(failure_code::contradiction, "zeros_shown",
                            "a suppressed cell is 0, so zeros are not always shown"));
    }
    auto const ranges = derivable_ranges(
        read->tables, known(read->tables, hidden_cells(*cells), *zeros_shown ? 1 : 0), *cells);
    if (!ranges) return refuse(ranges.error());
    bool const safe = std::ranges::none_of(*ranges, &known_range::is_single);
    return ordered_json{{"cells", bounds(*read, *cells, *ranges)},
                        {"safe", safe},
                        {"method", "linear and integer programming"},
                        {"note", *zeros_shown ? alike_note : "hidden cells may be 0"}};
}

stats_answer sdc_complementary(json const& asked) {
    auto const read = table_of(asked);
    if (!read) return refuse(read.error());
    auto const primary = cells_of(asked, "primary", *read);
    if (!primary) return refuse(primary.error());
    auto const objective = objective_of(asked);
    if (!objective) return refuse(objective.error());
    auto const singletons = flag(asked, "detect_singletons", false);
    if (!singletons) return refuse(singletons.error());

    suppression_options options;
    options.objective = *objective;
    options.asked.against_insiders = *singletons;
    auto const chosen = choose_complements(read->tables, *primary, options);
    if (!chosen) return refuse(chosen.error());
    std::vector<cell_id> const hidden = chosen->hidden.list();
    auto const ranges =
        derivable_ranges(read->tables, known(read->tables, chosen->hidden, 1), hidden);
    if (!ranges) return refuse(ranges.error());
    return ordered_json{{"secondary", read->pairs(chosen->complements)},
                        {"secondary_count", chosen->complements.size()},
                        {"suppressed", read->pairs(hidden)},
                        {"bounds", bounds(*read, hidden, *ranges)},
                        {"method", chosen->is_least ? "exact" : "quick"},
                        {"note", alike_note}};
}

namespace {

/// Groups of areas by their places; `{group: [area, ...]}` or `{area: group}`.
using grouping = std::vector<std::pair<std::string, std::vector<std::size_t>>>;

result<grouping> grouping_of(json const& asked, char const* name,
                             std::vector<std::string> const& areas) {
    auto const given = field(asked, name);
    if (!given) return refuse(given.error());
    if (!(*given)->is_object()) {
        return refuse(fault(failure_code::field_malformed, name,
                            "must be an object of groups with their lists of areas"));
    }
    grouping groups;
    std::vector<bool> is_placed(areas.size());
    auto const put = [&](std::string const& group, json const& area) -> result<void> {
        auto const place = place_of(area, areas);
        if (!place || *place == areas.size()) {
            return refuse(
                fault(failure_code::key_unknown, name, "there is no area " + area.dump()));
        }
        if (is_placed[*place]) {
            return refuse(fault(failure_code::key_repeated, name,
                                "the area \"" + areas[*place] + "\" is in two groups"));
        }
        is_placed[*place] = true;
        auto at = std::ranges::find(groups, group, &grouping::value_type::first);
        if (at == groups.end()) at = groups.insert(at, {group, {}});
        at->second.push_back(*place);
        return {};
    };
    for (auto const& [key, value] : (*given)->items()) {
        result<void> done;
        if (value.is_string()) {
            done = put(value.get<std::string>(), key);
        } else if (value.is_array()) {
            for (json const& area : value) {
                done = put(key, area);
                if (!done) break;
            }
        } else {
            done = refuse(fault(failure_code::field_malformed, name,
                                "\"" + key + "\" has neither a list of areas nor a group"));
        }
        if (!done) return refuse(done.error());
    }
    auto const missing = std::ranges::find(is_placed, false);
    if (missing != is_placed.end()) {
        auto const at = static_cast<std::size_t>(missing - is_placed.begin());
        return refuse(fault(failure_code::field_missing, name,
                            "the area \"" + areas[at] + "\" is in no group"));
    }
    return groups;
}

/// Areas with the totals of one or two groupings.
struct grouped_areas {
    linked_tables tables;
    std::vector<std::string> names; ///< one a cell

    [[nodiscard]] ordered_json list(std::vector<cell_id> const& cells) const {
        ordered_json all = ordered_json::array();
        for (cell_id const cell : cells) all.push_back(names[cell.value]);
        return all;
    }

    [[nodiscard]] ordered_json bounds(std::vector<cell_id> const& cells,
                                      std::vector<known_range> const& ranges) const {
        ordered_json all = ordered_json::object();
        for (std::size_t at = 0; at != cells.size(); ++at) {
            all[names[cells[at].value]] = interval(ranges[at]);
        }
        return all;
    }
};

result<grouped_areas> grouped(std::vector<std::string> const& areas,
                              std::vector<std::int64_t> const& counts,
                              std::vector<grouping const*> const& by) {
    grouped_areas made;
    for (std::size_t at = 0; at != areas.size(); ++at) {
        auto const cell = made.tables.add({areas[at], counts[at], {}, {}});
        if (!cell) return refuse(cell.error());
        made.names.push_back(areas[at]);
    }
    for (grouping const* const groups : by) {
        for (auto const& [name, members] : *groups) {
            std::vector<cell_line> lines;
            for (std::size_t const at : members) {
                lines.push_back({cell_id(static_cast<std::uint32_t>(at))});
            }
            auto const total = add_group(made.tables, name, lines);
            if (!total) return refuse(total.error());
            made.names.push_back(name);
        }
    }
    return made;
}

} // namespace

stats_answer sdc_linked_tables(json const& asked) {
    auto const areas = labels(asked, "areas");
    if (!areas) return refuse(areas.error());
    auto const given = field(asked, "counts");
    if (!given) return refuse(given.error());
    if (!(*given)->is_array() || (*given)->size() != areas->size()) {
        return refuse(
            fault(failure_code::field_malformed, "counts", "must be a list of one count an area"));
    }
    std::vector<std::int64_t> counts;
    for (json const& one : **given) {
        auto const count = count_of(one, "counts");
        if (!count) return refuse(count.error());
        counts.push_back(*count);
    }
    auto const first = grouping_of(asked, "grouping1", *areas);
    if (!first) return refuse(first.error());
    auto const second = grouping_of(asked, "grouping2", *areas);
    if (!second) return refuse(second.error());
    auto const policy = rule_of(asked, "primary_rule");
    if (!policy) return refuse(policy.error());

    ordered_json separate = ordered_json::object();
    for (auto const& [name, groups] : {std::pair("grouping1", &*first), {"grouping2", &*second}}) {
        auto const alone = grouped(*areas, counts, {groups});
        if (!alone) return refuse(alone.error());
        auto const chosen = choose_complements(alone->tables, small_cells(alone->tables, *policy));
        if (!chosen) return refuse(chosen.error());
        separate[name] = alone->list(chosen->complements);
    }
    auto const linked = grouped(*areas, counts, {&*first, &*second});
    if (!linked) return refuse(linked.error());
    std::vector<cell_id> const small = small_cells(linked->tables, *policy);
    auto const chosen = choose_complements(linked->tables, small);
    if (!chosen) return refuse(chosen.error());
    std::vector<cell_id> const hidden = chosen->hidden.list();
    auto const before =
        derivable_ranges(linked->tables, known(linked->tables, hidden_cells(small), 1), small);
    if (!before) return refuse(before.error());
    auto const after =
        derivable_ranges(linked->tables, known(linked->tables, chosen->hidden, 1), hidden);
    if (!after) return refuse(after.error());
    return ordered_json{{"primary", linked->list(small)},
                        {"secondary_if_tables_treated_separately", std::move(separate)},
                        {"secondary_if_linked", linked->list(chosen->complements)},
                        {"bounds_before", linked->bounds(small, *before)},
                        {"bounds_after", linked->bounds(hidden, *after)},
                        {"method", chosen->is_least ? "exact" : "quick"},
                        {"note", alike_note}};
}

} // namespace upheld::cli
