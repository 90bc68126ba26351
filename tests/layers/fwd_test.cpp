// SPDX-License-Identifier: BSL-1.0
#include "two_files.hpp"

#include <gtest/gtest.h>

// This file sees names alone and no definition of the library's.

TEST(Forward, NamesAloneAreEnoughToPassThingsOn) {
    EXPECT_TRUE(layers::has_no_complaints(layers::no_facts()));
    EXPECT_EQ(static_cast<int>(layers::not_answered()), 0);
}
