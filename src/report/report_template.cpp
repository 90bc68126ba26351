// SPDX-License-Identifier: BSL-1.0
#include "upheld/report/report_template.hpp"

#include "basis/read_file.hpp"
#include "basis/toml_fields.hpp"

#include <algorithm>
#include <map>

namespace upheld {
namespace {

using detail::toml_faults;
using detail::toml_fields;

/// Turns the fields of one file into a template.
class reader {
  public:
    reader(taxonomy const& words, toml_faults& faults) : words_(words), faults_(faults) {}

    report_template read(toml_fields file) {
        report_template made;
        if (auto head = file.table("report")) {
            made.title = head->needed_text("title");
            made.rounding = rounding(*head);
            head->finish();
        } else {
            faults_.add(failure_code::field_missing, file.where(), "report", "no [report] table");
        }
        if (auto sets = file.table("column_sets")) {
            for (std::string const& name : sets->keys()) {
                for (toml_fields& fields : sets->tables(name)) {
                    column_sets_[name].push_back(column(fields));
                }
            }
        }
        if (auto sets = file.table("row_sets")) {
            for (std::string const& name : sets->keys()) {
                for (toml_fields& fields : sets->tables(name)) {
                    row_sets_[name].push_back(row(fields));
                }
            }
        }
        for (toml_fields& fields : file.tables("table")) {
            table_template table = one_table(fields);
            bool const is_repeated =
                std::any_of(made.tables.begin(), made.tables.end(),
                            [&](table_template const& other) { return other.id == table.id; });
            if (is_repeated) {
                faults_.add(failure_code::key_repeated, fields.where("id"), "id",
                            "table \"" + table.id + "\" is there twice");
            }
            made.tables.push_back(std::move(table));
        }
        file.finish();
        return made;
    }

  private:
    rounding_rule rounding(toml_fields& head) {
        std::string const name = head.text("rounding").value_or("half_up");
        for (auto const rule :
             {rounding_rule::half_up, rounding_rule::half_even, rounding_rule::truncate}) {
            if (name == name_of(rule)) return rule;
        }
        faults_.add(failure_code::key_unknown, head.where("rounding"), "rounding",
                    "no rounding rule \"" + name + "\"", "use half_up, half_even or truncate");
        return rounding_rule::half_up;
    }

    template <class Code, class Entry>
    Code entry(toml_fields const& fields, std::string const& key, std::string const& text,
               code_list<Code, Entry> const& list) {
        if (auto const found = list.find(text)) return *found;
        faults_.add(failure_code::key_unknown, fields.where(key), key,
                    "the taxonomy lists no " + key + " \"" + text + "\"");
        return Code();
    }

    template <class Code, class Entry>
    void entries(toml_fields& fields, std::string const& key, code_list<Code, Entry> const& list,
                 std::vector<Code>& into) {
        auto const texts = fields.texts(key, true);
        if (!texts) return;
        if (texts->empty()) {
            faults_.add(failure_code::field_missing, fields.where(key), key,
                        "an empty list of " + key + " would let nothing through",
                        "leave the key out to let everything through");
        }
        for (std::string const& text : *texts) {
            Code const found = entry(fields, key, text, list);
            if (!found.is_none()) into.push_back(found);
        }
    }

    void decisions(toml_fields& fields, filter& into) {
        for (std::string const& text :
             fields.texts("decision", true).value_or(std::vector<std::string>())) {
            if (text == "decided") {
                into.decision_state = decided_or_not::decided;
            } else if (text == "ongoing") {
                into.decision_state = decided_or_not::ongoing;
            } else if (auto const found = entry(fields, "decision", text, words_.decisions);
                       !found.is_none()) {
                into.decisions.push_back(found);
            }
        }
        std::vector<decision_group_code> groups;
        entries(fields, "decision_group", words_.decision_groups, groups);
        for (decision_code const d : words_.decisions.codes()) {
            if (std::find(groups.begin(), groups.end(), words_.decisions[d].group) !=
                groups.end()) {
                into.decisions.push_back(d);
            }
        }
    }

    filter one_filter(toml_fields& cell, std::string_view key) {
        filter made;
        auto fields = cell.table(key);
        if (!fields) return made;
        entries(*fields, "unit", words_.units, made.units);
        entries(*fields, "service", words_.services, made.services);
        entries(*fields, "subject", words_.subjects, made.subjects);
        entries(*fields, "category", words_.categories, made.categories);
        entries(*fields, "channel", words_.channels, made.channels);
        entries(*fields, "procedure", words_.procedures, made.procedures);
        entries(*fields, "stage", words_.stages, made.stages);
        entries(*fields, "outcome", words_.outcomes, made.outcomes);
        decisions(*fields, made);
        entries(*fields, "remedy_stage", words_.remedy_stages, made.remedy_stages);
        entries(*fields, "remedy_kind", words_.remedy_kinds, made.remedy_kinds);
        made.concerns_contractor = fields->truth("contractor");
        fields->finish();
        return made;
    }

