// SPDX-License-Identifier: BSL-1.0
#include "store/csv_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace upheld::detail {

std::optional<csv_file> csv_file::open(std::string const& path) {
    int const descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return std::nullopt;
    struct ::stat about = {};
    bool const is_file = ::fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode);
    if (!is_file) {
        ::close(descriptor);
        return std::nullopt;
    }
    return csv_file(descriptor, static_cast<std::uint64_t>(about.st_size));
}

csv_file::csv_file(csv_file&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), size_(other.size_) {}

csv_file& csv_file::operator=(csv_file&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    std::swap(size_, other.size_);
    return *this;
}

csv_file::~csv_file() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

std::optional<std::size_t> csv_file::read_at(std::uint64_t from, std::span<char> into) const {
    std::size_t got = 0;
    while (got != into.size()) {
        ssize_t const some = ::pread(descriptor_, into.data() + got, into.size() - got,
                                     static_cast<off_t>(from + got));
        if (some == 0) break;
        if (some < 0 && errno == EINTR) continue;
        if (some < 0) return std::nullopt;
        got += static_cast<std::size_t>(some);
    }
    return got;
}

} // namespace upheld::detail
