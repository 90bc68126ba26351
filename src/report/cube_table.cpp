// SPDX-License-Identifier: BSL-1.0
#include "upheld/report/cube_table.hpp"

#include "report/cell_text.hpp"
#include "report/json_number.hpp"
#include "report/period_heading.hpp"
#include "report/text_layout.hpp"
#include "upheld/calendar/day_text.hpp"
#include "upheld/statistics/proportion.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <numeric>

namespace upheld {
namespace {

using json = nlohmann::ordered_json;
using detail::csv_field;
using detail::json_number;
using detail::padded;
using detail::width_of;

constexpr std::string_view all_label = "(all)";

/// One group of one of the sets.
struct table_group {
    std::size_t set = 0;
    std::size_t at = 0;
};

/// Whether a number of the group is not 0.
bool has_any(cube const& of, std::size_t at) {
    auto const is_there = [](std::int64_t n) { return n != 0; };
    return std::any_of(of.measures().begin(), of.measures().end(), [&](cube_measure const& m) {
        auto const from = m.part.begin() + static_cast<std::ptrdiff_t>(at * m.width);
        return std::any_of(from, from + static_cast<std::ptrdiff_t>(m.width), is_there) ||
               (!m.whole.empty() && m.whole[at] != 0);
    });
}

/// Whether units behind the group do not keep something that is asked for.
bool lacks_something(cube const& of, std::size_t at) {
    for (std::size_t m = 0; m != of.measures().size(); ++m) {
        figure_state const state = of.at(at, m).state;
        if (state == figure_state::not_collected || state == figure_state::not_known) return true;
    }
    return false;
}

/// The groups of all sets in the order in which they are shown, over the axes of the widest.
class arrangement {
  public:
    arrangement(std::span<cube const> sets, cube_layout const& how) : sets_(sets) {
        UPHELD_EXPECTS(!sets.empty());
        widest_ =
            static_cast<std::size_t>(std::max_element(sets.begin(), sets.end(),
                                                      [](cube const& a, cube const& b) {
                                                          return a.axes().size() < b.axes().size();
                                                      }) -
                                     sets.begin());
        axes_.assign(widest().axes().begin(), widest().axes().end());
        place_entries();
        take_groups(how.empty);
        if (sets_.size() > 1) {
            std::sort(groups_.begin(), groups_.end(),
                      [&](table_group a, table_group b) { return comes_before(a, b); });
        }
    }

    [[nodiscard]] cube const& widest() const { return sets_[widest_]; }

    [[nodiscard]] std::span<axis const> axes() const { return axes_; }

    [[nodiscard]] std::span<table_group const> groups() const { return groups_; }

    [[nodiscard]] cube const& set_of(table_group which) const { return sets_[which.set]; }

    [[nodiscard]] std::size_t left_out() const { return left_out_; }

    /// Of the groups left out those that lack something.
    [[nodiscard]] std::size_t left_out_lacking() const { return left_out_lacking_; }

    /// The entry of a group on an axis of the table; the axis's size if its set does not have it.
    [[nodiscard]] std::size_t entry(table_group which, std::size_t along) const {
        std::size_t const own = own_axes_[which.set][along];
        cube const& from = set_of(which);
        if (own == from.axes().size()) return axes_[along].size();
        std::size_t const at = from.entry(which.at, own);
        return which.set == widest_ ? at : positions_[which.set][along][at];
    }

    /// Key or name.
    [[nodiscard]] std::string label(table_group which, std::size_t along, bool is_name) const {
        axis const& on = axes_[along];
        std::size_t const at = entry(which, along);
        if (at == on.size()) return std::string(all_label);
        std::string_view const name = on.name(at);
        bool const shows_name = is_name && !name.empty() && on.key(at) != no_entry_key;
        return std::string(shows_name ? name : on.key(at));
    }

