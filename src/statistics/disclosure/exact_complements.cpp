// SPDX-License-Identifier: BSL-1.0
#include "statistics/disclosure/complements.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace upheld::detail {
namespace {

constexpr int most_branches = 20'000;

/// One thing that is to be kept low, as a cost a candidate; lower stages matter more.
using stage = std::vector<double>;

/// Sets of cells by integer programming: one of each clause must be hidden.
class exact_search {
  public:
    explicit exact_search(complement_task const& task)
        : task_(task), place_(task.tables.cells().size(), -1) {
        for (std::size_t at = 0; at != task.candidates.size(); ++at) {
            place_[task.candidates[at].value] = static_cast<int>(at);
        }
        stages_ = stages();
        if (task.options.asked.against_insiders) persons_ = single_persons(task.tables);
        add_clauses_of_sums();
    }

    complement_choice run(int most_rounds) {
        complement_choice choice;
        for (int round = 0; round != most_rounds; ++round) {
            std::optional<std::vector<cell_id>> cells = least_set();
            if (!cells) return choice;
            if (costs_.size() == count_stage()) choice.least_known = cells->size();
            if (refuse_what_is_open(*cells)) continue;
            costs_.push_back(cost(*cells));
            if (costs_.size() != stages_.size()) continue;
            choice.cells = std::move(*cells);
            choice.is_found = true;
            choice.is_least = true;
            choice.least_known = choice.cells.size();
            return choice;
        }
        return choice;
    }

  private:
    [[nodiscard]] std::vector<stage> stages() const {
        stage totals;
        stage number;
        stage counts;
        for (cell_id const cell : task_.candidates) {
            linked_cell const& of = task_.tables[cell];
            totals.push_back(of.role == cell_role::total ? 1 : 0);
            number.push_back(1);
            counts.push_back(static_cast<double>(of.count));
        }
        if (task_.options.objective == complement_objective::fewest_cells) {
            return {std::move(totals), std::move(number), std::move(counts)};
        }
        return {std::move(totals), std::move(counts), std::move(number)};
    }

    [[nodiscard]] std::size_t count_stage() const {
        return task_.options.objective == complement_objective::fewest_cells ? 1 : 2;
    }

    [[nodiscard]] double cost(std::vector<cell_id> const& cells) const {
        double sum = 0;
        for (cell_id const cell : cells) {
            sum += stages_[costs_.size()][static_cast<std::size_t>(place_[cell.value])];
        }
        return sum;
    }

    /// A cell that is the only unknown of a sum is known. So a small one needs another, and a
    /// complement on its own there is none.
    void add_clauses_of_sums() {
        bool const may_be_exact = task_.options.asked.allows(exactly(1));
        for (linked_sum const& sum : task_.tables.sums()) {
            std::vector<cell_id> open;
            std::vector<int> places;
            auto const look = [&](cell_id cell) {
                if (task_.is_open(cell)) open.push_back(cell);
                if (place_[cell.value] >= 0) places.push_back(place_[cell.value]);
            };
            look(sum.whole);
            for (cell_id const part : sum.parts) look(part);
            if (open.empty()) {
                for (int const alone : places) {
                    std::vector<int> others = places;
                    std::erase(others, alone);
                    clauses_.insert({alone, std::move(others)});
                }
            } else if (open.size() == 1 && !may_be_exact &&
                       std::ranges::binary_search(task_.small, open.front())) {
                clauses_.insert({-1, std::move(places)});
            }
        }
    }

