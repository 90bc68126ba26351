// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/store/records.hpp"
#include "upheld/store/series.hpp"
#include "upheld/taxonomy/taxonomy.hpp"

#include <vector>

/// What can be wrong with one record in the light of the taxonomy alone. The store refuses a record
/// for the first of these; the folder reader reports all of them. The failures' places name the
/// field as the files do. Private to src.

namespace upheld::detail {

using faults_found = std::vector<failure>;

void check(taxonomy const& words, complaint const& record, faults_found& out);
void check(taxonomy const& words, ombudsman_case const& record, faults_found& out);
void check(taxonomy const& words, remedy const& record, faults_found& out);
void check(taxonomy const& words, compliment const& record, faults_found& out);
void check(taxonomy const& words, series_figure const& record, faults_found& out);

/// A service mentioned by a complaint of the unit.
void check_mentioned(taxonomy const& words, unit_code unit, service_code service,
                     faults_found& out);
/// A subject of an aspect of a complaint of the unit.
void check_subject(taxonomy const& words, unit_code unit, subject_code subject, faults_found& out);
/// A unit on the day something of it was received. What follows later, such as an ombudsman's case
/// or money, may come when the unit has ended.
void check_stands(taxonomy const& words, unit_code unit, day received, faults_found& out);
/// The same of a service, which must have been of the unit then.
void check_stands(taxonomy const& words, unit_code unit, service_code service, day received,
                  faults_found& out);
/// A channel or category of a complaint of the unit.
void check_channel(taxonomy const& words, unit_code unit, channel_code channel, faults_found& out);
void check_category(taxonomy const& words, unit_code unit, category_code category,
                    faults_found& out);

/// A failure of one field, without a source or row.
[[nodiscard]] failure fault_of(failure_code code, char const* field, std::string message,
                               std::string mend = {});

} // namespace upheld::detail
