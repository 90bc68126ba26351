// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/compact_text.hpp"
#include "store/event_values.hpp"
#include "store/sight.hpp"

/// Private to src.

namespace upheld::detail {

/// The case that an event belongs to. Complaints and ombudsman's cases may carry the same number.
struct case_number {
    bool is_ombudsmans = false;
    std::uint64_t number = 0;

    case_number(complaint_id of) noexcept : number(of.value) {} // NOLINT(*-explicit-*)

    case_number(ombudsman_case_id of) noexcept // NOLINT(*-explicit-*)
        : is_ombudsmans(true), number(of.value) {}

    friend auto operator<=>(case_number const&, case_number const&) = default;
};

/// An event as the store keeps it: small, because there are three for each complaint. Its step is
/// kept in place of its texts; its `value` only if it was not written as `value_of` writes it.
class event_row {
  public:
    event_id id;
    day happened;
    day recorded;

    /// @param spelling  of the value; empty if it is what `value_of` gives
    event_row(event_id which, case_number of, event_step const& step, shared_text spelling)
        : id(which), happened(step.happened), recorded(step.recorded), case_(of.number),
          spelling_(std::move(spelling)), code_(step.code), kind_(step.kind),
          corrected_(step.corrected), is_ombudsmans_(of.is_ombudsmans),
          is_request_(step.is_request), has_until_(step.until.has_value()),
          has_aspect_(step.aspect.has_value()) {
        // No event speaks of a day and of an aspect.
        if (step.until) about_ = static_cast<std::uint32_t>(step.until->serial());
        if (step.aspect) about_ = step.aspect->value;
    }

    [[nodiscard]] bool is_ombudsmans() const noexcept { return is_ombudsmans_; }

    [[nodiscard]] case_number of() const noexcept {
        return is_ombudsmans_ ? case_number(ombudsman_case_id(case_))
                              : case_number(complaint_id(case_));
    }

    [[nodiscard]] event_kind kind() const noexcept { return kind_; }

    [[nodiscard]] std::uint16_t code() const noexcept { return code_; }

    [[nodiscard]] std::optional<day> until() const noexcept {
        if (!has_until_) return std::nullopt;
        return day::from_serial(static_cast<std::int32_t>(static_cast<std::uint32_t>(about_)));
    }

    [[nodiscard]] bool is_of(aspect_id which) const noexcept {
        return has_aspect_ && about_ == which.value;
    }

    [[nodiscard]] bool is_seen(viewpoint from) const noexcept {
        return sees(from, kind_, happened, recorded);
    }

    [[nodiscard]] bool corrects_received() const noexcept {
        return corrected_ == corrected_field::received;
    }

    [[nodiscard]] event_step step() const noexcept {
        return {.kind = kind_,
                .corrected = corrected_,
                .is_request = is_request_,
                .code = code_,
                .happened = happened,
                .recorded = recorded,
                .until = until(),
                .aspect = has_aspect_ ? std::optional(aspect_id(about_)) : std::nullopt};
    }

    /// The event as it came.
    [[nodiscard]] event record(taxonomy const& words) const {
        event what;
        what.id = id;
        if (is_ombudsmans_) {
            what.ombudsman_case = ombudsman_case_id(case_);
        } else {
            what.complaint = complaint_id(case_);
        }
        what.kind = kind_;
        what.happened = happened;
        what.recorded = recorded;
        if (has_aspect_) what.aspect = aspect_id(about_);
        what.field = name_of(corrected_);
        what.value =
            spelling_.view().empty() ? value_of(words, step()) : std::string(spelling_.view());
        return what;
    }

  private:
    std::uint64_t case_;
    std::uint64_t about_ = 0; ///< number of the aspect, or serial of the day
    shared_text spelling_;
    std::uint16_t code_;
    event_kind kind_;
    corrected_field corrected_;
    bool is_ombudsmans_ : 1;
    bool is_request_ : 1;
    bool has_until_ : 1;
    bool has_aspect_ : 1;
};

static_assert(sizeof(event_row) == 48);

} // namespace upheld::detail
