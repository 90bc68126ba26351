// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/id.hpp"
#include "upheld/basis/pence.hpp"
#include "upheld/basis/result.hpp"
#include "upheld/calendar/day.hpp"

#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

/// Writing of large text files. Private to src.

namespace upheld::detail {

/// A file that takes its name only when it is whole: until then it is written beside it, under the
/// name with `.part` behind it. Written through a buffer of a megabyte, without streams.
class output_file {
  public:
    /// @param path  of the file; what stands there stays until `put_in_place`
    explicit output_file(std::string path);
    output_file(output_file&& other) noexcept;
    output_file(output_file const&) = delete;
    output_file& operator=(output_file&&) = delete;
    output_file& operator=(output_file const&) = delete;
    /// Takes the part away again if it has not been put in place.
    ~output_file();

    void put(char c) {
        *room(1) = c;
        ++used_;
    }

    void put(std::string_view text);

    /// In decimal digits.
    void put(std::uint64_t number);

    /// `YYYY-MM-DD`.
    void put(day d);

    /// Pounds with two decimals, such as `1234.50` or `-0.05`.
    void put(pence amount);

    [[nodiscard]] std::string const& path() const { return path_; }

    /// Bytes given so far.
    [[nodiscard]] std::uint64_t size() const { return flushed_ + used_; }

    /// Writes what is left and closes the file. @fails write_failed, of everything so far
    [[nodiscard]] result<void> close();

    /// Gives the closed file its name, in place of the file that has it. @fails write_failed
    [[nodiscard]] result<void> put_in_place();

  private:
    static constexpr std::size_t capacity = std::size_t{1} << 20U;

    /// Place for `n` bytes, few beside the capacity.
    [[nodiscard]] char* room(std::size_t n) {
        if (capacity - used_ < n) flush();
        return buffer_.get() + used_;
    }

    void flush();
    void note_failure();
    [[nodiscard]] failure failed(std::string const& why) const;

    [[nodiscard]] std::string part() const { return path_ + ".part"; }

    std::string path_;
    std::unique_ptr<char[]> buffer_;
    std::size_t used_ = 0;
    std::uint64_t flushed_ = 0;
    std::FILE* file_ = nullptr;
    bool has_part_ = false;
    std::optional<std::string> why_failed_; ///< the system's words for the first failure
};

/// Makes a folder and those above it, if they are not there. @fails write_failed
[[nodiscard]] result<void> make_folder(std::string const& path);

/// What keeps a text from being written as it is: nothing, or the reason in words.
[[nodiscard]] std::optional<std::string> why_not_text(std::string_view text);

} // namespace upheld::detail
