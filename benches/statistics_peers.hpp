// SPDX-License-Identifier: BSL-1.0
#pragma once

/// The ways others would count the rows of `statistics_rows.hpp`: a plain loop, a hash map, SQLite
/// in memory, DuckDB on one thread; `statistics_histogram.hpp` has Boost.Histogram. All give the
/// answer in the same form.

#include "statistics_rows.hpp"

#ifdef UPHELD_WITH_SQLITE
#include <sqlite3.h>
#endif
#ifdef UPHELD_WITH_DUCKDB
#include "duckdb.hpp"
#endif

#include <algorithm>
#include <memory>
#include <unordered_map>
#include <unordered_set>

namespace statistics_bench {

/// One number a cell of a table, the last axis running fastest.
using answer = std::vector<std::int64_t>;

/// What an SQL query gave: rows of whole numbers.
struct sql_rows {
    std::size_t columns = 0;
    std::vector<std::int64_t> numbers;

    /// The last column by cell; the others are the entries on axes of these sizes.
    [[nodiscard]] answer by(std::initializer_list<std::size_t> sizes) const {
        std::size_t cells = 1;
        for (std::size_t const size : sizes) cells *= size;
        if (columns != sizes.size() + 1) give_up("a query gave other columns than asked for");
        answer made(cells, 0);
        for (std::size_t row = 0; row != numbers.size(); row += columns) {
            std::size_t cell = 0;
            std::size_t along = row;
            for (std::size_t const size : sizes) {
                cell = cell * size + static_cast<std::size_t>(numbers[along++]);
            }
            made.at(cell) = numbers[along];
        }
        return made;
    }

    /// All numbers, as they came.
    [[nodiscard]] answer flat() const { return numbers; }
};

/// Plain loop: a counter a cell. @param cell_of  gives a row's cell, or `cells` to leave it out
template <class CellOf>
answer count_by_loop(std::span<aspect_row const> rows, std::size_t cells, CellOf cell_of) {
    answer made(cells + 1, 0);
    for (aspect_row const& row : rows) ++made[cell_of(row)];
    made.pop_back();
    return made;
}

/// A hash map from cell to counter, with room for all of them.
template <class CellOf>
answer count_by_map(std::span<aspect_row const> rows, std::size_t cells, CellOf cell_of) {
    std::unordered_map<std::uint32_t, std::int64_t> counts;
    counts.reserve(cells);
    for (aspect_row const& row : rows) {
        std::size_t const cell = cell_of(row);
        if (cell != cells) ++counts[static_cast<std::uint32_t>(cell)];
    }
    answer made(cells, 0);
    for (auto const& [cell, n] : counts) made[cell] = n;
    return made;
}

/// `CREATE TABLE` for both databases, in the order in which rows are handed over.
inline constexpr char const* sqlite_table =
    "CREATE TABLE aspects (complaint INTEGER, received INTEGER, service INTEGER, unit INTEGER, "
    "subject INTEGER, outcome INTEGER, answer INTEGER, channel INTEGER, working_days INTEGER, "
    "year INTEGER, is_first INTEGER)";
inline constexpr char const* duckdb_table =
    "CREATE TABLE aspects (complaint UINTEGER, received INTEGER, service UTINYINT, unit UTINYINT, "
    "subject UTINYINT, outcome UTINYINT, answer UTINYINT, channel UTINYINT, working_days UTINYINT, "
    "year UTINYINT, is_first UTINYINT)";

#ifdef UPHELD_WITH_SQLITE
/// SQLite in memory: one table, everything an integer.
class sqlite_peer {
  public:
    static constexpr bool is_here = true;
    inline static std::string const whole; ///< what makes a column a whole number: it is one

