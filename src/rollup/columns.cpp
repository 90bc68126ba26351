// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/columns.hpp"

#include "rollup/columns_tables.hpp"
#include "rollup/parts_by_complaint.hpp"
#include "upheld/taxonomy/structure_on.hpp"

#include <algorithm>
#include <utility>

namespace upheld {
namespace {

using detail::field;
using detail::pack;
using detail::packing;
using detail::row_start;
using detail::row_values;
using detail::value_of;
using enum detail::summary_plan::rows;

/// How many values a field of codes has: the entries, and none.
template <class List> std::uint32_t with_none(List const& list) {
    return static_cast<std::uint32_t>(list.size() + 1);
}

constexpr std::uint32_t answers = 4;

packing sized(taxonomy const& words) {
    packing how;
    auto const set = [&](field f, std::uint32_t size) { how.sizes[detail::at(f)] = size; };
    set(field::unit, std::max<std::uint32_t>(1, static_cast<std::uint32_t>(words.units.size())));
    set(field::channel, with_none(words.channels));
    set(field::start, row_start::values);
    set(field::service, with_none(words.services));
    // Two values more than entries: an aspect without a subject, and no aspect.
    set(field::subject, with_none(words.subjects) + 1);
    set(field::outcome, with_none(words.outcomes));
    set(field::answer, answers);
    set(field::category, with_none(words.categories));
    set(field::procedure, with_none(words.procedures));
    set(field::contractor, 2);
    set(field::stage, with_none(words.stages));
    set(field::decision, with_none(words.decisions));
    set(field::remedy_stage, with_none(words.remedy_stages));
    set(field::remedy_kind, with_none(words.remedy_kinds));
    set(field::flag, 2);
    set(field::flag2, 2);
    how.no_subject = static_cast<std::uint16_t>(words.subjects.size() + 1);
    for (service_entry const& service : words.services.entries()) {
        how.unit_of_service.push_back(service.unit.is_none() ? std::uint16_t{0}
                                                             : service.unit.value);
    }
    // No row of a mention or aspect is without a service, and a service without a unit is nobody's
    // own: see `services_cross_units`.
    how.unit_of_service.push_back(0);
    return how;
}

packing for_cases(taxonomy const& words) {
    packing how = sized(words);
    pack(how, std::array{field::service, field::subject, field::outcome, field::answer});
    pack(how, std::array{field::unit, field::channel, field::start});
    pack(how, std::array{field::procedure, field::category, field::contractor});
    add_column_of_places(how);
    how.has_days = true;
    keep_summary(how, aspects, std::array{field::service, field::outcome, field::answer}, true);
    keep_summary(how, aspects,
                 std::array{field::unit, field::subject, field::outcome, field::answer}, true);
    keep_summary(how, all, std::array{field::unit, field::channel, field::start}, true);
    keep_summary(how, all, std::array{field::service, field::start}, true);
    keep_summary(how, complaints, std::array{field::unit, field::days}, true);
    keep_summary(how, all, std::array{field::unit, field::category, field::start}, true);
    keep_summary(how, all, std::array{field::unit, field::procedure, field::start}, true);
    keep_summary(how, aspects, std::array{field::service, field::contractor}, true);
    keep_summary(how, all,
                 std::array{field::service, field::subject, field::outcome, field::answer}, false);
    return how;
}

packing for_stages(taxonomy const& words) {
    packing how = sized(words);
    pack(how, std::array{field::unit, field::stage, field::answer});
    pack(how, std::array{field::procedure, field::category, field::channel});
    add_column_of_places(how);
    keep_summary(how, all, std::array{field::unit, field::stage, field::answer}, true);
    return how;
}

packing for_others(taxonomy const& words, std::initializer_list<field> fields) {
    packing how = sized(words);
    std::span const all_fields(fields.begin(), fields.size());
    pack(how, all_fields);
    keep_summary(how, all, all_fields, true);
    return how;
}

packing for_remedies(taxonomy const& words) {
    packing how = for_others(words, {field::unit, field::remedy_stage, field::remedy_kind});
    how.has_amount = true;
    return how;
}

std::unexpected<failure> unknown_code(char const* what, std::uint16_t code) {
    return refuse({.code = failure_code::key_unknown,
                   .where = {.source = {}, .row = 0, .column = what},
                   .message = "no " + std::string(what) + " has the code " + std::to_string(code),
                   .mend = "use codes of the taxonomy that the columns were made for"});
}

/// The first code that a list does not have.
class listed {
  public:
    template <class Code, class List> listed& need(char const* what, Code code, List const& list) {
        if (!fault_ && !list.lists(code)) fault_ = {what, code.value};
        return *this;
    }

