// SPDX-License-Identifier: BSL-1.0
#include "upheld/store/folder.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace upheld {
namespace {

/// Queries hold no hidden cache: many readers at once see what one sees. The thread sanitizer's
/// build runs this too.
TEST(StoreThreads, ManyReadersAtOnceSeeWhatOneSees) {
    auto const read = read_folder(std::string(UPHELD_SOURCE_DIR) + "/examples/bromley_2019_20");
    ASSERT_TRUE(read.cases);
    store const& cases = *read.cases;
    day const as_of = cases.last_recorded().value();
    std::size_t const aspects = cases.facts_as_of(as_of).aspects.size();
    unit_code const adult = cases.words().units.find("adult").value();
    day_span const year{day(2019, 4, 1), day(2020, 3, 31)};

    std::atomic<int> agreed = 0;
    std::vector<std::thread> readers;
    for (int i = 0; i != 4; ++i) {
        readers.emplace_back([&] {
            bool good = cases.facts_as_of(as_of).aspects.size() == aspects;
            for (complaint_id const id : cases.received(adult, year)) {
                good = good && cases.state_of(id)->record.unit == adult;
            }
            good = good && cases.received(adult, year).size() == 117;
            if (good) ++agreed;
        });
    }
    for (std::thread& reader : readers) reader.join();
    EXPECT_EQ(agreed, 4);
}

} // namespace
} // namespace upheld
