// SPDX-License-Identifier: BSL-1.0
#include "rollup/count_rows.hpp"

#include "rollup/count_kernels.hpp"
#include "upheld/basis/expects.hpp"

#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>

namespace upheld::detail {
namespace {

/// Fields that every row of the wanted kind must be looked at for.
counting with_condition(counting what, packing const& how, counted_rows which) {
    switch (which) {
    case counted_rows::all: break;
    case counted_rows::aspects:
        what.only(field::subject, how.sizes[at(field::subject)],
                  [&](std::uint32_t v) { return v != how.no_subject; });
        break;
    case counted_rows::mentions:
        what.only(field::start, row_start::values, [](std::uint32_t v) {
            return row_start::begins_mention(static_cast<std::uint16_t>(v));
        });
        break;
    case counted_rows::complaints:
        what.only(field::start, row_start::values, [](std::uint32_t v) {
            return row_start::begins_complaint(static_cast<std::uint16_t>(v));
        });
        break;
    case counted_rows::complaints_by_service:
        what.only(field::start, row_start::values,
                  [](std::uint32_t v) { return v != row_start::continues; });
        break;
    case counted_rows::complaints_in_cells: break;
    }
    return what;
}

/// A service mostly belongs to the unit that is complained of, and then rows that have a service
/// are counted by unit without looking at another column.
bool tells_unit(packing const& how, counted_rows which) {
    return !how.unit_of_service.empty() &&
           (which == counted_rows::aspects || which == counted_rows::mentions);
}

counting unit_by_service(counting what, packing const& how) {
    auto const units = std::move(what.moves[at(field::unit)]);
    what.moves[at(field::unit)].clear();
    auto& own = what.moves[at(field::service)];
    if (own.empty()) own.assign(how.unit_of_service.size(), 0);
    for (std::size_t s = 0; s != own.size(); ++s) {
        std::uint64_t const more = units[how.unit_of_service[s]];
        own[s] = own[s] >= left_out || more >= left_out ? left_out : own[s] + more;
    }
    return what;
}

// ------------------------------------------------------------------------------ dense tables

/// Adds a table's counts to the cells of a counting. Runs over the table's fields from the slowest
/// to the fastest and passes over whatever is left out. Fields at the end that lie in the cells as
/// they do in the table are one run of additions.
template <class Count> class folding {
  public:
    folding(std::span<field const> fields, std::span<std::uint32_t const> sizes,
            counting const& what, std::int64_t* to)
        : to_(to) {
        for (std::size_t i = 0; i != fields.size(); ++i) {
            auto const& moves = what.moves[at(fields[i])];
            levels_[i] = {moves.empty() ? nullptr : moves.data(), sizes[i], 1};
        }
        count_ = fields.size();
        // Fields at the end that do not matter are one run of counts to add up.
        while (count_ != 0 && levels_[count_ - 1].moves == nullptr) {
            tail_ *= levels_[count_ - 1].size;
            --count_;
        }
        std::size_t stride = tail_;
        for (std::size_t i = count_; i-- != 0;) {
            levels_[i].stride = stride;
            stride *= levels_[i].size;
        }
        while (tail_ == 1 && count_ != 0 && levels_[count_ - 1].stride == run_) {
            std::size_t const values = values_in_a_row(levels_[count_ - 1]);
            if (values == 0) break;
            run_ *= values;
            --count_;
        }
    }

    void run(Count const* counts, std::uint64_t move) {
        if (count_ == 0) {
            add(counts, move);
        } else {
            level(0, counts, move);
        }
    }

  private:
    struct one_level {
        std::uint64_t const* moves = nullptr;
        std::size_t size = 0;
        std::size_t stride = 1;
    };

    /// How many values from the first on follow each other in the cells too, if all others are left
    /// out; else 0.
    [[nodiscard]] std::size_t values_in_a_row(one_level const& of) const {
        if (of.moves == nullptr) return 0;
        std::size_t values = 0;
        while (values != of.size && of.moves[values] == values * run_) ++values;
        for (std::size_t v = values; v != of.size; ++v) {
            if (of.moves[v] < left_out) return 0;
        }
        return values;
    }

    void add(Count const* counts, std::uint64_t move) {
        if (tail_ == 1) {
            std::int64_t* const to = to_ + move;
            for (std::size_t i = 0; i != run_; ++i) to[i] += counts[i];
            return;
        }
        std::int64_t all = 0;
        for (std::size_t i = 0; i != tail_; ++i) all += counts[i];
        to_[move] += all;
    }

    void level(std::size_t which, Count const* counts, std::uint64_t move) {
        one_level const& here = levels_[which];
        bool const is_last = which + 1 == count_;
        for (std::size_t v = 0; v != here.size; ++v, counts += here.stride) {
            std::uint64_t const more = here.moves == nullptr ? 0 : here.moves[v];
            if (more >= left_out) continue;
            if (is_last) {
                add(counts, move + more);
            } else {
                level(which + 1, counts, move + more);
            }
        }
    }

    std::array<one_level, field_count> levels_{};
    std::size_t count_ = 0;
    std::size_t tail_ = 1; ///< counts that go into one cell
    std::size_t run_ = 1;  ///< counts that go into cells one after the other
    std::int64_t* to_;
};

std::vector<std::uint32_t> sizes_of(packing const& how, std::span<field const> fields,
                                    bool is_summary) {
    std::vector<std::uint32_t> sizes;
    for (field const f : fields) {
        sizes.push_back(is_summary && f == field::days ? summary_days_size : how.sizes[at(f)]);
    }
    return sizes;
}

// ------------------------------------------------------------------------------ what to read

struct zone_piece {
    zone const* of;
    std::uint8_t first_day = 1;
    std::uint8_t last_day = 31;
    std::uint64_t moves = 0;

