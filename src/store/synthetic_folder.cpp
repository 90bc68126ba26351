// SPDX-License-Identifier: BSL-1.0
#include "upheld/store/synthetic_folder.hpp"

#include "upheld/calendar/day_text.hpp"
#include "upheld/taxonomy/structure_on.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <iterator>
#include <optional>
#include <vector>

namespace upheld {
namespace {

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every machine, which the standard
/// library's distributions do not promise.
class random_numbers {
  public:
    explicit random_numbers(std::uint64_t seed) : state_(seed) {}

    std::uint64_t next() {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return z ^ (z >> 31);
    }

    /// 0 to below - 1.
    std::uint64_t below(std::uint64_t bound) { return next() % bound; }

    bool chance(std::uint64_t percent) { return below(100) < percent; }

    template <class T> T const& one_of(std::vector<T> const& choices) {
        return choices[below(choices.size())];
    }

  private:
    std::uint64_t state_;
};

/// A CSV file written through a buffer of about a megabyte.
class csv_output {
  public:
    csv_output(std::string path, std::string_view header)
        : path_(std::move(path)), file_(std::fopen(path_.c_str(), "wb")) {
        line("{}", header);
    }

    csv_output(csv_output const&) = delete;
    csv_output& operator=(csv_output const&) = delete;
    csv_output(csv_output&&) = delete;
    csv_output& operator=(csv_output&&) = delete;

    ~csv_output() {
        if (file_ != nullptr) std::fclose(file_);
    }

    template <class... Values> void line(fmt::format_string<Values...> form, Values&&... values) {
        fmt::format_to(std::back_inserter(buffer_), form, std::forward<Values>(values)...);
        buffer_ += '\n';
        if (buffer_.size() > 1u << 20u) flush();
    }

    /// @returns false if anything could not be written
    bool close() {
        flush();
        bool const is_closed = file_ != nullptr && std::fclose(file_) == 0;
        file_ = nullptr;
        return is_closed && !has_failed_;
    }

    [[nodiscard]] std::string const& path() const { return path_; }

  private:
    void flush() {
        has_failed_ = has_failed_ || file_ == nullptr ||
                      std::fwrite(buffer_.data(), 1, buffer_.size(), file_) != buffer_.size();
        buffer_.clear();
    }

    std::string path_;
    std::FILE* file_;
    std::string buffer_;
    bool has_failed_ = false;
};

/// What one unit's complaints may be made of.
struct unit_choices {
    unit_code unit;
    std::vector<service_code> services;
    bool keeps_channels = false;
    bool keeps_mentions = false;
    bool keeps_aspects = false;
    bool keeps_outcomes = false;
    bool keeps_categories = false;
};

/// Whether a unit or service is valid on every day on which cases may be received.
template <class Entry> bool stands_through(Entry const& entry, day_span days) {
    return entry.valid_from <= to_text(days.first) && stands_on(entry, to_text(days.last));
}

std::vector<unit_choices> choices_of(taxonomy const& words, day_span received) {
    std::vector<unit_choices> all;
    for (unit_code const unit : words.units.codes()) {
        unit_entry const& entry = words.units[unit];
        unit_choices one;
        one.unit = unit;
        for (service_code const s : words.services.codes()) {
            service_entry const& service = words.services[s];
            if (service.unit == unit && stands_through(service, received)) {
                one.services.push_back(s);
            }
        }
        if (entry.state_of(kept::complaints) != collected::yes || one.services.empty() ||
            !stands_through(entry, received)) {
            continue;
        }
        auto const keeps = [&](kept what) { return entry.state_of(what) == collected::yes; };
        one.keeps_channels = keeps(kept::channels) && !words.channels.is_empty();
        one.keeps_mentions = keeps(kept::mentions);
        one.keeps_aspects = one.keeps_mentions && keeps(kept::aspects) && !entry.subjects.empty();
        one.keeps_outcomes = one.keeps_aspects && keeps(kept::outcomes);
        one.keeps_categories = keeps(kept::categories) && !words.categories.is_empty();
        all.push_back(std::move(one));
    }
    return all;
}

class writing {
  public:
    writing(taxonomy const& words, working_calendar const& calendar, synthetic_plan const& plan,
            std::string const& folder)
        : words_(words), calendar_(calendar), plan_(plan), random_(plan.seed),
          units_(choices_of(words, plan.received)),
          complaints_(
              folder + "/complaints.csv",
              "id,unit,received,channel,category,procedure,procedure_reason,complainant,kind"),
          mentions_(folder + "/mentions.csv", "id,complaint,service"),
          aspects_(folder + "/aspects.csv", "id,mention,subject,contractors_employee"),
          events_(folder + "/events.csv", "id,complaint,aspect,kind,happened,recorded,value") {
        for (outcome_code const o : words.outcomes.codes()) {
            if (words.outcomes[o].is_decided) decided_outcomes_.push_back(o);
        }
    }

