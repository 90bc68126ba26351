// SPDX-License-Identifier: BSL-1.0
#include "cli/stats_disclosure.hpp"
#include "cli/stats_method.hpp"

namespace upheld::cli {
namespace {

/// Tables are asked about without regard to the order of fields.
template <stats_answer (*Method)(nlohmann::json const&)>
result<stats_json> in_any_order(stats_json const& input) {
    return Method(nlohmann::json(input));
}

constexpr stats_method methods[] = {
    {"sdc_small_number_round", "How one count is shown under a rule of small numbers",
     "count: whole number, 0 or more\n"
     "rule: nhs_hes_subnational or ofqual",
     "display: text", in_any_order<sdc_small_number_round>},
    {"sdc_primary", "Cells of a table that are too small to be shown",
     "rows: list of labels\n"
     "cols: list of labels\n"
     "counts: list of rows, each a list of whole numbers\n"
     "margins_published: true, false, or a list of rows, cols, grand; default true\n"
     "rule: such as threshold:5",
     "primary: list of [row, col]", in_any_order<sdc_primary>},
    {"sdc_attack_bounds", "What an outsider can tell of hidden cells",
     "rows: list of labels\n"
     "cols: list of labels\n"
     "counts: list of rows, each a list of whole numbers\n"
     "margins_published: true, false, or a list of rows, cols, grand; default true\n"
     "suppressed: list of [row, col]\n"
     "zeros_shown: false if a hidden cell may be 0; default true",
     "cells: an object of row|col: [low, high]\n"
     "safe: whether no hidden cell is known exactly",
     in_any_order<sdc_attack_bounds>},
    {"sdc_complementary", "Further cells to hide so that small ones cannot be worked out",
     "rows: list of labels\n"
     "cols: list of labels\n"
     "counts: list of rows, each a list of whole numbers\n"
     "margins_published: true, false, or a list of rows, cols, grand; default true\n"
     "primary: list of [row, col]\n"
     "objective: fewest_cells or least_total; default fewest_cells\n"
     "detect_singletons: true if single persons know their own cell; default false",
     "secondary: list of [row, col]\n"
     "secondary_count: how many\n"
     "suppressed: list of [row, col], primary and secondary\n"
     "bounds: an object of row|col: [low, high]",
     in_any_order<sdc_complementary>},
    {"sdc_linked_tables", "The same for two groupings of the same areas, taken together",
     "areas: list of labels\n"
     "counts: list of whole numbers, one for each\n"
     "grouping1: an object of group: list of areas, or area: group\n"
     "grouping2: the same\n"
     "primary_rule: such as threshold:5",
     "primary: list of areas\n"
     "secondary_if_tables_treated_separately: an object of grouping: list of areas\n"
     "secondary_if_linked: list of areas\n"
     "bounds_before: an object of area: [low, high]\n"
     "bounds_after: the same",
     in_any_order<sdc_linked_tables>},
};

} // namespace

std::span<stats_method const> small_number_methods() { return methods; }

} // namespace upheld::cli
