// SPDX-License-Identifier: BSL-1.0
#include "cli/counted_cases.hpp"

#include "cli/commands.hpp"
#include "cli/cube_output.hpp"

#include <algorithm>
#include <thread>
#include <utility>

namespace upheld::cli {
namespace {

/// Calls the function of these that fits what there is.
template <class... Fits> struct one_of : Fits... {
    using Fits::operator()...;
};

} // namespace

unsigned usual_threads() {
    constexpr unsigned most = 8;
    return std::clamp(std::thread::hardware_concurrency(), 1U, most);
}

columns_reading read_columns_with_progress(std::string const& folder, std::optional<viewpoint> from,
                                           unsigned threads, tables_wanted how_many) {
    progress_line line("rows read");
    columns_reading_options options;
    options.from = from;
    options.threads = threads;
    options.summarise = how_many == tables_wanted::many;
    options.progress = {
        .show = [](std::size_t rows,
                   void* context) { static_cast<progress_line*>(context)->show(rows); },
        .context = &line};
    columns_reading reading = read_columns(folder, options);
    line.finish();
    return reading;
}

std::optional<counted_cases> counted_cases::of(std::string const& path,
                                               std::optional<viewpoint> from, unsigned threads,
                                               tables_wanted how_many) {
    if (!is_snapshot(path)) {
        columns_reading read = read_columns_with_progress(path, from, threads, how_many);
        if (read.cases) return counted_cases(std::move(*read.cases));
        refuse_folder(path, read.failures, read.failures_left_out);
        return std::nullopt;
    }
    auto opened = snapshot::open(path);
    if (!opened) {
        refuse_input(opened.error());
        return std::nullopt;
    }
    if (!from || *from == viewpoint::at_the_time(opened->as_of()))
        return counted_cases(std::move(*opened));
    auto cases = cases_with_progress(*opened, path);
    if (!cases) return std::nullopt;
    auto rows = columns_of(cases->words(), cases->facts_as_of(*from));
    if (!rows) {
        refuse_input(rows.error());
        return std::nullopt;
    }
    // The words stay where they are when a store is moved.
    return counted_cases(another_day{std::move(*cases), std::move(*rows), *from});
}

std::optional<counted_cases>
counted_cases::in_structure(std::string const& path, std::optional<viewpoint> from, day structure) {
    std::optional<store> cases;
    if (is_snapshot(path)) {
        auto const opened = snapshot::open(path);
        if (!opened) {
            refuse_input(opened.error());
            return std::nullopt;
        }
        if (!from) from = viewpoint::at_the_time(opened->as_of());
        cases = cases_with_progress(*opened, path);
    } else {
        cases = cases_with_progress(path);
    }
    if (!cases) return std::nullopt;
    if (auto const last = cases->last_recorded(); !from && last) {
        from = viewpoint::at_the_time(*last);
    }
    facts const rows = cases->facts_as_of(from.value_or(viewpoint::at_the_time(structure)));
    auto told = upheld::in_structure(cases->words(), rows, cases->series(), structure);
    if (!told) {
        refuse_input(about("--structure", told.error()));
        return std::nullopt;
    }
    auto kept = std::make_unique<cases_in_structure const>(std::move(*told));
    auto made = columns_of(kept->words, kept->rows);
    if (!made) {
        refuse_input(made.error());
        return std::nullopt;
    }
    return counted_cases(another_structure{std::move(kept), std::move(*made), from});
}

columns const& counted_cases::rows() const {
    return std::visit(one_of{[](auto const& from) -> columns const& { return from.rows(); },
                             [](another_day const& from) -> columns const& { return from.rows; }},
                      from_);
}

std::span<series_figure const> counted_cases::series() const {
    return std::visit(one_of{[](auto const& from) { return from.series(); },
                             [](another_day const& from) { return from.cases.series(); }},
                      from_);
}

std::optional<viewpoint> counted_cases::from() const {
    return std::visit(
        one_of{[](folder_columns const& of) { return of.from(); },
               [](snapshot const& of) { return std::optional(viewpoint::at_the_time(of.as_of())); },
               [](another_day const& of) { return std::optional(of.from); },
               [](another_structure const& of) { return of.seen_from; }},
        from_);
}

} // namespace upheld::cli
