// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/deadline/clock_rule.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// A set of clock rules: the built-in ones, and a council's own.

namespace upheld {

/// Clock rules by id. A value: copies are independent.
class rule_book {
  public:
    /// Without any rule.
    rule_book() = default;

    /// With the rules that the library knows.
    [[nodiscard]] static rule_book built_in();

    /// In the order in which they were added. Invalid after `put`.
    [[nodiscard]] std::span<clock_rule const> rules() const noexcept { return rules_; }

    /// Null if there is none. Invalid after `put`.
    [[nodiscard]] clock_rule const* find(std::string_view id) const noexcept;

    /// As `find`. @fails not_found; the message names the closest ids
    [[nodiscard]] result<clock_rule> get(std::string_view id) const;

    /// Adds a rule, or puts it in the place of the one of the same id.
    void put(clock_rule rule);

  private:
    std::vector<clock_rule> rules_;
};

/// What was read from a text: all that could be read, and every fault.
struct rules_reading {
    rule_book value;
    std::vector<failure> failures;

    [[nodiscard]] bool is_whole() const noexcept { return failures.empty(); }
};

/// A council's own rules, added to `base` or in place of its rules of the same id. The format is
/// described in `include/upheld/deadline/rules-format.md`.
/// @param source  name for the place of failures, such as a file name
/// @returns       `base` with every rule that had no fault; each fault with line and key
[[nodiscard]] rules_reading rules_from_toml(std::string_view text, std::string const& source,
                                            rule_book base = rule_book::built_in());

/// The same from a file. @fails (as a failure of the reading) file_missing, file_unreadable
[[nodiscard]] rules_reading load_rules(std::string const& path,
                                       rule_book base = rule_book::built_in());

} // namespace upheld
