// SPDX-License-Identifier: BSL-1.0
#include "cli/commands.hpp"
#include "cli/dashboard.hpp"
#include "cli/dashboard_view.hpp"
#include "cli/folder_follower.hpp"
#include "cli/terminal_screen.hpp"
#include "cli/viewpoint_options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace upheld::cli {
namespace {

struct dashboard_request {
    std::string folder;
    viewpoint_options seen_from;
    std::string period;
    bool watch = false;
    std::uint64_t updates = 0;
    double every = 1;
    std::size_t width = 0;
};

constexpr std::size_t most_open_cases = 50;
constexpr std::size_t usual_open_cases = 5;

/// What was asked for, apart from the cases.
struct wanted {
    std::optional<viewpoint> from;
    std::optional<period> of;
};

result<dashboard> dashboard_now(store const& cases, wanted const& asked) {
    std::optional<viewpoint> from = asked.from;
    if (!from) {
        auto const last = cases.last_recorded();
        if (!last) {
            return refuse({.code = failure_code::not_found,
                           .where = {},
                           .message = "nothing is recorded yet, so no day is the last",
                           .mend = "name the day with --as-of"});
        }
        from = viewpoint::at_the_time(*last);
    }
    auto const in = period_until(asked.of.value_or(financial_year_of(from->as_of)), from->as_of);
    if (!in) return refuse(in.error());
    auto made = dashboard_of(cases, *from, *in, most_open_cases);
    if (made) made->is_last_recorded = !asked.from;
    return made;
}

view_size size_to_fill(dashboard_request const& asked) {
    auto const terminal = size_of_terminal();
    view_size size;
    if (asked.width != 0) {
        size.width = asked.width;
    } else if (terminal) {
        size.width = std::max(terminal->width, narrowest_view);
    }
    if (terminal) size.height = std::max(terminal->height, lowest_view);
    return size;
}

/// The page; without a terminal it ends somewhere too.
std::string page_of(dashboard what, view_size size, std::string const& news) {
    if (!size.height && what.oldest.size() > usual_open_cases) {
        what.oldest.resize(usual_open_cases);
    }
    return rendered(what, size, news);
}

std::string news_of(folder_update const& update) {
    auto const rows = [&] {
        return fmt::format("{} {}", update.rows, update.rows == 1 ? "row" : "rows");
    };
    auto const first_of = [&] {
        return fmt::format("{}{}", to_string(update.failures.front()),
                           update.failures.size() > 1 ? " and more" : "");
    };
    switch (update.news) {
    case folder_news::none: break;
    case folder_news::rows_came:
        if (!update.failures.empty()) return "left out: " + first_of();
        return rows() + " came";
    case folder_news::read_anew: return "files changed: the folder was read anew, " + rows();
    case folder_news::cannot_read: return "not read, as before: " + first_of();
    }
    return {};
}

int watch(dashboard_request const& asked, wanted const& what) {
    folder_follower follower(asked.folder);
    if (folder_update const first = follower.read_all(); !follower.cases()) {
        return refuse_folder(asked.folder, first.failures, 0);
    }
    auto made = dashboard_now(*follower.cases(), what);
    if (!made) return refuse_input(made.error());
    std::uint64_t updates = 0;
    std::string news = "watching; Ctrl-C ends";
    repainted_page screen;
    screen.paint(page_of(*made, size_to_fill(asked), news));
    auto const milliseconds = static_cast<int>(asked.every * 1000);
    while ((asked.updates == 0 || updates != asked.updates) && screen.wait(milliseconds)) {
        bool const is_resized = screen.has_new_size();
        folder_update const update = follower.look();
        if (update.news == folder_news::none && !is_resized) continue;
        if (update.news != folder_news::none) {
            ++updates;
            news = news_of(update);
            auto changed = dashboard_now(*follower.cases(), what);
            if (changed) {
                made = std::move(changed);
            } else {
                news = to_string(changed.error());
            }
        }
        screen.paint(page_of(*made, size_to_fill(asked), news));
    }
    return exit_done;
}

int run(dashboard_request const& asked) {
    wanted what;
    auto const from = viewpoint_asked(asked.seen_from);
    if (!from) return refuse_input(from.error());
    what.from = *from;
    if (!asked.period.empty()) {
        auto const read = period_from_text(asked.period);
        if (!read) return refuse_input(about("--period", read.error()));
        what.of = *read;
    }
    if (asked.updates != 0 && !asked.watch) return refuse_usage("--updates needs --watch");
    if (asked.watch) {
        if (is_snapshot(asked.folder)) {
            return refuse_usage(asked.folder + ": only a folder can be watched");
        }
        return watch(asked, what);
    }
    auto const cases = cases_with_progress(asked.folder);
    if (!cases) return exit_refused;
    auto const made = dashboard_now(*cases, what);
    if (!made) return refuse_input(made.error());
    fmt::print("{}", page_of(*made, size_to_fill(asked), {}));
    return exit_done;
}

} // namespace

void add_dashboard_command(CLI::App& app, int& exit_code) {
    auto asked = std::make_shared<dashboard_request>();
    CLI::App* const command = app.add_subcommand(
        "dashboard", "One page of where a council's complaints stand: received, answered and in "
                     "time beside a year before, overdue and due soon by unit, the oldest open "
                     "cases");
    command
        ->add_option("folder", asked->folder,
                     "folder with taxonomy.toml and the CSV files, or a snapshot")
        ->required();
    add_viewpoint_options(*command, asked->seen_from, "the last day recorded in the folder");
    command->add_option("--period", asked->period,
                        "2019-20, 2019-20-Q1, 2019, 2019-M07, ...; only its days up to --as-of "
                        "count. Default: the financial year of that day");
    command->add_flag("--watch", asked->watch,
                      "stay, and show what comes to the files; Ctrl-C ends");
    command->add_option("--every", asked->every, "seconds from one look at the files to the next")
        ->check(CLI::Range(0.05, 3600.0))
        ->capture_default_str();
    command
        ->add_option("--updates", asked->updates,
                     "end after so many updates were shown; default: never")
        ->check(CLI::PositiveNumber);
    command
        ->add_option("--width", asked->width,
                     "characters a line; default: those of the terminal, else 80")
        ->check(CLI::Range(narrowest_view, std::size_t{1000}));
    command->footer(
        "\"then\" is the same days a year before, as they stood a year before. Overdue: "
        "due before the day;\ndue soon: from the day to the fifth working day after "
        "it.\nExit codes: 0 done; 2 bad input or usage.");
    command->callback([asked, &exit_code] { exit_code = run(*asked); });
}

} // namespace upheld::cli
