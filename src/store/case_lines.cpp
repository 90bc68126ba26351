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

/// Inside its callers, of which each row has several calls: ids are a third of all fields.
/// @returns false if the text is no number
[[gnu::always_inline]] inline bool number_in(std::string_view text, std::uint64_t& into) {
    if (short_number(text, into)) [[likely]] {
        return true;
    }
    auto const number = whole_number(text);
    into = number.value_or(0);
    return number.has_value();
}

/// A code by its text. @returns false if there is no such entry
template <class Code> bool code_in(code_table const& table, std::string_view text, Code& into) {
    into = Code(table.find(text));
    return !into.is_none();
}

/// The same where the field may be empty.
template <class Code>
bool code_or_none_in(code_table const& table, std::string_view text, Code& into) {
    if (!text.empty()) return code_in(table, text, into);
    into = Code();
    return true;
}

bool truth_in(std::string_view text, bool& into) {
    into = text == "yes";
    return into || text == "no" || text.empty();
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
        places_[column] = i;
    }
    for (std::size_t c = 0; c != places_.size(); ++c) {
        if (places_[c] == nowhere && Table.columns[c].is_needed) doubt_ = doubt::content;
    }
}

template class table_lines<complaints_csv>;
template class table_lines<mentions_csv>;
template class table_lines<aspects_csv>;
template class table_lines<events_csv>;

bool read(complaint_lines& from, lines_context& context, complaint_line& into) {
    if (!from.next()) return false;
    case_words const& with = context.with;
    auto const field = [&](std::size_t column) { return from.field(column); };
    bool good = number_in(field(at<complaints_csv>("id")), into.id);
    good = code_in(with.units, field(at<complaints_csv>("unit")), into.unit) && good;
    good = short_day(field(at<complaints_csv>("received")), into.received) && good;
    good = code_in(with.procedures, field(at<complaints_csv>("procedure")), into.procedure) && good;
    good =
        code_or_none_in(with.channels, field(at<complaints_csv>("channel")), into.channel) && good;
    good = code_or_none_in(with.categories, field(at<complaints_csv>("category")), into.category) &&
           good;
    bool ignored = false;
    good = truth_in(field(at<complaints_csv>("advocacy_offered")), ignored) && good;
    good = truth_in(field(at<complaints_csv>("ombudsman_signposted")), ignored) && good;
    std::string_view const kind = field(at<complaints_csv>("kind"));
    into.is_service_request = kind == "service_request";
    good = (into.is_service_request || kind.empty() || kind == "complaint") && good;
    // What the unit keeps, as `check` has it.
    good = good && with.keeps(into.unit, kept::complaints) &&
           with.stands(into.unit, into.received) &&
           (into.channel.is_none() || with.keeps(into.unit, kept::channels)) &&
           into.category.is_none() != with.keeps(into.unit, kept::categories);
    into.place = place_code();
    std::string_view const where = field(at<complaints_csv>("place"));
    if (good && !where.empty()) {
        auto const place = context.places.find_or_add(where);
        good = place.has_value();
        into.place = place.value_or(place_code());
    }
    if (!good) from.stop(doubt::content);
    return good;
}

bool read(mention_lines& from, lines_context& context, mention_line& into) {
    if (!from.next()) return false;
    bool good = number_in(from.field(at<mentions_csv>("id")), into.id);
    good = number_in(from.field(at<mentions_csv>("complaint")), into.complaint) && good;
    good = code_in(context.with.services, from.field(at<mentions_csv>("service")), into.service) &&
           good;
    if (!good) from.stop(doubt::content);
    return good;
}

bool read(aspect_lines& from, lines_context& context, aspect_line& into) {
    if (!from.next()) return false;
    bool good = number_in(from.field(at<aspects_csv>("id")), into.id);
    good = number_in(from.field(at<aspects_csv>("mention")), into.mention) && good;
    good = code_in(context.with.subjects, from.field(at<aspects_csv>("subject")), into.subject) &&
           good;
    good =
        truth_in(from.field(at<aspects_csv>("contractors_employee")), into.concerns_contractor) &&
        good;
    if (!good) from.stop(doubt::content);
    return good;
}

namespace {

/// Whether an event of this kind has no aspect, field or value and says nothing but its day.
bool is_bare(event_kind kind) {
    switch (kind) {
    case event_kind::received:
    case event_kind::acknowledged:
    case event_kind::responded:
    case event_kind::paused:
    case event_kind::resumed:
    case event_kind::reopened:
    case event_kind::referred:
    case event_kind::withdrawn: return true;
    default: return false;
    }
}

/// An event that has more to it than most, or less.
/// @returns false if it is put aside, or in doubt
bool read_unusual(event_lines& from, lines_context& context, event_line& into) {
    case_words const& with = context.with;
    bool good = true;
    auto const number = [&](std::size_t column) -> std::optional<std::uint64_t> {
        std::string_view const text = from.field(column);
        if (text.empty()) return std::nullopt;
        std::uint64_t value = 0;
        good = number_in(text, value) && good;
        return value;
    };
    event_view what;
    good = number_in(from.field(at<events_csv>("id")), into.id);
    what.id = event_id(into.id);
    if (auto const of = number(at<events_csv>("complaint"))) what.complaint = complaint_id(*of);
    if (auto const of = number(at<events_csv>("ombudsman_case"))) {
        what.ombudsman_case = ombudsman_case_id(*of);
    }
    if (auto const of = number(at<events_csv>("aspect"))) what.aspect = aspect_id(*of);
    std::uint16_t const kind = with.event_kinds.find(from.field(at<events_csv>("kind")));
    good = kind != code_table::none && good;
    what.kind = static_cast<event_kind>(kind);
    good = short_day(from.field(at<events_csv>("happened")), what.happened) && good;
    good = short_day(from.field(at<events_csv>("recorded")), what.recorded) && good;
    what.field = from.field(at<events_csv>("field"));
    what.value = from.field(at<events_csv>("value"));
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
bool read_usual(event_lines const& from, case_words const& with, event_line& into) {
    bool good = from.field(at<events_csv>("ombudsman_case")).empty() &&
                from.field(at<events_csv>("field")).empty();
    good = number_in(from.field(at<events_csv>("id")), into.id) && good;
    good = number_in(from.field(at<events_csv>("complaint")), into.complaint) && good;
    event_step& step = into.step;
    good = short_day(from.field(at<events_csv>("happened")), step.happened) && good;
    good = short_day(from.field(at<events_csv>("recorded")), step.recorded) && good;
    std::uint16_t const number = with.event_kinds.find(from.field(at<events_csv>("kind")));
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
    std::string_view const aspect = from.field(at<events_csv>("aspect"));
    std::string_view const value = from.field(at<events_csv>("value"));
    if (step.kind == event_kind::outcome_decided) {
        std::uint64_t which = 0;
        step.code = with.outcomes.find(value);
        if (step.code == code_table::none || !number_in(aspect, which)) return false;
        step.aspect = aspect_id(which);
        return true;
    }
    return is_bare(step.kind) && aspect.empty() && value.empty();
}

} // namespace

bool read(event_lines& from, lines_context& context, event_line& into) {
    while (from.next()) {
        if (read_usual(from, context.with, into) || read_unusual(from, context, into)) return true;
    }
    return false;
}

} // namespace upheld::detail
