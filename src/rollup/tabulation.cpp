// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/tabulation.hpp"

#include "rollup/coverage.hpp"
#include "rollup/measure_counting.hpp"
#include "upheld/basis/expects.hpp"

#include <algorithm>
#include <array>
#include <mutex>
#include <optional>
#include <utility>

namespace upheld {
namespace {

using detail::counted_rows;
using detail::counting;

/// The kinds of rows, one a table of `columns`.
constexpr std::array kinds = {grain::aspect,    grain::stage,          grain::referral,
                              grain::deadline,  grain::recommendation, grain::remedy,
                              grain::compliment};

std::size_t kind_of(grain of) {
    auto const found = std::find(kinds.begin(), kinds.end(), of);
    return found == kinds.end() ? 0 : static_cast<std::size_t>(found - kinds.begin());
}

/// True if every dimension that the filter names is one that rows of this grain have: a complaint
/// as a whole has no service and no subject.
bool has_dimensions(grain of, where const& rows) {
    auto const named = detail::dimensions_of(rows);
    return std::all_of(named.begin(), named.end(), [&](dimension d) {
        bool const is_of_parts = d == dimension::service || d == dimension::subject ||
                                 d == dimension::outcome || d == dimension::contractor;
        return detail::has_dimension(of, d) && !(of == grain::complaint && is_of_parts);
    });
}

columns columns_for(taxonomy const& words, facts const& rows) {
    auto made = columns_of(words, rows);
    UPHELD_EXPECTS(made.has_value());
    return std::move(*made);
}

/// Counts of rows by the values of some fields: whoever asks for some of these values next finds
/// the answer there.
struct table_of_fields {
    grain of{};
    counted_rows which{};
    detail::field_set fields = 0;
    std::vector<std::int64_t> counts; ///< the last field runs fastest
};

/// More cells than this are not kept: counting once is then as quick.
constexpr std::uint64_t most_cells = 65'536;

std::uint64_t cells_by(counting const& what) {
    std::uint64_t cells = 1;
    for (auto const& moves : what.moves) {
        if (!moves.empty() && cells <= most_cells) cells *= moves.size();
    }
    return cells;
}

/// The same fields with every value in a cell of its own.
counting every_value_of(counting const& what) {
    counting all;
    all.cells = cells_by(what);
    std::uint64_t stride = all.cells;
    for (std::size_t f = 0; f != what.moves.size(); ++f) {
        std::size_t const values = what.moves[f].size();
        if (values == 0) continue;
        stride /= values;
        for (std::uint64_t v = 0; v != values; ++v) all.moves[f].push_back(v * stride);
    }
    return all;
}

/// The sum of the cells whose values `what` lets in.
std::int64_t sum_of(table_of_fields const& table, counting const& what) {
    // Cells of the fields so far, as if the table had no others.
    std::vector<std::size_t> cells{0};
    for (auto const& moves : what.moves) {
        if (moves.empty()) continue;
        std::vector<std::size_t> wider;
        for (std::size_t const cell : cells) {
            for (std::size_t v = 0; v != moves.size(); ++v) {
                if (moves[v] < detail::left_out) wider.push_back(cell * moves.size() + v);
            }
        }
        cells = std::move(wider);
    }
    std::int64_t sum = 0;
    for (std::size_t const cell : cells) sum += table.counts[cell];
    return sum;
}

} // namespace

struct tabulation::counted {
    std::optional<columns> own;
    columns const* data;
    columns::tables const* in;
    period of;
    std::vector<unit_code> leaves;
    std::vector<detail::kept_counts> kept; ///< in order of `kinds`

    counted(std::optional<columns> made, columns const* given, period when)
        : own(std::move(made)), data(given == nullptr ? &*own : given), in(&data->inside()),
          of(std::move(when)), leaves(detail::leaf_units(*in->words)) {
        for (grain const kind : kinds) kept.emplace_back(in->rows_of(kind), of.days);
    }

    [[nodiscard]] coverage coverage_of(measure const& what, filter const& where) const {
        coverage all = coverage::nobody_asked;
        for (unit_code const unit : leaves) {
            if (!detail::addresses(*in->words, where, unit)) continue;
            all = all | detail::coverage_at(*in->words, unit, what, where, where.subjects);
        }
        return all == coverage::nobody_asked ? coverage::not_applicable : all;
    }

