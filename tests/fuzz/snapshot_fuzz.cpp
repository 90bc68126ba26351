// SPDX-License-Identifier: BSL-1.0
#include "support/signed_snapshot.hpp"
#include "upheld/rollup/rollup.hpp"
#include "upheld/rollup/snapshot.hpp"

#include <cstdint>
#include <cstdlib>
#include <vector>

namespace {

using upheld::detail::section;

void require(bool holds) {
    if (!holds) std::abort();
}

/// What can be done with any columns: they are counted, changed and counted again.
void use(upheld::columns& rows) {
    upheld::measures const what{"received", "aspects", "upheld_share", "in_time_by_complaints"};
    for (int round = 0; round != 2; ++round) {
        for (std::size_t d = 0; d != upheld::dimension_count; ++d) {
            upheld::by groups{};
            groups.axes.push_back({upheld::dimension(d), {}, upheld::time_step::financial_year});
            for (bool const use_summaries : {true, false}) {
                static_cast<void>(
                    rollup(rows, groups, what, {}, {}, {.use_summaries = use_summaries}));
            }
        }
        static_cast<void>(rows.first_received());
        if (round == 0) {
            static_cast<void>(rows.place("a place of no snapshot"));
            rows.summarise();
        }
    }
}

void use(upheld::store const& cases) {
    upheld::day const as_of = cases.last_recorded().value_or(upheld::day());
    require(upheld::columns_of(cases.words(), cases.facts_as_of(as_of)).has_value());
    auto const ids = cases.complaint_ids();
    require(cases.records_of(ids).complaints.size() == ids.size());
}

/// Makes header and table fit: the last section takes what has come or gone.
void fit(std::span<std::byte> bytes) {
    std::size_t const row = upheld::test::row_at(section::cases);
    if (bytes.size() < row + upheld::test::table_row_bytes) return;
    upheld::test::put_number(bytes, upheld::test::size_at, 8, bytes.size());
    std::uint64_t const offset = upheld::test::number_at(bytes, row + 8, 8);
    if (offset <= bytes.size()) {
        upheld::test::put_number(bytes, row + 16, 8, bytes.size() - offset);
    }
}

void read(std::span<std::byte const> bytes) {
    auto made = upheld::snapshot::from_bytes(bytes, "fuzz.upheld");
    if (!made) {
        require(made.error().where.source == "fuzz.upheld" && !made.error().message.empty());
        return;
    }
    auto const cases = made->cases();
    if (cases) {
        use(*cases);
    } else {
        require(cases.error().where.source == "fuzz.upheld" && !cases.error().message.empty());
    }
    use(made->rows());
}

} // namespace

/// Any bytes give a snapshot that is as good as any other, or a failure in words. Bytes are read as
/// they are, with the checksums that they should have, and with lengths that fit as well.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::vector<std::byte> bytes;
    for (std::size_t i = 0; i != size; ++i) bytes.push_back(std::byte{data[i]});
    read(bytes);
    upheld::test::sign(bytes);
    read(bytes);
    fit(bytes);
    upheld::test::sign(bytes);
    read(bytes);
    return 0;
}
