// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/cube.hpp"

#include "rollup/coverage.hpp"
#include "rollup/cube_shape.hpp"
#include "upheld/basis/expects.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <numeric>
#include <utility>

namespace upheld {
namespace {

using numbers = std::vector<std::int64_t>;

figure working_days_figure(std::span<std::int64_t const> answered_after, days_statistic what) {
    using wide = std::uint64_t;
    wide count = 0;
    wide sum = 0;
    for (std::size_t d = 0; d != answered_after.size(); ++d) {
        count += static_cast<wide>(answered_after[d]);
        sum += static_cast<wide>(answered_after[d]) * d;
    }
    if (count == 0) return figure::of_days({});
    if (what == days_statistic::mean) {
        return figure::of_days({static_cast<std::int64_t>(sum), static_cast<std::int64_t>(count)});
    }
    // Type 7: at h = (n - 1) p of the sorted numbers from 0, and between two neighbours in
    // proportion. p is `tenths` of ten.
    wide const tenths = what == days_statistic::median ? 5 : 9;
    wide const whole_steps = (count - 1) / 10 * tenths;
    wide const rest = (count - 1) % 10 * tenths;
    wide const low_at = whole_steps + rest / 10;
    auto const at_rank = [&](wide rank) {
        wide below = 0;
        std::size_t d = 0;
        while ((below += static_cast<wide>(answered_after[d])) <= rank) ++d;
        return static_cast<std::int64_t>(d);
    };
    auto const fraction = static_cast<std::int64_t>(rest % 10);
    std::int64_t const low = at_rank(low_at);
    std::int64_t const high = fraction == 0 ? low : at_rank(low_at + 1);
    std::int64_t const part = low * 10 + fraction * (high - low);
    std::int64_t const common = std::gcd(part, std::int64_t{10});
    return figure::of_days({part / common, 10 / common});
}

/// True if no sum of any of the numbers can leave 64 bits; may be false without need.
bool surely_add_up(std::span<std::int64_t const> list) {
    std::uint64_t bits = 0;
    for (std::int64_t const n : list) bits |= static_cast<std::uint64_t>(n ^ (n >> 63));
    return std::bit_width(bits) + std::bit_width(list.size()) < 63;
}

/// A table of `outer` times `size` times `inner` numbers without its middle axis.
template <bool IsChecked>
[[nodiscard]] bool fold_axis(std::span<std::int64_t const> from, std::size_t outer,
                             std::size_t size, std::size_t inner, numbers& into) {
    into.assign(outer * inner, 0);
    bool fits = true;
    for (std::size_t o = 0; o != outer; ++o) {
        std::int64_t const* in = from.data() + o * size * inner;
        std::int64_t* const out = into.data() + o * inner;
        if constexpr (IsChecked) {
            for (std::size_t k = 0; k != size; ++k, in += inner) {
                for (std::size_t i = 0; i != inner; ++i) {
                    fits = !__builtin_add_overflow(out[i], in[i], &out[i]) && fits;
                }
            }
        } else if (inner == 1) {
            out[0] = std::accumulate(in, in + size, std::int64_t{0});
        } else {
            for (std::size_t k = 0; k != size; ++k, in += inner) {
                for (std::size_t i = 0; i != inner; ++i) out[i] += in[i];
            }
        }
    }
    return fits;
}

std::vector<coverage> fold_axis(std::vector<coverage> const& from, std::size_t outer,
                                std::size_t size, std::size_t inner) {
    std::vector<coverage> into(outer * inner, coverage::nobody_asked);
    for (std::size_t o = 0; o != outer; ++o) {
        for (std::size_t k = 0; k != size; ++k) {
            for (std::size_t i = 0; i != inner; ++i) {
                coverage& out = into[o * inner + i];
                out = out | from[(o * size + k) * inner + i];
            }
        }
    }
    return into;
}

/// An axis, or neighbours together, that goes: sizes around it in the table as it is by then.
struct fold_step {
    std::size_t outer;
    std::size_t size;
    std::size_t inner;
};

/// How to fold a table over axes of these sizes down to those that stay: the largest first, so that
/// only one pass goes over all of it.
std::vector<fold_step> steps_to_fold(std::vector<std::size_t> sizes, std::vector<bool> stays) {
    for (std::size_t i = 0; i + 1 < sizes.size();) {
        if (stays[i] == stays[i + 1]) {
            sizes[i] *= sizes[i + 1];
            sizes.erase(sizes.begin() + static_cast<std::ptrdiff_t>(i) + 1);
            stays.erase(stays.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        } else {
            ++i;
        }
    }
    std::vector<fold_step> steps;
    while (true) {
        std::optional<std::size_t> next;
        for (std::size_t i = 0; i != sizes.size(); ++i) {
            if (!stays[i] && (!next || sizes[i] > sizes[*next])) next = i;
        }
        if (!next) return steps;
        fold_step step{1, sizes[*next], 1};
        for (std::size_t i = 0; i != *next; ++i) step.outer *= sizes[i];
        for (std::size_t i = *next + 1; i != sizes.size(); ++i) step.inner *= sizes[i];
        steps.push_back(step);
        sizes.erase(sizes.begin() + static_cast<std::ptrdiff_t>(*next));
        stays.erase(stays.begin() + static_cast<std::ptrdiff_t>(*next));
    }
}

failure too_large(cube_measure const& m) {
    return {.code = failure_code::value_out_of_range,
            .where = {},
            .message = "a sum of \"" + m.key + "\" does not fit into 64 bits",
            .mend = {}};
}

class folding {
  public:
    folding(cube const& from, std::span<std::size_t const> kept, bool surely_fits)
        : from_(from), kept_(kept), surely_fits_(surely_fits), stays_(from.axes().size(), false) {
        std::size_t next = 0;
        for (std::size_t const k : kept) {
            UPHELD_EXPECTS(k >= next && k < from.axes().size());
            stays_[k] = true;
            next = k + 1;
        }
    }

    [[nodiscard]] result<cube> made() {
        for (cube_measure const& m : from_.measures()) {
            for (std::size_t a = 0; a != stays_.size(); ++a) {
                if (!stays_[a] && !m.adds_up_over[a]) return std::unexpected(cannot_fold(m, a));
            }
        }
        std::vector<axis> axes;
        for (std::size_t const k : kept_) axes.push_back(from_.axes()[k]);
        bool const is_sparse = !from_.is_dense();
        if (is_sparse)
            place_groups();
        else
            dense_steps();

        std::vector<cube_measure> measures;
        for (cube_measure const& m : from_.measures()) {
            cube_measure& into = measures.emplace_back();
            into.key = m.key;
            into.width = m.width;
            for (std::size_t const k : kept_) into.adds_up_over.push_back(m.adds_up_over[k]);
            into.covered = covered(m);
            auto const add = [&](numbers const& list, std::size_t width, numbers& sums) {
                return is_sparse ? add_sparse(list, width, sums) : add_dense(list, width, sums);
            };
            bool fits = add(m.part, m.width, into.part);
            if (detail::has_whole(find_measure(m.key)->form)) {
                fits = add(m.whole, 1, into.whole) && fits;
            }
            if (!fits) return std::unexpected(too_large(m));
        }
        if (is_sparse && !kept_.empty()) {
            return cube(std::move(axes), from_.of(), std::move(measures), std::move(groups_));
        }
        return cube(std::move(axes), from_.of(), std::move(measures));
    }

  private:
    [[nodiscard]] failure cannot_fold(cube_measure const& m, std::size_t over) const {
        std::string const name = name_of(from_.axes()[over].by());
        return {.code = failure_code::contradiction,
                .where = {},
                .message = "\"" + m.key + "\" does not add up over \"" + name +
                           "\": one complaint may be in several of its groups",
                .mend = "count the rows again without \"" + name + "\""};
    }

    void dense_steps() {
        std::vector<std::size_t> sizes;
        for (axis const& a : from_.axes()) sizes.push_back(a.size());
        steps_ = steps_to_fold(std::move(sizes), stays_);
        result_size_ = 1;
        for (std::size_t const k : kept_) result_size_ *= from_.axes()[k].size();
    }

    [[nodiscard]] bool add_dense(numbers const& from, std::size_t width, numbers& into) const {
        if (from_.size() == 0 || steps_.empty()) {
            into = from;
            into.resize(result_size_ * width);
            return true;
        }
        bool const unchecked = surely_fits_ || surely_add_up(from);
        numbers before;
        std::span<std::int64_t const> source = from;
        bool fits = true;
        for (fold_step const& s : steps_) {
            fits = (unchecked ? fold_axis<false>(source, s.outer, s.size, s.inner * width, into)
                              : fold_axis<true>(source, s.outer, s.size, s.inner * width, into)) &&
                   fits;
            if (&s != &steps_.back()) {
                before.swap(into);
                source = before;
            }
        }
        return fits;
    }

    /// Finds for each group of a sparse cube where it goes.
    void place_groups() {
        std::size_t const count = from_.size();
        std::vector<std::uint64_t> numbers_of(count, 0);
        std::uint64_t stride = 1;
        for (std::size_t k = kept_.size(); k-- != 0;) {
            for (std::size_t at = 0; at != count; ++at) {
                numbers_of[at] += from_.entry(at, kept_[k]) * stride;
            }
            stride *= from_.axes()[kept_[k]].size();
        }
        goes_to_.assign(count, 0);
        if (kept_.empty()) {
            groups_ = {0}; // the total is there even if nothing is in it
            return;
        }
        std::vector<std::size_t> order(count);
        std::iota(order.begin(), order.end(), std::size_t{0});
        auto const is_before = [&](std::size_t a, std::size_t b) {
            return numbers_of[a] < numbers_of[b];
        };
        if (!std::is_sorted(numbers_of.begin(), numbers_of.end())) {
            std::sort(order.begin(), order.end(), is_before);
        }
        for (std::size_t const at : order) {
            if (groups_.empty() || groups_.back() != numbers_of[at]) {
                groups_.push_back(numbers_of[at]);
            }
            goes_to_[at] = groups_.size() - 1;
        }
    }

    [[nodiscard]] bool add_sparse(numbers const& from, std::size_t width, numbers& into) const {
        into.assign(groups_.size() * width, 0);
        bool fits = true;
        for (std::size_t at = 0; at != goes_to_.size(); ++at) {
            for (std::size_t i = 0; i != width; ++i) {
                std::int64_t& out = into[goes_to_[at] * width + i];
                fits = !__builtin_add_overflow(out, from[at * width + i], &out) && fits;
            }
        }
        return fits;
    }

    [[nodiscard]] std::vector<coverage> covered(cube_measure const& m) const {
        std::vector<std::size_t> sizes;
        std::vector<bool> stays;
        std::size_t made = 1;
        for (std::size_t a = 0; a != stays_.size(); ++a) {
            if (!detail::decides_coverage(from_.axes()[a].by().what)) continue;
            sizes.push_back(from_.axes()[a].size());
            stays.push_back(stays_[a]);
            if (stays_[a]) made *= sizes.back();
        }
        std::vector<coverage> table = m.covered;
        if (table.empty()) return std::vector<coverage>(made, coverage::nobody_asked);
        for (fold_step const& s : steps_to_fold(std::move(sizes), std::move(stays))) {
            table = fold_axis(table, s.outer, s.size, s.inner);
        }
        return table;
    }

    cube const& from_;
    std::span<std::size_t const> kept_;
    bool surely_fits_;
    std::vector<bool> stays_;
    std::vector<fold_step> steps_;
    std::size_t result_size_ = 1;
    std::vector<std::uint64_t> groups_;
    std::vector<std::size_t> goes_to_; ///< position in `groups_`, one a group of `from_`
};

bool surely_add_up(cube const& all) {
    return std::all_of(all.measures().begin(), all.measures().end(), [](cube_measure const& m) {
        return surely_add_up(m.part) && surely_add_up(m.whole);
    });
}

} // namespace

std::optional<std::size_t> axis::find(std::string_view key) const {
    for (std::size_t at = 0; at != size(); ++at) {
        if (this->key(at) == key) return at;
    }
    return std::nullopt;
}

void axis::add(std::string_view key, std::string_view name) {
    UPHELD_EXPECTS(key.size() + name.size() <=
                   std::numeric_limits<std::uint32_t>::max() - text_.size());
    text_ += key;
    ends_.push_back(static_cast<std::uint32_t>(text_.size()));
    text_ += name;
    ends_.push_back(static_cast<std::uint32_t>(text_.size()));
}

cube::cube(std::vector<axis> axes, period of, std::vector<cube_measure> measures)
    : axes_(std::move(axes)), of_(std::move(of)), measures_(std::move(measures)) {
    set_up();
}

cube::cube(std::vector<axis> axes, period of, std::vector<cube_measure> measures,
           std::vector<std::uint64_t> groups)
    : axes_(std::move(axes)), of_(std::move(of)), measures_(std::move(measures)),
      groups_(std::move(groups)), is_dense_(false) {
    set_up();
}

void cube::set_up() {
    auto const domain = detail::domain_of(axes_);
    UPHELD_EXPECTS(domain.has_value());
    domain_ = *domain;
    size_ = is_dense_ ? static_cast<std::size_t>(domain_) : groups_.size();
    UPHELD_EXPECTS(groups_.empty() || groups_.back() < domain_);
    strides_.assign(axes_.size(), 1);
    for (std::size_t a = axes_.size(); a-- > 1;) strides_[a - 1] = strides_[a] * axes_[a].size();
    std::size_t const covered = measures_.empty() ? 0 : detail::coverage_size(axes_);
    for (cube_measure const& m : measures_) {
        auto const meaning = find_measure(m.key);
        UPHELD_EXPECTS(meaning.has_value());
        UPHELD_EXPECTS(m.width != 0 && (m.width == 1 || meaning->form == figure_form::days));
        UPHELD_EXPECTS(m.part.size() == size_ * m.width);
        UPHELD_EXPECTS(m.whole.size() == (detail::has_whole(meaning->form) ? size_ : 0));
        UPHELD_EXPECTS(m.adds_up_over.size() == axes_.size());
        UPHELD_EXPECTS(m.covered.size() == covered);
        meanings_.push_back(*meaning);
    }
}

std::optional<std::size_t> cube::measure_at(std::string_view key) const {
    for (std::size_t at = 0; at != measures_.size(); ++at) {
        if (measures_[at].key == key) return at;
    }
    return std::nullopt;
}

std::size_t cube::entry(std::size_t at, std::size_t along) const {
    UPHELD_EXPECTS(along < axes_.size());
    return static_cast<std::size_t>(group(at) / strides_[along] % axes_[along].size());
}

std::optional<std::size_t> cube::find(std::span<std::size_t const> entries) const {
    UPHELD_EXPECTS(entries.size() == axes_.size());
    std::uint64_t number = 0;
    for (std::size_t a = 0; a != entries.size(); ++a) {
        UPHELD_EXPECTS(entries[a] < axes_[a].size());
        number += entries[a] * strides_[a];
    }
    if (is_dense_) return static_cast<std::size_t>(number);
    auto const found = std::lower_bound(groups_.begin(), groups_.end(), number);
    if (found == groups_.end() || *found != number) return std::nullopt;
    return static_cast<std::size_t>(found - groups_.begin());
}

figure cube::at(std::size_t group_at, std::size_t measure) const {
    UPHELD_EXPECTS(group_at < size_ && measure < measures_.size());
    cube_measure const& m = measures_[measure];
    upheld::measure const& meaning = meanings_[measure];

    std::size_t deciding = 0;
    for (std::size_t a = 0; a != axes_.size(); ++a) {
        if (!detail::decides_coverage(axes_[a].by().what)) continue;
        deciding = deciding * axes_[a].size() + entry(group_at, a);
    }
    auto const [state, is_partial] = detail::state_of(m.covered[deciding]);
    if (state != figure_state::value) return figure::absent(state, meaning.form);
    figure made;
    if (meaning.form == figure_form::days) {
        made = working_days_figure(std::span(m.part).subspan(group_at * m.width, m.width),
                                   meaning.of_days);
    } else if (detail::has_whole(meaning.form)) {
        made = figure::of(ratio{m.part[group_at], m.whole[group_at]});
    } else {
        made = figure::of(meaning.form, m.part[group_at]);
    }
    made.is_partial = is_partial;
    return made;
}

result<cube> folded(cube const& from, std::span<std::size_t const> kept) {
    return folding(from, kept, false).made();
}

result<std::vector<cube>> all_grouping_sets(cube const& widest) {
    std::size_t const axes = widest.axes().size();
    UPHELD_EXPECTS(axes <= 16);
    constexpr std::size_t one = 1;
    std::size_t const all = one << axes;
    bool const surely_fits = surely_add_up(widest);
    std::vector<cube> made(all);
    made[all - 1] = widest;
    for (std::size_t set = all - 1; set-- != 0;) {
        std::optional<std::size_t> leaves; // the axis that the smallest parent has and this has not
        for (std::size_t a = 0; a != axes; ++a) {
            if ((set >> a & 1) != 0) continue;
            auto const size = [&](std::size_t axis) { return made[set | one << axis].size(); };
            if (!leaves || size(a) < size(*leaves)) leaves = a;
        }
        std::size_t const parent = set | one << *leaves;
        std::vector<std::size_t> kept;
        std::size_t position = 0; // among the parent's axes
        for (std::size_t a = 0; a != axes; ++a) {
            if ((parent >> a & 1) == 0) continue;
            if (a != *leaves) kept.push_back(position);
            ++position;
        }
        auto folded = folding(made[parent], kept, surely_fits).made();
        if (!folded) return std::unexpected(std::move(folded.error()));
        made[set] = std::move(*folded);
    }
    return made;
}

result<std::vector<cube>> rolled_up(cube const& widest) {
    std::size_t const axes = widest.axes().size();
    std::vector<cube> made(axes + 1);
    made[axes] = widest;
    for (std::size_t count = axes; count-- != 0;) {
        std::vector<std::size_t> kept(count);
        std::iota(kept.begin(), kept.end(), std::size_t{0});
        auto next = folded(made[count + 1], kept);
        if (!next) return std::unexpected(std::move(next.error()));
        made[count] = std::move(*next);
    }
    return made;
}

std::vector<bool> detail::groups_with_numbers(cube const& of) {
    std::vector<bool> has_numbers(of.size(), false);
    for (cube_measure const& m : of.measures()) {
        for (std::size_t i = 0; i != m.part.size(); ++i) {
            if (m.part[i] != 0) has_numbers[i / m.width] = true;
        }
        for (std::size_t i = 0; i != m.whole.size(); ++i) {
            if (m.whole[i] != 0) has_numbers[i] = true;
        }
    }
    return has_numbers;
}

cube without_empty_groups(cube const& from) {
    std::vector<bool> const is_needed = detail::groups_with_numbers(from);
    std::vector<std::uint64_t> groups;
    std::vector<std::size_t> from_at;
    for (std::size_t at = 0; at != from.size(); ++at) {
        if (!is_needed[at]) continue;
        groups.push_back(from.group(at));
        from_at.push_back(at);
    }
    std::vector<cube_measure> measures;
    for (cube_measure const& m : from.measures()) {
        cube_measure& into = measures.emplace_back();
        into.key = m.key;
        into.width = m.width;
        into.adds_up_over = m.adds_up_over;
        into.covered = m.covered;
        into.part.reserve(from_at.size() * m.width);
        for (std::size_t const at : from_at) {
            auto const first = m.part.begin() + static_cast<std::ptrdiff_t>(at * m.width);
            into.part.insert(into.part.end(), first, first + static_cast<std::ptrdiff_t>(m.width));
            if (!m.whole.empty()) into.whole.push_back(m.whole[at]);
        }
    }
    return {{from.axes().begin(), from.axes().end()},
            from.of(),
            std::move(measures),
            std::move(groups)};
}

} // namespace upheld