  private:
    void place_entries() {
        std::vector<std::map<std::string, std::size_t, std::less<>>> known(axes_.size());
        if (sets_.size() > 1) {
            for (std::size_t i = 0; i != axes_.size(); ++i) {
                for (std::size_t e = 0; e != axes_[i].size(); ++e)
                    known[i].emplace(axes_[i].key(e), e);
            }
        }
        own_axes_.resize(sets_.size());
        positions_.resize(sets_.size());
        for (std::size_t s = 0; s != sets_.size(); ++s) {
            auto const own = sets_[s].axes();
            UPHELD_EXPECTS(std::equal(sets_[s].measures().begin(), sets_[s].measures().end(),
                                      widest().measures().begin(), widest().measures().end(),
                                      [](auto const& a, auto const& b) { return a.key == b.key; }));
            std::size_t matched = 0;
            positions_[s].resize(axes_.size());
            for (std::size_t i = 0; i != axes_.size(); ++i) {
                auto const found = std::find_if(
                    own.begin(), own.end(), [&](axis const& a) { return a.by() == axes_[i].by(); });
                own_axes_[s].push_back(static_cast<std::size_t>(found - own.begin()));
                if (found == own.end()) continue;
                ++matched;
                if (s == widest_) continue;
                for (std::size_t e = 0; e != found->size(); ++e) {
                    auto const [at, is_new] =
                        known[i].try_emplace(std::string(found->key(e)), axes_[i].size());
                    if (is_new) axes_[i].add(found->key(e), found->name(e));
                    positions_[s][i].push_back(at->second);
                }
            }
            UPHELD_EXPECTS(matched == own.size());
        }
    }

    void take_groups(empty_groups empty) {
        for (std::size_t s = 0; s != sets_.size(); ++s) {
            cube const& from = sets_[s];
            for (std::size_t at = 0; at != from.size(); ++at) {
                if (empty == empty_groups::shown || from.axes().empty() || has_any(from, at)) {
                    groups_.push_back({s, at});
                    continue;
                }
                ++left_out_;
                if (lacks_something(from, at)) ++left_out_lacking_;
            }
        }
    }

    [[nodiscard]] bool comes_before(table_group a, table_group b) const {
        for (std::size_t i = 0; i != axes_.size(); ++i) {
            std::size_t const of_a = entry(a, i);
            std::size_t const of_b = entry(b, i);
            if (of_a != of_b) return of_a < of_b;
        }
        return false;
    }

