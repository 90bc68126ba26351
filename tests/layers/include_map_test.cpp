// SPDX-License-Identifier: BSL-1.0
#include "source_tree.hpp"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <sstream>

namespace {

using namespace layers;

using room_table = std::map<std::string, std::set<std::string>>;

std::string trimmed(std::string text) {
    text.erase(0, text.find_first_not_of(' '));
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

/// Reads `| room | question | may include |` from the map.
room_table read_map() {
    room_table rooms;
    bool in_table = false;
    for (std::string const& line : lines_of("include/upheld/README.md")) {
        if (line.starts_with("|---")) {
            in_table = true;
        } else if (in_table && line.starts_with("|")) {
            std::istringstream cells(line.substr(1));
            std::string room, question, allowed;
            std::getline(cells, room, '|');
            std::getline(cells, question, '|');
            std::getline(cells, allowed, '|');
            std::set<std::string>& named = rooms[trimmed(room)];
            std::istringstream names(allowed);
            for (std::string name; std::getline(names, name, ',');) {
                if (!trimmed(name).empty()) named.insert(trimmed(name));
            }
        }
    }
    return rooms;
}

bool is_of_no_room(fs::path const& file) {
    return file == "include/upheld/fwd.hpp" || file == "include/upheld/upheld.hpp";
}

TEST(IncludeMap, NamesEveryRoomAndPointsDownwards) {
    room_table const rooms = read_map();
    ASSERT_FALSE(rooms.empty());
    for (auto const& entry : fs::directory_iterator(source_dir() / "include/upheld")) {
        if (entry.is_directory()) {
            EXPECT_TRUE(rooms.contains(entry.path().filename().string())) << entry.path();
        }
    }
    for (auto const& [room, allowed] : rooms) {
        for (std::string const& below : allowed) {
            ASSERT_TRUE(rooms.contains(below)) << room << " may include " << below;
            EXPECT_FALSE(rooms.at(below).contains(room)) << room << " and " << below;
        }
    }
}

TEST(IncludeMap, HoldsForEveryInclude) {
    room_table const rooms = read_map();
    std::size_t seen = 0;
    for (char const* const folder : {"include", "src"}) {
        for (fs::path const& file : files_below(folder, {".hpp", ".cpp"})) {
            std::string const room = room_of(file);
            if (is_of_no_room(file) || room == "cli") continue;
            ASSERT_TRUE(rooms.contains(room)) << file << " is in no room of the map";
            for (inclusion const& one : inclusions_of(file)) {
                if (one.in_angles) continue;
                ++seen;
                std::string const other = room_of(one.what);
                EXPECT_TRUE(other == room || rooms.at(room).contains(other)) << one.text();
            }
        }
    }
    EXPECT_GT(seen, 0U);
}

TEST(IncludeMap, PublicHeadersHideWhatTheLibraryUses) {
    for (fs::path const& file : files_below("include", {".hpp"})) {
        for (inclusion const& one : inclusions_of(file)) {
            if (one.in_angles && room_of(file) == "interop") {
                EXPECT_TRUE(one.what.starts_with("boost/") ||
                            one.what.find_first_of("/.") == std::string::npos)
                    << one.text();
            } else if (one.in_angles) {
                // A standard header has neither a folder nor an ending.
                EXPECT_EQ(one.what.find_first_of("/."), std::string::npos) << one.text();
            } else {
                EXPECT_TRUE(one.what.starts_with("upheld/")) << one.text();
            }
        }
    }
}

TEST(IncludeMap, PublicHeadersLeaveOutCostlyStandardHeaders) {
    std::set<std::string> const costly{"memory", "functional", "iostream",  "ranges",
                                       "chrono", "regex",      "filesystem"};
    for (fs::path const& file : files_below("include", {".hpp"})) {
        if (room_of(file) == "interop") continue; // opt-in: its readers asked for these
        for (inclusion const& one : inclusions_of(file)) {
            EXPECT_FALSE(one.in_angles && costly.contains(one.what)) << one.text();
        }
    }
}

TEST(IncludeMap, NobodyIncludesInterop) {
    for (char const* const folder : {"include", "src"}) {
        for (fs::path const& file : files_below(folder, {".hpp", ".cpp"})) {
            for (inclusion const& one : inclusions_of(file)) {
                EXPECT_FALSE(one.what.starts_with("upheld/interop/")) << one.text();
            }
        }
    }
}

TEST(IncludeMap, TheMendedTomlParserIsTheOnlyOne) {
    for (fs::path const& file : files_below("src", {".hpp", ".cpp"})) {
        if (file == "src/basis/tomlpp.hpp") continue;
        for (inclusion const& one : inclusions_of(file)) {
            EXPECT_FALSE(one.what.starts_with("toml++/")) << one.text() << ", not basis/tomlpp.hpp";
        }
    }
}

TEST(IncludeMap, TheWholeIncludesEveryPublicHeader) {
    std::set<std::string> whole;
    for (inclusion const& one : inclusions_of("include/upheld/upheld.hpp")) whole.insert(one.what);
    for (fs::path const& file : files_below("include", {".hpp"})) {
        std::string const name = file.lexically_relative("include").string();
        if (name == "upheld/upheld.hpp" || room_of(file) == "interop") continue;
        EXPECT_TRUE(whole.contains(name)) << "upheld.hpp does not include " << name;
    }
}

} // namespace
