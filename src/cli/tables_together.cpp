// SPDX-License-Identifier: BSL-1.0
#include "cli/tables_together.hpp"

#include "basis/read_file.hpp"
#include "store/csv.hpp"
#include "upheld/statistics/disclosure_policy.hpp"

#include <algorithm>
#include <filesystem>
#include <utility>

namespace upheld::cli {
namespace {

std::string file_name_of(std::string const& path) {
    return std::filesystem::path(path).filename().string();
}

failure of_tie(std::string option, std::string const& tie, failure_code code, std::string why,
               std::string mend = {}) {
    return {.code = code,
            .where = {{}, 0, std::move(option)},
            .message = '"' + tie + "\": " + std::move(why),
            .mend = std::move(mend)};
}

std::vector<std::string> split(std::string const& text, char at) {
    std::vector<std::string> parts;
    std::size_t from = 0;
    for (std::size_t to = text.find(at); to != std::string::npos; to = text.find(at, from)) {
        parts.push_back(text.substr(from, to - from));
        from = to + 1;
    }
    parts.push_back(text.substr(from));
    return parts;
}

bool have_one_form(table_with_margins const& one, table_with_margins const& other) {
    auto const same_group = [](row_group const& a, row_group const& b) {
        return a.name == b.name && a.parts == b.parts;
    };
    return one.rows == other.rows && one.columns == other.columns && one.margins == other.margins &&
           std::ranges::equal(one.groups, other.groups, same_group);
}

class table_binder {
  public:
    table_binder(tables_together& into, table_ties const& ties) : into_(into), ties_(ties) {}

    void bind(std::span<std::string const> paths) {
        read_groups();
        for (std::string const& path : paths) read_table(path, paths.size() > 1);
        if (!into_.failures.empty()) return;
        for (table_together& table : into_.tables) {
            auto placed = add_table(into_.linked, table.file.table);
            if (!placed) return fault(about_table(table, placed.error()));
            table.placed = std::move(*placed);
        }
        for (std::string const& tie : ties_.printed) take_as_printed(tie);
        for (std::string const& tie : ties_.same) tie_same(tie);
        for (std::string const& tie : ties_.sums) tie_sum(tie);
        for (std::string const& tie : ties_.to_date) tie_to_date(tie);
        for (std::string const& tie : ties_.editions) tie_editions(tie);
    }

  private:
    using tables_found = std::vector<table_together*>;

    void fault(failure what) { into_.failures.push_back(std::move(what)); }

    static failure about_table(table_together const& table, failure what) {
        what.where.source = table.path;
        return what;
    }

    std::optional<std::string> text_of(std::string const& path) {
        std::optional<std::string> text = detail::read_file(path);
        if (!text) {
            fault({.code = failure_code::not_found,
                   .where = {path, 0, {}},
                   .message = "the file is not there or cannot be read",
                   .mend = {}});
        }
        return text;
    }

    void read_groups() {
        if (ties_.groups.empty()) return;
        auto const text = text_of(ties_.groups);
        if (!text) return;
        groups_reading read = read_groups_csv(*text, ties_.groups);
        for (failure& what : read.failures) fault(std::move(what));
        groups_ = std::move(read.groups);
    }

    void read_table(std::string const& path, bool is_one_of_many) {
        auto const text = text_of(path);
        if (!text) return;
        table_reading read = read_table_csv(*text, path, ties_.total, groups_);
        for (failure& what : read.failures) fault(std::move(what));
        into_.tables.push_back({.path = path, .file = std::move(read.file)});
        if (is_one_of_many) into_.tables.back().file.table.name = file_name_of(path);
    }

    table_together* find(std::string const& name) {
        table_together* found = nullptr;
        for (table_together& table : into_.tables) {
            if (table.path == name) return &table;
            if (file_name_of(table.path) != name) continue;
            if (found != nullptr) return nullptr; // which of the two is not said
            found = &table;
        }
        return found;
    }

