// SPDX-License-Identifier: BSL-1.0

/// Claim: cases are written as a data folder at 200 MB a second or more on one core, several times
/// as fast as by a plain program with streams.
///
/// A store of 100,000 made-up complaints, written to a folder in the system's place for temporary
/// files. The plain program has the records in memory before the clock starts, which the library
/// does not; `records_alone` tells what that is worth. Before anything is timed, both are seen to
/// write the same bytes. JSON lines are timed beside it.

#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/calendar/day_text.hpp"
#include "upheld/store/folder.hpp"
#include "upheld/store/json_lines.hpp"
#include "upheld/store/synthetic_folder.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace {

using namespace upheld;
namespace fs = std::filesystem;

#ifdef NDEBUG
constexpr bool is_timed = true;
#else
constexpr bool is_timed = false;
#endif

[[noreturn]] void give_up(std::string const& why) {
    std::fprintf(stderr, "%s\n", why.c_str());
    std::exit(1);
}

/// A folder for everything here, removed at exit.
class work_folder {
  public:
    work_folder() { fs::create_directories(path_); }

    work_folder(work_folder const&) = delete;
    work_folder& operator=(work_folder const&) = delete;
    work_folder(work_folder&&) = delete;
    work_folder& operator=(work_folder&&) = delete;

    ~work_folder() { fs::remove_all(path_); }

    [[nodiscard]] std::string path(char const* name) const { return (path_ / name).string(); }

  private:
    fs::path path_ = fs::temp_directory_path() / "upheld_bench_writing";
};

work_folder const& work() {
    static work_folder const folder;
    return folder;
}

