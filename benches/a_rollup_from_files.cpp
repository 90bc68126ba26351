// SPDX-License-Identifier: BSL-1.0

/// Claim: a cross-tabulation of a million complaints in a folder of CSV files, from the start of
/// the program to its end, is made at least 5 times as fast as by DuckDB from the same files, and
/// out of a snapshot at least 50 times as fast.
///
/// The question is how many aspects there are by unit and outcome; the outcome of an aspect is in
/// the last event that decided it. Whole processes are timed by the clock on the wall: `upheld
/// rollup`, this program as a job of DuckDB's C library, the program `sqlite3`, and Python with
/// pandas, each where it is found. All answers are compared first.

#include "contest.hpp"
#include "made_folder.hpp"
#include "statistics_peers.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <cerrno>
#include <map>
#include <sstream>

using namespace statistics_bench;

namespace {

constexpr std::uint64_t usual_complaints = 1'000'000;

/// Aspects by key of unit and of outcome.
using counts = std::map<std::pair<std::string, std::string>, std::int64_t>;

/// Reads lines of `unit,outcome,number`, whatever follows; a line without a number is a title.
counts counts_in(std::string const& file) {
    counts made;
    std::ifstream from(file);
    std::string line;
    while (std::getline(from, line)) {
        std::istringstream fields(line);
        std::string unit;
        std::string outcome;
        std::int64_t n = 0;
        if (std::getline(fields, unit, ',') && std::getline(fields, outcome, ',') && fields >> n) {
            made[{unit, outcome}] = n;
        }
    }
    return made;
}

/// A process with what it reads and writes.
struct process {
    std::vector<std::string> words{}; ///< the program, found like a shell does, and its arguments
    std::string input = "/dev/null";
    std::string output{};
};

/// Runs it to its end. @returns its exit code; nothing if there is no such program
std::optional<int> run(process const& what, seconds_taken& took) {
    std::vector<char*> words;
    for (std::string const& word : what.words) words.push_back(const_cast<char*>(word.c_str()));
    words.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, what.input.c_str(), O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, what.output.c_str(),
                                     O_WRONLY | O_CREAT | O_TRUNC, 0644);
    int refused = 0;
    int status = 0;
    rusage used{};
    took = seconds_taken_by([&] {
        pid_t child = 0;
        refused = posix_spawnp(&child, words[0], &files, nullptr, words.data(), environ);
        if (refused == 0 && ::wait4(child, &status, 0, &used) != child) {
            give_up(what.words[0] + ": cannot be waited for");
        }
    });
    posix_spawn_file_actions_destroy(&files);
    if (refused == ENOENT) return std::nullopt;
    if (refused != 0) give_up(what.words[0] + ": cannot be started");
    auto const seconds = [](timeval const& t) {
        return static_cast<double>(t.tv_sec) + 1e-6 * static_cast<double>(t.tv_usec);
    };
    took.of_processors = seconds(used.ru_utime) + seconds(used.ru_stime);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

/// Runs it and reads its answer.
counts answer_of(process const& what, seconds_taken& took) {
    auto const code = run(what, took);
    if (code != 0) give_up(what.words[0] + " has failed");
    counts made = counts_in(what.output);
    if (made.empty()) give_up(what.words[0] + " has answered nothing");
    return made;
}

/// Puts the list of units that keep outcomes, as SQL strings, into the question.
std::string with_units(std::string question, std::string const& unit_keys) {
    std::string_view const place = "UNITS";
    return question.replace(question.find(place), place.size(), unit_keys);
}

std::string const duckdb_flag = "--as-duckdb";

/// This program as DuckDB's: it writes the answer to its output.
/// @param arguments  FOLDER, the list of units that keep outcomes, and threads or `default`
int be_duckdb(std::span<char*> arguments) {
    std::string const threads = arguments[2];
    duckdb_peer database({});
    database.run(threads == "default" ? "RESET threads" : ("SET threads = " + threads).c_str());
    database.run("DROP TABLE aspects"); // of the other benches
    for (std::string const table : case_tables) {
        database.run(
            ("CREATE VIEW " + table + " AS FROM " + duckdb_file(arguments[0], table)).c_str());
    }
    database.run(with_units(R"(
        COPY (
            WITH happenings AS (
                FROM events WHERE kind IN ('outcome_decided', 'withdrawn')
            ), decided AS (
                SELECT aspect, arg_max(value, (happened, recorded, id)) AS outcome
                FROM happenings WHERE kind = 'outcome_decided' GROUP BY aspect
            )
            SELECT c.unit, CASE WHEN c.unit IN (UNITS) THEN coalesce(d.outcome, 'ongoing')
                                ELSE '(none)' END AS outcome, count(*)
            FROM aspects a JOIN mentions m ON a.mention = m.id
                           JOIN complaints c ON m.complaint = c.id
                           LEFT JOIN decided d ON d.aspect = a.id
            WHERE c.kind IS DISTINCT FROM 'service_request' AND NOT EXISTS (
                FROM happenings h WHERE h.kind = 'withdrawn' AND h.complaint = c.id)
            GROUP BY ALL
        ) TO '/dev/stdout' (HEADER false))",
                            arguments[1])
                     .c_str());
    return 0;
}

