// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/deadline/clock_rule.hpp"

#include <array>
#include <string>
#include <string_view>

/// Answers to the questions that a rule leaves open.

namespace upheld {

namespace detail {
struct option_access;
}

/// Chosen options, checked against a rule when they are set. Trivially copyable, so that one may be
/// kept with every running clock. Nothing chosen: the rule's defaults.
class rule_options {
  public:
    /// @param name   such as `limit`; see `options_of`
    /// @param value  such as `extended`
    /// @fails key_unknown if the rule has no such option; value_out_of_range if the option has no
    ///        such value. The options stay as they were.
    [[nodiscard]] result<void> set(clock_rule const& rule, std::string_view name,
                                   std::string_view value);

    /// The value chosen; empty if none is, and the rule's default holds.
    [[nodiscard]] std::string_view chosen(clock_option which) const noexcept;

    friend bool operator==(rule_options const&, rule_options const&) = default;

  private:
    friend struct detail::option_access;

    std::array<std::uint8_t, clock_option_count> values_{}; // 0: not chosen
};

/// Options from one text `name=value`.
/// @fails as `set`; field_malformed if there is no `=`
[[nodiscard]] result<void> set_option(rule_options& options, clock_rule const& rule,
                                      std::string_view name_and_value);

/// Id of the calendar that the rule needs under these options: the rule's own, or `uk-any` for
/// `bank_holidays=uk_any`.
[[nodiscard]] std::string_view calendar_id_for(clock_rule const& rule,
                                               rule_options const& options) noexcept;

} // namespace upheld
