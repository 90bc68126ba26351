// SPDX-License-Identifier: BSL-1.0
#include "store/csv.hpp"

#include <cstdint>
#include <cstdlib>

/// Any bytes give records as wide as a whole header, or failures that say where; and reading ends.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    std::vector<upheld::failure> failures;
    upheld::detail::csv_reader reader(text, "fuzz.csv", failures);
    upheld::detail::csv_record record;
    std::size_t records = 0;
    std::uint64_t last_row = 0;
    bool all_whole = true;
    while (reader.next(record)) {
        if (++records > size + 1 || record.row <= last_row) std::abort();
        last_row = record.row;
        all_whole = all_whole && record.is_whole;
        if (!record.is_whole) continue;
        if (reader.has_header() && record.fields.size() != reader.header().size()) std::abort();
        for (std::string_view const field : record.fields) {
            if (upheld::detail::first_not_utf8(field) != field.size()) std::abort();
        }
    }
    if (failures.empty() && !all_whole) std::abort();
    for (upheld::failure const& what : failures) {
        if (what.where.source != "fuzz.csv" || what.message.empty()) std::abort();
    }
    return 0;
}
