// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "support/small_council.hpp"
#include "support/temporary_folder.hpp"
#include "upheld/calendar/day_text.hpp"

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

/// Random data folders of the small council, and all the ways in which the same rows can be
/// written.

namespace upheld::test {

/// A table before it is written: the first row names the columns.
using text_table = std::vector<std::vector<std::string>>;

/// How tables are written.
struct writing_style {
    bool shuffles_rows = false;
    bool shuffles_columns = false;
    bool quotes_at_random = false;
    bool has_byte_order_mark = false;
    bool ends_last_line = true;
    std::string line_end = "\n";
};

class random_folder {
  public:
    text_table complaints{{"id", "unit", "received", "procedure", "channel", "category", "place",
                           "procedure_reason", "complainant", "kind"}};
    text_table mentions{{"id", "complaint", "service"}};
    text_table aspects{{"id", "mention", "subject", "contractors_employee"}};
    text_table events{{"id", "kind", "happened", "recorded", "complaint", "ombudsman_case",
                       "aspect", "field", "value"}};
    text_table ombudsman_cases{{"id", "unit", "referred", "service", "complaint"}};
    text_table deadlines{{"ombudsman_case", "first_set", "extended_to", "answered"}};
    text_table remedies{{"id", "unit", "agreed", "stage", "kind", "amount", "complaint"}};
    text_table compliments{{"id", "unit", "received"}};

    random_folder(std::uint32_t seed, std::size_t cases) : random_(seed) {
        for (std::size_t i = 0; i != cases; ++i) add_complaint();
        add_others();
    }

    void write(temporary_folder const& into, writing_style const& style = {}) {
        into.write("taxonomy.toml", small_council_toml);
        write(into, "complaints.csv", complaints, style);
        write(into, "mentions.csv", mentions, style);
        write(into, "aspects.csv", aspects, style);
        write(into, "events.csv", events, style);
        write(into, "ombudsman_cases.csv", ombudsman_cases, style);
        write(into, "ombudsman_deadlines.csv", deadlines, style);
        write(into, "remedies.csv", remedies, style);
        write(into, "compliments.csv", compliments, style);
    }

    /// Puts another text into one field of one row of one of the four tables of cases.
    void spoil() {
        text_table* const tables[] = {&complaints, &mentions, &aspects, &events};
        text_table& table = *tables[below(4)];
        if (table.size() < 2) return;
        std::vector<std::string>& row = table[1 + below(table.size() - 1)];
        char const* const texts[] = {"",           "0",
                                     "1",          "99999999",
                                     "x",          "yes",
                                     "homes",      "2019-02-30",
                                     "2019-04-05", "upheld",
                                     "paused",     "stage_2",
                                     "corrected",  "9223372036854775808",
                                     "repairs"};
        row[below(row.size())] = texts[below(std::size(texts))];
    }

    std::size_t below(std::size_t n) {
        return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_);
    }

  private:
    bool one_in(std::size_t n) { return below(n) == 0; }

    std::string number(std::uint64_t n) { return std::to_string(n); }

    void happen(char const* kind, day on, std::string const& aspect = {},
                std::string const& field = {}, std::string const& value = {}) {
        day const recorded = on + calendar_days(static_cast<std::int32_t>(below(4)));
        last_event_ += 1 + below(2);
        events.push_back({number(last_event_), kind, to_text(on), to_text(recorded),
                          number(last_complaint_), "", aspect, field, value});
    }

    void add_complaint() {
        last_complaint_ += 1 + below(3);
        char const* const units[] = {"homes", "homes", "streets", "parks", "council"};
        std::string const unit = units[below(std::size(units))];
        day const received = day(2018, 3, 1) + calendar_days(static_cast<std::int32_t>(below(700)));
        bool const has_channel = unit != "streets" && !one_in(4);
        char const* const places[] = {"", "North", "South", "St. John's, \"East\"", "Ünder\nhill"};
        complaints.push_back({number(last_complaint_), unit, to_text(received), "corporate",
                              has_channel ? (one_in(2) ? "email" : "Letter") : "",
                              unit == "streets" ? (one_in(2) ? "missed" : "noise") : "",
                              places[below(std::size(places))], one_in(9) ? "a, reason" : "",
                              one_in(2) ? "P-" + number(below(50)) : "",
                              one_in(12) ? "service_request" : (one_in(2) ? "complaint" : "")});
        std::vector<std::string> services;
        if ((unit == "homes" || unit == "council") && one_in(2)) services.emplace_back("repairs");
        if ((unit == "homes" || unit == "council") && one_in(2)) services.emplace_back("lettings");
        if (unit == "streets" || (unit == "council" && one_in(3))) services.emplace_back("bins");
        if (unit == "parks" && !one_in(4)) services.emplace_back("playgrounds");
        std::vector<std::string> its_aspects;
        for (std::string const& service : services) {
            mentions.push_back({number(++last_mention_), number(last_complaint_), service});
            std::size_t const n = unit == "homes" || unit == "parks" ? below(3) : 0;
            for (std::size_t a = 0; a != n; ++a) {
                its_aspects.push_back(number(++last_aspect_));
                bool const is_conduct = unit == "homes" && one_in(2);
                aspects.push_back({its_aspects.back(), number(last_mention_),
                                   is_conduct ? "conduct" : "delay",
                                   one_in(3) ? "yes" : (one_in(2) ? "no" : "")});
            }
        }
        add_events(received, unit, its_aspects);
    }

