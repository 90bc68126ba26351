// SPDX-License-Identifier: BSL-1.0
#include "../made_up_shards.hpp"

#include <boost/mpi.hpp>
#include <boost/serialization/vector.hpp>
#include <upheld/report/cube_table.hpp>

#include <iostream>

/// Each rank counts the complaints that it holds; rank 0 gathers the cubes as bytes, adds them up,
/// shows the table, and makes sure that one process alone would have found the same.

namespace {

std::vector<char> sent(upheld::cube const& made) {
    std::vector<char> bytes;
    for (std::byte const b : to_bytes(made)) bytes.push_back(static_cast<char>(b));
    return bytes;
}

upheld::result<upheld::cube> received(std::vector<char> const& bytes) {
    return upheld::cube_from_bytes(std::as_bytes(std::span(bytes)));
}

int complain(upheld::failure const& what) {
    std::cerr << to_string(what) << '\n';
    return 1;
}

} // namespace

int main(int argc, char** argv) {
    boost::mpi::environment const environment(argc, argv);
    boost::mpi::communicator const world;
    auto const ranks = static_cast<unsigned>(world.size());

    auto const words = upheld::taxonomy_from_toml(example::council_toml, "example");
    if (!words.is_whole()) return complain(words.failures.front());
    auto const mine =
        example::counted_shard(words.value, static_cast<unsigned>(world.rank()), ranks);

    std::vector<std::vector<char>> all; // an empty one if a rank has failed
    boost::mpi::gather(world, mine ? sent(*mine) : std::vector<char>(), all, 0);
    if (!mine) return complain(mine.error());
    if (world.rank() != 0) return 0;

    auto sum = received(all.front());
    for (std::size_t rank = 1; sum && rank != all.size(); ++rank) {
        auto const next = received(all[rank]);
        if (!next) return complain(next.error());
        sum = merged(*sum, *next);
    }
    if (!sum) return complain(sum.error());
    std::cout << to_text(*sum);

    auto const alone = example::counted_shard(words.value, 0, 1);
    if (!alone) return complain(alone.error());
    bool const is_same = *sum == *alone;
    std::cout << "\n"
              << ranks << (is_same ? " ranks: equal to" : " ranks: DIFFERENT from")
              << " one process\n";
    return is_same ? 0 : 1;
}
