// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/read_columns.hpp"

#include "basis/in_threads.hpp"
#include "rollup/case_filling.hpp"
#include "store/case_cuts.hpp"
#include "store/folder_words.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <memory>
#include <mutex>
#include <utility>

namespace upheld {

struct folder_columns::contents {
    contents(taxonomy w, working_calendar c, columns_options const& options)
        : words(std::move(w)), calendar(std::move(c)), rows(words, options) {}

    taxonomy words;
    working_calendar calendar;
    columns rows;
    std::optional<viewpoint> from;
    std::vector<series_figure> series;
};

folder_columns::folder_columns(folder_columns&& other) noexcept
    : contents_(std::exchange(other.contents_, nullptr)) {}

folder_columns& folder_columns::operator=(folder_columns&& other) noexcept {
    std::swap(contents_, other.contents_);
    return *this;
}

folder_columns::~folder_columns() { delete contents_; }

taxonomy const& folder_columns::words() const noexcept { return contents_->words; }

columns const& folder_columns::rows() const noexcept { return contents_->rows; }

working_calendar const& folder_columns::calendar() const noexcept { return contents_->calendar; }

std::optional<viewpoint> folder_columns::from() const noexcept { return contents_->from; }

std::span<series_figure const> folder_columns::series() const noexcept { return contents_->series; }

namespace {

using namespace detail;

/// The four files of cases; those that are not there are no files.
struct open_files {
    std::array<std::optional<csv_file>, 4> files;
    case_files parts;

    /// @returns false if one is missing that is needed, or cannot be read
    [[nodiscard]] bool open(std::string const& folder) {
        std::array<std::pair<table_spec const*, file_part*>, 4> const tables{
            {{&complaints_csv, &parts.complaints},
             {&mentions_csv, &parts.mentions},
             {&aspects_csv, &parts.aspects},
             {&events_csv, &parts.events}}};
        for (std::size_t i = 0; i != tables.size(); ++i) {
            auto const& [spec, part] = tables[i];
            std::filesystem::path const path = std::filesystem::path(folder) / spec->file;
            std::error_code ignored;
            if (!spec->is_needed && !std::filesystem::exists(path, ignored)) continue;
            files[i] = csv_file::open(path.string());
            if (!files[i]) return false;
            *part = {.file = &*files[i], .from = 0, .until = files[i]->size()};
        }
        return true;
    }
};

/// Complaints that the other tables refer to, rising.
std::vector<std::uint64_t> referred_to(record_set const& others) {
    std::vector<std::uint64_t> ids;
    for (ombudsman_case const& c : others.ombudsman_cases) {
        if (c.complaint) ids.push_back(c.complaint->value);
    }
    for (remedy const& r : others.remedies) {
        if (r.complaint) ids.push_back(r.complaint->value);
    }
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    return ids;
}

/// Shows progress from several threads in turn.
class shared_progress {
  public:
    explicit shared_progress(reading_progress to) : to_(to) {}

    /// Cheap unless it is time to show something.
    void add(std::uint64_t rows) {
        if (to_.show == nullptr) return;
        std::lock_guard const only_one(mutex_);
        rows_ += rows;
        to_.show(static_cast<std::size_t>(rows_), to_.context);
    }

  private:
    reading_progress to_;
    std::mutex mutex_;
    std::uint64_t rows_ = 0;
};

/// Reads one part's cases into columns of its own. @returns false if they do not hold all
[[nodiscard]] bool fill(columns::tables& into, case_reader& from, shared_progress& progress) {
    constexpr std::uint64_t cases_a_step = 16'384;
    case_filling filling(into);
    std::uint64_t cases = 0;
    std::uint64_t rows = 0;
    bool is_held = true;
    for (read_case one; is_held && from.next(one);) {
        is_held = filling.add(one);
        rows += one.rows;
        if (++cases % cases_a_step == 0) progress.add(std::exchange(rows, 0));
    }
    filling.finish();
    progress.add(rows);
    return is_held;
}

class fast_reading {
  public:
    fast_reading(std::string const& folder, columns_reading_options const& options)
        : folder_(folder), options_(options) {}

    /// @returns nothing if there is anything that `read_folder` has to judge
    [[nodiscard]] std::optional<columns_reading> read() {
        folder_words loaded = read_folder_words(folder_, options_.calendar);
        if (!loaded.failures.empty()) return std::nullopt;
        open_files files;
        if (!files.open(folder_)) return std::nullopt;
        auto others = read_other_tables(folder_, loaded.words);
        if (!others) return std::nullopt;
        case_words const words(loaded.words, *loaded.calendar);
        std::vector<std::uint64_t> const wanted = referred_to(*others);

        doubt why = doubt::none;
        auto const read_as = [&](case_order order,
                                 unsigned threads) -> std::optional<columns_reading> {
            auto made = std::make_unique<folder_columns::contents>(loaded.words, *loaded.calendar,
                                                                   options_.columns);
            rows_ = 0;
            found_.clear();
            events_.clear();
            last_recorded_.reset();
            why = read_cases(*made, words, files.parts, order, threads, wanted);
            if (why == doubt::none && !add_others(*made, *others)) why = doubt::content;
            if (why != doubt::none) return std::nullopt;
            if (options_.summarise) made->rows.summarise(options_.threads);
            columns_reading whole;
            whole.rows = rows_;
            whole.way =
                order == case_order::by_case ? columns_way::side_by_side : columns_way::sorted;
            whole.cases.emplace(made.release());
            return whole;
        };
        if (options_.threads > 1) {
            // A cut may have gone through a field in quotes, so what parts doubt one piece need
            // not.
            if (auto whole = read_as(case_order::by_case, options_.threads)) return whole;
        }
        if (auto whole = read_as(case_order::by_case, 1)) return whole;
        if (why == doubt::order) return read_as(case_order::any, 1);
        return std::nullopt;
    }

