// SPDX-License-Identifier: BSL-1.0
#include "calendar/bulk_kernels.hpp"
#include "upheld/calendar/working_day_columns.hpp"
#include "upheld/calendar/working_day_shift.hpp"

#include <utility>

namespace upheld {

namespace bulk {

stretch answerable(working_day_tables tables, working_days n) noexcept {
    auto const days = static_cast<std::uint32_t>(tables.closed_before_day.size() - 1);
    auto const working_days_in_all =
        static_cast<std::int64_t>(tables.closed_before_working_day.size());
    auto const day_of = [&](std::int64_t working_day) {
        auto const place = static_cast<std::size_t>(working_day);
        return static_cast<std::uint32_t>(place + tables.closed_before_working_day[place]);
    };
    std::int64_t const wide = n.value;
    if (wide > working_days_in_all || -wide > working_days_in_all || working_days_in_all == 0) {
        return {};
    }
    // Forward, the last day with an answer is the one before the n-th working day from the end.
    if (wide > 0) return {0, day_of(working_days_in_all - wide)};
    if (wide == 0) return {0, day_of(working_days_in_all - 1) + 1};
    std::uint32_t const first = day_of(-wide - 1) + 1;
    return {first, days - first};
}

namespace {

/// Runs a kernel over whole blocks and goes by row where a block has a row without an answer.
/// @param run  takes a row and a number of blocks, gives the blocks done
/// @param one  takes a row, gives false if it has no answer
template <class Run, class One>
rows_answered by_blocks(std::size_t rows, row_set failed, Run run, One one) noexcept {
    std::span<std::uint64_t> const words = failed.words();
    std::size_t row = 0;
    std::size_t without = 0;
    auto const by_row = [&](std::size_t count) {
        std::uint64_t word = 0;
        for (std::size_t at = 0; at != count; ++at) {
            if (one(row + at)) continue;
            word |= std::uint64_t{1} << at;
            ++without;
        }
        words[row / block_rows] = word;
        row += count;
    };
    while (rows - row >= block_rows) {
        std::size_t const done = run(row, (rows - row) / block_rows);
        for (std::size_t block = 0; block != done; ++block) words[row / block_rows + block] = 0;
        row += done * block_rows;
        if (rows - row >= block_rows) by_row(block_rows);
    }
    if (row != rows) by_row(rows - row);
    return {rows - without, without};
}

template <class Asked, class Answer>
bool apart(std::span<Asked const> asked, std::span<Answer> answers) noexcept {
    auto const asked_at = reinterpret_cast<std::uintptr_t>(asked.data());
    auto const answers_at = reinterpret_cast<std::uintptr_t>(answers.data());
    return asked_at + asked.size_bytes() <= answers_at ||
           answers_at + answers.size_bytes() <= asked_at;
}

/// True if the answers lie in the memory of what is asked, row for row, or nowhere near it.
bool same_or_apart(std::span<day const> asked, std::span<day> answers) noexcept {
    return asked.data() == answers.data() || apart(asked, answers);
}

lookup lookup_of(working_day_tables tables) noexcept {
    return {tables.first.serial(), static_cast<std::uint32_t>(tables.closed_before_day.size() - 1),
            tables.closed_before_day.data()};
}

} // namespace

} // namespace bulk

rows_answered add_to_each(working_calendar const& calendar, std::span<day const> from,
                          working_days n, std::span<day> to, row_set failed) noexcept {
    UPHELD_EXPECTS(from.size() == to.size() && from.size() == failed.rows());
    UPHELD_EXPECTS(bulk::same_or_apart(from, to));
    working_day_tables const tables = calendar.tables();
    bulk::stretch const days = bulk::answerable(tables, n);
    std::int32_t const range_first = tables.first.serial();
    bulk::addition const rule{.range_first = range_first,
                              .first = range_first + static_cast<std::int32_t>(days.first),
                              .days = days.days,
                              .n = n.value,
                              .closed_before_start =
                                  tables.closed_before_day.data() + (n.value > 0 ? 1 : 0),
                              .closed_before_working = tables.closed_before_working_day.data()};
    return bulk::by_blocks(
        from.size(), failed,
        [&](std::size_t row, std::size_t blocks) {
            if (rule.days == 0) return std::size_t{0};
            return bulk::add_by_tables(rule, &from[row], &to[row], blocks);
        },
        [&](std::size_t row) {
            std::int64_t const after_first = std::int64_t{from[row].serial()} - rule.first;
            if (after_first < 0 || after_first >= rule.days) return false;
            std::int32_t const at = from[row].serial() - range_first;
            std::int32_t const answer = at + n.value - rule.closed_before_start[at];
            to[row] = tables.first + calendar_days(answer + rule.closed_before_working[answer]);
            return true;
        });
}

rows_answered add_to_each(working_calendar const& calendar, std::span<day const> from,
                          std::span<working_days const> n, std::span<day> to,
                          row_set failed) noexcept {
    UPHELD_EXPECTS(from.size() == n.size() && from.size() == to.size());
    UPHELD_EXPECTS(from.size() == failed.rows() && bulk::same_or_apart(from, to));
    working_day_tables const tables = calendar.tables();
    std::int64_t const days = static_cast<std::int64_t>(tables.closed_before_day.size()) - 1;
    auto const all = static_cast<std::int64_t>(tables.closed_before_working_day.size());
    return bulk::by_blocks(
        from.size(), failed, [](std::size_t, std::size_t) { return std::size_t{0}; },
        [&](std::size_t row) {
            std::int64_t const at = std::int64_t{from[row].serial()} - tables.first.serial();
            if (at < 0 || at >= days) return false;
            std::int32_t const distance = n[row].value;
            auto const start = static_cast<std::size_t>(at + (distance > 0 ? 1 : 0));
            std::int64_t const answer = at + distance - tables.closed_before_day[start];
            if (answer < 0 || answer >= all) return false;
            std::int64_t const closed =
                tables.closed_before_working_day[static_cast<std::size_t>(answer)];
            to[row] = tables.first + calendar_days(static_cast<std::int32_t>(answer + closed));
            return true;
        });
}

rows_answered count_each_after_until(working_calendar const& calendar, std::span<day const> after,
                                     std::span<day const> until, std::span<working_days> counts,
                                     row_set failed) noexcept {
    UPHELD_EXPECTS(after.size() == until.size() && after.size() == counts.size());
    UPHELD_EXPECTS(after.size() == failed.rows());
    UPHELD_EXPECTS(bulk::apart(after, counts) && bulk::apart(until, counts));
    bulk::lookup const in = bulk::lookup_of(calendar.tables());
    bulk::kernels const& use = bulk::chosen_kernels();
    return bulk::by_blocks(
        after.size(), failed,
        [&](std::size_t row, std::size_t blocks) {
            return use.count(in, &after[row], &until[row], &counts[row], blocks);
        },
        [&](std::size_t row) {
            if (!calendar.covers(after[row]) || !calendar.covers(until[row])) return false;
            std::int32_t const begin = after[row].serial() - in.first;
            std::int32_t const end = until[row].serial() - in.first;
            std::int32_t const closed = in.closed_before[end + 1] - in.closed_before[begin + 1];
            counts[row] = working_days(end > begin ? end - begin - closed : 0);
            return true;
        });
}

rows_answered mark_working_days(working_calendar const& calendar, std::span<day const> days,
                                row_set working, row_set failed) noexcept {
    UPHELD_EXPECTS(days.size() == working.rows() && days.size() == failed.rows());
    bulk::lookup const in = bulk::lookup_of(calendar.tables());
    bulk::kernels const& use = bulk::chosen_kernels();
    std::span<std::uint64_t> const words = working.words();
    return bulk::by_blocks(
        days.size(), failed,
        [&](std::size_t row, std::size_t blocks) {
            return use.mark(in, &days[row], &words[row / bulk::block_rows], blocks);
        },
        [&](std::size_t row) {
            std::uint64_t& word = words[row / bulk::block_rows];
            if (row % bulk::block_rows == 0) word = 0;
            if (!calendar.covers(days[row])) return false;
            std::int32_t const at = days[row].serial() - in.first;
            bool const works = in.closed_before[at] == in.closed_before[at + 1];
            word |= std::uint64_t{works ? 1U : 0U} << (row % bulk::block_rows);
            return true;
        });
}

result<working_day_shift> working_day_shift::make(working_calendar const& calendar,
                                                  working_days n) {
    working_day_tables const tables = calendar.tables();
    bulk::stretch const days = bulk::answerable(tables, n);
    std::uint16_t const* const closed_before_start =
        tables.closed_before_day.data() + (n.value > 0 ? 1 : 0);
    auto const distance = [&](std::uint32_t place) {
        auto const at = static_cast<std::int32_t>(place);
        std::int32_t const answer = at + n.value - closed_before_start[at];
        return answer + tables.closed_before_working_day[static_cast<std::size_t>(answer)] - at;
    };
    working_day_shift made;
    made.calendar_id_ = calendar.id();
    made.edition_ = calendar.edition();
    made.distance_ = n;
    made.first_ = tables.first;
    if (days.days == 0) return made;
    made.first_ = tables.first + calendar_days(static_cast<std::int32_t>(days.first));
    made.days_ = days.days;
    std::int32_t nearest = distance(days.first);
    std::int32_t farthest = nearest;
    for (std::uint32_t at = 1; at != days.days; ++at) {
        std::int32_t const here = distance(days.first + at);
        if (here < nearest) nearest = here;
        if (here > farthest) farthest = here;
    }
    if (farthest - nearest > 0xFF) {
        failure why;
        why.code = failure_code::value_out_of_range;
        why.message = "in calendar \"" + made.calendar_id_ + "\", edition " + made.edition_ +
                      ", the answers for " + std::to_string(n.value) + " working days are " +
                      std::to_string(nearest) + " to " + std::to_string(farthest) +
                      " calendar days away, which is too wide for one byte a day";
        why.mend = "use add_to_each, which needs nothing compiled";
        return refuse(std::move(why));
    }
    made.nearest_ = nearest;
    made.farther_.resize(days.days + std::size_t{3});
    for (std::uint32_t at = 0; at != days.days; ++at) {
        made.farther_[at] = static_cast<std::uint8_t>(distance(days.first + at) - nearest);
    }
    return made;
}

rows_answered working_day_shift::apply(std::span<day const> from, std::span<day> to,
                                       row_set failed) const noexcept {
    UPHELD_EXPECTS(from.size() == to.size() && from.size() == failed.rows());
    UPHELD_EXPECTS(bulk::same_or_apart(from, to));
    bulk::compiled_addition const rule{first_.serial(), days_, nearest_, farther_.data()};
    bulk::kernels const& use = bulk::chosen_kernels();
    return bulk::by_blocks(
        from.size(), failed,
        [&](std::size_t row, std::size_t blocks) {
            if (rule.days == 0) return std::size_t{0};
            return use.add_compiled(rule, &from[row], &to[row], blocks);
        },
        [&](std::size_t row) {
            std::optional<day> const answer = apply(from[row]);
            if (answer) to[row] = *answer;
            return answer.has_value();
        });
}

} // namespace upheld