    /// The table left of `=` and those right of it.
    tables_found tables_of(std::string const& option, std::string const& tie, bool has_many) {
        auto const sides = split(tie, '=');
        if (sides.size() != 2) {
            fault(of_tie(option, tie, failure_code::field_malformed, "there is not one \"=\" in it",
                         has_many ? "write TABLE=TABLE+TABLE" : "write TABLE=TABLE"));
            return {};
        }
        tables_found found{find(sides[0])};
        std::vector<std::string> names{sides[0]};
        auto const right = has_many ? split(sides[1], '+') : std::vector<std::string>{sides[1]};
        for (std::string const& name : right) {
            names.push_back(name);
            found.push_back(find(name));
        }
        for (std::size_t at = 0; at != found.size(); ++at) {
            if (found[at] == nullptr) {
                fault(of_tie(option, tie, failure_code::not_found,
                             '"' + names[at] + "\" is not one of the tables",
                             "name it as the table is named, or by its file name alone"));
                return {};
            }
            if (std::find(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(at),
                          found[at]) != found.begin() + static_cast<std::ptrdiff_t>(at)) {
                fault(of_tie(option, tie, failure_code::contradiction,
                             '"' + names[at] + "\" is in it twice"));
                return {};
            }
        }
        return found;
    }

    /// The same for tables that are compared cell by cell.
    tables_found tables_of_one_form(std::string const& option, std::string const& tie,
                                    bool has_many) {
        tables_found found = tables_of(option, tie, has_many);
        for (table_together const* table : found) {
            if (have_one_form(found.front()->file.table, table->file.table)) continue;
            fault(of_tie(option, tie, failure_code::contradiction,
                         '"' + table->path + "\" has not the rows, columns and totals of \"" +
                             found.front()->path + '"',
                         "give both the same labels in the same order, with counts of 0"));
            return {};
        }
        return found;
    }

    void tie_same(std::string const& tie) {
        auto const found = tables_of("--same-cases", tie, false);
        if (found.empty()) return;
        auto const tied = link_same_cases(into_.linked, found[0]->file.table, found[0]->placed,
                                          found[1]->file.table, found[1]->placed);
        if (!tied) fault(about_option("--same-cases", tied.error()));
    }

    void tie_sum(std::string const& tie) {
        auto const found = tables_of_one_form("--sum", tie, true);
        if (found.empty()) return;
        std::vector<cell_line> parts;
        for (std::size_t at = 1; at != found.size(); ++at) {
            parts.push_back(found[at]->placed.all());
        }
        auto const tied = link_sum(into_.linked, found.front()->placed.all(), parts);
        if (!tied) fault(about_option("--sum", tied.error()));
    }

    void tie_to_date(std::string const& tie) {
        auto const found = tables_of_one_form("--to-date", tie, false);
        if (found.empty()) return;
        auto const tied =
            add_difference(into_.linked, "between", found[0]->placed.all(), found[1]->placed.all());
        if (!tied) fault(about_option("--to-date", tied.error()));
    }

    void tie_editions(std::string const& tie) {
        auto const found = tables_of_one_form("--edition", tie, false);
        if (found.empty()) return;
        auto const tied =
            link_editions(into_.linked, found[1]->placed.all(), found[0]->placed.all());
        if (!tied) fault(about_option("--edition", tied.error()));
    }

    static failure about_option(std::string option, failure what) {
        what.where.column = std::move(option);
        return what;
    }

    /// The line of a table under a label, with the names of its columns as in the file.
    static std::optional<cell_line> line_under(table_together const& table,
                                               std::string const& label) {
        table_with_margins const& form = table.file.table;
        for (std::size_t at = 0; at != form.rows.size(); ++at) {
            if (form.rows[at] == label) return table.placed.row(at);
        }
        for (std::size_t at = 0; at != form.groups.size(); ++at) {
            if (form.groups[at].name == label) return table.placed.group(at);
        }
        if (!form.margins.columns || !is_total_label(label, table.file.total)) return std::nullopt;
        cell_line totals;
        for (std::size_t at = 0; at != form.columns.size(); ++at) {
            totals.push_back(*table.placed.column_total(at));
        }
        if (auto const grand = table.placed.grand_total()) totals.push_back(*grand);
        return totals;
    }

