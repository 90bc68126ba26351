// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/in_structure.hpp"

#include "rollup/series_in_structure.hpp"
#include "rollup/structure_walk.hpp"
#include "upheld/calendar/day_text.hpp"
#include "upheld/taxonomy/structure_on.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <unordered_map>

namespace upheld {
namespace {

using detail::structure_walk;
using detail::told_codes;

/// Codes of one taxonomy by those of another; none for what is not there.
template <class Code> using translation = std::vector<Code>;

class teller {
  public:
    teller(taxonomy const& words, facts const& rows, day structure)
        : from_(words), rows_(rows), walk_(words), to_(walk_.structure_on(structure)) {
        make_words();
        made_.structure = structure;
    }

    result<cases_in_structure> tell(std::span<series_figure const> series) {
        made_.rows.from = rows_.from;
        made_.rows.places = rows_.places;
        if (auto const done = tell_complaints(); !done) return refuse(done.error());
        if (auto const done = tell_stages(); !done) return refuse(done.error());
        if (auto const done = tell_others(); !done) return refuse(done.error());
        for (series_figure f : detail::series_in(walk_, from_, series, to_)) {
            bool const has_unit = !f.unit.is_none();
            bool const has_service = !f.service.is_none();
            if (has_unit) f.unit = units_[f.unit.value];
            if (has_service) f.service = services_[f.service.value];
            // A figure may be stated in a structure in which its unit did not stand.
            if (has_unit == f.unit.is_none() || has_service == f.service.is_none()) continue;
            f.structure = to_text(made_.structure);
            made_.series.push_back(std::move(f));
        }
        return std::move(made_);
    }

  private:
    // ---- words

    void make_words() {
        taxonomy& words = made_.words;
        words = from_;
        words.units = {};
        words.services = {};
        words.unit_changes.clear();
        words.service_changes.clear();
        words.moves.clear();
        units_.resize(from_.units.size());
        for (unit_code const u : from_.units.codes()) add_unit(u);
        services_.resize(from_.services.size());
        for (service_code const s : from_.services.codes()) {
            if (!stands(from_.services[s])) continue;
            service_entry entry = without_days(from_.services[s]);
            unit_code const owner = walk_.unit_of(to_, s);
            entry.unit = owner.is_none() ? owner : units_[owner.value];
            services_[s.value] = words.services.add(std::move(entry));
        }
        words.breaks.clear();
        for (series_break const& b : from_.breaks) add_break(b);
    }

    template <class Entry> [[nodiscard]] bool stands(Entry const& entry) const {
        return stands_on(entry, walk_.begins(to_));
    }

    template <class Entry> static Entry without_days(Entry entry) {
        entry.valid_from.clear();
        entry.valid_until.clear();
        return entry;
    }

    /// A unit comes after the one that it is within, and else in the order of display.
    void add_unit(unit_code u) {
        if (!stands(from_.units[u]) || !units_[u.value].is_none()) return;
        unit_code const above = walk_.unit_above(to_, u);
        if (!above.is_none()) add_unit(above);
        unit_entry entry = without_days(from_.units[u]);
        entry.within = above.is_none() ? above : units_[above.value];
        units_[u.value] = made_.words.units.add(std::move(entry));
    }

    /// A break goes with what is left of its units and services.
    void add_break(series_break of) {
        if (of.kind == break_kind::structure) return;
        auto const translate = [](auto& codes, auto const& by) {
            bool const had_any = !codes.empty();
            auto old = std::move(codes);
            codes.clear();
            for (auto const c : old) {
                if (!by[c.value].is_none()) codes.push_back(by[c.value]);
            }
            return !had_any || !codes.empty();
        };
        bool const has_units = translate(of.units, units_);
        bool const has_services = translate(of.services, services_);
        if (has_units && has_services) made_.words.breaks.push_back(std::move(of));
    }

    // ---- rows

    using row_key = std::tuple<std::size_t, unit_code, place_code, std::vector<service_code>>;