    explicit sqlite_peer(std::span<aspect_row const> rows) {
        if (sqlite3_open(":memory:", &database_) != SQLITE_OK) give_up("SQLite does not open");
        run("PRAGMA temp_store = MEMORY; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF");
        run(sqlite_table);
        run("BEGIN");
        sqlite3_stmt* insert = nullptr;
        if (sqlite3_prepare_v2(database_, "INSERT INTO aspects VALUES (?,?,?,?,?,?,?,?,?,?,?)", -1,
                               &insert, nullptr) != SQLITE_OK) {
            give_up(sqlite3_errmsg(database_));
        }
        for (aspect_row const& row : rows) {
            int at = 0;
            for (int const n :
                 {static_cast<int>(row.complaint), int{row.received}, int{row.service},
                  int{row.unit}, int{row.subject}, int{row.outcome}, int{row.answer},
                  int{row.channel}, int{row.working_days}, int{row.year}, int{row.is_first}}) {
                sqlite3_bind_int(insert, ++at, n);
            }
            if (sqlite3_step(insert) != SQLITE_DONE) give_up(sqlite3_errmsg(database_));
            sqlite3_reset(insert);
        }
        sqlite3_finalize(insert);
        run("COMMIT");
    }

    sqlite_peer(sqlite_peer const&) = delete;
    sqlite_peer& operator=(sqlite_peer const&) = delete;

    ~sqlite_peer() { sqlite3_close(database_); }

    void run(char const* sql) {
        if (sqlite3_exec(database_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) {
            give_up(sqlite3_errmsg(database_));
        }
    }

    [[nodiscard]] sql_rows query(std::string const& sql) const {
        sqlite3_stmt* statement = nullptr;
        if (sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK) {
            give_up(sqlite3_errmsg(database_));
        }
        sql_rows rows;
        rows.columns = static_cast<std::size_t>(sqlite3_column_count(statement));
        while (sqlite3_step(statement) == SQLITE_ROW) {
            for (std::size_t at = 0; at != rows.columns; ++at) {
                rows.numbers.push_back(sqlite3_column_int64(statement, static_cast<int>(at)));
            }
        }
        sqlite3_finalize(statement);
        return rows;
    }

    static std::string what() { return std::string("SQLite ") + sqlite3_libversion(); }

  private:
    sqlite3* database_ = nullptr;
};
#else
class sqlite_peer {
  public:
    static constexpr bool is_here = false;
    inline static std::string const whole;

    explicit sqlite_peer(std::span<aspect_row const>) {}

    void run(char const*) {}

    [[nodiscard]] sql_rows query(std::string const&) const { return {}; }

    static std::string what() { return "SQLite: not found when this was built"; }
};
#endif

#ifdef UPHELD_WITH_DUCKDB
/// DuckDB in memory on one thread: one table of the narrowest types.
class duckdb_peer {
  public:
    static constexpr bool is_here = true;
    inline static std::string const whole = "::BIGINT"; ///< what makes a column one of them

    explicit duckdb_peer(std::span<aspect_row const> rows) {
        if (duckdb_open(nullptr, &database_) != 0 || duckdb_connect(database_, &connection_) != 0) {
            give_up("DuckDB does not open");
        }
        run("SET threads = 1");
        run(duckdb_table);
        load(rows);
    }

    duckdb_peer(duckdb_peer const&) = delete;
    duckdb_peer& operator=(duckdb_peer const&) = delete;

    ~duckdb_peer() {
        duckdb_disconnect(&connection_);
        duckdb_close(&database_);
    }

    void run(char const* sql) { (void)query(sql); }