    [[nodiscard]] bool is_whole() const { return first_day <= 1 && last_day >= 31; }

    friend bool operator==(zone_piece const&, zone_piece const&) = default;
};

/// The zones of the months that a span touches, with the days of the month that are in it.
template <class Each>
void for_each_month(packed_rows const& rows, counted_span const& span, Each each) {
    auto const months = rows.months();
    if (span.days.last < span.days.first) return;
    std::int32_t const first = month_of(span.days.first);
    std::int32_t const last = month_of(span.days.last);
    auto run = std::lower_bound(
        months.begin(), months.end(), first,
        [](packed_rows::month_run const& a, std::int32_t b) { return a.month < b; });
    for (; run != months.end() && run->month <= last; ++run) {
        zone_piece piece{.of = nullptr, .moves = span.moves};
        day const begin = first_of_month(run->month);
        if (run->month == first) {
            piece.first_day = static_cast<std::uint8_t>((span.days.first - begin).value + 1);
        }
        if (run->month == last && span.days.last < last_of_month(last)) {
            piece.last_day = static_cast<std::uint8_t>((span.days.last - begin).value + 1);
        }
        std::size_t const more = each(*run, piece);
        run += static_cast<std::ptrdiff_t>(more);
    }
}

/// What answers a counting without its rows: a plan, and the counting in the plan's fields.
struct from_summary {
    std::size_t plan = 0;
    counting what;
};

std::optional<from_summary> summary_for(packed_rows const& rows, counted_rows which,
                                        counting const& plain) {
    packing const& how = rows.how();
    if (which == counted_rows::complaints_in_cells) return std::nullopt;
    counting const conditioned = with_condition(plain, how, which);
    field_set const fields_of_plain = plain.fields();
    field_set const fields_of_conditioned = conditioned.fields();

    struct candidate {
        std::size_t plan = 0;
        counting const* what = nullptr;
        bool derives_unit = false;
    };

    // The smallest that will do is found before anything is copied: reports ask by the thousand.
    std::optional<candidate> best;
    for (std::size_t p = 0; p != how.summaries.size(); ++p) {
        summary_plan const& plan = how.summaries[p];
        if (best && how.summaries[best->plan].cells <= plan.cells) continue;
        counting const* what = nullptr;
        if (plan.of == summary_plan::rows::all) what = &conditioned;
        if (plan.of == summary_plan::rows::aspects && which == counted_rows::aspects) what = &plain;
        if (plan.of == summary_plan::rows::complaints && which == counted_rows::complaints) {
            what = &plain;
        }
        if (what == nullptr) continue;
        field_set const needed = what == &plain ? fields_of_plain : fields_of_conditioned;
        if ((needed & bit(field::days)) != 0 && rows.most_days() >= most_summary_days) continue;
        bool const has_all = (needed & ~plan.holds) == 0;
        bool const may_derive = tells_unit(how, which) && (needed & bit(field::unit)) != 0 &&
                                (plan.holds & bit(field::service)) != 0 &&
                                (needed & ~bit(field::unit) & ~plan.holds) == 0;
        if (has_all || may_derive) best = candidate{p, what, !has_all};
    }
    if (!best) return std::nullopt;
    from_summary made{best->plan, *best->what};
    if (best->derives_unit) made.what = unit_by_service(std::move(made.what), how);
    auto& days = made.what.moves[at(field::days)];
    if (!days.empty()) {
        // The summary has fewer values of days: 0 to the longest there is, and none.
        std::uint64_t const none = days.back();
        days.resize(rows.most_days() + std::size_t{1});
        days.resize(summary_days_size, left_out);
        days.back() = none;
    }
    return made;
}

constexpr std::int32_t months_a_year = 12;

/// Answers from summaries what they can; gives back the pieces that rows must be counted for.
std::vector<zone_piece> count_summaries(packed_rows const& rows, from_summary const& by,
                                        std::span<counted_span const> spans,
                                        std::vector<std::int64_t>& counts) {
    packing const& how = rows.how();
    summary_plan const& plan = how.summaries[by.plan];
    auto const sizes = sizes_of(how, plan.fields, true);
    folding<std::uint32_t> fold(plan.fields, sizes, by.what, counts.data());
    std::vector<zone_piece> left;
    std::vector<std::uint32_t> sums;
    for (counted_span const& span : spans) {
        bool has_sums = false;
        auto const add_up = [&](auto const& table) {
            if (!has_sums) sums.assign(plan.cells, 0);
            has_sums = true;
            for (std::size_t i = 0; i != sums.size(); ++i) sums[i] += table[i];
        };
        for_each_month(rows, span, [&](packed_rows::month_run const& run, zone_piece piece) {
            // There is no day after the year 2199, nor a financial year that ends there.
            bool const may_begin_a_year =
                (run.month % months_a_year == 0 || run.month % months_a_year == 3) &&
                run.month + months_a_year - 1 <= last_month;
            if (may_begin_a_year && piece.first_day == 1 &&
                last_of_month(run.month + months_a_year - 1) <= span.days.last) {
                if (year_cubes const* const year = rows.year_from(run.month)) {
                    fold.run(year->tables[by.plan].data(), span.moves);
                    // The other months of the year that have rows are done too.
                    auto const months = rows.months();
                    std::size_t more = 0;
                    auto const* const end = months.data() + months.size();
                    for (auto const* r = &run + 1; r != end && r->month < run.month + months_a_year;
                         ++r) {
                        ++more;
                    }
                    return more;
                }
            }
            for (std::uint32_t const number : run.zones) {
                zone const& z = rows.zones()[number];
                if (plan.of_zones && !z.summaries.empty() && piece.is_whole()) {
                    add_up(z.summaries[by.plan]);
                } else {
                    piece.of = &z;
                    left.push_back(piece);
                }
            }
            return std::size_t{0};
        });
        if (has_sums) fold.run(sums.data(), span.moves);
    }
    return left;
}

std::vector<zone_piece> all_pieces(packed_rows const& rows, std::span<counted_span const> spans) {
    std::vector<zone_piece> pieces;
    for (counted_span const& span : spans) {
        for_each_month(rows, span, [&](packed_rows::month_run const& run, zone_piece piece) {
            for (std::uint32_t const number : run.zones) {
                piece.of = &rows.zones()[number];
                pieces.push_back(piece);
            }
            return std::size_t{0};
        });
    }
    return pieces;
}

// ------------------------------------------------------------------------------ scans

/// The columns that hold the fields of a counting, one of them at least marking voids.
std::vector<std::size_t> columns_for(packing const& how, field_set needed) {
    std::vector<std::size_t> columns;
    bool marks_void = false;
    for (std::size_t c = 0; c != how.columns.size(); ++c) {
        if ((how.columns[c].holds & needed) == 0) continue;
        columns.push_back(c);
        marks_void = marks_void || how.columns[c].marks_void;
    }
    if (!marks_void) columns.insert(columns.begin(), 0);
    return columns;
}

/// What each code of a column adds to a row's cell.
template <class Move>
std::vector<Move> moves_of(packing const& how, packed_column const& column, counting const& what,
                           Move out) {
    std::vector<Move> moves(column.codes + std::size_t{1}, 0);
    std::size_t run = 1; // how many codes have been made, from the fastest field on
    for (std::size_t i = column.fields.size(); i-- != 0;) {
        auto const& of_field = what.moves[at(column.fields[i])];
        std::size_t const size = column.marks_void ? how.sizes[at(column.fields[i])] : column.codes;
        for (std::size_t v = size; v-- != 0;) {
            std::uint64_t const move = of_field.empty()       ? 0
                                       : v >= of_field.size() ? left_out
                                                              : of_field[v];
            for (std::size_t r = 0; r != run; ++r) {
                Move const inner = moves[r];
                moves[v * run + r] = inner >= out || move >= left_out
                                         ? out
                                         : static_cast<Move>(inner + static_cast<Move>(move));
            }
        }
        run *= size;
    }
    moves[column.codes] = out;
    return moves;
}

/// A counting made ready to run over rows.
template <class Move> struct prepared {
    struct source {
        std::size_t column;
        std::vector<Move> moves;
    };

    std::vector<source> columns;
    std::vector<Move> days; ///< by working days, the last for all that are more; empty if not used

    prepared(packed_rows const& rows, counting const& what, Move out) {
        packing const& how = rows.how();
        for (std::size_t const c : columns_for(how, what.fields())) {
            columns.push_back({c, moves_of<Move>(how, how.columns[c], what, out)});
        }
        auto const& by_days = what.moves[at(field::days)];
        for (std::uint64_t const move : by_days) {
            days.push_back(move >= left_out ? out : static_cast<Move>(move));
        }
    }
};

template <class Move>
void cells_of_block(packed_rows const& rows, zone_piece const& piece, prepared<Move> const& how,
                    std::uint32_t first, std::size_t n, Move out, Move* cells) {
    zone const& z = *piece.of;
    bool is_first = true;
    for (auto const& source : how.columns) {
        std::byte const* const data = z.columns[source.column].data();
        Move const* const moves = source.moves.data();
        switch (rows.how().columns[source.column].width) {
        case 1:
            look_up(reinterpret_cast<std::uint8_t const*>(data) + first, n, moves, cells, is_first);
            break;
        case 2:
            look_up(reinterpret_cast<std::uint16_t const*>(data) + first, n, moves, cells,
                    is_first);
            break;
        default:
            look_up(reinterpret_cast<std::uint32_t const*>(data) + first, n, moves, cells,
                    is_first);
        }
        is_first = false;
    }
    if (!how.days.empty()) {
        look_up_days(z.days.data() + first, n, how.days.data(),
                     static_cast<std::uint16_t>(how.days.size() - 1), cells);
    }
    if (!piece.is_whole()) {
        leave_out_days(z.day.data() + first, n, piece.first_day, piece.last_day, out, cells);
    }
}

constexpr std::size_t block_rows = 1024;
constexpr std::uint32_t narrow_out = 1u << 28; // eight add up without overflow

template <class Each> void for_each_block(zone_piece const& piece, Each each) {
    for (std::uint32_t first = 0; first < piece.of->rows; first += block_rows) {
        each(first, std::min<std::size_t>(block_rows, piece.of->rows - first));
    }
}

/// Tells the first row of each complaint by its code. The code of a void counts as one: what
/// follows it is another complaint's.
struct complaint_begins {
    std::size_t column = 0;
    std::vector<bool> by_code;

