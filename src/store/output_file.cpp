// SPDX-License-Identifier: BSL-1.0
#include "store/output_file.hpp"

#include "store/csv.hpp"

#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <utility>

namespace upheld::detail {
namespace {

/// Two decimal digits of each number from 0 to 99.
constexpr auto two_digits = [] {
    std::array<char, 200> all{};
    for (std::size_t n = 0; n != 100; ++n) {
        all[2 * n] = static_cast<char>('0' + n / 10);
        all[2 * n + 1] = static_cast<char>('0' + n % 10);
    }
    return all;
}();

void put_two(char* at, int number) {
    std::memcpy(at, two_digits.data() + 2 * static_cast<std::size_t>(number), 2);
}

constexpr std::size_t most_digits = 20; ///< of 2^64 - 1

} // namespace

output_file::output_file(std::string path)
    : path_(std::move(path)), buffer_(new char[capacity]), file_(std::fopen(part().c_str(), "wb")),
      has_part_(file_ != nullptr) {
    if (file_ == nullptr) {
        note_failure();
    } else {
        // The buffer is here already.
        std::setvbuf(file_, nullptr, _IONBF, 0);
    }
}

output_file::output_file(output_file&& other) noexcept
    : path_(std::move(other.path_)), buffer_(std::move(other.buffer_)),
      used_(std::exchange(other.used_, 0)), flushed_(other.flushed_),
      file_(std::exchange(other.file_, nullptr)), has_part_(std::exchange(other.has_part_, false)),
      why_failed_(std::move(other.why_failed_)) {}

output_file::~output_file() {
    if (file_ != nullptr) std::fclose(file_);
    if (has_part_) std::remove(part().c_str());
}

void output_file::put(std::string_view text) {
    while (text.size() > capacity - used_) {
        std::size_t const n = capacity - used_;
        text.copy(buffer_.get() + used_, n);
        used_ = capacity;
        text.remove_prefix(n);
        flush();
    }
    used_ += text.copy(buffer_.get() + used_, text.size());
}

void output_file::put(std::uint64_t number) {
    char* const at = room(most_digits);
    used_ += static_cast<std::size_t>(std::to_chars(at, at + most_digits, number).ptr - at);
}

void output_file::put(day d) {
    auto const [year, month, day_of_month] = d.fields();
    char* const at = room(10);
    put_two(at, year / 100);
    put_two(at + 2, year % 100);
    at[4] = '-';
    put_two(at + 5, month);
    at[7] = '-';
    put_two(at + 8, day_of_month);
    used_ += 10;
}

void output_file::put(pence amount) {
    auto const bits = static_cast<std::uint64_t>(amount.value);
    std::uint64_t const size = amount.value < 0 ? -bits : bits;
    if (amount.value < 0) put('-');
    put(size / 100);
    char* const at = room(3);
    at[0] = '.';
    put_two(at + 1, static_cast<int>(size % 100));
    used_ += 3;
}

void output_file::flush() {
    if (file_ != nullptr && std::fwrite(buffer_.get(), 1, used_, file_) != used_) note_failure();
    flushed_ += used_;
    used_ = 0;
}

void output_file::note_failure() {
    if (!why_failed_) why_failed_ = std::strerror(errno);
}

failure output_file::failed(std::string const& why) const {
    return {.code = failure_code::write_failed,
            .where = {.source = path_, .row = 0, .column = {}},
            .message = "cannot be written: " + why,
            .mend = {}};
}

result<void> output_file::close() {
    flush();
    if (file_ != nullptr && std::fclose(std::exchange(file_, nullptr)) != 0) note_failure();
    buffer_.reset();
    if (why_failed_) return refuse(failed(*why_failed_));
    return {};
}

result<void> output_file::put_in_place() {
    std::error_code why;
    std::filesystem::rename(part(), path_, why);
    if (why) return refuse(failed(why.message()));
    has_part_ = false;
    return {};
}

result<void> make_folder(std::string const& path) {
    std::error_code failed;
    std::filesystem::create_directories(path, failed);
    if (!failed) return {};
    return refuse({.code = failure_code::write_failed,
                   .where = {.source = path, .row = 0, .column = {}},
                   .message = "cannot make the folder: " + failed.message(),
                   .mend = {}});
}

std::optional<std::string> why_not_text(std::string_view text) {
    if (first_not_utf8(text) != text.size()) return "is not UTF-8";
    if (text.find('\0') != std::string_view::npos) return "has a NUL byte in it";
    return std::nullopt;
}

} // namespace upheld::detail
