// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdlib>
#include <span>
#include <string_view>

/// The files of a data folder and their columns, as `store/folder-format.md` lists them. Private to
/// src.

namespace upheld::detail {

struct column_spec {
    std::string_view name;
    bool is_needed;
};

struct table_spec {
    std::string_view file;
    bool is_needed;
    std::span<column_spec const> columns;
};

[[nodiscard]] consteval column_spec needed(std::string_view name) { return {name, true}; }

[[nodiscard]] consteval column_spec optional(std::string_view name) { return {name, false}; }

/// Position of a column in its table; a name that the table does not have does not compile.
template <table_spec const& Table> [[nodiscard]] consteval std::size_t at(std::string_view column) {
    for (std::size_t i = 0; i != Table.columns.size(); ++i) {
        if (Table.columns[i].name == column) return i;
    }
    std::abort();
}

inline constexpr std::array complaint_columns{needed("id"),
                                              needed("unit"),
                                              needed("received"),
                                              needed("procedure"),
                                              optional("channel"),
                                              optional("category"),
                                              optional("place"),
                                              optional("procedure_reason"),
                                              optional("complainant"),
                                              optional("kind"),
                                              optional("advocacy_offered"),
                                              optional("ombudsman_signposted")};
inline constexpr std::array mention_columns{needed("id"), needed("complaint"), needed("service")};
inline constexpr std::array aspect_columns{needed("id"), needed("mention"), needed("subject"),
                                           optional("contractors_employee"), optional("remedy")};
inline constexpr std::array event_columns{
    needed("id"),       needed("kind"),        needed("happened"),
    needed("recorded"), optional("complaint"), optional("ombudsman_case"),
    optional("aspect"), optional("field"),     optional("value")};
inline constexpr std::array ombudsman_case_columns{needed("id"), needed("unit"), needed("referred"),
                                                   optional("service"), optional("complaint")};
inline constexpr std::array deadline_columns{needed("ombudsman_case"), needed("first_set"),
                                             optional("extended_to"), optional("answered")};
inline constexpr std::array recommendation_columns{needed("ombudsman_case"), needed("text"),
                                                   optional("due"), optional("implemented")};
inline constexpr std::array remedy_columns{
    needed("id"),   needed("unit"),   needed("agreed"),      needed("stage"),
    needed("kind"), needed("amount"), optional("complaint"), optional("ombudsman_case")};
inline constexpr std::array compliment_columns{needed("id"), needed("unit"), needed("received"),
                                               optional("service"), optional("text")};
inline constexpr std::array series_columns{
    needed("measure"),        needed("period"),        needed("value"),       needed("source"),
    optional("variant"),      optional("unit"),        optional("service"),   optional("stage"),
    optional("remedy_stage"), optional("remedy_kind"), optional("structure"), optional("coverage")};

inline constexpr table_spec complaints_csv{"complaints.csv", true, complaint_columns};
inline constexpr table_spec mentions_csv{"mentions.csv", false, mention_columns};
inline constexpr table_spec aspects_csv{"aspects.csv", false, aspect_columns};
inline constexpr table_spec events_csv{"events.csv", false, event_columns};
inline constexpr table_spec ombudsman_cases_csv{"ombudsman_cases.csv", false,
                                                ombudsman_case_columns};
inline constexpr table_spec ombudsman_deadlines_csv{"ombudsman_deadlines.csv", false,
                                                    deadline_columns};
inline constexpr table_spec ombudsman_recommendations_csv{"ombudsman_recommendations.csv", false,
                                                          recommendation_columns};
inline constexpr table_spec remedies_csv{"remedies.csv", false, remedy_columns};
inline constexpr table_spec compliments_csv{"compliments.csv", false, compliment_columns};
inline constexpr table_spec series_csv{"series.csv", false, series_columns};

} // namespace upheld::detail
