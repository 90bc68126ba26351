// SPDX-License-Identifier: BSL-1.0
#include "upheld/taxonomy/taxonomy_to_toml.hpp"

#include <cstdint>
#include <cstdlib>

/// Any bytes give a taxonomy or failures that say where; never a crash, never neither. A whole
/// taxonomy is written and read again without a change.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    upheld::loaded_taxonomy const read = upheld::taxonomy_from_toml(text, "fuzz.toml");
    if (read.is_whole() && read.value.id.empty()) std::abort();
    if (read.is_whole()) {
        auto const again = upheld::taxonomy_from_toml(upheld::to_toml(read.value), "again.toml");
        if (!again.is_whole() || again.value != read.value) std::abort();
    }
    for (upheld::failure const& what : read.failures) {
        if (what.where.source != "fuzz.toml" || what.message.empty()) std::abort();
    }
    return 0;
}
