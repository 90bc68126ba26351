// SPDX-License-Identifier: BSL-1.0
#include "rollup/cube_shape.hpp"
#include "rollup/grouping_name.hpp"
#include "rollup/partial_checks.hpp"
#include "upheld/rollup/partial.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <optional>
#include <utility>

namespace upheld {
namespace {

/// The first byte is none of a text, the last one gets lost if a program takes this for one.
constexpr std::array<char, 8> magic = {'\x89', 'U', 'P', 'H', 'E', 'L', 'D', '\n'};
constexpr std::uint32_t version = 1;
constexpr std::size_t checksum_bytes = 8;

// Sections, in this order.
constexpr std::string_view period_tag = "PERI";
constexpr std::string_view axes_tag = "AXES";
constexpr std::string_view groups_tag = "GRPS";
constexpr std::string_view measures_tag = "MEAS";

constexpr unsigned every_coverage_bit = 15;

class writer {
  public:
    void bytes(std::string_view text) {
        auto const* const first = reinterpret_cast<std::byte const*>(text.data());
        out.insert(out.end(), first, first + text.size());
    }

    template <class Integer> void number(Integer value) {
        auto left = static_cast<std::uint64_t>(value);
        for (std::size_t i = 0; i != sizeof(Integer); ++i, left >>= 8) {
            out.push_back(static_cast<std::byte>(left & 0xFF));
        }
    }

    template <class Integer> void numbers(std::vector<Integer> const& list) {
        static_assert(sizeof(Integer) == 8);
        if constexpr (std::endian::native == std::endian::little) {
            auto const* const first = reinterpret_cast<std::byte const*>(list.data());
            out.insert(out.end(), first, first + list.size() * sizeof(Integer));
        } else {
            for (Integer const n : list) number(n);
        }
    }

    void text(std::string_view value) {
        number(static_cast<std::uint32_t>(value.size()));
        bytes(value);
    }

    /// Writes tag, length and whatever `fill` writes.
    template <class Fill> void section(std::string_view tag, Fill const& fill) {
        bytes(tag);
        std::size_t const length_at = out.size();
        number(std::uint64_t{0});
        fill();
        std::uint64_t length = out.size() - length_at - 8;
        for (std::size_t i = 0; i != 8; ++i, length >>= 8) {
            out[length_at + i] = static_cast<std::byte>(length & 0xFF);
        }
    }

    std::vector<std::byte> out;
};

/// Reads forward. After the first fault nothing more is read, and everything read is empty.
class reader {
  public:
    explicit reader(std::span<std::byte const> bytes) : left_(bytes), size_(bytes.size()) {}

    [[nodiscard]] bool is_good() const { return !fault_; }

    [[nodiscard]] std::size_t bytes_left() const { return left_.size(); }

    [[nodiscard]] failure const& fault() const { return *fault_; }

    void fail(failure what) {
        if (fault_) return;
        fault_ = std::move(what);
        left_ = {};
    }

    void fail(std::string message) {
        if (fault_) return;
        fail(failure{.code = failure_code::field_malformed,
                     .where = {},
                     .message = "byte " + std::to_string(size_ - left_.size()) +
                                " of the partial result: " + std::move(message),
                     .mend = {}});
    }

    [[nodiscard]] std::span<std::byte const> take(std::uint64_t count) {
        if (count > left_.size()) {
            fail("it ends before what it announces");
            return {};
        }
        auto const taken = left_.first(static_cast<std::size_t>(count));
        left_ = left_.subspan(static_cast<std::size_t>(count));
        return taken;
    }

    template <class Integer> [[nodiscard]] Integer number() {
        auto const bytes = take(sizeof(Integer));
        std::uint64_t value = 0;
        for (std::size_t i = bytes.size(); i-- != 0;) {
            value = value << 8 | std::to_integer<std::uint64_t>(bytes[i]);
        }
        return static_cast<Integer>(value);
    }

    /// `count` numbers, if there are as many bytes.
    template <class Integer> [[nodiscard]] std::vector<Integer> numbers(std::uint64_t count) {
        static_assert(sizeof(Integer) == 8);
        if (count > left_.size() / sizeof(Integer)) {
            fail("it ends before what it announces");
            return {};
        }
        std::vector<Integer> list(static_cast<std::size_t>(count));
        if constexpr (std::endian::native == std::endian::little) {
            auto const bytes = take(count * sizeof(Integer));
            if (!list.empty()) std::memcpy(list.data(), bytes.data(), bytes.size());
        } else {
            for (Integer& n : list) n = number<Integer>();
        }
        return list;
    }

    [[nodiscard]] std::string_view text() {
        auto const bytes = take(number<std::uint32_t>());
        std::string_view const value(reinterpret_cast<char const*>(bytes.data()), bytes.size());
        if (!detail::is_clean_text(value)) fail("a text is not UTF-8");
        return is_good() ? value : std::string_view();
    }