    template <class Code, class List> listed& allow(char const* what, Code code, List const& list) {
        return code.is_none() ? *this : need(what, code, list);
    }

    [[nodiscard]] result<void> whole() const {
        if (!fault_) return {};
        return unknown_code(fault_->first, fault_->second);
    }

  private:
    std::optional<std::pair<char const*, std::uint16_t>> fault_;
};

struct place_list {
    std::vector<std::string> const& names;

    [[nodiscard]] bool lists(place_code code) const { return code.value < names.size(); }
};

result<void> check(columns::tables const& in, complaint_fact const& of) {
    taxonomy const& words = *in.words;
    return listed()
        .need("unit", of.unit, words.units)
        .need("procedure", of.procedure, words.procedures)
        .allow("channel", of.channel, words.channels)
        .allow("category", of.category, words.categories)
        .allow("place", of.place, place_list{in.places})
        .whole();
}

row_values values_of(columns::tables const& in, complaint_fact const& of) {
    taxonomy const& words = *in.words;
    row_values row;
    row[field::unit] = of.unit.value;
    row[field::channel] = value_of(of.channel, words.channels);
    row[field::category] = value_of(of.category, words.categories);
    row[field::procedure] = of.procedure.value;
    row[field::answer] = static_cast<std::uint16_t>(of.answer);
    row[field::place] = value_of(of.place);
    row[field::days] = of.working_days;
    return row;
}

result<void> check(columns::tables const& in, complaint_fact const& of,
                   std::span<case_part const> parts) {
    taxonomy const& words = *in.words;
    if (auto const known = check(in, of); !known) return known;
    if (parts.size() > detail::most_zone_rows) {
        return refuse({.code = failure_code::value_out_of_range,
                       .where = {},
                       .message = "a complaint of " + std::to_string(parts.size()) + " parts",
                       .mend = "a complaint has at most 65,535 parts"});
    }
    for (std::size_t i = 0; i != parts.size(); ++i) {
        case_part const& part = parts[i];
        listed codes;
        codes.allow("subject", part.subject, words.subjects)
            .allow("outcome", part.outcome, words.outcomes);
        if (part.is_aspect || parts.size() > 1) {
            codes.need("service", part.service, words.services);
        } else {
            codes.allow("service", part.service, words.services);
        }
        if (auto const known = codes.whole(); !known) return known;
        if (!part.service.is_none() && !ever_belonged_to(words, part.service, of.unit)) {
            return refuse({.code = failure_code::contradiction,
                           .where = {.source = {}, .row = 0, .column = "service"},
                           .message = '"' + words.services[part.service].name +
                                      "\" is a service of another unit than \"" +
                                      words.units[of.unit].name + '"',
                           .mend = {}});
        }
        bool const is_new = i != 0 && parts[i - 1].service != part.service;
        auto const before = parts.first(i);
        if (is_new && std::any_of(before.begin(), before.end(), [&](case_part const& other) {
                return other.service == part.service;
            })) {
            return refuse({.code = failure_code::id_repeated,
                           .where = {.source = {}, .row = 0, .column = "service"},
                           .message = "the parts of one service are not together",
                           .mend = "a complaint mentions each service once; put its aspects next "
                                   "to each other"});
        }
    }
    return {};
}

/// Puts them in place of what `rows` held.
void make_rows(columns::tables const& in, complaint_fact const& of,
               std::span<case_part const> parts, std::vector<row_values>& rows) {
    taxonomy const& words = *in.words;
    row_values whole = values_of(in, of);
    whole[field::service] = value_of(service_code(), words.services);
    whole[field::subject] = static_cast<std::uint16_t>(words.subjects.size() + 1);
    whole[field::outcome] = value_of(outcome_code(), words.outcomes);
    auto const start = [&](std::uint16_t what) {
        return static_cast<std::uint16_t>(what + static_cast<std::uint16_t>(of.answer));
    };
    if (parts.empty()) {
        whole[field::start] = start(row_start::complaint_alone);
        rows.assign(1, whole);
        return;
    }
    rows.assign(parts.size(), whole);
    for (std::size_t i = 0; i != parts.size(); ++i) {
        case_part const& part = parts[i];
        row_values& row = rows[i];
        row[field::service] = value_of(part.service, words.services);
        if (part.is_aspect) {
            row[field::subject] = value_of(part.subject, words.subjects);
            row[field::outcome] = value_of(part.outcome, words.outcomes);
            row[field::contractor] = part.concerns_contractor ? 1 : 0;
        }
        if (i == 0) {
            row[field::start] =
                start(part.service.is_none() ? row_start::complaint_alone : row_start::complaint);
        } else if (parts[i - 1].service != part.service) {
            row[field::start] = start(row_start::mention);
        }
    }
}

row_values values_of(columns::tables const& in, stage_fact const& of) {
    row_values row = values_of(in, of.of);
    row[field::stage] = value_of(of.stage, in.words->stages);
    return row;
}

} // namespace

columns::tables::tables(taxonomy const& w, columns_options const& options)
    : words(&w), cases(for_cases(w), options), stages(for_stages(w), options),
      referrals(for_others(w, {field::unit, field::service, field::decision}), options),
      deadlines(for_others(w, {field::unit, field::flag}), options),
      recommendations(for_others(w, {field::unit, field::flag, field::flag2}), options),
      remedies(for_remedies(w), options),
      compliments(for_others(w, {field::unit, field::service}), options) {}

detail::packed_rows const& columns::tables::rows_of(grain which) const {
    switch (which) {
    case grain::complaint:
    case grain::mention:
    case grain::aspect: break;
    case grain::stage: return stages;
    case grain::referral: return referrals;
    case grain::deadline: return deadlines;
    case grain::recommendation: return recommendations;
    case grain::remedy: return remedies;
    case grain::compliment: return compliments;
    }
    return cases;
}

detail::packed_rows& columns::tables::rows_of(grain which) {
    return const_cast<detail::packed_rows&>(std::as_const(*this).rows_of(which));
}

columns::columns(taxonomy const& words, columns_options options)
    : tables_(new tables(words, options)) {}

columns::columns(columns&& other) noexcept : tables_(std::exchange(other.tables_, nullptr)) {}

columns& columns::operator=(columns&& other) noexcept {
    std::swap(tables_, other.tables_);
    return *this;
}

columns::~columns() { delete tables_; }

taxonomy const& columns::words() const noexcept { return *tables_->words; }

result<place_code> columns::tables::place(std::string_view name) {
    if (name.empty()) return place_code();
    auto const [found, is_new] =
        place_codes.try_emplace(std::string(name), static_cast<std::uint16_t>(places.size()));
    if (is_new) {
        // One code is none, and rows keep a place's code plus one.
        constexpr std::size_t most_places = 65'534;
        if (places.size() == most_places) {
            place_codes.erase(found);
            return refuse({.code = failure_code::value_out_of_range,
                           .where = {.source = {}, .row = 0, .column = "place"},
                           .message = "more than 65,534 places",
                           .mend = "a place is a ward or an area, not an address"});
        }
        places.emplace_back(name);
    }
    return place_code(found->second);
}

result<place_code> columns::place(std::string_view name) { return tables_->place(name); }

std::span<std::string const> columns::places() const noexcept { return tables_->places; }

result<row_place> columns::add(complaint_fact const& of, std::span<case_part const> parts) {
    if (auto const fits = check(*tables_, of, parts); !fits) return refuse(fits.error());
    detail::one_change const change(*tables_);
    return tables_->add_checked(of, parts);
}

void columns::tables::see_units(complaint_fact const& of, std::span<case_part const> parts) {
    for (case_part const& part : parts) {
        if (!part.service.is_none() && words->services[part.service].unit != of.unit) {
            cases.services_cross_units();
        }
    }
}

row_place columns::tables::add_checked(complaint_fact const& of, std::span<case_part const> parts) {
    if (!of.is_counted) return {};
    see_units(of, parts);
    make_rows(*this, of, parts, on_their_way);
    return cases.add(of.received, on_their_way);
}

row_place columns::tables::add_checked(stage_fact const& row) {
    if (!row.of.is_counted) return {};
    row_values const values = values_of(*this, row);
    return stages.add(row.started, std::span(&values, 1));
}

result<void> columns::tables::take(tables&& other) {
    // Rows hold a place's code plus one, or zero.
    std::vector<std::uint16_t> values{0};
    for (std::string const& name : other.places) {
        auto const code = place(name);
        if (!code) return refuse(code.error());
        values.push_back(value_of(*code));
    }
    for (grain const which : {grain::aspect, grain::stage, grain::referral, grain::deadline,
                              grain::recommendation, grain::remedy, grain::compliment}) {
        rows_of(which).append(std::move(other.rows_of(which)), values);
    }
    return {};
}

result<row_place> columns::replace(row_place where, complaint_fact const& of,
                                   std::span<case_part const> parts) {
    if (auto const fits = check(*tables_, of, parts); !fits) return refuse(fits.error());
    detail::one_change const change(*tables_);
    if (where.rows == 0) return tables_->add_checked(of, parts);
    if (!of.is_counted) {
        tables_->cases.erase(where);
        return row_place();
    }
    tables_->see_units(of, parts);
    make_rows(*tables_, of, parts, tables_->on_their_way);
    return tables_->cases.replace(where, of.received, tables_->on_their_way);
}

void columns::erase_complaint(row_place where) {
    detail::one_change const change(*tables_);
    if (where.rows != 0) tables_->cases.erase(where);
}

result<row_place> columns::add(stage_fact const& row) { return replace({}, row); }

result<row_place> columns::replace(row_place where, stage_fact const& row) {
    if (auto const fits = check(*tables_, row.of); !fits) return refuse(fits.error());
    auto const known = listed().need("stage", row.stage, tables_->words->stages).whole();
    if (!known) return refuse(known.error());
    detail::one_change const change(*tables_);
    if (!row.of.is_counted) {
        erase_stage(where);
        return row_place();
    }
    if (where.rows == 0) return tables_->add_checked(row);
    row_values const values = values_of(*tables_, row);
    return tables_->stages.replace(where, row.started, std::span(&values, 1));
}

void columns::erase_stage(row_place where) {
    detail::one_change const change(*tables_);
    if (where.rows != 0) tables_->stages.erase(where);
}

result<row_place> columns::add(referral_fact const& row) {
    taxonomy const& words = *tables_->words;
    auto const known = listed()
                           .need("unit", row.unit, words.units)
                           .allow("service", row.service, words.services)
                           .allow("decision", row.decision, words.decisions)
                           .whole();
    if (!known) return refuse(known.error());
    row_values values;
    values[field::unit] = row.unit.value;
    values[field::service] = value_of(row.service, words.services);
    values[field::decision] = value_of(row.decision, words.decisions);
    detail::one_change const change(*tables_);
    return tables_->referrals.add(row.referred, std::span(&values, 1));
}

result<row_place> columns::add(deadline_fact const& row) {
    auto const known = listed().need("unit", row.unit, tables_->words->units).whole();
    if (!known) return refuse(known.error());
    row_values values;
    values[field::unit] = row.unit.value;
    values[field::flag] = row.is_met ? 1 : 0;
    detail::one_change const change(*tables_);
    return tables_->deadlines.add(row.referred, std::span(&values, 1));
}

result<row_place> columns::add(recommendation_fact const& row) {
    auto const known = listed().need("unit", row.unit, tables_->words->units).whole();
    if (!known) return refuse(known.error());
    row_values values;
    values[field::unit] = row.unit.value;
    values[field::flag] = row.is_assessed && row.decision_stands ? 1 : 0;
    values[field::flag2] = row.is_implemented ? 1 : 0;
    detail::one_change const change(*tables_);
    return tables_->recommendations.add(row.referred, std::span(&values, 1));
}

result<row_place> columns::add(remedy_fact const& row) {
    taxonomy const& words = *tables_->words;
    auto const known = listed()
                           .need("unit", row.unit, words.units)
                           .allow("remedy_stage", row.stage, words.remedy_stages)
                           .allow("remedy_kind", row.kind, words.remedy_kinds)
                           .whole();
    if (!known) return refuse(known.error());
    row_values values;
    values[field::unit] = row.unit.value;
    values[field::remedy_stage] = value_of(row.stage, words.remedy_stages);
    values[field::remedy_kind] = value_of(row.kind, words.remedy_kinds);
    values.amount = row.amount.value;
    detail::one_change const change(*tables_);
    return tables_->remedies.add(row.agreed, std::span(&values, 1));
}

result<row_place> columns::add(compliment_fact const& row) {
    taxonomy const& words = *tables_->words;
    auto const known = listed()
                           .need("unit", row.unit, words.units)
                           .allow("service", row.service, words.services)
                           .whole();
    if (!known) return refuse(known.error());
    row_values values;
    values[field::unit] = row.unit.value;
    values[field::service] = value_of(row.service, words.services);
    detail::one_change const change(*tables_);
    return tables_->compliments.add(row.received, std::span(&values, 1));
}

void columns::summarise(unsigned threads) {
    UPHELD_EXPECTS(threads >= 1);
    for (grain const which : {grain::aspect, grain::stage, grain::referral, grain::deadline,
                              grain::recommendation, grain::remedy, grain::compliment}) {
        tables_->rows_of(which).summarise(threads);
    }
}

columns_size columns::size() const noexcept {
    columns_size all{.rows = tables_->cases.live_rows(), .stages = tables_->stages.live_rows()};
    for (grain const which : {grain::aspect, grain::stage, grain::referral, grain::deadline,
                              grain::recommendation, grain::remedy, grain::compliment}) {
        detail::packed_rows const& rows = tables_->rows_of(which);
        all.other_rows += rows.live_rows();
        all.column_bytes += rows.column_bytes();
        all.summary_bytes += rows.summary_bytes();
    }
    all.other_rows -= all.rows + all.stages;
    return all;
}

std::optional<day> columns::first_received() const {
    for (detail::packed_rows::month_run const& run : tables_->cases.months()) {
        std::optional<std::uint8_t> first;
        for (std::uint32_t const number : run.zones) {
            detail::zone const& z = tables_->cases.zones()[number];
            for (std::uint32_t row = 0; row != z.rows; ++row) {
                bool const is_there =
                    tables_->cases.code_at(z, 0, row) != tables_->cases.how().columns.front().codes;
                if (is_there && (!first || z.day[row] < *first)) first = z.day[row];
            }
        }
        if (first) return detail::first_of_month(run.month) + calendar_days(*first - 1);
    }
    return std::nullopt;
}

result<columns> columns_of(taxonomy const& words, facts const& rows, columns_options options) {
    columns made(words, options);
    for (std::string const& name : rows.places) {
        if (auto const entered = made.place(name); !entered) return refuse(entered.error());
    }
    detail::parts_by_complaint parts(rows);
    for (complaint_fact const& row : rows.complaints) {
        auto const added = made.add(row, parts.of(row.id));
        if (!added) return refuse(added.error());
    }
    if (!parts.is_at_the_end()) {
        return refuse({.code = failure_code::order_broken,
                       .where = {},
                       .message = "mentions and aspects are not in the order of complaints",
                       .mend = "use facts as the store gives them"});
    }
    auto const add_all = [&](auto const& list) -> result<void> {
        for (auto const& row : list) {
            if (auto const added = made.add(row); !added) return refuse(added.error());
        }
        return {};
    };
    if (auto const done = add_all(rows.stages); !done) return refuse(done.error());
    if (auto const done = add_all(rows.referrals); !done) return refuse(done.error());
    if (auto const done = add_all(rows.deadlines); !done) return refuse(done.error());
    if (auto const done = add_all(rows.recommendations); !done) return refuse(done.error());
    if (auto const done = add_all(rows.remedies); !done) return refuse(done.error());
    if (auto const done = add_all(rows.compliments); !done) return refuse(done.error());
    made.summarise();
    return made;
}

} // namespace upheld
