// SPDX-License-Identifier: BSL-1.0
#include "snapshots.hpp"
#include "store/small_store.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>

/// A snapshot is there whole or not at all.

namespace upheld {
namespace {

using test::small_store;

constexpr day mon_2020_01_06(2020, 1, 6);

class WritingASnapshot : public ::testing::Test {
  protected:
    test::temporary_folder folder;
    std::string path = folder.path() + "/cases.upheld";
    small_store few;
    small_store many;

    WritingASnapshot() {
        few.add(1, mon_2020_01_06);
        for (std::uint64_t id = 1; id != 3000; ++id) many.add(id, mon_2020_01_06);
        EXPECT_TRUE(write_snapshot(path, few.cases, mon_2020_01_06));
    }

    [[nodiscard]] std::size_t files() const {
        std::filesystem::directory_iterator const all(folder.path());
        return static_cast<std::size_t>(std::distance(begin(all), end(all)));
    }

    [[nodiscard]] std::uint64_t complaints() const {
        return snapshot::open(path).value().counts().complaints;
    }

    /// Writes in another process that may write no more than so many bytes into a file.
    /// @param action  what becomes of a process that writes more
    /// @returns how the process ended, as `waitpid` tells it
    int write_within(std::size_t bytes, void (*action)(int)) const {
        pid_t const child = ::fork();
        if (child == 0) {
            std::signal(SIGXFSZ, action);
            rlimit const limit{bytes, bytes};
            ::setrlimit(RLIMIT_FSIZE, &limit);
            auto const wrote = write_snapshot(path, many.cases, mon_2020_01_06);
            bool const is_told = !wrote && wrote.error().code == failure_code::write_failed &&
                                 wrote.error().where.source == path;
            ::_exit(is_told ? 3 : 0);
        }
        int status = 0;
        ::waitpid(child, &status, 0);
        return status;
    }
};

TEST_F(WritingASnapshot, PutsItInThePlaceOfTheOldOneAndLeavesNothingBeside) {
    ASSERT_TRUE(write_snapshot(path, many.cases, mon_2020_01_06));
    EXPECT_EQ(complaints(), 2999u);
    EXPECT_EQ(files(), 1u);
}

TEST_F(WritingASnapshot, ThatFailsLeavesTheOldOneAndNothingBeside) {
    int const status = write_within(2000, SIG_IGN);
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 3);
    EXPECT_EQ(complaints(), 1u);
    EXPECT_EQ(files(), 1u);
}

TEST_F(WritingASnapshot, ThatIsKilledLeavesTheOldOne) {
    int const status = write_within(2000, SIG_DFL);
    ASSERT_TRUE(WIFSIGNALED(status));
    EXPECT_EQ(complaints(), 1u);
    // What is left under another name is in nobody's way.
    ASSERT_TRUE(write_snapshot(path, many.cases, mon_2020_01_06));
    EXPECT_EQ(complaints(), 2999u);
}

TEST_F(WritingASnapshot, LeavesAnOpenOneToWhoHasItOpen) {
    snapshot const open = snapshot::open(path).value();
    ASSERT_TRUE(write_snapshot(path, many.cases, mon_2020_01_06));
    EXPECT_EQ(open.cases().value().complaint_count(), 1u);
    EXPECT_EQ(rollup(open.rows(), by{}, measures{"received"}).value().at(0, 0).number, 1);
}

TEST_F(WritingASnapshot, WhereThereIsNoFolderSaysSo) {
    std::string const nowhere = folder.path() + "/none/cases.upheld";
    auto const wrote = write_snapshot(nowhere, few.cases, mon_2020_01_06);
    ASSERT_FALSE(wrote);
    EXPECT_EQ(wrote.error().code, failure_code::write_failed);
    EXPECT_EQ(to_string(wrote.error()),
              nowhere + ": cannot make a file beside it: No such file or directory");
}

TEST_F(WritingASnapshot, OverAFolderFailsAndLeavesNothingBeside) {
    std::string const taken = folder.path() + "/folder";
    std::filesystem::create_directory(taken);
    EXPECT_EQ(write_snapshot(taken, few.cases, mon_2020_01_06).error().code,
              failure_code::write_failed);
    EXPECT_EQ(files(), 2u);
}

TEST_F(WritingASnapshot, GivesTheSameBytesForTheSameCases) {
    std::string const second = folder.path() + "/second.upheld";
    ASSERT_TRUE(write_snapshot(second, few.cases, mon_2020_01_06));
    EXPECT_EQ(test::bytes_of(second), test::bytes_of(path));
}

} // namespace
} // namespace upheld
