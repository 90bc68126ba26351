// SPDX-License-Identifier: BSL-1.0
#include "basis/read_file.hpp"
#include "basis/toml_fields.hpp"
#include "upheld/calendar/day_text.hpp"
#include "upheld/deadline/rule_book.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace upheld {
namespace {

using detail::toml_faults;
using detail::toml_fields;

/// Longer limits are slips of the pen: about ten years.
constexpr std::int64_t longest_in_days = 4000;
constexpr std::int64_t longest_in_weeks = 520;
constexpr std::int64_t longest_in_months = 120;

template <class Value> struct word {
    std::string_view text;
    Value value;
};

constexpr std::array units{word{std::string_view("working_days"), clock_unit::working_days},
                           word{std::string_view("calendar_days"), clock_unit::calendar_days},
                           word{std::string_view("weeks"), clock_unit::weeks},
                           word{std::string_view("months"), clock_unit::months}};

constexpr std::array countings{word{std::string_view("after"), counting::after_start},
                               word{std::string_view("day_one"), counting::beginning_with_start},
                               word{std::string_view("inclusive"), counting::beginning_with_start},
                               word{std::string_view("corresponding"), counting::after_start}};

constexpr std::array rollings{
    word{std::string_view("none"), rolling::none},
    word{std::string_view("next_working_day"), rolling::to_next_working_day}};

constexpr std::array clarifications{word{std::string_view("none"), clarification_effect::none},
                                    word{std::string_view("reset"), clarification_effect::resets},
                                    word{std::string_view("pause"), clarification_effect::pauses}};

constexpr std::array pauses{word{std::string_view("both_ends_in"), pause_counting::both_ends_in},
                            word{std::string_view("difference"), pause_counting::difference}};

constexpr std::array evidences{word{std::string_view("primary"), evidence::primary},
                               word{std::string_view("secondary"), evidence::secondary},
                               word{std::string_view("recalled"), evidence::recalled}};

/// Questions that a rule has only if it says so.
constexpr std::array open_questions{
    word{std::string_view("receipt_on_non_working_day"), clock_option::receipt_on_non_working_day},
    word{std::string_view("receipt_after_hours"), clock_option::receipt_after_hours},
    word{std::string_view("bank_holidays"), clock_option::bank_holidays},
    word{std::string_view("january_4"), clock_option::january_4},
    word{std::string_view("closures"), clock_option::closures}};

/// One `[[rule]]`.
class rule_reader {
  public:
    rule_reader(toml_fields& fields, rule_book const& base) : fields_(fields), base_(base) {}

    clock_rule read() {
        clock_rule made = inherited();
        made.id = fields_.needed_text("id");
        if (!made.id.empty() && !is_an_id(made.id)) {
            fault("id", failure_code::field_malformed, "\"" + made.id + "\" is not an id",
                  "use small letters, digits and _");
        }
        take_text("title", made.title);
        take_text("nation", made.nation);
        take_text("calendar", made.calendar);
        take_text("source", made.source);
        take_word("unit", units, made.limit.unit);
        take_limit("limit", made.limit);
        take_optional_limit("extended_limit", made.limit, made.extended_limit);
        take_optional_limit("cap", made.limit, made.cap);
        take_optional_limit("acknowledgement_limit", made.limit, made.acknowledgement_limit);
        if (auto const value = fields_.truth("extension_by_agreement")) {
            made.extension_by_agreement = *value;
        }
        take_word("count", countings, made.count);
        take_word("roll", rollings, made.roll);
        take_word("clarification", clarifications, made.clarification);
        take_word("pause", pauses, made.pause);
        take_word("evidence", evidences, made.sure);
        take_kind("starts_with", made.starts_with);
        take_kind("done_by", made.done_by);
        take_kinds("may_run_from", made.may_run_from);
        take_kinds("starts_no_earlier_than", made.starts_no_earlier_than);
        if (auto const value = fields_.truth("fee_notice_pauses")) made.fee_notice_pauses = *value;
        if (auto const value = fields_.truth("or_as_soon_as_practicable")) {
            made.or_as_soon_as_practicable = *value;
        }
        take_day("in_force_from", made.in_force_from);
        take_day("in_force_until", made.in_force_until);
        take_questions(made.open_questions);
        take_closures(made);
        check(made);
        fields_.finish();
        return made;
    }