/// What the program `sqlite3` is told.
void write_sqlite_script(std::string const& path, std::string const& folder,
                         std::string const& unit_keys) {
    std::ofstream to(path);
    to << ".mode csv\n";
    for (std::string const table : case_tables) {
        std::string columns;
        for (std::string const& column : columns_in(file_of(folder, table))) {
            if (!columns.empty()) columns += ", ";
            columns += column + (held_in(column) == holds::ids ? " INTEGER" : " TEXT");
            if (column == "id") columns += " PRIMARY KEY";
        }
        to << "CREATE TABLE " << table << " (" << columns << ");\n"
           << ".import --skip 1 " << file_of(folder, table) << ' ' << table << '\n';
    }
    // Of each group SQLite gives the row that has the maximum.
    to << with_units(R"(
        WITH decided AS (
            SELECT aspect, value AS outcome, max(happened || recorded || printf('%019d', id))
            FROM events WHERE kind = 'outcome_decided' GROUP BY aspect
        )
        SELECT c.unit, CASE WHEN c.unit IN (UNITS) THEN coalesce(d.outcome, 'ongoing')
                            ELSE '(none)' END, count(*)
        FROM aspects a JOIN mentions m ON a.mention = m.id
                       JOIN complaints c ON m.complaint = c.id
                       LEFT JOIN decided d ON d.aspect = a.id
        WHERE c.kind <> 'service_request'
              AND c.id NOT IN (SELECT complaint FROM events WHERE kind = 'withdrawn')
        GROUP BY 1, 2;
)",
                     unit_keys);
}

/// Keys of the units that keep outcomes, apart by commas.
std::string without_quotes(std::string const& unit_keys) {
    std::string keys;
    for (char const c : unit_keys) {
        if (c != '\'' && c != ' ') keys += c;
    }
    return keys;
}

/// Takes a flag out of the arguments. @returns whether it was there
bool takes_flag(int& argc, char** argv, std::string_view flag) {
    char** const end = argv + argc;
    char** const left =
        std::remove_if(argv + 1, end, [&](char const* given) { return given == flag; });
    *left = nullptr;
    argc = static_cast<int>(left - argv);
    return left != end;
}

void print(contest<counts> const& all) {
    double const ours = all.shortest("upheld_rollup")->on_the_wall;
    double const snapshot = all.shortest("upheld_rollup_of_a_snapshot")->on_the_wall;
    std::printf("\n%-32s %10s %10s   slower than a folder, a snapshot\n", "", "wall ms", "core ms");
    for (std::string const& name : all.names()) {
        seconds_taken const took = *all.shortest(name);
        std::printf("%-32s %10.1f %10.1f %14.3g %14.3g\n", name.c_str(), took.on_the_wall * 1e3,
                    took.of_processors * 1e3, took.on_the_wall / ours, took.on_the_wall / snapshot);
    }
}

void print_claims(contest<counts> const& all) {
    if (!all.shortest("duckdb")) {
        std::printf("  claim against DuckDB: not run\n");
        return;
    }

    struct claim {
        char const* ours;
        double bound;
        char const* theirs; ///< with as many threads; a snapshot needs but one
    };

    for (auto const& [ours, bound, theirs] :
         {claim{"upheld_rollup", 5, "duckdb"},
          claim{"upheld_rollup_one_thread", 5, "duckdb_one_thread"},
          claim{"upheld_rollup_of_a_snapshot", 50, "duckdb"}}) {
        double const ratio = all.shortest(theirs)->on_the_wall / all.shortest(ours)->on_the_wall;
        std::printf("  claim: %s at least %g times as fast as %s: %.3g: %s\n", ours, bound, theirs,
                    ratio, ratio >= bound ? "holds here" : "MISSED HERE");
    }
}

} // namespace

