// SPDX-License-Identifier: BSL-1.0
#include "rollup/snapshot_rows.hpp"

#include "rollup/columns_tables.hpp"
#include "rollup/snapshot_bytes.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace upheld::detail {
namespace {

/// Kinds of rows in the order in which they are in the file.
constexpr std::array kinds_of_rows = {grain::aspect,    grain::stage,          grain::referral,
                                      grain::deadline,  grain::recommendation, grain::remedy,
                                      grain::compliment};

/// Counting adds up as many numbers a row as there are columns, without a check for overflow.
constexpr std::size_t most_columns = 8;
constexpr std::size_t most_summaries = 32;
constexpr std::uint8_t last_day_of_any_month = 31;

// ---------------------------------------------------------------------------------- writing

void write_fields(byte_writer& to, std::span<field const> fields) {
    to.number(fields.size());
    for (field const f : fields) to.number(at(f));
}

/// What rows of a kind have beside their columns.
constexpr std::uint64_t has_amounts = 1;
constexpr std::uint64_t has_services_of_other_units = 2;

void write_packing(byte_writer& to, packing const& how) {
    to.number(how.has_days ? 1 : 0);
    to.number((how.has_amount ? has_amounts : 0) |
              (how.unit_of_service.empty() ? has_services_of_other_units : 0));
    to.number(how.columns.size());
    for (packed_column const& column : how.columns) {
        write_fields(to, column.fields);
        to.number(column.width);
    }
    to.number(how.summaries.size());
    for (summary_plan const& plan : how.summaries) {
        to.number(static_cast<std::uint64_t>(plan.of));
        to.number(plan.of_zones ? 1 : 0);
        write_fields(to, plan.fields);
    }
}

void write_directory(byte_writer& to, packed_rows const& rows) {
    write_packing(to, rows.how());
    to.number(rows.keeps_summaries() ? 1 : 0);
    to.number(rows.most_days());
    to.number(rows.zones().size());
    for (zone const& z : rows.zones()) {
        to.number(static_cast<std::uint64_t>(z.month));
        to.number(z.rows);
        to.number(z.voids);
        to.number(z.summaries.empty() ? 0 : 1);
    }
    to.number(rows.years().size());
    for (year_cubes const& year : rows.years()) {
        to.number(static_cast<std::uint64_t>(year.first_month));
    }
}

/// @param count  how many of them: behind these there may be spare room
template <class Number>
void write_array(snapshot_writer& to, block<Number> const& numbers, std::size_t count) {
    to.put(std::as_bytes(std::span(numbers.data(), count)));
    to.align();
}

void write_arrays(snapshot_writer& to, packed_rows const& rows) {
    packing const& how = rows.how();
    for (zone const& z : rows.zones()) {
        for (std::size_t c = 0; c != how.columns.size(); ++c) {
            write_array(to, z.columns[c], std::size_t{z.rows} * how.columns[c].width);
        }
        write_array(to, z.day, z.rows);
        if (how.has_days) write_array(to, z.days, z.rows);
        if (how.has_amount) write_array(to, z.amounts, z.rows);
        for (auto const& table : z.summaries) {
            if (table.size() != 0) write_array(to, table, table.size());
        }
    }
    for (year_cubes const& year : rows.years()) {
        for (auto const& table : year.tables) write_array(to, table, table.size());
    }
}

// ---------------------------------------------------------------------------------- reading

/// The fields of a column or summary. @param allowed  each at most once
std::vector<field> read_fields(byte_reader& in, field_set allowed) {
    std::vector<field> fields;
    for (std::size_t left = in.count(); left != 0 && in.is_good(); --left) {
        std::uint64_t const number = in.number_up_to(field_count - 1);
        if ((allowed >> number & 1) == 0) in.fail("a field does not belong here");
        allowed &= ~(field_set{1} << number);
        fields.push_back(field(number));
    }
    if (fields.empty()) in.fail("a column or summary is of nothing");
    return fields;
}

field_set all_fields(packing const& how) {
    field_set all = 0;
    for (packed_column const& column : how.columns) all |= column.holds;
    return all;
}

void read_columns(byte_reader& in, packing& how, field_set wanted, bool& has_wide_places) {
    for (std::size_t left = in.count(); left != 0 && in.is_good(); --left) {
        auto const fields = read_fields(in, wanted & ~all_fields(how));
        std::uint64_t const width = in.number_up_to(sizeof(std::uint32_t));
        if (!in.is_good()) return;
        if (how.columns.size() == most_columns) return in.fail("there are too many columns");
        if (fields.front() == field::place) {
            if (fields.size() != 1 || how.columns.empty()) in.fail("places have another column");
            has_wide_places = width == sizeof(std::uint16_t);
            if (width == 0 || width > sizeof(std::uint16_t)) in.fail("a column has another width");
            add_column_of_places(how);
            continue;
        }
        std::uint64_t codes = 1;
        for (field const f : fields) {
            codes *= how.sizes[at(f)];
            if (f == field::place || (codes > most_column_codes && fields.size() != 1)) {
                return in.fail("a column has too many codes");
            }
        }
        add_column(how, fields);
        if (how.columns.back().width != width) in.fail("a column has another width");
    }
    if (all_fields(how) != wanted) in.fail("a column is missing");
}

void read_summaries(byte_reader& in, packing& how) {
    field_set const allowed =
        (all_fields(how) & ~bit(field::place)) | (how.has_days ? bit(field::days) : 0);
    bool const has_parts = (allowed & bit(field::start)) != 0;
    for (std::size_t left = in.count(); left != 0 && in.is_good(); --left) {
        auto const of = summary_plan::rows(in.number_up_to(has_parts ? 2 : 0));
        bool const of_zones = in.flag();
        auto const fields = read_fields(in, allowed);
        if (cells_by(how, fields) > most_summary_cells) in.fail("a summary has too many cells");
        if (how.summaries.size() == most_summaries) in.fail("there are too many summaries");
        if (!in.is_good()) return;
        add_summary(how, of, fields, of_zones);
    }
}

/// What the directory says of rows of one kind.
struct directory {
    packing how;
    rows_state rows; ///< blocks are still missing
    std::vector<bool> has_summaries;
};

directory read_directory(byte_reader& in, packing const& ours) {
    directory made;
    made.how.sizes = ours.sizes;
    made.how.no_subject = ours.no_subject;
    made.how.unit_of_service = ours.unit_of_service;
    made.how.has_days = in.flag();
    std::uint64_t const has = in.number_up_to(has_amounts | has_services_of_other_units);
    made.how.has_amount = (has & has_amounts) != 0;
    if ((has & has_services_of_other_units) != 0) made.how.unit_of_service.clear();
    if (made.how.has_days != ours.has_days || made.how.has_amount != ours.has_amount) {
        in.fail("rows of this kind have other columns");
    }
    read_columns(in, made.how, all_fields(ours), made.rows.has_wide_places);
    read_summaries(in, made.how);
    made.rows.keeps_summaries = in.flag();
    made.rows.most_days = static_cast<std::uint16_t>(in.number_up_to(most_answered_days));
    for (std::size_t left = in.count(); left != 0 && in.is_good(); --left) {
        zone& z = made.rows.zones.emplace_back();
        z.month = static_cast<std::int32_t>(in.number_up_to(last_month));
        z.rows = static_cast<std::uint32_t>(in.number_up_to(most_zone_rows));
        if (z.rows == 0) in.fail("a zone has no rows");
        z.voids = static_cast<std::uint32_t>(in.number_up_to(z.rows));
        made.has_summaries.push_back(in.flag());
        if (made.has_summaries.back() && !made.rows.keeps_summaries) {
            in.fail("a zone keeps summaries among rows that do not");
        }
    }
    constexpr std::int32_t april = 3;
    for (std::size_t left = in.count(); left != 0 && in.is_good(); --left) {
        auto const first = static_cast<std::int32_t>(in.number_up_to(last_month));
        bool const is_start = first % 12 == 0 || first % 12 == april;
        bool const is_in_order =
            made.rows.years.empty() || made.rows.years.back().first_month < first;
        if (!is_start || !is_in_order || !made.rows.keeps_summaries) {
            in.fail("a year is not one, or not in order");
        }
        made.rows.years.push_back({.first_month = first, .tables = {}});
    }
    return made;
}

template <class Number> Number largest(std::span<Number const> numbers) {
    Number most = 0;
    for (Number const n : numbers) most = std::max(most, n);
    return most;
}

/// Hands out the arrays of the section, one after the other. Each is read once: for the checksum,
/// and while it is in the cache, for numbers that cannot be.
class array_reader {
  public:
    array_reader(snapshot_image const& file, std::span<std::byte> bytes)
        : left_(bytes), stream_(file, bytes) {}

