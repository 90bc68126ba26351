// SPDX-License-Identifier: BSL-1.0
#include "support/temporary_folder.hpp"
#include "upheld/calendar/bank_holidays.hpp"
#include "upheld/rollup/read_columns.hpp"
#include "upheld/rollup/rollup.hpp"
#include "upheld/store/synthetic_folder.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <sstream>
#include <thread>

namespace upheld {
namespace {

/// Cases of the example council's words, made up, in order of case.
class ColumnsThreads : public ::testing::Test {
  protected:
    void SetUp() override {
        std::ifstream file(std::string(UPHELD_SOURCE_DIR) +
                           "/examples/bromley_2019_20/taxonomy.toml");
        std::ostringstream text;
        text << file.rdbuf();
        folder_.write("taxonomy.toml", text.str());
        taxonomy const words = taxonomy_from_toml(text.str(), "taxonomy.toml").value;
        auto const written = write_synthetic_folder(
            words, england_and_wales(),
            {.complaints = 3000, .seed = 5, .received = {day(2018, 4, 1), day(2019, 3, 31)}},
            folder_.path());
        ASSERT_TRUE(written) << to_string(written.error());
    }

    [[nodiscard]] columns_reading read(unsigned threads) const {
        return read_columns(folder_.path(), {.threads = threads});
    }

    static cube table_of(columns const& rows, unsigned threads, bool use_summaries) {
        return rollup(rows, by{dimension::service, dimension::outcome, dimension::answer},
                      measures{"aspects", "upheld_share"}, {}, {},
                      {.threads = threads, .use_summaries = use_summaries})
            .value();
    }

  private:
    test::temporary_folder folder_;
};

TEST_F(ColumnsThreads, ReadAFolderSideBySide) {
    columns_reading const one = read(1);
    columns_reading const four = read(4);
    ASSERT_TRUE(one.cases && four.cases);
    EXPECT_EQ(four.way, columns_way::side_by_side);
    EXPECT_EQ(table_of(four.cases->rows(), 1, false), table_of(one.cases->rows(), 1, false));
}

TEST_F(ColumnsThreads, CountForManyReadersAtOnceWithManyThreadsEach) {
    columns_reading const made = read(2);
    ASSERT_TRUE(made.cases);
    columns const& rows = made.cases->rows();
    cube const right = table_of(rows, 1, false);
    std::atomic<int> agreed = 0;
    std::vector<std::thread> readers;
    for (int i = 0; i != 4; ++i) {
        readers.emplace_back([&rows, &right, &agreed, i] {
            if (table_of(rows, 3, i % 2 == 0) == right) ++agreed;
        });
    }
    for (std::thread& reader : readers) reader.join();
    EXPECT_EQ(agreed, 4);
}

} // namespace
} // namespace upheld
