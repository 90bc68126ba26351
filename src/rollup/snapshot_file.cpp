// SPDX-License-Identifier: BSL-1.0
#include "rollup/snapshot_file.hpp"

#include "rollup/snapshot_bytes.hpp"
#include "upheld/basis/expects.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <new>
#include <utility>

#define XXH_INLINE_ALL
#include <xxhash.h>

namespace upheld::detail {
namespace {

/// The first byte is none of a text, the last one gets lost if a program takes this for one.
constexpr std::array<char, 8> magic = {'\x89', 'U', 'P', 'S', 'N', 'A', 'P', '\n'};

// The header: magic, version, number of sections, bytes of the file, checksum of the table, zeros,
// checksum of all before.
constexpr std::size_t header_bytes = 64;
constexpr std::size_t header_zeros = 24;
constexpr std::size_t header_checksum_at = header_bytes - 8;
// A row of the table: tag, zeros, offset, length, checksum.
constexpr std::size_t table_row_bytes = 32;
constexpr std::size_t table_bytes = section_count * table_row_bytes;

std::uint64_t checksum_of(std::span<std::byte const> bytes) {
    return XXH3_64bits(bytes.data(), bytes.size());
}

bool is_zero(std::span<std::byte const> bytes) {
    return std::all_of(bytes.begin(), bytes.end(), [](std::byte b) { return b == std::byte{0}; });
}

/// Whoever answers `EINTR` is asked again.
template <class Call> auto repeated(Call call) {
    auto answer = call();
    while (answer < 0 && errno == EINTR) answer = call();
    return answer;
}

std::unexpected<failure> unreadable(std::string message) {
    return refuse({.code = failure_code::file_unreadable,
                   .where = {},
                   .message = std::move(message),
                   .mend = "fetch or make the snapshot again"});
}

} // namespace

// -------------------------------------------------------------------------------- checksum

struct running_checksum::state {
    XXH3_state_t of;
};

running_checksum::running_checksum() : state_(new state) { begin(); }

running_checksum::running_checksum(running_checksum&& other) noexcept
    : state_(std::exchange(other.state_, nullptr)) {}

running_checksum& running_checksum::operator=(running_checksum&& other) noexcept {
    std::swap(state_, other.state_);
    return *this;
}

running_checksum::~running_checksum() { delete state_; }

void running_checksum::begin() { XXH3_64bits_reset(&state_->of); }

void running_checksum::add(std::span<std::byte const> bytes) {
    XXH3_64bits_update(&state_->of, bytes.data(), bytes.size());
}

std::uint64_t running_checksum::value() const { return XXH3_64bits_digest(&state_->of); }

// -------------------------------------------------------------------------------- writing

snapshot_writer::snapshot_writer(std::string path) : path_(std::move(path)) {
    constexpr int most_names = 100;
    for (int n = 0; n != most_names && file_ < 0; ++n) {
        temporary_ = path_ + ".new-" + std::to_string(::getpid()) + '-' + std::to_string(n);
        file_ = repeated([&] {
            return ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        });
        if (file_ < 0 && errno != EEXIST) break;
    }
    if (file_ < 0) fail("cannot make a file beside it");
    // Filled in when everything is known.
    append(std::vector<std::byte>(aligned(header_bytes + table_bytes)));
}

snapshot_writer::~snapshot_writer() {
    if (file_ < 0) return;
    ::close(file_);
    ::unlink(temporary_.c_str());
}

void snapshot_writer::fail(char const* what) {
    if (error_ != 0) return;
    error_ = errno;
    failed_ = what;
}

void snapshot_writer::flush() {
    std::span<std::byte const> left = waiting_;
    while (error_ == 0 && !left.empty()) {
        auto const wrote = repeated([&] { return ::write(file_, left.data(), left.size()); });
        if (wrote < 0) {
            fail("cannot write");
        } else {
            left = left.subspan(static_cast<std::size_t>(wrote));
        }
    }
    waiting_.clear();
}

void snapshot_writer::append(std::span<std::byte const> bytes) {
    constexpr std::size_t at_once = 1 << 20;
    waiting_.insert(waiting_.end(), bytes.begin(), bytes.end());
    written_ += bytes.size();
    if (waiting_.size() >= at_once) flush();
}

void snapshot_writer::end_section() {
    if (begun_ == 0) return;
    table_row& row = table_[begun_ - 1];
    row.length = written_ - row.offset;
    row.checksum = checksum_.value();
}

void snapshot_writer::begin(section which) {
    UPHELD_EXPECTS(static_cast<std::size_t>(which) == begun_);
    end_section();
    append(std::vector<std::byte>(aligned(written_) - written_));
    table_[begun_++].offset = written_;
    checksum_.begin();
}

void snapshot_writer::put(std::span<std::byte const> bytes) {
    checksum_.add(bytes);
    append(bytes);
}

void snapshot_writer::align() {
    constexpr std::array<std::byte, snapshot_alignment> zeros{};
    put(std::span(zeros).first(aligned(written_) - written_));
}

std::vector<std::byte> snapshot_writer::head() const {
    byte_writer table;
    for (std::size_t s = 0; s != section_count; ++s) {
        table.letters(section_tags[s]);
        table.fixed(std::uint32_t{0});
        table.fixed(table_[s].offset);
        table.fixed(table_[s].length);
        table.fixed(table_[s].checksum);
    }
    byte_writer to;
    to.letters({magic.data(), magic.size()});
    to.fixed(snapshot_version);
    to.fixed(static_cast<std::uint32_t>(section_count));
    to.fixed(written_);
    to.fixed(checksum_of(table.out));
    to.out.resize(to.out.size() + header_zeros);
    to.fixed(checksum_of(to.out));
    to.out.insert(to.out.end(), table.out.begin(), table.out.end());
    return to.out;
}

result<void> snapshot_writer::finish() {
    UPHELD_EXPECTS(begun_ == section_count);
    end_section();
    flush();
    std::vector<std::byte> const first = head();
    if (error_ == 0 && repeated([&] { return ::pwrite(file_, first.data(), first.size(), 0); }) !=
                           static_cast<ssize_t>(first.size())) {
        fail("cannot write");
    }
    // The bytes must be on the disk before the name is, or a crash could leave the name alone.
    if (error_ == 0 && repeated([&] { return ::fsync(file_); }) != 0) fail("cannot write");
    if (error_ == 0 && ::rename(temporary_.c_str(), path_.c_str()) != 0) {
        fail("cannot put it in its place");
    }
    if (error_ == 0) {
        ::close(file_);
        file_ = -1;
        std::size_t const slash = path_.rfind('/');
        std::string const folder =
            slash == std::string::npos ? "." : path_.substr(0, std::max<std::size_t>(slash, 1));
        int const of_folder = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        // Some file systems have nothing to do for a folder, and say so.
        if (of_folder < 0 || (::fsync(of_folder) != 0 && errno != EINVAL)) {
            fail("it is in its place, but a crash may undo that");
        }
        if (of_folder >= 0) ::close(of_folder);
    }
    if (error_ == 0) return {};
    return refuse({.code = failure_code::write_failed,
                   .where = {.source = path_, .row = 0, .column = {}},
                   .message = std::string(failed_) + ": " + std::strerror(error_),
                   .mend = {}});
}

// -------------------------------------------------------------------------------- reading

result<std::shared_ptr<snapshot_image>> snapshot_image::of_file(std::string const& path) {
    auto const refused = [&](failure_code code, std::string message) {
        return refuse({.code = code,
                       .where = {.source = path, .row = 0, .column = {}},
                       .message = std::move(message),
                       .mend = {}});
    };
    int const file = repeated([&] { return ::open(path.c_str(), O_RDONLY | O_CLOEXEC); });
    if (file < 0) {
        return refused(failure_code::file_missing,
                       std::string("cannot be opened: ") + std::strerror(errno));
    }
    struct ::stat about{};
    bool const is_file = ::fstat(file, &about) == 0 && S_ISREG(about.st_mode);
    auto const size = is_file ? static_cast<std::size_t>(about.st_size) : 0;
    void* mapped = MAP_FAILED;
    if (size != 0) {
        mapped = ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
    }
    if (mapped != MAP_FAILED) {
        return std::shared_ptr<snapshot_image>(
            new snapshot_image(static_cast<std::byte*>(mapped), size, file));
    }
    int const error = errno;
    ::close(file);
    if (!is_file) return refused(failure_code::file_unreadable, "it is not a file");
    if (size == 0) return refused(failure_code::file_unreadable, "it is empty");
    return refused(failure_code::file_unreadable,
                   std::string("cannot be mapped: ") + std::strerror(error));
}

snapshot_image::snapshot_image(std::span<std::byte const> copied)
    : data_(static_cast<std::byte*>(
          ::operator new(copied.size(), std::align_val_t{snapshot_alignment}))),
      size_(copied.size()), is_mapped_(false) {
    std::copy(copied.begin(), copied.end(), data_);
}

snapshot_image::~snapshot_image() {
    close_file();
    if (is_mapped_) {
        ::munmap(data_, size_);
    } else {
        ::operator delete(data_, std::align_val_t{snapshot_alignment});
    }
}

void snapshot_image::close_file() noexcept {
    if (file_ >= 0) ::close(file_);
    file_ = -1;
}

std::span<std::byte const> snapshot_image::read(std::span<std::byte const> some,
                                                std::span<std::byte> into) const {
    if (file_ < 0) return some;
    std::size_t done = 0;
    while (done != some.size()) {
        auto const at = static_cast<off_t>(some.data() - data_) + static_cast<off_t>(done);
        auto const got =
            repeated([&] { return ::pread(file_, into.data() + done, some.size() - done, at); });
        if (got <= 0) return {};
        done += static_cast<std::size_t>(got);
    }
    return into.first(done);
}

section_stream::section_stream(snapshot_image const& from, std::span<std::byte const> section)
    : from_(from), left_(section) {
    constexpr std::size_t stays_in_the_cache = 262'144;
    buffer_.resize(std::min(section.size(), stays_in_the_cache));
}

std::span<std::byte const> section_stream::next(std::uint64_t most) {
    if (here_.empty() && !left_.empty()) {
        std::size_t const size = std::min(left_.size(), buffer_.size());
        here_ = from_.read(left_.first(size), buffer_);
        left_ = left_.subspan(size);
        sum_.add(here_);
        is_broken_ = here_.empty();
        if (is_broken_) left_ = {};
    }
    auto const given =
        here_.first(static_cast<std::size_t>(std::min<std::uint64_t>(most, here_.size())));
    here_ = here_.subspan(given.size());
    return given;
}

std::optional<std::uint64_t> section_stream::checksum() {
    while (!next(buffer_.size()).empty()) {
    }
    if (is_broken_) return std::nullopt;
    return sum_.value();
}

result<section_list> sections_of(std::span<std::byte> file) {
    std::span<std::byte const> const all = file;
    if (all.size() < magic.size() || std::memcmp(all.data(), magic.data(), magic.size()) != 0) {
        return unreadable("it is not a snapshot");
    }
    if (all.size() < header_bytes) return unreadable("it is cut short");
    byte_reader header(all.first(header_bytes).subspan(magic.size()), "the header");
    auto const version = header.fixed<std::uint32_t>();
    auto const sections = header.fixed<std::uint32_t>();
    auto const size = header.fixed<std::uint64_t>();
    auto const sum_of_table = header.fixed<std::uint64_t>();
    bool const has_zeros = is_zero(header.take(header_zeros));
    if (header.fixed<std::uint64_t>() != checksum_of(all.first(header_checksum_at))) {
        return unreadable("it is damaged: the checksum of its header is not that of its bytes");
    }
    if (version > snapshot_version) {
        return refuse({.code = failure_code::value_out_of_range,
                       .where = {},
                       .message = "it is of version " + std::to_string(version) +
                                  ", and this program reads up to version " +
                                  std::to_string(snapshot_version),
                       .mend = "use a newer Upheld"});
    }
    if (version == 0) return unreadable("there is no version 0");
    if (size != all.size()) {
        return unreadable("it is cut short, or something follows it: " +
                          std::to_string(all.size()) + " bytes of " + std::to_string(size));
    }
    constexpr std::uint64_t sections_from = aligned(header_bytes + table_bytes);
    if (!has_zeros || sections != section_count || size < sections_from) {
        return unreadable("its header is not that of version 1");
    }
    auto const table = all.subspan(header_bytes, table_bytes);
    if (sum_of_table != checksum_of(table)) {
        return unreadable("it is damaged: the checksum of its table of sections is not that of "
                          "its bytes");
    }
    section_list made;
    byte_reader rows(table, "the table of sections");
    std::uint64_t end = header_bytes + table_bytes;
    for (std::size_t s = 0; s != section_count; ++s) {
        auto const tag = rows.take(section_tags[s].size());
        bool const is_here = std::memcmp(tag.data(), section_tags[s].data(), tag.size()) == 0 &&
                             rows.fixed<std::uint32_t>() == 0;
        auto const offset = rows.fixed<std::uint64_t>();
        auto const length = rows.fixed<std::uint64_t>();
        made[s].checksum = rows.fixed<std::uint64_t>();
        if (!is_here || offset != aligned(end) || offset > size || length > size - offset) {
            return unreadable("section " + std::string(section_tags[s]) +
                              " is not where it should be");
        }
        if (!is_zero(all.subspan(static_cast<std::size_t>(end),
                                 static_cast<std::size_t>(offset - end)))) {
            return unreadable("it is damaged: there is something before section " +
                              std::string(section_tags[s]));
        }
        made[s].bytes =
            file.subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(length));
        end = offset + length;
    }
    if (end != size) return unreadable("something follows its last section");
    return made;
}

failure damaged(section which) {
    return unreadable("it is damaged: the checksum of section " +
                      std::string(section_tags[static_cast<std::size_t>(which)]) +
                      " is not that of its bytes")
        .error();
}

result<void> check_section(section_list const& all, section which) {
    section_bytes const& one = all[static_cast<std::size_t>(which)];
    if (checksum_of(one.bytes) != one.checksum) return refuse(damaged(which));
    return {};
}

} // namespace upheld::detail
