// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/moving_columns.hpp"

#include "rollup/columns_tables.hpp"
#include "rollup/parts_by_complaint.hpp"
#include "upheld/basis/expects.hpp"
#include "upheld/store/change_days.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <vector>

namespace upheld {
namespace {

/// Where the rows of one complaint are; of no rows if it is not in sight.
struct complaint_rows {
    row_place parts;
    row_place first_stage;
};

row_place taken(result<row_place> const& where) {
    // The store has checked every code against the same taxonomy.
    UPHELD_EXPECTS(where.has_value());
    return *where;
}

} // namespace

struct moving_columns::moved {
    store const* of;
    columns_options options;
    viewpoint from;
    change_days days;
    columns rows;
    std::vector<complaint_rows> places; ///< by the numbers of `days`
    /// Of complaints that came further than the first stage.
    std::unordered_map<std::uint32_t, std::vector<row_place>> later_stages;
    std::uint64_t rows_left = 0; ///< that are no more, and still take up room

    moved(store const& cases, viewpoint seen_from, columns_options how)
        : of(&cases), options(how), from(seen_from), days(cases), rows(cases.words(), how) {}

    [[nodiscard]] std::uint32_t number_of(complaint_id which) const {
        auto const& ids = days.complaints();
        return static_cast<std::uint32_t>(std::lower_bound(ids.begin(), ids.end(), which) -
                                          ids.begin());
    }

    /// Everything anew. @fails as `columns::add`
    [[nodiscard]] result<void> load() {
        facts const now = of->facts_as_of(from);
        columns made(of->words(), options);
        for (std::string const& name : now.places) {
            if (auto const entered = made.place(name); !entered) return refuse(entered.error());
        }
        places.assign(days.complaints().size(), {});
        later_stages.clear();
        rows_left = 0;
        detail::parts_by_complaint parts(now);
        auto stage = now.stages.begin();
        for (complaint_fact const& fact : now.complaints) {
            std::uint32_t const number = number_of(fact.id);
            auto const where = made.add(fact, parts.of(fact.id));
            if (!where) return refuse(where.error());
            places[number].parts = *where;
            for (bool is_first = true; stage != now.stages.end() && stage->of.id == fact.id;
                 ++stage, is_first = false) {
                auto const at = made.add(*stage);
                if (!at) return refuse(at.error());
                if (is_first) {
                    places[number].first_stage = *at;
                } else {
                    later_stages[number].push_back(*at);
                }
            }
        }
        rows = std::move(made);
        add_others(now);
        rows.summarise();
        return {};
    }

    void add_others(facts const& now) {
        auto const add_all = [&](auto const& list) {
            for (auto const& row : list) UPHELD_EXPECTS(rows.add(row).has_value());
        };
        add_all(now.referrals);
        add_all(now.deadlines);
        add_all(now.recommendations);
        add_all(now.remedies);
        add_all(now.compliments);
    }

    void take_again(std::uint32_t number) {
        complaint_id const which = days.complaints()[number];
        facts const now = of->facts_of(which, from);
        complaint_rows& own = places[number];
        std::vector<row_place> later;
        if (auto const found = later_stages.find(number); found != later_stages.end()) {
            later = std::move(found->second);
            later_stages.erase(found);
        }
        if (now.complaints.empty()) {
            rows_left += own.parts.rows + own.first_stage.rows + later.size();
            rows.erase_complaint(own.parts);
            rows.erase_stage(own.first_stage);
            for (row_place const where : later) rows.erase_stage(where);
            own = {};
            return;
        }
        detail::parts_by_complaint parts(now);
        row_place const before = own.parts;
        own.parts = taken(rows.replace(own.parts, now.complaints.front(), parts.of(which)));
        if (own.parts != before) rows_left += before.rows;
        own.first_stage = taken(rows.replace(own.first_stage, now.stages.front()));
        while (later.size() + 1 > now.stages.size()) {
            rows_left += later.back().rows;
            rows.erase_stage(later.back());
            later.pop_back();
        }
        later.resize(now.stages.size() - 1);
        for (std::size_t s = 0; s != later.size(); ++s) {
            later[s] = taken(rows.replace(later[s], now.stages[s + 1]));
        }
        if (!later.empty()) later_stages.emplace(number, std::move(later));
    }

    /// Rows of other kinds are few, and have no place that anybody keeps: all of them come anew.
    void take_others_again() {
        for (grain const which : {grain::referral, grain::deadline, grain::recommendation,
                                  grain::remedy, grain::compliment}) {
            detail::packed_rows& all = rows.inside().rows_of(which);
            all = detail::packed_rows(all.how(), all.options());
        }
        add_others(of->facts_of_others(from));
        for (grain const which : {grain::referral, grain::deadline, grain::recommendation,
                                  grain::remedy, grain::compliment}) {
            rows.inside().rows_of(which).summarise(1);
        }
    }

    std::size_t move_to(viewpoint to) {
        std::vector<std::uint32_t> const touched = days.between(from, to);
        bool const moves_others = days.others_between(from, to);
        from = to;
        constexpr std::size_t most_share = 4; // one in so many: then all at once is as quick
        bool const is_worn = rows_left > rows.size().rows + 65'536;
        if (is_worn || touched.size() > days.complaints().size() / most_share) {
            // Codes that fitted once fit again.
            UPHELD_EXPECTS(load().has_value());
            return days.complaints().size();
        }
        for (std::uint32_t const number : touched) take_again(number);
        if (moves_others) take_others_again();
        return touched.size();
    }
};

result<moving_columns> moving_columns::of_store(store const& of, viewpoint from,
                                                columns_options options) {
    moving_columns made(new moved(of, from, options));
    if (auto const done = made.moved_->load(); !done) return refuse(done.error());
    return made;
}

moving_columns::moving_columns(moving_columns&& other) noexcept
    : moved_(std::exchange(other.moved_, nullptr)) {}

moving_columns& moving_columns::operator=(moving_columns&& other) noexcept {
    std::swap(moved_, other.moved_);
    return *this;
}

moving_columns::~moving_columns() { delete moved_; }

std::size_t moving_columns::move_to(viewpoint from) { return moved_->move_to(from); }

viewpoint moving_columns::from() const noexcept { return moved_->from; }

columns const& moving_columns::rows() const noexcept { return moved_->rows; }

std::size_t moving_columns::bytes_beside() const noexcept {
    std::size_t later = 0;
    for (auto const& [number, where] : moved_->later_stages) {
        later +=
            sizeof(number) + sizeof(std::vector<row_place>) + where.capacity() * sizeof(row_place);
    }
    return moved_->days.bytes() + moved_->places.capacity() * sizeof(complaint_rows) + later;
}

} // namespace upheld