    std::span<cube const> sets_;
    std::size_t widest_ = 0;
    std::vector<axis> axes_;
    std::vector<std::vector<std::size_t>> own_axes_; ///< by set and axis of the table
    /// By set, axis of the table and entry of the set's own axis; empty for the widest.
    std::vector<std::vector<std::vector<std::size_t>>> positions_;
    std::vector<table_group> groups_;
    std::size_t left_out_ = 0;
    std::size_t left_out_lacking_ = 0;
};

std::string things(grain of) {
    switch (of) {
    case grain::stage: return "stages reached";
    case grain::remedy: return "awards";
    case grain::complaint:
    case grain::mention:
    case grain::aspect:
    case grain::referral:
    case grain::deadline:
    case grain::recommendation:
    case grain::compliment: break;
    }
    return std::string(name_of(of)) + 's';
}

/// The meaning of each of a cube's measures.
std::vector<measure> meanings(cube const& what) {
    std::vector<measure> all;
    for (cube_measure const& m : what.measures()) all.push_back(find_measure(m.key).value());
    return all;
}

/// Whether figures have a base of their own beside their value.
bool has_base(measure const& m) {
    return m.form == figure_form::share || m.form == figure_form::days;
}

std::string unit_of(measure const& m) {
    switch (m.form) {
    case figure_form::pence: return "pounds";
    case figure_form::share:
    case figure_form::percent: return "%";
    case figure_form::days: return "working days";
    case figure_form::count:
    case figure_form::rank:
    case figure_form::joint_rank: break;
    }
    return things(m.of);
}

std::string_view form_name(figure_form form) {
    switch (form) {
    case figure_form::count: return "count";
    case figure_form::pence: return "pence";
    case figure_form::share: return "share";
    case figure_form::percent: return "percent";
    case figure_form::rank: return "rank";
    case figure_form::joint_rank: return "joint_rank";
    case figure_form::days: return "days";
    }
    return "count";
}

/// Of a figure that is no number. Reports have narrow columns and abbreviate; here each state has
/// words of its own.
std::string words_of(figure_state state) {
    if (state == figure_state::not_known) return "not known";
    if (state == figure_state::not_applicable) return "not applicable";
    return std::string(detail::mark_of(state));
}

/// What a share or a number of working days is of; nothing where the figure is absent.
std::optional<std::int64_t> base_of(cube const& from, std::size_t at, std::size_t measure,
                                    figure const& value) {
    if (!value.has_value() && value.state != figure_state::no_base) return std::nullopt;
    if (value.form == figure_form::share) return value.share.whole;
    cube_measure const& m = from.measures()[measure];
    auto const first = m.part.begin() + static_cast<std::ptrdiff_t>(at * m.width);
    return std::accumulate(first, first + static_cast<std::ptrdiff_t>(m.width), std::int64_t{0});
}

/// The limits of a share, where they are wanted and there is one.
std::optional<interval> limits_of(figure const& value, cube_layout const& how) {
    if (!how.interval || !value.has_value() || value.form != figure_form::share) {
        return std::nullopt;
    }
    return wilson_limits(value.share, *how.interval);
}

bool has_limits(measure const& m, cube_layout const& how) {
    return how.interval && m.form == figure_form::share;
}

/// `95%`, `99.8%`.
std::string percent_of(confidence at) {
    std::array<char, 32> digits{};
    // As many digits as a person would write: 99.8 and not 99.799999999999997.
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(),
                                   100 * at.fraction(), std::chars_format::general, 10);
    return std::string(digits.data(), end.ptr) + '%';
}

std::string period_text(period const& of) {
    if (of.label == "all days") return of.label;
    return detail::period_heading(of);
}

/// Whether a measure's numbers grow with the days counted, so that a year of them can be told.
bool is_amount(measure const& m) {
    return m.form == figure_form::count || m.form == figure_form::pence;
}

/// What the number would be in a year like the period, as an exact quotient.
ratio of_a_year(figure const& value, ratio factor) {
    constexpr std::int64_t most = 1'000'000'000'000'000;
    UPHELD_EXPECTS(value.number <= most && value.number >= -most);
    return {value.number * factor.part, factor.whole};
}

// ---- text

struct text_column {
    std::string title;
    std::string unit;
    std::vector<std::string> cells;
    bool is_number = true;
};

std::string figure_text(figure const& value, rounding_rule rounding) {
    if (!value.has_value()) return words_of(value.state);
    cell shown;
    shown.origin = cell_origin::cases;
    shown.value = value;
    shown.decimals = 1;
    return detail::cell_text(shown, rounding, {}) + (value.is_partial ? "*" : "");
}

/// `28.5 to 43.0`; nothing where there are no limits.
std::string limits_text(std::optional<interval> const& limits) {
    if (!limits) return {};
    auto const percent = [](double share) {
        std::array<char, 32> digits{};
        auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), 100 * share,
                                       std::chars_format::fixed, 1);
        return std::string(digits.data(), end.ptr);
    };
    return percent(limits->lower) + " to " + percent(limits->upper);
}

/// Numbers stay below each other where some of them carry a mark.
void make_room_for_marks(text_column& column) {
    auto const is_marked = [](std::string const& text) { return text.ends_with('*'); };
    if (std::none_of(column.cells.begin(), column.cells.end(), is_marked)) return;
    column.title += ' ';
    column.unit += ' ';
    for (std::string& text : column.cells) {
        if (!is_marked(text)) text += ' ';
    }
}

