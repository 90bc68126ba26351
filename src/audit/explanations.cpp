// SPDX-License-Identifier: BSL-1.0
#include "basis/read_file.hpp"
#include "basis/toml_fields.hpp"
#include "upheld/audit/comparison.hpp"

namespace upheld {
namespace {

using detail::toml_faults;
using detail::toml_fields;

constexpr std::pair<std::string_view, figure_state> state_names[] = {
    {"none", figure_state::none},           {"not_collected", figure_state::not_collected},
    {"not_known", figure_state::not_known}, {"not_applicable", figure_state::not_applicable},
    {"no_base", figure_state::no_base},     {"not_comparable", figure_state::not_comparable},
};

mark_meaning mark_from(toml_fields& fields, toml_faults& faults) {
    mark_meaning made;
    // A blank cell is a mark too, so an empty text is a value here.
    if (!fields.has("text")) {
        faults.add(failure_code::field_missing, fields.where(), "text", "a mark without its text");
    }
    made.mark = fields.text("text").value_or(std::string());
    for (std::string const& name : fields.texts("means").value_or(std::vector<std::string>())) {
        bool known = name == "zero";
        made.may_be_zero = made.may_be_zero || known;
        for (auto const& [text, state] : state_names) {
            if (name != text) continue;
            made.states.push_back(state);
            known = true;
        }
        if (!known) {
            faults.add(failure_code::key_unknown, fields.where("means"), "means",
                       "a mark cannot mean \"" + name + "\"",
                       "use zero, none, not_collected, not_known, not_applicable, no_base or "
                       "not_comparable");
        }
    }
    fields.finish();
    return made;
}

explained_cell cell_from(toml_fields& fields, std::size_t cause, toml_faults& faults) {
    explained_cell made;
    made.line = fields.where().line;
    made.cause = cause;
    made.where.table = fields.needed_text("table");
    made.where.row = fields.needed_text("row");
    made.where.column = fields.needed_text("column");
    std::int64_t const occurrence = fields.number("occurrence").value_or(1);
    if (occurrence < 1 || occurrence > 1000) {
        faults.add(failure_code::value_out_of_range, fields.where("occurrence"), "occurrence",
                   "occurrence must be 1 to 1000");
    } else {
        made.where.row_occurrence = static_cast<int>(occurrence);
    }
    made.where.is_percent = fields.truth("percent").value_or(false);
    for (char const* const key : {"printed", "computed"}) {
        if (!fields.has(key)) {
            faults.add(failure_code::field_missing, fields.where(), key,
                       std::string("a cell without its ") + key + " text");
        }
    }
    made.printed = fields.text("printed").value_or(std::string());
    made.computed = fields.text("computed").value_or(std::string());
    fields.finish();
    return made;
}

} // namespace

loaded_explanations explanations_from_toml(std::string_view text, std::string const& source) {
    loaded_explanations made;
    made.value.source = source;
    toml_faults faults(source, made.failures);
    auto const parsed = detail::parse_toml(text, source, faults);
    if (!parsed) return made;
    toml_fields file(*parsed, "the file", faults);
    for (toml_fields& fields : file.tables("mark")) {
        made.value.marks.push_back(mark_from(fields, faults));
    }
    for (toml_fields& fields : file.tables("cause")) {
        std::size_t const index = made.value.causes.size();
        made.value.causes.push_back({fields.needed_text("id"), fields.needed_text("text")});
        for (toml_fields& one : fields.tables("cell")) {
            explained_cell cell = cell_from(one, index, faults);
            for (explained_cell const& other : made.value.cells) {
                if (other.where == cell.where) {
                    faults.add(failure_code::key_repeated, one.where(), "cell",
                               "this cell is explained in line " + std::to_string(other.line) +
                                   " already");
                }
            }
            made.value.cells.push_back(std::move(cell));
        }
        fields.finish();
    }
    file.finish();
    return made;
}

loaded_explanations load_explanations(std::string const& path) {
    std::optional<std::string> const text = detail::read_file(path);
    if (!text) {
        loaded_explanations missing;
        detail::toml_faults(path, missing.failures)
            .add(failure_code::file_missing, {}, {}, "the file is not there or cannot be read");
        return missing;
    }
    return explanations_from_toml(*text, path);
}

} // namespace upheld