    explicit complaint_begins(packing const& how) {
        while ((how.columns[column].holds & bit(field::start)) == 0) ++column;
        packed_column const& of = how.columns[column];
        auto const place = static_cast<std::size_t>(
            std::find(of.fields.begin(), of.fields.end(), field::start) - of.fields.begin());
        by_code.assign(of.codes + std::size_t{1}, true);
        for (std::uint32_t code = 0; code != of.codes; ++code) {
            std::uint32_t const value = code / of.strides[place] % row_start::values;
            by_code[code] = row_start::begins_complaint(static_cast<std::uint16_t>(value));
        }
    }
};

/// Calls `each(row, cell)` for every row in a cell that no row of the same complaint before it was
/// in. The rows of a complaint lie together.
template <class Move, class Each>
void for_each_new_cell(packed_rows const& rows, zone const& z, complaint_begins const& begins,
                       std::vector<Move> const& cells, Move out, Each each) {
    std::uint32_t first = 0;
    for (std::uint32_t row = 0; row != z.rows; ++row) {
        if (begins.by_code[rows.code_at(z, begins.column, row)]) first = row;
        if (cells[row] >= out) continue;
        bool is_new = true;
        for (std::uint32_t before = first; before != row && is_new; ++before) {
            is_new = cells[before] != cells[row];
        }
        if (is_new) each(cells[row]);
    }
}

/// Counts rows in the order they lie in, each worker for itself.
class scan {
  public:
    scan(packed_rows const& rows, counted_rows which, std::span<counting const> what,
         std::span<std::size_t const> chosen, std::span<zone_piece const> pieces)
        : rows_(rows), pieces_(pieces) {
        packing const& how = rows.how();
        field_set needed = 0;
        for (std::size_t const i : chosen) {
            counting one = with_condition(what[i], how, which);
            if (tells_unit(how, which) && !one.moves[at(field::unit)].empty()) {
                // Aspects are told by the column that has the service, so this saves a column.
                bool const other_column_anyway =
                    (one.fields() & ~bit(field::unit) & column_of(field::unit).holds) != 0;
                if (!other_column_anyway) one = unit_by_service(std::move(one), how);
            }
            needed |= one.fields();
            counts_.push_back(std::move(one));
        }
        std::uint64_t rows_here = 0;
        for (zone_piece const& piece : pieces) rows_here += piece.of->rows;
        std::uint64_t spans = 1;
        for (std::size_t i = 1; i < pieces.size(); ++i) {
            spans += pieces[i].moves != pieces[i - 1].moves ? 1u : 0u;
        }
        auto const columns = columns_for(how, needed);
        bool const has_days = (needed & bit(field::days)) != 0;
        if (which == counted_rows::complaints_in_cells) {
            begins_.emplace(how);
        } else if (columns.size() == 1 && !has_days) {
            // The column itself is the cell: one addition a row, and the countings afterwards.
            std::uint64_t const codes = how.columns[columns.front()].codes;
            if (codes * spans <= rows_here || counts_.size() > 3) joint_column_ = columns.front();
        } else {
            make_joint(needed, counts_.size() > 1 ? most_joint_cells : rows_here / (4 * spans));
        }
        if (joint_column_ || !joint_fields_.empty()) return;
        for (counting const& one : counts_) ready_.emplace_back(rows, one, narrow_out);
    }

