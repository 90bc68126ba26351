// SPDX-License-Identifier: BSL-1.0
#include "support/run_program.hpp"
#include "support/small_council_folder.hpp"

#include <gtest/gtest.h>

namespace upheld {
namespace {

using test::run;

std::string text_of(std::string const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Complaints of the small council in two folders, and all of them in a third.
class MergeCommand : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        whole_ = new test::temporary_folder;
        odd_ = new test::temporary_folder;
        even_ = new test::temporary_folder;
        test::write_small_council(*whole_);
        test::write_small_council(*odd_, {1, 3, 5});
        test::write_small_council(*even_, {2, 4, 6});
    }

    static void TearDownTestSuite() {
        delete whole_;
        delete odd_;
        delete even_;
    }

    /// Writes a partial of a folder's rollup. @returns its path
    std::string partial(test::temporary_folder const& of, std::string const& name,
                        std::string const& arguments = rollup_arguments) const {
        std::string const file = results_.path() + '/' + name;
        auto const made = run("rollup " + of.path() + ' ' + arguments + " --partial " + file);
        EXPECT_EQ(made.exit_code, 0) << made.output;
        return file;
    }

    static constexpr char const* rollup_arguments =
        "--by unit,subject --as-of 2020-06-30 --measure received,aspects,upheld_share,"
        "in_time_by_complaints,mean_working_days,median_working_days,p90_working_days";

    static test::temporary_folder* whole_;
    static test::temporary_folder* odd_;
    static test::temporary_folder* even_;
    test::temporary_folder results_;
};

test::temporary_folder* MergeCommand::whole_ = nullptr;
test::temporary_folder* MergeCommand::odd_ = nullptr;
test::temporary_folder* MergeCommand::even_ = nullptr;

TEST_F(MergeCommand, TwoPartsMergeToTheWhole) {
    auto const all = run("rollup " + whole_->path() + ' ' + rollup_arguments + " --format csv");
    ASSERT_EQ(all.exit_code, 0) << all.output;
    auto const merged = run("merge " + partial(*odd_, "odd.bin") + ' ' +
                            partial(*even_, "even.bin") + " --format csv");
    EXPECT_EQ(merged.exit_code, 0) << merged.output;
    EXPECT_EQ(merged.output, all.output);
}

TEST_F(MergeCommand, BothFormsMergeWhateverTheirNames) {
    std::string const csv = partial(*odd_, "odd.csv");
    std::string const bytes = partial(*even_, "even.upheld");
    EXPECT_EQ(text_of(csv).substr(0, 1), "#");
    std::string const renamed = results_.path() + "/odd.bin";
    std::ofstream(renamed, std::ios::binary) << text_of(csv);
    auto const whole = run("merge " + partial(*whole_, "whole.bin") + " --format csv");
    auto const merged = run("merge " + bytes + ' ' + renamed + " --format csv");
    EXPECT_EQ(merged.exit_code, 0) << merged.output;
    EXPECT_EQ(merged.output, whole.output);
}

TEST_F(MergeCommand, TheSumCanBeWrittenAndMergedAgain) {
    std::string const sum = results_.path() + "/sum.bin";
    auto const made = run("merge " + partial(*odd_, "a.csv") + ' ' + partial(*even_, "b.csv") +
                          " --partial " + sum);
    ASSERT_EQ(made.exit_code, 0) << made.output;
    auto const again = run("merge " + sum);
    EXPECT_EQ(again.output, made.output);
    EXPECT_NE(again.output.find("all days\n"), std::string::npos) << again.output;
}

TEST_F(MergeCommand, ShowsTotalsWhereNumbersAddUp) {
    std::string const one = partial(*odd_, "one.bin", "--by unit --measure received");
    auto const made = run("merge " + one + " --format csv --totals all");
    EXPECT_EQ(made.output, "unit,received,partial\nhomes,2,\nparks,1,\n(all),3,\n");
    std::string const two = partial(*odd_, "two.bin", "--by subject --measure received");
    auto const refused = run("merge " + two + " --totals all");
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_NE(refused.output.find("does not add up over \"subject\""), std::string::npos)
        << refused.output;
}

TEST_F(MergeCommand, WhatCannotBeMergedIsRefusedWithTheFilesName) {
    std::string const unit = partial(*odd_, "unit.bin", "--by unit --measure received");
    std::string const place = partial(*even_, "place.bin", "--by place --measure received");
    std::string const aspects = partial(*even_, "aspects.bin", "--by unit --measure aspects");
    std::string const year =
        partial(*even_, "year.csv", "--by unit --measure received --period 2019-20");
    for (std::string const& other : {place, aspects, year}) {
        auto const made = run("merge " + unit + ' ' + other);
        EXPECT_EQ(made.exit_code, 2) << made.output;
        EXPECT_NE(made.output.find(other + ": "), std::string::npos) << made.output;
    }
    auto const twice = run("merge " + unit + ' ' + results_.path() + "/./unit.bin");
    EXPECT_EQ(twice.exit_code, 2);
    EXPECT_NE(twice.output.find("given twice"), std::string::npos) << twice.output;
}

TEST_F(MergeCommand, WhatIsNoPartialIsRefusedWithTheFilesName) {
    std::string const bytes = text_of(partial(*odd_, "good.bin"));
    std::string const csv = text_of(partial(*odd_, "good.csv"));
    std::string damaged = bytes;
    damaged[damaged.size() / 2] = static_cast<char>(damaged[damaged.size() / 2] ^ 1);

    struct bad_file {
        char const* name;
        std::string text;
    };

    for (auto const& [name, text] :
         {bad_file{"empty", ""}, bad_file{"text", "hello\n"},
          bad_file{"header.csv", "measure,counter,n\n"},
          bad_file{"cut.bin", bytes.substr(0, bytes.size() - 5)},
          bad_file{"cut_early.bin", bytes.substr(0, 11)}, bad_file{"damaged.bin", damaged},
          bad_file{"cut.csv", csv.substr(0, csv.size() / 3)},
          bad_file{"number.csv", csv.substr(0, csv.rfind(',')) + ",many\n"}}) {
        results_.write(name, text);
        auto const made = run("merge " + results_.path() + '/' + name);
        EXPECT_EQ(made.exit_code, 2) << name << '\n' << made.output;
        EXPECT_NE(made.output.find(results_.path() + '/' + name), std::string::npos) << name << '\n'
                                                                                     << made.output;
    }
    auto const missing = run("merge /nowhere");
    EXPECT_EQ(missing.exit_code, 2);
    EXPECT_NE(missing.output.find("/nowhere: the file is not there"), std::string::npos);
}

TEST_F(MergeCommand, BadUsageEndsWithTwo) {
    std::string const one = partial(*odd_, "one.bin");
    EXPECT_EQ(run("merge").exit_code, 2);
    EXPECT_EQ(run("merge " + one + " --format pdf").exit_code, 2);
    EXPECT_EQ(run("merge " + one + " --partial /nowhere/p.bin").exit_code, 2);
    EXPECT_EQ(run("merge " + one + " --out /nowhere/t.csv").exit_code, 2);
}

} // namespace
} // namespace upheld