int main(int argc, char** argv) {
#ifndef NDEBUG
    std::puts("not run: this is a debug build");
    return 77; // which CTest takes for "not run"
#endif
    std::span<char*> const arguments(argv, static_cast<std::size_t>(argc));
    if (argc == 5 && arguments[1] == duckdb_flag) return be_duckdb(arguments.subspan(2));
    bool const asks_sqlite = !takes_flag(argc, argv, "--without-sqlite"); // it needs longest
    std::uint64_t const complaints = complaints_asked(argc, argv, usual_complaints);
    contest<counts> all(argc, argv);

    scratch_folder const files;
    std::string const folder = files.path("folder");
    std::string const snapshot = files.path("cases.upheld");
    std::string const script = files.path("script.sql");
    std::string const output = files.path("output");
    std::string const unit_keys = units_with_outcomes(example_words());
    synthetic_counts const made = make_folder(folder, complaints);
    write_sqlite_script(script, folder, unit_keys);
    std::printf("%llu complaints, %llu aspects, %llu events, %.1f MB of CSV\n",
                static_cast<unsigned long long>(made.complaints),
                static_cast<unsigned long long>(made.aspects),
                static_cast<unsigned long long>(made.events),
                static_cast<double>(bytes_in(folder)) / 1e6);

    auto const enter = [&](char const* name, process what) {
        what.output = output;
        all.enter(name, [what](seconds_taken& took) { return answer_of(what, took); });
    };
    // As one runs it: with the threads that the machine has.
    process const rollup_as_usual{.words = {UPHELD_PROGRAM, "rollup", folder, "--by",
                                            "unit,outcome", "--measure", "aspects", "--format",
                                            "csv"}};
    auto const with = [](process what, std::initializer_list<char const*> more) {
        what.words.insert(what.words.end(), more.begin(), more.end());
        return what;
    };
    auto const duckdb_on = [&](char const* threads) {
        return process{.words = {"/proc/self/exe", duckdb_flag, folder, unit_keys, threads}};
    };
    enter("upheld_rollup", rollup_as_usual);
    enter("upheld_rollup_one_thread", with(rollup_as_usual, {"--threads", "1"}));

    seconds_taken converting;
    if (run({.words = {UPHELD_PROGRAM, "convert", folder, snapshot}, .output = output},
            converting) != 0) {
        give_up("upheld convert has failed");
    }
    std::printf("upheld convert to a snapshot of %.1f MB: %.2f s\n",
                static_cast<double>(std::filesystem::file_size(snapshot)) / 1e6,
                converting.on_the_wall);
    process rollup_of_a_snapshot = with(rollup_as_usual, {"--threads", "1"});
    rollup_of_a_snapshot.words[2] = snapshot;
    enter("upheld_rollup_of_a_snapshot", rollup_of_a_snapshot);

    std::puts(duckdb_peer::what().c_str());
    if (duckdb_peer::is_here) {
        enter("duckdb", duckdb_on("default"));
        enter("duckdb_one_thread", duckdb_on("1"));
    }
    seconds_taken ignored;
    process const asked_for_sqlite{.words = {"sqlite3", "--version"}, .output = output};
    if (!asks_sqlite) {
        std::puts("sqlite3: not asked");
    } else if (run(asked_for_sqlite, ignored) == 0) {
        enter("sqlite3", {.words = {"sqlite3", ":memory:"}, .input = script});
    } else {
        std::puts("sqlite3: not found");
    }
    process const asked_for_pandas{
        .words = {"python3", "-c",
                  "import sys, importlib.util as u; sys.exit(not u.find_spec('pandas'))"},
        .output = output};
    if (run(asked_for_pandas, ignored) == 0) {
        enter("pandas", {.words = {"python3", UPHELD_SOURCE_DIR "/benches/pandas_rollup.py", folder,
                                   without_quotes(unit_keys)}});
    } else {
        std::puts("pandas: not found");
    }

    all.run();
    print(all);
    if (complaints >= usual_complaints) print_claims(all);
}