/// A year of it, to the nearest whole thing or penny.
std::string year_text(figure value, cube_layout const& how) {
    if (value.has_value()) {
        ratio const exact = of_a_year(value, *how.annualised_by);
        value.number = rounded_quotient(exact.part, exact.whole, how.rounding);
    }
    return figure_text(value, how.rounding);
}

std::vector<text_column> text_columns(arrangement const& groups,
                                      std::vector<measure> const& measures,
                                      cube_layout const& how) {
    rounding_rule const rounding = how.rounding;
    std::vector<text_column> columns;
    for (std::size_t i = 0; i != groups.axes().size(); ++i) {
        text_column& column = columns.emplace_back();
        column.title = name_of(groups.axes()[i].by());
        column.is_number = false;
        for (table_group const g : groups.groups())
            column.cells.push_back(groups.label(g, i, true));
    }
    for (std::size_t m = 0; m != measures.size(); ++m) {
        text_column values{std::string(measures[m].key), unit_of(measures[m]), {}};
        text_column bases{"of", things(measures[m].of), {}};
        text_column limits{"interval", how.interval ? percent_of(*how.interval) : "", {}};
        text_column years{"a year", unit_of(measures[m]), {}};
        bool const has_year = how.annualised_by && is_amount(measures[m]);
        for (table_group const g : groups.groups()) {
            cube const& from = groups.set_of(g);
            figure const value = from.at(g.at, m);
            values.cells.push_back(figure_text(value, rounding));
            if (has_year) years.cells.push_back(year_text(value, how));
            if (!has_base(measures[m])) continue;
            auto const base = base_of(from, g.at, m, value);
            bases.cells.push_back(base ? std::to_string(*base) : std::string());
            limits.cells.push_back(limits_text(limits_of(value, how)));
        }
        make_room_for_marks(values);
        columns.push_back(std::move(values));
        if (has_base(measures[m])) columns.push_back(std::move(bases));
        if (has_limits(measures[m], how)) columns.push_back(std::move(limits));
        if (!has_year) continue;
        make_room_for_marks(years);
        columns.push_back(std::move(years));
    }
    return columns;
}

std::string lines_of(std::vector<text_column> const& columns, std::size_t rows) {
    std::vector<std::size_t> widths;
    for (text_column const& c : columns) {
        std::size_t width = std::max(width_of(c.title), width_of(c.unit));
        for (std::string const& text : c.cells) width = std::max(width, width_of(text));
        widths.push_back(width);
    }
    std::string text;
    auto const line = [&](auto const& text_in) {
        std::string made;
        for (std::size_t i = 0; i != columns.size(); ++i) {
            made += "  " + padded(text_in(columns[i]), widths[i], columns[i].is_number);
        }
        made.erase(made.find_last_not_of(' ') + 1);
        text += made + '\n';
    };
    line([](text_column const& c) { return c.title; });
    line([](text_column const& c) { return c.unit; });
    for (std::size_t row = 0; row != rows; ++row) {
        line([&](text_column const& c) { return c.cells[row]; });
    }
    return text;
}

/// Axes by name: `unit`, `unit and subject`, `unit, subject and month`.
std::string listed(std::vector<std::string> const& names) {
    std::string text;
    for (std::size_t i = 0; i != names.size(); ++i) {
        if (i != 0) text += i + 1 == names.size() ? " and " : ", ";
        text += names[i];
    }
    return text;
}

/// Axes over which a measure's numbers must not be added up (`adds_up` false), or may.
std::vector<std::string> axes_of(cube const& what, cube_measure const& m, bool adds_up) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i != what.axes().size() && i != m.adds_up_over.size(); ++i) {
        if (m.adds_up_over[i] == adds_up) names.push_back(name_of(what.axes()[i].by()));
    }
    return names;
}

