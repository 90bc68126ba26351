// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/columns.hpp"
#include "upheld/store/facts.hpp"

#include <span>
#include <vector>

namespace upheld::detail {

/// Parts of each complaint, out of two lists that are in the order of the complaints. Private to
/// src.
class parts_by_complaint {
  public:
    explicit parts_by_complaint(facts const& rows) : rows_(rows) {}

    /// Good until the next call. @expects called for every complaint of the facts, in order
    std::span<case_part const> of(complaint_id which) {
        parts_.clear();
        for (;
             next_mention_ != rows_.mentions.size() && rows_.mentions[next_mention_].of.id == which;
             ++next_mention_) {
            service_code const service = rows_.mentions[next_mention_].service;
            bool has_aspects = false;
            for (; next_aspect_ != rows_.aspects.size() &&
                   rows_.aspects[next_aspect_].of.id == which &&
                   rows_.aspects[next_aspect_].service == service;
                 ++next_aspect_) {
                aspect_fact const& a = rows_.aspects[next_aspect_];
                parts_.push_back({service, a.subject, a.outcome, a.concerns_contractor, true});
                has_aspects = true;
            }
            if (!has_aspects) parts_.push_back({service, {}, {}, false, false});
        }
        return parts_;
    }

    [[nodiscard]] bool is_at_the_end() const {
        return next_mention_ == rows_.mentions.size() && next_aspect_ == rows_.aspects.size();
    }

  private:
    facts const& rows_;
    std::size_t next_mention_ = 0;
    std::size_t next_aspect_ = 0;
    std::vector<case_part> parts_;
};

} // namespace upheld::detail
