// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/store/folder.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A data folder that grows while somebody looks.

namespace upheld::cli {

enum class folder_news : std::uint8_t {
    none,
    rows_came,   ///< they are in the store; those with a fault are left out and told
    read_anew,   ///< files were replaced, cut off or rewritten, or rows had a fault before
    cannot_read, ///< the folder has faults, and the store is as it was
};

struct folder_update {
    folder_news news = folder_news::none;
    std::uint64_t rows = 0; ///< that came, or all of them
    std::vector<failure> failures;
};

/// Keeps a store in step with the files of a folder. Of a file that grew only what came is read, to
/// the end of its last whole line; a line without an end waits for the rest. Anything else that
/// happens to a file has the folder read anew. A file rewritten in place with more bytes than it
/// had is found out by the last of those that were read.
class folder_follower {
  public:
    explicit folder_follower(std::string folder) : folder_(std::move(folder)) {}

    /// Reads all of it.
    /// @returns `read_anew`, or `cannot_read`
    folder_update read_all();

    /// Looks at the files, and takes over what is new. @expects `cases()` are there
    folder_update look();

    /// Absent until the folder was read without a fault.
    [[nodiscard]] std::optional<store> const& cases() const { return cases_; }

  private:
    /// Whether a file is still the one it was.
    struct file_mark {
        bool is_there = false;
        std::uint64_t device = 0;
        std::uint64_t number = 0;
        std::uint64_t size = 0;
        std::int64_t changed = 0; ///< nanoseconds

        friend bool operator==(file_mark const&, file_mark const&) = default;
    };

    struct followed_file {
        std::string name;
        file_mark mark;
        std::uint64_t taken = 0; ///< bytes that are in the store
        std::uint64_t lines = 0; ///< in them
        std::string header;      ///< with its line end; empty if there is none
        std::string tail;        ///< the last of the bytes taken
    };

    struct rows_read {
        std::string text; ///< whole lines
        std::uint64_t first_row = 0;
    };

    [[nodiscard]] std::string path_of(std::string const& name) const;
    [[nodiscard]] file_mark mark_of(std::string const& name) const;
    [[nodiscard]] std::vector<file_mark> marks() const;
    void note_whole(followed_file& file) const;
    /// What came to a file; absent if it is another one, or has changed otherwise.
    [[nodiscard]] std::optional<rows_read> read_further(followed_file& file,
                                                        file_mark const& now) const;

    std::string folder_;
    std::optional<store> cases_;
    std::vector<followed_file> files_; ///< the taxonomy first, then tables
    bool is_behind_ = false;           ///< the store lacks rows that were refused
};

/// The length of the whole lines that a text of CSV starts with: line ends in quotes do not count.
[[nodiscard]] std::size_t whole_lines(std::string_view text) noexcept;

} // namespace upheld::cli