std::string notes_of(arrangement const& groups, std::vector<measure> const& measures,
                     cube_layout const& how, bool has_marks) {
    std::size_t width = 0;
    for (measure const& m : measures) width = std::max(width, m.key.size());
    std::string text;
    for (measure const& m : measures) {
        text += "  " + padded(std::string(m.key), width, false) + "  ";
        text += m.definition;
        text += "; by day ";
        text += name_of(m.by);
        text += '\n';
    }
    if (how.annualised_by) {
        text += "  Note: a year is the number times " + std::to_string(how.annualised_by->part) +
                '/' + std::to_string(how.annualised_by->whole) +
                ", the days of the year over the days counted, as if the rest of the year were "
                "like them.\n";
    }
    bool const has_intervals = std::any_of(measures.begin(), measures.end(),
                                           [&](measure const& m) { return has_limits(m, how); });
    if (has_intervals) {
        text += "  Note: intervals are Wilson's, in per cent, at " + percent_of(*how.interval) +
                " confidence.\n";
    }
    if (has_marks) text += "  Note: * leaves out units that do not keep what the figure needs.\n";
    for (std::size_t m = 0; m != measures.size(); ++m) {
        cube_measure const& numbers = groups.widest().measures()[m];
        auto const names = axes_of(groups.widest(), numbers, false);
        if (names.empty() || measures[m].form == figure_form::days) continue;
        text += "  Note: one of the " + things(measures[m].of) + " may be in several groups of " +
                listed(names) + ": do not add up " + numbers.key + ".\n";
    }
    if (groups.left_out() != 0) {
        bool const is_one = groups.left_out() == 1;
        text +=
            "  Note: " + std::to_string(groups.left_out()) +
            (is_one ? " group without rows is not shown" : " groups without rows are not shown");
        if (groups.left_out_lacking() != 0) {
            text += "; of them " + std::to_string(groups.left_out_lacking()) +
                    " with a figure not collected or not known";
        }
        text += ".\n";
    }
    return text;
}

// ---- CSV

/// Every digit of a double and no exponent.
std::string fraction_text(double fraction) {
    std::array<char, 64> digits{};
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), fraction,
                                   std::chars_format::fixed);
    UPHELD_EXPECTS(end.ec == std::errc());
    return {digits.data(), end.ptr};
}

std::string fraction_text(ratio value) {
    return fraction_text(static_cast<double>(value.part) / static_cast<double>(value.whole));
}

std::string csv_value(figure const& value) {
    if (!value.has_value()) return words_of(value.state);
    switch (value.form) {
    case figure_form::pence: return detail::decimal_text(value.number, 2);
    case figure_form::share:
    case figure_form::days: return fraction_text(value.share);
    case figure_form::count:
    case figure_form::percent:
    case figure_form::rank:
    case figure_form::joint_rank: break;
    }
    return std::to_string(value.number);
}

/// In things or pounds.
ratio year_in_units(figure const& value, ratio factor) {
    ratio exact = of_a_year(value, factor);
    if (value.form == figure_form::pence) exact.whole *= 100;
    return exact;
}

std::string csv_year(figure const& value, ratio factor) {
    return value.has_value() ? fraction_text(year_in_units(value, factor)) : words_of(value.state);
}

// ---- JSON

json figure_json(cube const& from, std::size_t at, std::size_t measure, cube_layout const& how) {
    figure const value = from.at(at, measure);
    json made;
    made["state"] = detail::name_of(value.state);
    if (value.has_value()) {
        switch (value.form) {
        case figure_form::pence:
            made["value"] = json_number(value.number, 2);
            made["pence"] = value.number;
            break;
        case figure_form::share:
        case figure_form::days:
            made["value"] =
                static_cast<double>(value.share.part) / static_cast<double>(value.share.whole);
            break;
        case figure_form::count:
        case figure_form::percent:
        case figure_form::rank:
        case figure_form::joint_rank: made["value"] = value.number; break;
        }
    }
    if (auto const base = base_of(from, at, measure, value);
        base && (value.form == figure_form::share || value.form == figure_form::days)) {
        made["part"] = value.share.part;
        made["whole"] = value.share.whole;
        if (value.form == figure_form::days) made["answered"] = *base;
    }
    bool const grows = value.form == figure_form::count || value.form == figure_form::pence;
    if (how.annualised_by && value.has_value() && grows) {
        ratio const year = year_in_units(value, *how.annualised_by);
        made["annualised"] = static_cast<double>(year.part) / static_cast<double>(year.whole);
    }
    if (auto const limits = limits_of(value, how)) {
        made["lower"] = limits->lower;
        made["upper"] = limits->upper;
    }
    if (value.is_partial) made["partial"] = true;
    return made;
}

