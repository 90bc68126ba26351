// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/basis/ratio.hpp"
#include "upheld/basis/result.hpp"
#include "upheld/statistics/absence.hpp"
#include "upheld/statistics/confidence.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// One statistic as `upheld stats` offers it: a JSON object in, a JSON object out.

namespace upheld::cli {

using stats_json = nlohmann::ordered_json;

struct stats_method {
    std::string_view name;
    std::string_view what;    ///< what it answers, one sentence without a full stop
    std::string_view inputs;  ///< one field a line: `name: meaning`
    std::string_view outputs; ///< the same
    result<stats_json> (*answer)(stats_json const& input);
};

/// The methods, by what they are about. A list more is a line more in `all_stats_methods`.
[[nodiscard]] std::span<stats_method const> share_methods();
[[nodiscard]] std::span<stats_method const> rate_methods();
[[nodiscard]] std::span<stats_method const> control_chart_methods();
[[nodiscard]] std::span<stats_method const> funnel_methods();
[[nodiscard]] std::span<stats_method const> duration_methods();
[[nodiscard]] std::span<stats_method const> rounding_methods();
[[nodiscard]] std::span<stats_method const> small_number_methods();

/// In the order in which they are listed.
[[nodiscard]] std::vector<stats_method> all_stats_methods();

/// @fails not_found, with the closest names
[[nodiscard]] result<stats_method> stats_method_named(std::string_view name);

/// The method's answer to an input, with the fields of the input that it does not know listed under
/// `ignored`. @fails field_malformed for an input that is no object; as the method does
[[nodiscard]] result<stats_json> answer_by(stats_method const& method, stats_json const& input);

/// The input's fields, read one by one; the first that is missing or of the wrong kind is kept as
/// the fault, and what is read after it means nothing.
class stats_input {
  public:
    explicit stats_input(stats_json const& fields) : fields_(fields) {}

    [[nodiscard]] std::optional<failure> const& fault() const { return fault_; }

    /// There, and not null.
    [[nodiscard]] bool has(std::string const& name) const;

    [[nodiscard]] std::int64_t count(std::string const& name);
    [[nodiscard]] std::vector<std::int64_t> counts(std::string const& name);
    [[nodiscard]] double number(std::string const& name);
    [[nodiscard]] double number(std::string const& name, double usual);
    [[nodiscard]] std::vector<double> numbers(std::string const& name);
    [[nodiscard]] std::string word(std::string const& name);
    [[nodiscard]] std::string word(std::string const& name, std::string usual);
    [[nodiscard]] bool yes(std::string const& name, bool usual);
    [[nodiscard]] std::vector<bool> yeses(std::string const& name);
    /// Names of groups: words or whole numbers.
    [[nodiscard]] std::vector<std::string> names(std::string const& name);
    /// Decimal digits just as they stand: of a text, or the shortest of a number.
    [[nodiscard]] std::string decimal(std::string const& name);
    [[nodiscard]] std::vector<std::string> decimals(std::string const& name);
    /// The lists `events` and `n`, one share for each.
    [[nodiscard]] std::vector<ratio> shares();
    /// The field `confidence`; 0.95 if there is none.
    [[nodiscard]] confidence level();
    /// Whole and not below `least`; for lengths, periods and indices.
    [[nodiscard]] std::size_t size(std::string const& name, std::size_t least);

    /// What one of these words stands for.
    template <class Enum>
    [[nodiscard]] Enum one_of(std::string const& name,
                              std::initializer_list<std::pair<std::string_view, Enum>> choices,
                              std::optional<Enum> usual = std::nullopt) {
        if (usual && !has(name)) return *usual;
        std::string const text = word(name);
        std::string known;
        for (auto const& [choice, value] : choices) {
            if (text == choice) return value;
            known += (known.empty() ? "use " : ", ") + std::string(choice);
        }
        keep({.code = failure_code::key_unknown,
              .where = {.source = {}, .row = 0, .column = name},
              .message = '"' + text + "\" is not known here",
              .mend = known});
        return choices.begin()->second;
    }

    /// Keeps a fault unless two lists are of one length.
    void keep_same_length(std::size_t first, std::string const& first_name, std::size_t second,
                          std::string const& second_name);

    void keep(failure what) {
        if (!fault_) fault_ = std::move(what);
    }

  private:
    [[nodiscard]] stats_json const* find(std::string const& name);
    template <class Read> auto list(std::string const& name, Read read);
    void keep_malformed(std::string const& name, std::string message);
    [[nodiscard]] std::int64_t whole_of(stats_json const& value, std::string const& name);
    [[nodiscard]] double number_of(stats_json const& value, std::string const& name);
    [[nodiscard]] bool yes_of(stats_json const& value, std::string const& name);
    [[nodiscard]] std::string decimal_of(stats_json const& value, std::string const& name);

    stats_json const& fields_;
    std::optional<failure> fault_;
};

/// The answer on its way out: numbers that do not exist are null, and `reason` says why.
class stats_output {
  public:
    stats_output& put(std::string const& name, stats_json value) {
        made_[name] = std::move(value);
        return *this;
    }

    /// A number, or null and why.
    stats_output& add(std::string const& name, or_absent<double> const& value);
    stats_output& add(std::string const& name, std::span<or_absent<double> const> values);

    /// A null with its reason.
    stats_output& add_absent(std::string const& name, absence why);

    [[nodiscard]] stats_json take();

  private:
    stats_json made_ = stats_json::object();
    std::vector<std::pair<std::string, absence>> reasons_;
};

/// `{"failure": {"reason": ..., "field": ..., "message": ..., "mend": ...}}`.
[[nodiscard]] stats_json failure_json(failure const& what);

/// On one line. Bytes that are no UTF-8 are replaced; a number reads back as the same double.
[[nodiscard]] std::string dumped(stats_json const& what);

} // namespace upheld::cli
