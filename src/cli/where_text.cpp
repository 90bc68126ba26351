// SPDX-License-Identifier: BSL-1.0
#include "cli/where_text.hpp"

#include "basis/closest.hpp"

#include <algorithm>
#include <array>

namespace upheld::cli {
namespace {

struct stated_condition {
    std::string dimension;
    std::vector<std::string> values;
};

constexpr std::array dimensions = {"unit",        "service",   "subject",        "category",
                                   "channel",     "procedure", "stage",          "outcome",
                                   "answer",      "decision",  "decision_group", "remedy_stage",
                                   "remedy_kind", "place",     "contractor"};

bool begins_a_condition(std::string_view text) {
    std::size_t const sign = text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_");
    return sign != std::string_view::npos && sign != 0 && text[sign] == '=';
}

/// Parts of `text` between separators.
std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> parts;
    while (true) {
        std::size_t const at = text.find(separator);
        parts.emplace_back(text.substr(0, at));
        if (at == std::string_view::npos) return parts;
        text.remove_prefix(at + 1);
    }
}

/// Conditions as written: a comma parts them only where another one begins.
std::vector<std::string> conditions_in(std::string const& text) {
    std::vector<std::string> found;
    for (std::string const& piece : split(text, ',')) {
        if (found.empty() || begins_a_condition(piece)) {
            found.push_back(piece);
        } else {
            found.back() += ',' + piece;
        }
    }
    return found;
}

result<stated_condition> condition_from_text(std::string const& text) {
    std::size_t const sign = text.find('=');
    if (sign == std::string::npos || sign == 0) {
        return refuse({.code = failure_code::field_malformed,
                       .where = {},
                       .message = "\"" + text + "\" is not a condition",
                       .mend = "write DIMENSION=KEY or DIMENSION=KEY|KEY"});
    }
    return stated_condition{text.substr(0, sign), split(text.substr(sign + 1), '|')};
}

failure unknown(std::string const& dimension, std::string const& value,
                std::vector<std::string> const& known) {
    return {.code = failure_code::key_unknown,
            .where = {},
            .message = "no " + dimension + " \"" + value + "\"",
            .mend = detail::suggest(value, known)};
}

/// Enters conditions into a `where`.
class reader {
  public:
    reader(taxonomy const& words, std::span<std::string const> places)
        : words_(words), places_(places) {}

    result<void> enter(stated_condition const& what) {
        std::string const& on = what.dimension;
        filter& rows = made_.rows;
        if (on == "unit") return entries(what, words_.units, rows.units);
        if (on == "service") return entries(what, words_.services, rows.services);
        if (on == "subject") return entries(what, words_.subjects, rows.subjects);
        if (on == "category") return entries(what, words_.categories, rows.categories);
        if (on == "channel") return entries(what, words_.channels, rows.channels);
        if (on == "procedure") return entries(what, words_.procedures, rows.procedures);
        if (on == "stage") return entries(what, words_.stages, rows.stages);
        if (on == "outcome") return entries(what, words_.outcomes, rows.outcomes);
        if (on == "remedy_stage") return entries(what, words_.remedy_stages, rows.remedy_stages);
        if (on == "remedy_kind") return entries(what, words_.remedy_kinds, rows.remedy_kinds);
        if (on == "decision") return decisions(what);
        if (on == "decision_group") return decision_groups(what);
        if (on == "answer") return answers(what);
        if (on == "place") return places(what);
        if (on == "contractor") return contractor(what);
        std::vector<std::string> const known(dimensions.begin(), dimensions.end());
        bool const is_time = on == "time" || on == "month" || on == "week" ||
                             on.ends_with("_year") || on.ends_with("_half") ||
                             on.ends_with("_quarter");
        return refuse(
            {.code = failure_code::field_malformed,
             .where = {},
             .message = "rows cannot be chosen by \"" + on + "\"",
             .mend = is_time ? "days are chosen with --period" : detail::suggest(on, known)});
    }

    [[nodiscard]] where take() { return std::move(made_); }

