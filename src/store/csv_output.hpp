// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/folder_tables.hpp"
#include "store/output_file.hpp"
#include "store/series_value.hpp"
#include "upheld/taxonomy/code_list.hpp"

#include <cstdint>
#include <vector>

/// Writing of the tables of a data folder. Private to src.

namespace upheld::detail {

/// A text of a field, in quotes if it needs them. @source RFC 4180
[[nodiscard]] std::string csv_field(std::string_view text);

/// A word of the format or an entry's key, quoted already; empty if there is none.
struct csv_word {
    std::string_view written;
};

/// The keys of one list, quoted once.
template <class Code> class csv_keys {
  public:
    template <class Entry> explicit csv_keys(code_list<Code, Entry> const& list) {
        for (Entry const& e : list.entries()) keys_.push_back(csv_field(e.key));
    }

    [[nodiscard]] csv_word operator[](Code c) const {
        return c.is_none() ? csv_word() : csv_word{keys_[c.value]};
    }

  private:
    std::vector<std::string> keys_;
};

/// A truth value that the format writes as `yes`, and `no` or nothing.
struct yes_no {
    bool value;
};

/// Columns of one table, by their position there: bit 0 is the first.
using column_set = std::uint32_t;

[[nodiscard]] inline column_set needed_columns(table_spec const& of) {
    column_set needed = 0;
    for (std::size_t i = 0; i != of.columns.size(); ++i) {
        if (of.columns[i].is_needed) needed |= column_set{1} << i;
    }
    return needed;
}

/// True if an optional column with nothing but this in it can be left out.
template <class Tag> [[nodiscard]] bool is_empty(id<Tag>) { return false; }

template <class Value> [[nodiscard]] bool is_empty(std::optional<Value> const& value) {
    return !value.has_value();
}

[[nodiscard]] inline bool is_empty(std::string const& text) { return text.empty(); }

[[nodiscard]] inline bool is_empty(csv_word word) { return word.written.empty(); }

[[nodiscard]] inline bool is_empty(yes_no truth) { return !truth.value; }

[[nodiscard]] inline bool is_empty(day) { return false; }

[[nodiscard]] inline bool is_empty(pence) { return false; }

[[nodiscard]] inline bool is_empty(std::uint16_t) { return false; }

[[nodiscard]] inline bool is_empty(series_value const&) { return false; }

/// Sees which columns of a table its rows use.
class columns_seen {
  public:
    template <class Value> void field(std::size_t column, Value const& value) {
        if (!is_empty(value)) columns_ |= column_set{1} << column;
    }

    [[nodiscard]] column_set columns() const { return columns_; }

  private:
    column_set columns_ = 0;
};

/// One table on its way to a file. What the format cannot hold is noted, once, and writing goes on.
class csv_table {
  public:
    /// @param columns  to be written; the needed ones are among them
    csv_table(std::string const& folder, table_spec const& spec, column_set columns);

    /// Fields come in the order of the table's columns; those left out are passed over.
    template <class Value> void field(std::size_t column, Value const& value) {
        if ((columns_ >> column & 1U) == 0) return;
        if (!is_first_) out_.put(',');
        is_first_ = false;
        column_ = column;
        if (column == 0) first_id_ = number_of(value);
        if (spec_->columns[column].is_needed && is_empty(value)) {
            refuse_field(failure_code::field_missing, "is empty, and must not be");
        }
        put(value);
    }

    void end_row() {
        out_.put('\n');
        is_first_ = true;
        ++rows_;
    }

    [[nodiscard]] std::uint64_t rows() const { return rows_; }

    [[nodiscard]] table_spec const& spec() const { return *spec_; }

    [[nodiscard]] output_file& file() { return out_; }

    /// The first field that the format cannot hold.
    [[nodiscard]] std::optional<failure> const& problem() const { return problem_; }

  private:
    template <class Tag> static std::optional<std::uint64_t> number_of(id<Tag> which) {
        return which.value;
    }

    static std::optional<std::uint64_t> number_of(auto const&) { return std::nullopt; }

    template <class Tag> void put(id<Tag> which) { put_number(which.value); }

    template <class Value> void put(std::optional<Value> const& value) {
        if (value) put(*value);
    }

    void put(std::string const& text);
    void put(pence amount);
    void put(series_value const& value);

    void put(csv_word word) { out_.put(word.written); }

    void put(yes_no truth) { out_.put(std::string_view(truth.value ? "yes" : "no")); }

    void put(day d) { out_.put(d); }

    void put(std::uint16_t number) { out_.put(std::uint64_t{number}); }

    void put_number(std::uint64_t number);
    void refuse_field(failure_code code, std::string const& what);

    table_spec const* spec_;
    column_set columns_;
    output_file out_;
    std::uint64_t rows_ = 0;
    std::size_t column_ = 0;                ///< that is being written
    std::optional<std::uint64_t> first_id_; ///< in the first column, if that has an id
    bool is_first_ = true;
    std::optional<failure> problem_;
};

} // namespace upheld::detail
