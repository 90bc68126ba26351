// SPDX-License-Identifier: BSL-1.0
#include "cli/due_batch.hpp"

#include "basis/closest.hpp"
#include "upheld/deadline/deadline.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <unordered_map>
#include <utility>

namespace upheld::cli {
namespace {

using upheld::detail::csv_stream;
using upheld::detail::csv_stream_record;

constexpr std::array<std::string_view, 4> added_columns{"due_date", "original_due_date", "state",
                                                        "failure"};

constexpr std::size_t none = static_cast<std::size_t>(-1);

/// What the columns of the header mean.
struct batch_columns {
    struct named {
        std::size_t at;
        std::string name; ///< of the option or the event kind
    };

    std::size_t regime = none;
    std::size_t start_date = none;
    std::vector<named> options;
    std::vector<named> events;
};

/// Text on its way out. Grows with the longest row and not with their number.
class text_out {
  public:
    [[nodiscard]] std::string_view text() const { return std::string_view(bytes_.data(), size_); }

    [[nodiscard]] std::size_t size() const { return size_; }

    void clear() { size_ = 0; }

    void add(std::string_view text) {
        char* const to = room(text.size());
        std::copy(text.begin(), text.end(), to);
        size_ += text.size();
    }

    void add(char c) {
        *room(1) = c;
        ++size_;
    }

    /// In quotes where CSV needs them.
    void add_field(std::string_view field) {
        if (field.find_first_of(",\"\r\n") == std::string_view::npos) return add(field);
        add('"');
        for (char const c : field) {
            add(c);
            if (c == '"') add(c);
        }
        add('"');
    }

    void add_day(day on) {
        std::array<char, day_size>& kept =
            days_[static_cast<std::size_t>((on - earliest_day).value)];
        if (kept[0] == 0) {
            std::string const text = to_text(on);
            std::copy(text.begin(), text.end(), kept.begin());
        }
        std::copy(kept.begin(), kept.end(), room(day_size));
        size_ += day_size;
    }

  private:
    static constexpr std::size_t day_size = 10; // YYYY-MM-DD
    static constexpr day earliest_day{1900, 1, 1};
    static constexpr day latest_day{2199, 12, 31};

    char* room(std::size_t more) {
        if (bytes_.size() - size_ < more) bytes_.resize(2 * bytes_.size() + more);
        return bytes_.data() + size_;
    }

    std::vector<char> bytes_ = std::vector<char>(std::size_t{1} << 18);
    std::size_t size_ = 0;
    /// Every day's text, written when it is first needed.
    std::vector<std::array<char, day_size>> days_ = std::vector<std::array<char, day_size>>(
        static_cast<std::size_t>((latest_day - earliest_day).value) + 1);
};

/// A failure in the words of a row: where it is, the row itself shows.
std::string words_of(failure what) {
    what.where.source.clear();
    what.where.row = 0;
    return to_string(what);
}

/// What rows with one regime and one set of options have in common, and their answers so far.
struct prepared_clock {
    /// In few bytes, so that the answers of many years stay in the nearest caches.
    struct answer {
        std::int16_t due = 0;          ///< calendar days after the start
        std::int16_t original_due = 0; ///< the same
        clock_state state{};
        bool is_known = false;
    };

