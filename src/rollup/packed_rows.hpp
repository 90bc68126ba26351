// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "rollup/block.hpp"
#include "upheld/calendar/day.hpp"
#include "upheld/calendar/day_span.hpp"
#include "upheld/rollup/columns.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

/// Rows of one kind in packed columns, by month. Private to src.

namespace upheld::detail {

/// What a row of any kind may carry. A kind of rows uses some of them. Snapshots have their
/// numbers, so new ones come at the end.
enum class field : std::uint8_t {
    unit,
    channel,
    start, ///< whether the row begins a mention or complaint, with its answer: `row_start`
    service,
    subject,
    outcome,
    answer,
    category,
    procedure,
    contractor,
    place,
    stage,
    decision,
    remedy_stage,
    remedy_kind,
    flag,
    flag2,
    days,
};
inline constexpr std::size_t field_count = 18;

[[nodiscard]] constexpr std::size_t at(field f) noexcept { return static_cast<std::size_t>(f); }

using field_set = std::uint32_t;

[[nodiscard]] constexpr field_set bit(field f) noexcept { return 1u << at(f); }

/// The values of `field::start`, so that complaints, mentions and aspects can be counted by one
/// pass over the same rows without a set: a row that continues a mention; or one that begins a
/// mention of a complaint already begun, a complaint with a mention, or a complaint without any,
/// each with the complaint's answer.
struct row_start {
    static constexpr std::uint16_t continues = 0;
    static constexpr std::uint16_t mention = 1;
    static constexpr std::uint16_t complaint = 5;
    static constexpr std::uint16_t complaint_alone = 9;
    static constexpr std::uint16_t values = 13;

    [[nodiscard]] static constexpr bool begins_complaint(std::uint16_t s) { return s >= complaint; }

    [[nodiscard]] static constexpr bool begins_mention(std::uint16_t s) {
        return s >= mention && s < complaint_alone;
    }

    /// @expects s is not `continues`
    [[nodiscard]] static constexpr std::uint16_t answer(std::uint16_t s) {
        return static_cast<std::uint16_t>((s - 1) % 4);
    }
};

inline constexpr std::uint16_t no_days = not_answered_days;

/// One row on its way in, or found again: a small number a field.
struct row_values {
    std::array<std::uint16_t, field_count> of{};
    std::int64_t amount = 0; ///< pence

    [[nodiscard]] std::uint16_t operator[](field f) const { return of[detail::at(f)]; }

    std::uint16_t& operator[](field f) { return of[detail::at(f)]; }
};

/// Several fields packed into one number, the last running fastest. One number more than there are
/// codes stands for a row that is no more.
struct packed_column {
    std::vector<field> fields;
    std::vector<std::uint32_t> strides;
    std::uint32_t codes = 1;
    std::uint32_t width = 1; ///< bytes a row
    bool marks_void = true;  ///< false: the number of codes grows, and other columns mark the voids
    field_set holds = 0;
};

/// A small table of counts that zones and years keep: rows of `what` by some fields.
struct summary_plan {
    /// Which rows are in it.
    enum class rows : std::uint8_t { all, aspects, complaints } of = rows::all;
    std::vector<field> fields; ///< the last runs fastest
    std::uint32_t cells = 1;
    bool of_zones = true; ///< false: years alone keep it
    field_set holds = 0;
};

/// What fields rows of a kind have, how many values each, and how they are packed.
struct packing {
    std::array<std::uint32_t, field_count> sizes{}; ///< 0: the rows do not have it
    std::vector<packed_column> columns;
    std::vector<summary_plan> summaries;
    bool has_days = false;
    bool has_amount = false;
    std::uint16_t no_subject = 0; ///< value of a row that is no aspect
    /// For counting aspects by unit without a look at their unit; empty if that would be wrong.
    std::vector<std::uint16_t> unit_of_service;
};

/// Days above this share one cell of a summary; whoever finds a count there counts rows instead.
inline constexpr std::uint16_t most_summary_days = 254;
inline constexpr std::uint32_t summary_days_size = 256; ///< 0 to 253, "254 or more", none

/// A column of more codes than this is cut in two: whoever counts by it keeps a number a code.
inline constexpr std::uint64_t most_column_codes = std::uint64_t{1} << 22;
inline constexpr std::uint64_t most_summary_cells = std::uint64_t{1} << 18;

/// Puts `fields` into as few columns as hold them within `most_column_codes`, in this order.
void pack(packing& into, std::span<field const> fields);
/// Puts all of `fields` into one column. @expects their codes can be numbered in 32 bits
void add_column(packing& into, std::span<field const> fields);
/// Places come with the cases, so nobody knows how many there will be: a column of their own, one
/// byte wide for as long as that will do.
void add_column_of_places(packing& into);
/// Keeps a summary unless it has more than `most_summary_cells`.
void keep_summary(packing& into, summary_plan::rows of, std::span<field const> fields,
                  bool of_zones);
/// @expects at most `most_summary_cells`
void add_summary(packing& into, summary_plan::rows of, std::span<field const> fields,
                 bool of_zones);
/// How many cells a summary by these fields has; one more than `most_summary_cells` if there are
/// more.
[[nodiscard]] std::uint64_t cells_by(packing const& how, std::span<field const> fields);

/// At most 65,535 rows of one month.
struct zone {
    std::int32_t month = 0; ///< months since January 1900
    std::uint32_t rows = 0; ///< with those that are no more
    std::uint32_t voids = 0;
    std::vector<block<std::byte>> columns; ///< in order of `packing::columns`
    block<std::uint8_t> day;               ///< of the month
    block<std::uint16_t> days;
    block<std::int64_t> amounts;
    std::vector<block<std::uint16_t>> summaries; ///< by plan; empty if the zone keeps none
};

/// The cubes that one year keeps, in order of plans.
struct year_cubes {
    std::int32_t first_month = 0;
    std::vector<block<std::uint32_t>> tables;
};

/// What rows of a kind are, apart from how they are packed.
struct rows_state {
    std::vector<zone> zones;
    std::vector<year_cubes> years; ///< in order of first month
    std::uint16_t most_days = 0;
    bool keeps_summaries = false;
    bool has_wide_places = false; ///< two bytes a row in the column of places
};

/// Sees every row that comes or goes.
struct row_watcher {
    void (*seen)(void* context, row_values const& row, day on, int sign) = nullptr;
    void* context = nullptr;
};

inline constexpr std::uint32_t most_zone_rows = 65'535;
/// December 2199: there are no days after it.
inline constexpr std::int32_t last_month = 300 * 12 - 1;

[[nodiscard]] std::int32_t month_of(day d) noexcept;
[[nodiscard]] day first_of_month(std::int32_t month) noexcept;
[[nodiscard]] day last_of_month(std::int32_t month) noexcept;

/// The rows of one kind.
class packed_rows {
  public:
    packed_rows(packing how, columns_options const& options);
    /// Takes over rows that are there already.
    /// @expects blocks as long as `how` and the numbers of rows say
    packed_rows(packing how, columns_options const& options, rows_state rows);

