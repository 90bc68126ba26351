// SPDX-License-Identifier: BSL-1.0
#include "statistics/disclosure/linear_program.hpp"

#include <coin/CbcModel.hpp>
#include <coin/ClpSimplex.hpp>
#include <coin/OsiClpSolverInterface.hpp>

namespace upheld::detail {

struct linear_program::solver {
    ClpSimplex model;
    std::vector<double> integers; ///< solution of the last integer programme; else empty
    double integer_cost = 0;
    double least_cost = 0;

    program_outcome outcome() {
        integers.clear();
        switch (model.status()) {
        case 0: return program_outcome::optimal;
        case 1: return program_outcome::infeasible;
        case 2: return program_outcome::unbounded;
        default: return program_outcome::given_up;
        }
    }
};

linear_program::linear_program(program_text const& text) : solver_(std::make_unique<solver>()) {
    std::vector<int> rows;
    std::vector<int> columns;
    std::vector<double> values;
    for (program_text::entry const& one : text.entries) {
        rows.push_back(one.row);
        columns.push_back(one.column);
        values.push_back(one.value);
    }
    CoinPackedMatrix matrix(true, rows.data(), columns.data(), values.data(),
                            static_cast<CoinBigIndex>(values.size()));
    matrix.setDimensions(static_cast<int>(text.rows.size()), static_cast<int>(text.columns.size()));

    std::vector<double> row_low;
    std::vector<double> row_high;
    std::vector<double> low;
    std::vector<double> high;
    for (program_text::bounds const& one : text.rows) {
        row_low.push_back(one.low);
        row_high.push_back(one.high);
    }
    for (program_text::bounds const& one : text.columns) {
        low.push_back(one.low);
        high.push_back(one.high);
    }
    ClpSimplex& model = solver_->model;
    model.setLogLevel(0);
    model.messageHandler()->setLogLevel(0);
    model.loadProblem(matrix, low.data(), high.data(), text.costs.data(), row_low.data(),
                      row_high.data());
    model.scaling(0); // entries are 1 and -1
    model.setPerturbation(100);
}

linear_program::~linear_program() = default;

void linear_program::set_bounds(int column, program_text::bounds to) {
    solver_->model.setColumnBounds(column, to.low, to.high);
}

void linear_program::set_cost(int column, double to) {
    solver_->model.setObjectiveCoefficient(column, to);
}

void linear_program::restart() { solver_->model.allSlackBasis(true); }

program_outcome linear_program::minimise() {
    solver_->model.primal();
    return solver_->outcome();
}

program_outcome linear_program::minimise_from_costs() {
    solver_->model.dual();
    return solver_->outcome();
}

program_outcome linear_program::minimise_in_integers(int most_branches) {
    ClpSimplex copy(solver_->model);
    OsiClpSolverInterface linear(&copy, false);
    linear.messageHandler()->setLogLevel(0);
    for (int column = 0; column != linear.getNumCols(); ++column) linear.setInteger(column);
    solver_->integers.clear();
    linear.resolve(); // from where the linear programme ended
    if (linear.isProvenPrimalInfeasible()) return program_outcome::infeasible;
    if (linear.isProvenDualInfeasible()) return program_outcome::unbounded;

    CbcModel model(linear);
    model.setLogLevel(0);
    model.messageHandler()->setLogLevel(0);
    model.setMaximumNodes(most_branches);
    model.branchAndBound();
    solver_->least_cost = model.getBestPossibleObjValue();
    if (model.isProvenInfeasible()) return program_outcome::infeasible;
    if (model.bestSolution() == nullptr) return program_outcome::given_up;
    solver_->integers.assign(model.bestSolution(), model.bestSolution() + linear.getNumCols());
    solver_->integer_cost = model.getObjValue();
    return model.isProvenOptimal() ? program_outcome::optimal : program_outcome::given_up;
}

double linear_program::cost() const {
    return solver_->integers.empty() ? solver_->model.objectiveValue() : solver_->integer_cost;
}

std::span<double const> linear_program::solution() const {
    if (!solver_->integers.empty()) return solver_->integers;
    return {solver_->model.primalColumnSolution(),
            static_cast<std::size_t>(solver_->model.numberColumns())};
}

std::span<double const> linear_program::row_prices() const {
    return {solver_->model.dualRowSolution(),
            static_cast<std::size_t>(solver_->model.numberRows())};
}

double linear_program::least_cost() const { return solver_->least_cost; }

} // namespace upheld::detail