    /// The set that is best by the stage that is under way, no worse by those before.
    [[nodiscard]] std::optional<std::vector<cell_id>> least_set() const {
        program_text text;
        text.columns.assign(task_.candidates.size(), {0, 1});
        text.costs = stages_[costs_.size()];
        auto const add = [&](int column, double value) {
            text.entries.push_back({static_cast<int>(text.rows.size()), column, value});
        };
        for (clause const& one : clauses_) {
            for (int const column : one.of) add(column, 1);
            if (one.only_if >= 0) add(one.only_if, -1);
            text.rows.push_back({one.only_if >= 0 ? 0.0 : 1.0, unlimited});
        }
        for (std::size_t before = 0; before != costs_.size(); ++before) {
            for (std::size_t at = 0; at != task_.candidates.size(); ++at) {
                if (stages_[before][at] != 0) add(static_cast<int>(at), stages_[before][at]);
            }
            text.rows.push_back({-unlimited, costs_[before]});
        }
        std::vector<cell_id> cells;
        if (task_.candidates.empty()) return cells;
        linear_program program(text);
        if (program.minimise_in_integers(most_branches) != program_outcome::optimal) {
            return std::nullopt;
        }
        std::span<double const> const solution = program.solution();
        for (std::size_t at = 0; at != solution.size(); ++at) {
            if (solution[at] > 0.5) cells.push_back(task_.candidates[at]);
        }
        return cells;
    }

    /// Adds a clause for each small cell that the set leaves open. @returns whether there was one
    bool refuse_what_is_open(std::vector<cell_id> const& cells) {
        hidden_cells hidden = task_.hidden;
        for (cell_id const cell : cells) hidden.hide(cell);
        outsider reader(task_.tables, task_.known_if_hidden(hidden));
        bool has_found = false;
        hidden_cells open_to_all;
        auto const look = [&](cell_id cell, single_person const& insider) {
            known_range const derived = reader.derive_until(cell, task_.options.asked);
            if (task_.options.asked.allows(derived)) return;
            has_found = true;
            if (insider.empty()) open_to_all.hide(cell);
            clauses_.insert({-1, reason(reader, cell, insider, derived, hidden)});
        };
        for (cell_id const cell : task_.small) look(cell, {});
        for (single_person const& person : persons_) {
            bool const is_hidden = std::ranges::any_of(
                person, [&](cell_id cell) { return hidden.holds(cell) || task_.is_open(cell); });
            if (!is_hidden) continue;
            reader.learn(person);
            for (cell_id const cell : task_.small) {
                bool const is_own = std::ranges::binary_search(person, cell);
                if (!is_own && !open_to_all.holds(cell)) look(cell, person);
            }
        }
        return has_found;
    }

    /// Candidates of which one must be hidden, or else the cell is known as well as it is now.
    [[nodiscard]] std::vector<int> reason(outsider& reader, cell_id cell,
                                          single_person const& insider, known_range derived,
                                          hidden_cells const& hidden) const {
        protection const& asked = task_.options.asked;
        bool const is_too_low = asked.reaches && *derived.high < *asked.reaches;
        outsider::reason const why = reader.reason_for(cell, !is_too_low);
        std::vector<int> places;
        if (why.is_linear) {
            for (cell_id const known : why.rests_on) {
                if (place_[known.value] >= 0) places.push_back(place_[known.value]);
            }
            return places;
        }
        // Whole numbers matter: hide all that can be hidden without helping; one of the rest will.
        hidden_cells without_help = hidden;
        for (cell_id const candidate : task_.candidates) {
            if (hidden.holds(candidate)) continue;
            hidden_cells more = without_help;
            more.hide(candidate);
            outsider other(task_.tables, task_.known_if_hidden(more));
            other.learn(insider);
            if (asked.allows(other.derive_until(cell, asked))) {
                places.push_back(place_[candidate.value]);
            } else {
                without_help = std::move(more);
            }
        }
        return places;
    }

    /// One of these must be hidden, if that one is; -1: in any case.
    struct clause {
        int only_if;
        std::vector<int> of;
        friend auto operator<=>(clause const&, clause const&) = default;
    };

    complement_task const& task_;
    std::vector<int> place_; ///< among the candidates, one a cell; -1: none
    std::vector<stage> stages_;
    std::vector<double> costs_; ///< least, of the stages that are done
    std::set<clause> clauses_;
    std::vector<single_person> persons_; ///< none if they are not asked about
};

} // namespace

complement_choice exact_complements(complement_task const& task, int most_rounds) {
    return exact_search(task).run(most_rounds);
}

} // namespace upheld::detail
