// SPDX-License-Identifier: BSL-1.0
#include "upheld/audit/printed_report.hpp"

int main() { return upheld::printed_report_from_json("{", "broken.json") ? 1 : 0; }
