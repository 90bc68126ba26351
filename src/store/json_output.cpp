// SPDX-License-Identifier: BSL-1.0
#include "store/json_output.hpp"

#include "store/csv.hpp"

#include <array>

namespace upheld::detail {
namespace {

/// Bytes that do not stand for themselves: quotes, backslashes and control letters; and those
/// beyond ASCII, of which more is to be known.
enum class byte_kind : std::uint8_t { plain, escaped, beyond_ascii };

constexpr auto byte_kinds = [] {
    std::array<byte_kind, 256> all{};
    for (std::size_t c = 0; c != 0x20; ++c) all[c] = byte_kind::escaped;
    for (char const c : {'"', '\\'}) all[static_cast<unsigned char>(c)] = byte_kind::escaped;
    for (std::size_t c = 0x80; c != all.size(); ++c) all[c] = byte_kind::beyond_ascii;
    return all;
}();

byte_kind kind_of(char c) { return byte_kinds[static_cast<unsigned char>(c)]; }

/// Six letters at the most.
std::string_view escape(char c, std::array<char, 6>& room) {
    constexpr std::string_view digits = "0123456789abcdef";
    switch (c) {
    case '"': return "\\\"";
    case '\\': return "\\\\";
    case '\b': return "\\b";
    case '\f': return "\\f";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    default: break;
    }
    auto const byte = static_cast<unsigned char>(c);
    room = {'\\', 'u', '0', '0', digits[byte >> 4U], digits[byte & 0xFU]};
    return {room.data(), room.size()};
}

/// Gives `put` the text in quotes, piece by piece. @returns true if it is not all ASCII
template <class Put> bool in_quotes(std::string_view text, Put put) {
    bool is_beyond_ascii = false;
    std::array<char, 6> room{};
    put(std::string_view("\""));
    std::size_t plain_from = 0;
    for (std::size_t i = 0; i != text.size(); ++i) {
        byte_kind const kind = kind_of(text[i]);
        is_beyond_ascii = is_beyond_ascii || kind == byte_kind::beyond_ascii;
        if (kind != byte_kind::escaped) continue;
        put(text.substr(plain_from, i - plain_from));
        put(escape(text[i], room));
        plain_from = i + 1;
    }
    put(text.substr(plain_from));
    put(std::string_view("\""));
    return is_beyond_ascii;
}

} // namespace

std::string json_text(std::string_view text) {
    std::string out;
    in_quotes(text, [&](std::string_view piece) { out += piece; });
    return out;
}

void json_lines::text(std::string_view name, std::string_view value) {
    if (value.empty()) return quoted(name, {});
    key(name);
    bool const is_beyond_ascii = in_quotes(value, [&](std::string_view piece) { out_.put(piece); });
    if (!is_beyond_ascii || problem_ || first_not_utf8(value) == value.size()) return;
    problem_ = {.code = failure_code::field_malformed,
                .where = {.source = out_.path(), .row = line_, .column = std::string(name)},
                .message = "the text is not UTF-8",
                .mend = {}};
}

} // namespace upheld::detail
