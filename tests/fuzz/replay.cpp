// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

/// Sends every file of a folder through the fuzzed function. A folder without files is an error: a
/// corpus that has got lost must not pass.
int main(int argc, char** argv) {
    if (argc != 2) return 2;
    int files = 0;
    for (auto const& entry : std::filesystem::directory_iterator(argv[1])) {
        std::ifstream file(entry.path(), std::ios::binary);
        std::string const bytes{std::istreambuf_iterator<char>(file), {}};
        LLVMFuzzerTestOneInput(reinterpret_cast<std::uint8_t const*>(bytes.data()), bytes.size());
        ++files;
    }
    std::printf("%d files\n", files);
    return files == 0 ? 1 : 0;
}
