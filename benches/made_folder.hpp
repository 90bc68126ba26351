// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Folders of made-up cases, as many as a bench asks for, in the words of the example council; and
/// how databases are told what is in their files.

#include "statistics_rows.hpp"
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/store/synthetic_folder.hpp"

#include <array>
#include <filesystem>
#include <fstream>
#include <string_view>

namespace statistics_bench {

/// A folder of the bench's own in the system's place for temporary files, taken away at the end.
class scratch_folder {
  public:
    scratch_folder() {
        std::string pattern =
            (std::filesystem::temp_directory_path() / "upheld-bench-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) give_up("no folder can be made");
        path_ = pattern;
    }

    scratch_folder(scratch_folder const&) = delete;
    scratch_folder& operator=(scratch_folder const&) = delete;
    scratch_folder(scratch_folder&&) = delete;
    scratch_folder& operator=(scratch_folder&&) = delete;

    ~scratch_folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] std::string path(std::string const& name) const {
        return (path_ / name).string();
    }

  private:
    std::filesystem::path path_;
};

/// Takes `--complaints=N` out of the arguments. @returns N, or `usual` if it is not given
inline std::uint64_t complaints_asked(int& argc, char** argv, std::uint64_t usual) {
    constexpr std::string_view flag = "--complaints=";
    std::uint64_t asked = usual;
    int left = 1;
    for (int n = 1; n < argc; ++n) {
        if (std::string_view(argv[n]).starts_with(flag)) {
            asked = static_cast<std::uint64_t>(std::strtod(argv[n] + flag.size(), nullptr));
        } else {
            argv[left++] = argv[n];
        }
    }
    argc = left;
    argv[argc] = nullptr;
    if (asked < 1000 || asked > 10'000'000) give_up("--complaints is 1e3 to 1e7");
    return asked;
}

/// The files of cases that made-up folders have, by the names of their tables.
inline constexpr std::array<char const*, 4> case_tables = {"complaints", "mentions", "aspects",
                                                           "events"};

inline std::string file_of(std::string const& folder, std::string const& table) {
    return folder + '/' + table + ".csv";
}

/// Bytes in the files of cases.
inline std::uint64_t bytes_in(std::string const& folder) {
    std::uint64_t bytes = 0;
    for (char const* const table : case_tables) {
        bytes += std::filesystem::file_size(file_of(folder, table));
    }
    return bytes;
}

/// The words of the example council.
inline taxonomy example_words() {
    loaded_taxonomy made =
        load_taxonomy(UPHELD_SOURCE_DIR "/examples/bromley_2019_20/taxonomy.toml");
    if (!made.is_whole()) give_up(to_string(made.failures.front()));
    return std::move(made.value);
}

/// Makes the folder, with complaints received over ten years.
inline synthetic_counts make_folder(std::string const& folder, std::uint64_t complaints) {
    std::filesystem::create_directory(folder);
    std::filesystem::copy_file(UPHELD_SOURCE_DIR "/examples/bromley_2019_20/taxonomy.toml",
                               folder + "/taxonomy.toml");
    synthetic_plan const plan{
        .complaints = complaints, .seed = 2020, .received = {first_day, last_day}};
    auto const made = write_synthetic_folder(example_words(), england_and_wales(), plan, folder);
    if (!made) give_up(to_string(made.error()));
    return *made;
}

/// The names in a file's first line.
inline std::vector<std::string> columns_in(std::string const& file) {
    std::ifstream from(file);
    std::string line;
    if (!std::getline(from, line)) give_up(file + ": cannot be read");
    std::vector<std::string> names(1);
    for (char const c : line) {
        if (c == ',') {
            names.emplace_back();
        } else {
            names.back() += c;
        }
    }
    return names;
}

/// What a column of made-up cases holds.
enum class holds : std::uint8_t { ids, days, words };

inline holds held_in(std::string_view column) {
    for (char const* const id : {"id", "complaint", "mention", "aspect"}) {
        if (column == id) return holds::ids;
    }
    for (char const* const day : {"received", "happened", "recorded"}) {
        if (column == day) return holds::days;
    }
    return holds::words;
}

/// DuckDB's words for reading a table's file, each column with its type and nothing to be guessed.
inline std::string duckdb_file(std::string const& folder, std::string const& table) {
    std::string const file = file_of(folder, table);
    std::string types;
    for (std::string const& column : columns_in(file)) {
        if (!types.empty()) types += ", ";
        types += '\'' + column + "': ";
        switch (held_in(column)) {
        case holds::ids: types += "'BIGINT'"; break;
        case holds::days: types += "'DATE'"; break;
        case holds::words: types += "'VARCHAR'"; break;
        }
    }
    return "read_csv('" + file +
           "', header = true, auto_detect = false, delim = ',', quote = '\"', escape = '\"', "
           "columns = {" +
           types + "})";
}

/// The keys of the units that keep outcomes, as a list of SQL strings.
inline std::string units_with_outcomes(taxonomy const& words) {
    std::string keys;
    for (unit_code const unit : words.units.codes()) {
        if (words.units[unit].state_of(kept::outcomes) != collected::yes) continue;
        if (!keys.empty()) keys += ", ";
        keys += '\'' + words.units[unit].key + '\'';
    }
    return keys;
}

} // namespace statistics_bench
