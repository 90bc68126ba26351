// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/partial.hpp"

#include "rollup/cube_shape.hpp"
#include "rollup/partial_checks.hpp"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

namespace upheld {
namespace {

failure contradiction(std::string message) {
    return {.code = failure_code::contradiction,
            .where = {},
            .message = std::move(message),
            .mend = {}};
}

std::string text_of(period const& p) { return p.label.empty() ? "all days" : '"' + p.label + '"'; }

std::optional<failure> mismatch(cube const& a, cube const& b) {
    if (a.of() != b.of()) {
        return contradiction("the periods are " + text_of(a.of()) + " and " + text_of(b.of()));
    }
    auto const same_by = [](axis const& x, axis const& y) { return x.by() == y.by(); };
    if (!std::equal(a.axes().begin(), a.axes().end(), b.axes().begin(), b.axes().end(), same_by)) {
        auto const list = [](cube const& c) {
            std::string text;
            for (axis const& x : c.axes()) text += (text.empty() ? "" : ",") + name_of(x.by());
            return '"' + text + '"';
        };
        return contradiction("the groupings are " + list(a) + " and " + list(b));
    }
    auto const same_key = [](cube_measure const& x, cube_measure const& y) {
        return x.key == y.key;
    };
    if (!std::equal(a.measures().begin(), a.measures().end(), b.measures().begin(),
                    b.measures().end(), same_key)) {
        auto const list = [](cube const& c) {
            std::string text;
            for (cube_measure const& m : c.measures()) text += (text.empty() ? "" : ",") + m.key;
            return '"' + text + '"';
        };
        return contradiction("the measures are " + list(a) + " and " + list(b));
    }
    return std::nullopt;
}

/// Days in their own order, everything else in that of bytes, which for periods is that of time;
/// what has no entry comes last.
bool is_key_before(std::string_view a, std::string_view b, dimension what) {
    if ((a == no_entry_key) != (b == no_entry_key)) return b == no_entry_key;
    if (what == dimension::working_days && a.size() != b.size()) return a.size() < b.size();
    return a < b;
}

/// One axis of both: its entries, and where those of each cube are among them.
struct united_axis {
    axis entries;
    std::vector<std::size_t> of_a;
    std::vector<std::size_t> of_b;
};

result<united_axis> united(axis const& a, axis const& b) {
    united_axis made;
    made.of_a.resize(a.size());
    made.of_b.resize(b.size());
    if (a == b) {
        made.entries = a;
        std::iota(made.of_a.begin(), made.of_a.end(), std::size_t{0});
        made.of_b = made.of_a;
        return made;
    }
    auto const in_order = [](axis const& of) {
        std::vector<std::size_t> order(of.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) {
            return is_key_before(of.key(x), of.key(y), of.by().what);
        });
        return order;
    };
    std::vector<std::size_t> const order_a = in_order(a);
    std::vector<std::size_t> const order_b = in_order(b);
    made.entries = axis(a.by());
    auto next_a = order_a.begin();
    auto next_b = order_b.begin();
    while (next_a != order_a.end() || next_b != order_b.end()) {
        auto const comes_first = [](axis const& x, auto at, auto end, axis const& y, auto other,
                                    auto other_end) {
            return at != end &&
                   (other == other_end || !is_key_before(y.key(*other), x.key(*at), x.by().what));
        };
        bool const is_in_a = comes_first(a, next_a, order_a.end(), b, next_b, order_b.end());
        bool const is_in_b = comes_first(b, next_b, order_b.end(), a, next_a, order_a.end());
        std::size_t const position = made.entries.size();
        if (is_in_a && is_in_b && a.name(*next_a) != b.name(*next_b)) {
            return refuse(contradiction("\"" + std::string(a.key(*next_a)) + "\" of \"" +
                                        name_of(a.by()) + "\" is called \"" +
                                        std::string(a.name(*next_a)) + "\" and \"" +
                                        std::string(b.name(*next_b)) + '"'));
        }
        if (is_in_a)
            made.entries.add(a.key(*next_a), a.name(*next_a));
        else
            made.entries.add(b.key(*next_b), b.name(*next_b));
        if (is_in_a) made.of_a[*next_a++] = position;
        if (is_in_b) made.of_b[*next_b++] = position;
    }
    return made;
}

/// From positions in a table over some axes to positions in the table over their union.
std::vector<std::uint64_t> moved(std::span<axis const> from, std::span<axis const> into,
                                 std::vector<std::vector<std::size_t> const*> const& map,
                                 bool only_deciding) {
    std::vector<std::uint64_t> made{0};
    for (std::size_t a = 0; a != from.size(); ++a) {
        if (only_deciding && !detail::decides_coverage(from[a].by().what)) continue;
        std::vector<std::uint64_t> next;
        next.reserve(made.size() * from[a].size());
        for (std::uint64_t const before : made) {
            for (std::size_t const entry : *map[a]) next.push_back(before * into[a].size() + entry);
        }
        made = std::move(next);
    }
    return made;
}

/// A group of one of the cubes, by its number in the union.
struct moved_group {
    std::uint64_t number;
    std::size_t at;
};

class merging {
  public:
    merging(cube const& a, cube const& b) : a_(a), b_(b) {}