    /// @expects every column of the result is a BIGINT
    [[nodiscard]] sql_rows query(std::string const& sql) const {
        duckdb_result result{};
        if (duckdb_query(connection_, sql.c_str(), &result) != 0) {
            give_up(sql + ": " + duckdb_result_error(&result));
        }
        sql_rows rows;
        rows.columns = static_cast<std::size_t>(duckdb_column_count(&result));
        std::vector<std::int64_t const*> columns(rows.columns);
        while (duckdb_handle chunk = duckdb_fetch_chunk(result)) {
            for (std::size_t at = 0; at != rows.columns; ++at) {
                columns[at] = static_cast<std::int64_t const*>(
                    duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, at)));
            }
            std::uint64_t const size = duckdb_data_chunk_get_size(chunk);
            for (std::uint64_t n = 0; n != size; ++n) {
                for (std::int64_t const* column : columns) rows.numbers.push_back(column[n]);
            }
            duckdb_destroy_data_chunk(&chunk);
        }
        duckdb_destroy_result(&result);
        return rows;
    }

    static std::string what() { return std::string("DuckDB ") + duckdb_library_version(); }

  private:
    template <class T, class Field>
    static void put(duckdb_handle chunk, std::uint64_t column, std::span<aspect_row const> rows,
                    Field aspect_row::* field) {
        T* const to =
            static_cast<T*>(duckdb_vector_get_data(duckdb_data_chunk_get_vector(chunk, column)));
        for (std::size_t n = 0; n != rows.size(); ++n) to[n] = static_cast<T>(rows[n].*field);
    }

    void load(std::span<aspect_row const> rows) {
        std::array<int, 11> numbers{};
        numbers.fill(duckdb_type_uint8);
        numbers[0] = duckdb_type_uint32;
        numbers[1] = duckdb_type_int32;
        std::array<duckdb_handle, 11> types{};
        for (std::size_t n = 0; n != types.size(); ++n) {
            types[n] = duckdb_create_logical_type(numbers[n]);
        }
        duckdb_handle chunk = duckdb_create_data_chunk(types.data(), types.size());
        duckdb_handle appender = nullptr;
        if (duckdb_appender_create(connection_, nullptr, "aspects", &appender) != 0) {
            give_up("DuckDB takes no rows");
        }
        std::size_t const block = static_cast<std::size_t>(duckdb_vector_size());
        for (std::size_t from = 0; from < rows.size(); from += block) {
            auto const some = rows.subspan(from, std::min(block, rows.size() - from));
            duckdb_data_chunk_reset(chunk);
            put<std::uint32_t>(chunk, 0, some, &aspect_row::complaint);
            put<std::int32_t>(chunk, 1, some, &aspect_row::received);
            put<std::uint8_t>(chunk, 2, some, &aspect_row::service);
            put<std::uint8_t>(chunk, 3, some, &aspect_row::unit);
            put<std::uint8_t>(chunk, 4, some, &aspect_row::subject);
            put<std::uint8_t>(chunk, 5, some, &aspect_row::outcome);
            put<std::uint8_t>(chunk, 6, some, &aspect_row::answer);
            put<std::uint8_t>(chunk, 7, some, &aspect_row::channel);
            put<std::uint8_t>(chunk, 8, some, &aspect_row::working_days);
            put<std::uint8_t>(chunk, 9, some, &aspect_row::year);
            put<std::uint8_t>(chunk, 10, some, &aspect_row::is_first);
            duckdb_data_chunk_set_size(chunk, some.size());
            if (duckdb_append_data_chunk(appender, chunk) != 0) give_up("DuckDB took no rows");
        }
        if (duckdb_appender_destroy(&appender) != 0) give_up("DuckDB kept no rows");
        duckdb_destroy_data_chunk(&chunk);
        for (duckdb_handle& type : types) duckdb_destroy_logical_type(&type);
    }

    duckdb_handle database_ = nullptr;
    duckdb_handle connection_ = nullptr;
};
#else
class duckdb_peer {
  public:
    static constexpr bool is_here = false;
    inline static std::string const whole;

    explicit duckdb_peer(std::span<aspect_row const>) {}

    void run(char const*) {}

    [[nodiscard]] sql_rows query(std::string const&) const { return {}; }

    static std::string what() { return "DuckDB: not found when this was built"; }
};
#endif

} // namespace statistics_bench