    /// One worker's share of the pieces. @param counts  a vector a counting, to be added to
    void run(std::size_t first, std::size_t last,
             std::vector<std::vector<std::int64_t>>& counts) const {
        if (joint_column_) {
            run_column(first, last, counts);
        } else if (!joint_fields_.empty()) {
            run_joint(first, last, counts);
        } else {
            for (std::size_t i = 0; i != ready_.size(); ++i) {
                for (std::size_t p = first; p != last; ++p) run_alone(i, pieces_[p], counts[i]);
            }
        }
    }

  private:
    [[nodiscard]] packed_column const& column_of(field f) const {
        auto const& columns = rows_.how().columns;
        return *std::find_if(columns.begin(), columns.end(),
                             [&](packed_column const& c) { return (c.holds & bit(f)) != 0; });
    }

    static constexpr std::uint64_t most_joint_cells = 1 << 18;

    /// A table of all fields that any of the countings needs, if it is small.
    void make_joint(field_set needed, std::uint64_t most_cells) {
        most_cells = std::min(most_cells, most_joint_cells);
        std::vector<field> fields;
        std::vector<std::uint32_t> sizes;
        std::uint64_t cells = 1;
        for (std::size_t f = 0; f != field_count; ++f) {
            if ((needed & (1u << f)) == 0) continue;
            std::uint32_t const size = field(f) == field::days ? rows_.most_days() + 2u
                                       : field(f) == field::place
                                           ? static_cast<std::uint32_t>(place_values())
                                           : rows_.how().sizes[f];
            fields.push_back(field(f));
            sizes.push_back(size);
            cells *= size;
            if (cells > most_cells) return;
        }
        counting joint;
        joint.cells = cells;
        std::uint64_t stride = cells;
        for (std::size_t i = 0; i != fields.size(); ++i) {
            stride /= sizes[i];
            std::vector<std::uint64_t> moves(sizes[i]);
            for (std::size_t v = 0; v != moves.size(); ++v) moves[v] = v * stride;
            joint.moves[at(fields[i])] = std::move(moves);
        }
        joint_fields_ = std::move(fields);
        joint_sizes_ = std::move(sizes);
        joint_cells_ = cells;
        ready_.emplace_back(rows_, joint, narrow_out);
    }