    [[nodiscard]] std::int64_t count(grain what, counted_rows which, counting const& rows) {
        if (auto const found = kept[kind_of(what)].count(which, rows)) return *found;
        // A complaint that is in several cells is to be counted once in all of them.
        bool const adds_up = which != counted_rows::complaints_in_cells;
        if (!adds_up || cells_by(rows) > most_cells) return count_anew(what, which, rows).front();
        detail::field_set const fields = rows.fields();
        std::lock_guard const only_one(mutex);
        auto found = std::find_if(tables.begin(), tables.end(), [&](table_of_fields const& t) {
            return t.of == what && t.which == which && t.fields == fields;
        });
        if (found == tables.end()) {
            tables.push_back({.of = what,
                              .which = which,
                              .fields = fields,
                              .counts = count_anew(what, which, every_value_of(rows))});
            found = std::prev(tables.end());
        }
        return sum_of(*found, rows);
    }

    [[nodiscard]] std::vector<std::int64_t> count_anew(grain what, counted_rows which,
                                                       counting const& rows) const {
        std::array const spans{detail::counted_span{.days = of.days}};
        return detail::count_rows(in->rows_of(what), which, std::span(&rows, 1), spans, {}).front();
    }

    std::mutex mutex; ///< of what follows
    std::vector<table_of_fields> tables;
};

tabulation::tabulation(columns const& rows, period of)
    : counted_(new counted(std::nullopt, &rows, std::move(of))) {}

tabulation::tabulation(taxonomy const& words, facts const& rows, period of)
    : counted_(new counted(columns_for(words, rows), nullptr, std::move(of))) {}

tabulation::tabulation(tabulation&& other) noexcept
    : counted_(std::exchange(other.counted_, nullptr)) {}

tabulation& tabulation::operator=(tabulation&& other) noexcept {
    std::swap(counted_, other.counted_);
    return *this;
}

tabulation::~tabulation() { delete counted_; }

period const& tabulation::of() const noexcept { return counted_->of; }

figure tabulation::evaluate(measure const& what, filter const& where) const {
    upheld::where const rows{.rows = where, .places = {}, .answers = {}};
    if (!has_dimensions(what.of, rows)) {
        return figure::absent(figure_state::not_applicable, what.form);
    }
    if (what.form == figure_form::days) {
        auto const made = rollup(*counted_->data, by{}, measures{what}, rows, counted_->of);
        UPHELD_EXPECTS(made.has_value());
        return made->at(0, 0);
    }
    auto const [state, is_partial] = detail::state_of(counted_->coverage_of(what, where));
    if (state != figure_state::value) return figure::absent(state, what.form);

    columns::tables const& in = *counted_->in;
    detail::packing const& how = in.rows_of(what.of).how();
    counted_rows const which = detail::rows_to_count(what.of, {}, rows);
    counting part;
    detail::only_where(part, in, how, what.of, which, rows);
    figure made;
    if (what.form == figure_form::pence) {
        std::array const spans{detail::counted_span{.days = counted_->of.days}};
        made = figure::of(what.form, detail::sum_rows(in.rows_of(what.of), part, spans).front());
    } else if (what.form == figure_form::share) {
        detail::only_if(part, in, how, which, what.whole);
        std::int64_t const whole = counted_->count(what.of, which, part);
        detail::only_if(part, in, how, which, what.part);
        made = figure::of(ratio{counted_->count(what.of, which, part), whole});
    } else {
        detail::only_if(part, in, how, which, what.part);
        made = figure::of(what.form, counted_->count(what.of, which, part));
    }
    made.is_partial = is_partial;
    return made;
}

figure tabulation::evaluate_share(measure const& what, filter const& part,
                                  filter const& whole) const {
    figure const of_whole = evaluate(what, whole);
    figure const of_part = evaluate(what, narrowed(whole, part));
    if (!of_part.has_value()) return figure::absent(of_part.state, figure_form::share);
    if (!of_whole.has_value()) return figure::absent(of_whole.state, figure_form::share);
    figure share = figure::of(ratio{of_part.number, of_whole.number});
    share.is_partial = of_part.is_partial || of_whole.is_partial;
    return share;
}

} // namespace upheld