    [[nodiscard]] result<cube> made() {
        if (auto fault = mismatch(a_, b_)) return std::unexpected(std::move(*fault));
        for (std::size_t at = 0; at != a_.axes().size(); ++at) {
            auto both = united(a_.axes()[at], b_.axes()[at]);
            if (!both) return std::unexpected(std::move(both.error()));
            axes_.push_back(std::move(both->entries));
            of_a_.push_back(std::move(both->of_a));
            of_b_.push_back(std::move(both->of_b));
        }
        auto const domain = detail::domain_of(axes_);
        auto const covered = detail::domain_of(axes_, true);
        if (!domain || !covered || *covered > detail::largest_coverage) {
            return refuse({.code = failure_code::value_out_of_range,
                           .where = {},
                           .message = "together the cubes have more groups than can be numbered",
                           .mend = "fold them to fewer axes first"});
        }
        is_same_ = std::ranges::equal(axes_, a_.axes()) && std::ranges::equal(axes_, b_.axes());
        is_dense_ =
            a_.is_dense() && b_.is_dense() && (is_same_ || *domain <= detail::largest_dense_made);
        if (is_dense_) {
            size_ = static_cast<std::size_t>(*domain);
            if (!is_same_) {
                a_at_ = positions(a_, of_a_);
                b_at_ = positions(b_, of_b_);
            }
        } else {
            place_groups();
        }
        std::vector<cube_measure> measures;
        for (std::size_t m = 0; m != a_.measures().size(); ++m) {
            auto sum = summed(a_.measures()[m], b_.measures()[m]);
            if (!sum) return std::unexpected(std::move(sum.error()));
            measures.push_back(std::move(*sum));
        }
        if (is_dense_) return cube(std::move(axes_), a_.of(), std::move(measures));
        return cube(std::move(axes_), a_.of(), std::move(measures), std::move(groups_));
    }

  private:
    using maps = std::vector<std::vector<std::size_t>>;

    static std::vector<std::vector<std::size_t> const*> pointers(maps const& list) {
        std::vector<std::vector<std::size_t> const*> made;
        for (auto const& one : list) made.push_back(&one);
        return made;
    }

    [[nodiscard]] std::vector<std::size_t> positions(cube const& of, maps const& map) const {
        std::vector<std::uint64_t> const wide = moved(of.axes(), axes_, pointers(map), false);
        return {wide.begin(), wide.end()};
    }

    /// The groups of a cube that a sparse one keeps, in order of their number in the union.
    [[nodiscard]] std::vector<moved_group> moved_groups(cube const& of, maps const& map) const {
        std::vector<moved_group> made;
        if (of.is_dense()) {
            std::vector<bool> const is_needed = detail::groups_with_numbers(of);
            std::vector<std::uint64_t> const numbers =
                moved(of.axes(), axes_, pointers(map), false);
            for (std::size_t at = 0; at != of.size(); ++at) {
                if (is_needed[at]) made.push_back({numbers[at], at});
            }
        } else {
            for (std::size_t at = 0; at != of.size(); ++at) {
                std::uint64_t number = 0;
                for (std::size_t x = 0; x != axes_.size(); ++x) {
                    number = number * axes_[x].size() + map[x][of.entry(at, x)];
                }
                made.push_back({number, at});
            }
        }
        std::sort(made.begin(), made.end(),
                  [](moved_group const& x, moved_group const& y) { return x.number < y.number; });
        return made;
    }

