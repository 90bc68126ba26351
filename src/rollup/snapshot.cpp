// SPDX-License-Identifier: BSL-1.0
#include "upheld/rollup/snapshot.hpp"

#include "rollup/snapshot_bytes.hpp"
#include "rollup/snapshot_file.hpp"
#include "rollup/snapshot_records.hpp"
#include "rollup/snapshot_rows.hpp"
#include "upheld/deadline/clock_rule.hpp"
#include "upheld/taxonomy/taxonomy_to_toml.hpp"

#include <algorithm>
#include <bit>
#include <memory>
#include <optional>
#include <utility>

namespace upheld {

using detail::byte_reader;
using detail::byte_writer;
using detail::record_slices;
using detail::section;
using detail::section_bytes;
using detail::section_list;
using detail::snapshot_image;
using detail::snapshot_writer;

struct snapshot::contents {
    std::shared_ptr<snapshot_image const> file;
    std::string source; ///< for messages
    section_list sections;
    taxonomy words;
    std::optional<working_calendar> calendar;
    day as_of;
    snapshot_counts counts;
    std::vector<series_figure> series;
    std::optional<columns> rows;

    [[nodiscard]] section_bytes const& at(section which) const {
        return sections[static_cast<std::size_t>(which)];
    }

    /// @fails as `snapshot::open`
    [[nodiscard]] static result<snapshot> of_image(std::shared_ptr<snapshot_image> const& from,
                                                   std::string const& source);
    [[nodiscard]] byte_reader reader_of(section which) const;
    [[nodiscard]] result<void> read(std::shared_ptr<snapshot_image> const& from);
    [[nodiscard]] result<void> read_meta();
    [[nodiscard]] result<void> read_words();
    [[nodiscard]] result<void> read_series();
    [[nodiscard]] result<store> make_store() const;
};

namespace {

/// So many complaints at a time are put in order, written, read and entered.
constexpr std::size_t batch_complaints = 4096;

// Arrays lie in the file as they do in memory.
constexpr bool can_be_mapped_here = std::endian::native == std::endian::little;

failure named(failure what, std::string const& source) {
    what.where.source = source;
    return what;
}

// ---------------------------------------------------------------------------------- writing

/// Calls `each` with some of the records at a time, one kind after the other.
template <class Record, class Each>
void in_batches(std::vector<Record> const& records,
                std::span<Record const> record_slices::* const kind, Each const& each) {
    std::span<Record const> left = records;
    while (!left.empty()) {
        record_slices some;
        some.*kind = left.first(std::min(left.size(), batch_complaints));
        left = left.subspan((some.*kind).size());
        each(some);
    }
}

void write_cases(snapshot_writer& to, store const& cases, record_set const& others) {
    byte_writer batch;
    auto const write = [&](record_slices const& some) {
        batch.out.clear();
        detail::write_records(batch, some);
        byte_writer length;
        length.number(batch.out.size());
        to.put(length.out);
        to.put(batch.out);
    };
    std::vector<complaint_id> const all = cases.complaint_ids();
    std::span<complaint_id const> left = all;
    while (!left.empty()) {
        auto const some = left.first(std::min(left.size(), batch_complaints));
        left = left.subspan(some.size());
        record_set const records = cases.records_of(some);
        record_slices slices;
        slices.complaints = records.complaints;
        slices.mentions = records.mentions;
        slices.aspects = records.aspects;
        slices.events = records.events;
        write(slices);
    }
    in_batches(others.ombudsman_cases, &record_slices::ombudsman_cases, write);
    in_batches(others.events, &record_slices::events, write);
    in_batches(others.deadlines, &record_slices::deadlines, write);
    in_batches(others.recommendations, &record_slices::recommendations, write);
    in_batches(others.remedies, &record_slices::remedies, write);
    in_batches(others.compliments, &record_slices::compliments, write);
}

/// What the taxonomy will be read from. @fails contradiction
result<std::string> text_of(taxonomy const& words) {
    std::string text = to_toml(words);
    loaded_taxonomy const again = taxonomy_from_toml(text, "the snapshot's taxonomy");
    if (again.is_whole() && again.value == words) return text;
    return refuse({.code = failure_code::contradiction,
                   .where = {},
                   .message = "the taxonomy is not such as reading one gives" +
                              (again.is_whole() ? "" : ": " + to_string(again.failures.front())),
                   .mend = "mend it, or read it from a file"});
}

} // namespace

result<void> write_snapshot(std::string const& path, store const& cases, columns const& rows,
                            day as_of) {
    if constexpr (!can_be_mapped_here) {
        return refuse({.code = failure_code::write_failed,
                       .where = {.source = path, .row = 0, .column = {}},
                       .message = "snapshots need a little-endian processor",
                       .mend = {}});
    }
    if (rows.words() != cases.words()) {
        return refuse({.code = failure_code::contradiction,
                       .where = {.source = path, .row = 0, .column = {}},
                       .message = "the statistics are of another taxonomy than the cases",
                       .mend = "make them of the store's facts"});
    }
    auto const words = text_of(cases.words());
    if (!words) return refuse(named(words.error(), path));

    record_set const others = cases.other_records();
    snapshot_writer to(path);
    byte_writer meta;
    meta.signed_number(as_of.serial());
    meta.number(cases.complaint_count());
    meta.number(cases.mention_count());
    meta.number(cases.aspect_count());
    meta.number(cases.event_count());
    meta.number(others.ombudsman_cases.size());
    meta.number(others.remedies.size());
    meta.number(others.compliments.size());
    to.begin(section::meta);
    to.put(meta.out);
    to.begin(section::words);
    to.put(std::as_bytes(std::span(*words)));
    byte_writer calendar;
    detail::write_calendar(calendar, cases.calendar());
    to.begin(section::calendar);
    to.put(calendar.out);
    byte_writer series;
    record_slices figures;
    figures.series = others.series;
    detail::write_records(series, figures);
    to.begin(section::series);
    to.put(series.out);
    detail::write_rows(to, rows);
    to.begin(section::cases);
    write_cases(to, cases, others);
    return to.finish();
}

result<void> write_snapshot(std::string const& path, store const& cases, day as_of,
                            columns_options options) {
    auto const rows = columns_of(cases.words(), cases.facts_as_of(as_of), options);
    if (!rows) return refuse(rows.error());
    return write_snapshot(path, cases, *rows, as_of);
}

// ---------------------------------------------------------------------------------- reading

byte_reader snapshot::contents::reader_of(section which) const {
    return {at(which).bytes,
            "section " + std::string(detail::section_tags[static_cast<std::size_t>(which)])};
}

result<void> snapshot::contents::read(std::shared_ptr<snapshot_image> const& from) {
    if constexpr (!can_be_mapped_here) {
        return refuse({.code = failure_code::file_unreadable,
                       .where = {},
                       .message = "snapshots need a little-endian processor",
                       .mend = {}});
    }
    auto const found = detail::sections_of(from->bytes());
    if (!found) return refuse(found.error());
    sections = *found;
    file = from;
    // Damage is told as damage, before anything is made of it.
    for (section const which :
         {section::meta, section::words, section::calendar, section::series, section::rows}) {
        if (auto const whole = check_section(sections, which); !whole) return whole;
    }
    if (auto const done = read_meta(); !done) return done;
    if (auto const done = read_words(); !done) return done;
    byte_reader in = reader_of(section::calendar);
    auto read_calendar = detail::read_calendar(in);
    if (!read_calendar) return refuse(read_calendar.error());
    calendar = std::move(*read_calendar);
    if (auto const done = read_series(); !done) return done;
    auto read_rows = detail::read_rows(sections, words, file);
    if (!read_rows) return refuse(read_rows.error());
    rows = std::move(*read_rows);
    from->close_file();
    return {};
}

result<void> snapshot::contents::read_meta() {
    byte_reader in = reader_of(section::meta);
    as_of = in.serial_day(in.signed_number());
    counts.complaints = in.number();
    counts.mentions = in.number();
    counts.aspects = in.number();
    counts.events = in.number();
    counts.ombudsman_cases = in.number();
    counts.remedies = in.number();
    counts.compliments = in.number();
    return in.end();
}

result<void> snapshot::contents::read_words() {
    auto const text = at(section::words).bytes;
    loaded_taxonomy loaded =
        taxonomy_from_toml({reinterpret_cast<char const*>(text.data()), text.size()}, source);
    if (!loaded.is_whole()) return refuse(loaded.failures.front());
    words = std::move(loaded.value);
    return {};
}

result<void> snapshot::contents::read_series() {
    byte_reader in = reader_of(section::series);
    record_set read = detail::read_records(in);
    auto const allowed = [](auto code, auto const& list) {
        return code.is_none() || list.lists(code);
    };
    for (series_figure const& one : read.series) {
        if (!allowed(one.unit, words.units) || !allowed(one.service, words.services) ||
            !allowed(one.stage, words.stages) || !allowed(one.remedy_stage, words.remedy_stages) ||
            !allowed(one.remedy_kind, words.remedy_kinds)) {
            in.fail("a published figure has a code that there is not");
        }
    }
    record_set alone;
    alone.series = read.series;
    if (in.is_good() && read != alone) in.fail("there are records among the published figures");
    series = std::move(read.series);
    return in.end();
}

result<store> snapshot::contents::make_store() const {
    if (auto const whole = check_section(sections, section::cases); !whole) {
        return refuse(whole.error());
    }
    for (stage_entry const& stage : words.stages.entries()) {
        for (std::string const& rule : {stage.acknowledge_rule, stage.respond_rule}) {
            if (rule.empty() || find_clock_rule(rule) != nullptr) continue;
            return refuse({.code = failure_code::key_unknown,
                           .where = {},
                           .message = "stage \"" + stage.key + "\" names the clock rule \"" + rule +
                                      "\", which there is not",
                           .mend = {}});
        }
    }
    byte_reader in = reader_of(section::cases);
    store made(words, *calendar);
    snapshot_counts found;
    std::uint64_t number = 0;
    while (!in.is_at_end()) {
        auto const bytes = in.take(in.number());
        if (!in.is_good()) break;
        std::string const name = "batch " + std::to_string(++number) + " of the records";
        byte_reader batch(bytes, name);
        record_set const records = detail::read_records(batch);
        if (auto const whole = batch.end(); !whole) return refuse(whole.error());
        auto const faults = made.fill(records);
        if (!faults.empty()) {
            failure what = faults.front().what;
            what.message = name + ": " + what.message;
            return refuse(std::move(what));
        }
        found.complaints += records.complaints.size();
        found.mentions += records.mentions.size();
        found.aspects += records.aspects.size();
        found.events += records.events.size();
        found.ombudsman_cases += records.ombudsman_cases.size();
        found.remedies += records.remedies.size();
        found.compliments += records.compliments.size();
    }
    if (auto const whole = in.end(); !whole) return refuse(whole.error());
    record_set published;
    published.series = series;
    if (auto const faults = made.fill(published); !faults.empty()) {
        return refuse(faults.front().what);
    }
    if (found != counts) {
        return refuse({.code = failure_code::contradiction,
                       .where = {},
                       .message = "there are other numbers of records than section META says",
                       .mend = "make the snapshot again"});
    }
    return made;
}

result<snapshot> snapshot::contents::of_image(std::shared_ptr<snapshot_image> const& from,
                                              std::string const& source) {
    snapshot made(new contents);
    made.contents_->source = source;
    if (auto const done = made.contents_->read(from); !done) {
        return refuse(named(done.error(), source));
    }
    return made;
}

result<snapshot> snapshot::open(std::string const& path) {
    auto const mapped = snapshot_image::of_file(path);
    if (!mapped) return refuse(mapped.error());
    return contents::of_image(*mapped, path);
}

result<snapshot> snapshot::from_bytes(std::span<std::byte const> bytes, std::string const& source) {
    return contents::of_image(std::make_shared<snapshot_image>(bytes), source);
}

snapshot::snapshot(snapshot&& other) noexcept
    : contents_(std::exchange(other.contents_, nullptr)) {}

snapshot& snapshot::operator=(snapshot&& other) noexcept {
    std::swap(contents_, other.contents_);
    return *this;
}

snapshot::~snapshot() { delete contents_; }

taxonomy const& snapshot::words() const noexcept { return contents_->words; }

working_calendar const& snapshot::calendar() const noexcept { return *contents_->calendar; }

day snapshot::as_of() const noexcept { return contents_->as_of; }

snapshot_counts const& snapshot::counts() const noexcept { return contents_->counts; }

std::span<series_figure const> snapshot::series() const noexcept { return contents_->series; }

columns const& snapshot::rows() const noexcept { return *contents_->rows; }

columns& snapshot::rows() noexcept { return *contents_->rows; }

result<store> snapshot::cases() const {
    auto made = contents_->make_store();
    if (!made) return refuse(named(made.error(), contents_->source));
    return made;
}

} // namespace upheld