    [[nodiscard]] packing const& how() const noexcept { return how_; }

    [[nodiscard]] columns_options const& options() const noexcept { return options_; }

    [[nodiscard]] std::span<zone const> zones() const noexcept { return zones_; }

    [[nodiscard]] std::span<year_cubes const> years() const noexcept { return years_; }

    [[nodiscard]] bool keeps_summaries() const noexcept { return keeps_summaries_; }

    /// Zones by month, in order of month.
    struct month_run {
        std::int32_t month;
        std::vector<std::uint32_t> zones;
    };

    [[nodiscard]] std::span<month_run const> months() const noexcept { return months_; }

    /// @expects 1 to 65,535 rows
    row_place add(day on, std::span<row_values const> rows);
    void erase(row_place where);
    /// In place if the month is the same and as many rows.
    row_place replace(row_place where, day on, std::span<row_values const> rows);

    /// From now on there may be rows whose service is another unit's than theirs.
    void services_cross_units() { how_.unit_of_service.clear(); }

    /// Puts the rows of another body, packed in the same way, behind these.
    /// @param places  for each value of a place there the value here
    /// @expects neither keeps summaries or is watched
    void append(packed_rows&& other, std::span<std::uint16_t const> places);

    void summarise(unsigned threads);

    /// The year's cubes; null if it keeps none. @param first_month  a January or an April
    [[nodiscard]] year_cubes const* year_from(std::int32_t first_month) const;

    [[nodiscard]] std::uint64_t live_rows() const noexcept { return live_rows_; }

    /// No complaint took more working days than this.
    [[nodiscard]] std::uint16_t most_days() const noexcept { return most_days_; }

    [[nodiscard]] std::uint64_t column_bytes() const;
    [[nodiscard]] std::uint64_t summary_bytes() const;

    [[nodiscard]] std::uint32_t code_at(zone const& z, std::size_t column, std::uint32_t row) const;

    std::vector<row_watcher> watchers;

  private:
    friend class row_appender;

    month_run& run_of(std::int32_t month);
    zone& open_zone(std::int32_t month, std::size_t rows, std::uint32_t& number);
    void make_room(zone& z, std::uint32_t rows);
    void write(zone& z, std::uint32_t row, int day_of_month, row_values const& values);
    [[nodiscard]] row_values read(zone const& z, std::uint32_t row) const;
    void set_code(zone& z, std::size_t column, std::uint32_t row, std::uint32_t code);
    void widen_places();
    void count_in(zone& z, row_values const& values, day on, int sign);
    void make_summaries(zone& z);
    void make_year(std::int32_t first_month);
    year_cubes* year_from(std::int32_t first_month);

    /// How a field counts in a column's code.
    struct term {
        std::uint32_t stride = 0;
        std::uint16_t column = 0;
        field what{};
        bool is_last = false; ///< of its column
    };

    [[nodiscard]] static std::vector<term> terms_of(packing const& how);

    packing how_;
    std::vector<term> terms_; ///< of all columns, in order
    columns_options options_;
    std::vector<zone> zones_;
    std::vector<month_run> months_;
    std::vector<year_cubes> years_; ///< in order of first month
    std::uint64_t live_rows_ = 0;
    std::uint16_t most_days_ = 0;
    bool keeps_summaries_ = false;
};

/// The cell of a row in a summary, or `no_cell` if it is not in it.
inline constexpr std::uint32_t no_cell = 0xFFFFFFFF;
[[nodiscard]] std::uint32_t summary_cell(packing const& how, summary_plan const& plan,
                                         row_values const& row);

} // namespace upheld::detail
