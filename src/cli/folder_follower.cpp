// SPDX-License-Identifier: BSL-1.0
#include "cli/folder_follower.hpp"

#include "basis/read_file.hpp"
#include "store/enter_rows.hpp"
#include "upheld/basis/expects.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <utility>

namespace upheld::cli {
namespace {

constexpr std::size_t tail_bytes = 4096;

std::uint64_t lines_in(std::string_view text) {
    return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
}

void keep_tail(std::string& tail, std::string_view more) {
    tail += more;
    if (tail.size() > tail_bytes) tail.erase(0, tail.size() - tail_bytes);
}

/// The bytes of a file from a place on; nothing if it cannot be read.
std::optional<std::string> bytes_from(std::string const& path, std::uint64_t from) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::nullopt;
    file.seekg(static_cast<std::streamoff>(from));
    std::string text;
    std::string piece(std::size_t{1} << 16, '\0');
    while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())) ||
           file.gcount() != 0) {
        text.append(piece, 0, static_cast<std::size_t>(file.gcount()));
    }
    if (file.bad()) return std::nullopt;
    return text;
}

} // namespace

std::size_t whole_lines(std::string_view text) noexcept {
    std::size_t end = 0;
    bool is_quoted = false;
    for (std::size_t at = 0; at != text.size(); ++at) {
        if (text[at] == '"') is_quoted = !is_quoted;
        if (text[at] == '\n' && !is_quoted) end = at + 1;
    }
    return end;
}

std::string folder_follower::path_of(std::string const& name) const {
    return (std::filesystem::path(folder_) / name).string();
}

folder_follower::file_mark folder_follower::mark_of(std::string const& name) const {
    struct stat found{};
    if (::stat(path_of(name).c_str(), &found) != 0) return {};
    return {.is_there = true,
            .device = static_cast<std::uint64_t>(found.st_dev),
            .number = static_cast<std::uint64_t>(found.st_ino),
            .size = static_cast<std::uint64_t>(found.st_size),
            .changed = static_cast<std::int64_t>(found.st_mtim.tv_sec) * 1'000'000'000 +
                       found.st_mtim.tv_nsec};
}

std::vector<folder_follower::file_mark> folder_follower::marks() const {
    std::vector<file_mark> all;
    for (followed_file const& file : files_) all.push_back(mark_of(file.name));
    return all;
}

folder_update folder_follower::read_all() {
    if (files_.empty()) {
        files_.push_back({.name = "taxonomy.toml", .mark = {}, .header = {}, .tail = {}});
        for (std::string& name : detail::table_names()) {
            files_.push_back({.name = std::move(name), .mark = {}, .header = {}, .tail = {}});
        }
    }
    // A file that grows meanwhile is read once more, so that what is in the store is known.
    constexpr int most_times = 5;
    std::vector<file_mark> before = marks();
    folder_reading reading = read_folder(folder_);
    for (int times = 1; times != most_times; ++times) {
        std::vector<file_mark> after = marks();
        if (after == before) break;
        before = std::move(after);
        reading = read_folder(folder_);
    }
    for (std::size_t f = 0; f != files_.size(); ++f) files_[f].mark = before[f];
    if (!reading.cases) {
        is_behind_ = true;
        return {folder_news::cannot_read, reading.rows, std::move(reading.failures)};
    }
    cases_ = std::move(reading.cases);
    is_behind_ = false;
    for (std::size_t f = 1; f != files_.size(); ++f) note_whole(files_[f]);
    return {folder_news::read_anew, reading.rows, {}};
}

void folder_follower::note_whole(followed_file& file) const {
    file.taken = file.lines = 0;
    file.header.clear();
    file.tail.clear();
    if (!file.mark.is_there) return;
    std::string text = detail::read_file(path_of(file.name)).value_or(std::string());
    text.resize(std::min<std::size_t>(text.size(), file.mark.size));
    std::size_t const end = text.find('\n');
    if (end != std::string::npos) file.header = text.substr(0, end + 1);
    file.taken = text.size();
    file.lines = lines_in(text);
    keep_tail(file.tail, text);
}

std::optional<folder_follower::rows_read>
folder_follower::read_further(followed_file& file, file_mark const& now) const {
    bool const is_same = now.is_there && file.mark.is_there && now.device == file.mark.device &&
                         now.number == file.mark.number;
    if (!is_same || now.size <= file.mark.size || now.size < file.taken || file.header.empty()) {
        return std::nullopt;
    }
    auto const text = bytes_from(path_of(file.name), file.taken - file.tail.size());
    if (!text || !text->starts_with(file.tail)) return std::nullopt;
    std::string_view came = std::string_view(*text).substr(file.tail.size());
    rows_read further{.text = {}, .first_row = file.lines + 1};
    auto const take = [&](std::size_t bytes) {
        std::string_view const part = came.substr(0, bytes);
        file.taken += bytes;
        file.lines += lines_in(part);
        keep_tail(file.tail, part);
        came.remove_prefix(bytes);
        return part;
    };
    // The last line may have had no end; more letters of it would be another row than was read.
    if (!file.tail.ends_with('\n') && !came.empty()) {
        std::size_t const line_end = came.starts_with("\r\n") ? 2 : 1;
        if (came[line_end - 1] != '\n') return std::nullopt;
        take(line_end);
        further.first_row = file.lines + 1;
    }
    further.text = take(whole_lines(came));
    return further;
}

folder_update folder_follower::look() {
    UPHELD_EXPECTS(cases_.has_value());
    if (is_behind_) {
        bool const has_changed =
            std::any_of(files_.begin(), files_.end(), [&](followed_file const& file) {
                return !(mark_of(file.name) == file.mark);
            });
        return has_changed ? read_all() : folder_update();
    }
    std::vector<detail::further_rows> came;
    // What refers to others is looked at before them: whoever writes both writes these first.
    for (std::size_t f = files_.size(); f-- != 0;) {
        followed_file& file = files_[f];
        file_mark const now = mark_of(file.name);
        if (now == file.mark) continue;
        auto further = f == 0 ? std::nullopt : read_further(file, now);
        if (!further) return read_all();
        file.mark = now;
        if (further->text.empty()) continue;
        came.push_back({.file = file.name,
                        .text = file.header + further->text,
                        .first_row = further->first_row});
    }
    if (came.empty()) return {};
    detail::rows_entered entered = detail::enter_rows(*cases_, came);
    is_behind_ = !entered.failures.empty();
    return {folder_news::rows_came, entered.rows, std::move(entered.failures)};
}

} // namespace upheld::cli
