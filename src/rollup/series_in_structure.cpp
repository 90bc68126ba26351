// SPDX-License-Identifier: BSL-1.0
#include "rollup/series_in_structure.hpp"

#include "upheld/calendar/day_text.hpp"

#include <algorithm>
#include <optional>

namespace upheld::detail {
namespace {

/// The day that a figure's structure is of: `2019-08-01`, or `2019-08` for its first.
std::optional<day> day_of_structure(std::string const& text) {
    auto const made = day_from_text(text.size() == 7 ? text + "-01" : text);
    if (!made) return std::nullopt;
    return *made;
}

template <class Code> bool has(std::vector<Code> const& list, Code code) {
    return std::find(list.begin(), list.end(), code) != list.end();
}

/// One step from a structure to its neighbour.
class step {
  public:
    step(structure_walk const& walk, taxonomy const& words, std::size_t before, std::size_t after)
        : walk_(walk), words_(words), before_(before), after_(after),
          boundary_(std::max(before, after)) {}

    [[nodiscard]] std::vector<series_figure> of(std::vector<series_figure> const& figures) const {
        std::vector<series_figure> told;
        for (series_figure const& f : figures) {
            auto const whole = image_of(f);
            if (!whole) continue;
            series_figure made = f;
            made.unit = whole->unit;
            made.service = whole->service;
            if (whole->parts.size() == 1) {
                told.push_back(std::move(made));
            } else if (f.unit == whole->parts.front()) {
                // The first of the parts brings the others with it.
                if (add_up(figures, f, whole->parts, made)) told.push_back(std::move(made));
            }
        }
        return told;
    }

  private:
    struct image {
        unit_code unit;
        service_code service;
        std::vector<unit_code> parts; ///< units whose figures together are the figure of `unit`
    };

    [[nodiscard]] std::optional<image> image_of(series_figure const& f) const {
        image made{f.unit, f.service, {f.unit}};
        if (!f.service.is_none()) {
            auto const service = service_after(f.service);
            if (!service) return std::nullopt;
            made.service = *service;
        }
        if (f.unit.is_none()) {
            // The body as a whole; a service of it that moved is still the same service.
            return made;
        }
        auto const way = way_of(f.unit);
        if (!way) return std::nullopt;
        if (*way != nullptr) {
            // What several became, or were, is their sum; one of several is nobody's figure.
            std::vector<unit_code> const& parts = ahead() ? (*way)->from : (*way)->into;
            std::vector<unit_code> const& wholes = ahead() ? (*way)->into : (*way)->from;
            if (wholes.size() != 1) return std::nullopt;
            made.unit = wholes.front();
            made.parts = parts;
        }
        bool const is_there = stands(words_.units[made.unit]);
        bool const has_unit = f.service.is_none() || is_owned(made);
        if (!is_there || !has_unit || is_disturbed(made)) return std::nullopt;
        return made;
    }

    /// The change that an entry goes by, null if by none; nothing if others join it on the way.
    template <class Code>
    [[nodiscard]] std::optional<change_of<Code> const*> way_of(Code entry) const {
        if (!ahead()) {
            auto const came = walk_.came_by(boundary_, entry);
            if (came.size() > 1) return std::nullopt;
            return came.empty() ? nullptr : came.front();
        }
        change_of<Code> const* const left = walk_.left_by(boundary_, entry);
        if (left == nullptr) {
            if (!walk_.came_by(boundary_, entry).empty()) return std::nullopt;
            return nullptr;
        }
        for (Code const into : left->into) {
            if (walk_.came_by(boundary_, into).size() > 1) return std::nullopt;
        }
        return left;
    }

    [[nodiscard]] bool ahead() const { return before_ < after_; }

    template <class Entry> [[nodiscard]] bool stands(Entry const& entry) const {
        std::string const& on = walk_.begins(after_);
        return entry.valid_from <= on && (entry.valid_until.empty() || on < entry.valid_until);
    }