/// The entry's key; null where a set is folded over the axis.
json entry_json(arrangement const& groups, table_group g, std::size_t axis) {
    bool const is_folded = groups.entry(g, axis) == groups.axes()[axis].size();
    return is_folded ? json(nullptr) : json(groups.label(g, axis, false));
}

json what_it_is_of(arrangement const& groups, cube_layout const& how) {
    period const& of = groups.widest().of();
    json made;
    made["title"] = how.title;
    made["period"] = of.label;
    made["period_words"] = of.label == "all days" ? of.label : in_words(of);
    made["first"] = to_text(of.days.first);
    made["last"] = to_text(of.days.last);
    made["as_of"] = how.from ? json(to_text(how.from->as_of)) : json(nullptr);
    made["known_on"] = how.from ? json(to_text(how.from->known_on)) : json(nullptr);
    if (how.annualised_by) {
        made["annualised_by"] = {{"days_of_year", how.annualised_by->part},
                                 {"days_counted", how.annualised_by->whole}};
    }
    if (how.interval) {
        made["interval"] = {{"method", name_of(interval_method::wilson)},
                            {"confidence", how.interval->fraction()}};
    }
    return made;
}

std::string dumped(json const& what, int indent) {
    return what.dump(indent, ' ', false, json::error_handler_t::replace);
}

} // namespace

std::string to_text(std::span<cube const> sets, cube_layout const& how) {
    arrangement const groups(sets, how);
    auto const measures = meanings(groups.widest());
    std::string text;
    if (!how.title.empty()) text += how.title + '\n';
    text += period_text(groups.widest().of());
    if (how.from) text += ", " + to_text(*how.from);
    text += "\n\n";
    auto const columns = text_columns(groups, measures, how);
    text += lines_of(columns, groups.groups().size());
    bool const has_marks = std::any_of(columns.begin(), columns.end(), [](text_column const& c) {
        return c.is_number && std::any_of(c.cells.begin(), c.cells.end(),
                                          [](std::string const& t) { return t.ends_with('*'); });
    });
    return text + '\n' + notes_of(groups, measures, how, has_marks);
}

std::string to_csv(std::span<cube const> sets, cube_layout const& how) {
    arrangement const groups(sets, how);
    auto const measures = meanings(groups.widest());
    std::string text;
    for (axis const& on : groups.axes()) text += csv_field(name_of(on.by())) + ',';
    for (measure const& m : measures) {
        std::string const key(m.key);
        text += key + ',';
        if (m.form == figure_form::share) text += key + ".part,";
        if (has_base(m)) text += key + ".whole,";
        if (has_limits(m, how)) text += key + ".lower," + key + ".upper,";
        if (how.annualised_by && is_amount(m)) text += key + ".annualised,";
    }
    text += "partial\n";
    for (table_group const g : groups.groups()) {
        for (std::size_t i = 0; i != groups.axes().size(); ++i) {
            text += csv_field(groups.label(g, i, false)) + ',';
        }
        std::string partial;
        for (std::size_t m = 0; m != measures.size(); ++m) {
            cube const& from = groups.set_of(g);
            figure const value = from.at(g.at, m);
            text += csv_value(value) + ',';
            if (has_base(measures[m])) {
                auto const base = base_of(from, g.at, m, value);
                auto const number = [&](std::int64_t n) {
                    return base ? std::to_string(n) : words_of(value.state);
                };
                if (measures[m].form == figure_form::share) text += number(value.share.part) + ',';
                text += number(base.value_or(0)) + ',';
            }
            if (has_limits(measures[m], how)) {
                auto const limits = limits_of(value, how);
                for (double const limit :
                     {limits ? limits->lower : 0, limits ? limits->upper : 0}) {
                    text += (limits ? fraction_text(limit) : words_of(value.state)) + ',';
                }
            }
            if (how.annualised_by && is_amount(measures[m])) {
                text += csv_year(value, *how.annualised_by) + ',';
            }
            if (!value.is_partial) continue;
            if (!partial.empty()) partial += ' ';
            partial += measures[m].key;
        }
        text += csv_field(partial) + '\n';
    }
    return text;
}

