// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

/// Private to src.

namespace upheld::detail {

/// A file of which any part can be read, from several threads at once.
class csv_file {
  public:
    /// @returns nothing if it cannot be opened
    [[nodiscard]] static std::optional<csv_file> open(std::string const& path);

    csv_file(csv_file&& other) noexcept;
    csv_file& operator=(csv_file&& other) noexcept;
    csv_file(csv_file const&) = delete;
    csv_file& operator=(csv_file const&) = delete;
    ~csv_file();

    /// Bytes when it was opened.
    [[nodiscard]] std::uint64_t size() const noexcept { return size_; }

    /// Fills `into` from its front. @returns bytes given; fewer than asked for only at the file's
    /// end; nothing if reading failed
    [[nodiscard]] std::optional<std::size_t> read_at(std::uint64_t from,
                                                     std::span<char> into) const;

  private:
    csv_file(int descriptor, std::uint64_t size) : descriptor_(descriptor), size_(size) {}

    int descriptor_;
    std::uint64_t size_;
};

} // namespace upheld::detail
