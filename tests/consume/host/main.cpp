// SPDX-License-Identifier: BSL-1.0
#include "upheld/report/render.hpp"
#include "upheld/store/folder.hpp"

#include <cstdio>

/// Prints the first table of a folder's report: the whole of an embedding.
int main(int argc, char** argv) {
    if (argc != 2) return 2;
    std::string const folder = argv[1];

    upheld::folder_reading const read = upheld::read_folder(folder);
    for (upheld::failure const& what : read.failures) {
        std::fprintf(stderr, "%s\n", to_string(what).c_str());
    }
    if (!read.cases) return 1;
    upheld::store const& cases = *read.cases;

    auto const plan = upheld::load_report_template(folder + "/report.toml", cases.words());
    auto const year = upheld::period_from_text("2019-20");
    if (!plan.is_whole() || !year || plan.value.tables.empty()) return 1;

    upheld::day const as_of = cases.last_recorded().value_or(year->days.last);
    upheld::report const made = upheld::make_report(cases, plan.value, *year, as_of);
    std::printf("%s", to_text(made.tables.front()).c_str());
}