    clock_rule const* rule = nullptr;
    rule_options options;
    working_calendar const* calendar = nullptr;
    std::string fault;           ///< why none of them can be answered; empty if they can
    std::vector<answer> answers; ///< by start day, from the calendar's first
};

/// Where a clock may be found without a search.
struct recent_clock {
    std::string_view key; ///< as the map of clocks has it
    prepared_clock* clock = nullptr;
};

/// Spreads keys over the slots by their length and their last bytes, in which ids differ most.
std::size_t slot_of(std::string_view key) {
    std::uint64_t bytes = key.size();
    for (std::size_t i = 0; i != std::min<std::size_t>(key.size(), 7); ++i) {
        bytes = bytes << 8U | static_cast<unsigned char>(key[key.size() - 1 - i]);
    }
    return static_cast<std::size_t>(bytes * 0x9E37'79B9'7F4A'7C15U >> 58U); // Fibonacci hashing
}

class batch {
  public:
    batch(due_batch_request const& request, std::function<bool(std::string_view)> const& write)
        : request_(request), write_(write) {}

    due_batch_summary run(csv_stream& rows, std::function<void(std::uint64_t)> const& progress) {
        if (read_header(rows)) {
            csv_stream_record row;
            while (is_writable_ && rows.next(row)) {
                ++summary_.rows;
                take(row, rows.header().size());
                if (out_.size() >= out_size) {
                    flush();
                    if (progress) progress(summary_.rows);
                }
            }
            flush();
        }
        if (rows.stopped()) summary_.refused.push_back(*rows.stopped());
        if (!is_writable_) {
            summary_.refused.push_back({.code = failure_code::write_failed,
                                        .where = {},
                                        .message = "the output cannot be written",
                                        .mend = {}});
        }
        summary_.bytes_read = rows.bytes_read();
        return std::move(summary_);
    }

  private:
    static constexpr std::size_t out_size = std::size_t{1} << 17; ///< written at a time, about
    static constexpr std::size_t most_prepared = 256;

    void flush() {
        if (out_.size() == 0 || !is_writable_) return;
        is_writable_ = write_(out_.text());
        summary_.bytes_written += out_.size();
        out_.clear();
    }

    void refuse_header(failure_code code, std::string column, std::string message,
                       std::string mend) {
        summary_.refused.push_back(
            {.code = code,
             .where = {.source = request_.source, .row = 1, .column = std::move(column)},
             .message = std::move(message),
             .mend = std::move(mend)});
    }

    bool read_header(csv_stream const& rows);
    void take(csv_stream_record const& row, std::size_t width);
    void answer(csv_stream_record const& row);

    void answer_failure(std::string_view why) {
        ++summary_.failed_rows;
        out_.add(",,,,");
        out_.add_field(why);
    }

    /// The four added fields, each with the comma before it.
    void answer_with(day due, day original_due, clock_state state) {
        out_.add(',');
        out_.add_day(due);
        out_.add(',');
        out_.add_day(original_due);
        out_.add(',');
        out_.add(name_of(state));
        out_.add(',');
    }

    void answer_result(result<deadline> const& made) {
        if (made) {
            answer_with(made->due, made->original_due, made->state);
        } else {
            answer_failure(words_of(made.error()));
        }
    }

    prepared_clock& clock_of(csv_stream_record const& row);
    [[nodiscard]] result<void> prepare(prepared_clock& clock, csv_stream_record const& row) const;
    void answer_without_events(prepared_clock& clock, day start);
    [[nodiscard]] result<void> read_events(csv_stream_record const& row);

    due_batch_request const& request_;
    std::function<bool(std::string_view)> const& write_;
    due_batch_summary summary_;
    batch_columns columns_;
    text_out out_;
    bool is_writable_ = true;
    std::unordered_map<std::string, std::unique_ptr<prepared_clock>> clocks_;
    std::string key_;                     ///< regime and options of the row
    std::array<recent_clock, 64> recent_; ///< some of `clocks_`, by `slot_of`
    std::string bad_key_;
    std::unique_ptr<prepared_clock> bad_clock_; ///< the last that could not be prepared
    std::vector<clock_event> events_;
};

/// Finds the columns and writes the header. @returns false where the header is refused
bool batch::read_header(csv_stream const& rows) {
    if (rows.stopped()) return false;
    std::vector<std::string> option_names;
    for (clock_rule const& rule : request_.rules.rules()) {
        for (offered_option const& option : options_of(rule)) {
            std::string name(option.name);
            if (std::find(option_names.begin(), option_names.end(), name) == option_names.end()) {
                option_names.push_back(std::move(name));
            }
        }
    }
    std::vector<std::string> const& header = rows.header();
    for (std::size_t at = 0; at != header.size(); ++at) {
        std::string const& column = header[at];
        if (std::find(header.begin(), header.begin() + static_cast<std::ptrdiff_t>(at), column) !=
            header.begin() + static_cast<std::ptrdiff_t>(at)) {
            refuse_header(failure_code::column_repeated, column, "the column is there twice",
                          "rename or leave out one of the two");
        } else if (column == "regime") {
            columns_.regime = at;
        } else if (column == "start_date") {
            columns_.start_date = at;
        } else if (column.starts_with("option:")) {
            std::string name = column.substr(std::string_view("option:").size());
            if (std::find(option_names.begin(), option_names.end(), name) == option_names.end()) {
                refuse_header(failure_code::column_unknown, column,
                              "no rule has an option \"" + name + '"',
                              upheld::detail::suggest(name, option_names));
            }
            columns_.options.push_back({at, std::move(name)});
        } else if (column.starts_with("event:")) {
            std::string name = column.substr(std::string_view("event:").size());
            if (auto const kind = clock_event_kind_named(name); !kind) {
                refuse_header(failure_code::column_unknown, column, kind.error().message,
                              kind.error().mend);
            }
            columns_.events.push_back({at, std::move(name)});
        } else if (std::find(added_columns.begin(), added_columns.end(), column) !=
                   added_columns.end()) {
            refuse_header(failure_code::column_repeated, column,
                          "the column is one of those to be added", "rename it or leave it out");
        }
    }
    for (auto const& [at, name] : {std::pair(columns_.regime, std::string("regime")),
                                   std::pair(columns_.start_date, std::string("start_date"))}) {
        if (at == none) {
            refuse_header(failure_code::column_missing, name, "the column is missing",
                          "the first line names the columns: regime,start_date");
        }
    }
    if (!summary_.refused.empty()) return false;
    for (std::string const& column : header) {
        out_.add_field(column);
        out_.add(',');
    }
    for (std::string_view const column : added_columns) {
        out_.add(column);
        out_.add(column == added_columns.back() ? '\n' : ',');
    }
    return true;
}

void batch::take(csv_stream_record const& row, std::size_t width) {
    if (!row.plain_line.empty()) {
        out_.add(row.plain_line);
    } else {
        for (std::size_t at = 0; at != width; ++at) {
            if (at != 0) out_.add(',');
            // A row with a fault may have too few.
            if (at < row.fields.size()) out_.add_field(row.fields[at]);
        }
    }
    if (row.is_whole) {
        answer(row);
    } else {
        std::string why;
        for (failure const& fault : row.faults) {
            if (!why.empty()) why += "; ";
            why += words_of(fault);
        }
        answer_failure(why);
    }
    out_.add('\n');
}

void batch::answer(csv_stream_record const& row) {
    prepared_clock& clock = clock_of(row);
    if (!clock.fault.empty()) return answer_failure(clock.fault);
    if (auto const read = read_events(row); !read) return answer_failure(words_of(read.error()));
    std::string_view const start_text = row.fields[columns_.start_date];
    if (start_text.empty()) {
        if (events_.empty()) return answer_failure("start_date: the field is empty");
        return answer_result(deadline_of(*clock.rule, events_, clock.options, *clock.calendar,
                                         request_.as_of, keep_ledger::no));
    }
    auto const start = day_from_text(start_text);
    if (!start) return answer_failure("start_date: " + words_of(start.error()));
    if (events_.empty()) return answer_without_events(clock, *start);
    answer_result(deadline_of(*clock.rule, *start, events_, clock.options, *clock.calendar,
                              request_.as_of, keep_ledger::no));
}

prepared_clock& batch::clock_of(csv_stream_record const& row) {
    std::string_view key = row.fields[columns_.regime];
    if (!columns_.options.empty()) {
        key_.assign(key);
        for (batch_columns::named const& option : columns_.options) {
            key_ += '\0'; // in no field: a row with such a byte is not whole
            key_ += row.fields[option.at];
        }
        key = key_;
    }
    recent_clock& recent = recent_[slot_of(key)];
    if (recent.clock != nullptr && recent.key == key) return *recent.clock;
    if (bad_clock_ && key == bad_key_) return *bad_clock_;
    auto found = clocks_.find(std::string(key));
    if (found == clocks_.end()) {
        auto made = std::make_unique<prepared_clock>();
        if (auto const ready = prepare(*made, row); !ready) {
            // Texts that name no clock may be of any number: keep the last one.
            made->fault = words_of(ready.error());
            bad_key_ = key;
            bad_clock_ = std::move(made);
            return *bad_clock_;
        }
        if (clocks_.size() == most_prepared) {
            clocks_.clear();
            recent_.fill({});
        }
        found = clocks_.emplace(std::string(key), std::move(made)).first;
    }
    recent = {found->first, found->second.get()};
    return *found->second;
}

result<void> batch::prepare(prepared_clock& clock, csv_stream_record const& row) const {
    std::string_view const regime = row.fields[columns_.regime];
    auto const in_column = [](failure what, std::string column) {
        what.where.column = std::move(column);
        return refuse(std::move(what));
    };
    clock.rule = request_.rules.find(regime);
    if (clock.rule == nullptr) return in_column(request_.rules.get(regime).error(), "regime");
    for (batch_columns::named const& option : columns_.options) {
        std::string_view const value = row.fields[option.at];
        if (value.empty()) continue;
        if (auto const set = clock.options.set(*clock.rule, option.name, value); !set) {
            return in_column(set.error(), "option:" + option.name);
        }
    }
    auto const calendar = request_.calendar_named(request_.calendar.empty()
                                                      ? calendar_id_for(*clock.rule, clock.options)
                                                      : std::string_view(request_.calendar));
    if (!calendar) return refuse(calendar.error());
    clock.calendar = *calendar;
    day_span const known = clock.calendar->known();
    clock.answers.resize(static_cast<std::size_t>((known.last - known.first).value) + 1);
    return {};
}

/// Rows with one clock and one start day have one answer, unless something happened.
void batch::answer_without_events(prepared_clock& clock, day start) {
    day_span const known = clock.calendar->known();
    if (known.covers(start)) {
        auto const& kept = clock.answers[static_cast<std::size_t>((start - known.first).value)];
        if (kept.is_known) {
            return answer_with(start + calendar_days(kept.due),
                               start + calendar_days(kept.original_due), kept.state);
        }
    }
    auto const made = deadline_of(*clock.rule, start, {}, clock.options, *clock.calendar,
                                  request_.as_of, keep_ledger::no);
    answer_result(made);
    if (!made || !known.covers(start)) return;
    std::int32_t const due = (made->due - start).value;
    std::int32_t const original_due = (made->original_due - start).value;
    if (!std::in_range<std::int16_t>(due) || !std::in_range<std::int16_t>(original_due)) return;
    clock.answers[static_cast<std::size_t>((start - known.first).value)] = {
        static_cast<std::int16_t>(due), static_cast<std::int16_t>(original_due), made->state, true};
}

result<void> batch::read_events(csv_stream_record const& row) {
    events_.clear();
    for (batch_columns::named const& event : columns_.events) {
        std::string_view const value = row.fields[event.at];
        if (value.empty()) continue;
        auto read = clock_event_from_text(event.name, value);
        if (!read) {
            failure what = std::move(read).error();
            what.where.column = "event:" + event.name;
            return refuse(std::move(what));
        }
        events_.push_back(*read);
    }
    return {};
}

} // namespace

due_batch_summary due_for_all(due_batch_request const& request, csv_stream::byte_source bytes,
                              std::function<bool(std::string_view)> const& write,
                              std::function<void(std::uint64_t)> const& progress,
                              std::size_t block) {
    csv_stream rows(std::move(bytes), request.source, block);
    return batch(request, write).run(rows, progress);
}

} // namespace upheld::cli
