// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "rollup/columns_tables.hpp"
#include "rollup/row_appender.hpp"
#include "store/case_reader.hpp"

#include <vector>

/// Private to src.

namespace upheld::detail {

/// Puts cases that have just been read into columns, which are whole when `finish` has been called.
/// The rows are those that `columns::add` makes of the same facts.
class case_filling {
  public:
    /// @param into  must outlive this
    explicit case_filling(columns::tables& into);

    /// @expects codes of the columns' taxonomy, the parts of one service together, and services
    ///          that the unit's complaints may mention
    /// @returns false if the case has more parts than columns hold
    [[nodiscard]] bool add(read_case const& one);

    void finish();

  private:
    using codes = row_appender::codes;

    [[nodiscard]] codes codes_of(row_appender const& rows, complaint_fact const& of) const;

    columns::tables& into_;
    row_appender cases_;
    row_appender stages_;
    std::vector<unit_code> unit_of_service_;
    bool do_services_cross_units_ = false;
};

} // namespace upheld::detail
