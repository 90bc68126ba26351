// SPDX-License-Identifier: BSL-1.0
#include "store/csv_output.hpp"

#include "store/table_reader.hpp"

#include <array>
#include <filesystem>

namespace upheld::detail {
namespace {

/// What bytes of a text ask for.
enum class asks : std::uint8_t { nothing = 0, quotes = 1, check = 2 };

constexpr auto asked_by = [] {
    std::array<std::uint8_t, 256> all{};
    for (char const c : {',', '"', '\n', '\r'}) {
        all[static_cast<unsigned char>(c)] = static_cast<std::uint8_t>(asks::quotes);
    }
    for (std::size_t c = 0x80; c != all.size(); ++c) {
        all[c] = static_cast<std::uint8_t>(asks::check);
    }
    all[0] = static_cast<std::uint8_t>(asks::check);
    return all;
}();

/// What all bytes of a text together ask for.
unsigned asked_of(std::string_view text) {
    unsigned all = 0;
    for (char const c : text) all |= asked_by[static_cast<unsigned char>(c)];
    return all;
}

bool needs(unsigned asked, asks what) { return (asked & static_cast<unsigned>(what)) != 0; }

std::string in_quotes(std::string_view text) {
    std::string quoted = "\"";
    for (char const c : text) {
        if (c == '"') quoted += c;
        quoted += c;
    }
    return quoted += '"';
}

} // namespace

std::string csv_field(std::string_view text) {
    return needs(asked_of(text), asks::quotes) ? in_quotes(text) : std::string(text);
}

csv_table::csv_table(std::string const& folder, table_spec const& spec, column_set columns)
    : spec_(&spec), columns_(columns), out_((std::filesystem::path(folder) / spec.file).string()) {
    for (std::size_t i = 0; i != spec.columns.size(); ++i) {
        if ((columns >> i & 1U) == 0) continue;
        if (!is_first_) out_.put(',');
        is_first_ = false;
        out_.put(spec.columns[i].name);
    }
    out_.put('\n');
    is_first_ = true;
}

void csv_table::put(std::string const& text) {
    unsigned const asked = asked_of(text);
    if (needs(asked, asks::check)) {
        if (auto const why = why_not_text(text)) refuse_field(failure_code::field_malformed, *why);
    }
    if (needs(asked, asks::quotes)) {
        out_.put(in_quotes(text));
    } else {
        out_.put(std::string_view(text));
    }
}

void csv_table::put(pence amount) {
    if (amount.value < 0 || amount.value / 100 > most_pounds) {
        refuse_field(failure_code::value_out_of_range,
                     "is an amount of " + std::to_string(amount.value) +
                         " pence, and amounts are from 0 to 90,000,000,000,000,000 pounds");
    }
    out_.put(amount);
}

void csv_table::put(series_value const& value) {
    auto const text = series_value_text(value);
    if (text) {
        out_.put(std::string_view(*text));
    } else {
        refuse_field(text.error().code, text.error().message);
    }
}

void csv_table::put_number(std::uint64_t number) {
    if (number > INT64_MAX) {
        refuse_field(failure_code::value_out_of_range,
                     "is " + std::to_string(number) + ", and ids end at 9223372036854775807");
    }
    out_.put(number);
}

void csv_table::refuse_field(failure_code code, std::string const& what) {
    if (problem_) return;
    std::string const row =
        first_id_ ? std::string(spec_->columns[0].name) + ' ' + std::to_string(*first_id_)
                  : "row " + std::to_string(rows_ + 1);
    problem_ = {.code = code,
                .where = {.source = std::string(spec_->file),
                          .row = 0,
                          .column = std::string(spec_->columns[column_].name)},
                .message = row + ": the field " + what,
                .mend = {}};
}

} // namespace upheld::detail