    /// @param is_possible  told of all numbers, some at a time
    template <class Number, class Check>
    [[nodiscard]] block<Number> take(std::uint64_t count, Check is_possible) {
        std::uint64_t numbers = count * sizeof(Number);
        if (aligned(numbers) > left_.size()) {
            is_short_ = true;
            return {};
        }
        auto const taken = left_.first(static_cast<std::size_t>(aligned(numbers)));
        left_ = left_.subspan(taken.size());
        for (std::size_t size = taken.size(); size != 0;) {
            auto const some = stream_.next(size);
            if (some.empty()) {
                is_short_ = true; // the file cannot be read
                return {};
            }
            size -= some.size();
            auto const own =
                static_cast<std::size_t>(std::min<std::uint64_t>(numbers, some.size()));
            numbers -= own;
            is_possible_ =
                is_possible_ && is_possible(std::span(reinterpret_cast<Number const*>(some.data()),
                                                      own / sizeof(Number)));
        }
        return block<Number>(
            std::span(reinterpret_cast<Number*>(taken.data()), static_cast<std::size_t>(count)));
    }

    template <class Number> [[nodiscard]] block<Number> take(std::uint64_t count) {
        return take<Number>(count, [](std::span<Number const>) { return true; });
    }

    [[nodiscard]] bool is_short() const { return is_short_; }

