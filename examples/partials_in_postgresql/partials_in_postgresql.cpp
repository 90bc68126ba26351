// SPDX-License-Identifier: BSL-1.0
#include "../made_up_shards.hpp"

#include <fstream>
#include <iostream>

/// Writes the partial results of two shards as CSV into a folder, and what one process would have
/// found: the table that a database has to come to which adds up the two.

namespace {

bool write(std::string const& path, std::string const& text) {
    return static_cast<bool>(std::ofstream(path, std::ios::binary) << text);
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: partials_in_postgresql FOLDER\n";
        return 2;
    }
    std::string const folder = std::string(argv[1]) + '/';
    auto const words = upheld::taxonomy_from_toml(example::council_toml, "example");

    struct part {
        char const* name;
        unsigned shard;
        unsigned shards;
    };

    for (part const& p : {part{"first.csv", 0, 2}, {"second.csv", 1, 2}, {"all.csv", 0, 1}}) {
        auto const made = example::counted_shard(words.value, p.shard, p.shards);
        if (!made) {
            std::cerr << to_string(made.error()) << '\n';
            return 1;
        }
        if (!write(folder + p.name, to_partial_csv(*made))) {
            std::cerr << "cannot write " << folder << p.name << '\n';
            return 1;
        }
    }
}
