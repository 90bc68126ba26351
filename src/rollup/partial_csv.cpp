// SPDX-License-Identifier: BSL-1.0
#include "rollup/cube_shape.hpp"
#include "rollup/grouping_name.hpp"
#include "rollup/partial_checks.hpp"
#include "store/csv.hpp"
#include "upheld/calendar/day_text.hpp"
#include "upheld/rollup/partial.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <unordered_map>
#include <utility>

namespace upheld {
namespace {

// Words of the lines before the table, in the order in which they must come.
constexpr std::string_view version_word = "upheld_partial";
constexpr std::string_view period_word = "period";
constexpr std::string_view axis_word = "axis";
constexpr std::string_view entry_word = "entry";
constexpr std::string_view groups_word = "groups";
constexpr std::string_view measure_word = "measure";
constexpr std::string_view covered_word = "covered";
constexpr std::string_view group_word = "group";

constexpr std::string_view version_text = "1";
constexpr std::string_view dense_text = "dense";
constexpr std::string_view sparse_text = "sparse";

constexpr std::string_view measure_column = "measure";
constexpr std::string_view counter_column = "counter";
constexpr std::string_view days_column = "days";
constexpr std::string_view n_column = "n";

constexpr std::string_view part_text = "part";
constexpr std::string_view whole_text = "whole";
constexpr std::string_view days_text = "days";

struct coverage_word {
    coverage bit;
    std::string_view text;
};

constexpr std::array coverage_words = {
    coverage_word{coverage::kept, "kept"},
    coverage_word{coverage::not_collected, "not_collected"},
    coverage_word{coverage::not_known, "not_known"},
    coverage_word{coverage::not_applicable, "not_applicable"},
};

/// A text of this length may fill this many numbers of memory: small ones as many as a dense cube
/// may have, long ones in proportion.
std::uint64_t most_numbers(std::size_t text_size) {
    return std::max<std::uint64_t>(detail::largest_dense_made, std::uint64_t{64} * text_size);
}

/// How many numbers a cube of so many groups has; absent beyond 64 bits.
std::optional<std::uint64_t> numbers_of(std::span<cube_measure const> measures,
                                        std::uint64_t groups) {
    std::uint64_t all = 0;
    for (cube_measure const& m : measures) {
        std::uint64_t here = 0;
        bool const has_whole = detail::has_whole(find_measure(m.key)->form);
        if (__builtin_mul_overflow(groups, std::uint64_t{m.width} + (has_whole ? 1u : 0u), &here) ||
            __builtin_add_overflow(all, here, &all)) {
            return std::nullopt;
        }
    }
    return all;
}

std::string_view main_counter(figure_form form) {
    return form == figure_form::days ? days_text : part_text;
}

class writer {
  public:
    explicit writer(cube const& of) : of_(of) {}

    [[nodiscard]] std::string made() {
        head();
        coverage_lines();
        groups_without_numbers();
        field(measure_column);
        field(counter_column);
        for (axis const& a : of_.axes()) field(name_of(a.by()));
        field(days_column);
        field(n_column);
        end_line();
        for (cube_measure const& m : of_.measures()) {
            figure_form const form = find_measure(m.key)->form;
            for (std::size_t at = 0; at != of_.size(); ++at) {
                for (std::size_t d = 0; d != m.width; ++d) {
                    std::int64_t const n = m.part[at * m.width + d];
                    if (n == 0) continue;
                    bool const is_days = form == figure_form::days;
                    line(m.key, main_counter(form), at, is_days ? std::to_string(d) : "", n);
                }
                if (!m.whole.empty() && m.whole[at] != 0) {
                    line(m.key, whole_text, at, "", m.whole[at]);
                }
            }
        }
        return std::move(text_);
    }

