// SPDX-License-Identifier: BSL-1.0

/// Claim: a snapshot of 1e7 aspects is opened, checked and asked for its first table within 50 ms
/// when the file is in the page cache; a snapshot of 100,000 complaints gives its first table at
/// least 100 times as soon as the folder of CSV files that it was made of.

#include "made_folder.hpp"
#include "statistics_bench.hpp"
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/rollup/snapshot.hpp"
#include "upheld/store/folder.hpp"
#include "upheld/store/synthetic_folder.hpp"
#include "upheld/taxonomy/taxonomy_to_toml.hpp"

#include <filesystem>
#include <fstream>

using namespace statistics_bench;

namespace {

result<cube> first_table(columns const& rows) {
    return rollup(rows, {dimension::unit, dimension::subject, dimension::outcome}, {"aspects"}, {},
                  {}, {.use_summaries = false});
}

snapshot opened(std::string const& path) {
    auto made = snapshot::open(path);
    if (!made) give_up(to_string(made.error()));
    return std::move(*made);
}

void write(std::string const& path, store const& cases, columns const& rows) {
    auto const wrote = write_snapshot(path, cases, rows, last_day);
    if (!wrote) give_up(to_string(wrote.error()));
}

#ifdef UPHELD_WITH_SQLITE
/// The same rows in a file of SQLite's.
sql_rows ask_sqlite_file(std::string const& path, std::string const& sql) {
    sqlite3* database = nullptr;
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READONLY, nullptr) != SQLITE_OK ||
        sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
        give_up(sqlite3_errmsg(database));
    }
    sql_rows rows;
    rows.columns = static_cast<std::size_t>(sqlite3_column_count(statement));
    while (sqlite3_step(statement) == SQLITE_ROW) {
        for (std::size_t at = 0; at != rows.columns; ++at) {
            rows.numbers.push_back(sqlite3_column_int64(statement, static_cast<int>(at)));
        }
    }
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return rows;
}
#endif

/// Statistics alone, as many rows as are asked for.
class statistics_alone {
  public:
    statistics_alone(session& bench, scratch_folder const& files)
        : path_(files.path("statistics.upheld")), made_(made_columns(words_, bench.rows())) {
        store const nobody(words_, england_and_wales());
        double const took = seconds_of(timed_by::wall, [&] { write(path_, nobody, made_); });
        bytes_ = std::filesystem::file_size(path_);
        std::printf("written in %.3f s: %.1f MB, %.2f bytes a row\n", took,
                    static_cast<double>(bytes_) / 1e6,
                    static_cast<double>(bytes_) / static_cast<double>(bench.rows()));
    }

    void ask(session& bench, scratch_folder const& files) const {
        auto const counts = [](result<cube> const& table) {
            return counts_of(table, {units, subjects, outcomes});
        };
        bench.ask("a snapshot's first table: open, check, count unit x subject x outcome");
        bench.enter(
            "upheld_snapshot", [this] { return first_table(opened(path_).rows()); }, counts);
        bench.enter("columns_in_memory", [this] { return first_table(made_); }, counts);
#ifdef UPHELD_WITH_SQLITE
        if (bench.asks_sqlite()) {
            std::string const database = files.path("aspects.sqlite");
            sqlite_peer(made_rows(bench.rows())).run(("VACUUM INTO '" + database + "'").c_str());
            bench.enter("sqlite_file", [database] {
                return ask_sqlite_file(database,
                                       "SELECT unit, subject, outcome, count(*) FROM aspects "
                                       "GROUP BY unit, subject, outcome")
                    .by({units, subjects, outcomes});
            });
        }
#endif
        bench.enter_read(bytes_);
        bench.expect_microseconds("upheld_snapshot", 50'000);
    }

  private:
    taxonomy words_ = made_up_words();
    std::string path_;
    columns made_;
    std::uint64_t bytes_ = 0;
};

store read(std::string const& folder) {
    folder_reading reading = read_folder(folder);
    if (!reading.cases) give_up(to_string(reading.failures.front()));
    return std::move(*reading.cases);
}

/// Cases with their records, and the folder they were read from.
class cases_of_a_folder {
  public:
    /// @param complaints  about 1.4 aspects each
    cases_of_a_folder(scratch_folder const& files, std::uint64_t complaints)
        : complaints_(complaints), folder_(files.path("folder")),
          path_(files.path("cases.upheld")) {
        std::filesystem::create_directory(folder_);
        std::ofstream(folder_ + "/taxonomy.toml") << to_toml(words_);
        synthetic_plan const plan{
            .complaints = complaints, .seed = 1, .received = {first_day, last_day}};
        auto const done = write_synthetic_folder(words_, england_and_wales(), plan, folder_);
        if (!done) give_up(to_string(done.error()));
        events_ = done->events;
        store const cases = read(folder_);
        as_of_ = cases.last_recorded().value();
        auto const rows = columns_of(words_, cases.facts_as_of(as_of_)).value();
        double const took = seconds_of(timed_by::wall, [&] { write(path_, cases, rows); });
        columns const nothing(words_);
        write(files.path("records.upheld"), cases, nothing);
        write(files.path("nothing.upheld"), store(words_, england_and_wales()), nothing);
        auto const records =
            static_cast<double>(std::filesystem::file_size(files.path("records.upheld")) -
                                std::filesystem::file_size(files.path("nothing.upheld")));
        std::printf("%llu complaints, %llu events: written in %.3f s, records %.1f bytes a "
                    "complaint, %.1f an event\n",
                    static_cast<unsigned long long>(complaints),
                    static_cast<unsigned long long>(events_), took,
                    records / static_cast<double>(complaints),
                    records / static_cast<double>(events_));
    }

    void ask(session& bench) const {
        auto const everything = [](result<cube> const& table) { return everything_of(table); };
        bench.ask("the first table of " + std::to_string(complaints_) + " complaints", complaints_);
        bench.enter(
            "upheld_snapshot", [this] { return first_table(opened(path_).rows()); }, everything);
        bench.enter(
            "snapshot_with_its_store",
            [this] {
                snapshot const kept = opened(path_);
                auto const made = kept.cases();
                if (!made || made->event_count() != events_) give_up("another store");
                return first_table(kept.rows());
            },
            everything);
        bench.enter(
            "folder_of_csv",
            [this] {
                store const again = read(folder_);
                return first_table(columns_of(words_, again.facts_as_of(as_of_)).value());
            },
            everything);
        bench.expect_times_as_fast("upheld_snapshot", "folder_of_csv", 100);
    }

  private:
    taxonomy words_ = made_up_words();
    std::uint64_t complaints_;
    std::uint64_t events_ = 0;
    std::string folder_;
    std::string path_;
    day as_of_;
};

} // namespace

int main(int argc, char** argv) {
    session bench(argc, argv);
    scratch_folder const files;
    cases_of_a_folder const folder(files, bench.is_full_size() ? 100'000 : 2'000);
    statistics_alone const alone(bench, files);
    folder.ask(bench);
    alone.ask(bench, files);
    bench.run();
}
