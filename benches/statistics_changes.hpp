// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Changes of one outcome after another, for the benches of what follows the rows.

#include "statistics_bench.hpp"

namespace statistics_bench {

/// The year whose aspects change, 2019-20.
inline constexpr std::uint8_t changed_year = 9;

/// An aspect that is alone in its complaint.
struct change {
    std::size_t row = 0;
    aspect_row of;
    row_place where;
    std::uint8_t outcome = 0; ///< as it stands
};

/// Aspects spread over the year.
class changes {
  public:
    explicit changes(std::span<aspect_row const> rows) {
        for (std::size_t n = 1; n + 1 < rows.size(); ++n) {
            bool const is_alone = rows[n].is_first && rows[n + 1].is_first;
            if (!is_alone || rows[n].year != changed_year || n % 97 != 0) continue;
            of_.push_back({n, rows[n], {}, rows[n].outcome});
        }
        if (of_.empty()) give_up("too few rows");
    }

    /// Takes the places of rows, complaints in order.
    void note(aspect_row const& of, row_place where) {
        if (noted_ == of_.size() || of_[noted_].of.complaint != of.complaint) return;
        if (where.rows != 1) give_up("a complaint of one aspect has other rows");
        of_[noted_++].where = where;
    }

    /// The next aspect, its outcome moved on by one.
    change const& next() {
        change& one = of_[next_];
        next_ = next_ + 1 == of_.size() ? 0 : next_ + 1;
        one.outcome = static_cast<std::uint8_t>((one.outcome + 1) % outcomes);
        return one;
    }

    [[nodiscard]] std::span<change const> all() const { return of_; }

  private:
    std::vector<change> of_;
    std::size_t next_ = 0;
    std::size_t noted_ = 0;
};

/// Puts the aspect with its new outcome in the place of the old.
inline void apply(columns& to, change const& one) {
    case_part const part{.service = service_code(one.of.service),
                         .subject = subject_code(one.of.subject),
                         .outcome = outcome_code(one.outcome)};
    auto const where = to.replace(one.where, fact_of(one.of), std::span(&part, 1));
    if (!where || !(*where == one.where)) give_up("a change was refused");
}

} // namespace statistics_bench
