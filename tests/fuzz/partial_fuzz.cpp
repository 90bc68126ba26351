// SPDX-License-Identifier: BSL-1.0
#include "rollup/partial_checks.hpp"
#include "upheld/rollup/partial.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

/// What can be done with any cube: it is written, read, added to itself and folded.
void use(upheld::cube const& made) {
    if (made.size() <= 4096) {
        for (std::size_t at = 0; at != made.size(); ++at) {
            for (std::size_t m = 0; m != made.measures().size(); ++m) {
                static_cast<void>(made.at(at, m));
            }
        }
    }
    auto const twice = upheld::merged(made, made);
    if (twice) require(twice->size() == made.size());
    auto const total = upheld::folded(made, {});
    if (total) require(total->size() == 1);
    auto const again = upheld::cube_from_bytes(upheld::to_bytes(made));
    require(again && *again == made);
    auto const from_text = upheld::cube_from_partial_csv(upheld::to_partial_csv(made), "again.csv");
    require(from_text.has_value());
    require(*from_text == made || *from_text == upheld::without_empty_groups(made));
}

} // namespace

/// Any bytes give a cube that is as good as any other, or a failure in words; and reading ends.
/// Bytes are read as they are and with the checksum that they should have.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::vector<std::byte> bytes;
    for (std::size_t i = 0; i != size; ++i) bytes.push_back(std::byte{data[i]});
    for (bool const is_signed_again : {false, true}) {
        if (is_signed_again) {
            if (size < 8) break;
            std::uint64_t sum = upheld::detail::checksum_of(std::span(bytes).first(size - 8));
            for (std::size_t i = size - 8; i != size; ++i, sum >>= 8) {
                bytes[i] = static_cast<std::byte>(sum & 0xFF);
            }
        }
        auto const read = upheld::cube_from_bytes(bytes);
        if (read) {
            require(upheld::to_bytes(*read) == bytes);
            use(*read);
        } else {
            require(!read.error().message.empty());
        }
    }
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    auto const read = upheld::cube_from_partial_csv(text, "fuzz.csv");
    if (read) {
        use(*read);
    } else {
        require(read.error().where.source == "fuzz.csv" && !read.error().message.empty());
    }
    return 0;
}
