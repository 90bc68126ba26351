// SPDX-License-Identifier: BSL-1.0
#include "store/csv_stream.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>

/// Reading in blocks of any size gives what the plain reader gives of the whole text: the same
/// records and the same faults. The first byte says how large the blocks are.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace upheld::detail;
    if (size == 0) return 0;
    std::size_t const block = data[0] + std::size_t{1};
    std::string_view const text(reinterpret_cast<char const*>(data + 1), size - 1);

    std::vector<upheld::failure> faults;
    csv_reader plain(text, "fuzz.csv", faults);
    csv_stream stream(
        [text, at = std::size_t{0}](std::span<char> into) mutable {
            std::size_t const count = std::min(into.size(), text.size() - at);
            std::memcpy(into.data(), text.data() + at, count);
            at += count;
            return std::optional(count);
        },
        "fuzz.csv", block);
    if (!plain.has_header()) {
        if (!stream.header().empty()) std::abort();
        return 0;
    }
    if (stream.header() != plain.header()) std::abort();
    csv_record expected;
    csv_stream_record found;
    std::vector<upheld::failure> found_faults;
    while (plain.next(expected)) {
        if (!stream.next(found)) std::abort();
        if (found.row != expected.row || found.is_whole != expected.is_whole) std::abort();
        if (!std::equal(found.fields.begin(), found.fields.end(), expected.fields.begin(),
                        expected.fields.end())) {
            std::abort();
        }
        found_faults.insert(found_faults.end(), found.faults.begin(), found.faults.end());
    }
    if (stream.next(found) || stream.stopped() || found_faults != faults) std::abort();
    return 0;
}