    result<synthetic_counts> run(synthetic_progress progress, void* context) {
        if (units_.empty() || words_.procedures.is_empty()) {
            return refuse(
                {.code = failure_code::not_found,
                 .where = {},
                 .message = "the taxonomy has no unit with services that keeps complaints and is "
                            "valid on all the days, or no procedure",
                 .mend = {}});
        }
        for (std::uint64_t i = 0; i != plan_.complaints; ++i) {
            if (auto const written = one_complaint(); !written) {
                return std::unexpected(written.error());
            }
            if (progress != nullptr && i % 10'000 == 0) progress(i, context);
        }
        for (csv_output* const file : {&complaints_, &mentions_, &aspects_, &events_}) {
            if (!file->close()) {
                return refuse({.code = failure_code::write_failed,
                               .where = {.source = file->path(), .row = 0, .column = {}},
                               .message = "could not be written",
                               .mend = {}});
            }
        }
        return counts_;
    }

  private:
    result<void> one_complaint() {
        std::uint64_t const id = ++counts_.complaints;
        unit_choices const& unit = random_.one_of(units_);
        auto const days =
            static_cast<std::uint64_t>((plan_.received.last - plan_.received.first).value + 1);
        day const received =
            plan_.received.first + calendar_days(static_cast<std::int32_t>(random_.below(days)));
        // The first procedure is the ordinary one; one complaint in twenty goes by another.
        auto const procedure_at = random_.chance(95) ? 0 : random_.below(words_.procedures.size());
        procedure_code const procedure(static_cast<std::uint16_t>(procedure_at));
        auto const channel = random_.below(std::max<std::size_t>(words_.channels.size(), 1));
        auto const category = random_.below(std::max<std::size_t>(words_.categories.size(), 1));
        complaints_.line(
            "{},{},{},{},{},{},synthetic,P-{},complaint", id, words_.units[unit.unit].key,
            to_text(received),
            unit.keeps_channels
                ? words_.channels[channel_code(static_cast<std::uint16_t>(channel))].key
                : std::string(),
            unit.keeps_categories
                ? words_.categories[category_code(static_cast<std::uint16_t>(category))].key
                : std::string(),
            words_.procedures[procedure].key, 1 + random_.below(plan_.complaints));

        auto const acknowledged =
            calendar_.add(received, working_days(static_cast<std::int32_t>(1 + random_.below(3))));
        if (!acknowledged) return std::unexpected(acknowledged.error());
        event(id, std::nullopt, "acknowledged", *acknowledged, {});

        bool const is_answered = random_.chance(90);
        // Two draws added: most answers come around the sixteenth working day, a tail after the
        // twentieth.
        auto const taken = 4 + random_.below(14) + random_.below(14);
        auto const answered =
            calendar_.add(received, working_days(static_cast<std::int32_t>(taken)));
        if (!answered) return std::unexpected(answered.error());
        if (unit.keeps_mentions) mentions_of(id, unit, is_answered, *answered);
        if (is_answered) event(id, std::nullopt, "responded", *answered, {});
        return {};
    }

    void mentions_of(std::uint64_t complaint, unit_choices const& unit, bool is_answered,
                     day answered) {
        std::size_t const first = random_.below(unit.services.size());
        std::size_t const mentions = unit.services.size() > 1 && random_.chance(5) ? 2 : 1;
        for (std::size_t i = 0; i != mentions; ++i) {
            std::uint64_t const mention = ++counts_.mentions;
            service_code const service = unit.services[(first + i) % unit.services.size()];
            mentions_.line("{},{},{}", mention, complaint, words_.services[service].key);
            if (!unit.keeps_aspects) continue;
            std::size_t const aspects =
                1 + (random_.chance(25) ? 1u : 0u) + (random_.chance(8) ? 1u : 0u);
            for (std::size_t a = 0; a != aspects; ++a) {
                one_aspect(complaint, mention, unit, service, is_answered, answered);
            }
        }
    }

    void one_aspect(std::uint64_t complaint, std::uint64_t mention, unit_choices const& unit,
                    service_code service, bool is_answered, day answered) {
        std::uint64_t const aspect = ++counts_.aspects;
        subject_code const subject = random_.one_of(words_.units[unit.unit].subjects);
        aspects_.line("{},{},{},{}", aspect, mention, words_.subjects[subject].key,
                      words_.services[service].is_contracted && random_.chance(30) ? "yes" : "no");
        if (is_answered && unit.keeps_outcomes && !decided_outcomes_.empty()) {
            outcome_code const outcome = random_.one_of(decided_outcomes_);
            event(complaint, aspect, "outcome_decided", answered, words_.outcomes[outcome].key);
        }
    }

    void event(std::uint64_t complaint, std::optional<std::uint64_t> aspect, std::string_view kind,
               day happened, std::string_view value) {
        day const recorded = happened + calendar_days(static_cast<std::int32_t>(random_.below(3)));
        events_.line("{},{},{},{},{},{},{}", ++counts_.events, complaint,
                     aspect ? std::to_string(*aspect) : std::string(), kind, to_text(happened),
                     to_text(recorded), value);
    }

    taxonomy const& words_;
    working_calendar const& calendar_;
    synthetic_plan const& plan_;
    random_numbers random_;
    std::vector<unit_choices> units_;
    std::vector<outcome_code> decided_outcomes_;
    csv_output complaints_;
    csv_output mentions_;
    csv_output aspects_;
    csv_output events_;
    synthetic_counts counts_;
};

} // namespace

result<synthetic_counts> write_synthetic_folder(taxonomy const& words,
                                                working_calendar const& calendar,
                                                synthetic_plan const& plan,
                                                std::string const& folder,
                                                synthetic_progress progress, void* context) {
    UPHELD_EXPECTS(plan.received.first <= plan.received.last);
    day_span const needed{plan.received.first, plan.received.last + calendar_days(120)};
    if (!calendar.known().covers(needed)) {
        return refuse({.code = failure_code::calendar_ends,
                       .where = {},
                       .message = "the calendar is known from " + to_text(calendar.known().first) +
                                  " to " + to_text(calendar.known().last) +
                                  ", and the cases need it from " + to_text(needed.first) + " to " +
                                  to_text(needed.last),
                       .mend = "choose another period"});
    }
    return writing(words, calendar, plan, folder).run(progress, context);
}

} // namespace upheld
