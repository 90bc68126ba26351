// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>

/// The names of everything and nothing else, for headers that only pass things on. The enumerations
/// carry their width, so values of them may be passed too.

namespace upheld {

// basis
enum class failure_code : std::uint8_t;
struct place;
struct failure;
struct pence;
struct ratio;
template <class Tag, class Rep> struct id;
template <class Tag> struct code;
using complaint_id = id<struct complaint_tag, std::uint64_t>;
using mention_id = id<struct mention_tag, std::uint64_t>;
using aspect_id = id<struct aspect_tag, std::uint64_t>;
using ombudsman_case_id = id<struct ombudsman_case_tag, std::uint64_t>;
using remedy_id = id<struct remedy_tag, std::uint64_t>;
using compliment_id = id<struct compliment_tag, std::uint64_t>;
using event_id = id<struct event_tag, std::uint64_t>;
using unit_code = code<struct unit_tag>;
using service_code = code<struct service_tag>;
using subject_code = code<struct subject_tag>;
using category_code = code<struct category_tag>;
using channel_code = code<struct channel_tag>;
using procedure_code = code<struct procedure_tag>;
using stage_code = code<struct stage_tag>;
using outcome_code = code<struct outcome_tag>;
using decision_code = code<struct decision_tag>;
using decision_group_code = code<struct decision_group_tag>;
using remedy_stage_code = code<struct remedy_stage_tag>;
using remedy_kind_code = code<struct remedy_kind_tag>;
using place_code = code<struct place_tag>;

// calendar
enum class weekday : std::uint8_t;
enum class holiday_status : std::uint8_t;
enum class jurisdiction : std::uint8_t;
enum class change_of_holiday : std::uint8_t;
enum class scottish_january : std::uint8_t;
enum class missing_from_feed : std::uint8_t;
struct calendar_days;
struct working_days;
struct year_month_day;
class day;
struct day_span;
struct holiday;
struct weekday_set;
struct bank_holiday;
struct bank_holiday_change;
struct built_in_calendar_entry;
struct jurisdiction_set;
struct local_closure;
struct fed_calendar;
struct working_day_tables;
class working_calendar;
class row_set;
struct rows_answered;
class working_day_shift;

// taxonomy
enum class collected : std::uint8_t;
enum class kept : std::uint8_t;
enum class upheld_class : std::uint8_t;
template <class Code, class Entry> class code_list;
struct labelled;
struct unit_entry;
struct service_entry;
struct subject_entry;
struct category_entry;
struct channel_entry;
struct procedure_entry;
struct stage_entry;
struct outcome_entry;
struct decision_group_entry;
struct decision_entry;
struct remedy_stage_entry;
struct remedy_kind_entry;
enum class entry_change : std::uint8_t;
enum class split_rule : std::uint8_t;
template <class Code> struct places_of;
template <class Code> struct change_of;
struct structure_move;
enum class break_kind : std::uint8_t;
struct series_break;
struct taxonomy;
struct loaded_taxonomy;

// deadline
enum class clock_unit : std::uint8_t;
enum class counting : std::uint8_t;
enum class rolling : std::uint8_t;
enum class clarification_effect : std::uint8_t;
enum class pause_counting : std::uint8_t;
enum class evidence : std::uint8_t;
enum class clock_option : std::uint8_t;
enum class clock_event_kind : std::uint8_t;
enum class clock_state : std::uint8_t;
enum class ledger_reason : std::uint8_t;
enum class keep_ledger : std::uint8_t;
enum class limit : std::uint8_t;
struct clock_limit;
struct closure;
struct temporary_limit;
struct clock_rule;
struct offered_option;
struct clock_event;
struct ledger_line;
class ledger;
class rule_options;
class rule_book;
struct rules_reading;
struct deadline;
struct schedule_step;
struct step_options;
struct procedure_schedule;
struct running_clock;
struct moved_due_day;
struct failed_clock;
struct moved_clocks;

// store
enum class series_state : std::uint8_t;
enum class series_form : std::uint8_t;
enum class event_kind : std::uint8_t;
enum class answer_state : std::uint8_t;
enum class record_kind : std::uint8_t;
struct complaint;
struct mention;
struct aspect;
struct ombudsman_case;
struct ombudsman_deadline;
struct ombudsman_recommendation;
struct remedy;
struct compliment;
struct series_figure;
struct event;
struct complaint_state;
struct complaint_view;
struct record_set;
struct fill_fault;
struct change_listener;
class store;
struct folder_reading;
struct writing_progress;
struct writing_options;
struct written_rows;
struct synthetic_plan;
struct synthetic_counts;
struct complaint_fact;
struct mention_fact;
struct aspect_fact;
struct stage_fact;
struct referral_fact;
struct deadline_fact;
struct recommendation_fact;
struct remedy_fact;
struct compliment_fact;
struct facts;

// rollup
enum class figure_state : std::uint8_t;
enum class figure_form : std::uint8_t;
enum class decided_or_not : std::uint8_t;
enum class grain : std::uint8_t;
enum class date_basis : std::uint8_t;
enum class condition : std::uint8_t;
enum class best : std::uint8_t;
enum class days_statistic : std::uint8_t;
enum class dimension : std::uint8_t;
enum class time_step : std::uint8_t;
enum class coverage : std::uint8_t;
enum class columns_way : std::uint8_t;
enum class period_kind : std::uint8_t;
struct figure;
struct filter;
struct period;
struct measure;
class tabulation;
struct grouping;
class axis;
struct cube_measure;
class cube;
struct case_part;
struct row_place;
struct columns_options;
struct columns_size;
class columns;
class folder_columns;
struct columns_reading_options;
struct columns_reading;
struct by;
struct measures;
struct where;
struct rollup_options;
class live_cubes;
class live_columns;
struct snapshot_counts;
class snapshot;
struct series_key;
struct place_in_rank;
struct cases_in_structure;
struct told_break;
struct like_for_like_base;

// report
enum class rounding_rule : std::uint8_t;
enum class change_kind : std::uint8_t;
enum class share_base : std::uint8_t;
enum class cell_origin : std::uint8_t;
enum class row_kind : std::uint8_t;
enum class comparisons : std::uint8_t;
enum class empty_groups : std::uint8_t;
struct cell_spec;
struct column_template;
struct row_template;
struct table_template;
struct report_template;
struct loaded_report_template;
struct cell;
struct table_row;
struct table_column;
struct table;
struct report;
struct cube_layout;

// audit
enum class cell_group : std::uint8_t;
struct printed_row;
struct printed_table;
struct printed_report;
struct cell_place;
struct explained_cell;
struct cause;
struct mark_meaning;
struct explanations;
struct loaded_explanations;
struct difference;
struct group_count;
struct comparison;

} // namespace upheld
