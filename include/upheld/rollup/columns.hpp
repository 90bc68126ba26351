// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"
#include "upheld/store/facts.hpp"
#include "upheld/taxonomy/taxonomy.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The statistics layer: every countable row in a few bytes, packed by the taxonomy's codes and
/// laid out by month, so that a cross-tabulation is one scan at the speed of memory. It can be
/// loaded and used without a store.

namespace upheld {

/// One aspect of a complaint; or, where the unit keeps none, one mention without aspects.
struct case_part {
    service_code service; ///< none only if the unit keeps no mentions
    subject_code subject; ///< none if `is_aspect` is false
    outcome_code outcome; ///< none if the unit keeps no outcomes
    bool concerns_contractor = false;
    bool is_aspect = true;
};

/// Where the rows of one complaint, or one other row, are. Stays good until it is erased or
/// replaced; says nothing to anybody else.
struct row_place {
    std::uint32_t zone = 0;
    std::uint16_t first = 0;
    std::uint16_t rows = 0;
    friend bool operator==(row_place const&, row_place const&) = default;
};

struct columns_options {
    /// Zones of fewer rows keep no summary: counting them is as quick.
    std::uint32_t summary_from_rows = 8192;
    /// Keep cubes of whole years, calendar and financial, for years of at least so many rows.
    std::uint64_t year_cube_from_rows = 65'536;
};

/// What a rows' table takes up.
struct columns_size {
    std::uint64_t rows = 0;          ///< aspects, and mentions and complaints that have none
    std::uint64_t stages = 0;        ///< rows of stages
    std::uint64_t other_rows = 0;    ///< ombudsman's cases, remedies, compliments, ...
    std::uint64_t column_bytes = 0;  ///< of the columns themselves
    std::uint64_t summary_bytes = 0; ///< of zones' summaries and year cubes
};

/// The columns of one body of cases.
///
/// Rows lie in zones: at most 65,535 of one calendar month each, so that a month, quarter or year
/// is a run of whole zones. Within a zone rows are in order of arrival, the rows of one complaint
/// together. A zone of some size keeps summaries (small tables of counts), and years keep cubes;
/// every change adds or takes 1 there.
///
/// Queries are const, hold no hidden cache and are safe from many threads while nobody changes it.
/// At most 4,294,967,294 rows.
class columns {
  public:
    /// @param words  must outlive the columns and keep its entries as they are
    explicit columns(taxonomy const& words, columns_options options = {});
    columns(columns&& other) noexcept;
    columns& operator=(columns&& other) noexcept;
    columns(columns const&) = delete;
    columns& operator=(columns const&) = delete;
    ~columns();

    [[nodiscard]] taxonomy const& words() const noexcept;

    /// The code of a place, which is entered if it is new. Empty text gives none.
    /// @fails value_out_of_range beyond 65,534 places
    [[nodiscard]] result<place_code> place(std::string_view name);
    /// In order of code.
    [[nodiscard]] std::span<std::string const> places() const noexcept;

    /// Enters one complaint with its parts, those of one service next to each other; a complaint
    /// without parts is one row. Complaints that are not counted (`is_counted`) give no rows.
    /// @fails key_unknown for a code that the taxonomy or the list of places does not have;
    ///        contradiction for a service of another unit; value_out_of_range beyond 65,535 parts;
    ///        id_repeated for a service whose parts are not together
    [[nodiscard]] result<row_place> add(complaint_fact const& of, std::span<case_part const> parts);
    [[nodiscard]] result<row_place> add(stage_fact const& row);
    [[nodiscard]] result<row_place> add(referral_fact const& row);
    [[nodiscard]] result<row_place> add(deadline_fact const& row);
    [[nodiscard]] result<row_place> add(recommendation_fact const& row);
    [[nodiscard]] result<row_place> add(remedy_fact const& row);
    [[nodiscard]] result<row_place> add(compliment_fact const& row);

    /// Puts other rows in the place of a complaint's; in place if month and number of rows are the
    /// same. Costs a few additions a summary. @returns where they are now. @fails as `add`
    [[nodiscard]] result<row_place> replace(row_place where, complaint_fact const& of,
                                            std::span<case_part const> parts);
    [[nodiscard]] result<row_place> replace(row_place where, stage_fact const& row);
    /// @expects `where` is what `add` or `replace` gave for rows of complaints (of stages)
    void erase_complaint(row_place where);
    void erase_stage(row_place where);

    /// Ends loading: takes back spare memory and makes summaries and year cubes, which changes keep
    /// up to date from here on. Without it every query counts rows.
    /// @param threads  1 or more
    void summarise(unsigned threads = 1);

    [[nodiscard]] columns_size size() const noexcept;

    /// The earliest day on which a complaint that is counted was received; absent if there is none.
    [[nodiscard]] std::optional<day> first_received() const;

    struct tables;

    /// For the rollup room's own source files.
    [[nodiscard]] tables const& inside() const noexcept { return *tables_; }

    [[nodiscard]] tables& inside() noexcept { return *tables_; }

  private:
    tables* tables_;
};

/// The columns of all rows of `rows`, summarised.
/// @param words  of those facts; must outlive the columns
/// @fails as `columns::add`
[[nodiscard]] result<columns> columns_of(taxonomy const& words, facts const& rows,
                                         columns_options options = {});

} // namespace upheld