    /// Where a row is told, in codes of the new words.
    result<told_codes const*> tell_row(day when, unit_code unit, std::vector<service_code> services,
                                       place_code place) {
        row_key key(walk_.structure_on(when), unit, place, std::move(services));
        if (auto const found = known_.find(key); found != known_.end()) return &found->second;
        auto told = walk_.tell(to_, when, unit, std::get<3>(key),
                               place.is_none() ? std::string_view() : rows_.places[place.value]);
        if (!told) return refuse(told.error());
        told->unit = units_[told->unit.value];
        for (service_code& s : told->services) s = services_[s.value];
        return &known_.emplace(std::move(key), std::move(*told)).first->second;
    }

    static std::unexpected<failure> about(std::string const& row, failure what) {
        what.message = row + ": " + what.message;
        return refuse(std::move(what));
    }

    result<void> tell_complaints() {
        std::size_t mention = 0;
        std::size_t aspect = 0;
        for (complaint_fact const& row : rows_.complaints) {
            std::size_t const first = mention;
            std::vector<service_code> services;
            for (; is_of(rows_.mentions, mention, row); ++mention) {
                services.push_back(rows_.mentions[mention].service);
            }
            auto const told = tell_row(row.received, row.unit, services, row.place);
            if (!told) {
                return about("complaint " + std::to_string(row.id.value) + ", received " +
                                 to_text(row.received),
                             told.error());
            }
            complaint_fact made = row;
            made.unit = (*told)->unit;
            made_.rows.complaints.push_back(made);
            unit_of_[row.id] = made.unit;
            std::size_t const first_aspect = aspect;
            while (is_of(rows_.aspects, aspect, row)) ++aspect;
            tell_parts(made, std::span(rows_.mentions).subspan(first, mention - first),
                       std::span(rows_.aspects).subspan(first_aspect, aspect - first_aspect),
                       (*told)->services);
            if (!row.is_counted) continue;
            std::array const kinds{kept::complaints, kept::channels, kept::mentions,
                                   kept::aspects,    kept::outcomes, kept::categories,
                                   kept::in_time};
            bring(row.unit, made.unit, kinds);
        }
        if (mention == rows_.mentions.size() && aspect == rows_.aspects.size()) return {};
        return refuse({.code = failure_code::order_broken,
                       .where = {},
                       .message = "mentions and aspects are not in the order of complaints",
                       .mend = "use facts as the store gives them"});
    }

    template <class Row>
    static bool is_of(std::vector<Row> const& list, std::size_t at, complaint_fact const& of) {
        return at != list.size() && list[at].of.id == of.id;
    }

    /// Mentions once each, in the order in which they come, and their aspects in the same order.
    void tell_parts(complaint_fact const& of, std::span<mention_fact const> mentions,
                    std::span<aspect_fact const> aspects,
                    std::vector<service_code> const& services) {
        for (std::size_t i = 0; i != services.size(); ++i) {
            auto const end = services.begin() + static_cast<std::ptrdiff_t>(i);
            if (std::find(services.begin(), end, services[i]) != end) continue;
            made_.rows.mentions.push_back({of, services[i]});
            for (aspect_fact const& a : aspects) {
                if (service_of(a, mentions, services) != services[i]) continue;
                aspect_fact made = a;
                made.of = of;
                made.service = services[i];
                made_.rows.aspects.push_back(made);
                note_subject(a.subject, of);
            }
        }
    }

    /// The service of an aspect is one that its complaint mentions.
    static service_code service_of(aspect_fact const& a, std::span<mention_fact const> mentions,
                                   std::vector<service_code> const& services) {
        auto const found =
            std::find_if(mentions.begin(), mentions.end(),
                         [&](mention_fact const& m) { return m.service == a.service; });
        UPHELD_EXPECTS(found != mentions.end());
        return services[static_cast<std::size_t>(found - mentions.begin())];
    }

