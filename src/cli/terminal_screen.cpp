// SPDX-License-Identifier: BSL-1.0
#include "cli/terminal_screen.hpp"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <initializer_list>
#include <utility>

namespace upheld::cli {
namespace {

// A signal reaches nothing else.
std::sig_atomic_t volatile asked_to_end = 0;
std::sig_atomic_t volatile size_changed = 0;

void note_end(int) { asked_to_end = 1; }

void note_size(int) { size_changed = 1; }

void on(int signal, void (*does)(int)) {
    struct sigaction action{};
    action.sa_handler = does;
    sigemptyset(&action.sa_mask);
    sigaction(signal, &action, nullptr);
}

constexpr char const* own_screen = "\033[?1049h\033[?25l";
constexpr char const* screen_before = "\033[?25h\033[?1049l";
constexpr char const* from_the_top = "\033[H";
constexpr char const* rest_of_line = "\033[K";
constexpr char const* rest_of_screen = "\033[J";

void write_out(std::string const& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
}

} // namespace

std::optional<terminal_size> size_of_terminal() {
    if (isatty(STDOUT_FILENO) != 1) return std::nullopt;
    winsize seen{};
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &seen) != 0 || seen.ws_col == 0 || seen.ws_row == 0) {
        return terminal_size();
    }
    return terminal_size{seen.ws_col, seen.ws_row};
}

repainted_page::repainted_page() : is_terminal_(isatty(STDOUT_FILENO) == 1) {
    asked_to_end = 0;
    for (int const signal : {SIGINT, SIGTERM, SIGHUP}) on(signal, note_end);
    if (!is_terminal_) return;
    on(SIGWINCH, note_size);
    write_out(own_screen);
}

repainted_page::~repainted_page() {
    if (is_terminal_) write_out(screen_before);
    for (int const signal : {SIGINT, SIGTERM, SIGHUP, SIGWINCH}) on(signal, SIG_DFL);
}

void repainted_page::paint(std::string const& page) {
    if (!is_terminal_) {
        if (!std::exchange(is_first_, false)) write_out("\n");
        write_out(page);
        return;
    }
    // Line by line over what is there, so that nothing flickers. The last line has no end: the
    // screen would move up.
    std::string all = from_the_top;
    for (char const c : page) {
        if (c == '\n') all += rest_of_line;
        all += c;
    }
    if (all.ends_with('\n')) all.pop_back();
    write_out(all + rest_of_screen);
}

bool repainted_page::wait(int milliseconds) {
    if (asked_to_end == 0) static_cast<void>(::poll(nullptr, 0, milliseconds));
    return asked_to_end == 0;
}

bool repainted_page::has_new_size() {
    bool const has = size_changed != 0;
    size_changed = 0;
    return has;
}

} // namespace upheld::cli