    std::optional<measure> one_measure(toml_fields& fields, std::string const& key) {
        auto const name = fields.text(key);
        if (!name) return std::nullopt;
        auto found = find_measure(*name);
        if (!found) {
            faults_.add(failure_code::key_unknown, fields.where(key), key,
                        "no measure \"" + *name + "\"", "upheld report --list-measures shows them");
        }
        return found;
    }

    share_base base(toml_fields& fields, std::string const& key) {
        auto const name = fields.text(key);
        if (!name) return share_base::not_said;
        if (*name == "row") return share_base::row;
        if (*name == "table") return share_base::table;
        faults_.add(failure_code::key_unknown, fields.where(key), key,
                    key + " cannot be \"" + *name + "\"", "use row or table");
        return share_base::not_said;
    }

    change_kind change(toml_fields& fields) {
        auto const name = fields.text("change");
        if (!name) return change_kind::not_said;
        if (*name == "none") return change_kind::no_change;
        if (*name == "by_form") return change_kind::by_form;
        if (*name == "relative") return change_kind::relative;
        if (*name == "in_points") return change_kind::in_points;
        faults_.add(failure_code::key_unknown, fields.where("change"), "change",
                    "no kind of change \"" + *name + "\"",
                    "use relative, in_points, by_form or none");
        return change_kind::not_said;
    }

    std::optional<int> small_number(toml_fields& fields, std::string const& key, int most) {
        auto const value = fields.number(key);
        if (!value) return std::nullopt;
        if (*value < 0 || *value > most) {
            faults_.add(failure_code::value_out_of_range, fields.where(key), key,
                        key + " must be 0 to " + std::to_string(most));
            return std::nullopt;
        }
        return static_cast<int>(*value);
    }

    cell_spec cells(toml_fields& fields) {
        cell_spec made;
        made.what = one_measure(fields, "measure");
        made.series = fields.text("series").value_or(std::string());
        made.series_whole = fields.text("series_whole").value_or(std::string());
        made.variant = fields.text("variant").value_or(std::string());
        entries(fields, "series_unit", words_.units, made.series_units);
        made.where = one_filter(fields, "where");
        made.part = one_filter(fields, "part");
        made.of = base(fields, "of");
        made.years_back = small_number(fields, "years_back", 50);
        made.change = change(fields);
        made.decimals = small_number(fields, "decimals", 4);
        made.percent_of = base(fields, "percent_of");
        made.percent_whole = one_measure(fields, "percent_whole");
        return made;
    }

    column_template column(toml_fields& fields) {
        column_template made;
        made.key = fields.needed_text("key");
        made.title = fields.text("title").value_or(made.key);
        made.cells = cells(fields);
        fields.finish();
        return made;
    }

    row_template row(toml_fields& fields) {
        row_template made;
        made.name = fields.needed_text("name");
        made.is_total = fields.truth("total").value_or(false);
        made.is_group = fields.truth("group").value_or(false);
        made.only_if_any = fields.truth("only_if_any").value_or(false);
        made.cells = cells(fields);
        fields.finish();
        return made;
    }

    /// The rows of `rows_of` over one dimension.
    template <class Code, class Entry, class Choose>
    void rows_of_dimension(toml_fields& fields, std::string const& dimension,
                           code_list<Code, Entry> const& list, std::vector<Code> filter::* member,
                           Choose is_offered, table_template& into) {
        std::vector<Code> shown;
        auto const named = fields.texts("entries");
        if (named) {
            for (std::string const& text : *named) {
                auto const found = list.find(text);
                if (found) {
                    shown.push_back(*found);
                } else {
                    faults_.add(failure_code::key_unknown, fields.where("entries"), "entries",
                                "the taxonomy lists no " + dimension + " \"" + text + "\"");
                }
            }
        } else {
            for (Code const c : list.codes()) {
                if (is_offered(c)) shown.push_back(c);
            }
        }
        std::map<std::string, std::string> names;
        if (auto renamed = fields.table("names")) {
            for (std::string const& key : renamed->keys()) {
                names[key] = renamed->needed_text(key);
                if (!list.find(key)) {
                    faults_.add(failure_code::key_unknown, renamed->where(key), key,
                                "the taxonomy lists no " + dimension + " \"" + key + "\"");
                }
            }
        }
        bool const only_if_any = fields.truth("only_if_any").value_or(false);
        for (Code const c : shown) {
            row_template made;
            auto const name = names.find(list[c].key);
            made.name = name == names.end() ? list[c].name : name->second;
            made.only_if_any = only_if_any;
            made.cells.where.*member = {c};
            into.rows.push_back(std::move(made));
        }
        auto const total = fields.text("total");
        auto total_cells = fields.table("total_cells");
        if (!total) return;
        row_template made;
        made.name = *total;
        made.is_total = true;
        if (total_cells) {
            made.cells = cells(*total_cells);
            total_cells->finish();
        }
        if (dimension == "unit") made.cells.where.*member = shown;
        into.rows.push_back(std::move(made));
    }

