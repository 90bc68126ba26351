// SPDX-License-Identifier: BSL-1.0
#include "cli/dashboard_view.hpp"

#include "report/text_layout.hpp"
#include "upheld/basis/expects.hpp"
#include "upheld/calendar/day_text.hpp"
#include "upheld/statistics/proportion.hpp"
#include "upheld/statistics/rounding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace upheld::cli {
namespace {

using detail::padded;
using detail::width_of;

/// The first characters of a UTF-8 text, one a code point.
std::string first_of(std::string const& text, std::size_t characters) {
    std::size_t at = 0;
    for (std::size_t seen = 0; at != text.size(); ++at) {
        bool const starts = (static_cast<unsigned char>(text[at]) & 0xC0u) != 0x80u;
        if (starts && seen++ == characters) break;
    }
    return text.substr(0, at);
}

/// Why there is no number, and whether anything said so.
struct state_mark {
    figure_state state;
    char const* mark;
    char const* meaning;
};

constexpr std::array<state_mark, 5> marks = {
    {{figure_state::not_collected, "n/c", "not collected"},
     {figure_state::not_known, "n/k", "not known"},
     {figure_state::not_applicable, "n/a", "not applicable"},
     {figure_state::none, "none", "none"},
     {figure_state::no_base, "-", "nothing to take a share of"}}};

std::string text_of(figure const& of) {
    for (state_mark const& one : marks) {
        if (one.state == of.state) return one.mark;
    }
    if (of.form == figure_form::share) {
        return fmt::format("{}%", percent_of(of.share, 0, rounding_rule::half_up));
    }
    return std::to_string(of.number);
}

std::string with_base(figure const& of) {
    return of.has_value() ? fmt::format("{} of {}", text_of(of), of.share.whole) : text_of(of);
}

/// A share of a few aspects says little, and its range of likely values says so.
std::string with_range(figure const& of) {
    if (!of.has_value()) return text_of(of);
    auto const [lower, upper] = wilson_limits(of.share);
    return fmt::format("{} {:.0f}-{:.0f}", text_of(of), lower * 100, upper * 100);
}

std::string in_brackets(figure const& of) { return '(' + text_of(of) + ')'; }

std::string date_with_weekday(day d) {
    static constexpr std::array names = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    return fmt::format("{} {}", names[static_cast<std::size_t>(d.weekday())], to_text(d));
}

/// A column of numbers, to the right in its width.
struct column {
    char const* top;
    char const* below;
    std::size_t width;
};

constexpr std::array<column, 10> columns_shown = {{{"", "now", 6},
                                                   {"Received", "(then)", 7},
                                                   {"", "now", 6},
                                                   {"Answered", "(then)", 7},
                                                   {"In time", "now", 11},
                                                   {"", "(then)", 6},
                                                   {"", "Open", 5},
                                                   {"Over", "due", 5},
                                                   {"Due", "soon", 5},
                                                   {"Upheld,", "95% range", 12}}};

std::size_t width_of_numbers() {
    std::size_t sum = 0;
    for (column const& one : columns_shown) sum += one.width;
    return sum;
}

std::array<std::string, columns_shown.size()> texts_of(dashboard_line const& line) {
    return {text_of(line.received.now),    in_brackets(line.received.before),
            text_of(line.answered.now),    in_brackets(line.answered.before),
            with_base(line.in_time.now),   in_brackets(line.in_time.before),
            std::to_string(line.open),     std::to_string(line.overdue),
            std::to_string(line.due_soon), with_range(line.upheld)};
}

class page {
  public:
    explicit page(std::size_t width) : width_(width) {}

    void add(std::string const& text) {
        std::string line = first_of(text, width_);
        line.erase(line.find_last_not_of(' ') + 1);
        lines_.push_back(std::move(line));
    }

    /// One text at the left edge, one at the right if there is room for both.
    void add(std::string const& left, std::string const& right) {
        std::size_t const taken = width_of(left) + width_of(right);
        if (taken >= width_) {
            add(left);
            add(right);
        } else {
            add(left + std::string(width_ - taken, ' ') + right);
        }
    }

    [[nodiscard]] std::size_t size() const { return lines_.size(); }

    [[nodiscard]] std::string text() const {
        std::string all;
        for (std::string const& line : lines_) all += line + '\n';
        return all;
    }

  private:
    std::size_t width_;
    std::vector<std::string> lines_;
};

/// What the marks in these lines mean; nothing if there are none.
std::string legend_of(std::vector<dashboard_line> const& lines) {
    std::string legend;
    for (state_mark const& one : marks) {
        bool const is_used =
            std::any_of(lines.begin(), lines.end(), [&](dashboard_line const& line) {
                return line.received.now.state == one.state ||
                       line.received.before.state == one.state ||
                       line.in_time.now.state == one.state ||
                       line.in_time.before.state == one.state || line.upheld.state == one.state;
            });
        if (!is_used) continue;
        legend += fmt::format("{}{}: {}", legend.empty() ? "" : "   ", one.mark, one.meaning);
    }
    return legend;
}

std::string capitalised(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') {
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
    }
    return text;
}

