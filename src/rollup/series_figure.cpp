// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/series_figure.hpp"

#include <algorithm>

namespace upheld {
namespace {

/// An entry of one dimension fits if the filter leaves the dimension open or lists the entry's
/// code.
template <class Code> bool fits(std::vector<Code> const& wanted, Code given) {
    return wanted.empty() || std::find(wanted.begin(), wanted.end(), given) != wanted.end();
}

/// A dimension in which an entry is a part of the whole: an entry for one service is not the figure
/// of all services, so where the filter leaves the dimension open only entries without it fit.
/// Remedies are the exception: they are published by line, and the total is the sum of the lines.
template <class Code> bool fits_exactly(std::vector<Code> const& wanted, Code given) {
    return wanted.empty() ? given.is_none() : fits(wanted, given);
}

figure_form form_of(series_form form) {
    switch (form) {
    case series_form::count: return figure_form::count;
    case series_form::pence: return figure_form::pence;
    case series_form::percent: return figure_form::percent;
    case series_form::rank: return figure_form::rank;
    case series_form::joint_rank: return figure_form::joint_rank;
    }
    return figure_form::count;
}

figure_state state_of(series_state state) {
    switch (state) {
    case series_state::value: return figure_state::value;
    case series_state::none: return figure_state::none;
    case series_state::not_collected: return figure_state::not_collected;
    case series_state::not_known: return figure_state::not_known;
    case series_state::not_applicable: return figure_state::not_applicable;
    }
    return figure_state::not_known;
}

/// Adds up what has been found. Nothing published as "none" adds 0; what is not known makes the sum
/// partial, and a sum of only such entries has their state.
class sum_of_figures {
  public:
    void add(series_figure const& entry) {
        figure_state const state = state_of(entry.state);
        if (!found_) sum_ = {state, form_of(entry.form), false, 0, {}};
        if (state == figure_state::value) {
            if (values_ == 0) sum_.form = form_of(entry.form);
            sum_.number += entry.number;
            ++values_;
        } else if (state != figure_state::none) {
            sum_.is_partial = true;
            if (sum_.state == figure_state::none) sum_.state = state;
        }
        if (state == figure_state::none) ++nones_;
        found_ = true;
        ++entries_;
    }

    [[nodiscard]] std::optional<figure> total() const {
        if (!found_) return std::nullopt;
        figure total = sum_;
        bool const can_be_added =
            total.form == figure_form::count || total.form == figure_form::pence;
        if (values_ > 0 && (can_be_added || entries_ == 1)) {
            total.state = figure_state::value;
        } else if (values_ > 0) {
            return figure::absent(figure_state::not_known, total.form);
        } else if (nones_ > 0) {
            total.state = figure_state::none;
        } else {
            total.is_partial = false;
        }
        return total;
    }

  private:
    bool found_ = false;
    int entries_ = 0;
    int values_ = 0;
    int nones_ = 0;
    figure sum_;
};

class search {
  public:
    search(std::span<series_figure const> series, taxonomy const& words, series_key const& wanted,
           filter const& where)
        : series_(series), words_(words), wanted_(wanted), where_(where) {}

    [[nodiscard]] std::optional<figure> find() const {
        sum_of_figures sum;
        if (where_.units.empty()) add_entries(sum, unit_code());
        for (unit_code const unit : where_.units) add_unit(sum, unit);
        return sum.total();
    }

  private:
    [[nodiscard]] bool is_wanted(series_figure const& entry) const {
        return entry.measure == wanted_.measure && entry.variant == wanted_.variant &&
               entry.period == wanted_.period && fits_exactly(where_.services, entry.service) &&
               fits_exactly(where_.stages, entry.stage) &&
               fits(where_.remedy_stages, entry.remedy_stage) &&
               fits(where_.remedy_kinds, entry.remedy_kind);
    }

    bool add_entries(sum_of_figures& sum, unit_code unit) const {
        bool found = false;
        for (series_figure const& entry : series_) {
            if (entry.unit != unit || !is_wanted(entry)) continue;
            sum.add(entry);
            found = true;
        }
        return found;
    }

    void add_unit(sum_of_figures& sum, unit_code unit) const {
        if (add_entries(sum, unit)) return;
        for (unit_code const below : words_.units.codes()) {
            if (words_.units[below].within == unit) add_unit(sum, below);
        }
    }

    std::span<series_figure const> series_;
    taxonomy const& words_;
    series_key const& wanted_;
    filter const& where_;
};

} // namespace

std::optional<figure> find_series_figure(std::span<series_figure const> series,
                                         taxonomy const& words, series_key const& wanted,
                                         filter const& where) {
    auto const found = search(series, words, wanted, where).find();
    if (found || wanted.variant.empty()) return found;
    series_key const plain{wanted.measure, {}, wanted.period};
    return search(series, words, plain, where).find();
}

} // namespace upheld
