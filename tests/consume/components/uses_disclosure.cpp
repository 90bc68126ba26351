// SPDX-License-Identifier: BSL-1.0
#include "upheld/statistics/suppression.hpp"
#include "upheld/statistics/table_with_margins.hpp"

/// A small count, and the complement that keeps it from being worked out.
int main() {
    upheld::linked_tables tables;
    auto const placed =
        add_table(tables, {"", {"All"}, {"A", "B", "C"}, {3, 9, 20}, {true, false, false}});
    if (!placed) return 1;
    auto const chosen = suppress(tables, upheld::disclosure_policy::threshold(5));
    return chosen && chosen->hidden.holds(placed->inner(0, 1)) ? 0 : 1;
}