    [[nodiscard]] std::size_t place_values() const {
        std::size_t most = 1;
        for (counting const& one : counts_) {
            most = std::max(most, one.moves[at(field::place)].size());
        }
        return most;
    }

    void run_column(std::size_t first, std::size_t last,
                    std::vector<std::vector<std::int64_t>>& counts) const {
        packed_column const& column = rows_.how().columns[*joint_column_];
        auto const sizes = sizes_of(rows_.how(), column.fields, false);
        std::size_t const size = column.codes + std::size_t{1};
        std::vector<std::uint32_t> table(size * tables_in_turn(size), 0);
        for (std::size_t p = first; p != last; ++p) {
            zone_piece const& piece = pieces_[p];
            zone const& z = *piece.of;
            with_codes(z, *joint_column_, [&](auto const* codes) {
                if (piece.is_whole()) {
                    count_codes(codes, z.rows, size, table.data());
                } else {
                    count_codes_of_days(codes, z.day.data(), z.rows, piece.first_day,
                                        piece.last_day, size, table.data());
                }
            });
            if (p + 1 == last || pieces_[p + 1].moves != piece.moves) {
                add_to_first(table, size);
                for (std::size_t i = 0; i != counts_.size(); ++i) {
                    folding<std::uint32_t>(column.fields, sizes, counts_[i], counts[i].data())
                        .run(table.data(), piece.moves);
                }
                std::fill(table.begin(), table.end(), 0);
            }
        }
    }

    void run_joint(std::size_t first, std::size_t last,
                   std::vector<std::vector<std::int64_t>>& counts) const {
        constexpr std::size_t most_in_turn =
            8192; // larger tables do not fit into the cache in fours
        std::size_t const size = joint_cells_ + 1;
        bool const in_turn = !ready_.front().days.empty() && size <= most_in_turn;
        std::vector<std::uint32_t> table(in_turn ? 4 * size : size, 0);
        std::array<std::uint32_t, block_rows> cells{};
        for (std::size_t p = first; p != last; ++p) {
            if (!count_at_once(pieces_[p], table)) {
                for_each_block(pieces_[p], [&](std::uint32_t from, std::size_t n) {
                    cells_of_block(rows_, pieces_[p], ready_.front(), from, n, narrow_out,
                                   cells.data());
                    count_cells(cells.data(), n, static_cast<std::uint32_t>(joint_cells_),
                                table.data());
                });
            }
            if (p + 1 == last || pieces_[p + 1].moves != pieces_[p].moves) {
                add_to_first(table, size);
                for (std::size_t i = 0; i != counts_.size(); ++i) {
                    folding<std::uint32_t>(joint_fields_, joint_sizes_, counts_[i],
                                           counts[i].data())
                        .run(table.data(), pieces_[p].moves);
                }
                std::fill(table.begin(), table.end(), 0);
            }
        }
    }