    [[nodiscard]] bool is_sound() const noexcept { return is_sound_; }

  private:
    static bool is_an_id(std::string const& text) {
        return std::all_of(text.begin(), text.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
        });
    }

    void fault(std::string_view key, failure_code code, std::string message,
               std::string mend = {}) {
        is_sound_ = false;
        fields_.faults().add(code, fields_.where(key), std::string(key), std::move(message),
                             std::move(mend));
    }

    /// The rule that `based_on` names, or an empty local one.
    clock_rule inherited() {
        clock_rule made{.id = {},
                        .title = {},
                        .nation = "local",
                        .calendar = "england-and-wales",
                        .limit = {},
                        .open_questions = {clock_option::receipt_on_non_working_day,
                                           clock_option::receipt_after_hours,
                                           clock_option::closures},
                        .source = {}};
        auto const id = fields_.text("based_on");
        if (!id) return made;
        auto const found = base_.get(*id);
        if (found) return *found;
        fault("based_on", failure_code::reference_dangling, found.error().message,
              found.error().mend);
        return made;
    }

    void take_text(std::string_view key, std::string& to) {
        if (auto const value = fields_.text(key)) to = *value;
    }

    template <class Value, std::size_t Count>
    void take_word(std::string_view key, std::array<word<Value>, Count> const& words, Value& to) {
        auto const value = fields_.text(key);
        if (!value) return;
        if (auto const found = named(key, *value, words)) to = *found;
    }

    template <class Value, std::size_t Count>
    std::optional<Value> named(std::string_view key, std::string const& value,
                               std::array<word<Value>, Count> const& words) {
        std::string mend = "use one of:";
        for (word<Value> const& one : words) {
            if (one.text == value) return one.value;
            mend.append(" ").append(one.text);
        }
        fault(key, failure_code::key_unknown, std::string(key) + " has no value \"" + value + "\"",
              mend);
        return std::nullopt;
    }

    void take_limit(std::string_view key, clock_limit& to) {
        auto const value = fields_.number(key);
        if (!value) return;
        std::int64_t const longest = to.unit == clock_unit::months  ? longest_in_months
                                     : to.unit == clock_unit::weeks ? longest_in_weeks
                                                                    : longest_in_days;
        if (*value < 1 || longest < *value) {
            fault(key, failure_code::value_out_of_range,
                  std::string(key) + " is " + std::to_string(*value),
                  "give 1 to " + std::to_string(longest));
            return;
        }
        to.value = static_cast<std::int32_t>(*value);
    }

    void take_optional_limit(std::string_view key, clock_limit const& ordinary,
                             std::optional<clock_limit>& to) {
        if (!fields_.has(key)) return;
        clock_limit made{0, ordinary.unit};
        take_limit(key, made);
        if (made.value != 0) to = made;
    }

    void take_kind(std::string_view key, clock_event_kind& to) {
        auto const value = fields_.text(key);
        if (!value) return;
        if (auto const kind = kind_of(key, *value)) to = *kind;
    }

    std::optional<clock_event_kind> kind_of(std::string_view key, std::string const& value) {
        auto const kind = clock_event_kind_named(value);
        if (kind) return *kind;
        fault(key, kind.error().code, kind.error().message, kind.error().mend);
        return std::nullopt;
    }

    void take_kinds(std::string_view key, std::vector<clock_event_kind>& to) {
        auto const values = fields_.texts(key, true);
        if (!values) return;
        to.clear();
        for (std::string const& value : *values) {
            if (auto const kind = kind_of(key, value)) to.push_back(*kind);
        }
    }

    std::optional<day> day_of(std::string_view key, std::string_view text) {
        auto const on = day_from_text(text);
        if (on) return *on;
        fault(key, on.error().code, on.error().message, on.error().mend);
        return std::nullopt;
    }

    void take_day(std::string_view key, std::optional<day>& to) {
        auto const text = fields_.text(key);
        if (!text) return;
        if (auto const on = day_of(key, *text)) to = on;
    }

    void take_questions(std::vector<clock_option>& to) {
        auto const values = fields_.texts("options");
        if (!values) return;
        to.clear();
        for (std::string const& value : *values) {
            auto const which = named("options", value, open_questions);
            if (which && std::find(to.begin(), to.end(), *which) == to.end()) to.push_back(*which);
        }
    }

