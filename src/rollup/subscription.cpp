// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/subscription.hpp"

#include "rollup/watched_cubes.hpp"
#include "upheld/basis/expects.hpp"

#include <algorithm>
#include <string>

namespace upheld {
namespace detail {

void followed_figures::set_up(std::size_t figures) {
    if (is_anybody_there()) return;
    lists_.assign(1, {});
    list_of_.assign(figures, nobody);
    place_.assign(figures, 0);
}

/// Lists are few, as few as there are different groups of followers.
std::uint32_t followed_figures::list_with(std::uint32_t list, follower& who) {
    std::vector<follower*> wanted = lists_[list];
    if (std::find(wanted.begin(), wanted.end(), &who) != wanted.end()) return list;
    wanted.push_back(&who);
    auto const known = std::find(lists_.begin(), lists_.end(), wanted);
    auto const number = static_cast<std::uint32_t>(known - lists_.begin());
    if (known == lists_.end()) lists_.push_back(std::move(wanted));
    return number;
}

void followed_figures::add(follower& who, std::size_t figures, std::size_t number) {
    set_up(figures);
    list_of_[number] = list_with(list_of_[number], who);
}

void followed_figures::add_to_all(follower& who, std::size_t figures) {
    set_up(figures);
    std::vector<std::uint32_t> list_instead;
    for (std::uint32_t list = 0, lists = static_cast<std::uint32_t>(lists_.size()); list != lists;
         ++list) {
        list_instead.push_back(list_with(list, who));
    }
    for (std::uint32_t& list : list_of_) list = list_instead[list];
}

void followed_figures::remove(follower const& who) {
    bool is_anybody_left = false;
    for (std::vector<follower*>& list : lists_) {
        std::erase(list, &who);
        is_anybody_left = is_anybody_left || !list.empty();
    }
    if (!is_anybody_left) *this = {};
}

namespace {

/// The figure as it would be with these numbers, given what it is with others.
figure with_numbers(figure const& now, std::int64_t part, std::int64_t whole) {
    if (now.form != figure_form::share) {
        figure made = now;
        made.number = part;
        return made;
    }
    figure made = figure::of(ratio{part, whole});
    made.is_partial = now.is_partial;
    return made;
}

/// Not what is not collected, or means nothing there.
bool is_counted(figure const& of) {
    return of.state == figure_state::value || of.state == figure_state::no_base;
}

} // namespace
} // namespace detail

void live_cubes::watched_cubes::tell() {
    for (std::size_t which = 0; which != cubes.size(); ++which) {
        detail::live_cube& one = *cubes[which];
        auto& touched = one.followed.touched();
        for (detail::followed_figures::touched_figure const& before : touched) {
            std::size_t const measure = before.number / one.value.size();
            std::size_t const group = before.number % one.value.size();
            cube_measure const& numbers = one.value.measures()[measure];
            bool const has_moved = numbers.part[group] != before.part ||
                                   (!numbers.whole.empty() && numbers.whole[group] != before.whole);
            if (!has_moved) continue;
            figure const now = one.value.at(group, measure);
            if (!detail::is_counted(now)) continue;
            changed_figure const told{which, group, measure,
                                      detail::with_numbers(now, before.part, before.whole), now};
            for (subscription::follower* const who : one.followed.followers_of(before.number)) {
                if (who->changed.empty()) to_be_told.push_back(who);
                who->changed.push_back(told);
            }
        }
        touched.clear();
    }
    for (subscription::follower* const who : to_be_told) {
        if (who->to.changed != nullptr) who->to.changed(who->to.context, who->changed);
        who->changed.clear();
    }
    to_be_told.clear();
}

subscription::subscription(live_cubes& of, figure_listener to)
    : of_(&of), own_(new follower{.to = to, .changed = {}}) {}

subscription::~subscription() {
    for (auto const& one : of_->cubes_->cubes) one->followed.remove(*own_);
    delete own_;
}

void subscription::follow(std::size_t cube) {
    UPHELD_EXPECTS(cube < of_->size());
    detail::live_cube& one = *of_->cubes_->cubes[cube];
    one.followed.add_to_all(*own_, one.value.size() * one.value.measures().size());
}

void subscription::follow(std::size_t cube, std::size_t group, std::size_t measure) {
    UPHELD_EXPECTS(cube < of_->size());
    detail::live_cube& one = *of_->cubes_->cubes[cube];
    UPHELD_EXPECTS(group < one.value.size() && measure < one.value.measures().size());
    one.followed.add(*own_, one.value.size() * one.value.measures().size(),
                     measure * one.value.size() + group);
}

result<void> subscription::follow(std::size_t cube, std::string_view measure,
                                  std::span<std::string_view const> entries) {
    upheld::cube const& of = of_->at(cube);
    auto const refused = [](failure_code code, std::string message, std::string mend) {
        return refuse(
            {.code = code, .where = {}, .message = std::move(message), .mend = std::move(mend)});
    };
    auto const measure_at = of.measure_at(measure);
    if (!measure_at) {
        return refused(failure_code::key_unknown,
                       "the cube has no measure \"" + std::string(measure) + '"',
                       "follow what the cube was watched for");
    }
    if (entries.size() != of.axes().size()) {
        return refused(failure_code::contradiction,
                       std::to_string(entries.size()) + " entries for a cube of " +
                           std::to_string(of.axes().size()) + " axes",
                       "name one entry for each axis, in order");
    }
    std::vector<std::size_t> found;
    for (std::size_t along = 0; along != entries.size(); ++along) {
        auto const entry = of.axes()[along].find(entries[along]);
        if (!entry) {
            return refused(failure_code::key_unknown,
                           "no " + name_of(of.axes()[along].by()) + " \"" +
                               std::string(entries[along]) + "\" in the cube",
                           "entries that come later are in a cube that is watched later");
        }
        found.push_back(*entry);
    }
    follow(cube, of.find(found).value(), *measure_at);
    return {};
}

result<void> subscription::follow(std::size_t cube, std::string_view measure,
                                  std::initializer_list<std::string_view> entries) {
    return follow(cube, measure, std::span(entries.begin(), entries.size()));
}

} // namespace upheld
