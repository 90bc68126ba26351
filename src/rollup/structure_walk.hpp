// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"
#include "upheld/calendar/day.hpp"
#include "upheld/taxonomy/taxonomy.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <vector>

/// The structures of a taxonomy one after the other, and ways from one to another. Private to src.

namespace upheld::detail {

/// Where one row is told.
struct told_codes {
    unit_code unit;
    std::vector<service_code> services; ///< one for each of the row's, in their order
};

/// Structures are numbered along time: the first lasts until the first day of change.
class structure_walk {
  public:
    /// @param words  whole, as reading gives it; must outlive the walk
    explicit structure_walk(taxonomy const& words);

    [[nodiscard]] std::size_t structure_on(day when) const;

    /// First day of a structure; empty for the first.
    [[nodiscard]] std::string const& begins(std::size_t structure) const {
        return begins_[structure];
    }

    /// Whether `unit` is `above` or lay below it.
    [[nodiscard]] bool is_within(std::size_t structure, unit_code unit, unit_code above) const;

    [[nodiscard]] unit_code unit_above(std::size_t structure, unit_code unit) const {
        return above_[structure][unit.value];
    }

    [[nodiscard]] unit_code unit_of(std::size_t structure, service_code service) const {
        return unit_of_[structure][service.value];
    }

    /// The change that an entry left by when the structure began; null if none.
    [[nodiscard]] unit_change const* left_by(std::size_t structure, unit_code unit) const;
    [[nodiscard]] service_change const* left_by(std::size_t structure, service_code service) const;
    /// The changes that an entry came by then.
    [[nodiscard]] std::span<unit_change const* const> came_by(std::size_t structure,
                                                              unit_code unit) const;
    [[nodiscard]] std::span<service_change const* const> came_by(std::size_t structure,
                                                                 service_code service) const;

    /// Tells a row of a day in another structure.
    /// @param place  its name; empty if the row has none
    /// @fails contradiction, naming the entry and the day
    [[nodiscard]] result<told_codes> tell(std::size_t to, day when, unit_code unit,
                                          std::span<service_code const> services,
                                          std::string_view place) const;

  private:
    template <class Code>
    using changes_by_entry =
        std::map<std::pair<std::size_t, Code>, std::vector<change_of<Code> const*>>;

    template <class Code>
    void index(std::vector<change_of<Code>> const& changes, changes_by_entry<Code>& left,
               changes_by_entry<Code>& came) const;

    [[nodiscard]] std::size_t number_of(std::string const& begins) const;
    template <class Entry> [[nodiscard]] std::size_t home(Entry const& entry, day when) const;
    [[nodiscard]] unit_code common(std::size_t structure, std::span<unit_code const> units) const;

    [[nodiscard]] result<service_code> forwards(std::size_t into, service_code service,
                                                std::string_view place) const;
    [[nodiscard]] result<service_code> backwards(std::size_t from, service_code service) const;
    [[nodiscard]] result<unit_code> forwards(std::size_t into, unit_code unit,
                                             std::span<service_code const> services,
                                             std::string_view place) const;
    [[nodiscard]] result<unit_code> backwards(std::size_t from, unit_code unit,
                                              std::span<service_code const> services) const;
    /// The unit a row is of whose services are in these and that was told to be of `unit`, if
    /// anything told it.
    [[nodiscard]] result<unit_code> with_services(std::size_t structure, unit_code unit,
                                                  std::span<service_code const> services,
                                                  bool keeps_unit) const;

    taxonomy const& words_;
    std::vector<std::string> begins_;             ///< ascending; the first is empty
    std::vector<std::int32_t> serials_;           ///< of the days in `begins_`
    std::vector<std::vector<unit_code>> above_;   ///< by structure and unit
    std::vector<std::vector<unit_code>> unit_of_; ///< by structure and service
    changes_by_entry<unit_code> units_left_;
    changes_by_entry<unit_code> units_came_;
    changes_by_entry<service_code> services_left_;
    changes_by_entry<service_code> services_came_;
};

} // namespace upheld::detail