    /// @fails file_unreadable if the bytes are not those that were written; field_malformed if
    ///        they are, and were not written by this library
    [[nodiscard]] result<void> end(std::uint64_t checksum) {
        auto const found = stream_.checksum();
        if (!found) {
            return refuse({.code = failure_code::file_unreadable,
                           .where = {},
                           .message = "section DATA cannot be read",
                           .mend = {}});
        }
        if (*found != checksum) return refuse(damaged(section::data));
        byte_reader in({}, "section DATA");
        if (is_short_ || !left_.empty()) in.fail("it is not as long as section ROWS says");
        if (!is_possible_) in.fail("a row has a code or day that there is not");
        return in.end();
    }

  private:
    std::span<std::byte> left_;
    section_stream stream_;
    bool is_short_ = false;
    bool is_possible_ = true;
};

template <class Code> bool is_within(std::span<std::byte const> codes, std::uint32_t most) {
    return largest(std::span(reinterpret_cast<Code const*>(codes.data()),
                             codes.size() / sizeof(Code))) <= most;
}

bool has_possible_codes(std::span<std::byte const> codes, std::uint32_t width, std::uint32_t most) {
    switch (width) {
    case 1: return is_within<std::uint8_t>(codes, most);
    case 2: return is_within<std::uint16_t>(codes, most);
    default: return is_within<std::uint32_t>(codes, most);
    }
}

bool has_possible_day(std::span<std::uint8_t const> days, std::uint8_t last) {
    std::uint8_t first = last_day_of_any_month;
    for (std::uint8_t const d : days) first = std::min(first, d);
    return first >= 1 && largest(days) <= last;
}

/// None is the largest number, and one more of it is 0.
bool has_possible_days(std::span<std::uint16_t const> days, std::uint16_t most) {
    std::uint16_t largest_after = 0;
    for (std::uint16_t const d : days) {
        largest_after = std::max(largest_after, static_cast<std::uint16_t>(d + 1));
    }
    return largest_after <= most + 1u;
}

/// @param places  how many there are
void read_arrays(array_reader& in, directory& of, std::uint32_t places) {
    packing const& how = of.how;
    for (std::size_t n = 0; n != of.rows.zones.size() && !in.is_short(); ++n) {
        zone& z = of.rows.zones[n];
        for (packed_column const& column : how.columns) {
            bool const is_wide = !column.marks_void && of.rows.has_wide_places;
            std::uint32_t const width = is_wide ? 2 : column.width;
            // The code behind all others marks a void; a place's is one more than its position.
            std::uint32_t const most = column.marks_void ? column.codes : places;
            z.columns.push_back(in.take<std::byte>(std::uint64_t{z.rows} * width,
                                                   [&](std::span<std::byte const> some) {
                                                       return has_possible_codes(some, width, most);
                                                   }));
        }
        auto const last = static_cast<std::uint8_t>(last_of_month(z.month).fields().day_of_month);
        z.day = in.take<std::uint8_t>(z.rows, [&](std::span<std::uint8_t const> some) {
            return has_possible_day(some, last);
        });
        if (how.has_days) {
            z.days = in.take<std::uint16_t>(z.rows, [&](std::span<std::uint16_t const> some) {
                return has_possible_days(some, of.rows.most_days);
            });
        }
        if (how.has_amount) z.amounts = in.take<std::int64_t>(z.rows);
        if (!of.has_summaries[n]) continue;
        for (summary_plan const& plan : how.summaries) {
            z.summaries.push_back(in.take<std::uint16_t>(plan.of_zones ? plan.cells : 0));
        }
    }
    for (year_cubes& year : of.rows.years) {
        if (in.is_short()) return;
        for (summary_plan const& plan : how.summaries) {
            year.tables.push_back(in.take<std::uint32_t>(plan.cells));
        }
    }
}

void read_places(byte_reader& in, columns& into) {
    for (std::size_t left = in.count(); left != 0 && in.is_good(); --left) {
        std::size_t const before = into.places().size();
        auto const entered = into.place(in.text());
        if (in.is_good() && (!entered || into.places().size() == before)) {
            in.fail("a place has no name, or is there twice, or is one too many");
        }
    }
}

} // namespace

