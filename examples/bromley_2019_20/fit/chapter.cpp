// SPDX-License-Identifier: BSL-1.0
#include "fit/chapter.hpp"

#include "fit/flow.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace fit {
namespace {

printed_line line_of(printed_row const& row) {
    printed_line line;
    line.name = row.name();
    line.aspects = row.count("aspects");
    for (std::size_t o = 0; o != outcome_keys.size(); ++o) {
        line.by_outcome[o] = row.count(outcome_keys[o]);
    }
    line.on_time = row.count("answered_on_time");
    return line;
}

/// A number for each line and outcome.
using by_outcome = std::vector<std::array<int, 4>>;

/// How many aspects of each service and outcome, and of each subject and outcome, are on time.
struct on_time_split {
    by_outcome services;
    by_outcome subjects;
};

/// On-time aspects flow from services through outcomes to subjects: what reaches an outcome leaves
/// it, so both sides agree outcome by outcome.
on_time_split split_on_time(chapter const& printed) {
    flow_network network;
    auto const source = network.add_node();
    auto const sink = network.add_node();
    std::array<flow_network::node, 4> outcomes{};
    for (auto& node : outcomes) node = network.add_node();

    struct cell {
        flow_network::pipe pipe;
        int aspects;
        int share; ///< of the line's on-time aspects, in proportion
    };

    auto const connect = [&](std::vector<printed_line> const& lines, bool is_source) {
        std::vector<std::array<cell, 4>> cells;
        for (printed_line const& line : lines) {
            auto const node = network.add_node();
            if (is_source) {
                network.add_pipe(source, node, line.on_time);
            } else {
                network.add_pipe(node, sink, line.on_time);
            }
            auto& row = cells.emplace_back();
            for (std::size_t o = 0; o != row.size(); ++o) {
                // An ongoing aspect has no answer, so it is not on time.
                int const aspects = o == ongoing ? 0 : line.by_outcome[o];
                int const share = line.aspects == 0 ? 0 : aspects * line.on_time / line.aspects;
                row[o] = {is_source ? network.add_pipe(node, outcomes[o], 0)
                                    : network.add_pipe(outcomes[o], node, 0),
                          aspects, share};
            }
        }
        return cells;
    };
    auto const services = connect(printed.services, true);
    auto const subjects = connect(printed.subjects, false);

    int wanted = 0;
    int most = 0;
    for (printed_line const& line : printed.services) {
        wanted += line.on_time;
        most = std::max(most, line.aspects);
    }
    int flow = -1;
    for (int slack = 1; flow != wanted && slack <= most; ++slack) {
        for (auto const* const side : {&services, &subjects}) {
            for (auto const& row : *side) {
                for (cell const& c : row) {
                    network.set_capacity(c.pipe, std::min(c.aspects, c.share + slack));
                }
            }
        }
        flow = network.fill(source, sink);
    }
    if (flow != wanted) {
        throw std::runtime_error(printed.unit +
                                 ": services and subjects disagree on what is on time");
    }
    auto const flows = [&](std::vector<std::array<cell, 4>> const& cells) {
        by_outcome found;
        for (auto const& row : cells) {
            auto& line = found.emplace_back();
            for (std::size_t o = 0; o != row.size(); ++o) line[o] = network.through(row[o].pipe);
        }
        return found;
    };
    return {flows(services), flows(subjects)};
}

/// The aspects of each service, all of them on time or all late; outcomes together.
std::vector<std::vector<fitted_aspect>> make_aspects(chapter const& printed,
                                                     on_time_split const& split, bool on_time) {
    std::vector<std::vector<fitted_aspect>> made(printed.services.size());
    for (std::size_t o = 0; o != outcome_keys.size(); ++o) {
        auto const sums = [&](std::vector<printed_line> const& lines, by_outcome const& in_time) {
            std::vector<int> found;
            for (std::size_t i = 0; i != lines.size(); ++i) {
                found.push_back(on_time ? in_time[i][o] : lines[i].by_outcome[o] - in_time[i][o]);
            }
            return found;
        };
        auto const table =
            spread(sums(printed.services, split.services), sums(printed.subjects, split.subjects));
        if (!table) {
            throw std::runtime_error(printed.unit + ": services and subjects disagree on " +
                                     outcome_keys[o]);
        }
        for (std::size_t s = 0; s != printed.services.size(); ++s) {
            for (std::size_t k = 0; k != printed.subjects.size(); ++k) {
                auto const n = static_cast<std::size_t>((*table)[s][k]);
                made[s].insert(made[s].end(), n, fitted_aspect{k, o});
            }
        }
    }
    return made;
}

/// How many of each service's mentions are in complaints answered on time. Every mention needs an
/// aspect of its own class, and every class needs at least as many mentions as complaints.
std::vector<int> split_mentions(chapter const& printed) {
    std::vector<int> least;
    std::vector<int> most;
    std::vector<int> chosen;
    int mentions = 0;
    for (printed_line const& s : printed.services) {
        int const late = s.aspects - s.on_time;
        least.push_back(std::max(s.on_time > 0 ? 1 : 0, s.mentions - late));
        most.push_back(std::min(s.on_time, s.mentions - (late > 0 ? 1 : 0)));
        if (least.back() > most.back()) {
            throw std::runtime_error(printed.unit + ": too few mentions of " + s.name);
        }
        int const share = s.aspects == 0 ? 0 : s.mentions * s.on_time / s.aspects;
        chosen.push_back(std::clamp(share, least.back(), most.back()));
        mentions += s.mentions;
    }
    auto const sum = [](std::vector<int> const& v) {
        return std::accumulate(v.begin(), v.end(), 0);
    };
    int const complaints_late = printed.complaints - printed.complaints_on_time;
    int const low = std::max(sum(least), printed.complaints_on_time);
    int const high = std::min(sum(most), mentions - complaints_late);
    if (low > high) {
        throw std::runtime_error(printed.unit + ": mentions and complaints disagree");
    }
    int const excess = mentions - printed.complaints;
    int const target = std::clamp(printed.complaints_on_time +
                                      excess * printed.complaints_on_time / printed.complaints,
                                  low, high);
    // Moves one mention at a time, at the service that has the most room for it.
    for (int left = target - sum(chosen); left != 0; left += left > 0 ? -1 : 1) {
        std::size_t best = 0;
        int best_room = -1;
        for (std::size_t s = 0; s != chosen.size(); ++s) {
            int const room = left > 0 ? most[s] - chosen[s] : chosen[s] - least[s];
            if (room > best_room) {
                best = s;
                best_room = room;
            }
        }
        chosen[best] += left > 0 ? 1 : -1;
    }
    return chosen;
}

/// Deals the mentions of one class to its complaints. Mentions come service by service and go
/// round, so no complaint mentions a service twice unless the service has more mentions than there
/// are complaints.
void deal(chapter const& printed, std::vector<std::vector<fitted_aspect>> const& aspects,
          std::vector<int> const& mentions, bool on_time, int complaints,
          std::vector<fitted_complaint>& into) {
    auto const first = into.size();
    auto const count = static_cast<std::size_t>(complaints);
    into.resize(first + count, fitted_complaint{on_time, {}});
    std::size_t turn = 0;
    for (std::size_t s = 0; s != aspects.size(); ++s) {
        auto const shares = static_cast<std::size_t>(mentions[s]);
        if (shares > count) {
            throw std::runtime_error(printed.unit + ": more mentions of " +
                                     printed.services[s].name + " than complaints");
        }
        auto const at = [&](std::size_t share) {
            return aspects[s].begin() +
                   static_cast<std::ptrdiff_t>(share * aspects[s].size() / shares);
        };
        for (std::size_t m = 0; m != shares; ++m, ++turn) {
            into[first + turn % count].mentions.push_back({s, {at(m), at(m + 1)}});
        }
    }
}

} // namespace

chapter read_chapter(printed_tables const& printed, std::string const& unit, int complaints,
                     int complaints_on_time) {
    chapter read{unit, {}, {}, complaints, complaints_on_time};
    for (printed_row const& row : printed.data_rows(unit + "/services")) {
        printed_line& line = read.services.emplace_back(line_of(row));
        line.mentions = row.count("mentions");
    }
    for (printed_row const& row : printed.data_rows(unit + "/nature")) {
        read.subjects.push_back(line_of(row));
    }
    return read;
}

std::vector<fitted_complaint> fit_complaints(chapter const& printed, random_source& random) {
    on_time_split const split = split_on_time(printed);
    std::vector<int> const mentions_on_time = split_mentions(printed);
    std::vector<int> mentions_late;
    for (std::size_t s = 0; s != mentions_on_time.size(); ++s) {
        mentions_late.push_back(printed.services[s].mentions - mentions_on_time[s]);
    }
    std::vector<fitted_complaint> made;
    deal(printed, make_aspects(printed, split, true), mentions_on_time, true,
         printed.complaints_on_time, made);
    deal(printed, make_aspects(printed, split, false), mentions_late, false,
         printed.complaints - printed.complaints_on_time, made);
    random.shuffle(made);
    return made;
}

} // namespace fit
