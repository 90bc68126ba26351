// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/small_store.hpp"

#include <array>
#include <cstdint>
#include <random>
#include <vector>

/// A history of changes of the small council's store, of every kind and in any order.

namespace upheld::test {

class random_changes {
  public:
    random_changes(small_store& of, std::uint32_t seed) : of_(&of), random_(seed) {}

    /// Tries one change, which the store may refuse: the number of complaints stays near `most`.
    void make_one(std::size_t most) {
        if (known_.empty() || (known_.size() < most && below(3) == 0)) {
            add_complaint();
            return;
        }
        complaint_id const c = known_[below(known_.size())];
        complaint const now = of_->cases.find(c).value();
        bool const has_aspect = of_->cases.find(aspect_id(c.value)).has_value();
        switch (below(6)) {
        case 0:
            if (!has_aspect && is_of(now, "homes")) of_->add_aspect(c);
            break;
        case 1:
            if (has_aspect) {
                event decided =
                    of_->made_event(c, event_kind::outcome_decided, now.received + calendar_days(9),
                                    below(2) == 0 ? "upheld" : "not_upheld");
                decided.aspect = aspect_id(c.value);
                static_cast<void>(of_->cases.record(decided));
            }
            break;
        case 2:
            static_cast<void>(
                of_->record(c, event_kind::responded,
                            now.received + calendar_days(static_cast<std::int32_t>(below(60)))));
            break;
        case 3: {
            complaint changed = now;
            changed.place = some_place();
            EXPECT_TRUE(of_->cases.modify(changed));
            break;
        }
        case 4:
            static_cast<void>(
                of_->record(c, event_kind::withdrawn, now.received + calendar_days(3)));
            break;
        default: EXPECT_TRUE(of_->cases.erase(c)); std::erase(known_, c);
        }
    }

  private:
    std::size_t below(std::size_t n) { return random_() % n; }

    char const* some_place() {
        static constexpr std::array places = {"", "North", "South"};
        return places[below(places.size())];
    }

    [[nodiscard]] bool is_of(complaint const& c, char const* unit) const {
        return c.unit == code_of(of_->words().units, unit);
    }

    void add_complaint() {
        day const on = day(2019, 3, 1) + calendar_days(static_cast<std::int32_t>(below(450)));
        complaint made = of_->made(++last_, on, below(4) == 0 ? "streets" : "homes");
        made.place = some_place();
        if (is_of(made, "streets")) made.category = code_of(of_->words().categories, "noise");
        auto const added = of_->cases.insert(made);
        ASSERT_TRUE(added) << to_string(added.error());
        known_.push_back(made.id);
    }

    small_store* of_;
    std::mt19937 random_;
    std::vector<complaint_id> known_;
    std::uint64_t last_ = 0;
};

} // namespace upheld::test
