// SPDX-License-Identifier: BSL-1.0
#include "cli/charted_cube.hpp"
#include "cli/commands.hpp"
#include "report/text_layout.hpp"
#include "upheld/rollup/cube_charts.hpp"

#include <fmt/format.h>

#include <memory>

namespace upheld::cli {
namespace {

using nlohmann::ordered_json;

struct funnel_request {
    cube_request of;
    std::string by = "unit";
    std::string measure = "upheld_share";
    std::optional<double> target;
    bool widen = false;
    chart_output output;
};

double fraction_of(ratio share) {
    return static_cast<double>(share.part) / static_cast<double>(share.whole);
}

std::string between(interval const& limits) {
    return fmt::format("{:.1f}% to {:.1f}%", 100 * limits.lower, 100 * limits.upper);
}

std::string text_of(cube_funnel const& funnel, cube_answer const& from) {
    axis const& entries = from.whole.axes().front();
    std::string text = heading_of(from);
    text += fmt::format("Beside {} {:.1f}%\n\n",
                        funnel.is_target_pooled ? "the share of all together," : "a target of",
                        100 * funnel.target);
    std::vector<std::vector<std::string>> lines{
        {name_of(entries.by()), "beside the target", "share", "95% limits", "99.8% limits"}};
    for (cube_funnel_point const& point : funnel.points) {
        lines.push_back(
            {std::string(entries.name(point.entry)), std::string(words_of(point.where)),
             fmt::format("{:.1f}% of {}", 100 * fraction_of(point.share), point.share.whole),
             between(point.limits.within_95), between(point.limits.within_998)});
    }
    text += detail::aligned(lines, 2) + '\n';
    if (funnel.is_widened) {
        text += fmt::format("The limits are wider than by chance: the squared distances are {:.2f} "
                            "times what chance explains.\n",
                            funnel.spread.phi);
    } else if (funnel.spread.is_adjusted) {
        text += fmt::format("Limits are of chance alone. The squared distances are {:.2f} times "
                            "what it explains{}; --widen has it in the limits.\n",
                            funnel.spread.phi,
                            funnel.spread.is_meaningful ? "" : " (rough: fewer than 10)");
    } else {
        text += "Limits are of chance alone, which explains the differences.\n";
    }
    if (funnel.points.size() < least_units_of_funnel) {
        text += fmt::format("Fewer than {} to compare: upheld rollup --interval says more.\n",
                            least_units_of_funnel);
    }
    if (!funnel.without_figure.empty()) {
        text += "Without a figure: " + names_of(from.whole, funnel.without_figure) + ".\n";
    }
    text += "A position says how much chance explains, and nothing of why.\n";
    return text;
}

std::string csv_of(cube_funnel const& funnel, cube_answer const& from) {
    axis const& entries = from.whole.axes().front();
    std::string text =
        name_of(entries.by()) + ",share,part,whole,lower95,upper95,lower998,upper998,class\n";
    for (cube_funnel_point const& point : funnel.points) {
        text += detail::csv_field(std::string(entries.key(point.entry))) +
                fmt::format(",{},{},{},{},{},{},{},{}\n", fraction_of(point.share),
                            point.share.part, point.share.whole, point.limits.within_95.lower,
                            point.limits.within_95.upper, point.limits.within_998.lower,
                            point.limits.within_998.upper, name_of(point.where));
    }
    return text;
}

std::string json_of(cube_funnel const& funnel, cube_answer const& from) {
    ordered_json made = head_of(from);
    made["target"] = funnel.target;
    made["target_is_pooled"] = funnel.is_target_pooled;
    made["phi"] = funnel.spread.phi;
    made["tau2"] = funnel.spread.tau_squared;
    made["widened"] = funnel.is_widened;
    made["points"] = ordered_json::array();
    for (cube_funnel_point const& point : funnel.points) {
        made["points"].push_back({{"entry", from.whole.axes().front().key(point.entry)},
                                  {"part", point.share.part},
                                  {"whole", point.share.whole},
                                  {"value", fraction_of(point.share)},
                                  {"lower95", point.limits.within_95.lower},
                                  {"upper95", point.limits.within_95.upper},
                                  {"lower998", point.limits.within_998.lower},
                                  {"upper998", point.limits.within_998.upper},
                                  {"class", name_of(point.where)}});
    }
    made["without_figure"] = keys_of(from.whole, funnel.without_figure);
    return made.dump(2, ' ', false, ordered_json::error_handler_t::replace) + '\n';
}

int run(funnel_request const& asked) {
    auto const found = counted_by(asked.of, asked.by, asked.measure);
    if (!found) return exit_refused;
    auto const funnel =
        funnel_of(found->whole, 0, asked.target,
                  asked.widen ? funnel_spread::widened : funnel_spread::chance_alone);
    if (!funnel) {
        failure why = funnel.error();
        if (why.where.column == "target") why.where.column = "--target";
        return refuse_input(why);
    }
    return show(asked.output, asked.output.format == "csv"    ? csv_of(*funnel, *found)
                              : asked.output.format == "json" ? json_of(*funnel, *found)
                                                              : text_of(*funnel, *found));
}

} // namespace

void add_funnel_command(CLI::App& app, int& exit_code) {
    auto asked = std::make_shared<funnel_request>();
    CLI::App* const command = app.add_subcommand(
        "funnel", "Compare the shares of units with what chance explains for their size");
    add_cube_request(*command, asked->of);
    command->get_option("folder")->required();
    command->add_option("--by", asked->by, "unit, unit:LEVEL, service, place, channel, ...")
        ->capture_default_str();
    command
        ->add_option("--measure", asked->measure,
                     "a share by key (upheld rollup --list-measures shows all)")
        ->capture_default_str();
    command->add_option("--target", asked->target,
                        "what they are compared with, as a fraction such as 0.85; default: the "
                        "share of all together");
    command->add_flag("--widen", asked->widen,
                      "limits that have in them how much more than by chance the shares vary");
    add_chart_output(*command, asked->output);
    command->footer("Exit codes: 0 done; 2 bad input or usage.");
    command->callback([asked, &exit_code] { exit_code = run(*asked); });
}

} // namespace upheld::cli