  private:
    doubt read_cases(folder_columns::contents& into, case_words const& words,
                     case_files const& files, case_order order, unsigned threads,
                     std::span<std::uint64_t const> wanted) {
        std::vector<case_files> const parts = cut_by_case(files, threads);
        shared_progress progress(options_.progress);
        std::vector<case_reader> readers;
        std::vector<columns> made;
        for (case_files const& part : parts) {
            readers.emplace_back(words, part, order, options_.from, wanted);
            made.emplace_back(into.words, options_.columns);
        }
        std::vector<doubt> doubts(parts.size());
        in_threads(parts.size(), [&](std::size_t i) {
            bool const is_held = fill(made[i].inside(), readers[i], progress);
            doubts[i] = is_held ? readers[i].in_doubt() : doubt::content;
        });
        doubt why = *std::max_element(doubts.begin(), doubts.end());
        if (why == doubt::none && !ids_rise(readers)) why = doubt::order;
        if (why != doubt::none) return why;
        for (std::size_t i = 0; i != readers.size(); ++i) {
            // In the order in which the reader numbered them.
            for (std::string const& name : readers[i].places()) {
                if (!made[i].place(name)) return doubt::content;
            }
            if (i == 0) {
                into.rows = std::move(made.front());
            } else if (!into.rows.inside().take(std::move(made[i].inside()))) {
                return doubt::content;
            }
            cases_read const& so_far = readers[i].read_so_far();
            rows_ += so_far.complaints + so_far.mentions + so_far.aspects + so_far.events;
            see(so_far.last_recorded);
            found_.insert(found_.end(), readers[i].found().begin(), readers[i].found().end());
            auto const others = readers[i].events_of_others();
            events_.insert(events_.end(), others.begin(), others.end());
        }
        return doubt::none;
    }

    /// Has a store judge and count what is not of complaints, in the light of the complaints that
    /// it refers to. @returns false if there is a fault
    bool add_others(folder_columns::contents& into, record_set others) {
        store judge(into.words, into.calendar);
        for (complaint_line const& row : found_) {
            complaint& known = others.complaints.emplace_back();
            known.id = complaint_id(row.id);
            known.unit = row.unit;
            known.received = row.received;
            known.channel = row.channel;
            known.category = row.category;
            known.procedure = row.procedure;
            known.is_service_request = row.is_service_request;
        }
        others.events = std::move(events_);
        rows_ += others.ombudsman_cases.size() + others.deadlines.size() +
                 others.recommendations.size() + others.remedies.size() +
                 others.compliments.size() + others.series.size();
        if (!judge.fill(others).empty()) return false;
        see(judge.last_recorded());
        into.from = options_.from ? options_.from : at_the_time(last_recorded_);
        into.series.assign(judge.series().begin(), judge.series().end());
        if (!into.from) return true;
        facts const counted = judge.facts_as_of(*into.from);
        auto const add_all = [&](auto const& list) {
            return std::all_of(list.begin(), list.end(),
                               [&](auto const& row) { return into.rows.add(row).has_value(); });
        };
        return add_all(counted.referrals) && add_all(counted.deadlines) &&
               add_all(counted.recommendations) && add_all(counted.remedies) &&
               add_all(counted.compliments);
    }

    void see(std::optional<day> recorded) {
        if (recorded && (!last_recorded_ || *last_recorded_ < *recorded)) last_recorded_ = recorded;
    }

    std::string const& folder_;
    columns_reading_options const& options_;
    std::optional<day> last_recorded_;
    std::uint64_t rows_ = 0;
    std::vector<complaint_line> found_; ///< complaints that other tables refer to
    std::vector<event> events_;         ///< of ombudsman's cases
};

/// The same by way of a store, which finds out what is wrong.
columns_reading plain_reading(std::string const& folder, columns_reading_options const& options) {
    folder_reading read =
        options.calendar == nullptr
            ? read_folder(folder, options.progress, options.most_failures)
            : read_folder(folder, *options.calendar, options.progress, options.most_failures);
    columns_reading whole;
    whole.failures = std::move(read.failures);
    whole.failures_left_out = read.failures_left_out;
    whole.rows = read.rows;
    if (!read.cases) return whole;
    auto made = std::make_unique<folder_columns::contents>(read.cases->words(),
                                                           read.cases->calendar(), options.columns);
    made->from = options.from ? options.from : at_the_time(read.cases->last_recorded());
    made->series.assign(read.cases->series().begin(), read.cases->series().end());
    if (made->from) {
        auto rows = columns_of(made->words, read.cases->facts_as_of(*made->from), options.columns);
        if (!rows) {
            whole.failures.push_back(rows.error());
            return whole;
        }
        made->rows = std::move(*rows);
    }
    whole.cases.emplace(made.release());
    return whole;
}

} // namespace

columns_reading read_columns(std::string const& folder, columns_reading_options options) {
    UPHELD_EXPECTS(options.threads >= 1);
    if (auto whole = fast_reading(folder, options).read()) return std::move(*whole);
    return plain_reading(folder, options);
}

} // namespace upheld
