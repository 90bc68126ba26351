// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/published_figures.hpp"

#include "rollup/watched_cubes.hpp"
#include "upheld/basis/expects.hpp"

#include <atomic>
#include <mutex>
#include <utility>

namespace upheld {
namespace {

/// A share in something that goes with its last holder. Unlike that of `std::shared_ptr`, its count
/// can tell a sole holder that all others are done, so that he may write into it.
template <class Held> class holder {
  public:
    holder() noexcept = default;

    /// @param made  with a count of 1, for this
    explicit holder(Held* made) noexcept : held_(made) {}

    holder(holder const& other) noexcept : held_(other.held_) {
        if (held_ != nullptr) held_->holders.fetch_add(1, std::memory_order_relaxed);
    }

    holder(holder&& other) noexcept : held_(std::exchange(other.held_, nullptr)) {}

    holder& operator=(holder const& other) noexcept {
        if (this != &other) *this = holder(other);
        return *this;
    }

    holder& operator=(holder&& other) noexcept {
        std::swap(held_, other.held_);
        return *this;
    }

    ~holder() {
        if (held_ == nullptr) return;
        if (held_->holders.fetch_sub(1, std::memory_order_acq_rel) == 1) delete held_;
    }

    /// Once true, whatever other holders did has happened.
    [[nodiscard]] bool is_alone() const noexcept {
        return held_ != nullptr && held_->holders.load(std::memory_order_acquire) == 1;
    }

    explicit operator bool() const noexcept { return held_ != nullptr; }

    Held* operator->() const noexcept { return held_; }

  private:
    Held* held_ = nullptr;
};

struct published_cube {
    cube value;
    std::uint64_t as_of_change = 0; ///< `live_cube::changes`
    std::atomic<std::uint64_t> holders = 1;

    explicit published_cube(detail::live_cube const& from)
        : value(from.value), as_of_change(from.changes) {}

    /// Takes the numbers over; everything else of a cube stays as it was watched.
    void take_numbers(detail::live_cube const& from) {
        std::vector<cube_measure>& own = cube_in_place::measures_of(value);
        for (std::size_t m = 0; m != own.size(); ++m) {
            own[m].part = from.value.measures()[m].part;
            own[m].whole = from.value.measures()[m].whole;
        }
        as_of_change = from.changes;
    }
};

} // namespace

struct figures_edition::contents {
    std::uint64_t number = 0;
    std::vector<holder<published_cube>> cubes;
    std::vector<stated_figure> stated;
    mutable std::atomic<std::uint64_t> holders = 1;
};

figures_edition::figures_edition(figures_edition const& other) noexcept
    : contents_(other.contents_) {
    if (contents_ != nullptr) contents_->holders.fetch_add(1, std::memory_order_relaxed);
}

figures_edition::figures_edition(figures_edition&& other) noexcept
    : contents_(std::exchange(other.contents_, nullptr)) {}

figures_edition& figures_edition::operator=(figures_edition const& other) noexcept {
    return *this = figures_edition(other);
}

figures_edition& figures_edition::operator=(figures_edition&& other) noexcept {
    std::swap(contents_, other.contents_);
    return *this;
}

figures_edition::~figures_edition() {
    if (contents_ == nullptr) return;
    if (contents_->holders.fetch_sub(1, std::memory_order_acq_rel) == 1) delete contents_;
}

std::uint64_t figures_edition::number() const noexcept {
    return contents_ == nullptr ? 0 : contents_->number;
}

std::size_t figures_edition::size() const noexcept {
    return contents_ == nullptr ? 0 : contents_->cubes.size();
}

cube const& figures_edition::at(std::size_t which) const {
    UPHELD_EXPECTS(which < size());
    return contents_->cubes[which]->value;
}

std::span<stated_figure const> figures_edition::stated() const noexcept {
    if (contents_ == nullptr) return {};
    return contents_->stated;
}

struct published_figures::press {
    live_cubes const* of;
    figures_edition latest; ///< written by the writer alone, with the lock; read by others with it
    mutable std::mutex lock;
    /// By cube: the one before the latest, to be written over once its readers are done.
    std::vector<holder<published_cube>> spare;
};

published_figures::published_figures(live_cubes const& of)
    : press_(new press{.of = &of, .latest = {}, .lock = {}, .spare = {}}) {}

published_figures::~published_figures() { delete press_; }

std::uint64_t published_figures::publish(std::vector<stated_figure> beside) {
    auto const& live = press_->of->cubes_->cubes;
    figures_edition::contents const* const before = press_->latest.contents_;
    auto made = std::make_unique<figures_edition::contents>();
    made->number = press_->latest.number() + 1;
    made->stated = std::move(beside);
    made->cubes.reserve(live.size());
    press_->spare.resize(live.size());
    for (std::size_t which = 0; which != live.size(); ++which) {
        holder<published_cube> last;
        if (which < press_->latest.size()) last = before->cubes[which];
        if (last && last->as_of_change == live[which]->changes) {
            made->cubes.push_back(std::move(last));
            continue;
        }
        holder<published_cube>& spare = press_->spare[which];
        if (spare.is_alone()) {
            spare->take_numbers(*live[which]);
        } else {
            spare = holder(new published_cube(*live[which]));
        }
        made->cubes.push_back(std::exchange(spare, std::move(last)));
    }
    std::uint64_t const number = made->number;
    figures_edition next(made.release());
    {
        std::lock_guard const held(press_->lock);
        std::swap(press_->latest.contents_, next.contents_);
    }
    // What nobody else keeps of the edition before goes here, without the lock.
    return number;
}

figures_edition published_figures::current() const {
    std::lock_guard const held(press_->lock);
    return press_->latest;
}

} // namespace upheld
