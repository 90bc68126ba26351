// SPDX-License-Identifier: BSL-1.0
#include "rollup/row_appender.hpp"

#include <gtest/gtest.h>

#include <random>

/// Rows put in by the million, against the same rows put in one case at a time.

namespace upheld::detail {
namespace {

packing small_packing() {
    packing how;
    how.sizes[at(field::unit)] = 9;
    how.sizes[at(field::service)] = 300;
    how.sizes[at(field::subject)] = 400;
    how.sizes[at(field::channel)] = 3;
    how.sizes[at(field::category)] = 300;
    pack(how, std::array{field::unit});                    // one byte a row
    pack(how, std::array{field::service, field::subject}); // four
    add_column_of_places(how);
    pack(how, std::array{field::category, field::channel}); // two
    how.has_days = true;
    return how;
}

constexpr std::array fields{field::unit,     field::service, field::subject,
                            field::category, field::channel, field::place};

/// Random cases, put in both ways.
struct both_ways {
    explicit both_ways(packing const& how) : one_by_one(how, {}), appended(how, {}) {}

    void add(std::size_t cases, day first, std::int32_t days, std::uint16_t places) {
        row_appender appender(appended);
        for (std::size_t c = 0; c != cases; ++c) {
            day const on =
                first + calendar_days(std::uniform_int_distribution<int>(0, days - 1)(random));
            std::vector<row_values> rows(1 + random() % 3);
            auto const place = static_cast<std::uint16_t>(random() % places);
            for (row_values& row : rows) {
                for (field const f : fields) {
                    row[f] = static_cast<std::uint16_t>(random() % one_by_one.how().sizes[at(f)]);
                }
                row[field::place] = place;
                row[field::days] =
                    random() % 4 == 0 ? no_days : static_cast<std::uint16_t>(random() % 1000);
            }
            one_by_one.add(on, rows);
            appender.begin(on, rows.size(), place);
            for (row_values const& row : rows) {
                row_appender::codes of_case{};
                appender.set(of_case, field::unit, row[field::unit]);
                std::uint32_t* const codes = appender.append(of_case, row[field::days]);
                for (field const f : fields) {
                    if (f != field::unit) appender.set(codes, f, row[f]);
                }
            }
        }
        appender.finish();
    }

    void expect_same() const {
        EXPECT_EQ(one_by_one.live_rows(), appended.live_rows());
        EXPECT_EQ(one_by_one.most_days(), appended.most_days());
        ASSERT_EQ(one_by_one.zones().size(), appended.zones().size());
        for (std::size_t i = 0; i != one_by_one.zones().size(); ++i) {
            zone const& a = one_by_one.zones()[i];
            zone const& b = appended.zones()[i];
            ASSERT_EQ(a.month, b.month);
            ASSERT_EQ(a.rows, b.rows);
            for (std::uint32_t row = 0; row != a.rows; ++row) {
                for (std::size_t c = 0; c != one_by_one.how().columns.size(); ++c) {
                    ASSERT_EQ(one_by_one.code_at(a, c, row), appended.code_at(b, c, row))
                        << "seed " << seed << ", zone " << i << ", row " << row;
                }
                ASSERT_EQ(a.day[row], b.day[row]);
                ASSERT_EQ(a.days[row], b.days[row]);
            }
        }
    }

    static constexpr std::uint32_t seed = 20261125;
    std::mt19937 random{seed};
    packed_rows one_by_one;
    packed_rows appended;
};

TEST(RowAppender, PutsRowsWhereTheyArePutOneByOne) {
    both_ways rows(small_packing());
    rows.add(3000, day(2019, 1, 1), 700, 200);
    rows.expect_same();
}

TEST(RowAppender, GoesOnWhereAnotherEnded) {
    both_ways rows(small_packing());
    rows.add(500, day(2019, 1, 1), 90, 10);
    rows.add(500, day(2018, 11, 1), 90, 10);
    rows.expect_same();
}

TEST(RowAppender, OpensAZoneWhenOneIsFull) {
    both_ways rows(small_packing());
    rows.add(70'000, day(2020, 2, 1), 29, 10);
    EXPECT_EQ(rows.appended.zones().size(), 3u);
    rows.expect_same();
}

TEST(RowAppender, WidensTheColumnOfPlacesInTheMidst) {
    both_ways rows(small_packing());
    rows.add(300, day(2019, 1, 1), 90, 256);
    rows.add(300, day(2019, 1, 1), 90, 60'000);
    rows.expect_same();
}

TEST(RowAppender, RowsOfSomeKindsHaveNoDays) {
    packing how = small_packing();
    how.has_days = false;
    both_ways rows(how);
    rows.add(100, day(2019, 1, 1), 90, 1);
    EXPECT_EQ(rows.one_by_one.zones().front().days.size(), 0u);
    EXPECT_EQ(rows.appended.zones().front().days.size(), 0u);
}

TEST(MonthPlace, IsThatOfEveryDayThatThereIs) {
    for (day d(1900, 1, 1);; d = d + calendar_days(1)) {
        year_month_day const is = d.fields();
        std::size_t const place = month_place_of(d);
        ASSERT_EQ(place, static_cast<std::size_t>((is.year - 1900) * 12 + is.month - 1));
        ASSERT_EQ(d.serial() - month_starts[place] + 1, is.day_of_month);
        if (d == day(2199, 12, 31)) break;
    }
}

} // namespace
} // namespace upheld::detail