    void add_events(day received, std::string const& unit,
                    std::vector<std::string> const& its_aspects) {
        day now = received;
        auto const later = [&](std::size_t most) {
            // Of two events of one day the one that was recorded first counts as the first.
            now = now + calendar_days(1 + static_cast<std::int32_t>(below(most)));
            return now;
        };
        if (one_in(2)) happen("received", received);
        if (one_in(2)) happen("acknowledged", later(4));
        if (one_in(6)) {
            happen("paused", later(3));
            happen("resumed", later(3));
        }
        if (one_in(5)) {
            // Within the limit of 20 working days.
            happen("extended", later(3), {}, {}, to_text(received + calendar_days(90)));
        }
        if (one_in(8) && unit != "streets") {
            happen("corrected", later(5), {}, "channel", one_in(2) ? "email" : "letter");
        }
        if (one_in(8)) {
            day const right = received - calendar_days(static_cast<std::int32_t>(below(5)));
            happen("corrected", later(5), {}, "received", to_text(right));
        }
        if (one_in(9)) happen("reclassified", later(2), {}, {}, "service_request");
        for (std::string const& aspect : its_aspects) {
            char const* const outcomes[] = {"upheld", "Partly upheld", "not_upheld", "withdrawn"};
            if (!one_in(4)) happen("outcome_decided", later(5), aspect, {}, outcomes[below(4)]);
            if (one_in(7)) happen("corrected", later(2), aspect, "subject", "delay");
        }
        if (one_in(9)) happen("withdrawn", later(3));
        if (one_in(5)) return;
        happen("responded", later(30));
        if (one_in(6)) {
            happen("reopened", later(9));
            if (one_in(2)) happen("responded", later(9));
        }
        if (one_in(6)) happen("referred", later(9));
        if (one_in(5)) {
            happen("escalated", later(9), {}, {}, one_in(2) ? "stage_2" : "corporate/stage_2");
            if (one_in(2)) happen("responded", later(9));
        }
    }

    void add_others() {
        for (std::uint64_t i = 1; i != 6; ++i) {
            std::vector<std::string> const& complaint =
                complaints[1 + below(complaints.size() - 1)];
            std::string const id = number(i);
            ombudsman_cases.push_back(
                {id, "homes", "2020-03-0" + id, one_in(2) ? "repairs" : "", complaint[0]});
            deadlines.push_back({id, "2020-03-20", "", one_in(2) ? "2020-03-19" : ""});
            remedies.push_back({id, one_in(2) ? "homes" : "streets", "2020-02-1" + id, "own",
                                one_in(2) ? "paid" : "waived", "12.50", complaint[0]});
            compliments.push_back({id, "parks", "2019-05-0" + id});
            if (one_in(3)) continue;
            last_event_ += 1;
            events.push_back({number(last_event_), "decided", "2020-03-25", "2020-03-26", "", id,
                              "", "", one_in(2) ? "upheld/fault" : "closed/premature"});
        }
    }

    void write(temporary_folder const& into, char const* name, text_table const& table,
               writing_style const& style) {
        std::vector<std::size_t> rows(table.size());
        std::vector<std::size_t> columns(table.front().size());
        for (std::size_t i = 0; i != rows.size(); ++i) rows[i] = i;
        for (std::size_t i = 0; i != columns.size(); ++i) columns[i] = i;
        if (style.shuffles_rows) std::shuffle(rows.begin() + 1, rows.end(), random_);
        if (style.shuffles_columns) std::shuffle(columns.begin(), columns.end(), random_);
        std::string text = style.has_byte_order_mark ? "\xEF\xBB\xBF" : "";
        for (std::size_t const row : rows) {
            for (std::size_t c = 0; c != columns.size(); ++c) {
                if (c != 0) text += ',';
                std::string const& field = table[row][columns[c]];
                bool const needs = field.find_first_of(",\"\r\n") != std::string::npos;
                if (!needs && !(style.quotes_at_random && one_in(5))) {
                    text += field;
                    continue;
                }
                text += '"';
                for (char const ch : field)
                    text += ch == '"' ? std::string("\"\"") : std::string{ch};
                text += '"';
            }
            text += style.line_end;
        }
        if (!style.ends_last_line) text.resize(text.size() - style.line_end.size());
        into.write(name, text);
    }

    std::mt19937 random_;
    std::uint64_t last_complaint_ = 0;
    std::uint64_t last_mention_ = 0;
    std::uint64_t last_aspect_ = 0;
    std::uint64_t last_event_ = 0;
};

} // namespace upheld::test