void add_head(page& to, dashboard const& what) {
    std::string seen = "as of " + date_with_weekday(what.from.as_of);
    if (what.from.known_on != what.from.as_of) {
        seen += ", known on " + to_text(what.from.known_on);
    } else if (what.is_last_recorded) {
        seen += ", the last day recorded";
    }
    to.add(what.council, seen);
    to.add(capitalised(in_words(what.now)));
    to.add("then: " + in_words(what.before) + ", as it stood a year before");
}

void add_table_head(page& to, std::size_t names) {
    std::string top(names, ' ');
    std::string below = top;
    for (column const& one : columns_shown) {
        // A heading wider than its column ends where the column does, over what is free before it.
        std::size_t const end = width_of(top) + one.width;
        std::string const heading = one.top;
        top.erase(std::min(top.size(), end - std::min(end, heading.size())));
        top += padded(heading, end - width_of(top), true);
        below += padded(one.below, one.width, true);
    }
    to.add(top);
    to.add(below);
}

void add_line(page& to, dashboard_line const& line, std::size_t names) {
    std::string text = padded(shortened(line.name, line.short_name, names), names, false);
    auto const texts = texts_of(line);
    for (std::size_t c = 0; c != texts.size(); ++c) {
        // A number too wide for its column keeps a space before it.
        std::string const padded_text = padded(texts[c], columns_shown[c].width, true);
        text += padded_text.front() == ' ' ? padded_text : ' ' + padded_text;
    }
    to.add(text);
}

void add_case(page& to, open_case const& one, std::size_t width) {
    // Number, day received, due day and state take 48 characters; the rest is for two names.
    std::size_t const names = width - 48;
    std::size_t const units = names - names / 2;
    std::string text = padded(std::to_string(one.id.value), 10, true) + "  " +
                       to_text(one.received) + "  " +
                       padded(shortened(one.unit, one.unit, units), units, false) + "  " +
                       padded(shortened(one.stage, one.stage, names / 2), names / 2, false) + "  " +
                       padded(one.due ? to_text(*one.due) : "no limit", 10, false);
    if (one.is_overdue) text += "  overdue";
    if (one.is_paused) text += one.is_overdue ? ", paused" : "  paused";
    to.add(text);
}

} // namespace

std::string shortened(std::string const& name, std::string const& short_name, std::size_t width) {
    UPHELD_EXPECTS(width >= 1);
    if (width_of(name) <= width) return name;
    if (!short_name.empty() && width_of(short_name) <= width) return short_name;
    std::string cut = first_of(name, width - 1);
    std::size_t const space = cut.rfind(' ');
    bool const is_inside_a_word = name[cut.size()] != ' ';
    if (is_inside_a_word && space != std::string::npos &&
        3 * width_of(cut.substr(0, space)) >= width) {
        cut.erase(space);
    }
    cut.erase(cut.find_last_not_of(' ') + 1);
    return cut + "…";
}

std::string rendered(dashboard const& what, view_size size, std::string const& news) {
    UPHELD_EXPECTS(size.width >= narrowest_view);
    UPHELD_EXPECTS(!size.height || *size.height >= lowest_view);
    page made(size.width);
    add_head(made, what);
    made.add("");
    std::size_t const names = size.width - width_of_numbers();
    add_table_head(made, names);
    add_line(made, what.all, names);

    std::string const legend = legend_of(what.units);
    std::size_t const below = (legend.empty() ? 0u : 1u) + (news.empty() ? 0u : 1u);
    std::size_t room = what.units.size();
    if (size.height) {
        // Three lines at least are kept for open cases, after a blank one and a heading.
        std::size_t const kept = std::min<std::size_t>(what.oldest.size(), 3) + 2;
        std::size_t const taken = made.size() + kept + below;
        room = *size.height > taken ? *size.height - taken : 0;
    }
    bool const are_all_shown = what.units.size() <= room;
    std::size_t const lines = are_all_shown ? what.units.size() : (room == 0 ? 0 : room - 1);
    for (std::size_t n = 0; n != lines; ++n) add_line(made, what.units[n], names);
    if (!are_all_shown && room != 0) {
        made.add(fmt::format("and {} more units", what.units.size() - lines));
    }

    std::size_t cases = what.oldest.size();
    if (size.height) {
        std::size_t const taken = made.size() + 2 + below;
        cases = std::min(cases, *size.height > taken ? *size.height - taken : 0);
    }
    made.add("");
    made.add(what.all.open == 0
                 ? "No case is open."
                 : fmt::format("Oldest {} of {} open cases: received, due", cases, what.all.open));
    for (std::size_t n = 0; n != cases; ++n) add_case(made, what.oldest[n], size.width);
    if (!legend.empty()) made.add(legend);
    if (!news.empty()) made.add(news);
    return made.text();
}

} // namespace upheld::cli
