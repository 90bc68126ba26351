// SPDX-License-Identifier: BSL-1.0
#include "rollup/all_tables.hpp"
#include "support/small_council.hpp"
#include "support/temporary_folder.hpp"
#include "upheld/rollup/read_columns.hpp"

#include <array>
#include <cstdint>
#include <cstdlib>

/// Four tables, apart by a record separator, are read into columns by the quick way and by way of a
/// store: both accept them or neither does, and for the same reasons; and both count the same.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace upheld;
    static test::temporary_folder const folder;
    static bool const has_words = (folder.write("taxonomy.toml", test::small_council_toml), true);
    static_cast<void>(has_words);
    std::string_view rest(reinterpret_cast<char const*>(data), size);
    for (char const* name : {"complaints.csv", "mentions.csv", "aspects.csv", "events.csv"}) {
        std::size_t const end = std::min(rest.find('\x1E'), rest.size());
        folder.write(name, rest.substr(0, end));
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    columns_reading const quick = read_columns(folder.path());
    folder_reading const plain = read_folder(folder.path());
    if (quick.cases.has_value() != plain.cases.has_value()) std::abort();
    if (quick.failures != plain.failures || quick.rows != plain.rows) std::abort();
    if (!plain.cases) return 0;
    auto const from = quick.cases->from();
    auto const last = plain.cases->last_recorded();
    if (from.has_value() != last.has_value()) std::abort();
    if (!from) return 0;
    if (*from != upheld::viewpoint::at_the_time(*last)) std::abort();
    auto const rows = columns_of(plain.cases->words(), plain.cases->facts_as_of(*from));
    if (!rows || test::all_tables(quick.cases->rows()) != test::all_tables(*rows)) std::abort();
    return 0;
}
