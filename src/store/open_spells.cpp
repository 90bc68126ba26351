// SPDX-License-Identifier: BSL-1.0
#include "store/rooms.hpp"

#include <algorithm>

namespace upheld {
namespace {

/// Cuts one complaint's time into spells. Where the complaint stands is the business of
/// `complaint_fold`; a spell begins and ends where that says that something opened or closed.
class spell_cutter {
  public:
    spell_cutter(detail::complaint_fold& fold, detail::complaint_row const& row,
                 taxonomy const& words, std::vector<open_spell>& out)
        : fold_(fold), row_(row), words_(words), out_(out), first_(out.size()) {
        begin(spell_start::received, now().received, true);
    }

    void apply(detail::event_step const& step) {
        bool const was_open = now().is_open;
        bool const was_request = now().is_service_request;
        stage_code const stage = now().stage;
        fold_.apply(step);
        bool const is_other_stage = now().stage != stage;
        if (was_open && !now().is_open) {
            end(step.kind == event_kind::withdrawn ? spell_end::withdrawn : spell_end::answered,
                step.happened);
        } else if (!was_open && now().is_open) {
            begin(is_other_stage ? spell_start::escalated : spell_start::reopened, step.happened,
                  is_other_stage);
        } else if (was_open && is_other_stage) {
            end(spell_end::escalated, step.happened);
            begin(spell_start::escalated, step.happened, true);
        } else if (was_open && was_request != now().is_service_request) {
            end(spell_end::reclassified, step.happened);
            begin(spell_start::reclassified, step.happened, false);
        } else if (out_.back().stage == now().stage) {
            out_.back().due = now().stage_due; // extended
        }
    }

    /// Fills in what is the same in all spells.
    void finish(std::optional<day> decided, std::size_t aspects) {
        stage_code later_stage;
        for (std::size_t i = out_.size(); i-- != first_;) {
            open_spell& s = out_[i];
            s.channel = now().channel;
            s.category = now().category;
            s.aspects = static_cast<std::uint16_t>(std::min<std::size_t>(aspects, UINT16_MAX));
            s.acknowledged = now().acknowledged;
            s.acknowledge_due = now().acknowledge_due;
            s.decided = decided;
            s.is_withdrawn = now().is_withdrawn;
            s.is_counted_as_of = !now().is_service_request;
            s.is_last = later_stage.is_none();
            s.is_last_of_stage = s.stage != later_stage;
            s.is_paused = !s.ended && now().is_paused;
            later_stage = s.stage;
        }
    }

  private:
    [[nodiscard]] detail::standing const& now() const { return fold_.now(); }

    void begin(spell_start how, day on, bool is_new_stage) {
        if (is_new_stage) {
            stage_began_ = on;
            original_due_ = now().stage_due; // nothing can have extended it yet
        }
        auto const& stages = words_.procedures[row_.procedure].stages;
        auto const place = std::find(stages.begin(), stages.end(), now().stage) - stages.begin();
        open_spell s;
        s.id = row_.id;
        s.unit = row_.unit;
        s.procedure = row_.procedure;
        s.stage = now().stage;
        s.position = static_cast<std::uint8_t>(place);
        s.is_counted = !now().is_service_request;
        s.begun_by = how;
        s.received = now().received;
        s.began = on;
        s.stage_began = stage_began_;
        s.original_due = original_due_;
        s.due = now().stage_due;
        out_.push_back(s);
    }

    void end(spell_end how, day on) {
        out_.back().ended_by = how;
        out_.back().ended = on;
    }

    detail::complaint_fold& fold_;
    detail::complaint_row const& row_;
    taxonomy const& words_;
    std::vector<open_spell>& out_;
    std::size_t first_;
    day stage_began_;
    std::optional<day> original_due_;
};

/// The day on which all of one complaint's outcomes were decided, and how many aspects it has.
struct decisions {
    std::optional<day> last;
    std::size_t aspects = 0;
    std::size_t undecided = 0;

    template <class Events>
    void add(detail::aspect_row const& which, Events const& its_events, viewpoint from,
             taxonomy const& words) {
        detail::event_row const* standing = nullptr;
        for (detail::event_row const& e : its_events) {
            if (e.kind() == event_kind::outcome_decided && e.is_of(which.id) && e.is_seen(from)) {
                standing = &e;
            }
        }
        ++aspects;
        if (standing == nullptr || !words.outcomes[outcome_code(standing->code())].is_decided) {
            ++undecided;
        } else if (!last || *last < standing->happened) {
            last = standing->happened;
        }
    }

    [[nodiscard]] std::optional<day> all() const { return undecided == 0 ? last : std::nullopt; }
};

} // namespace

std::vector<open_spell> store::spells_as_of(viewpoint from) const {
    rooms const& all = *rooms_;
    std::vector<detail::complaint_row const*> rows;
    rows.reserve(all.complaints.size());
    all.complaints.rows().for_each([&](detail::complaint_row const& row) { rows.push_back(&row); });
    auto const is_before = [](detail::complaint_row const* a, detail::complaint_row const* b) {
        return a->id < b->id;
    };
    if (!std::is_sorted(rows.begin(), rows.end(), is_before)) {
        std::sort(rows.begin(), rows.end(), is_before);
    }

    std::vector<open_spell> spells;
    spells.reserve(rows.size());
    auto next_event = all.first_event();
    auto next_mention = all.first_mention();
    auto next_aspect = all.first_aspect();
    for (detail::complaint_row const* const row : rows) {
        auto const its_events = all.events_from(next_event, row->id);
        day received = row->received;
        for (detail::event_row const& e : its_events) {
            if (e.corrects_received() && e.is_seen(from)) received = *e.until();
        }
        if (!all.is_seen(its_events, received, from)) continue;
        detail::complaint_fold fold(all.words, all.rules, all.calendar, row->start(), received);
        spell_cutter cut(fold, *row, all.words, spells);
        for (detail::event_row const& e : its_events) {
            if (e.is_seen(from)) cut.apply(e.step());
        }
        decisions decided;
        for (mention const& m : all.mentions_from(next_mention, row->id)) {
            for (detail::aspect_row const& a : all.aspects_from(next_aspect, m.id)) {
                decided.add(a, its_events, from, all.words);
            }
        }
        cut.finish(decided.all(), decided.aspects);
    }
    return spells;
}

} // namespace upheld