  private:
    void head() {
        comment(version_word);
        field(version_text);
        end_line();
        comment(period_word);
        field(of_.of().label);
        field(to_text(of_.of().days.first));
        field(to_text(of_.of().days.last));
        end_line();
        for (axis const& a : of_.axes()) {
            comment(axis_word);
            field(name_of(a.by()));
            end_line();
            for (std::size_t at = 0; at != a.size(); ++at) {
                comment(entry_word);
                field(a.key(at));
                field(a.name(at));
                end_line();
            }
        }
        comment(groups_word);
        field(of_.is_dense() ? dense_text : sparse_text);
        end_line();
        for (cube_measure const& m : of_.measures()) {
            comment(measure_word);
            field(m.key);
            field(std::to_string(m.width));
            for (std::size_t a = 0; a != of_.axes().size(); ++a) {
                if (!m.adds_up_over[a]) field(name_of(of_.axes()[a].by()));
            }
            end_line();
        }
    }

    void coverage_lines() {
        std::vector<axis const*> deciding;
        for (axis const& a : of_.axes()) {
            if (detail::decides_coverage(a.by().what)) deciding.push_back(&a);
        }
        for (cube_measure const& m : of_.measures()) {
            for (std::size_t at = 0; at != m.covered.size(); ++at) {
                if (m.covered[at] == coverage::nobody_asked) continue;
                std::vector<std::string_view> keys(deciding.size());
                std::size_t left = at;
                for (std::size_t a = deciding.size(); a-- != 0;) {
                    keys[a] = deciding[a]->key(left % deciding[a]->size());
                    left /= deciding[a]->size();
                }
                std::string bits;
                for (coverage_word const& w : coverage_words) {
                    if ((m.covered[at] | w.bit) != m.covered[at]) continue;
                    if (!bits.empty()) bits += '+';
                    bits += w.text;
                }
                comment(covered_word);
                field(m.key);
                field(bits);
                for (std::string_view const key : keys) field(key);
                end_line();
            }
        }
    }

    /// Only the lines of a sparse cube say which groups it has.
    void groups_without_numbers() {
        if (of_.is_dense()) return;
        cube const with_numbers = without_empty_groups(of_);
        std::size_t next = 0;
        for (std::size_t at = 0; at != of_.size(); ++at) {
            if (next != with_numbers.size() && with_numbers.group(next) == of_.group(at)) {
                ++next;
                continue;
            }
            comment(group_word);
            keys_of(at);
            end_line();
        }
    }

    void line(std::string_view measure, std::string_view counter, std::size_t at,
              std::string_view days, std::int64_t n) {
        field(measure);
        field(counter);
        keys_of(at);
        field(days);
        field(std::to_string(n));
        end_line();
    }

    void keys_of(std::size_t at) {
        for (std::size_t a = 0; a != of_.axes().size(); ++a)
            field(of_.axes()[a].key(of_.entry(at, a)));
    }

    void comment(std::string_view word) {
        text_ += "# ";
        field(word);
    }

    void field(std::string_view value) {
        if (has_field_) text_ += ',';
        has_field_ = true;
        if (value.find_first_of(",\"\r\n") == std::string_view::npos) {
            text_ += value;
            return;
        }
        text_ += '"';
        for (char const c : value) {
            if (c == '"') text_ += '"';
            text_ += c;
        }
        text_ += '"';
    }

    void end_line() {
        text_ += '\n';
        has_field_ = false;
    }

