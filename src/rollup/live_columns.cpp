// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/live_columns.hpp"

#include "rollup/columns_tables.hpp"
#include "rollup/parts_by_complaint.hpp"
#include "upheld/basis/expects.hpp"

#include <unordered_map>
#include <utility>
#include <vector>

namespace upheld {
namespace {

constexpr viewpoint end_of_time = viewpoint::at_the_time(day(2199, 12, 31));

/// Where the rows of one complaint are.
struct complaint_rows {
    row_place parts;
    std::vector<row_place> stages;
};

} // namespace

struct live_columns::following {
    store* of;
    columns rows;
    std::unordered_map<std::uint64_t, complaint_rows> places;

    following(store& from, columns made) : of(&from), rows(std::move(made)) {}

    /// Takes over what the store now has of one complaint; nothing if it is gone.
    void follow(complaint_id which) {
        facts const now = of->facts_of(which, end_of_time);
        // Places only ever come at the end of the store's list, and so at the end of ours.
        for (std::size_t p = rows.places().size(); p < of->places().size(); ++p) {
            UPHELD_EXPECTS(rows.place(of->places()[p]).has_value());
        }
        detail::one_change const change(rows.inside());
        complaint_rows& own = places[which.value];
        if (now.complaints.empty()) {
            rows.erase_complaint(own.parts);
            for (row_place const where : own.stages) rows.erase_stage(where);
            places.erase(which.value);
            return;
        }
        detail::parts_by_complaint parts(now);
        complaint_fact const& fact = now.complaints.front();
        own.parts = taken(rows.replace(own.parts, fact, parts.of(which)));
        while (own.stages.size() > now.stages.size()) {
            rows.erase_stage(own.stages.back());
            own.stages.pop_back();
        }
        own.stages.resize(now.stages.size());
        for (std::size_t s = 0; s != now.stages.size(); ++s) {
            own.stages[s] = taken(rows.replace(own.stages[s], now.stages[s]));
        }
    }

    static row_place taken(result<row_place> const& where) {
        // The store has checked every code against the same taxonomy.
        UPHELD_EXPECTS(where.has_value());
        return *where;
    }

    static void hear(void* context, complaint_id which) {
        static_cast<following*>(context)->follow(which);
    }
};

result<live_columns> live_columns::of_store(store& of, columns_options options) {
    facts const now = of.facts_as_of(end_of_time);
    facts others;
    others.places = now.places;
    others.referrals = now.referrals;
    others.deadlines = now.deadlines;
    others.recommendations = now.recommendations;
    others.remedies = now.remedies;
    others.compliments = now.compliments;
    auto made = columns_of(of.words(), others, options);
    if (!made) return refuse(made.error());
    live_columns live(new following(of, std::move(*made)));
    following& own = *live.following_;
    detail::parts_by_complaint parts(now);
    for (complaint_fact const& fact : now.complaints) {
        auto const where = own.rows.add(fact, parts.of(fact.id));
        if (!where) return refuse(where.error());
        own.places[fact.id.value].parts = *where;
    }
    for (stage_fact const& stage : now.stages) {
        auto const where = own.rows.add(stage);
        if (!where) return refuse(where.error());
        own.places[stage.of.id.value].stages.push_back(*where);
    }
    own.rows.summarise();
    of.listen({following::hear, &own});
    return live;
}

live_columns::live_columns(live_columns&& other) noexcept
    : following_(std::exchange(other.following_, nullptr)) {}

live_columns& live_columns::operator=(live_columns&& other) noexcept {
    std::swap(following_, other.following_);
    return *this;
}

live_columns::~live_columns() {
    if (following_ != nullptr) following_->of->listen({});
    delete following_;
}

columns const& live_columns::rows() const noexcept { return following_->rows; }

columns& live_columns::rows() noexcept { return following_->rows; }

} // namespace upheld
