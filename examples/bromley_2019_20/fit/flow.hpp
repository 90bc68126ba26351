// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

namespace fit {

/// A network of pipes with whole capacities, and the most that can flow through it.
class flow_network {
  public:
    using node = std::size_t;
    using pipe = std::size_t;

    [[nodiscard]] node add_node() { return nodes_++; }

    pipe add_pipe(node from, node to, int capacity);

    void set_capacity(pipe which, int capacity) { pipes_[which].capacity = capacity; }

    /// The greatest flow from `source` to `sink`; afterwards `through` tells each pipe's share.
    int fill(node source, node sink);

    [[nodiscard]] int through(pipe which) const { return pipes_[which].flow; }

  private:
    struct pipe_state {
        node from;
        node to;
        int capacity;
        int flow;
    };

    std::size_t nodes_ = 0;
    std::vector<pipe_state> pipes_;
};

using matrix = std::vector<std::vector<int>>;

/// A table of whole numbers, none negative, with these sums of its rows and columns. Each cell is
/// kept as near to row x column / total as the sums allow, so that no cell gets everything.
/// @returns absent if the sums of rows and columns differ
[[nodiscard]] std::optional<matrix> spread(std::vector<int> const& rows,
                                           std::vector<int> const& columns);

} // namespace fit
