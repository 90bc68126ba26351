// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/output_file.hpp"

#include <cstdint>

/// Writing of JSON without a tree of it in memory. Private to src.

namespace upheld::detail {

/// A text in quotes, as JSON has it. @source RFC 8259, section 7
[[nodiscard]] std::string json_text(std::string_view text);

/// Objects, one a line.
class json_lines {
  public:
    explicit json_lines(std::string path) : out_(std::move(path)) {}

    [[nodiscard]] output_file& file() { return out_; }

    /// The first text that is not UTF-8.
    [[nodiscard]] std::optional<failure> const& problem() const { return problem_; }

    /// Begins the object of the next line. @param type  a word of the format
    void begin_line(std::string_view type) {
        open('{');
        word("type", type);
    }

    void end_line() {
        close('}');
        out_.put('\n');
        is_first_ = true;
        ++line_;
    }

    /// `{` or `[`; the value of a key, or an element.
    void open(char bracket) {
        separate();
        out_.put(bracket);
        is_first_ = true;
    }

    void open(std::string_view name, char bracket) {
        key(name);
        out_.put(bracket);
        is_first_ = true;
    }

    void close(char bracket) {
        out_.put(bracket);
        is_first_ = false;
    }

    /// A text that needs no escaping.
    void word(std::string_view name, std::string_view value) {
        key(name);
        out_.put('"');
        out_.put(value);
        out_.put('"');
    }

    /// A text in quotes already, such as `json_text` gives; null if empty.
    void quoted(std::string_view name, std::string_view value) {
        key(name);
        out_.put(value.empty() ? std::string_view("null") : value);
    }

    /// null if empty.
    void text(std::string_view name, std::string_view value);

    void number(std::string_view name, std::uint64_t value) {
        key(name);
        out_.put(value);
    }

    void whole_number(std::string_view name, std::int64_t value) {
        key(name);
        if (value < 0) out_.put('-');
        auto const bits = static_cast<std::uint64_t>(value);
        out_.put(value < 0 ? -bits : bits);
    }

    template <class Tag> void number(std::string_view name, id<Tag> which) {
        number(name, which.value);
    }

    template <class Tag> void number(std::string_view name, std::optional<id<Tag>> which) {
        which ? number(name, *which) : quoted(name, {});
    }

    void truth(std::string_view name, bool value) { quoted(name, value ? "true" : "false"); }

    void date(std::string_view name, std::optional<day> const& value) {
        key(name);
        if (!value) {
            out_.put(std::string_view("null"));
            return;
        }
        out_.put('"');
        out_.put(*value);
        out_.put('"');
    }

  private:
    void separate() {
        if (!is_first_) out_.put(',');
        is_first_ = false;
    }

    void key(std::string_view name) {
        separate();
        out_.put('"');
        out_.put(name);
        out_.put(std::string_view("\":"));
    }

    output_file out_;
    bool is_first_ = true; ///< nothing stands before the next key or element
    std::uint64_t line_ = 1;
    std::optional<failure> problem_;
};

} // namespace upheld::detail
