// SPDX-License-Identifier: BSL-1.0
#include "store/case_lines.hpp"

#include "store/table_reader.hpp"

#include <algorithm>

namespace upheld::detail {
namespace {

/// So small that what four readers have before them stays in the processor's second cache.
constexpr std::size_t block_bytes = std::size_t{64} << 10;

/// Gives the file's header and then the part's bytes.
class part_bytes {
  public:
    explicit part_bytes(file_part const& part) : part_(part), at_(part.from) {}

    [[nodiscard]] bool find_header() {
        if (part_.from == 0) return true;
        std::string start(std::min<std::uint64_t>(block_bytes, part_.from), '\0');
        auto const got = part_.file->read_at(0, start);
        if (!got) return false;
        std::size_t const end = start.find('\n');
        header_ = start.substr(0, end == std::string::npos ? end : end + 1);
        // Quotes could hide a line end.
        return end != std::string::npos && header_.find('"') == std::string::npos;
    }

    std::optional<std::size_t> operator()(std::span<char> into) {
        if (!header_.empty()) {
            std::size_t const some = std::min(into.size(), header_.size());
            std::copy_n(header_.begin(), some, into.begin());
            header_.erase(0, some);
            return some;
        }
        std::uint64_t const left = part_.until - at_;
        auto const got = part_.file->read_at(
            at_, into.first(static_cast<std::size_t>(std::min<std::uint64_t>(into.size(), left))));
        if (got) at_ += *got;
        return got;
    }

