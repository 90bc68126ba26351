// SPDX-License-Identifier: BSL-1.0

/// Claim: with fifty figures subscribed to, changing the outcome of one aspect and being told of
/// the figures that moved takes at most 1 us whatever the number of rows. Without a subscription a
/// change is followed by counting the figures again and comparing them with those before.
///
/// Each contender changes one aspect after another to its next outcome and keeps a board of the
/// fifty figures, their parts and wholes. After the comparison everybody starts from the same rows.

#include "statistics_changes.hpp"
#include "upheld/rollup/subscription.hpp"

using namespace statistics_bench;

namespace {

period const year = period_from_text("2019-20").value();

/// A cube by unit and outcome, each with an entry for none at the end where there may be none; one
/// of shares by unit; a count and a share of all.
constexpr std::size_t by_outcome = units * (outcomes + 1);
constexpr std::size_t figures = by_outcome + units + 2;
static_assert(figures == 50);

/// The fifty figures: parts, then wholes.
class board {
  public:
    void set(std::size_t number, figure const& to) {
        numbers_[number] = to.form == figure_form::share ? to.share.part : to.number;
        numbers_[figures + number] = to.share.whole;
    }

    void add(aspect_row const& row, std::uint8_t outcome) {
        if (row.year != changed_year) return;
        std::size_t const of_unit = by_outcome + row.unit;
        std::size_t const of_all = by_outcome + units;
        bool const is_upheld = outcome == 1 || outcome == 2;
        ++numbers_[row.unit * (outcomes + 1) + outcome];
        for (std::size_t const share : {of_unit, of_all + 1}) {
            numbers_[share] += is_upheld;
            ++numbers_[figures + share];
        }
        numbers_[of_all] += is_upheld;
    }

    [[nodiscard]] answer const& numbers() const { return numbers_; }

  private:
    answer numbers_ = answer(2 * figures, 0);
};

struct shown_cube {
    by groups;
    measures what;
    std::size_t first_figure;
};

std::array<shown_cube, 3> const shown = {{{by{dimension::unit, dimension::outcome}, {"aspects"}, 0},
                                          {by{dimension::unit}, {"upheld_share"}, by_outcome},
                                          {by{}, {"upheld", "upheld_share"}, by_outcome + units}}};

std::size_t figure_number(std::size_t cube, std::size_t group, std::size_t measure) {
    return shown[cube].first_figure + group + measure;
}

void set_all(board& to, std::size_t which, result<cube> const& from) {
    if (!from) give_up(to_string(from.error()));
    for (std::size_t g = 0; g != from->size(); ++g) {
        for (std::size_t m = 0; m != from->measures().size(); ++m) {
            std::size_t const number = figure_number(which, g, m);
            if (number >= figures) give_up("an unexpected cube");
            to.set(number, from->at(g, m));
        }
    }
}

board board_of(std::span<aspect_row const> rows) {
    board all;
    for (aspect_row const& row : rows) all.add(row, row.outcome);
    return all;
}

} // namespace

int main(int argc, char** argv) {
    session bench(argc, argv);
    taxonomy const words = made_up_words();
    std::vector<aspect_row> rows = made_rows(bench.rows());
    changes of_subscription(rows);
    changes of_rollup = of_subscription;
    changes of_loop = of_subscription;
    columns ours = made_columns(words, bench.rows(), [&](made_complaint const& one, row_place at) {
        of_subscription.note(one.of, at);
    });
    columns counted =
        made_columns(words, bench.rows(),
                     [&](made_complaint const& one, row_place at) { of_rollup.note(one.of, at); });

    live_cubes screen(ours);
    board told;
    subscription mine(screen, {[](void* to, std::span<changed_figure const> which) {
                                   auto& own = *static_cast<board*>(to);
                                   for (changed_figure const& one : which) {
                                       own.set(figure_number(one.cube, one.group, one.measure),
                                               one.after);
                                   }
                               },
                               &told});
    for (shown_cube const& one : shown) {
        auto const number = screen.watch(one.groups, one.what, {}, year);
        if (!number) give_up(to_string(number.error()));
        set_all(told, *number, screen.at(*number));
        mine.follow(*number);
    }

    bench.ask("change one outcome and learn which of fifty figures moved", 1);
    bench.enter("plain_structs_and_loop", [&] {
        change const& one = of_loop.next();
        rows[one.row].outcome = one.outcome;
        return board_of(rows).numbers();
    });
    bench.enter(
        "upheld_subscription",
        [&] {
            apply(ours, of_subscription.next());
            return told.numbers()[0];
        },
        [&](std::int64_t) { return told.numbers(); });
    bench.enter("upheld_change_and_rollup", [&] {
        apply(counted, of_rollup.next());
        board counted_again;
        for (std::size_t which = 0; which != shown.size(); ++which) {
            set_all(counted_again, which,
                    rollup(counted, shown[which].groups, shown[which].what, {}, year));
        }
        return counted_again.numbers();
    });
    bench.expect_microseconds("upheld_subscription", 1);
    bench.run();

    // After all the changes of the timing, what was told is still what the rows are.
    for (change const& one : of_subscription.all()) rows[one.row].outcome = one.outcome;
    if (told.numbers() != board_of(rows).numbers()) give_up("the figures differ at the end");
    std::puts("figures compared again after the changes: equal");
}
