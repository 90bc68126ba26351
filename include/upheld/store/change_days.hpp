// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/id.hpp"
#include "upheld/store/viewpoint.hpp"

#include <cstdint>
#include <vector>

/// Which cases may look different from one day to another, found without looking at the others.

namespace upheld {

class store;

/// For each day the complaints of which something happened, was recorded or was received on it, by
/// the record or a correction. Made of a store as it is; says nothing of later changes.
///
/// Memory: 8 bytes for each complaint, and 8 for each day of each: some 40 bytes a complaint.
class change_days {
  public:
    /// @cost  one pass over the events, and a sort by day
    explicit change_days(store const& of);

    /// Every complaint that is in the store, in order of id. Positions here are the numbers below.
    [[nodiscard]] std::vector<complaint_id> const& complaints() const noexcept { return ids_; }

    /// The numbers of the complaints that may look different from the one viewpoint than from the
    /// other, ascending: no other complaint does. Nothing if the viewpoints are the same.
    [[nodiscard]] std::vector<std::uint32_t> between(viewpoint one, viewpoint other) const;

    /// Whether anything that belongs to no complaint may look different.
    [[nodiscard]] bool others_between(viewpoint one, viewpoint other) const;

    /// Of all this.
    [[nodiscard]] std::size_t bytes() const noexcept;

  private:
    struct touch {
        std::int32_t on; ///< serial of the day
        std::uint32_t complaint;
    };

    std::vector<complaint_id> ids_;
    std::vector<touch> touches_;       ///< in order of day
    std::vector<std::int32_t> others_; ///< serials, ascending
};

} // namespace upheld