store const& cases() {
    static store const made = [] {
        std::string const folder = work().path("synthetic");
        fs::create_directories(folder);
        std::string const taxonomy_file =
            std::string(UPHELD_SOURCE_DIR) + "/examples/bromley_2019_20/taxonomy.toml";
        fs::copy_file(taxonomy_file, folder + "/taxonomy.toml",
                      fs::copy_options::overwrite_existing);
        auto const written = write_synthetic_folder(
            load_taxonomy(taxonomy_file).value, england_and_wales(),
            {.complaints = 100'000, .seed = 2020, .received = {day(2019, 4, 1), day(2020, 3, 31)}},
            folder);
        if (!written) give_up(to_string(written.error()));
        auto read = read_folder(folder);
        if (!read.cases) give_up(to_string(read.failures.front()));
        return std::move(*read.cases);
    }();
    return made;
}

record_set const& records() {
    static record_set const all = cases().records_of(cases().complaint_ids());
    return all;
}

std::uint64_t write_by_library() {
    auto const written = write_folder(cases(), work().path("library"));
    if (!written) give_up(to_string(written.error()));
    return written->bytes;
}

/// The four tables that made-up cases have, with the columns that they use.
std::uint64_t write_plainly() {
    taxonomy const& words = cases().words();
    std::string const folder = work().path("plain");
    fs::create_directories(folder);
    auto const key = [](auto const& list, auto code) -> std::string {
        return code.is_none() ? std::string() : list[code].key;
    };
    auto const number = [](auto const& id) {
        return id ? std::to_string(id->value) : std::string();
    };
    std::ofstream complaints(folder + "/complaints.csv", std::ios::binary);
    complaints << "id,unit,received,procedure,channel,category,procedure_reason,complainant\n";
    for (complaint const& c : records().complaints) {
        complaints << c.id.value << ',' << key(words.units, c.unit) << ',' << to_text(c.received)
                   << ',' << key(words.procedures, c.procedure) << ','
                   << key(words.channels, c.channel) << ',' << key(words.categories, c.category)
                   << ',' << c.procedure_reason << ',' << c.complainant << '\n';
    }
    std::ofstream mentions(folder + "/mentions.csv", std::ios::binary);
    mentions << "id,complaint,service\n";
    for (mention const& m : records().mentions) {
        mentions << m.id.value << ',' << m.complaint.value << ',' << key(words.services, m.service)
                 << '\n';
    }
    std::ofstream aspects(folder + "/aspects.csv", std::ios::binary);
    aspects << "id,mention,subject,contractors_employee\n";
    for (aspect const& a : records().aspects) {
        aspects << a.id.value << ',' << a.mention.value << ',' << key(words.subjects, a.subject)
                << ',' << (a.concerns_contractor ? "yes" : "no") << '\n';
    }
    std::ofstream events(folder + "/events.csv", std::ios::binary);
    events << "id,kind,happened,recorded,complaint,aspect,value\n";
    for (event const& e : records().events) {
        events << e.id.value << ',' << name_of(e.kind) << ',' << to_text(e.happened) << ','
               << to_text(e.recorded) << ',' << number(e.complaint) << ',' << number(e.aspect)
               << ',' << e.value << '\n';
    }
    std::uint64_t bytes = 0;
    for (std::ofstream* const file : {&complaints, &mentions, &aspects, &events}) {
        bytes += static_cast<std::uint64_t>(file->tellp());
        file->close();
        if (!*file) give_up(folder + ": cannot be written");
    }
    return bytes;
}

std::string bytes_of(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void prove_equal() {
    write_by_library();
    write_plainly();
    for (std::string const file : {"complaints.csv", "mentions.csv", "aspects.csv", "events.csv"}) {
        if (bytes_of(work().path("library") + '/' + file) !=
            bytes_of(work().path("plain") + '/' + file)) {
            give_up(file + ": the two programs write different bytes");
        }
    }
}

template <class Write> void writing(benchmark::State& state, Write write) {
    std::uint64_t bytes = 0;
    for (auto _ : state) bytes += write();
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
    state.SetItemsProcessed(state.iterations() *
                            static_cast<std::int64_t>(cases().complaint_count()));
}

void plain_streams(benchmark::State& state) { writing(state, write_plainly); }

void folder(benchmark::State& state) { writing(state, write_by_library); }

void json_lines(benchmark::State& state) {
    writing(state, [] {
        auto const written = write_json_lines(cases(), work().path("cases.jsonl"));
        if (!written) give_up(to_string(written.error()));
        return written->bytes;
    });
}

void records_alone(benchmark::State& state) {
    for (auto _ : state) {
        std::vector<complaint_id> const ids = cases().complaint_ids();
        std::span<complaint_id const> left(ids);
        while (!left.empty()) {
            std::size_t const n = std::min<std::size_t>(left.size(), writing_options().batch);
            benchmark::DoNotOptimize(cases().records_of(left.first(n)));
            left = left.subspan(n);
        }
    }
    state.SetItemsProcessed(state.iterations() *
                            static_cast<std::int64_t>(cases().complaint_count()));
}

BENCHMARK(plain_streams)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(folder)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(json_lines)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(records_alone)->Unit(benchmark::kMillisecond)->UseRealTime();

/// Times by name, for the ratio.
class ratios : public benchmark::ConsoleReporter {
  public:
    void ReportRuns(std::vector<Run> const& runs) override {
        for (Run const& run : runs) {
            seconds_.emplace_back(run.benchmark_name(),
                                  run.real_accumulated_time / static_cast<double>(run.iterations));
        }
        ConsoleReporter::ReportRuns(runs);
    }

    void print() const {
        double const plain = of("plain_streams");
        double const library = of("folder");
        if (plain > 0 && library > 0) {
            std::printf("a folder: %.1f times as fast as the plain program\n", plain / library);
        }
    }

  private:
    [[nodiscard]] double of(std::string const& name) const {
        for (auto const& [known, seconds] : seconds_) {
            if (known.starts_with(name)) return seconds;
        }
        return 0;
    }

    std::vector<std::pair<std::string, double>> seconds_;
};

} // namespace

int main(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
    if (!is_timed) {
        std::puts("a build with checks for debugging is not timed");
        return 77; // which CTest takes for "not run"
    }
    prove_equal();
    std::puts("bytes compared: equal");
    ratios reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    reporter.print();
}