  private:
    file_part part_;
    std::uint64_t at_;
    std::string header_;
};

/// Numbers are a third of all fields. @returns false if the text is no number
[[gnu::always_inline]] inline bool number_in(field_text text, std::uint64_t& into) {
    if (short_number(text, into)) [[likely]] {
        return true;
    }
    auto const number = whole_number(text.view());
    into = number.value_or(0);
    return number.has_value();
}

/// A code by its text. @returns false if there is no such entry
template <class Code>
[[gnu::always_inline]] inline bool code_in(code_table const& table, field_text text, Code& into) {
    into = Code(table.find(text));
    return !into.is_none();
}

/// The same where the field may be empty.
template <class Code>
[[gnu::always_inline]] inline bool code_or_none_in(code_table const& table, field_text text,
                                                   Code& into) {
    if (!text.empty()) return code_in(table, text, into);
    into = Code();
    return true;
}

[[gnu::always_inline]] inline bool truth_in(field_text text, bool& into) {
    std::string_view const word = text.view();
    into = word == "yes";
    return into || word == "no" || word.empty();
}

} // namespace

template <table_spec const& Table> table_lines<Table>::table_lines(file_part const& part) {
    places_.fill(nowhere);
    if (part.file == nullptr) return;
    part_bytes bytes(part);
    if (!bytes.find_header()) {
        doubt_ = doubt::form;
        return;
    }
    stream_.emplace(std::move(bytes), std::string(Table.file), block_bytes);
    read_header();
}

template <table_spec const& Table> void table_lines<Table>::read_header() {
    std::vector<std::string> const& header = stream_->header();
    doubt_ = header.empty() ? doubt::content : doubt::none;
    for (std::size_t i = 0; i != header.size(); ++i) {
        std::size_t column = 0;
        while (column != places_.size() && Table.columns[column].name != header[i]) ++column;
        if (column == places_.size() || places_[column] != nowhere) {
            doubt_ = doubt::content;
            return;
        }
        places_[column] = static_cast<std::int32_t>(i);
    }
    for (std::size_t c = 0; c != places_.size(); ++c) {
        if (places_[c] == nowhere && Table.columns[c].is_needed) doubt_ = doubt::content;
    }
}

/// Finds rows when there are none left. @returns false at the end and when in doubt
template <table_spec const& Table> bool table_lines<Table>::find_rows() {
    if (doubt_ != doubt::none || !stream_) return false;
    csv_plain_rows const rows = stream_->next_plain_rows();
    text_ = rows.text;
    ends_ = rows.ends;
    stride_ = rows.stride;
    rows_left_ = rows.count;
    if (rows.count != 0) return true;
    if (!stream_->next(record_)) {
        if (stream_->stopped()) doubt_ = doubt::form;
        return false;
    }
    if (!record_.is_whole) {
        doubt_ = doubt::form;
        return false;
    }
    record_text_.clear();
    record_ends_.assign(1, csv_marks::before_the_text);
    for (std::string_view const field : record_.fields) {
        record_text_ += field;
        record_ends_.push_back(static_cast<std::uint32_t>(record_text_.size()));
        record_text_ += ',';
    }
    record_text_.append(field_text::readable_behind, ' ');
    text_ = record_text_.data();
    ends_ = record_ends_.data() + 1;
    rows_left_ = 1;
    return true;
}

static_assert(field_text::readable_behind <= csv_stream::readable_behind);

template class table_lines<complaints_csv>;
template class table_lines<mentions_csv>;
template class table_lines<aspects_csv>;
template class table_lines<events_csv>;

bool read(complaint_lines& from, lines_context& context, complaint_line& into) {
    if (!from.next()) return false;
    auto const row = from.at_hand();
    case_words const& with = context.with;
    bool good = number_in(row.field<at<complaints_csv>("id")>(), into.id);
    good = code_in(with.units, row.field<at<complaints_csv>("unit")>(), into.unit) && good;
    good = short_day(row.field<at<complaints_csv>("received")>(), into.received) && good;
    good = code_in(with.procedures, row.field<at<complaints_csv>("procedure")>(), into.procedure) &&
           good;
    good =
        code_or_none_in(with.channels, row.field<at<complaints_csv>("channel")>(), into.channel) &&
        good;
    good = code_or_none_in(with.categories, row.field<at<complaints_csv>("category")>(),
                           into.category) &&
           good;
    bool ignored = false;
    good = truth_in(row.field<at<complaints_csv>("advocacy_offered")>(), ignored) && good;
    good = truth_in(row.field<at<complaints_csv>("ombudsman_signposted")>(), ignored) && good;
    std::string_view const kind = row.field<at<complaints_csv>("kind")>().view();
    into.is_service_request = kind == "service_request";
    good = (into.is_service_request || kind.empty() || kind == "complaint") && good;
    // What the unit keeps, as `check` has it.
    good = good && with.keeps(into.unit, kept::complaints) &&
           with.stands(into.unit, into.received) &&
           (into.channel.is_none() || with.keeps(into.unit, kept::channels)) &&
           into.category.is_none() != with.keeps(into.unit, kept::categories);
    into.place = place_code();
    field_text const where = row.field<at<complaints_csv>("place")>();
    if (good && !where.empty()) {
        auto const place = context.places.find_or_add(where.view());
        good = place.has_value();
        into.place = place.value_or(place_code());
    }
    if (!good) from.stop(doubt::content);
    return good;
}

bool read(mention_lines& from, lines_context& context, mention_line& into) {
    if (!from.next()) return false;
    auto const row = from.at_hand();
    bool good = number_in(row.field<at<mentions_csv>("id")>(), into.id);
    good = number_in(row.field<at<mentions_csv>("complaint")>(), into.complaint) && good;
    good = code_in(context.with.services, row.field<at<mentions_csv>("service")>(), into.service) &&
           good;
    if (!good) from.stop(doubt::content);
    return good;
}

bool read(aspect_lines& from, lines_context& context, aspect_line& into) {
    if (!from.next()) return false;
    auto const row = from.at_hand();
    bool good = number_in(row.field<at<aspects_csv>("id")>(), into.id);
    good = number_in(row.field<at<aspects_csv>("mention")>(), into.mention) && good;
    good = code_in(context.with.subjects, row.field<at<aspects_csv>("subject")>(), into.subject) &&
           good;
    good =
        truth_in(row.field<at<aspects_csv>("contractors_employee")>(), into.concerns_contractor) &&
        good;
    if (!good) from.stop(doubt::content);
    return good;
}

namespace {

/// Whether an event of this kind has no aspect, field or value and says nothing but its day.
bool is_bare(event_kind kind) {
    constexpr auto bit = [](event_kind k) { return 1U << static_cast<unsigned>(k); };
    using enum event_kind;
    constexpr unsigned bare = bit(received) | bit(acknowledged) | bit(responded) | bit(paused) |
                              bit(resumed) | bit(reopened) | bit(referred) | bit(withdrawn);
    return (bare & bit(kind)) != 0;
}

/// An event that has more to it than most, or less.
/// @returns false if it is put aside, or in doubt
[[gnu::noinline]] bool read_unusual(event_lines& from, lines_context& context, event_line& into) {
    case_words const& with = context.with;
    auto const row = from.at_hand();
    bool good = true;
    auto const number = [&](field_text text) -> std::optional<std::uint64_t> {
        if (text.empty()) return std::nullopt;
        std::uint64_t value = 0;
        good = number_in(text, value) && good;
        return value;
    };
    event_view what;
    good = number_in(row.field<at<events_csv>("id")>(), into.id);
    what.id = event_id(into.id);
    if (auto const of = number(row.field<at<events_csv>("complaint")>()))
        what.complaint = complaint_id(*of);
    if (auto const of = number(row.field<at<events_csv>("ombudsman_case")>())) {
        what.ombudsman_case = ombudsman_case_id(*of);
    }
    if (auto const of = number(row.field<at<events_csv>("aspect")>())) what.aspect = aspect_id(*of);
    std::uint16_t const kind = with.event_kinds.find(row.field<at<events_csv>("kind")>());
    good = kind != code_table::none && good;
    what.kind = static_cast<event_kind>(kind);
    good = short_day(row.field<at<events_csv>("happened")>(), what.happened) && good;
    good = short_day(row.field<at<events_csv>("recorded")>(), what.recorded) && good;
    what.field = row.field<at<events_csv>("field")>().view();
    what.value = row.field<at<events_csv>("value")>().view();
    if (good && !what.complaint && what.ombudsman_case) {
        // The store judges these: they are few, and their cases are not here.
        context.of_others.push_back({.id = what.id,
                                     .complaint = std::nullopt,
                                     .ombudsman_case = what.ombudsman_case,
                                     .kind = what.kind,
                                     .happened = what.happened,
                                     .recorded = what.recorded,
                                     .aspect = what.aspect,
                                     .field = std::string(what.field),
                                     .value = std::string(what.value)});
        return false;
    }
    good = good && what.complaint && !what.ombudsman_case;
    if (good && what.kind == event_kind::escalated) {
        into.step = {.kind = what.kind,
                     .happened = what.happened,
                     .recorded = what.recorded,
                     .until = {},
                     .aspect = what.aspect};
        into.stage_name = context.stage_names.number_of(what.value);
        good = what.field.empty();
    } else if (good) {
        faults_found faults;
        into.step = understand(with.words, with.calendar, what, procedure_code(), faults);
        into.stage_name = event_line::no_stage;
        good = faults.empty();
    }
    if (good) {
        into.complaint = what.complaint->value;
    } else {
        from.stop(doubt::content);
    }
    return good;
}

/// An event whose form is that of most, so that a look at its fields is enough.
/// @returns false if it needs a closer one
[[gnu::always_inline]] inline bool read_usual(event_lines const& from, case_words const& with,
                                              event_line& into) {
    auto const row = from.at_hand();
    // Straight to where it goes: a copy would be read in larger pieces than it was written, for
    // which processors wait.
    event_step& step = into.step;
    bool good = number_in(row.field<at<events_csv>("id")>(), into.id);
    good = number_in(row.field<at<events_csv>("complaint")>(), into.complaint) && good;
    good = short_day(row.field<at<events_csv>("happened")>(), step.happened) && good;
    good = short_day(row.field<at<events_csv>("recorded")>(), step.recorded) && good;
    good = row.field<at<events_csv>("ombudsman_case")>().empty() &&
           row.field<at<events_csv>("field")>().empty() && good;
    std::uint16_t const number = with.event_kinds.find(row.field<at<events_csv>("kind")>());
    if (!good || number == code_table::none || step.recorded < step.happened ||
        !with.calendar.covers(step.happened) || !with.calendar.covers(step.recorded)) {
        return false;
    }
    step.kind = static_cast<event_kind>(number);
    step.corrected = corrected_field::none;
    step.is_request = false;
    step.code = outcome_code::none_value;
    step.until.reset();
    step.aspect.reset();
    into.stage_name = event_line::no_stage;
    field_text const aspect = row.field<at<events_csv>("aspect")>();
    field_text const value = row.field<at<events_csv>("value")>();
    if (step.kind != event_kind::outcome_decided) {
        return is_bare(step.kind) && aspect.empty() && value.empty();
    }
    std::uint64_t which = 0;
    step.code = with.outcomes.find(value);
    if (step.code == code_table::none || !number_in(aspect, which)) return false;
    step.aspect = aspect_id(which);
    return true;
}

} // namespace

bool read(event_lines& from, lines_context& context, event_line& into) {
    while (from.next()) {
        if (read_usual(from, context.with, into) || read_unusual(from, context, into)) return true;
    }
    return false;
}

} // namespace upheld::detail
