// SPDX-License-Identifier: BSL-1.0
#include "cli/stats_batch.hpp"

#include "cli/stats_method.hpp"
#include "store/csv_output.hpp"

#include <algorithm>

namespace upheld::cli {
namespace {

using upheld::detail::csv_field;
using upheld::detail::csv_stream;
using upheld::detail::csv_stream_record;

failure in_column(failure_code code, std::string column, std::string message,
                  std::string mend = {}) {
    return {.code = code,
            .where = {.source = {}, .row = 0, .column = std::move(column)},
            .message = std::move(message),
            .mend = std::move(mend)};
}

result<stats_json> answer_of(std::string_view method_name, std::string_view inputs) {
    auto const method = stats_method_named(method_name);
    if (!method) return refuse(method.error());
    auto const input = stats_json::parse(inputs, nullptr, false);
    if (input.is_discarded()) {
        return refuse(in_column(failure_code::field_malformed, "inputs", "it is not JSON",
                                "a JSON object, in quotes with each of its own quotes doubled"));
    }
    return answer_by(*method, input);
}

/// Where a column is, or a fault.
std::size_t place_of(std::vector<std::string> const& header, std::string const& column,
                     std::vector<failure>& faults) {
    auto const found = std::find(header.begin(), header.end(), column);
    if (found == header.end()) {
        faults.push_back(in_column(failure_code::column_missing, column, "the column is missing",
                                   "the first line names the columns: method,inputs"));
    } else if (std::find(found + 1, header.end(), column) != header.end()) {
        faults.push_back(in_column(failure_code::column_repeated, column,
                                   "the column is there twice",
                                   "rename or leave out one of the two"));
    }
    return static_cast<std::size_t>(found - header.begin());
}

} // namespace

stats_batch_summary stats_for_all(std::string const& name, csv_stream::byte_source bytes,
                                  std::function<bool(std::string_view)> const& write) {
    stats_batch_summary summary;
    csv_stream rows(std::move(bytes), name);
    if (rows.stopped()) {
        summary.refused.push_back(*rows.stopped());
        return summary;
    }
    std::vector<std::string> const header = rows.header();
    std::size_t const method_at = place_of(header, "method", summary.refused);
    std::size_t const inputs_at = place_of(header, "inputs", summary.refused);
    if (std::find(header.begin(), header.end(), "result") != header.end()) {
        summary.refused.push_back(in_column(failure_code::column_repeated, "result",
                                            "the column is the one to be added",
                                            "rename it or leave it out"));
    }
    for (failure& fault : summary.refused) {
        fault.where.source = name;
        fault.where.row = 1;
    }
    if (!summary.refused.empty()) return summary;

    std::string line;
    for (std::string const& column : header) line += csv_field(column) + ',';
    bool is_writable = write(line + "result\n");
    csv_stream_record row;
    while (is_writable && rows.next(row)) {
        ++summary.rows;
        line.clear();
        for (std::size_t i = 0; i != header.size(); ++i) {
            // A row with a fault may have too few.
            if (i < row.fields.size()) line += csv_field(row.fields[i]);
            line += ',';
        }
        result<stats_json> const answer =
            row.is_whole ? answer_of(row.fields[method_at], row.fields[inputs_at])
                         : result<stats_json>(refuse(row.faults.front()));
        if (!answer) ++summary.failed_rows;
        line += csv_field(dumped(answer ? *answer : failure_json(answer.error())));
        is_writable = write(line += '\n');
    }
    if (rows.stopped()) summary.refused.push_back(*rows.stopped());
    if (!is_writable) {
        summary.refused.push_back(
            in_column(failure_code::write_failed, {}, "the output cannot be written"));
    }
    return summary;
}

} // namespace upheld::cli
