// SPDX-License-Identifier: BSL-1.0
#include "rollup/packed_rows.hpp"

#include "basis/in_threads.hpp"
#include "rollup/count_rows.hpp"
#include "upheld/basis/expects.hpp"

#include <algorithm>

namespace upheld::detail {
namespace {

/// The highest value of a place that one byte holds.
constexpr std::uint16_t most_narrow_place = 0xFF;

std::uint32_t width_for(std::uint64_t codes) {
    // One number more than there are codes marks the rows that are no more.
    if (codes < 0x100) return 1;
    return codes < 0x10000 ? 2 : 4;
}

template <class Code> void put(block<std::byte>& column, std::uint32_t row, Code value) {
    reinterpret_cast<Code*>(column.data())[row] = value;
}

template <class Code> Code take(block<std::byte> const& column, std::uint32_t row) {
    return reinterpret_cast<Code const*>(column.data())[row];
}

constexpr std::int32_t months_a_year = 12;
constexpr std::int32_t april = 3;

/// The two years, by their first months, that a month is in.
std::array<std::int32_t, 2> years_of(std::int32_t month) {
    std::int32_t const calendar = month - month % months_a_year;
    std::int32_t const since_april = (month + months_a_year - april) % months_a_year;
    return {calendar, month - since_april};
}

} // namespace

void add_column(packing& into, std::span<field const> fields) {
    packed_column column;
    column.fields.assign(fields.begin(), fields.end());
    column.strides.assign(fields.size(), 1);
    std::uint64_t codes = 1;
    for (std::size_t i = fields.size(); i-- != 0;) {
        column.strides[i] = static_cast<std::uint32_t>(codes);
        codes *= into.sizes[at(fields[i])];
        column.holds |= bit(fields[i]);
    }
    column.codes = static_cast<std::uint32_t>(codes);
    column.width = width_for(codes);
    into.columns.push_back(std::move(column));
}

void add_column_of_places(packing& into) {
    into.sizes[at(field::place)] = 0x100;
    into.columns.push_back({.fields = {field::place},
                            .strides = {1},
                            .codes = 0x100,
                            .width = 1,
                            .marks_void = false,
                            .holds = bit(field::place)});
}

void pack(packing& into, std::span<field const> fields) {
    std::size_t first = 0;
    std::uint64_t codes = 1;
    for (std::size_t i = 0; i != fields.size(); ++i) {
        std::uint64_t const size = into.sizes[at(fields[i])];
        if (i != first && codes * size > most_column_codes) {
            add_column(into, fields.subspan(first, i - first));
            first = i;
            codes = 1;
        }
        codes *= size;
    }
    add_column(into, fields.subspan(first));
}

void keep_summary(packing& into, summary_plan::rows of, std::span<field const> fields,
                  bool of_zones) {
    // A summary of more cells than a zone has rows would be no shorter than the rows.
    constexpr std::uint64_t most_cells_of_zones = 16'384;
    std::uint64_t const cells = cells_by(into, fields);
    if (cells > most_summary_cells) return;
    add_summary(into, of, fields, of_zones && cells <= most_cells_of_zones);
}

std::uint64_t cells_by(packing const& how, std::span<field const> fields) {
    std::uint64_t cells = 1;
    for (field const f : fields) {
        cells *= f == field::days ? summary_days_size : how.sizes[at(f)];
        if (cells > most_summary_cells) return most_summary_cells + 1;
    }
    return cells;
}

void add_summary(packing& into, summary_plan::rows of, std::span<field const> fields,
                 bool of_zones) {
    summary_plan plan{.of = of,
                      .fields = {fields.begin(), fields.end()},
                      .cells = static_cast<std::uint32_t>(cells_by(into, fields)),
                      .of_zones = of_zones};
    for (field const f : fields) plan.holds |= bit(f);
    into.summaries.push_back(std::move(plan));
}

namespace {

std::int32_t month_of(int year, int month) noexcept {
    return (year - 1900) * months_a_year + month - 1;
}

} // namespace

std::int32_t month_of(day d) noexcept {
    auto const fields = d.fields();
    return month_of(fields.year, fields.month);
}

day first_of_month(std::int32_t month) noexcept {
    return {1900 + month / months_a_year, month % months_a_year + 1, 1};
}

day last_of_month(std::int32_t month) noexcept {
    int const year = 1900 + month / months_a_year;
    int const number = month % months_a_year + 1;
    for (int last = 31;; --last) {
        if (is_real_date(year, number, last)) return {year, number, last};
    }
}

std::uint32_t summary_cell(packing const& how, summary_plan const& plan, row_values const& row) {
    if (plan.of == summary_plan::rows::aspects && row[field::subject] == how.no_subject) {
        return no_cell;
    }
    if (plan.of == summary_plan::rows::complaints &&
        !row_start::begins_complaint(row[field::start])) {
        return no_cell;
    }
    std::uint32_t cell = 0;
    for (field const f : plan.fields) {
        if (f == field::days) {
            std::uint32_t const days = row[f];
            cell = cell * summary_days_size +
                   (days == no_days ? summary_days_size - 1
                                    : std::min<std::uint32_t>(days, most_summary_days));
        } else {
            cell = cell * how.sizes[at(f)] + row[f];
        }
    }
    return cell;
}

std::vector<packed_rows::term> packed_rows::terms_of(packing const& how) {
    std::vector<term> terms;
    for (std::size_t c = 0; c != how.columns.size(); ++c) {
        packed_column const& column = how.columns[c];
        for (std::size_t i = 0; i != column.fields.size(); ++i) {
            terms.push_back({.stride = column.strides[i],
                             .column = static_cast<std::uint16_t>(c),
                             .what = column.fields[i],
                             .is_last = i + 1 == column.fields.size()});
        }
    }
    return terms;
}

packed_rows::packed_rows(packing how, columns_options const& options)
    : how_(std::move(how)), terms_(terms_of(how_)), options_(options) {}

packed_rows::packed_rows(packing how, columns_options const& options, rows_state rows)
    : packed_rows(std::move(how), options) {
    if (rows.has_wide_places) widen_places();
    zones_ = std::move(rows.zones);
    years_ = std::move(rows.years);
    most_days_ = rows.most_days;
    keeps_summaries_ = rows.keeps_summaries;
    for (std::uint32_t number = 0; number != zones_.size(); ++number) {
        run_of(zones_[number].month).zones.push_back(number);
        live_rows_ += zones_[number].rows - zones_[number].voids;
    }
}

std::uint32_t packed_rows::code_at(zone const& z, std::size_t column, std::uint32_t row) const {
    switch (how_.columns[column].width) {
    case 1: return take<std::uint8_t>(z.columns[column], row);
    case 2: return take<std::uint16_t>(z.columns[column], row);
    default: return take<std::uint32_t>(z.columns[column], row);
    }
}

void packed_rows::set_code(zone& z, std::size_t column, std::uint32_t row, std::uint32_t code) {
    switch (how_.columns[column].width) {
    case 1: put(z.columns[column], row, static_cast<std::uint8_t>(code)); break;
    case 2: put(z.columns[column], row, static_cast<std::uint16_t>(code)); break;
    default: put(z.columns[column], row, code); break;
    }
}

/// The column of places outgrows one byte a row: it alone has as many codes as the cases name.
void packed_rows::widen_places() {
    for (std::size_t c = 0; c != how_.columns.size(); ++c) {
        packed_column& column = how_.columns[c];
        if (column.marks_void) continue;
        for (zone& z : zones_) {
            block<std::byte> wide;
            wide.resize(z.columns[c].size() * 2);
            for (std::uint32_t row = 0; row != z.rows; ++row) {
                put(wide, row, std::uint16_t{take<std::uint8_t>(z.columns[c], row)});
            }
            z.columns[c] = std::move(wide);
        }
        column.width = 2;
        column.codes = 0x10000;
    }
    how_.sizes[at(field::place)] = 0x10000;
}

packed_rows::month_run& packed_rows::run_of(std::int32_t month) {
    // Mostly there is a run for each month from the first to the last.
    std::int32_t const guess = months_.empty() ? -1 : month - months_.front().month;
    if (guess >= 0 && static_cast<std::size_t>(guess) < months_.size() &&
        months_[static_cast<std::size_t>(guess)].month == month) {
        return months_[static_cast<std::size_t>(guess)];
    }
    auto const run =
        std::lower_bound(months_.begin(), months_.end(), month,
                         [](month_run const& a, std::int32_t b) { return a.month < b; });
    if (run != months_.end() && run->month == month) return *run;
    return *months_.insert(run, {month, {}});
}

zone& packed_rows::open_zone(std::int32_t month, std::size_t rows, std::uint32_t& number) {
    month_run& run = run_of(month);
    if (run.zones.empty() || zones_[run.zones.back()].rows + rows > most_zone_rows) {
        run.zones.push_back(static_cast<std::uint32_t>(zones_.size()));
        zone& fresh = zones_.emplace_back();
        fresh.month = month;
        fresh.columns.resize(how_.columns.size());
    }
    number = run.zones.back();
    return zones_[number];
}

/// Makes room for so many rows and as many more as there are.
void packed_rows::make_room(zone& z, std::uint32_t rows) {
    // Doubled by hand, so that all columns grow at the same time and never beyond a zone.
    std::uint32_t const grown = std::min(most_zone_rows, std::max(rows, z.rows * 2 + 16));
    for (std::size_t c = 0; c != z.columns.size(); ++c) {
        z.columns[c].resize(std::size_t{grown} * how_.columns[c].width);
    }
    z.day.resize(grown);
    if (how_.has_days) z.days.resize(grown);
    if (how_.has_amount) z.amounts.resize(grown);
}

void packed_rows::write(zone& z, std::uint32_t row, int day_of_month, row_values const& values) {
    std::uint32_t code = 0;
    for (term const& t : terms_) {
        code += t.stride * values[t.what];
        if (!t.is_last) continue;
        set_code(z, t.column, row, code);
        code = 0;
    }
    z.day[row] = static_cast<std::uint8_t>(day_of_month);
    if (how_.has_days) z.days[row] = values[field::days];
    if (how_.has_amount) z.amounts[row] = values.amount;
}

row_values packed_rows::read(zone const& z, std::uint32_t row) const {
    row_values values;
    for (std::size_t c = 0; c != how_.columns.size(); ++c) {
        packed_column const& column = how_.columns[c];
        std::uint32_t const code = code_at(z, c, row);
        UPHELD_EXPECTS(!column.marks_void || code < column.codes); // the row has not been erased
        for (std::size_t i = 0; i != column.fields.size(); ++i) {
            std::uint32_t const value = code / column.strides[i];
            field const f = column.fields[i];
            values[f] = static_cast<std::uint16_t>(
                column.fields.size() == 1 ? value : value % how_.sizes[at(f)]);
        }
    }
    if (how_.has_days) values[field::days] = z.days[row];
    if (how_.has_amount) values.amount = z.amounts[row];
    return values;
}

void packed_rows::count_in(zone& z, row_values const& values, day on, int sign) {
    for (row_watcher const& watcher : watchers) watcher.seen(watcher.context, values, on, sign);
    if (!keeps_summaries_) return;
    std::array<year_cubes*, 2> years{};
    auto const first_months = years_of(z.month);
    for (std::size_t y = 0; y != years.size(); ++y) years[y] = year_from(first_months[y]);
    for (std::size_t p = 0; p != how_.summaries.size(); ++p) {
        std::uint32_t const cell = summary_cell(how_, how_.summaries[p], values);
        if (cell == no_cell) continue;
        if (!z.summaries.empty() && how_.summaries[p].of_zones) {
            z.summaries[p][cell] = static_cast<std::uint16_t>(z.summaries[p][cell] + sign);
        }
        for (year_cubes* const year : years) {
            if (year != nullptr) year->tables[p][cell] += static_cast<std::uint32_t>(sign);
        }
    }
}

row_place packed_rows::add(day on, std::span<row_values const> rows) {
    UPHELD_EXPECTS(!rows.empty() && rows.size() <= most_zone_rows);
    for (row_values const& row : rows) {
        bool const is_wide = how_.sizes[at(field::place)] > most_narrow_place + 1u;
        if (!is_wide && row[field::place] > most_narrow_place) widen_places();
        if (row[field::days] != no_days) most_days_ = std::max(most_days_, row[field::days]);
    }
    std::uint32_t number = 0;
    auto const [year, month, day_of_month] = on.fields();
    zone& z = open_zone(month_of(year, month), rows.size(), number);
    std::uint32_t const first = z.rows;
    std::uint32_t const room = first + static_cast<std::uint32_t>(rows.size());
    if (room > z.day.size()) make_room(z, room);
    for (std::uint32_t i = 0; i != rows.size(); ++i) {
        write(z, first + i, day_of_month, rows[i]);
        count_in(z, rows[i], on, 1);
    }
    z.rows = room;
    live_rows_ += rows.size();
    return {number, static_cast<std::uint16_t>(first), static_cast<std::uint16_t>(rows.size())};
}

void packed_rows::erase(row_place where) {
    zone& z = zones_[where.zone];
    UPHELD_EXPECTS(std::uint32_t{where.first} + where.rows <= z.rows);
    for (std::uint32_t row = where.first; row != std::uint32_t{where.first} + where.rows; ++row) {
        count_in(z, read(z, row), first_of_month(z.month) + calendar_days(z.day[row] - 1), -1);
        for (std::size_t c = 0; c != how_.columns.size(); ++c) {
            if (how_.columns[c].marks_void) set_code(z, c, row, how_.columns[c].codes);
        }
    }
    z.voids += where.rows;
    live_rows_ -= where.rows;
}

row_place packed_rows::replace(row_place where, day on, std::span<row_values const> rows) {
    zone& z = zones_[where.zone];
    UPHELD_EXPECTS(std::uint32_t{where.first} + where.rows <= z.rows);
    bool const fits = month_of(on) == z.month && rows.size() == where.rows &&
                      std::all_of(rows.begin(), rows.end(), [&](row_values const& row) {
                          return row[field::place] < how_.sizes[at(field::place)] ||
                                 how_.sizes[at(field::place)] == 0;
                      });
    if (!fits) {
        erase(where);
        return add(on, rows);
    }
    int const day_of_month = on.fields().day_of_month;
    for (std::uint32_t i = 0; i != where.rows; ++i) {
        std::uint32_t const row = where.first + i;
        count_in(z, read(z, row), first_of_month(z.month) + calendar_days(z.day[row] - 1), -1);
        if (rows[i][field::days] != no_days) {
            most_days_ = std::max(most_days_, rows[i][field::days]);
        }
        write(z, row, day_of_month, rows[i]);
        count_in(z, rows[i], on, 1);
    }
    return where;
}

void packed_rows::append(packed_rows&& other, std::span<std::uint16_t const> places) {
    UPHELD_EXPECTS(!keeps_summaries_ && !other.keeps_summaries_ && watchers.empty());
    for (std::size_t c = 0; c != how_.columns.size(); ++c) {
        if (how_.columns[c].marks_void) continue;
        bool const is_wide = how_.columns[c].width == 2 || other.how_.columns[c].width == 2 ||
                             std::any_of(places.begin(), places.end(),
                                         [](std::uint16_t p) { return p > most_narrow_place; });
        if (is_wide && how_.columns[c].width == 1) widen_places();
        if (is_wide && other.how_.columns[c].width == 1) other.widen_places();
        for (zone& z : other.zones_) {
            for (std::uint32_t row = 0; row != z.rows; ++row) {
                set_code(z, c, row, places[other.code_at(z, c, row)]);
            }
        }
    }
    auto const before = static_cast<std::uint32_t>(zones_.size());
    std::move(other.zones_.begin(), other.zones_.end(), std::back_inserter(zones_));
    for (month_run const& run : other.months_) {
        std::vector<std::uint32_t>& zones = run_of(run.month).zones;
        for (std::uint32_t const number : run.zones) zones.push_back(before + number);
    }
    if (other.how_.unit_of_service.empty()) services_cross_units();
    live_rows_ += other.live_rows_;
    most_days_ = std::max(most_days_, other.most_days_);
}

year_cubes* packed_rows::year_from(std::int32_t first_month) {
    auto const found =
        std::lower_bound(years_.begin(), years_.end(), first_month,
                         [](year_cubes const& a, std::int32_t b) { return a.first_month < b; });
    return found == years_.end() || found->first_month != first_month ? nullptr : &*found;
}

year_cubes const* packed_rows::year_from(std::int32_t first_month) const {
    return const_cast<packed_rows*>(this)->year_from(first_month);
}

void packed_rows::make_summaries(zone& z) {
    z.summaries.clear();
    if (z.rows - z.voids < options_.summary_from_rows) return;
    z.summaries.resize(how_.summaries.size());
    for (std::size_t p = 0; p != how_.summaries.size(); ++p) {
        if (!how_.summaries[p].of_zones) continue;
        std::vector<std::uint32_t> const counts = count_zone(*this, z, how_.summaries[p]);
        z.summaries[p].assign(counts.begin(), counts.end());
    }
}

void packed_rows::make_year(std::int32_t first_month) {
    auto const from =
        std::lower_bound(months_.begin(), months_.end(), first_month,
                         [](month_run const& a, std::int32_t b) { return a.month < b; });
    auto const until =
        std::lower_bound(from, months_.end(), first_month + months_a_year,
                         [](month_run const& a, std::int32_t b) { return a.month < b; });
    year_cubes made{.first_month = first_month, .tables = {}};
    std::uint64_t rows = 0;
    for (auto run = from; run != until; ++run) {
        for (std::uint32_t const number : run->zones) {
            rows += zones_[number].rows - zones_[number].voids;
        }
    }
    if (rows < options_.year_cube_from_rows || rows == 0) return;
    for (std::size_t p = 0; p != how_.summaries.size(); ++p) {
        std::vector<std::uint32_t> sums(how_.summaries[p].cells, 0);
        for (auto run = from; run != until; ++run) {
            for (std::uint32_t const number : run->zones) {
                zone const& z = zones_[number];
                if (!z.summaries.empty() && how_.summaries[p].of_zones) {
                    for (std::size_t i = 0; i != sums.size(); ++i) sums[i] += z.summaries[p][i];
                } else {
                    auto const counts = count_zone(*this, z, how_.summaries[p]);
                    for (std::size_t i = 0; i != sums.size(); ++i) sums[i] += counts[i];
                }
            }
        }
        made.tables.emplace_back().assign(sums.begin(), sums.end());
    }
    years_.push_back(std::move(made));
}

void packed_rows::summarise(unsigned threads) {
    for (zone& z : zones_) {
        for (std::size_t c = 0; c != z.columns.size(); ++c) {
            z.columns[c].resize(std::size_t{z.rows} * how_.columns[c].width);
            z.columns[c].shrink_to_fit();
        }
        z.day.resize(z.rows);
        z.day.shrink_to_fit();
        if (how_.has_days) z.days.resize(z.rows);
        z.days.shrink_to_fit();
        if (how_.has_amount) z.amounts.resize(z.rows);
        z.amounts.shrink_to_fit();
    }
    keeps_summaries_ = true;
    years_.clear();
    if (how_.summaries.empty()) return;
    in_threads(threads, [&](std::size_t t) {
        for (std::size_t i = t; i < zones_.size(); i += threads) make_summaries(zones_[i]);
    });
    std::vector<std::int32_t> first_months;
    for (month_run const& run : months_) {
        for (std::int32_t const first : years_of(run.month)) first_months.push_back(first);
    }
    std::sort(first_months.begin(), first_months.end());
    first_months.erase(std::unique(first_months.begin(), first_months.end()), first_months.end());
    for (std::int32_t const first : first_months) make_year(first);
}

std::uint64_t packed_rows::column_bytes() const {
    std::uint64_t bytes = 0;
    for (zone const& z : zones_) {
        for (auto const& column : z.columns) bytes += column.bytes();
        bytes += z.day.bytes() + z.days.bytes() + z.amounts.bytes();
    }
    return bytes;
}

std::uint64_t packed_rows::summary_bytes() const {
    std::uint64_t bytes = 0;
    for (zone const& z : zones_) {
        for (auto const& table : z.summaries) bytes += table.bytes();
    }
    for (year_cubes const& year : years_) {
        for (auto const& table : year.tables) bytes += table.bytes();
    }
    return bytes;
}

} // namespace upheld::detail