    result<void> tell_stages() {
        for (stage_fact row : rows_.stages) {
            auto const found = unit_of_.find(row.of.id);
            if (found == unit_of_.end()) {
                return refuse({.code = failure_code::reference_dangling,
                               .where = {},
                               .message = "a stage is of complaint " +
                                          std::to_string(row.of.id.value) + ", which is not there",
                               .mend = "use facts as the store gives them"});
            }
            row.of.unit = found->second;
            made_.rows.stages.push_back(row);
        }
        return {};
    }

    template <class Row, std::size_t Kinds>
    result<void> tell_each(std::vector<Row> const& list, std::vector<Row>& into, day Row::* when,
                           char const* kind, std::array<kept, Kinds> const& kinds) {
        for (Row row : list) {
            std::vector<service_code> services;
            if constexpr (requires { row.service; }) {
                if (!row.service.is_none()) services.push_back(row.service);
            }
            auto const told = tell_row(row.*when, row.unit, services, place_code());
            if (!told) {
                return about(std::string(kind) + " of " + to_text(row.*when), told.error());
            }
            bring(row.unit, (*told)->unit, kinds);
            row.unit = (*told)->unit;
            if constexpr (requires { row.service; }) {
                if (!services.empty()) row.service = (*told)->services.front();
            }
            into.push_back(row);
        }
        return {};
    }

    result<void> tell_others() {
        std::array const by_ombudsman{kept::ombudsman_cases};
        std::array const money{kept::own_remedies, kept::ombudsman_cases};
        std::array const praise{kept::compliments};
        facts& to = made_.rows;
        auto done = tell_each(rows_.referrals, to.referrals, &referral_fact::referred,
                              "an ombudsman's case", by_ombudsman);
        if (done) {
            done = tell_each(rows_.deadlines, to.deadlines, &deadline_fact::referred,
                             "an ombudsman's deadline in a case", by_ombudsman);
        }
        if (done) {
            done =
                tell_each(rows_.recommendations, to.recommendations, &recommendation_fact::referred,
                          "an ombudsman's recommendation in a case", by_ombudsman);
        }
        if (done) {
            done = tell_each(rows_.remedies, to.remedies, &remedy_fact::agreed, "a remedy", money);
        }
        if (done) {
            done = tell_each(rows_.compliments, to.compliments, &compliment_fact::received,
                             "a compliment", praise);
        }
        return done;
    }

    /// A unit that has got a row of one that does not keep something does not have all of it.
    template <std::size_t Kinds>
    void bring(unit_code from, unit_code to, std::array<kept, Kinds> const& kinds) {
        if (units_[from.value] == to) return;
        unit_entry& now = made_.words.units[to];
        for (kept const kind : kinds) {
            collected const was = from_.units[from].state_of(kind);
            collected& is = now.keeps[static_cast<std::size_t>(kind)];
            if (is == collected::yes && was != collected::yes) is = was;
        }
    }

    void note_subject(subject_code subject, complaint_fact const& of) {
        std::vector<subject_code>& used = made_.words.units[of.unit].subjects;
        if (subject.is_none() || std::find(used.begin(), used.end(), subject) != used.end()) {
            return;
        }
        used.push_back(subject);
    }

    struct hash {
        std::size_t operator()(complaint_id id) const noexcept {
            return std::hash<std::uint64_t>()(id.value);
        }
    };

    taxonomy const& from_;
    facts const& rows_;
    structure_walk walk_;
    std::size_t to_;
    cases_in_structure made_;
    translation<unit_code> units_;
    translation<service_code> services_;
    std::map<row_key, told_codes> known_;
    std::unordered_map<complaint_id, unit_code, hash> unit_of_;
};

} // namespace

result<cases_in_structure> in_structure(taxonomy const& words, facts const& rows,
                                        std::span<series_figure const> series, day structure) {
    return teller(words, rows, structure).tell(series);
}

} // namespace upheld
