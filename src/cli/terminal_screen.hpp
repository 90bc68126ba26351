// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>

namespace upheld::cli {

/// What can be seen of the standard output, if that is a terminal.
struct terminal_size {
    std::size_t width = 80;
    std::size_t height = 24;
};

/// Absent if the standard output is no terminal.
[[nodiscard]] std::optional<terminal_size> size_of_terminal();

/// A page that is painted again and again until somebody presses Ctrl-C. On a terminal it has a
/// screen of its own, which goes with it; elsewhere pages follow one another without a control
/// character. There is one of these at a time.
class repainted_page {
  public:
    repainted_page();
    repainted_page(repainted_page const&) = delete;
    repainted_page& operator=(repainted_page const&) = delete;
    repainted_page(repainted_page&&) = delete;
    repainted_page& operator=(repainted_page&&) = delete;
    ~repainted_page();

    void paint(std::string const& page);

    /// Waits; less long if the terminal's size changes.
    /// @returns false once Ctrl-C was pressed, or the program was asked to end
    [[nodiscard]] bool wait(int milliseconds);

    /// The terminal's size has changed since this was asked last.
    [[nodiscard]] bool has_new_size();

  private:
    bool is_terminal_;
    bool is_first_ = true;
};

} // namespace upheld::cli
