// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/proportion.hpp"

int main() {
    auto const all = upheld::clopper_pearson_interval({5, 5});
    return all && *all->upper == 1 ? 0 : 1;
}