    /// A number of things that take at least `each` bytes.
    [[nodiscard]] std::uint32_t count(std::size_t each) {
        auto const announced = number<std::uint32_t>();
        if (announced > left_.size() / each) fail("it ends before what it announces");
        return is_good() ? announced : 0;
    }

    [[nodiscard]] bool flag() {
        auto const value = number<std::uint8_t>();
        if (value > 1) fail("a flag is neither 0 nor 1");
        return value == 1;
    }

    /// Enters the section with this tag: reading ends where it ends.
    [[nodiscard]] reader section(std::string_view tag) {
        auto const found = take(tag.size());
        if (is_good() && std::memcmp(found.data(), tag.data(), tag.size()) != 0) {
            fail("there is no section " + std::string(tag));
        }
        auto const length = number<std::uint64_t>();
        reader inner(take(length));
        inner.size_ = size_ - left_.size();
        return inner;
    }

    /// Takes over the fault of a section, and finds one if it has bytes left.
    void end(reader& section) {
        if (section.is_good() && !section.left_.empty()) section.fail("a section is too long");
        if (!section.is_good()) fail(section.fault());
    }

  private:
    std::span<std::byte const> left_;
    std::size_t size_; ///< bytes up to the end of `left_`
    std::optional<failure> fault_;
};

period read_period(reader& in) {
    period made;
    made.label = in.text();
    constexpr std::int32_t first_serial = day(1900, 1, 1).serial();
    constexpr std::int32_t last_serial = day(2199, 12, 31).serial();
    auto const read_day = [&] {
        auto const serial = in.number<std::int32_t>();
        if (serial < first_serial || serial > last_serial) {
            in.fail("there is no such day");
            return day();
        }
        return day::from_serial(serial);
    };
    made.days.first = read_day();
    made.days.last = read_day();
    return made;
}

std::vector<axis> read_axes(reader& in) {
    std::vector<axis> made;
    for (auto axes = in.count(8); in.is_good() && axes != 0; --axes) {
        std::string_view const name = in.text();
        auto by = detail::grouping_named(name);
        if (!by) {
            in.fail("there is no grouping \"" + std::string(name) + '"');
            return made;
        }
        auto const is_same = [&](axis const& a) { return a.by() == *by; };
        if (std::any_of(made.begin(), made.end(), is_same)) in.fail("a grouping is there twice");
        axis& one = made.emplace_back(std::move(*by));
        for (auto entries = in.count(8); in.is_good() && entries != 0; --entries) {
            std::string_view const key = in.text();
            one.add(key, in.text());
        }
        if (auto fault = detail::fault_of_keys(one)) in.fail(std::move(*fault));
    }
    return made;
}

/// Absent: the cube is dense.
std::optional<std::vector<std::uint64_t>> read_groups(reader& in, std::uint64_t domain) {
    if (!in.flag()) return std::nullopt;
    auto groups = in.numbers<std::uint64_t>(in.bytes_left() / 8);
    auto const is_after = [](std::uint64_t a, std::uint64_t b) { return a >= b; };
    if (std::adjacent_find(groups.begin(), groups.end(), is_after) != groups.end()) {
        in.fail("groups are not in order");
    } else if (!groups.empty() && groups.back() >= domain) {
        in.fail("a group has no place on the axes");
    }
    return groups;
}

std::vector<cube_measure> read_measures(reader& in, std::span<axis const> axes,
                                        std::uint64_t groups) {
    std::vector<cube_measure> made;
    auto const covered = detail::domain_of(axes, true);
    for (auto count = in.count(8 + axes.size()); in.is_good() && count != 0; --count) {
        std::string_view const key = in.text();
        auto const meaning = detail::known_measure(key);
        if (!meaning) {
            in.fail(meaning.error());
            return made;
        }
        auto const is_same = [&](cube_measure const& m) { return m.key == key; };
        if (std::any_of(made.begin(), made.end(), is_same)) in.fail("a measure is there twice");
        cube_measure& m = made.emplace_back();
        m.key = key;
        m.width = in.number<std::uint32_t>();
        if (m.width == 0 || (m.width != 1 && meaning->form != figure_form::days)) {
            in.fail("a measure is too wide or has no width");
        }
        for (std::size_t a = 0; a != axes.size(); ++a) m.adds_up_over.push_back(in.flag());
        for (std::byte const set : in.take(covered.value_or(in.bytes_left() + std::uint64_t{1}))) {
            if (std::to_integer<unsigned>(set) > every_coverage_bit) {
                in.fail("coverage has a bit that means nothing");
            }
            m.covered.push_back(static_cast<coverage>(set));
        }
        std::uint64_t numbers = 0;
        if (__builtin_mul_overflow(groups, std::uint64_t{m.width}, &numbers)) {
            in.fail("it ends before what it announces");
        }
        if (!in.is_good()) return made;
        m.part = in.numbers<std::int64_t>(numbers);
        if (detail::has_whole(meaning->form)) m.whole = in.numbers<std::int64_t>(groups);
        if (!in.is_good()) return made;
        if (auto fault = detail::fault_of_numbers(m, meaning->form)) in.fail(std::move(*fault));
    }
    return made;
}

} // namespace

std::vector<std::byte> to_bytes(cube const& of) {
    writer to;
    to.bytes({magic.data(), magic.size()});
    to.number(version);
    to.section(period_tag, [&] {
        to.text(of.of().label);
        to.number(of.of().days.first.serial());
        to.number(of.of().days.last.serial());
    });
    to.section(axes_tag, [&] {
        to.number(static_cast<std::uint32_t>(of.axes().size()));
        for (axis const& a : of.axes()) {
            to.text(name_of(a.by()));
            to.number(static_cast<std::uint32_t>(a.size()));
            for (std::size_t at = 0; at != a.size(); ++at) {
                to.text(a.key(at));
                to.text(a.name(at));
            }
        }
    });
    to.section(groups_tag, [&] {
        to.number(static_cast<std::uint8_t>(of.is_dense() ? 0 : 1));
        if (of.is_dense()) return;
        for (std::size_t at = 0; at != of.size(); ++at) to.number(of.group(at));
    });
    to.section(measures_tag, [&] {
        to.number(static_cast<std::uint32_t>(of.measures().size()));
        for (cube_measure const& m : of.measures()) {
            to.text(m.key);
            to.number(m.width);
            for (bool const adds_up : m.adds_up_over) {
                to.number(static_cast<std::uint8_t>(adds_up ? 1 : 0));
            }
            for (coverage const set : m.covered) to.number(static_cast<std::uint8_t>(set));
            to.numbers(m.part);
            to.numbers(m.whole);
        }
    });
    to.number(detail::checksum_of(to.out));
    return std::move(to.out);
}

result<cube> cube_from_bytes(std::span<std::byte const> bytes) {
    reader whole(bytes);
    auto const start = whole.take(magic.size());
    if (!whole.is_good() || std::memcmp(start.data(), magic.data(), magic.size()) != 0) {
        return refuse({.code = failure_code::field_malformed,
                       .where = {},
                       .message = "these are not the bytes of a partial result",
                       .mend = {}});
    }
    auto const found = whole.number<std::uint32_t>();
    if (whole.is_good() && found > version) {
        return refuse({.code = failure_code::value_out_of_range,
                       .where = {},
                       .message = "the partial result is of version " + std::to_string(found) +
                                  ", and this program reads up to version " +
                                  std::to_string(version),
                       .mend = "use a newer Upheld"});
    }
    if (whole.is_good() && found != version) whole.fail("there is no version 0");
    if (whole.bytes_left() < checksum_bytes) whole.fail("it is cut short");
    if (!whole.is_good()) return std::unexpected(whole.fault());

    auto const content = bytes.first(bytes.size() - checksum_bytes);
    if (reader(bytes.last(checksum_bytes)).number<std::uint64_t>() !=
        detail::checksum_of(content)) {
        return refuse({.code = failure_code::field_malformed,
                       .where = {},
                       .message = "the partial result is damaged or cut short: its checksum is "
                                  "not that of its bytes",
                       .mend = "fetch or make it again"});
    }
    reader in(content);
    static_cast<void>(in.take(magic.size() + sizeof(version)));

    reader section = in.section(period_tag);
    period of = read_period(section);
    in.end(section);
    section = in.section(axes_tag);
    std::vector<axis> axes = read_axes(section);
    in.end(section);
    auto const domain = detail::domain_of(axes);
    if (!domain) in.fail("its axes have more groups than 64 bits can number");
    section = in.section(groups_tag);
    auto groups = read_groups(section, domain.value_or(0));
    in.end(section);
    section = in.section(measures_tag);
    std::uint64_t const size = groups ? groups->size() : domain.value_or(0);
    std::vector<cube_measure> measures = read_measures(section, axes, size);
    in.end(section);
    if (in.is_good() && in.bytes_left() != 0) in.fail("something follows its last section");
    if (in.is_good() && measures.empty() && !groups && size > detail::largest_dense_made) {
        in.fail("it has groups and no numbers");
    }
    if (!in.is_good()) return std::unexpected(in.fault());
    if (groups)
        return cube(std::move(axes), std::move(of), std::move(measures), std::move(*groups));
    return cube(std::move(axes), std::move(of), std::move(measures));
}

} // namespace upheld