    /// Calls `each` with the codes of a column, as wide as they are.
    template <class Each> void with_codes(zone const& z, std::size_t column, Each each) const {
        std::byte const* const data = z.columns[column].data();
        switch (rows_.how().columns[column].width) {
        case 1: each(reinterpret_cast<std::uint8_t const*>(data)); break;
        case 2: each(reinterpret_cast<std::uint16_t const*>(data)); break;
        default: each(reinterpret_cast<std::uint32_t const*>(data));
        }
    }

    /// Two columns, or one and the days, without a list of cells in between. False if it is
    /// neither.
    bool count_at_once(zone_piece const& piece, std::vector<std::uint32_t>& table) const {
        prepared<std::uint32_t> const& how = ready_.front();
        std::size_t const sources = how.columns.size() + (how.days.empty() ? 0 : 1);
        if (!piece.is_whole() || sources != 2) return false;
        zone const& z = *piece.of;
        auto const room = static_cast<std::uint32_t>(joint_cells_);
        with_codes(z, how.columns[0].column, [&](auto const* codes) {
            std::uint32_t const* const moves = how.columns[0].moves.data();
            if (!how.days.empty()) {
                count_with_days(codes, z.days.data(), z.rows, moves, how.days.data(),
                                static_cast<std::uint16_t>(how.days.size() - 1), room,
                                table.size() / (joint_cells_ + 1), table.data());
                return;
            }
            with_codes(z, how.columns[1].column, [&](auto const* others) {
                count_pairs(codes, others, z.rows, moves, how.columns[1].moves.data(), room,
                            table.data());
            });
        });
        return true;
    }

    void run_alone(std::size_t which, zone_piece const& piece,
                   std::vector<std::int64_t>& counts) const {
        std::array<std::uint32_t, block_rows> cells{};
        std::uint64_t const room = counts.size() - piece.moves;
        std::int64_t* const to = counts.data() + piece.moves;
        if (begins_) {
            run_distinct(which, piece, to);
            return;
        }
        for_each_block(piece, [&](std::uint32_t from, std::size_t n) {
            cells_of_block(rows_, piece, ready_[which], from, n, narrow_out, cells.data());
            for (std::size_t i = 0; i != n; ++i) {
                if (cells[i] < room) ++to[cells[i]];
            }
        });
    }

    void run_distinct(std::size_t which, zone_piece const& piece, std::int64_t* to) const {
        std::vector<std::uint32_t> cells(piece.of->rows);
        for_each_block(piece, [&](std::uint32_t from, std::size_t n) {
            cells_of_block(rows_, piece, ready_[which], from, n, narrow_out, cells.data() + from);
        });
        for_each_new_cell(rows_, *piece.of, *begins_, cells, narrow_out,
                          [&](std::uint32_t cell) { ++to[cell]; });
    }

