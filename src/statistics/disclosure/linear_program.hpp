// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

/// Linear and integer programming with CLP and CBC, which no other file sees. Private to src.

namespace upheld::detail {

/// A programme in words: minimise the cost with every row and every column within its bounds.
struct program_text {
    struct entry {
        int row = 0;
        int column = 0;
        double value = 0;
    };

    struct bounds {
        double low = 0;
        double high = 0;
    };

    std::vector<entry> entries;
    std::vector<bounds> rows;
    std::vector<bounds> columns;
    std::vector<double> costs; ///< one a column
};

/// No bound.
inline constexpr double unlimited = 1e300;

enum class program_outcome { optimal, unbounded, infeasible, given_up };

/// A programme that is solved again and again with other bounds and costs, each time from where the
/// last one ended.
class linear_program {
  public:
    explicit linear_program(program_text const& text);
    linear_program(linear_program const&) = delete;
    linear_program(linear_program&&) = delete;
    linear_program& operator=(linear_program const&) = delete;
    linear_program& operator=(linear_program&&) = delete;
    ~linear_program();

    void set_bounds(int column, program_text::bounds to);
    void set_cost(int column, double to);
    /// Forgets where the last solution was: columns stand at a bound, rows are free to break.
    void restart();

    /// After a change of costs alone.
    program_outcome minimise();
    /// After a change of bounds, or from a restart with costs that are not negative.
    program_outcome minimise_from_costs();
    /// In whole numbers; looks at no more than so many branches.
    program_outcome minimise_in_integers(int most_branches);

    [[nodiscard]] double cost() const;
    [[nodiscard]] std::span<double const> solution() const;
    /// What a unit more in each row would change the cost by; of the last linear programme.
    [[nodiscard]] std::span<double const> row_prices() const;
    /// A cost below which no solution can be, of the last integer programme.
    [[nodiscard]] double least_cost() const;

  private:
    struct solver;
    std::unique_ptr<solver> solver_;
};

} // namespace upheld::detail
