// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/store/facts.hpp"
#include "upheld/taxonomy/taxonomy.hpp"

#include <string_view>

/// A council small enough to be seen at a glance, for tests of rollups and reports.
///
/// council - homes (keeps all) - streets (no outcomes, no channels; categories) - parks (its money
/// is not known)

namespace upheld::test {

inline constexpr std::string_view small_council_toml = R"(
[taxonomy]
id = "small"
title = "Small Council's complaints"
council = "Small Council"
calendar = "england-and-wales"

[[unit]]
key = "council"
name = "Small Council"
level = "council"

[[unit]]
key = "homes"
name = "Homes"
level = "division"
within = "council"
subjects = ["delay", "conduct"]

[[unit]]
key = "streets"
name = "Streets"
level = "division"
within = "council"
[unit.keeps]
channels = "not_collected"
aspects = "not_collected"
outcomes = "not_collected"
categories = "yes"

[[unit]]
key = "parks"
name = "Parks"
level = "division"
within = "council"
subjects = ["delay"]
[unit.keeps]
own_remedies = "not_known"

[[service]]
key = "lettings"
name = "Lettings"
unit = "homes"
[[service]]
key = "repairs"
name = "Repairs"
unit = "homes"
[[service]]
key = "bins"
name = "Bins"
unit = "streets"
[[service]]
key = "playgrounds"
name = "Playgrounds"
unit = "parks"

[[subject]]
key = "delay"
name = "Delay"
[[subject]]
key = "conduct"
name = "Conduct"

[[category]]
key = "missed"
name = "Missed"
[[category]]
key = "noise"
name = "Noise"

[[channel]]
key = "email"
name = "Email"
[[channel]]
key = "letter"
name = "Letter"

[[procedure]]
key = "corporate"
name = "Corporate"
[[procedure.stage]]
key = "stage_1"
name = "Stage 1"
acknowledge_rule = "corporate_ack"
respond_rule = "corporate_20"
[[procedure.stage]]
key = "stage_2"
name = "Stage 2"

[[outcome]]
key = "upheld"
name = "Upheld"
decided = true
finding = "fully"
[[outcome]]
key = "partly"
name = "Partly upheld"
decided = true
finding = "partly"
[[outcome]]
key = "not_upheld"
name = "Not upheld"
decided = true
finding = "not"
[[outcome]]
key = "withdrawn"
name = "Withdrawn"
decided = true
finding = "not"
in_upheld_base = false
[[outcome]]
key = "ongoing"
name = "Ongoing"
decided = false

[[decision_group]]
key = "closed"
name = "Closed"
declined = true
[[decision_group.decision]]
key = "premature"
name = "Premature"
[[decision_group]]
key = "investigated"
name = "Investigated"
investigated = true
[[decision_group.decision]]
key = "no_fault"
name = "No fault"
[[decision_group]]
key = "upheld"
name = "Upheld"
investigated = true
upheld = true
[[decision_group.decision]]
key = "fault"
name = "Fault"

[[remedy_stage]]
key = "own"
name = "Stage 1"
kept_as = "own_remedies"
[[remedy_stage]]
key = "ombudsman"
name = "Ombudsman"
kept_as = "ombudsman_cases"
[[remedy_kind]]
key = "paid"
name = "Paid"
[[remedy_kind]]
key = "waived"
name = "Waived"
)";

inline taxonomy small_council() {
    loaded_taxonomy loaded = taxonomy_from_toml(small_council_toml, "small.toml");
    return loaded.value;
}

/// Codes by key, for tests that know what there is.
template <class Code, class Entry>
Code code_of(code_list<Code, Entry> const& list, std::string_view key) {
    return list.find(key).value();
}

/// Facts put together row by row.
class facts_of_small_council {
  public:
    explicit facts_of_small_council(taxonomy const& words) : words_(words) {
        rows.from = viewpoint::at_the_time(day(2020, 6, 30));
    }

    complaint_fact complaint(std::string_view unit, day received, answer_state answer) {
        complaint_fact row;
        row.id = complaint_id(++last_id_);
        row.received = received;
        row.unit = code_of(words_.units, unit);
        row.procedure = code_of(words_.procedures, "corporate");
        row.answer = answer;
        return row;
    }

    complaint_fact add(complaint_fact row) {
        rows.complaints.push_back(row);
        return row;
    }

    void add_mention(complaint_fact const& of, std::string_view service) {
        rows.mentions.push_back({of, code_of(words_.services, service)});
    }

    void add_aspect(complaint_fact const& of, std::string_view service, std::string_view subject,
                    std::string_view outcome, bool contractor = false) {
        rows.aspects.push_back({of, code_of(words_.services, service),
                                code_of(words_.subjects, subject),
                                code_of(words_.outcomes, outcome), contractor});
    }

    void add_referral(std::string_view unit, day referred, std::string_view decision) {
        rows.referrals.push_back(
            {referred, code_of(words_.units, unit), service_code(),
             decision.empty() ? decision_code() : code_of(words_.decisions, decision)});
    }

    void add_remedy(std::string_view unit, day agreed, std::string_view stage,
                    std::string_view kind, std::int64_t amount) {
        rows.remedies.push_back({agreed, code_of(words_.units, unit),
                                 code_of(words_.remedy_stages, stage),
                                 code_of(words_.remedy_kinds, kind), pence(amount)});
    }

    facts rows;

  private:
    taxonomy const& words_;
    std::uint64_t last_id_ = 0;
};

} // namespace upheld::test
