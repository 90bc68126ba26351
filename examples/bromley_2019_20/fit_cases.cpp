// SPDX-License-Identifier: BSL-1.0
//
// fit_cases PRINTED.json OUT_DIR
//
// Makes up cases whose totals are those of a published report, and writes them as the CSV files of
// a data folder. THESE ARE NOT THE COUNCIL'S CASES, NOR A RECONSTRUCTION OF THEM: very many sets of
// cases have the same totals, and this is one of them, chosen to look plausible. The taxonomy is
// read from taxonomy.toml beside PRINTED.json.

#include "fit/complaints.hpp"
#include "fit/folder.hpp"
#include "fit/money.hpp"
#include "fit/ombudsman.hpp"
#include "fit/printed.hpp"
#include "fit/random.hpp"

#include <exception>
#include <filesystem>
#include <iostream>

namespace {

constexpr std::uint64_t seed = 20'190'401;

upheld::taxonomy taxonomy_beside(std::filesystem::path const& printed) {
    auto const path = printed.parent_path() / "taxonomy.toml";
    upheld::loaded_taxonomy loaded = upheld::load_taxonomy(path.string());
    if (!loaded.is_whole()) throw std::runtime_error(loaded.failures.front().message);
    return std::move(loaded.value);
}

void fit_cases(std::string const& printed_path, std::string const& directory) {
    upheld::taxonomy const words = taxonomy_beside(printed_path);
    fit::printed_tables const printed(printed_path);
    fit::random_source random(seed);
    fit::folder rows;

    fit::complaint_writer complaints(printed, words, random, rows);
    std::uint64_t number = 0;
    for (char const* const unit : {"adult", "children", "housing", "education", "ced"}) {
        complaints.add_division(unit, ++number);
    }
    complaints.add_by_category("epp", ++number);
    fit::add_ombudsman_cases(
        printed, words, {"adult", "children", "housing", "planning", "education", "ced", "epp"},
        random, rows);
    fit::add_remedies(printed, words, random, rows);
    fit::add_compliments(printed, words, random, rows);
    fit::write(rows, words, directory);
    std::cout << rows.complaints.size() << " complaints, " << rows.aspects.size() << " aspects, "
              << rows.events.size() << " events, " << rows.cases.size() << " Ombudsman's cases\n";
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: fit_cases PRINTED.json OUT_DIR\n";
        return 2;
    }
    try {
        fit_cases(argv[1], argv[2]);
    } catch (std::exception const& problem) {
        std::cerr << "fit_cases: " << problem.what() << '\n';
        return 1;
    }
}