    [[nodiscard]] std::optional<service_code> service_after(service_code service) const {
        auto const way = way_of(service);
        if (!way) return std::nullopt;
        if (*way == nullptr) {
            if (!stands(words_.services[service])) return std::nullopt;
            return service;
        }
        if ((*way)->kind != entry_change::rename) return std::nullopt;
        return ahead() ? (*way)->into.front() : (*way)->from.front();
    }

    /// Whether the unit has the service in the structure that the figure is told in.
    [[nodiscard]] bool is_owned(image const& what) const {
        unit_code const owner = walk_.unit_of(after_, what.service);
        return owner.is_none() || walk_.is_within(after_, owner, what.unit);
    }

    /// Whether anything moved into the unit, or out of it.
    [[nodiscard]] bool is_disturbed(image const& what) const {
        for (structure_move const& m : words_.moves) {
            if (m.took_effect != walk_.begins(boundary_)) continue;
            unit_code const was = ahead() ? m.from : m.into;
            unit_code const is = ahead() ? m.into : m.from;
            bool const was_in =
                std::any_of(what.parts.begin(), what.parts.end(),
                            [&](unit_code part) { return walk_.is_within(before_, was, part); });
            if (was_in != walk_.is_within(after_, is, what.unit)) return true;
        }
        return false;
    }

    static bool is_same_figure(series_figure const& a, series_figure const& b) {
        return a.measure == b.measure && a.variant == b.variant && a.period == b.period &&
               a.service == b.service && a.stage == b.stage && a.remedy_stage == b.remedy_stage &&
               a.remedy_kind == b.remedy_kind && a.form == b.form;
    }

    /// Adds the figures of all parts up; false if one of them is not there, or is no number that
    /// can be added.
    static bool add_up(std::vector<series_figure> const& figures, series_figure const& first,
                       std::vector<unit_code> const& parts, series_figure& into) {
        bool const can_be_added =
            first.form == series_form::count || first.form == series_form::pence;
        if (!can_be_added) return false;
        into.number = 0;
        into.source.clear();
        for (unit_code const part : parts) {
            auto const found =
                std::find_if(figures.begin(), figures.end(), [&](series_figure const& f) {
                    return f.unit == part && is_same_figure(f, first);
                });
            if (found == figures.end() || found->state != series_state::value ||
                __builtin_add_overflow(into.number, found->number, &into.number)) {
                return false;
            }
            if (into.source.find(found->source) == std::string::npos) {
                into.source += (into.source.empty() ? "" : "; ") + found->source;
            }
        }
        return true;
    }

    structure_walk const& walk_;
    taxonomy const& words_;
    std::size_t before_;
    std::size_t after_;
    std::size_t boundary_; ///< the later of the two, whose first day is the day of change
};

} // namespace

std::vector<series_figure> series_in(structure_walk const& walk, taxonomy const& words,
                                     std::span<series_figure const> series, std::size_t structure) {
    std::vector<series_figure> told;
    // Figures of one structure go together: the parts of a sum are stated in the same.
    std::vector<std::vector<series_figure>> stated;
    for (series_figure const& f : series) {
        auto const of = day_of_structure(f.structure);
        if (!of) {
            // Of the body as a whole it does not matter in which structure it is stated.
            if (f.unit.is_none() && f.service.is_none()) told.push_back(f);
            continue;
        }
        std::size_t const at = walk.structure_on(*of);
        if (stated.size() <= at) stated.resize(at + 1);
        stated[at].push_back(f);
    }
    for (std::size_t from = 0; from != stated.size(); ++from) {
        std::vector<series_figure> figures = std::move(stated[from]);
        for (std::size_t at = from; at != structure && !figures.empty();) {
            std::size_t const next = at < structure ? at + 1 : at - 1;
            figures = step(walk, words, at, next).of(figures);
            at = next;
        }
        told.insert(told.end(), figures.begin(), figures.end());
    }
    return told;
}

} // namespace upheld::detail
