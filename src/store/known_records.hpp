// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/sight.hpp"
#include "upheld/store/store.hpp"

#include <optional>

/// Private to src.

namespace upheld::detail {

/// The records of a store in batches: all of them, or those in sight from a viewpoint. Of a day as
/// it was known at its end these are complaints received, ombudsman's cases referred, remedies
/// agreed and compliments received by then, and events recorded by then. An answer to an
/// ombudsman's deadline or the carrying out of a recommendation later than that is not known yet,
/// nor is a reference to a record that is not. An event that could not be by what was known then,
/// such as an end of a pause whose beginning was recorded later, is set aside, as the store's own
/// view of that day has it.
class known_records {
  public:
    /// @param batch  complaints at once, one or more
    known_records(store const& cases, std::optional<viewpoint> from, std::size_t batch);

    /// The next complaints in order of id, with what belongs to them. @returns false at the end
    [[nodiscard]] bool next(record_set& into);

    /// What belongs to no complaint; its references to complaints are not looked at. Asked for
    /// once.
    [[nodiscard]] record_set others();

    /// Takes out of `others` references to complaints that are not known, and those of cases that
    /// were referred before the complaint was received as far as was known then.
    /// @expects `next` has come to the end
    void drop_unknown_references(record_set& others) const;

    /// A store that knows the complaints of the last batch and no later event of theirs.
    [[nodiscard]] store const& states() const { return then_ ? *then_ : cases_; }

    void restart();

    [[nodiscard]] std::uint64_t events_set_aside() const { return set_aside_; }

  private:
    struct known_complaint {
        complaint_id id;
        day received;
    };

    void keep_known(record_set& records);

    [[nodiscard]] bool is_in_sight(event const& e) const {
        return sees(*from_, e.kind, e.happened, e.recorded);
    }

    /// The day received, as known then; nothing if the complaint is not known.
    [[nodiscard]] std::optional<day> received(complaint_id which) const;

    [[nodiscard]] bool knows(std::optional<complaint_id> which) const {
        return !which || received(*which);
    }

    store const& cases_;
    std::optional<viewpoint> from_; ///< none: everything is known
    std::size_t batch_;
    std::vector<complaint_id> ids_;
    std::size_t next_ = 0;
    std::vector<known_complaint> known_; ///< in order of id; only if `from_`
    std::optional<store> then_;          ///< of the last batch; only if `from_`
    std::uint64_t set_aside_ = 0;
    std::uint64_t set_aside_of_others_ = 0;
};

} // namespace upheld::detail
