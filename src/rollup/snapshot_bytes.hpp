// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"
#include "upheld/calendar/day.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

/// Numbers and texts in a snapshot's sections. Private to src.

namespace upheld::detail {

/// The first and last day that there are, as numbers.
inline constexpr std::int32_t first_serial = day(1900, 1, 1).serial();
inline constexpr std::int32_t last_serial = day(2199, 12, 31).serial();

/// Puts the sign into the lowest bit, so that small numbers of either sign are short.
[[nodiscard]] constexpr std::uint64_t zigzag(std::int64_t value) noexcept {
    return static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63);
}

[[nodiscard]] constexpr std::int64_t unzigzag(std::uint64_t value) noexcept {
    return static_cast<std::int64_t>(value >> 1 ^ (~(value & 1) + 1));
}

class byte_writer {
  public:
    /// Little-endian, as long as its type.
    template <class Integer> void fixed(Integer value) {
        auto left = static_cast<std::uint64_t>(value);
        for (std::size_t i = 0; i != sizeof(Integer); ++i, left >>= 8) {
            out.push_back(static_cast<std::byte>(left & 0xFF));
        }
    }

    /// Seven bits a byte, the lowest first; the eighth bit says that more follow.
    void number(std::uint64_t value) {
        for (; value >= 0x80; value >>= 7) {
            out.push_back(static_cast<std::byte>((value & 0x7F) | 0x80));
        }
        out.push_back(static_cast<std::byte>(value));
    }

    void signed_number(std::int64_t value) { number(zigzag(value)); }

    void letters(std::string_view value) {
        auto const* const first = reinterpret_cast<std::byte const*>(value.data());
        out.insert(out.end(), first, first + value.size());
    }

    void text(std::string_view value) {
        number(value.size());
        letters(value);
    }

    std::vector<std::byte> out;
};

/// Reads forward. After the first fault nothing more is read, and everything read is 0 or empty.
class byte_reader {
  public:
    /// @param what  for messages: `the calendar`, `batch 3 of the cases`
    byte_reader(std::span<std::byte const> bytes, std::string what)
        : left_(bytes), size_(bytes.size()), what_(std::move(what)) {}

    [[nodiscard]] bool is_good() const noexcept { return !fault_; }

    [[nodiscard]] failure const& fault() const noexcept { return *fault_; }

    [[nodiscard]] bool is_at_end() const noexcept { return left_.empty(); }

    void fail(std::string const& message) {
        if (fault_) return;
        fault_ = failure{.code = failure_code::field_malformed,
                         .where = {},
                         .message = "byte " + std::to_string(size_ - left_.size()) + " of " +
                                    what_ + ": " + message,
                         .mend = "make the snapshot again"};
        left_ = {};
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

    template <class Integer> [[nodiscard]] Integer fixed() {
        auto const bytes = take(sizeof(Integer));
        std::uint64_t value = 0;
        for (std::size_t i = bytes.size(); i-- != 0;) {
            value = value << 8 | std::to_integer<std::uint64_t>(bytes[i]);
        }
        return static_cast<Integer>(value);
    }

    [[nodiscard]] std::uint64_t number() {
        std::uint64_t value = 0;
        for (std::size_t at = 0; at != left_.size(); ++at) {
            auto const byte = std::to_integer<std::uint64_t>(left_[at]);
            if (at == 9 && byte > 1) break;
            value |= (byte & 0x7F) << (7 * at);
            if (byte < 0x80) {
                left_ = left_.subspan(at + 1);
                return value;
            }
            if (at == 9) break;
        }
        fail("a number has no end");
        return 0;
    }

    [[nodiscard]] std::int64_t signed_number() { return unzigzag(number()); }

    /// @param most  the largest that is allowed
    [[nodiscard]] std::uint64_t number_up_to(std::uint64_t most) {
        std::uint64_t const value = number();
        if (value > most) fail(std::to_string(value) + " is more than can be");
        return is_good() ? value : 0;
    }

    [[nodiscard]] bool flag() { return number_up_to(1) == 1; }

    /// How many things follow that take at least one byte each: never more than there are bytes, so
    /// that room can be made for them.
    [[nodiscard]] std::size_t count() {
        return static_cast<std::size_t>(number_up_to(left_.size()));
    }

    [[nodiscard]] std::string_view text() {
        auto const bytes = take(number());
        return {reinterpret_cast<char const*>(bytes.data()), bytes.size()};
    }

    [[nodiscard]] day serial_day(std::int64_t serial) {
        if (serial < first_serial || serial > last_serial) {
            fail("there is no such day");
            return {};
        }
        return day::from_serial(static_cast<std::int32_t>(serial));
    }

    /// The end must have been reached.
    [[nodiscard]] result<void> end() {
        if (is_good() && !left_.empty()) fail("there is more than belongs here");
        if (!is_good()) return refuse(*fault_);
        return {};
    }

  private:
    std::span<std::byte const> left_;
    std::size_t size_;
    std::string what_;
    std::optional<failure> fault_;
};

/// Longer texts are written each time, or a short file could fill a memory with copies of one.
inline constexpr std::size_t most_repeated_bytes = 255;

/// Texts of one kind, of which many are the same: 0 is none, 1 one that follows, and from 2 on one
/// that followed before and was not too long, the first of all being 2.
class text_writer {
  public:
    void put(byte_writer& to, std::string_view value) {
        if (value.empty()) return to.number(0);
        if (value.size() > most_repeated_bytes) {
            to.number(1);
            return to.text(value);
        }
        auto const [found, is_new] = known_.try_emplace(std::string(value), known_.size() + 2);
        to.number(is_new ? 1 : found->second);
        if (is_new) to.text(value);
    }

  private:
    std::unordered_map<std::string, std::uint64_t> known_;
};

class text_reader {
  public:
    /// What it gives ends with the bytes that are read.
    [[nodiscard]] std::string_view take(byte_reader& in) {
        std::uint64_t const which = in.number_up_to(known_.size() + 1);
        if (which == 0) return {};
        if (which > 1) return known_[static_cast<std::size_t>(which - 2)];
        std::string_view const value = in.text();
        if (value.empty()) in.fail("a text that is new is empty");
        if (in.is_good() && value.size() <= most_repeated_bytes) known_.push_back(value);
        return value;
    }

  private:
    std::vector<std::string_view> known_;
};

} // namespace upheld::detail
