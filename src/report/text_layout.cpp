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

std::string aligned(std::vector<std::vector<std::string>> const& lines, std::size_t names) {
    std::vector<std::size_t> widths(lines.front().size());
    for (auto const& line : lines) {
        for (std::size_t c = 0; c != line.size(); ++c) {
            widths[c] = std::max(widths[c], width_of(line[c]));
        }
    }
    std::string text;
    for (auto const& line : lines) {
        std::string made;
        for (std::size_t c = 0; c != line.size(); ++c) {
            if (c != 0) made += "  ";
            made += padded(line[c], widths[c], c >= names);
        }
        made.erase(made.find_last_not_of(' ') + 1);
        text += made + '\n';
    }
    return text;
}

} // namespace upheld::detail
