// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "basis/tomlpp.hpp"
#include "upheld/basis/failure.hpp"

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// Reading of TOML tables with every fault reported: line, key, what, how to mend. Private to src.

namespace upheld::detail {

/// Collects the faults of one file.
class toml_faults {
  public:
    toml_faults(std::string source, std::vector<failure>& out)
        : source_(std::move(source)), out_(out) {}

    void add(failure_code code, toml::source_position at, std::string key, std::string message,
             std::string mend = {}) {
        out_.push_back({.code = code,
                        .where = {.source = source_, .row = at.line, .column = std::move(key)},
                        .message = std::move(message),
                        .mend = std::move(mend)});
    }

  private:
    std::string source_;
    std::vector<failure>& out_;
};

/// The fields of one TOML table. Each field is asked for by name; `finish` reports the rest as
/// unknown.
class toml_fields {
  public:
    toml_fields(toml::table const& fields, std::string what, toml_faults& faults)
        : fields_(&fields), what_(std::move(what)), faults_(&faults) {}

    [[nodiscard]] toml::source_position where() const { return fields_->source().begin; }

    [[nodiscard]] toml::source_position where(std::string_view key) const {
        toml::node const* const node = fields_->get(key);
        return node == nullptr ? where() : node->source().begin;
    }

    [[nodiscard]] bool has(std::string_view key) const { return fields_->contains(key); }

    [[nodiscard]] toml_faults& faults() const { return *faults_; }

    [[nodiscard]] std::string const& what() const { return what_; }

    std::optional<std::string> text(std::string_view key) {
        return scalar<std::string>(key, "a text in quotes");
    }

    std::optional<bool> truth(std::string_view key) { return scalar<bool>(key, "true or false"); }

    std::optional<std::int64_t> number(std::string_view key) {
        return scalar<std::int64_t>(key, "a whole number");
    }

    /// A text that must be there; empty text counts as missing.
    std::string needed_text(std::string_view key) {
        bool const is_there = has(key);
        std::string const value = text(key).value_or(std::string());
        if (value.empty() && (!is_there || fields_->get(key)->is_string())) {
            faults_->add(failure_code::field_missing, where(), std::string(key),
                         what_ + " has no " + std::string(key));
        }
        return value;
    }

    /// A list of texts; with `or_one` a single text stands for a list of one.
    std::optional<std::vector<std::string>> texts(std::string_view key, bool or_one = false) {
        asked_.insert(std::string(key));
        toml::node const* const node = fields_->get(key);
        if (node == nullptr) return std::nullopt;
        std::vector<std::string> values;
        if (or_one && node->is_string()) {
            values.push_back(node->value_or(std::string()));
            return values;
        }
        toml::array const* const array = node->as_array();
        if (array == nullptr) {
            wrong_type(key, *node, or_one ? "a text or a list of texts" : "a list of texts");
            return std::nullopt;
        }
        for (toml::node const& element : *array) {
            if (auto const value = element.value_exact<std::string>()) {
                values.push_back(*value);
            } else {
                wrong_type(key, element, "a list of texts");
            }
        }
        return values;
    }

    /// A table within the table.
    std::optional<toml_fields> table(std::string_view key) {
        asked_.insert(std::string(key));
        toml::node const* const node = fields_->get(key);
        if (node == nullptr) return std::nullopt;
        if (node->as_table() == nullptr) {
            wrong_type(key, *node, "a table");
            return std::nullopt;
        }
        return toml_fields(*node->as_table(), what_ + "'s " + std::string(key), *faults_);
    }

    /// The tables of `[[key]]`; none if there are none.
    std::vector<toml_fields> tables(std::string_view key) {
        asked_.insert(std::string(key));
        std::vector<toml_fields> all;
        toml::node const* const node = fields_->get(key);
        if (node == nullptr) return all;
        toml::array const* const array = node->as_array();
        if (array == nullptr) {
            wrong_type(key, *node, "a list of tables, [[" + std::string(key) + "]]");
            return all;
        }
        for (toml::node const& element : *array) {
            if (element.as_table() == nullptr) {
                wrong_type(key, element, "a table");
            } else {
                all.emplace_back(*element.as_table(), std::string(key), *faults_);
            }
        }
        return all;
    }

    /// Keys of the table, for tables whose keys are names given by the user.
    [[nodiscard]] std::vector<std::string> keys() const {
        std::vector<std::string> all;
        for (auto const& [key, node] : *fields_) all.emplace_back(key.str());
        return all;
    }

    /// Reports every key that nobody asked for.
    void finish() {
        for (auto const& [key, node] : *fields_) {
            if (asked_.contains(std::string(key.str()))) continue;
            std::string mend = "known here:";
            for (std::string const& known : asked_) mend += ' ' + known;
            faults_->add(failure_code::key_unknown, key.source().begin, std::string(key.str()),
                         what_ + " has no key \"" + std::string(key.str()) + "\"", mend);
        }
    }

  private:
    void wrong_type(std::string_view key, toml::node const& node, std::string const& wanted) {
        faults_->add(failure_code::field_malformed, node.source().begin, std::string(key),
                     std::string(key) + " must be " + wanted);
    }

    template <class T> std::optional<T> scalar(std::string_view key, std::string const& wanted) {
        asked_.insert(std::string(key));
        toml::node const* const node = fields_->get(key);
        if (node == nullptr) return std::nullopt;
        auto const value = node->value_exact<T>();
        if (!value) wrong_type(key, *node, wanted);
        return value;
    }

    toml::table const* fields_;
    std::string what_;
    toml_faults* faults_;
    std::set<std::string> asked_;
};

/// Parses text; a syntax error is one fault, and there is no table then.
[[nodiscard]] inline std::optional<toml::table>
parse_toml(std::string_view text, std::string const& source, toml_faults& faults) {
    toml::parse_result parsed = toml::parse(text, source);
    if (!parsed) {
        faults.add(failure_code::file_unreadable, parsed.error().source().begin, {},
                   "not TOML: " + std::string(parsed.error().description()));
        return std::nullopt;
    }
    return std::move(parsed).table();
}

} // namespace upheld::detail