void write_rows(snapshot_writer& to, columns const& of) {
    columns::tables const& tables = of.inside();
    columns_options const& options = tables.cases.options();
    byte_writer list;
    list.number(options.summary_from_rows);
    list.number(options.year_cube_from_rows);
    list.number(of.places().size());
    for (std::string const& name : of.places()) list.text(name);
    for (grain const which : kinds_of_rows) write_directory(list, tables.rows_of(which));
    to.begin(section::rows);
    to.put(list.out);
    to.begin(section::data);
    for (grain const which : kinds_of_rows) write_arrays(to, tables.rows_of(which));
}

result<columns> read_rows(section_list const& all, taxonomy const& words,
                          std::shared_ptr<snapshot_image const> const& file) {
    byte_reader in(all[static_cast<std::size_t>(section::rows)].bytes, "section ROWS");
    columns_options options;
    options.summary_from_rows =
        static_cast<std::uint32_t>(in.number_up_to(std::uint32_t{0xFFFFFFFF}));
    options.year_cube_from_rows = in.number();
    columns made(words, options);
    columns::tables& tables = made.inside();
    tables.mapped = file;
    read_places(in, made);
    std::vector<directory> kinds;
    for (grain const which : kinds_of_rows) {
        kinds.push_back(read_directory(in, tables.rows_of(which).how()));
    }
    if (auto const whole = in.end(); !whole) return refuse(whole.error());

    section_bytes const& data = all[static_cast<std::size_t>(section::data)];
    array_reader arrays(*file, data.bytes);
    auto const places = static_cast<std::uint32_t>(made.places().size());
    for (directory& of : kinds) read_arrays(arrays, of, places);
    if (auto const whole = arrays.end(data.checksum); !whole) return refuse(whole.error());
    for (std::size_t k = 0; k != kinds.size(); ++k) {
        tables.rows_of(kinds_of_rows[k]) =
            packed_rows(std::move(kinds[k].how), options, std::move(kinds[k].rows));
    }
    return made;
}

} // namespace upheld::detail
