// SPDX-License-Identifier: BSL-1.0

/// Claim: `store::fill` takes at least 300,000 complaints a second on one core, each with its
/// mentions, aspects and events, folded and indexed.
///
/// The cases are those of `upheld generate` for the example's taxonomy. They stand in memory as
/// records, in sets of 5,000 complaints, as a reader of a file gives them. Before anything is
/// timed, stores filled one way and the other are compared record by record and fact by fact.
/// Beside `fill`: the same records entered one by one, and SQLite in memory with the same tables
/// and one index for each of the store's, where it is found; SQLite is given the due day and checks
/// nothing. Times are processor times of the thread; the table at the end has the fastest runs.

#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/store/folder.hpp"
#include "upheld/store/synthetic_folder.hpp"

#include <benchmark/benchmark.h>

#ifdef UPHELD_WITH_SQLITE
#include <sqlite3.h>
#endif

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string_view>

namespace {

using namespace upheld;

[[noreturn]] void give_up(std::string const& why) {
    std::fprintf(stderr, "%s\n", why.c_str());
    std::exit(1);
}

/// Seconds that the processor spent on this thread.
double thread_seconds() {
    std::timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

template <class Work> double seconds_of(Work work) {
    double const before = thread_seconds();
    work();
    return thread_seconds() - before;
}

store empty_store() {
    static taxonomy const words =
        load_taxonomy(std::string(UPHELD_SOURCE_DIR) + "/examples/bromley_2019_20/taxonomy.toml")
            .value;
    return {words, england_and_wales()};
}

/// All cases of a folder made for the purpose and taken away again.
struct made_up_cases {
    std::vector<record_set> sets; ///< 5,000 complaints each
    std::size_t complaints = 0;
    std::size_t rows = 0; ///< complaints, mentions, aspects and events

    explicit made_up_cases(std::uint64_t count) {
        std::string pattern = (std::filesystem::temp_directory_path() / "upheld-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) give_up("no temporary folder");
        std::filesystem::copy_file(std::string(UPHELD_SOURCE_DIR) +
                                       "/examples/bromley_2019_20/taxonomy.toml",
                                   pattern + "/taxonomy.toml");
        store const empty = empty_store();
        synthetic_plan const plan{
            .complaints = count, .seed = 1, .received = {day(2019, 4, 1), day(2020, 3, 31)}};
        if (!write_synthetic_folder(empty.words(), empty.calendar(), plan, pattern)) {
            give_up("the made-up cases cannot be written");
        }
        folder_reading const reading = read_folder(pattern);
        std::filesystem::remove_all(pattern);
        if (!reading.cases) give_up("the made-up cases cannot be read");
        store const& from = *reading.cases;
        std::vector<complaint_id> const ids = from.complaint_ids();
        for (std::size_t i = 0; i < ids.size(); i += 5'000) {
            std::size_t const n = std::min<std::size_t>(5'000, ids.size() - i);
            sets.push_back(from.records_of(std::span(ids).subspan(i, n)));
        }
        complaints = from.complaint_count();
        rows = complaints + from.mention_count() + from.aspect_count() + from.event_count();
    }
};

/// Made when first needed; only the last one is kept.
made_up_cases const& cases_of(std::uint64_t count) {
    static std::map<std::uint64_t, made_up_cases> kept;
    if (!kept.contains(count)) {
        kept.clear();
        kept.try_emplace(count, count);
    }
    return kept.at(count);
}

store filled(made_up_cases const& cases) {
    store into = empty_store();
    for (record_set const& set : cases.sets) {
        if (!into.fill(set).empty()) give_up("fill refuses a record");
    }
    return into;
}

store entered_one_by_one(made_up_cases const& cases) {
    store into = empty_store();
    auto const must = [](result<void> const& done) {
        if (!done) give_up(to_string(done.error()));
    };
    for (record_set const& set : cases.sets) {
        for (complaint const& c : set.complaints) must(into.insert(c));
        for (mention const& m : set.mentions) must(into.insert(m));
        for (aspect const& a : set.aspects) must(into.insert(a));
        for (event const& e : set.events) must(into.record(e));
    }
    return into;
}

#ifdef UPHELD_WITH_SQLITE
/// With prepared statements, in one transaction.
class sqlite_tables {
  public:
    explicit sqlite_tables(made_up_cases const& cases) : calendar_(england_and_wales()) {
        if (sqlite3_open(":memory:", &base_) != SQLITE_OK) give_up("SQLite does not open");
        run("create table c(id integer primary key, unit int, place text, received int, channel "
            "int, category int, procedure int, reason text, person text, flags int, due int);"
            "create index by_unit on c(unit, received); create index by_due on c(due);"
            "create index by_person on c(person);"
            "create table m(id integer primary key, c int, service int);"
            "create index m_of on m(c); create unique index by_service on m(service, c);"
            "create table a(id integer primary key, m int, subject int, contractor int, remedy "
            "text); create index a_of on a(m);"
            "create table e(id integer primary key, c int, kind int, happened int, recorded int, a "
            "int, field text, value text);"
            "create index e_of on e(c, happened, recorded); begin");
        complaint_ = prepared("insert into c values(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11)");
        mention_ = prepared("insert into m values(?1,?2,?3)");
        aspect_ = prepared("insert into a values(?1,?2,?3,?4,?5)");
        event_ = prepared("insert into e values(?1,?2,?3,?4,?5,?6,?7,?8)");
        for (record_set const& set : cases.sets) {
            for (complaint const& c : set.complaints) put(c);
            for (mention const& m : set.mentions) put(m);
            for (aspect const& a : set.aspects) put(a);
            for (event const& e : set.events) put(e);
        }
        run("commit");
    }

    sqlite_tables(sqlite_tables const&) = delete;
    sqlite_tables(sqlite_tables&&) = delete;
    sqlite_tables& operator=(sqlite_tables const&) = delete;
    sqlite_tables& operator=(sqlite_tables&&) = delete;

    ~sqlite_tables() {
        for (sqlite3_stmt* const s : {complaint_, mention_, aspect_, event_}) sqlite3_finalize(s);
        sqlite3_close(base_);
    }

    [[nodiscard]] std::int64_t count(std::string const& table) const {
        sqlite3_stmt* const s = prepared("select count(*) from " + table);
        if (sqlite3_step(s) != SQLITE_ROW) give_up("SQLite does not count");
        std::int64_t const n = sqlite3_column_int64(s, 0);
        sqlite3_finalize(s);
        return n;
    }

  private:
    void run(char const* sql) {
        if (sqlite3_exec(base_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) give_up(sql);
    }

    [[nodiscard]] sqlite3_stmt* prepared(std::string const& sql) const {
        sqlite3_stmt* made = nullptr;
        if (sqlite3_prepare_v2(base_, sql.c_str(), -1, &made, nullptr) != SQLITE_OK) give_up(sql);
        return made;
    }

    static void number(sqlite3_stmt* s, int at, std::uint64_t n) {
        sqlite3_bind_int64(s, at, static_cast<std::int64_t>(n));
    }

    static void on(sqlite3_stmt* s, int at, day d) { sqlite3_bind_int(s, at, d.serial()); }

    static void text(sqlite3_stmt* s, int at, std::string const& t) {
        sqlite3_bind_text(s, at, t.data(), static_cast<int>(t.size()), SQLITE_STATIC);
    }

    static void step(sqlite3_stmt* s) {
        if (sqlite3_step(s) != SQLITE_DONE) give_up("a statement of SQLite failed");
        sqlite3_reset(s);
    }

    void put(complaint const& c) {
        number(complaint_, 1, c.id.value);
        number(complaint_, 2, c.unit.value);
        text(complaint_, 3, c.place);
        on(complaint_, 4, c.received);
        number(complaint_, 5, c.channel.value);
        number(complaint_, 6, c.category.value);
        number(complaint_, 7, c.procedure.value);
        text(complaint_, 8, c.procedure_reason);
        text(complaint_, 9, c.complainant);
        number(complaint_, 10, c.is_service_request ? 1 : 0);
        on(complaint_, 11, *calendar_.add(c.received, working_days(20)));
        step(complaint_);
    }

    void put(mention const& m) {
        number(mention_, 1, m.id.value);
        number(mention_, 2, m.complaint.value);
        number(mention_, 3, m.service.value);
        step(mention_);
    }

    void put(aspect const& a) {
        number(aspect_, 1, a.id.value);
        number(aspect_, 2, a.mention.value);
        number(aspect_, 3, a.subject.value);
        number(aspect_, 4, a.concerns_contractor ? 1 : 0);
        text(aspect_, 5, a.remedy);
        step(aspect_);
    }

    void put(event const& e) {
        number(event_, 1, e.id.value);
        number(event_, 2, e.complaint->value);
        number(event_, 3, static_cast<std::uint64_t>(e.kind));
        on(event_, 4, e.happened);
        on(event_, 5, e.recorded);
        number(event_, 6, e.aspect ? e.aspect->value : 0);
        text(event_, 7, e.field);
        text(event_, 8, e.value);
        step(event_);
    }

    working_calendar calendar_;
    sqlite3* base_ = nullptr;
    sqlite3_stmt* complaint_ = nullptr;
    sqlite3_stmt* mention_ = nullptr;
    sqlite3_stmt* aspect_ = nullptr;
    sqlite3_stmt* event_ = nullptr;
};
#endif

void prove_equal(std::uint64_t count) {
    made_up_cases const& cases = cases_of(count);
    store const at_once = filled(cases);
    store const one_by_one = entered_one_by_one(cases);
    std::vector<complaint_id> const ids = at_once.complaint_ids();
    if (ids != one_by_one.complaint_ids()) give_up("the complaints differ");
    std::size_t from = 0;
    for (record_set const& set : cases.sets) {
        auto const these = std::span(ids).subspan(from, set.complaints.size());
        if (at_once.records_of(these) != set || one_by_one.records_of(these) != set) {
            give_up("a record differs");
        }
        from += set.complaints.size();
    }
    day const as_of(2020, 1, 31);
    if (at_once.overdue(as_of) != one_by_one.overdue(as_of)) give_up("overdue differs");
    facts const a = at_once.facts_as_of(as_of);
    facts const b = one_by_one.facts_as_of(as_of);
    if (a.aspects.size() != b.aspects.size() || a.complaints.size() != b.complaints.size()) {
        give_up("the facts differ");
    }
    for (std::size_t i = 0; i != a.aspects.size(); ++i) {
        if (a.aspects[i].of.id != b.aspects[i].of.id ||
            a.aspects[i].outcome != b.aspects[i].outcome ||
            a.aspects[i].of.answer != b.aspects[i].of.answer) {
            give_up("a fact differs");
        }
    }
#ifdef UPHELD_WITH_SQLITE
    sqlite_tables const tables(cases);
    if (tables.count("c") != static_cast<std::int64_t>(at_once.complaint_count()) ||
        tables.count("m") != static_cast<std::int64_t>(at_once.mention_count()) ||
        tables.count("a") != static_cast<std::int64_t>(at_once.aspect_count()) ||
        tables.count("e") != static_cast<std::int64_t>(at_once.event_count())) {
        give_up("SQLite has other rows");
    }
#endif
}

/// @param work  fills something and gives it back, to be taken away untimed
template <class Work> void fill_with(benchmark::State& state, Work work) {
    made_up_cases const& cases = cases_of(static_cast<std::uint64_t>(state.range(0)));
    double fastest = 1e9;
    for (auto _ : state) {
        double took = 0;
        {
            double const before = thread_seconds();
            auto const made = work(cases);
            took = thread_seconds() - before;
        }
        state.SetIterationTime(took);
        fastest = std::min(fastest, took);
    }
    state.counters["complaints/s"] = static_cast<double>(cases.complaints) / fastest;
    state.counters["rows/s"] = static_cast<double>(cases.rows) / fastest;
}

void fill(benchmark::State& state) { fill_with(state, filled); }

void one_by_one(benchmark::State& state) { fill_with(state, entered_one_by_one); }

void facts_of_all(benchmark::State& state) {
    static std::map<std::int64_t, store> kept;
    auto const count = state.range(0);
    if (!kept.contains(count)) {
        kept.clear();
        kept.emplace(count, filled(cases_of(static_cast<std::uint64_t>(count))));
    }
    store const& of = kept.at(count);
    fill_with(state, [&](made_up_cases const&) { return of.facts_as_of(day(2020, 9, 30)); });
}

#ifdef UPHELD_WITH_SQLITE
void sqlite(benchmark::State& state) {
    fill_with(state, [](made_up_cases const& cases) { return sqlite_tables(cases); });
}
#endif

constexpr std::int64_t small = 100'000;
constexpr std::int64_t large = 1'000'000;

#define UPHELD_BENCH(name) BENCHMARK(name)->Arg(small)->UseManualTime()
#define UPHELD_LARGE_BENCH(name) BENCHMARK(name)->Arg(large)->UseManualTime()

UPHELD_BENCH(fill);
UPHELD_BENCH(one_by_one);
UPHELD_BENCH(facts_of_all);
#ifdef UPHELD_WITH_SQLITE
UPHELD_BENCH(sqlite);
#endif
UPHELD_LARGE_BENCH(fill);
UPHELD_LARGE_BENCH(one_by_one);
UPHELD_LARGE_BENCH(facts_of_all);
#ifdef UPHELD_WITH_SQLITE
UPHELD_LARGE_BENCH(sqlite);
#endif

/// Complaints a second by name, for the ratios.
class ratios : public benchmark::ConsoleReporter {
  public:
    void ReportRuns(std::vector<Run> const& runs) override {
        for (Run const& run : runs) {
            auto const found = run.counters.find("complaints/s");
            if (run.iterations == 0 || found == run.counters.end()) continue;
            rates_[run.run_name.function_name + '/' + run.run_name.args] = found->second;
        }
        ConsoleReporter::ReportRuns(runs);
    }

    void print() const {
        std::printf("\n%-12s %14s %14s %14s\n", "complaints/s", "fill", "one by one", "SQLite");
        for (std::string const size : {"100000", "1000000"}) {
            double const ours = of("fill/" + size);
            if (ours == 0) continue;
            double const single = of("one_by_one/" + size);
            double const base = of("sqlite/" + size);
            std::printf("%-12s %14.0f %14.0f %14.0f   fill is %.1f and %.1f times as fast\n",
                        size.c_str(), ours, single, base, ours / single,
                        base == 0 ? 0 : ours / base);
        }
    }

  private:
    [[nodiscard]] double of(std::string const& name) const {
        auto const found = rates_.find(name);
        return found == rates_.end() ? 0 : found->second;
    }

    std::map<std::string, double> rates_;
};

} // namespace

int main(int argc, char** argv) {
#ifndef NDEBUG
    std::puts("not run: this is a debug build");
    return 77;
#endif
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    prove_equal(20'000);
    std::puts("answers compared: equal");
#ifndef UPHELD_WITH_SQLITE
    std::puts("SQLite was not found at build and is not compared");
#endif
    ratios reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    reporter.print();
}
