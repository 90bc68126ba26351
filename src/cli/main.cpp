// SPDX-License-Identifier: BSL-1.0
#include "cli/commands.hpp"

/// The program `upheld`: a thin skin over the library.
int main(int argc, char** argv) {
    using namespace upheld::cli;
    CLI::App app("Statistics of complaints made to councils: check case records, report on them, "
                 "compare with print.");
    app.name("upheld");
    app.set_version_flag("--version", std::string("upheld ") + UPHELD_VERSION);
    app.require_subcommand(1);
    app.footer("Exit codes: 0 done; 1 findings; 2 bad input or usage. Every command has --help.");

    int exit_code = exit_done;
    add_ageing_command(app, exit_code);
    add_calendars_command(app, exit_code);
    add_cases_command(app, exit_code);
    add_changes_command(app, exit_code);
    add_chart_command(app, exit_code);
    add_check_command(app, exit_code);
    add_convert_command(app, exit_code);
    add_dashboard_command(app, exit_code);
    add_days_command(app, exit_code);
    add_due_command(app, exit_code);
    add_escalations_command(app, exit_code);
    add_funnel_command(app, exit_code);
    add_generate_command(app, exit_code);
    add_merge_command(app, exit_code);
    add_outcomes_command(app, exit_code);
    add_protect_command(app, exit_code);
    add_regimes_command(app, exit_code);
    add_report_command(app, exit_code);
    add_rollup_command(app, exit_code);
    add_stats_command(app, exit_code);
    add_stock_command(app, exit_code);
    add_timeliness_command(app, exit_code);
    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& refused) {
        // CLI11 gives codes of its own above 100; help and version end with 0.
        return app.exit(refused) == 0 ? exit_done : exit_refused;
    }
    return exit_code;
}
