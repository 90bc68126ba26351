// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/event_step.hpp"
#include "upheld/calendar/working_calendar.hpp"
#include "upheld/deadline/clock_rule.hpp"
#include "upheld/store/records.hpp"
#include "upheld/taxonomy/taxonomy.hpp"

#include <cstdint>
#include <optional>
#include <vector>

/// From a record and its events to where the case stands. Private to src.

namespace upheld::detail {

/// What must be the same for every fold: the rules of each stage, and the calendar.
class clocks {
  public:
    /// @expects every rule that the taxonomy names is a built-in one
    explicit clocks(taxonomy const& words);

    [[nodiscard]] std::optional<clock_rule> const& acknowledge(stage_code stage) const {
        return acknowledge_[stage.value];
    }

    [[nodiscard]] std::optional<clock_rule> const& respond(stage_code stage) const {
        return respond_[stage.value];
    }

  private:
    std::vector<std::optional<clock_rule>> acknowledge_;
    std::vector<std::optional<clock_rule>> respond_;
};

/// What of a complaint's record decides how its events are folded.
struct fold_start {
    day received;
    channel_code channel;
    category_code category;
    procedure_code procedure;
    bool is_service_request = false;
};

[[nodiscard]] inline fold_start start_of(complaint const& record) {
    return {.received = record.received,
            .channel = record.channel,
            .category = record.category,
            .procedure = record.procedure,
            .is_service_request = record.is_service_request};
}

/// Where a complaint stands, without its texts.
struct standing {
    day received;
    channel_code channel;
    category_code category;
    std::optional<day> acknowledged;
    std::optional<day> acknowledge_due;
    std::optional<day> responded;    ///< to the first stage, if it stands
    std::optional<day> original_due; ///< of the first stage
    std::optional<day> due;          ///< of the first stage, after extension
    std::optional<day> stage_due;    ///< of the stage the case is in, after extension
    stage_code stage;
    bool is_service_request = false;
    bool is_open = true;
    bool is_paused = false;
    bool is_withdrawn = false;
    bool is_referred = false;
};

/// Folds the events of one complaint, which must come by day happened, day recorded and id.
class complaint_fold {
  public:
    /// @param received  the day in the record, or the last correction of it
    /// @expects the record's procedure is listed and has a stage
    complaint_fold(taxonomy const& words, clocks const& rules, working_calendar const& calendar,
                   fold_start const& record, day received);

    void apply(event_step const& step);

    [[nodiscard]] standing const& now() const { return now_; }

    /// The first thing that cannot be. The fold goes on after it as if the event had not been.
    [[nodiscard]] std::optional<failure> const& problem() const { return problem_; }

  private:
    void begin_stage(stage_code stage, day started);
    void extend(event_step const& step);
    void correct(event_step const& step);
    void broken(failure_code code, char const* field, std::string message, std::string mend = {});

    taxonomy const& words_;
    clocks const& rules_;
    working_calendar const& calendar_;
    fold_start record_;
    standing now_;
    stage_code first_stage_;
    day stage_started_;
    std::optional<day> stage_original_due_;
    std::optional<day> stage_answered_;
    std::optional<failure> problem_;
};

/// Where an ombudsman's case stands.
struct ombudsman_standing {
    decision_code decision; ///< none: ongoing, or closed without a decision
    bool is_discontinued = false;
    bool is_decision_withdrawn = false; ///< and no other came in its place
};

/// Folds the events of one ombudsman's case.
class ombudsman_fold {
  public:
    explicit ombudsman_fold(day referred) : referred_(referred) {}

    void apply(event_step const& step);

    [[nodiscard]] ombudsman_standing const& now() const { return now_; }

    [[nodiscard]] std::optional<failure> const& problem() const { return problem_; }

  private:
    day referred_;
    ombudsman_standing now_;
    std::optional<failure> problem_;
};

} // namespace upheld::detail
