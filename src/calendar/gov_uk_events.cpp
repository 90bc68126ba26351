// SPDX-License-Identifier: BSL-1.0
#include "calendar/gov_uk_events.hpp"

#include "upheld/calendar/day_text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <optional>
#include <set>
#include <utility>

namespace upheld::detail {
namespace {

/// Gives bytes to the parser and counts the lines, which the parser's events do not tell.
class counted_bytes {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = char const*;
    using reference = char const&;

    counted_bytes(char const* at, std::uint64_t& line) : at_(at), line_(&line) {}

    reference operator*() const { return *at_; }

    counted_bytes& operator++() {
        if (*at_++ == '\n') ++*line_;
        return *this;
    }

    counted_bytes operator++(int) {
        counted_bytes const before = *this;
        ++*this;
        return before;
    }

    friend bool operator==(counted_bytes a, counted_bytes b) { return a.at_ == b.at_; }

  private:
    char const* at_;
    std::uint64_t* line_;
};

/// Follows the parser through the feed and stops it at the first fault.
class feed_listener final : public nlohmann::json_sax<nlohmann::json> {
  public:
    feed_listener(jurisdiction of, std::string_view source, std::uint64_t const& line)
        : part_(name_of(of)), source_(source), line_(&line) {}

    [[nodiscard]] result<std::vector<gov_uk_event>> finish() {
        if (fault_) return refuse(*std::move(fault_));
        if (!has_part_) {
            return refuse(fault_of(failure_code::not_found, "no bank holidays of " + part_,
                                   "use GOV.UK's bank-holidays.json"));
        }
        std::sort(events_.begin(), events_.end(),
                  [](gov_uk_event const& a, gov_uk_event const& b) { return a.on < b.on; });
        for (std::size_t i = 1; i < events_.size(); ++i) {
            if (events_[i].on != events_[i - 1].on) continue;
            return refuse(
                {.code = failure_code::id_repeated,
                 .where = std::max(events_[i].where, events_[i - 1].where,
                                   [](place const& a, place const& b) { return a.row < b.row; }),
                 .message = to_text(events_[i].on) + " is there twice",
                 .mend = "keep one of them"});
        }
        return std::move(events_);
    }

    bool null() override { return value(kind::other); }

    bool boolean(bool) override { return value(kind::other); }

    bool number_integer(number_integer_t) override { return value(kind::other); }

    bool number_unsigned(number_unsigned_t) override { return value(kind::other); }

    bool number_float(number_float_t, string_t const&) override { return value(kind::other); }

    bool binary(binary_t&) override { return value(kind::other); }

    bool string(string_t& text) override {
        if (!value(kind::text)) return false;
        if (ignored_ != 0 || levels_.size() != depth_of_event) return true;
        if (levels_.back().key == "title") title_ = text;
        if (levels_.back().key == "date") {
            date_ = text;
            date_place_ = here();
        }
        return true;
    }

    bool start_object(std::size_t) override {
        if (!enter(kind::object)) return false;
        if (ignored_ == 0 && levels_.size() == depth_of_event) {
            title_.reset();
            date_.reset();
        }
        return true;
    }

    bool start_array(std::size_t) override { return enter(kind::array); }

    bool end_array() override { return leave(); }

    bool key(string_t& name) override {
        if (ignored_ != 0) return true;
        level& inner = levels_.back();
        inner.key = name;
        if (!inner.keys.insert(name).second) {
            return refuse_here(failure_code::key_repeated, "\"" + name + "\" is there twice");
        }
        return true;
    }

    bool end_object() override {
        if (ignored_ == 0 && levels_.size() == depth_of_event && !take_event()) return false;
        if (ignored_ == 0 && levels_.size() == depth_of_part) {
            bool const has_events = levels_.back().keys.contains("events");
            levels_.pop_back();
            if (!has_events) return refuse_here(failure_code::field_missing, "no events");
            if (levels_.back().key != part_) return true;
            has_part_ = true;
            if (events_.empty()) return refuse_here(failure_code::field_missing, "no event");
            return true;
        }
        return leave();
    }

    bool parse_error(std::size_t at, std::string const&,
                     nlohmann::json::exception const&) override {
        fault_ = fault_of(failure_code::file_unreadable,
                          "not JSON from byte " + std::to_string(at) + " on");
        fault_->where.column.clear();
        return false;
    }

  private:
    enum class kind : std::uint8_t { object, array, text, other };