    packed_rows const& rows_;
    std::span<zone_piece const> pieces_;
    std::vector<counting> counts_;
    std::vector<prepared<std::uint32_t>> ready_;
    std::optional<std::size_t> joint_column_;
    std::vector<field> joint_fields_;
    std::vector<std::uint32_t> joint_sizes_;
    std::uint64_t joint_cells_ = 0;
    std::optional<complaint_begins> begins_; ///< for complaints in cells
};

/// Below this many rows a second thread costs more than it brings.
constexpr std::uint64_t fewest_rows_a_thread = 262'144;

void run_scan(packed_rows const& rows, counted_rows which, std::span<counting const> what,
              std::span<std::size_t const> chosen, std::span<zone_piece const> pieces,
              unsigned threads, std::vector<std::vector<std::int64_t>>& all) {
    std::uint64_t total = 0;
    for (zone_piece const& piece : pieces) total += piece.of->rows;
    if (total == 0) return;
    scan const work(rows, which, what, chosen, pieces);
    std::uint64_t const useful = std::max<std::uint64_t>(1, total / fewest_rows_a_thread);
    auto const workers = static_cast<std::size_t>(std::min<std::uint64_t>(threads, useful));

    // Shares of about as many rows, in order, so that each worker reads a run of months.
    std::vector<std::size_t> ends;
    std::uint64_t seen = 0;
    for (std::size_t p = 0; p != pieces.size(); ++p) {
        seen += pieces[p].of->rows;
        if (seen * workers >= total * (ends.size() + 1)) ends.push_back(p + 1);
    }
    // The last share is counted here, straight into the answer: one worker needs no table of its
    // own.
    std::vector<std::vector<std::vector<std::int64_t>>> own(ends.size());
    for (std::size_t const i : chosen) own.back().push_back(std::move(all[i]));
    {
        std::vector<std::jthread> running;
        for (std::size_t w = 0; w + 1 != ends.size(); ++w) {
            running.emplace_back([&, w] {
                for (std::size_t const i : chosen) own[w].emplace_back(what[i].cells, 0);
                work.run(w == 0 ? 0 : ends[w - 1], ends[w], own[w]);
            });
        }
        work.run(ends.size() == 1 ? 0 : ends[ends.size() - 2], ends.back(), own.back());
    }
    for (std::size_t i = 0; i != chosen.size(); ++i) {
        std::vector<std::int64_t>& to = all[chosen[i]];
        to = std::move(own.back()[i]);
        for (std::size_t w = 0; w + 1 != ends.size(); ++w) {
            for (std::size_t cell = 0; cell != to.size(); ++cell) to[cell] += own[w][i][cell];
        }
    }
}

} // namespace

field_set counting::fields() const {
    field_set all = 0;
    for (std::size_t f = 0; f != field_count; ++f) {
        if (!moves[f].empty()) all |= 1u << f;
    }
    return all;
}

void counting::move(field of, std::span<std::uint64_t const> by) {
    auto& own = moves[at(of)];
    if (own.empty()) {
        own.assign(by.begin(), by.end());
        return;
    }
    for (std::size_t v = 0; v != own.size(); ++v) {
        own[v] = own[v] >= left_out || by[v] >= left_out ? left_out : own[v] + by[v];
    }
}

std::vector<std::vector<std::int64_t>> count_rows(packed_rows const& rows, counted_rows which,
                                                  std::span<counting const> what,
                                                  std::span<counted_span const> spans,
                                                  counting_options const& options) {
    std::vector<std::vector<std::int64_t>> counts;
    for (counting const& one : what) {
        UPHELD_EXPECTS(one.cells < narrow_out);
        counts.emplace_back(one.cells, 0);
    }
    std::vector<std::vector<zone_piece>> left(what.size());
    for (std::size_t i = 0; i != what.size(); ++i) {
        auto const by = options.use_summaries ? summary_for(rows, which, what[i]) : std::nullopt;
        left[i] = by ? count_summaries(rows, *by, spans, counts[i]) : all_pieces(rows, spans);
    }
    // Countings that need the same rows are counted together.
    std::vector<bool> is_done(what.size(), false);
    for (std::size_t i = 0; i != what.size(); ++i) {
        if (is_done[i] || left[i].empty()) continue;
        std::vector<std::size_t> chosen;
        for (std::size_t j = i; j != what.size(); ++j) {
            if (is_done[j] || left[j] != left[i]) continue;
            chosen.push_back(j);
            is_done[j] = true;
        }
        run_scan(rows, which, what, chosen, left[i], options.threads, counts);
    }
    return counts;
}

namespace {

/// Every cell of a summary as a cell of its own.
counting cells_of(packed_rows const& rows, summary_plan const& plan) {
    counting what;
    what.cells = plan.cells;
    std::uint64_t stride = plan.cells;
    for (field const f : plan.fields) {
        bool const is_days = f == field::days;
        std::uint32_t const size = is_days ? summary_days_size : rows.how().sizes[at(f)];
        stride /= size;
        std::vector<std::uint64_t> moves;
        for (std::uint32_t v = 0; v != size; ++v) moves.push_back(v * stride);
        if (is_days) {
            // Of the rows' own days: each its cell, then the longer ones, and none at the end.
            std::vector<std::uint64_t> own;
            for (std::uint32_t v = 0; v <= rows.most_days(); ++v) {
                own.push_back(moves[std::min<std::uint32_t>(v, most_summary_days)]);
            }
            own.push_back(moves.back());
            moves = std::move(own);
        }
        what.move(f, moves);
    }
    return what;
}

counted_rows rows_in(summary_plan const& plan) {
    switch (plan.of) {
    case summary_plan::rows::aspects: return counted_rows::aspects;
    case summary_plan::rows::complaints: return counted_rows::complaints;
    case summary_plan::rows::all: break;
    }
    return counted_rows::all;
}

} // namespace

std::vector<std::uint32_t> count_zone(packed_rows const& rows, zone const& of,
                                      summary_plan const& plan) {
    counting const what = cells_of(rows, plan);
    std::array const pieces{zone_piece{.of = &of}};
    std::array const chosen{std::size_t{0}};
    std::vector<std::vector<std::int64_t>> counts{std::vector<std::int64_t>(plan.cells, 0)};
    scan(rows, rows_in(plan), std::span(&what, 1), chosen, pieces).run(0, 1, counts);
    return {counts[0].begin(), counts[0].end()};
}

kept_counts::kept_counts(packed_rows const& rows, day_span days) : rows_(&rows) {
    std::array const spans{counted_span{.days = days}};
    for (summary_plan const& plan : rows.how().summaries) {
        counting const what = cells_of(rows, plan);
        tables_.push_back(
            std::move(count_rows(rows, rows_in(plan), std::span(&what, 1), spans, {}).front()));
    }
}

std::optional<std::int64_t> kept_counts::count(counted_rows which, counting const& what) const {
    auto by = summary_for(*rows_, which, what);
    if (!by) return std::nullopt;
    packing const& how = rows_->how();
    summary_plan const& plan = how.summaries[by->plan];
    counting& total = by->what;
    for (auto& moves : total.moves) {
        for (std::uint64_t& move : moves) move = move >= left_out ? left_out : 0;
    }
    std::int64_t sum = 0;
    folding<std::int64_t>(plan.fields, sizes_of(how, plan.fields, true), total, &sum)
        .run(tables_[by->plan].data(), 0);
    return sum;
}

sparse_counts count_sparsely(packed_rows const& rows, counted_rows which,
                             std::span<counting const> what, std::span<counted_span const> spans,
                             std::uint64_t most_cells) {
    cell_table found(what.size());
    auto const pieces = all_pieces(rows, spans);
    packing const& how = rows.how();
    std::optional<complaint_begins> begins;
    if (which == counted_rows::complaints_in_cells) begins.emplace(how);
    for (std::size_t i = 0; i != what.size(); ++i) {
        prepared<std::uint64_t> const ready(rows, with_condition(what[i], how, which), left_out);
        for (zone_piece const& piece : pieces) {
            std::vector<std::uint64_t> cells(piece.of->rows);
            for_each_block(piece, [&](std::uint32_t from, std::size_t n) {
                cells_of_block(rows, piece, ready, from, n, left_out, cells.data() + from);
            });
            auto const count = [&](std::uint64_t cell) { ++found.at(cell + piece.moves, i); };
            if (begins) {
                for_each_new_cell(rows, *piece.of, *begins, cells, left_out, count);
            } else {
                for (std::uint64_t const cell : cells) {
                    if (cell < left_out) count(cell);
                }
            }
            if (found.size() > most_cells) return {.cells = {}, .counts = {}, .is_full = true};
        }
    }
    sparse_counts made;
    made.cells = found.sorted_cells();
    for (std::size_t i = 0; i != what.size(); ++i) {
        std::vector<std::int64_t> counts;
        counts.reserve(made.cells.size());
        for (std::uint64_t const cell : made.cells) counts.push_back(found.at(cell, i));
        made.counts.push_back(std::move(counts));
    }
    return made;
}

std::vector<std::int64_t> sum_rows(packed_rows const& rows, counting const& what,
                                   std::span<counted_span const> spans) {
    std::vector<std::int64_t> sums(what.cells, 0);
    prepared<std::uint64_t> const ready(rows, what, left_out);
    std::array<std::uint64_t, block_rows> cells{};
    for (zone_piece const& piece : all_pieces(rows, spans)) {
        for_each_block(piece, [&](std::uint32_t from, std::size_t n) {
            cells_of_block(rows, piece, ready, from, n, left_out, cells.data());
            for (std::size_t i = 0; i != n; ++i) {
                if (cells[i] < left_out)
                    sums[cells[i] + piece.moves] += piece.of->amounts[from + i];
            }
        });
    }
    return sums;
}

std::uint64_t cell_of(packing const& how, counted_rows which, counting const& what,
                      row_values const& row) {
    switch (which) {
    case counted_rows::aspects:
        if (row[field::subject] == how.no_subject) return left_out;
        break;
    case counted_rows::mentions:
        if (!row_start::begins_mention(row[field::start])) return left_out;
        break;
    case counted_rows::complaints:
        if (!row_start::begins_complaint(row[field::start])) return left_out;
        break;
    case counted_rows::complaints_by_service:
        if (row[field::start] == row_start::continues) return left_out;
        break;
    case counted_rows::all:
    case counted_rows::complaints_in_cells: break;
    }
    std::uint64_t cell = 0;
    for (std::size_t f = 0; f != field_count; ++f) {
        auto const& moves = what.moves[f];
        if (moves.empty()) continue;
        std::size_t value = row.of[f];
        if (value >= moves.size()) {
            if (field(f) != field::days) return left_out;
            value = moves.size() - 1;
        }
        if (moves[value] >= left_out) return left_out;
        cell += moves[value];
    }
    return cell;
}

} // namespace upheld::detail
