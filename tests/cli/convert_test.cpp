// SPDX-License-Identifier: BSL-1.0
#include "basis/read_file.hpp"
#include "support/run_program.hpp"
#include "support/small_council_folder.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <filesystem>

namespace upheld {
namespace {

using test::run;
using test::run_result;
using test::temporary_folder;

std::string const example = UPHELD_SOURCE_DIR "/examples/bromley_2019_20";

std::string text_of(std::string const& path) {
    return detail::read_file(path).value_or("(not there)");
}

class ConvertCommand : public testing::Test {
  protected:
    ConvertCommand() { test::write_small_council(from); }

    [[nodiscard]] run_result convert(std::string const& out,
                                     std::string const& options = "") const {
        return run("convert " + from.path() + ' ' + to.path() + '/' + out + ' ' + options);
    }

    [[nodiscard]] std::string made(std::string const& file) const {
        return text_of(to.path() + '/' + file);
    }

    temporary_folder from;
    temporary_folder to;
};

TEST_F(ConvertCommand, AFolderBecomesOneThatCountsTheSame) {
    from.write("report.toml", "# somebody's own\n");
    run_result const converted = convert("out");
    EXPECT_EQ(converted.exit_code, 0) << converted.output;
    EXPECT_NE(converted.output.find("out: 6 complaints, 7 mentions, 7 aspects, 11 events; 31 rows "
                                    "in all, "),
              std::string::npos)
        << converted.output;
    EXPECT_EQ(made("out/report.toml"), "# somebody's own\n");
    std::string const rollup = " --by unit,service --format csv --measure aspects,upheld_share";
    EXPECT_EQ(run("rollup " + to.path() + "/out" + rollup).output,
              run("rollup " + from.path() + rollup).output);
    EXPECT_EQ(run("check " + to.path() + "/out").exit_code, 0);
}

TEST_F(ConvertCommand, TheExamplesReportIsTheSameAfterwards) {
    run_result const converted = run("convert " + example + ' ' + to.path() + "/out");
    ASSERT_EQ(converted.exit_code, 0) << converted.output;
    std::string const report = " --period 2019-20 --format json";
    run_result const expected = run("report " + example + report);
    EXPECT_EQ(expected.exit_code, 0);
    EXPECT_EQ(run("report " + to.path() + "/out" + report).output, expected.output);
}

TEST_F(ConvertCommand, AFileThatEndsInJsonlIsJsonLines) {
    run_result const converted = convert("cases.jsonl");
    EXPECT_EQ(converted.exit_code, 0) << converted.output;
    std::string const text = made("cases.jsonl");
    auto const first = nlohmann::json::parse(text.substr(0, text.find('\n')));
    EXPECT_EQ(first["type"], "council");
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 7);
    EXPECT_EQ(convert("other", "--to jsonl").exit_code, 0);
    EXPECT_EQ(made("other"), text);
}

TEST_F(ConvertCommand, FlatIsOneFileAGrain) {
    for (std::string const option : {"--flat", "--to flat --force"}) {
        run_result const converted = convert("flat", option);
        EXPECT_EQ(converted.exit_code, 0) << converted.output;
        EXPECT_NE(converted.output.find("as known on 2020-05-05"), std::string::npos)
            << converted.output;
        std::string const aspects = made("flat/aspects.csv");
        EXPECT_EQ(std::count(aspects.begin(), aspects.end(), '\n'), 8);
        EXPECT_NE(aspects.find("2,2019-05-13,homes,letter,,corporate,South,late,21,yes,repairs,"
                               "delay,partly,yes\n"),
                  std::string::npos)
            << aspects;
    }
}

TEST_F(ConvertCommand, ASnapshotCountsAsItsFolderDoesAndBecomesItAgain) {
    from.write("report.toml", "# somebody's own\n");
    run_result const kept = convert("cases.upheld");
    ASSERT_EQ(kept.exit_code, 0) << kept.output;
    EXPECT_NE(kept.output.find("a snapshot as of 2020-05-05, "), std::string::npos) << kept.output;
    std::string const file = to.path() + "/cases.upheld";
    for (char const* rollup : {" --by unit,service --measure aspects,upheld_share",
                               " --by place,answer,month --totals left --format csv",
                               " --by unit --as-of 2019-06-10 --format jsonl"}) {
        run_result const expected = run("rollup " + from.path() + rollup);
        EXPECT_EQ(expected.exit_code, 0);
        EXPECT_EQ(run("rollup " + file + rollup).output, expected.output);
    }
    run_result const checked = run("check " + file);
    EXPECT_EQ(checked.exit_code, 0);
    EXPECT_NE(checked.output.find("no problem in 31 rows"), std::string::npos) << checked.output;

    run_result const back = run("convert " + file + ' ' + to.path() + "/back");
    ASSERT_EQ(back.exit_code, 0) << back.output;
    ASSERT_EQ(convert("plainly").exit_code, 0);
    for (char const* name :
         {"taxonomy.toml", "complaints.csv", "mentions.csv", "aspects.csv", "events.csv"}) {
        EXPECT_EQ(made(std::string("back/") + name), made(std::string("plainly/") + name)) << name;
    }
}

TEST_F(ConvertCommand, TheExamplesReportComesOutOfItsSnapshot) {
    run_result const kept = run("convert " + example + ' ' + to.path() + "/b.upheld");
    ASSERT_EQ(kept.exit_code, 0) << kept.output;
    std::string const report = " --period 2019-20 --format json";
    run_result const expected = run("report " + example + report);
    EXPECT_EQ(
        run("report " + to.path() + "/b.upheld --template " + example + "/report.toml" + report)
            .output,
        expected.output);
    std::filesystem::copy_file(example + "/report.toml", to.path() + "/report.toml");
    EXPECT_EQ(run("report " + to.path() + "/b.upheld" + report).output, expected.output);
}

TEST_F(ConvertCommand, ASnapshotOfAnEarlierDayKnowsLess) {
    ASSERT_EQ(convert("then.upheld", "--as-known-on 2019-06-10").exit_code, 0);
    ASSERT_EQ(convert("then", "--as-known-on 2019-06-10").exit_code, 0);
    ASSERT_EQ(run("convert " + to.path() + "/then.upheld " + to.path() + "/again").exit_code, 0);
    for (char const* name : {"complaints.csv", "mentions.csv", "aspects.csv", "events.csv"}) {
        EXPECT_EQ(made(std::string("again/") + name), made(std::string("then/") + name)) << name;
    }
    EXPECT_EQ(run("rollup " + to.path() + "/then.upheld --by unit --format csv").output,
              run("rollup " + from.path() + " --by unit --format csv --as-of 2019-06-10").output);
}

TEST_F(ConvertCommand, AFileThatIsNoSnapshotIsRefusedByEveryCommand) {
    from.write("notes.txt", "not a snapshot");
    std::string const file = from.path() + "/notes.txt";
    EXPECT_EQ(run("check " + file).exit_code, 1);
    for (std::string const& command : {"rollup " + file, "report " + file + " --period 2019-20",
                                       "convert " + file + ' ' + to.path() + "/out"}) {
        run_result const refused = run(command);
        EXPECT_EQ(refused.exit_code, 2) << command;
        EXPECT_NE(refused.output.find(file), std::string::npos) << refused.output;
    }
}

TEST_F(ConvertCommand, NoCasesGiveNoDayForASnapshot) {
    test::write_small_council(from, {});
    run_result const refused = convert("cases.upheld");
    EXPECT_EQ(refused.exit_code, 2);
    EXPECT_NE(refused.output.find("give --as-known-on"), std::string::npos) << refused.output;
    EXPECT_EQ(convert("cases.upheld", "--as-known-on 2020-01-06").exit_code, 0);
    EXPECT_EQ(run("rollup " + to.path() + "/cases.upheld --measure received --format csv").output,
              "received,partial\n0,\n");
}

TEST_F(ConvertCommand, AsKnownOnAnEarlierDayLessIsKnown) {
    run_result const converted = convert("out", "--as-known-on 2019-06-10");
    EXPECT_EQ(converted.exit_code, 0) << converted.output;
    EXPECT_NE(converted.output.find("3 complaints, 4 mentions, 5 aspects, 3 events"),
              std::string::npos)
        << converted.output;
    EXPECT_EQ(convert("flat", "--flat --as-known-on 2019-06-10").exit_code, 0);
    std::string const rollup = " --by unit,answer --format csv --measure received";
    EXPECT_EQ(run("rollup " + to.path() + "/out" + rollup).output,
              run("rollup " + from.path() + rollup + " --as-of 2019-06-10").output);
    ASSERT_EQ(convert("then.jsonl", "--as-known-on 2019-06-10").exit_code, 0);
    EXPECT_NE(made("then.jsonl").find("\"as_known_on\":\"2019-06-10\""), std::string::npos);
}

TEST_F(ConvertCommand, EventsThatAreSetAsideAreTold) {
    from.write("events.csv", "id,kind,complaint,happened,recorded\n"
                             "1,paused,1,2019-04-09,2019-04-20\n"
                             "2,resumed,1,2019-04-10,2019-04-11\n");
    run_result const converted = convert("out", "--as-known-on 2019-04-15");
    EXPECT_EQ(converted.exit_code, 0);
    EXPECT_NE(converted.output.find("1 event could not be"), std::string::npos) << converted.output;
}

TEST_F(ConvertCommand, WhatIsThereIsOverwrittenIfForcedOnly) {
    ASSERT_EQ(convert("out").exit_code, 0);
    ASSERT_EQ(convert("cases.jsonl").exit_code, 0);
    for (std::string const out : {"out", "cases.jsonl"}) {
        run_result const refused = convert(out);
        EXPECT_EQ(refused.exit_code, 2);
        EXPECT_NE(refused.output.find("is there already: --force overwrites it"), std::string::npos)
            << refused.output;
        EXPECT_EQ(convert(out, "--force").exit_code, 0);
    }
    std::filesystem::create_directory(to.path() + "/empty");
    EXPECT_EQ(convert("empty").exit_code, 0);
}

TEST_F(ConvertCommand, BadInputAndUsageEndWithTwoAndSayWhy) {
    ASSERT_EQ(convert("out").exit_code, 0);
    to.write("file", "");

    struct wrong {
        std::string arguments;
        char const* says;
    };

    std::string const here = from.path() + ' ' + to.path();
    for (auto const& [arguments, says] :
         {wrong{"", "required"}, wrong{from.path(), "required"},
          wrong{"/nowhere " + to.path() + "/new", "there is no such folder"},
          wrong{std::string(UPHELD_TEST_DATA) + "/25_faults " + to.path() + "/new",
                "25 problems; upheld check"},
          wrong{from.path() + ' ' + from.path(), "is what is to be converted"},
          wrong{here + "/file", "is no folder"},
          wrong{here + "/file --flat --force", "is no folder"},
          wrong{here + "/out --to jsonl --force", "is a folder, and a file is to be written"},
          wrong{here + "/out --flat --force", "is a data folder"},
          wrong{here + "/file/below", "cannot make the folder"},
          wrong{here + "/no/such/cases.jsonl", "cannot be written"},
          wrong{here + "/new --to pdf", "pdf"}, wrong{here + "/new --to folder --flat", "--flat"},
          wrong{here + "/new --as-known-on 1/4/2020",
                "--as-known-on: \"1/4/2020\" is not a day"}}) {
        run_result const refused = run("convert " + arguments);
        EXPECT_EQ(refused.exit_code, 2) << arguments << '\n' << refused.output;
        EXPECT_NE(refused.output.find(says), std::string::npos) << arguments << '\n'
                                                                << refused.output;
    }
    EXPECT_FALSE(std::filesystem::exists(to.path() + "/new"));
}

TEST_F(ConvertCommand, HelpTellsFormsAndExitCodes) {
    run_result const help = run("convert --help");
    EXPECT_EQ(help.exit_code, 0);
    for (char const* says : {"--to", "--flat", "--as-known-on", "--force", "Exit codes"}) {
        EXPECT_NE(help.output.find(says), std::string::npos) << help.output;
    }
}

} // namespace
} // namespace upheld
