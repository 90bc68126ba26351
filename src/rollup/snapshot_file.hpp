// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/result.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The file of a snapshot: header, table of sections, and sections. What is in the sections is
/// nothing to do with it. Private to src. The bytes are described in
/// `upheld/rollup/snapshot-format.md`.

namespace upheld::detail {

inline constexpr std::uint32_t snapshot_version = 1;
/// Sections, and arrays in them, begin at multiples of this.
inline constexpr std::size_t snapshot_alignment = 64;

enum class section : std::uint8_t { meta, words, calendar, series, rows, data, cases };
inline constexpr std::size_t section_count = 7;

/// Their tags in the table, in order.
inline constexpr std::array<std::string_view, section_count> section_tags = {
    "META", "WORD", "CALE", "SERI", "ROWS", "DATA", "CASE"};

/// Up to the next multiple of `snapshot_alignment`.
[[nodiscard]] constexpr std::uint64_t aligned(std::uint64_t size) noexcept {
    return (size + snapshot_alignment - 1) / snapshot_alignment * snapshot_alignment;
}

/// XXH3, 64 bits, of bytes that come one after the other.
class running_checksum {
  public:
    running_checksum();
    running_checksum(running_checksum&& other) noexcept;
    running_checksum& operator=(running_checksum&& other) noexcept;
    running_checksum(running_checksum const&) = delete;
    running_checksum& operator=(running_checksum const&) = delete;
    ~running_checksum();

    void begin();
    void add(std::span<std::byte const> bytes);
    [[nodiscard]] std::uint64_t value() const;

  private:
    struct state;
    state* state_;
};

/// Writes a file that is there whole or not at all: under another name in the same folder, which is
/// taken away again if it is not finished.
class snapshot_writer {
  public:
    /// @param path  of the file in the end
    explicit snapshot_writer(std::string path);
    snapshot_writer(snapshot_writer const&) = delete;
    snapshot_writer& operator=(snapshot_writer const&) = delete;
    snapshot_writer(snapshot_writer&&) = delete;
    snapshot_writer& operator=(snapshot_writer&&) = delete;
    ~snapshot_writer();

    /// Ends the section before. @expects sections come in order, and all of them
    void begin(section which);
    /// Adds to the section.
    void put(std::span<std::byte const> bytes);
    /// Fills up with zeros to where the next array may begin.
    void align();
    /// Puts the file in its place. @fails write_failed if that or anything before it failed
    [[nodiscard]] result<void> finish();

  private:
    struct table_row {
        std::uint64_t offset = 0;
        std::uint64_t length = 0;
        std::uint64_t checksum = 0;
    };

    void end_section();
    void append(std::span<std::byte const> bytes);
    void flush();
    void fail(char const* what);
    [[nodiscard]] std::vector<std::byte> head() const;

    std::string path_;
    std::string temporary_;
    int file_ = -1;
    int error_ = 0;           ///< the first `errno`; 0 while all went well
    char const* failed_ = ""; ///< what was being done then
    std::uint64_t written_ = 0;
    std::vector<std::byte> waiting_;
    running_checksum checksum_;
    std::array<table_row, section_count> table_{};
    std::size_t begun_ = 0;
};

/// The bytes of a snapshot: a mapped file, whose changes stay in this process, or a copy.
class snapshot_image {
  public:
    /// @fails file_missing; file_unreadable if it is empty or cannot be mapped
    [[nodiscard]] static result<std::shared_ptr<snapshot_image>> of_file(std::string const& path);
    explicit snapshot_image(std::span<std::byte const> copied);
    snapshot_image(snapshot_image const&) = delete;
    snapshot_image& operator=(snapshot_image const&) = delete;
    snapshot_image(snapshot_image&&) = delete;
    snapshot_image& operator=(snapshot_image&&) = delete;
    ~snapshot_image();

    [[nodiscard]] std::span<std::byte> bytes() const noexcept { return {data_, size_}; }

    /// Some of the bytes: of a file by reading it, so that no page of the mapping is touched.
    /// @param into  may be filled, and has room for them
    /// @returns empty if the file cannot be read there (any more)
    [[nodiscard]] std::span<std::byte const> read(std::span<std::byte const> some,
                                                  std::span<std::byte> into) const;

    /// Ends reading. The mapping stays.
    void close_file() noexcept;

  private:
    snapshot_image(std::byte* mapped, std::size_t size, int file) noexcept
        : data_(mapped), size_(size), file_(file) {}

    std::byte* data_;
    std::size_t size_;
    int file_ = -1;
    bool is_mapped_ = true;
};

/// Reads a section from its first byte to its last, once, and adds up its checksum. Pages of a
/// mapping that are only checked would cost more than reading them: this goes through a buffer that
/// stays in the cache.
class section_stream {
  public:
    section_stream(snapshot_image const& from, std::span<std::byte const> section);

    /// What comes next.
    /// @param most  a multiple of `snapshot_alignment`; so are the numbers of bytes that come, but
    ///              at the section's end
    /// @returns empty at the end, and if the file cannot be read
    [[nodiscard]] std::span<std::byte const> next(std::uint64_t most);

    /// Reads on to the end. @returns absent if the file could not be read
    [[nodiscard]] std::optional<std::uint64_t> checksum();

  private:
    snapshot_image const& from_;
    std::span<std::byte const> left_; ///< in the file
    std::span<std::byte const> here_; ///< of what has been read, not given yet
    std::vector<std::byte> buffer_;
    running_checksum sum_;
    bool is_broken_ = false;
};

/// One section's bytes, and what their checksum should be.
struct section_bytes {
    std::span<std::byte> bytes;
    std::uint64_t checksum = 0;
};

using section_list = std::array<section_bytes, section_count>;

/// Checks header and table, and that sections follow each other to the end of the file. The
/// sections themselves are not read.
/// @fails file_unreadable if it is no snapshot, cut short or damaged; value_out_of_range if it is
///        of a newer version
[[nodiscard]] result<section_list> sections_of(std::span<std::byte> file);

/// @fails file_unreadable if the section's checksum is not that of its bytes
[[nodiscard]] result<void> check_section(section_list const& all, section which);
[[nodiscard]] failure damaged(section which);

} // namespace upheld::detail
