// SPDX-License-Identifier: BSL-1.0
#include "statistics/disclosure/complements.hpp"
#include "statistics/disclosure/nearest_table.hpp"

#include <algorithm>

namespace upheld::detail {
namespace {

class quick_search {
  public:
    explicit quick_search(complement_task const& task) : task_(task), hidden_(task.hidden) {
        if (task.options.asked.against_insiders) persons_ = single_persons(task.tables);
    }

    complement_choice run() {
        complement_choice choice;
        if (!hide_where_others_differ()) return choice;
        take_back();
        for (cell_id const cell : task_.candidates) {
            if (hidden_.holds(cell)) choice.cells.push_back(cell);
        }
        choice.is_found = true;
        return choice;
    }

  private:
    /// To differ where nothing more must be hidden costs a little, so that chains stay short.
    static constexpr double weight_if_open = 1e-3;

    [[nodiscard]] double weight(cell_id cell) const {
        if (task_.is_open(cell) || hidden_.holds(cell)) return weight_if_open;
        auto const count = static_cast<double>(task_.tables[cell].count);
        double const alone = task_.options.objective == complement_objective::fewest_cells
                                 ? 1 + count / (count + 1000)
                                 : 0.1 + count;
        return task_.tables[cell].role == cell_role::total ? 1e4 * alone : alone;
    }

    [[nodiscard]] std::vector<demand> demands() const {
        std::vector<demand> all;
        for (cell_id const cell : task_.small) all.push_back({cell, {}});
        // Large ones first: they find small complements that help others.
        std::sort(all.begin(), all.end(), [&](demand const& a, demand const& b) {
            std::int64_t const left = task_.tables[a.cell].count;
            std::int64_t const right = task_.tables[b.cell].count;
            return left != right ? left > right : a.cell < b.cell;
        });
        std::size_t const outsiders = all.size();
        for (single_person const& person : persons_) {
            // Who is counted in a cell that may yet be hidden matters only then; and if it is
            // printed, everybody knows as much.
            bool const matters = std::ranges::any_of(person, [&](cell_id cell) {
                return task_.is_open(cell) || std::ranges::binary_search(task_.candidates, cell);
            });
            for (std::size_t small = 0; matters && small != outsiders; ++small) {
                if (!std::ranges::binary_search(person, all[small].cell)) {
                    all.push_back({all[small].cell, person});
                }
            }
        }
        return all;
    }

    [[nodiscard]] bool is_shown(demand const& one, std::optional<cell_id> without = {}) const {
        return is_met(one, task_.options.asked, task_.tables[one.cell].count, others_, without);
    }

    bool hide_where_others_differ() {
        std::vector<double> weights(task_.tables.cells().size());
        for (std::size_t at = 0; at != weights.size(); ++at) {
            cell_id const cell(static_cast<std::uint32_t>(at));
            if (task_.is_open(cell)) weights[at] = weight(cell);
        }
        for (cell_id const cell : task_.candidates) weights[cell.value] = weight(cell);
        // Whatever may be hidden is unknown here; its weight keeps it as it is.
        hidden_cells all = task_.hidden;
        for (cell_id const cell : task_.candidates) all.hide(cell);
        nearest_table_search search(task_.tables, task_.known_if_hidden(all), weights);
        for (demand const& one : demands()) {
            if (is_shown(one)) continue;
            std::vector<table_change> const found = search.meet(one, task_.options.asked);
            if (found.empty()) return false;
            for (table_change const& change : found) {
                for (cell_id const cell : task_.candidates) {
                    if (change[cell.value] == 0 || hidden_.holds(cell)) continue;
                    hidden_.hide(cell);
                    search.set_weight(cell, weight_if_open);
                }
                others_.push_back(change);
            }
        }
        return true;
    }

    /// Prints again, dearest first, what others of the hidden cells make up for.
    void take_back() {
        std::vector<cell_id> chosen;
        std::vector<double> weights(task_.tables.cells().size());
        for (std::size_t at = 0; at != weights.size(); ++at) {
            cell_id const cell(static_cast<std::uint32_t>(at));
            if (task_.is_open(cell) || hidden_.holds(cell)) weights[at] = 1;
            if (hidden_.holds(cell) && !task_.is_open(cell)) chosen.push_back(cell);
        }
        std::sort(chosen.begin(), chosen.end(), [&](cell_id a, cell_id b) {
            linked_cell const& left = task_.tables[a];
            linked_cell const& right = task_.tables[b];
            if (left.role != right.role) return left.role == cell_role::total;
            return left.count != right.count ? left.count > right.count : a < b;
        });
        nearest_table_search search(task_.tables, task_.known_if_hidden(hidden_), weights);
        std::vector<demand> const all = demands();
        for (cell_id const cell : chosen) {
            search.set(cell, false);
            std::size_t const before = others_.size();
            bool const is_spare = std::ranges::all_of(all, [&](demand const& one) {
                if (is_shown(one, cell)) return true;
                std::vector<table_change> found = search.meet(one, task_.options.asked);
                for (table_change& change : found) others_.push_back(std::move(change));
                return !found.empty();
            });
            if (is_spare) {
                hidden_.show(cell);
                std::erase_if(others_,
                              [&](table_change const& change) { return change[cell.value] != 0; });
            } else {
                others_.resize(before);
                search.set(cell, true);
            }
        }
    }

    complement_task const& task_;
    std::vector<single_person> persons_; ///< none if they are not asked about
    hidden_cells hidden_;
    std::vector<table_change> others_; ///< other tables that agree with all that is printed
};

} // namespace

complement_choice quick_complements(complement_task const& task) {
    return quick_search(task).run();
}

} // namespace upheld::detail
