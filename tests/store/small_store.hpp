// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "support/small_council.hpp"
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/store/store.hpp"

#include <gtest/gtest.h>

namespace upheld::test {

/// A store of the small council's cases that numbers events by itself.
class small_store {
  public:
    small_store() : cases(small_council(), england_and_wales()) {}

    [[nodiscard]] taxonomy const& words() const { return cases.words(); }

    [[nodiscard]] complaint made(std::uint64_t id, day received, char const* unit = "homes") const {
        complaint c;
        c.id = complaint_id(id);
        c.unit = code_of(words().units, unit);
        c.received = received;
        c.procedure = code_of(words().procedures, "corporate");
        return c;
    }

    complaint_id add(std::uint64_t id, day received) {
        EXPECT_TRUE(cases.insert(made(id, received)));
        return complaint_id(id);
    }

    /// A mention of lettings with one aspect, both with the complaint's number.
    aspect_id add_aspect(complaint_id of) {
        EXPECT_TRUE(cases.insert(mention{.id = mention_id(of.value),
                                         .complaint = of,
                                         .service = code_of(words().services, "lettings")}));
        aspect a;
        a.id = aspect_id(of.value);
        a.mention = mention_id(of.value);
        a.subject = code_of(words().subjects, "delay");
        EXPECT_TRUE(cases.insert(a));
        return a.id;
    }

    [[nodiscard]] event made_event(complaint_id of, event_kind kind, day happened,
                                   std::string value = {}) {
        event e;
        e.id = event_id(++last_event_);
        e.complaint = of;
        e.kind = kind;
        e.happened = happened;
        e.recorded = happened;
        e.value = std::move(value);
        return e;
    }

    result<void> record(complaint_id of, event_kind kind, day happened, std::string value = {}) {
        return cases.record(made_event(of, kind, happened, std::move(value)));
    }

    [[nodiscard]] complaint_state state(complaint_id of) const { return *cases.state_of(of); }

    store cases;

  private:
    std::uint64_t last_event_ = 0;
};

} // namespace upheld::test