    /// Each cell of a table that is out stands as that file shows it.
    void take_as_printed(std::string const& tie) {
        auto const sides = split(tie, '=');
        table_together* const table = sides.size() == 2 ? find(sides[0]) : nullptr;
        if (table == nullptr) {
            fault(of_tie("--printed", tie, failure_code::field_malformed,
                         "it is not one of the tables, \"=\", and a file",
                         "write TABLE=FILE, the file being the table as it was printed"));
            return;
        }
        auto const text = text_of(sides[1]);
        if (!text) return;
        table->is_out = true;
        detail::csv_reader lines(*text, sides[1], into_.failures);
        std::vector<std::string> expected{table->file.corner};
        table_with_margins const& form = table->file.table;
        expected.insert(expected.end(), form.columns.begin(), form.columns.end());
        if (form.margins.rows) expected.push_back(table->file.total);
        if (lines.header() != expected) {
            fault({.code = failure_code::column_missing,
                   .where = {sides[1], 1, {}},
                   .message = "the columns are not those of \"" + table->path + '"',
                   .mend = "`upheld protect` writes them in the order needed, the total last"});
            return;
        }
        std::size_t read = 0;
        std::vector<std::string> seen;
        detail::csv_record record;
        while (lines.next(record)) {
            if (!record.is_whole) continue;
            std::string const label(record.fields.front());
            if (std::ranges::find(seen, label) != seen.end()) {
                fault({.code = failure_code::key_repeated,
                       .where = {sides[1], record.row, expected.front()},
                       .message = "the row \"" + label + "\" is there twice",
                       .mend = {}});
                continue;
            }
            seen.push_back(label);
            auto const line = line_under(*table, label);
            if (!line) {
                fault({.code = failure_code::not_found,
                       .where = {sides[1], record.row, expected.front()},
                       .message = "there is no row \"" + label + "\" in \"" + table->path + '"',
                       .mend = {}});
                continue;
            }
            for (std::size_t at = 0; at != line->size(); ++at) {
                take_cell((*line)[at], record.fields[at + 1],
                          {sides[1], record.row, expected[at + 1]});
            }
            read += line->size();
        }
        if (into_.failures.empty() && read != table->placed.all().size()) {
            fault({.code = failure_code::field_missing,
                   .where = {sides[1], 0, {}},
                   .message = "some rows of \"" + table->path + "\" are not there",
                   .mend = {}});
        }
    }

    void take_cell(cell_id cell, std::string_view text, place where) {
        std::string const count = std::to_string(into_.linked[cell].count);
        if (text != hidden_mark && text != count) {
            fault({.code = failure_code::contradiction,
                   .where = std::move(where),
                   .message =
                       "it was printed as \"" + std::string(text) + "\", and the count is " + count,
                   .mend = "tie a corrected table to the last one with --edition"});
            return;
        }
        into_.linked.set_standing(cell, text == count ? cell_standing::already_shown
                                                      : cell_standing::already_hidden);
    }

    tables_together& into_;
    table_ties const& ties_;
    std::vector<row_group> groups_;
};

} // namespace

cell_line tables_together::all() const {
    cell_line cells;
    for (table_together const& table : tables) {
        cell_line const more = table.placed.all();
        cells.insert(cells.end(), more.begin(), more.end());
    }
    return cells;
}

tables_together read_tables_together(std::span<std::string const> paths, table_ties const& ties) {
    tables_together made;
    table_binder(made, ties).bind(paths);
    return made;
}

} // namespace upheld::cli
