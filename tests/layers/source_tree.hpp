// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

/// Reading of the project's own files, for the tests that keep the map and the rules true.

namespace layers {

namespace fs = std::filesystem;

inline fs::path source_dir() { return UPHELD_SOURCE_DIR; }

/// Every file below `folder` with one of these endings, sorted, relative to the project.
inline std::vector<fs::path> files_below(fs::path const& folder,
                                         std::initializer_list<std::string_view> endings) {
    std::vector<fs::path> found;
    fs::path const top = source_dir() / folder;
    if (!fs::exists(top)) return found;
    for (auto const& entry : fs::recursive_directory_iterator(top)) {
        std::string const ending = entry.path().extension().string();
        if (entry.is_regular_file() &&
            std::find(endings.begin(), endings.end(), ending) != endings.end()) {
            found.push_back(entry.path().lexically_relative(source_dir()));
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

inline std::vector<std::string> lines_of(fs::path const& file) {
    std::vector<std::string> lines;
    std::ifstream in(source_dir() / file);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

/// One `#include`, with what stands between its quotes or angles.
struct inclusion {
    fs::path file;
    std::size_t line;
    std::string what;
    bool in_angles;

    [[nodiscard]] std::string text() const {
        return file.string() + ":" + std::to_string(line) + " includes " + what;
    }
};

inline std::vector<inclusion> inclusions_of(fs::path const& file) {
    std::vector<inclusion> all;
    std::size_t number = 0;
    for (std::string const& line : lines_of(file)) {
        ++number;
        if (!line.starts_with("#include")) continue;
        std::size_t const from = line.find_first_of("\"<", 8);
        if (from == std::string::npos) continue;
        std::size_t const until = line.find_first_of("\">", from + 1);
        all.push_back({file, number, line.substr(from + 1, until - from - 1), line[from] == '<'});
    }
    return all;
}

/// The room of `upheld/calendar/day.hpp` is `calendar`; of a header of no room, empty.
inline std::string room_of(fs::path const& header) {
    std::string const text = header.string();
    std::string_view inner = text;
    for (std::string_view const prefix : {"include/", "src/", "upheld/"}) {
        if (inner.starts_with(prefix)) inner.remove_prefix(prefix.size());
    }
    std::size_t const slash = inner.find('/');
    return slash == std::string_view::npos ? std::string() : std::string(inner.substr(0, slash));
}

} // namespace layers