    void rows_of(toml_fields& fields, table_template& into) {
        auto const is_of_the_tables_unit = [&](unit_code unit) {
            auto const& units = into.cells.where.units;
            return units.empty() || std::any_of(units.begin(), units.end(), [&](unit_code above) {
                       return words_.is_within(unit, above);
                   });
        };
        auto const every = [](auto) { return true; };
        std::string const dimension = fields.needed_text("dimension");
        if (dimension == "unit") {
            rows_of_dimension(fields, dimension, words_.units, &filter::units,
                              is_of_the_tables_unit, into);
        } else if (dimension == "service") {
            rows_of_dimension(
                fields, dimension, words_.services, &filter::services,
                [&](service_code s) { return is_of_the_tables_unit(words_.services[s].unit); },
                into);
        } else if (dimension == "subject") {
            rows_of_dimension(
                fields, dimension, words_.subjects, &filter::subjects,
                [&](subject_code s) {
                    for (unit_code const unit : words_.units.codes()) {
                        auto const& used = words_.units[unit].subjects;
                        if (is_of_the_tables_unit(unit) &&
                            std::find(used.begin(), used.end(), s) != used.end()) {
                            return true;
                        }
                    }
                    return false;
                },
                into);
        } else if (dimension == "category") {
            rows_of_dimension(fields, dimension, words_.categories, &filter::categories, every,
                              into);
        } else if (dimension == "channel") {
            rows_of_dimension(fields, dimension, words_.channels, &filter::channels, every, into);
        } else if (!dimension.empty()) {
            faults_.add(failure_code::key_unknown, fields.where("dimension"), "dimension",
                        "no dimension \"" + dimension + "\" for rows",
                        "use unit, service, subject, category or channel");
        }
        fields.finish();
    }

    template <class Template>
    void from_set(toml_fields& fields, std::string const& key,
                  std::map<std::string, std::vector<Template>> const& sets,
                  std::vector<Template>& into) {
        auto const name = fields.text(key);
        if (!name) return;
        auto const set = sets.find(*name);
        if (set == sets.end()) {
            faults_.add(failure_code::key_unknown, fields.where(key), key,
                        "no set of " + key + " \"" + *name + "\"");
            return;
        }
        into.insert(into.end(), set->second.begin(), set->second.end());
    }

    table_template one_table(toml_fields& fields) {
        table_template made;
        made.id = fields.needed_text("id");
        made.title = fields.text("title").value_or(made.id);
        made.notes = fields.texts("notes").value_or(std::vector<std::string>());
        made.has_percent_rows = fields.truth("percent_rows").value_or(false);
        made.no_base = fields.text("no_base").value_or("n/a");
        made.cells = cells(fields);
        from_set(fields, "columns", column_sets_, made.columns);
        for (toml_fields& one : fields.tables("column")) made.columns.push_back(column(one));
        if (auto generated = fields.table("rows_of")) rows_of(*generated, made);
        from_set(fields, "rows", row_sets_, made.rows);
        for (toml_fields& one : fields.tables("row")) made.rows.push_back(row(one));
        if (made.columns.empty()) {
            faults_.add(failure_code::field_missing, fields.where(), "columns",
                        "table \"" + made.id + "\" has no columns");
        }
        if (made.rows.empty()) {
            faults_.add(failure_code::field_missing, fields.where(), "rows",
                        "table \"" + made.id + "\" has no rows");
        }
        check_cells(fields, made);
        fields.finish();
        return made;
    }

    /// Every cell must say what it shows.
    void check_cells(toml_fields const& fields, table_template const& made) {
        for (row_template const& r : made.rows) {
            if (r.is_group) continue;
            for (column_template const& c : made.columns) {
                bool const says = r.cells.what || c.cells.what || made.cells.what ||
                                  !r.cells.series.empty() || !c.cells.series.empty();
                if (says) continue;
                faults_.add(failure_code::field_missing, fields.where(), "measure",
                            "table \"" + made.id + "\": neither row \"" + r.name +
                                "\" nor column \"" + c.key + "\" says what is measured");
            }
        }
    }

    taxonomy const& words_;
    toml_faults& faults_;
    std::map<std::string, std::vector<column_template>> column_sets_;
    std::map<std::string, std::vector<row_template>> row_sets_;
};

} // namespace

loaded_report_template report_template_from_toml(std::string_view text, std::string const& source,
                                                 taxonomy const& words) {
    loaded_report_template made;
    toml_faults faults(source, made.failures);
    auto const file = detail::parse_toml(text, source, faults);
    if (file) made.value = reader(words, faults).read(toml_fields(*file, "the file", faults));
    return made;
}

loaded_report_template load_report_template(std::string const& path, taxonomy const& words) {
    std::optional<std::string> const text = detail::read_file(path);
    if (!text) {
        loaded_report_template missing;
        detail::toml_faults(path, missing.failures)
            .add(failure_code::file_missing, {}, {}, "the file is not there or cannot be read");
        return missing;
    }
    return report_template_from_toml(*text, path, words);
}

} // namespace upheld
