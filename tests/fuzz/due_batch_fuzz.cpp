// SPDX-License-Identifier: BSL-1.0
#include "cli/due_batch.hpp"
#include "upheld/calendar/bank_holidays.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace {

using namespace upheld;

struct batch_result {
    std::string text;
    cli::due_batch_summary summary;
};

batch_result answered(std::string_view text, std::size_t block) {
    static rule_book const rules = rule_book::built_in();
    batch_result all;
    std::size_t at = 0;
    all.summary = cli::due_for_all(
        {.rules = rules,
         .calendar_named = [](std::string_view) -> result<working_calendar const*> {
             return &england_and_wales();
         },
         .calendar = {},
         .as_of = day(2026, 1, 5),
         .source = "fuzz.csv"},
        [&](std::span<char> into) {
            std::size_t const count = std::min(into.size(), text.size() - at);
            std::memcpy(into.data(), text.data() + at, count);
            at += count;
            return std::optional(count);
        },
        [&](std::string_view more) {
            all.text += more;
            return true;
        },
        {}, block);
    return all;
}

} // namespace

/// Any bytes give every row with an answer or a failure, or are refused with a reason; the answer
/// does not depend on where blocks end; and what is written can be read, row by row.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string_view const text(reinterpret_cast<char const*>(data), size);
    batch_result const whole = answered(text, std::size_t{1} << 20);
    for (std::size_t const block : {std::size_t{1}, std::size_t{13}}) {
        batch_result const pieces = answered(text, block);
        if (pieces.text != whole.text || pieces.summary.rows != whole.summary.rows ||
            pieces.summary.failed_rows != whole.summary.failed_rows ||
            pieces.summary.refused != whole.summary.refused) {
            std::abort();
        }
    }
    for (failure const& what : whole.summary.refused) {
        if (what.message.empty()) std::abort();
    }
    if (whole.text.empty()) {
        if (whole.summary.refused.empty() && whole.summary.rows != 0) std::abort();
        return 0;
    }
    // A field of the input that is not UTF-8 is carried through as it is: such a row is a fault for
    // the reader, but a row it stays.
    std::vector<failure> faults;
    upheld::detail::csv_reader written(whole.text, "written.csv", faults);
    upheld::detail::csv_record record;
    std::uint64_t rows = 0;
    std::uint64_t failed = 0;
    while (written.next(record)) {
        ++rows;
        if (record.fields.size() != written.header().size()) std::abort();
        if (!record.fields.back().empty()) ++failed;
        bool const has_due = !record.fields[record.fields.size() - 4].empty();
        if (has_due != record.fields.back().empty()) std::abort();
    }
    if (rows != whole.summary.rows || failed != whole.summary.failed_rows) std::abort();
    return 0;
}