std::string to_json(std::span<cube const> sets, cube_layout const& how) {
    arrangement const groups(sets, how);
    json head = what_it_is_of(groups, how);
    head["axes"] = json::array();
    for (axis const& on : groups.axes()) {
        json one = {{"by", name_of(on.by())}, {"entries", json::array()}};
        for (std::size_t e = 0; e != on.size(); ++e) {
            one["entries"].push_back({{"key", on.key(e)}, {"name", on.name(e)}});
        }
        head["axes"].push_back(std::move(one));
    }
    head["measures"] = json::array();
    auto const measures = meanings(groups.widest());
    for (std::size_t m = 0; m != measures.size(); ++m) {
        measure const& told = measures[m];
        head["measures"].push_back(
            {{"key", told.key},
             {"title", told.title},
             {"form", form_name(told.form)},
             {"unit", told.form == figure_form::share ? "fraction" : unit_of(told)},
             {"counts", things(told.of)},
             {"by_day", name_of(told.by)},
             {"definition", told.definition},
             {"adds_up_over", axes_of(groups.widest(), groups.widest().measures()[m], true)}});
    }
    head["groups_left_out"] = groups.left_out();
    // Rows go to the text one by one: as values all of them together would take many times the
    // room.
    std::string text = dumped(head, 1);
    text.erase(text.rfind('\n'));
    text += ",\n \"rows\": [";
    bool is_first = true;
    for (table_group const g : groups.groups()) {
        json row;
        row["group"] = json::array();
        for (std::size_t i = 0; i != groups.axes().size(); ++i) {
            row["group"].push_back(entry_json(groups, g, i));
        }
        row["figures"] = json::array();
        for (std::size_t m = 0; m != measures.size(); ++m) {
            row["figures"].push_back(figure_json(groups.set_of(g), g.at, m, how));
        }
        text += (is_first ? "\n  " : ",\n  ") + dumped(row, -1);
        is_first = false;
    }
    return text + (is_first ? "]\n}\n" : "\n ]\n}\n");
}

std::string to_json_lines(std::span<cube const> sets, cube_layout const& how) {
    arrangement const groups(sets, how);
    auto const measures = meanings(groups.widest());
    json const of = what_it_is_of(groups, how);
    std::string text;
    for (table_group const g : groups.groups()) {
        json line = {{"type", "group"}};
        line.update(of);
        line["group"] = json::object();
        for (std::size_t i = 0; i != groups.axes().size(); ++i) {
            line["group"][name_of(groups.axes()[i].by())] = entry_json(groups, g, i);
        }
        line["figures"] = json::object();
        for (std::size_t m = 0; m != measures.size(); ++m) {
            line["figures"][std::string(measures[m].key)] =
                figure_json(groups.set_of(g), g.at, m, how);
        }
        text += dumped(line, -1) + '\n';
    }
    return text;
}

std::string to_text(cube const& what, cube_layout const& how) {
    return to_text(std::span(&what, 1), how);
}

std::string to_csv(cube const& what, cube_layout const& how) {
    return to_csv(std::span(&what, 1), how);
}

std::string to_json(cube const& what, cube_layout const& how) {
    return to_json(std::span(&what, 1), how);
}

std::string to_json_lines(cube const& what, cube_layout const& how) {
    return to_json_lines(std::span(&what, 1), how);
}

} // namespace upheld
