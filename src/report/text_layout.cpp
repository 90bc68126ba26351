// SPDX-License-Identifier: BSL-1.0
#include "report/text_layout.hpp"

#include <algorithm>

namespace upheld::detail {

std::size_t width_of(std::string const& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
    }));
}

std::string padded(std::string const& text, std::size_t width, bool to_the_right) {
    std::size_t const now = width_of(text);
    std::string const space(width > now ? width - now : 0, ' ');
    return to_the_right ? space + text : text + space;
}

std::string csv_field(std::string const& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (char const c : text) {
        quoted += c;
        if (c == '"') quoted += c;
    }
    return quoted + '"';
}

} // namespace upheld::detail