    cube const& of_;
    std::string text_;
    bool has_field_ = false;
};

/// Number of a text that is nothing else.
template <class Integer> std::optional<Integer> whole_number(std::string_view text) {
    Integer value = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// Where the line that starts at `from` ends: after its line end outside quotes.
std::size_t end_of_record(std::string_view text, std::size_t from) {
    bool is_quoted = false;
    for (std::size_t at = from; at != text.size(); ++at) {
        if (text[at] == '"')
            is_quoted = !is_quoted;
        else if (text[at] == '\n' && !is_quoted)
            return at + 1;
    }
    return text.size();
}

class parser {
  public:
    parser(std::string_view text, std::string const& source) : text_(text), source_(source) {}

    [[nodiscard]] result<cube> made() {
        if (!read_head() || !read_table() || !make_cube()) {
            return std::unexpected(std::move(*fault_));
        }
        return std::move(cube_);
    }

  private:
    using index = std::unordered_map<std::string_view, std::size_t>;

    /// A number of the table.
    struct cell {
        std::uint64_t group;
        std::size_t measure;
        std::size_t day; ///< `is_whole` in the place of a day for the whole of a share
        std::int64_t n;
        std::uint64_t row;
    };

    static constexpr std::size_t is_whole = static_cast<std::size_t>(-1);

    bool fail(failure_code code, std::uint64_t row, std::string_view column, std::string message,
              std::string mend = {}) {
        fault_ = failure{.code = code,
                         .where = {.source = source_, .row = row, .column = std::string(column)},
                         .message = std::move(message),
                         .mend = std::move(mend)};
        return false;
    }

    bool fail(failure what, std::uint64_t row) {
        what.where.source = source_;
        what.where.row = row;
        fault_ = std::move(what);
        return false;
    }

    // The lines before the table.

    bool read_head() {
        constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
        if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
        while (at_ < text_.size() && text_[at_] == '#') {
            std::size_t const end = end_of_record(text_, at_);
            std::string_view line = text_.substr(at_ + 1, end - at_ - 1);
            if (line.starts_with(' ')) line.remove_prefix(1);
            std::vector<failure> faults;
            detail::csv_reader const record(line, source_, faults);
            if (!faults.empty()) return fail(std::move(faults.front()), row_);
            if (!read_line(record.header())) return false;
            row_ += lines_in(text_.substr(at_, end - at_));
            at_ = end;
        }
        if (stage_ == 0) {
            return fail(failure_code::field_malformed, row_, {},
                        "this is no partial result: it does not begin with \"# upheld_partial\"");
        }
        if (stage_ < 3) {
            return fail(failure_code::field_missing, row_, {},
                        stage_ == 1 ? "there is no line \"# period\""
                                    : "there is no line \"# groups\"");
        }
        return true;
    }

    static std::uint64_t lines_in(std::string_view text) {
        return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
    }

    bool read_line(std::vector<std::string> const& fields) {
        struct kind {
            std::string_view word;
            int stage;         ///< lines come in the order of these
            bool only_once;    ///< and some of them once
            std::size_t least; ///< fields, the word included
            bool (parser::*read)(std::vector<std::string> const&);
        };

        static constexpr std::array kinds = {
            kind{version_word, 1, true, 2, &parser::read_version},
            kind{period_word, 2, true, 4, &parser::read_period},
            kind{axis_word, 2, false, 2, &parser::read_axis},
            kind{entry_word, 2, false, 3, &parser::read_entry},
            kind{groups_word, 3, true, 2, &parser::read_groups},
            kind{measure_word, 4, false, 3, &parser::read_measure},
            kind{covered_word, 5, false, 3, &parser::read_covered},
            kind{group_word, 6, false, 1, &parser::read_group},
        };
        std::string_view const word = fields.empty() ? std::string_view() : fields.front();
        auto const found =
            std::find_if(kinds.begin(), kinds.end(), [&](kind const& k) { return k.word == word; });
        if (found == kinds.end()) {
            return fail(failure_code::field_malformed, row_, {},
                        "nothing is known of lines \"# " + std::string(word) + '"');
        }
        bool const starts = stage_ == found->stage - 1;
        bool const is_in_order = found->only_once ? starts
                                 : stage_ >= 3    ? stage_ <= found->stage
                                                  : stage_ == found->stage;
        if (!is_in_order) {
            return fail(failure_code::order_broken, row_, {},
                        "a line \"# " + std::string(word) + "\" has no place here");
        }
        if (fields.size() < found->least) {
            return fail(failure_code::field_missing, row_, {},
                        "a line \"# " + std::string(word) + "\" has too few fields");
        }
        stage_ = found->stage;
        return (this->*found->read)(fields);
    }

    bool has_fields(std::vector<std::string> const& fields, std::size_t count) {
        if (fields.size() == count) return true;
        return fail(failure_code::field_malformed, row_, {},
                    "the line has " + std::to_string(fields.size()) + " fields, and should have " +
                        std::to_string(count));
    }

    bool read_version(std::vector<std::string> const& fields) {
        if (!has_fields(fields, 2)) return false;
        if (fields[1] == version_text) return true;
        auto const version = whole_number<std::uint32_t>(fields[1]);
        if (!version || *version == 0) {
            return fail(failure_code::field_malformed, row_, version_word,
                        '"' + fields[1] + "\" is no version");
        }
        return fail(failure_code::value_out_of_range, row_, version_word,
                    "the partial result is of version " + fields[1] +
                        ", and this program reads up to version " + std::string(version_text),
                    "use a newer Upheld");
    }

    bool read_period(std::vector<std::string> const& fields) {
        if (!has_fields(fields, 4)) return false;
        auto const first = day_from_text(fields[2]);
        auto const last = day_from_text(fields[3]);
        if (!first) return fail(first.error(), row_);
        if (!last) return fail(last.error(), row_);
        of_ = {fields[1], {*first, *last}};
        return true;
    }

    bool read_axis(std::vector<std::string> const& fields) {
        if (!has_fields(fields, 2) || !end_axis()) return false;
        auto by = detail::grouping_named(fields[1]);
        if (!by) {
            return fail(failure_code::key_unknown, row_, axis_word,
                        "there is no grouping \"" + fields[1] + '"');
        }
        if (axis_named(fields[1])) {
            return fail(failure_code::key_repeated, row_, axis_word,
                        "the grouping \"" + fields[1] + "\" is there twice");
        }
        axes_.emplace_back(std::move(*by));
        return true;
    }

    bool read_entry(std::vector<std::string> const& fields) {
        if (!has_fields(fields, 3)) return false;
        if (axes_.empty()) {
            return fail(failure_code::order_broken, row_, {}, "an entry stands before any axis");
        }
        axes_.back().add(fields[1], fields[2]);
        return true;
    }

    /// Checks the axis that has been read last.
    bool end_axis() {
        if (axes_.empty()) return true;
        auto fault = detail::fault_of_keys(axes_.back());
        return !fault || fail(std::move(*fault), row_);
    }

    bool read_groups(std::vector<std::string> const& fields) {
        if (!has_fields(fields, 2) || !end_axis()) return false;
        if (fields[1] != dense_text && fields[1] != sparse_text) {
            return fail(failure_code::field_malformed, row_, groups_word,
                        "groups are \"dense\" or \"sparse\", not \"" + fields[1] + '"');
        }
        is_dense_ = fields[1] == dense_text;
        auto const domain = detail::domain_of(axes_);
        auto const covered = detail::domain_of(axes_, true);
        std::uint64_t const most = most_numbers(text_.size());
        if (!domain || !covered || *covered > most || (is_dense_ && *domain > most)) {
            return fail(failure_code::value_out_of_range, row_, groups_word,
                        "the cube would be far larger than this file",
                        "write it without its empty groups");
        }
        domain_ = *domain;
        coverage_size_ = static_cast<std::size_t>(*covered);
        for (axis const& a : axes_) {
            index& entries = entries_.emplace_back();
            for (std::size_t at = 0; at != a.size(); ++at) entries.emplace(a.key(at), at);
        }
        return true;
    }

    [[nodiscard]] std::optional<std::size_t> axis_named(std::string_view name) const {
        for (std::size_t a = 0; a != axes_.size(); ++a) {
            if (name_of(axes_[a].by()) == name) return a;
        }
        return std::nullopt;
    }

    bool read_measure(std::vector<std::string> const& fields) {
        auto const meaning = detail::known_measure(fields[1]);
        if (!meaning) return fail(meaning.error(), row_);
        if (measure_named(fields[1])) {
            return fail(failure_code::key_repeated, row_, measure_word,
                        "the measure \"" + fields[1] + "\" is there twice");
        }
        auto const width = whole_number<std::uint32_t>(fields[2]);
        bool const is_days = meaning->form == figure_form::days;
        if (!width || *width == 0 || (*width != 1 && !is_days)) {
            return fail(failure_code::field_malformed, row_, measure_word,
                        '"' + fields[2] + "\" is no width of \"" + fields[1] + '"',
                        "the width is 1, for working days one more than the longest");
        }
        std::vector<bool> adds_up(axes_.size(), true);
        for (std::size_t f = 3; f < fields.size(); ++f) {
            auto const over = axis_named(fields[f]);
            if (!over) {
                return fail(failure_code::key_unknown, row_, measure_word,
                            "there is no axis \"" + fields[f] + '"');
            }
            adds_up[*over] = false;
        }
        cube_measure m;
        m.key = fields[1];
        m.width = *width;
        m.adds_up_over = std::move(adds_up);
        measures_.push_back(std::move(m));
        forms_.push_back(meaning->form);
        // Tables of coverage take an eighth of the memory of numbers, and dense ones have as many.
        if (coverage_size_ * measures_.size() > most_numbers(text_.size())) {
            return fail(failure_code::value_out_of_range, row_, measure_word,
                        "the tables of coverage would be far larger than this file");
        }
        measures_.back().covered.assign(coverage_size_, coverage::nobody_asked);
        return true;
    }

    [[nodiscard]] std::optional<std::size_t> measure_named(std::string_view key) const {
        for (std::size_t m = 0; m != measures_.size(); ++m) {
            if (measures_[m].key == key) return m;
        }
        return std::nullopt;
    }

    std::optional<std::size_t> entry(std::size_t a, std::string_view key, std::uint64_t row) {
        auto const found = entries_[a].find(key);
        if (found != entries_[a].end()) return found->second;
        std::string const name = name_of(axes_[a].by());
        fail(failure_code::key_unknown, row, name,
             "no line \"# entry\" of \"" + name + "\" has \"" + std::string(key) + '"');
        return std::nullopt;
    }

    bool read_covered(std::vector<std::string> const& fields) {
        auto const m = measure_named(fields[1]);
        if (!m) {
            return fail(failure_code::key_unknown, row_, covered_word,
                        "no line \"# measure\" has \"" + fields[1] + '"');
        }
        coverage all = coverage::nobody_asked;
        for (std::string_view left = fields[2]; true;) {
            std::string_view const word = left.substr(0, left.find('+'));
            auto const found = std::find_if(coverage_words.begin(), coverage_words.end(),
                                            [&](coverage_word const& w) { return w.text == word; });
            if (found == coverage_words.end()) {
                return fail(failure_code::field_malformed, row_, covered_word,
                            '"' + std::string(word) + "\" is no coverage",
                            "use kept, not_collected, not_known or not_applicable, with + between");
            }
            all = all | found->bit;
            if (word.size() == left.size()) break;
            left.remove_prefix(word.size() + 1);
        }
        std::size_t position = 0;
        std::size_t next = 3;
        for (std::size_t a = 0; a != axes_.size(); ++a) {
            if (!detail::decides_coverage(axes_[a].by().what)) continue;
            if (next == fields.size()) {
                return fail(failure_code::field_missing, row_, covered_word,
                            "the line has too few keys");
            }
            auto const at = entry(a, fields[next++], row_);
            if (!at) return false;
            position = position * axes_[a].size() + *at;
        }
        if (!has_fields(fields, next)) return false;
        measures_[*m].covered[position] = measures_[*m].covered[position] | all;
        return true;
    }

    bool read_group(std::vector<std::string> const& fields) {
        if (!has_fields(fields, 1 + axes_.size())) return false;
        if (is_dense_) {
            return fail(failure_code::contradiction, row_, group_word,
                        "a dense cube has all groups");
        }
        std::uint64_t number = 0;
        for (std::size_t a = 0; a != axes_.size(); ++a) {
            auto const at = entry(a, fields[a + 1], row_);
            if (!at) return false;
            number = number * axes_[a].size() + *at;
        }
        groups_.push_back(number);
        return true;
    }

    // The table.

    bool read_table() {
        std::vector<failure> faults;
        detail::csv_reader reader(text_.substr(at_), source_, faults);
        auto const in_file = [&](std::uint64_t row) { return row_ + row - 1; };
        if (!reader.has_header()) {
            if (!faults.empty()) return fail(std::move(faults.front()), row_);
            return fail(failure_code::column_missing, row_, measure_column,
                        "there is no line with the names of columns");
        }
        if (!find_columns(reader.header())) return false;
        detail::csv_record record;
        while (reader.next(record)) {
            if (!record.is_whole) {
                std::uint64_t const row = in_file(faults.front().where.row);
                return fail(std::move(faults.front()), row);
            }
            if (!read_cell(record.fields, in_file(record.row))) return false;
        }
        return true;
    }

    bool find_columns(std::vector<std::string> const& header) {
        std::vector<std::string> wanted{std::string(measure_column), std::string(counter_column),
                                        std::string(days_column), std::string(n_column)};
        for (axis const& a : axes_) wanted.push_back(name_of(a.by()));
        columns_.assign(wanted.size(), header.size());
        for (std::size_t c = 0; c != header.size(); ++c) {
            auto const found = std::find(wanted.begin(), wanted.end(), header[c]);
            if (found == wanted.end()) {
                return fail(failure_code::column_unknown, row_, header[c],
                            "nothing reads the column");
            }
            std::size_t& at = columns_[static_cast<std::size_t>(found - wanted.begin())];
            if (at != header.size()) {
                return fail(failure_code::column_repeated, row_, header[c],
                            "the column is there twice");
            }
            at = c;
        }
        for (std::size_t w = 0; w != wanted.size(); ++w) {
            if (columns_[w] == header.size()) {
                return fail(failure_code::column_missing, row_, wanted[w],
                            "there is no such column");
            }
        }
        return true;
    }

    bool read_cell(std::vector<std::string_view> const& fields, std::uint64_t row) {
        std::string_view const key = fields[columns_[0]];
        std::string_view const counter = fields[columns_[1]];
        std::string_view const days = fields[columns_[2]];
        std::string_view const n_text = fields[columns_[3]];
        auto const m = measure_named(key);
        if (!m) {
            return fail(failure_code::key_unknown, row, measure_column,
                        "no line \"# measure\" has \"" + std::string(key) + '"');
        }
        cell made{0, *m, 0, 0, row};
        figure_form const form = forms_[*m];
        if (counter == whole_text && detail::has_whole(form)) {
            made.day = is_whole;
        } else if (counter != main_counter(form)) {
            return fail(failure_code::field_malformed, row, counter_column,
                        '"' + std::string(counter) + "\" is no counter of \"" + std::string(key) +
                            '"');
        }
        if (form == figure_form::days) {
            auto const day = whole_number<std::uint32_t>(days);
            if (!day) {
                return fail(failure_code::field_malformed, row, days_column,
                            '"' + std::string(days) + "\" is no number of working days");
            }
            if (*day >= measures_[*m].width) {
                return fail(failure_code::value_out_of_range, row, days_column,
                            "the line \"# measure\" says that there are fewer than " +
                                std::to_string(measures_[*m].width) + " working days");
            }
            made.day = *day;
        } else if (!days.empty()) {
            return fail(failure_code::field_malformed, row, days_column,
                        "working days mean nothing to \"" + std::string(key) + '"');
        }
        auto const n = whole_number<std::int64_t>(n_text);
        if (!n) {
            return fail(failure_code::field_malformed, row, n_column,
                        '"' + std::string(n_text) + "\" is no whole number of 64 bits");
        }
        made.n = *n;
        for (std::size_t a = 0; a != axes_.size(); ++a) {
            auto const at = entry(a, fields[columns_[4 + a]], row);
            if (!at) return false;
            made.group = made.group * axes_[a].size() + *at;
        }
        cells_.push_back(made);
        return true;
    }

    // The cube.

    bool make_cube() {
        if (!is_dense_) {
            for (cell const& c : cells_) groups_.push_back(c.group);
            std::sort(groups_.begin(), groups_.end());
            groups_.erase(std::unique(groups_.begin(), groups_.end()), groups_.end());
        }
        std::uint64_t const size = is_dense_ ? domain_ : groups_.size();
        auto const numbers = numbers_of(measures_, size);
        if (!numbers || *numbers > most_numbers(text_.size())) {
            return fail(failure_code::value_out_of_range, row_, groups_word,
                        "the cube would be far larger than this file",
                        "write it without its empty groups");
        }
        auto const groups = static_cast<std::size_t>(size);
        for (std::size_t m = 0; m != measures_.size(); ++m) {
            measures_[m].part.assign(groups * measures_[m].width, 0);
            if (detail::has_whole(forms_[m])) measures_[m].whole.assign(groups, 0);
        }
        for (cell const& c : cells_) {
            cube_measure& m = measures_[c.measure];
            std::size_t const at = position(c.group);
            std::int64_t& sum = c.day == is_whole ? m.whole[at] : m.part[at * m.width + c.day];
            if (__builtin_add_overflow(sum, c.n, &sum)) {
                return fail(failure_code::value_out_of_range, c.row, n_column,
                            "the sum with the lines before does not fit into 64 bits");
            }
        }
        for (std::size_t m = 0; m != measures_.size(); ++m) {
            if (auto fault = detail::fault_of_numbers(measures_[m], forms_[m])) {
                return fail(std::move(*fault), 0);
            }
        }
        entries_.clear(); // their keys are the axes'
        cube_ = is_dense_ ? cube(std::move(axes_), std::move(of_), std::move(measures_))
                          : cube(std::move(axes_), std::move(of_), std::move(measures_),
                                 std::move(groups_));
        return true;
    }

    [[nodiscard]] std::size_t position(std::uint64_t group) const {
        if (is_dense_) return static_cast<std::size_t>(group);
        auto const found = std::lower_bound(groups_.begin(), groups_.end(), group);
        return static_cast<std::size_t>(found - groups_.begin());
    }

    std::string_view text_;
    std::string const& source_;
    std::size_t at_ = 0;
    std::uint64_t row_ = 1; ///< of `at_`
    int stage_ = 0;         ///< of the line read last, see `read_line`
    std::optional<failure> fault_;

    period of_;
    std::vector<axis> axes_;
    std::vector<index> entries_; ///< of keys, one an axis
    bool is_dense_ = true;
    std::uint64_t domain_ = 1;
    std::size_t coverage_size_ = 1;
    std::vector<cube_measure> measures_;
    std::vector<figure_form> forms_; ///< of `measures_`
    std::vector<std::uint64_t> groups_;
    std::vector<std::size_t> columns_; ///< measure, counter, days, n, then one an axis
    std::vector<cell> cells_;
    cube cube_;
};

} // namespace

std::string to_partial_csv(cube const& of) {
    auto const numbers = numbers_of(of.measures(), of.size());
    if (of.is_dense() &&
        (!numbers || std::max<std::uint64_t>(*numbers, of.size()) > detail::largest_dense_made)) {
        return writer(without_empty_groups(of)).made();
    }
    return writer(of).made();
}

result<cube> cube_from_partial_csv(std::string_view text, std::string const& source) {
    return parser(text, source).made();
}

} // namespace upheld
