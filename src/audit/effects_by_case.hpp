// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "report/report_basis.hpp"
#include "upheld/audit/report_changes.hpp"

/// Which of the cases that changed moved a count, and by how much. Private to src.

namespace upheld::detail {

/// The cases that look different from the two viewpoints, by kind and id.
[[nodiscard]] std::vector<changed_case> cases_that_changed(store const& cases, viewpoint from,
                                                           viewpoint to);

/// The rows of cases that changed, told apart by case.
class effects_by_case {
  public:
    /// @param changed  of `cases_that_changed`
    effects_by_case(store const& cases, std::span<changed_case const> changed, viewpoint from,
                    viewpoint to);
    effects_by_case(effects_by_case const&) = delete;
    effects_by_case& operator=(effects_by_case const&) = delete;
    effects_by_case(effects_by_case&&) = delete;
    effects_by_case& operator=(effects_by_case&&) = delete;
    ~effects_by_case();

    /// By case; nothing of cases without an effect.
    [[nodiscard]] std::vector<case_effect> of(counted_figure const& what) const;

  private:
    struct rows_of_cases;
    rows_of_cases* rows_;
};

} // namespace upheld::detail