    void place_groups() {
        constexpr auto nowhere = static_cast<std::size_t>(-1);
        std::vector<moved_group> const from_a = moved_groups(a_, of_a_);
        std::vector<moved_group> const from_b = moved_groups(b_, of_b_);
        a_at_.assign(a_.size(), nowhere);
        b_at_.assign(b_.size(), nowhere);
        auto next_a = from_a.begin();
        auto next_b = from_b.begin();
        while (next_a != from_a.end() || next_b != from_b.end()) {
            std::uint64_t const number = next_a == from_a.end() ? next_b->number
                                         : next_b == from_b.end()
                                             ? next_a->number
                                             : std::min(next_a->number, next_b->number);
            if (next_a != from_a.end() && next_a->number == number) {
                a_at_[(next_a++)->at] = groups_.size();
            }
            if (next_b != from_b.end() && next_b->number == number) {
                b_at_[(next_b++)->at] = groups_.size();
            }
            groups_.push_back(number);
        }
        size_ = groups_.size();
    }

    /// Adds `from`, `width` numbers a group, to `into`, which has `wider` a group.
    [[nodiscard]] bool add(std::vector<std::int64_t> const& from, std::size_t width,
                           std::vector<std::size_t> const& goes_to, std::vector<std::int64_t>& into,
                           std::size_t wider) const {
        bool fits = true;
        std::size_t const groups = from.size() / width;
        for (std::size_t at = 0; at != groups; ++at) {
            std::size_t const target = is_dense_ && is_same_ ? at : goes_to[at];
            if (target >= size_) continue; // an empty group of a dense cube
            for (std::size_t i = 0; i != width; ++i) {
                std::int64_t& sum = into[target * wider + i];
                fits = !__builtin_add_overflow(sum, from[at * width + i], &sum) && fits;
            }
        }
        return fits;
    }

    [[nodiscard]] result<cube_measure> summed(cube_measure const& a, cube_measure const& b) const {
        cube_measure made;
        made.key = a.key;
        made.width = std::max(a.width, b.width);
        for (std::size_t x = 0; x != axes_.size(); ++x) {
            made.adds_up_over.push_back(a.adds_up_over[x] && b.adds_up_over[x]);
        }
        made.part.assign(size_ * made.width, 0);
        bool fits = add(a.part, a.width, a_at_, made.part, made.width) &&
                    add(b.part, b.width, b_at_, made.part, made.width);
        figure_form const form = find_measure(a.key)->form;
        if (detail::has_whole(form)) {
            made.whole.assign(size_, 0);
            fits = add(a.whole, 1, a_at_, made.whole, 1) && add(b.whole, 1, b_at_, made.whole, 1) &&
                   fits;
        }
        if (!fits) {
            return refuse({.code = failure_code::value_out_of_range,
                           .where = {},
                           .message = "a sum of \"" + a.key + "\" does not fit into 64 bits",
                           .mend = {}});
        }
        if (form == figure_form::days) {
            if (auto fault = detail::fault_of_numbers(made, form)) {
                return std::unexpected(std::move(*fault));
            }
        }
        made.covered.assign(detail::coverage_size(axes_), coverage::nobody_asked);
        cover(a, a_, of_a_, made.covered);
        cover(b, b_, of_b_, made.covered);
        return made;
    }

    void cover(cube_measure const& from, cube const& of, maps const& map,
               std::vector<coverage>& into) const {
        std::vector<std::uint64_t> const goes_to = moved(of.axes(), axes_, pointers(map), true);
        for (std::size_t at = 0; at != from.covered.size(); ++at) {
            coverage& both = into[static_cast<std::size_t>(goes_to[at])];
            both = both | from.covered[at];
        }
    }

    cube const& a_;
    cube const& b_;
    std::vector<axis> axes_;
    maps of_a_; ///< entry of the union, an entry of `a_`, an axis after another
    maps of_b_;
    bool is_same_ = false; ///< both have the union's axes
    bool is_dense_ = false;
    std::size_t size_ = 0;
    std::vector<std::uint64_t> groups_; ///< if sparse
    std::vector<std::size_t> a_at_;     ///< group of the union, a group of `a_`
    std::vector<std::size_t> b_at_;
};

} // namespace

result<cube> merged(cube const& a, cube const& b) { return merging(a, b).made(); }

} // namespace upheld