    /// `YYYY-MM-DD` or `YYYY-MM-DD/YYYY-MM-DD`, then perhaps a blank and a name.
    void take_closures(clock_rule& made) {
        auto const values = fields_.texts("closures");
        if (!values) return;
        made.closures.clear();
        for (std::string const& value : *values) {
            std::size_t const blank = value.find(' ');
            std::string_view const days = std::string_view(value).substr(0, blank);
            std::size_t const slash = days.find('/');
            auto const first = day_of("closures", days.substr(0, slash));
            auto const last = slash == std::string_view::npos
                                  ? first
                                  : day_of("closures", days.substr(slash + 1));
            if (!first || !last) continue;
            if (*last < *first) {
                fault("closures", failure_code::order_broken,
                      "the closure \"" + value + "\" ends before it begins",
                      "give the first day, then the last");
                continue;
            }
            made.closures.push_back(
                {{*first, *last}, blank == std::string::npos ? "closed" : value.substr(blank + 1)});
        }
    }

    void check(clock_rule const& made) {
        for (auto const& [key, text] : {std::pair{std::string_view("title"), &made.title},
                                        std::pair{std::string_view("source"), &made.source},
                                        std::pair{std::string_view("nation"), &made.nation},
                                        std::pair{std::string_view("calendar"), &made.calendar}}) {
            if (text->empty()) {
                fault(key, failure_code::field_missing, "rule has no " + std::string(key));
            }
        }
        if (made.id.empty()) is_sound_ = false; // reported by needed_text
        if (made.limit.value < 1 && !fields_.has("limit")) {
            fault("limit", failure_code::field_missing, "rule has no limit");
        }
        auto const is_longer = [&](std::string_view key, std::optional<clock_limit> const& other) {
            if (!other) return;
            if (other->unit != made.limit.unit && !(key == "cap" && !fields_.has(key))) {
                fault(key, failure_code::contradiction,
                      std::string(key) + " is in " + std::string(name_of(other->unit)) +
                          ", the limit in " + std::string(name_of(made.limit.unit)),
                      "give both in one unit");
            } else if (other->unit == made.limit.unit && other->value < made.limit.value) {
                fault(key, failure_code::contradiction,
                      std::string(key) + " is shorter than the limit",
                      "count it in all, from the start");
            }
        };
        is_longer("extended_limit", made.extended_limit);
        is_longer("cap", made.cap);
        if (made.in_force_from && made.in_force_until &&
            *made.in_force_until < *made.in_force_from) {
            fault("in_force_until", failure_code::order_broken, "the rule ends before it begins");
        }
        bool const in_months = made.limit.unit == clock_unit::months;
        if (!in_months &&
            (made.count == counting::as_ico || made.count == counting::from_day_after)) {
            fault("count", failure_code::contradiction,
                  "the inherited way to count is one of months", "give count");
        }
    }

    toml_fields& fields_;
    rule_book const& base_;
    bool is_sound_ = true;
};

} // namespace

rules_reading rules_from_toml(std::string_view text, std::string const& source, rule_book base) {
    rules_reading reading{.value = std::move(base), .failures = {}};
    toml_faults faults(source, reading.failures);
    auto const parsed = detail::parse_toml(text, source, faults);
    if (!parsed) return reading;
    toml_fields fields(*parsed, "the file", faults);
    std::vector<std::string> seen;
    for (toml_fields& table : fields.tables("rule")) {
        std::size_t const before = reading.failures.size();
        rule_reader reader(table, reading.value);
        clock_rule made = reader.read();
        if (std::find(seen.begin(), seen.end(), made.id) != seen.end()) {
            faults.add(failure_code::id_repeated, table.where("id"), "id",
                       "the rule \"" + made.id + "\" is given twice", "keep one of them");
        }
        seen.push_back(made.id);
        if (reader.is_sound() && reading.failures.size() == before) {
            reading.value.put(std::move(made));
        }
    }
    fields.finish();
    return reading;
}

rules_reading load_rules(std::string const& path, rule_book base) {
    auto const text = detail::read_file(path);
    if (text) return rules_from_toml(*text, path, std::move(base));
    return {.value = std::move(base),
            .failures = {{.code = failure_code::file_missing,
                          .where = {.source = path, .row = 0, .column = {}},
                          .message = "the file is not there or cannot be read",
                          .mend = {}}}};
}

} // namespace upheld
