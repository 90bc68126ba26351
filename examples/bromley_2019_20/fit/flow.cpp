// SPDX-License-Identifier: BSL-1.0
#include "fit/flow.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/push_relabel_max_flow.hpp>

#include <algorithm>
#include <numeric>

namespace fit {

flow_network::pipe flow_network::add_pipe(node from, node to, int capacity) {
    pipes_.push_back({from, to, capacity, 0});
    return pipes_.size() - 1;
}

int flow_network::fill(node source, node sink) {
    using traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
    using edge = traits::edge_descriptor;
    using graph = boost::adjacency_list<
        boost::vecS, boost::vecS, boost::directedS, boost::no_property,
        boost::property<boost::edge_capacity_t, int,
                        boost::property<boost::edge_residual_capacity_t, int,
                                        boost::property<boost::edge_reverse_t, edge>>>>;

    graph network(nodes_);
    auto const capacity = boost::get(boost::edge_capacity, network);
    auto const residual = boost::get(boost::edge_residual_capacity, network);
    auto const reverse = boost::get(boost::edge_reverse, network);
    std::vector<edge> edges;
    for (pipe_state const& p : pipes_) {
        edge const there = boost::add_edge(p.from, p.to, network).first;
        edge const back = boost::add_edge(p.to, p.from, network).first;
        capacity[there] = p.capacity;
        capacity[back] = 0;
        reverse[there] = back;
        reverse[back] = there;
        edges.push_back(there);
    }
    int const total = boost::push_relabel_max_flow(network, source, sink);
    for (std::size_t i = 0; i != pipes_.size(); ++i) {
        pipes_[i].flow = pipes_[i].capacity - residual[edges[i]];
    }
    return total;
}

std::optional<matrix> spread(std::vector<int> const& rows, std::vector<int> const& columns) {
    int const total = std::accumulate(rows.begin(), rows.end(), 0);
    if (total != std::accumulate(columns.begin(), columns.end(), 0)) return std::nullopt;

    flow_network network;
    auto const source = network.add_node();
    auto const sink = network.add_node();
    std::vector<flow_network::node> row_nodes;
    std::vector<flow_network::node> column_nodes;
    for (int const sum : rows) {
        row_nodes.push_back(network.add_node());
        network.add_pipe(source, row_nodes.back(), sum);
    }
    for (int const sum : columns) {
        column_nodes.push_back(network.add_node());
        network.add_pipe(column_nodes.back(), sink, sum);
    }
    std::vector<std::vector<flow_network::pipe>> cells(rows.size());
    for (std::size_t r = 0; r != rows.size(); ++r) {
        for (std::size_t c = 0; c != columns.size(); ++c) {
            cells[r].push_back(network.add_pipe(row_nodes[r], column_nodes[c], 0));
        }
    }
    // With slack = total the cells do not limit anything, so this ends.
    for (int slack = 0, flow = -1; flow != total; ++slack) {
        for (std::size_t r = 0; r != rows.size(); ++r) {
            for (std::size_t c = 0; c != columns.size(); ++c) {
                int const share = total == 0 ? 0 : rows[r] * columns[c] / total;
                network.set_capacity(cells[r][c], share + slack);
            }
        }
        flow = network.fill(source, sink);
    }
    matrix table(rows.size());
    for (std::size_t r = 0; r != rows.size(); ++r) {
        for (flow_network::pipe const cell : cells[r]) table[r].push_back(network.through(cell));
    }
    return table;
}

} // namespace fit