  private:
    template <class Code, class Entry>
    result<void> entries(stated_condition const& what, code_list<Code, Entry> const& list,
                         std::vector<Code>& into) {
        for (std::string const& value : what.values) {
            if (auto const found = list.find(value)) {
                into.push_back(*found);
                continue;
            }
            std::vector<std::string> known;
            for (Entry const& e : list.entries()) known.push_back(e.key);
            return refuse(unknown(what.dimension, value, known));
        }
        return {};
    }

    result<void> decisions(stated_condition const& what) {
        for (std::string const& value : what.values) {
            bool const is_state = value == "decided" || value == "ongoing";
            if (!is_state) {
                auto const entered =
                    entries({what.dimension, {value}}, words_.decisions, made_.rows.decisions);
                if (!entered) return entered;
                continue;
            }
            auto const asked =
                value == "decided" ? decided_or_not::decided : decided_or_not::ongoing;
            auto& state = made_.rows.decision_state;
            if (state != decided_or_not::either && state != asked) {
                return refuse({.code = failure_code::contradiction,
                               .where = {},
                               .message = "decided and ongoing together let every case through",
                               .mend = "leave both out"});
            }
            state = asked;
        }
        return {};
    }

    result<void> decision_groups(stated_condition const& what) {
        std::vector<decision_group_code> groups;
        if (auto const read = entries(what, words_.decision_groups, groups); !read) return read;
        for (decision_code const d : words_.decisions.codes()) {
            if (std::find(groups.begin(), groups.end(), words_.decisions[d].group) !=
                groups.end()) {
                made_.rows.decisions.push_back(d);
            }
        }
        return {};
    }

    result<void> answers(stated_condition const& what) {
        static std::vector<std::string> const known = {"not_answered", "in_time", "late",
                                                       "no_clock"};
        static constexpr std::array states = {answer_state::not_answered,
                                              answer_state::answered_in_time,
                                              answer_state::answered_late, answer_state::no_clock};
        for (std::string const& value : what.values) {
            auto const found = std::find(known.begin(), known.end(), value);
            if (found == known.end()) return refuse(unknown(what.dimension, value, known));
            made_.answers.push_back(states[static_cast<std::size_t>(found - known.begin())]);
        }
        return {};
    }

    result<void> places(stated_condition const& what) {
        for (std::string const& value : what.values) {
            auto const found = std::find(places_.begin(), places_.end(), value);
            if (found == places_.end()) {
                return refuse(unknown(what.dimension, value, {places_.begin(), places_.end()}));
            }
            made_.places.push_back(place_code(static_cast<std::uint16_t>(found - places_.begin())));
        }
        return {};
    }

    result<void> contractor(stated_condition const& what) {
        if (what.values.size() != 1 || (what.values[0] != "yes" && what.values[0] != "no")) {
            return refuse({.code = failure_code::field_malformed,
                           .where = {},
                           .message = "contractor is not yes or no",
                           .mend = "write contractor=yes or contractor=no"});
        }
        made_.rows.concerns_contractor = what.values[0] == "yes";
        return {};
    }

    taxonomy const& words_;
    std::span<std::string const> places_;
    where made_;
};

} // namespace

result<where> where_from_texts(std::span<std::string const> texts, taxonomy const& words,
                               std::span<std::string const> places) {
    reader read(words, places);
    for (std::string const& text : texts) {
        for (std::string const& one : conditions_in(text)) {
            auto const stated = condition_from_text(one);
            if (!stated) return refuse(stated.error());
            if (auto const entered = read.enter(*stated); !entered) return refuse(entered.error());
        }
    }
    return read.take();
}

std::vector<std::string> dimensions_named(std::span<std::string const> texts) {
    std::vector<std::string> names;
    for (std::string const& text : texts) {
        for (std::string const& one : conditions_in(text)) {
            if (auto const stated = condition_from_text(one)) names.push_back(stated->dimension);
        }
    }
    return names;
}

} // namespace upheld::cli