    /// The file's object, a part's object, its list of events, an event.
    static constexpr std::size_t depth_of_part = 2;
    static constexpr std::size_t depth_of_list = 3;
    static constexpr std::size_t depth_of_event = 4;

    struct level {
        bool is_array = false;
        std::size_t index = 0; // of the next element
        std::string key;       // the last one seen
        std::set<std::string> keys;
    };

    static bool is_part(std::string const& key) {
        return key == name_of(jurisdiction::england_and_wales) ||
               key == name_of(jurisdiction::scotland) ||
               key == name_of(jurisdiction::northern_ireland);
    }

    /// What a value at this place must be; nothing where anything will do.
    [[nodiscard]] std::optional<kind> wanted() const {
        switch (levels_.size()) {
        case 0: return kind::object;
        case 1:
            if (is_part(levels_.back().key)) return kind::object;
            return std::nullopt;
        case depth_of_part:
            if (levels_.back().key == "events") return kind::array;
            return std::nullopt;
        case depth_of_list: return kind::object;
        default:
            if (levels_.back().key == "title" || levels_.back().key == "date") return kind::text;
            return std::nullopt;
        }
    }

    [[nodiscard]] bool value(kind what) {
        if (ignored_ != 0) return true;
        std::optional<kind> const must_be = wanted();
        if (!must_be || *must_be == what) return true;
        constexpr char const* named[] = {"an object", "a list", "a text"};
        return refuse_here(failure_code::field_malformed,
                           std::string("must be ") + named[static_cast<std::size_t>(*must_be)]);
    }

    /// Deep nests are counted and not followed.
    [[nodiscard]] bool enter(kind what) {
        if (ignored_ != 0 || !wanted()) {
            ++ignored_;
            return true;
        }
        if (!value(what)) return false;
        levels_.push_back({.is_array = what == kind::array, .index = 0, .key = {}, .keys = {}});
        return true;
    }

    [[nodiscard]] bool leave() {
        if (ignored_ != 0) {
            --ignored_;
        } else {
            levels_.pop_back();
        }
        // Only the list of events is an array that is followed.
        if (ignored_ == 0 && !levels_.empty() && levels_.back().is_array) ++levels_.back().index;
        return true;
    }

    [[nodiscard]] bool take_event() {
        if (!title_ || title_->empty()) {
            levels_.back().key = "title";
            return refuse_here(failure_code::field_missing, "no title");
        }
        if (!date_) {
            levels_.back().key = "date";
            return refuse_here(failure_code::field_missing, "no date");
        }
        result<day> const on = day_from_text(*date_);
        if (!on) {
            fault_ = on.error();
            fault_->where = date_place_;
            return false;
        }
        if (levels_.front().key == part_) events_.push_back({*on, *title_, date_place_});
        return true;
    }

    /// `scotland.events[3].date`, from 0 as JSON counts.
    [[nodiscard]] place here() const {
        std::string path;
        for (level const& inner : levels_) {
            if (inner.is_array) {
                path += '[' + std::to_string(inner.index) + ']';
            } else if (!inner.key.empty()) {
                if (!path.empty()) path += '.';
                path += inner.key;
            }
        }
        return {.source = source_, .row = *line_, .column = path};
    }

    [[nodiscard]] failure fault_of(failure_code code, std::string message,
                                   std::string mend = {}) const {
        return {
            .code = code, .where = here(), .message = std::move(message), .mend = std::move(mend)};
    }

    bool refuse_here(failure_code code, std::string message) {
        fault_ = fault_of(code, std::move(message));
        return false;
    }

    std::string part_;
    std::string source_;
    std::uint64_t const* line_;
    std::vector<level> levels_;
    std::size_t ignored_ = 0;
    std::optional<std::string> title_;
    std::optional<std::string> date_;
    place date_place_;
    std::vector<gov_uk_event> events_;
    std::optional<failure> fault_;
    bool has_part_ = false;
};

} // namespace

result<std::vector<gov_uk_event>> gov_uk_events(std::string_view json, jurisdiction of,
                                                std::string_view source) {
    std::uint64_t line = 1;
    feed_listener listener(of, source, line);
    // False is what the listener answered itself; it has kept why.
    char const* const first = json.data();
    char const* const end = first + json.size();
    static_cast<void>(
        nlohmann::json::sax_parse(counted_bytes(first, line), counted_bytes(end, line), &listener));
    return listener.finish();
}

} // namespace upheld::detail
