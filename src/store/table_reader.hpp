// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "basis/closest.hpp"
#include "store/csv.hpp"
#include "store/folder_tables.hpp"
#include "upheld/basis/id.hpp"
#include "upheld/basis/pence.hpp"
#include "upheld/basis/result.hpp"
#include "upheld/calendar/day.hpp"
#include "upheld/taxonomy/code_list.hpp"

#include <optional>
#include <string>
#include <unordered_map>

/// Typed reading of one table of a data folder. Private to src.

namespace upheld::detail {

/// Which spellings of an entry are accepted.
enum class spellings { all, keys_only };

/// Finds entries of one list by key, name or alias, whatever the number of rows.
template <class Code> class label_index {
  public:
    template <class Entry>
    label_index(code_list<Code, Entry> const& list, std::string kind,
                spellings accepted = spellings::all)
        : kind_(std::move(kind)) {
        for (Code const c : list.codes()) {
            labelled const& label = list[c];
            keys_.push_back(label.key);
            codes_.emplace(label.key, c);
            if (accepted == spellings::keys_only) continue;
            codes_.emplace(label.name, c);
            for (std::string const& alias : label.aliases) codes_.emplace(alias, c);
        }
    }

    [[nodiscard]] std::optional<Code> find(std::string_view text) const {
        auto const found = codes_.find(text);
        return found == codes_.end() ? std::nullopt : std::optional(found->second);
    }

    [[nodiscard]] std::string const& kind() const { return kind_; }

    [[nodiscard]] std::vector<std::string> const& keys() const { return keys_; }

  private:
    std::string kind_;
    std::vector<std::string> keys_;
    std::unordered_map<std::string_view, Code> codes_; ///< into the list, which must stay
};

/// Goes through the rows of one file. Fields are asked for by column; each fault is reported with
/// file, row and column, and a field with a fault reads as absent. A row that is broken as CSV has
/// been reported as such and asks for no more reports: all its fields read as absent, but for its
/// id.
class table_reader {
  public:
    /// @param words_known  false if the taxonomy is faulty: entries are not looked up then
    table_reader(std::string const& folder, table_spec const& spec, bool words_known,
                 std::vector<failure>& out);
    /// Of a text in the place of the file.
    table_reader(table_spec const& spec, std::string text, bool words_known,
                 std::vector<failure>& out);

    /// False if the file or a column that it needs is not there: then it has no rows to give, and
    /// nothing can be said of records that refer to it.
    [[nodiscard]] bool is_usable() const { return is_usable_; }

    /// Goes to the next row. @returns false at the end
    [[nodiscard]] bool next();

    [[nodiscard]] std::uint64_t row() const { return record_.row; }

    /// No fault in this row so far.
    [[nodiscard]] bool is_good() const { return is_good_; }

    /// Every entry of the taxonomy that this row names was found.
    [[nodiscard]] bool has_its_words() const { return has_its_words_; }

    [[nodiscard]] std::string text(std::size_t column) const { return std::string(raw(column)); }

    [[nodiscard]] std::string needed_text(std::size_t column) {
        report_if_missing(column);
        return text(column);
    }

    /// The number that names the row; read even if the row is broken elsewhere.
    template <class Id> [[nodiscard]] std::optional<Id> own_id(std::size_t column) {
        return id_in<Id>(column, true);
    }

    template <class Id> [[nodiscard]] Id needed_id(std::size_t column) {
        return id_in<Id>(column, true).value_or(Id());
    }

    template <class Id> [[nodiscard]] std::optional<Id> optional_id(std::size_t column) {
        return id_in<Id>(column, false);
    }

    [[nodiscard]] day needed_day(std::size_t column);
    [[nodiscard]] std::optional<day> optional_day(std::size_t column);
    /// `yes` or `no`; empty is no.
    [[nodiscard]] bool truth(std::size_t column);
    [[nodiscard]] pence needed_pounds(std::size_t column);

    template <class Code>
    [[nodiscard]] Code needed_code(std::size_t column, label_index<Code> const& labels) {
        report_if_missing(column);
        return optional_code(column, labels);
    }

    template <class Code>
    [[nodiscard]] Code optional_code(std::size_t column, label_index<Code> const& labels) {
        std::string_view const text = raw(column);
        if (text.empty() || !words_known_) return Code();
        if (auto const found = labels.find(text)) return *found;
        has_its_words_ = false;
        fault(failure_code::key_unknown, column,
              "no " + labels.kind() + " \"" + std::string(text) + "\" in the taxonomy",
              suggest(text, labels.keys()));
        return Code();
    }

    void fault(failure_code code, std::size_t column, std::string message, std::string mend = {});
    /// A failure from elsewhere that names the column as the files do.
    void fault(failure what);

  private:
    [[nodiscard]] std::string_view raw(std::size_t column) const {
        return is_whole_ ? field(column) : std::string_view();
    }

    [[nodiscard]] std::string_view field(std::size_t column) const {
        std::size_t const place = places_[column];
        return place < record_.fields.size() ? record_.fields[place] : std::string_view();
    }

    template <class Id> [[nodiscard]] std::optional<Id> id_in(std::size_t column, bool is_needed) {
        auto const number = number_in(column, is_needed);
        return number ? std::optional<Id>(Id(*number)) : std::nullopt;
    }

    [[nodiscard]] std::optional<std::uint64_t> number_in(std::size_t column, bool is_needed);
    void report_if_missing(std::size_t column);
    void read_header();

    table_spec const& spec_;
    bool words_known_;
    std::vector<failure>& out_;
    std::string text_;
    std::optional<csv_reader> csv_;
    std::vector<std::size_t> places_; ///< of each column of the table in the file's rows
    csv_record record_;
    bool is_usable_ = false;
    bool is_whole_ = true;
    bool is_good_ = true;
    bool has_its_words_ = true;
};

/// More pounds than these are no amount of money.
inline constexpr std::int64_t most_pounds = 90'000'000'000'000'000;

/// Pounds such as `1234.50`: digits, perhaps a point and one or two decimals.
[[nodiscard]] result<pence> pounds_from_text(std::string_view text);

/// A whole number from 0 to 2^63 - 1, of digits alone.
[[nodiscard]] std::optional<std::uint64_t> whole_number(std::string_view text);

} // namespace upheld::detail
