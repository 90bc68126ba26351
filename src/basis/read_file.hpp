// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <fstream>
#include <iterator>
#include <optional>
#include <string>

/// Private to src.

namespace upheld::detail {

/// The bytes of a file; nothing if it is not there or cannot be read.
[[nodiscard]] inline std::optional<std::string> read_file(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    // A folder can be opened on some systems, and fails only when it is read.
    file.peek();
    if (file.bad()) return std::nullopt;
    file.clear();
    file.seekg(0, std::ios::end);
    std::streamoff const size = file.tellg();
    if (size < 0) { // a pipe, for instance: its length is not known before it ends
        file.clear();
        return std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    file.seekg(0);
    std::string text(static_cast<std::size_t>(size), '\0');
    file.read(text.data(), size);
    if (!file) return std::nullopt;
    return text;
}

} // namespace upheld::detail
