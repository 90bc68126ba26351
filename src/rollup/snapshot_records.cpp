// SPDX-License-Identifier: BSL-1.0
#include "rollup/snapshot_records.hpp"

#include <array>
#include <utility>

namespace upheld::detail {
namespace {

// Ids and days are written as the distance from the one before of their kind, texts by what has
// been seen of their kind. These are the kinds.

enum class ids : std::uint8_t {
    complaint,
    mention,
    aspect,
    ombudsman_case,
    event,
    remedy,
    compliment,
};
constexpr std::size_t ids_count = 7;

enum class days : std::uint8_t { received, happened, referred, agreed };
constexpr std::size_t days_count = 4;

enum class texts : std::uint8_t {
    place,
    reason,
    complainant,
    aspect_remedy,
    event_field,
    event_value,
    recommendation,
    compliment,
    measure,
    variant,
    period,
    source,
    structure,
    coverage,
};
constexpr std::size_t texts_count = 14;

/// The two coders have the same functions, so that one description of a record serves both ways.
class encoder {
  public:
    template <class Record> using of = Record const;

    explicit encoder(byte_writer& to) : to_(to) {}

    template <class Tag> void id(ids kind, upheld::id<Tag> const& value) {
        std::uint64_t& last = ids_[static_cast<std::size_t>(kind)];
        to_.signed_number(static_cast<std::int64_t>(value.value - last));
        last = value.value;
    }

    template <class Tag> void code(upheld::code<Tag> const& value) {
        to_.number(value.is_none() ? 0 : value.value + 1u);
    }

    void day(days kind, upheld::day const& value) {
        std::int32_t& last = days_[static_cast<std::size_t>(kind)];
        to_.signed_number(value.serial() - last);
        last = value.serial();
    }

    void day_from(upheld::day from, upheld::day const& value) {
        to_.signed_number((value - from).value);
    }

    void text(texts kind, std::string const& value) {
        texts_[static_cast<std::size_t>(kind)].put(to_, value);
    }

    /// @param value  the first enumerator is 0, and all are in a row
    template <class Enum> void choice(Enum const& value, Enum) {
        to_.number(static_cast<std::uint64_t>(value));
    }

    template <class... Flags> void flags(Flags const&... each) {
        std::uint64_t bits = 0;
        unsigned at = 0;
        ((bits |= std::uint64_t{each ? 1u : 0u} << at++), ...);
        to_.number(bits);
    }

    /// Which of them have a value.
    template <class... Values> void presence(std::optional<Values> const&... each) {
        flags(each.has_value()...);
    }

    void amount(std::int64_t const& value) { to_.signed_number(value); }

  private:
    byte_writer& to_;
    std::array<std::uint64_t, ids_count> ids_{};
    std::array<std::int32_t, days_count> days_{};
    std::array<text_writer, texts_count> texts_;
};

class decoder {
  public:
    template <class Record> using of = Record;

    explicit decoder(byte_reader& in) : in_(in) {}

    template <class Tag> void id(ids kind, upheld::id<Tag>& value) {
        std::uint64_t& last = ids_[static_cast<std::size_t>(kind)];
        last += static_cast<std::uint64_t>(in_.signed_number());
        value = upheld::id<Tag>(last);
    }

    template <class Tag> void code(upheld::code<Tag>& value) {
        std::uint64_t const number = in_.number_up_to(upheld::code<Tag>::none_value);
        value = number == 0 ? upheld::code<Tag>()
                            : upheld::code<Tag>(static_cast<std::uint16_t>(number - 1));
    }

    void day(days kind, upheld::day& value) {
        std::int32_t& last = days_[static_cast<std::size_t>(kind)];
        value = day_after(last);
        last = value.serial();
    }

    void day_from(upheld::day from, upheld::day& value) { value = day_after(from.serial()); }

    void text(texts kind, std::string& value) {
        value = texts_[static_cast<std::size_t>(kind)].take(in_);
    }

    template <class Enum> void choice(Enum& value, Enum last) {
        value = static_cast<Enum>(in_.number_up_to(static_cast<std::uint64_t>(last)));
    }

    template <class... Flags> void flags(Flags&... each) {
        std::uint64_t bits = in_.number_up_to((std::uint64_t{1} << sizeof...(each)) - 1);
        ((each = (bits & 1) != 0, bits >>= 1), ...);
    }

    template <class... Values> void presence(std::optional<Values>&... each) {
        std::uint64_t bits = in_.number_up_to((std::uint64_t{1} << sizeof...(each)) - 1);
        ((each = (bits & 1) != 0 ? std::optional<Values>(Values()) : std::nullopt, bits >>= 1),
         ...);
    }

    void amount(std::int64_t& value) { value = in_.signed_number(); }

  private:
    [[nodiscard]] upheld::day day_after(std::int32_t last) {
        // A distance that no two days have must not overflow.
        auto const sum = static_cast<std::uint64_t>(std::int64_t{last}) +
                         static_cast<std::uint64_t>(in_.signed_number());
        return in_.serial_day(static_cast<std::int64_t>(sum));
    }

    byte_reader& in_;
    std::array<std::uint64_t, ids_count> ids_{};
    std::array<std::int32_t, days_count> days_{};
    std::array<text_reader, texts_count> texts_;
};

// ------------------------------------------------------------------------- what records have

template <class Coder> void fields_of(Coder& c, typename Coder::template of<complaint>& r) {
    c.id(ids::complaint, r.id);
    c.code(r.unit);
    c.text(texts::place, r.place);
    c.day(days::received, r.received);
    c.code(r.channel);
    c.code(r.category);
    c.code(r.procedure);
    c.text(texts::reason, r.procedure_reason);
    c.text(texts::complainant, r.complainant);
    c.flags(r.is_service_request, r.advocacy_offered, r.ombudsman_signposted);
}

template <class Coder> void fields_of(Coder& c, typename Coder::template of<mention>& r) {
    c.id(ids::mention, r.id);
    c.id(ids::complaint, r.complaint);
    c.code(r.service);
}

template <class Coder> void fields_of(Coder& c, typename Coder::template of<aspect>& r) {
    c.id(ids::aspect, r.id);
    c.id(ids::mention, r.mention);
    c.code(r.subject);
    c.flags(r.concerns_contractor);
    c.text(texts::aspect_remedy, r.remedy);
}

template <class Coder> void fields_of(Coder& c, typename Coder::template of<ombudsman_case>& r) {
    c.id(ids::ombudsman_case, r.id);
    c.code(r.unit);
    c.code(r.service);
    c.day(days::referred, r.referred);
    c.presence(r.complaint);
    if (r.complaint) c.id(ids::complaint, *r.complaint);
}

template <class Coder> void fields_of(Coder& c, typename Coder::template of<event>& r) {
    c.id(ids::event, r.id);
    c.presence(r.complaint, r.ombudsman_case, r.aspect);
    if (r.complaint) c.id(ids::complaint, *r.complaint);
    if (r.ombudsman_case) c.id(ids::ombudsman_case, *r.ombudsman_case);
    c.choice(r.kind, event_kind::discontinued);
    c.day(days::happened, r.happened);
    c.day_from(r.happened, r.recorded);
    if (r.aspect) c.id(ids::aspect, *r.aspect);
    c.text(texts::event_field, r.field);
    c.text(texts::event_value, r.value);
}

template <class Coder>
void fields_of(Coder& c, typename Coder::template of<ombudsman_deadline>& r) {
    c.id(ids::ombudsman_case, r.ombudsman_case);
    c.day(days::referred, r.first_set);
    c.presence(r.extended_to, r.answered);
    if (r.extended_to) c.day_from(r.first_set, *r.extended_to);
    if (r.answered) c.day_from(r.first_set, *r.answered);
}

template <class Coder>
void fields_of(Coder& c, typename Coder::template of<ombudsman_recommendation>& r) {
    c.id(ids::ombudsman_case, r.ombudsman_case);
    c.text(texts::recommendation, r.text);
    c.presence(r.due, r.implemented);
    if (r.due) c.day(days::referred, *r.due);
    if (r.implemented) c.day(days::referred, *r.implemented);
}

template <class Coder> void fields_of(Coder& c, typename Coder::template of<remedy>& r) {
    c.id(ids::remedy, r.id);
    c.code(r.unit);
    c.day(days::agreed, r.agreed);
    c.code(r.stage);
    c.code(r.kind);
    c.amount(r.amount.value);
    c.presence(r.complaint, r.ombudsman_case);
    if (r.complaint) c.id(ids::complaint, *r.complaint);
    if (r.ombudsman_case) c.id(ids::ombudsman_case, *r.ombudsman_case);
}

template <class Coder> void fields_of(Coder& c, typename Coder::template of<compliment>& r) {
    c.id(ids::compliment, r.id);
    c.code(r.unit);
    c.code(r.service);
    c.day(days::received, r.received);
    c.text(texts::compliment, r.text);
}

template <class Coder> void fields_of(Coder& c, typename Coder::template of<series_figure>& r) {
    c.text(texts::measure, r.measure);
    c.text(texts::variant, r.variant);
    c.text(texts::period, r.period);
    c.code(r.unit);
    c.code(r.service);
    c.code(r.stage);
    c.code(r.remedy_stage);
    c.code(r.remedy_kind);
    c.choice(r.state, series_state::not_applicable);
    c.choice(r.form, series_form::joint_rank);
    c.amount(r.number);
    c.text(texts::source, r.source);
    c.text(texts::structure, r.structure);
    c.text(texts::coverage, r.coverage);
}

template <class Record>
void read_all(byte_reader& in, decoder& coder, std::vector<Record>& records) {
    for (std::size_t left = in.count(); left != 0 && in.is_good(); --left) {
        fields_of(coder, records.emplace_back());
    }
}

} // namespace

void write_records(byte_writer& to, record_slices const& some) {
    encoder coder(to);
    auto const write_all = [&](auto const& records) {
        to.number(records.size());
        for (auto const& record : records) fields_of(coder, record);
    };
    write_all(some.complaints);
    write_all(some.mentions);
    write_all(some.aspects);
    write_all(some.ombudsman_cases);
    write_all(some.events);
    write_all(some.deadlines);
    write_all(some.recommendations);
    write_all(some.remedies);
    write_all(some.compliments);
    write_all(some.series);
}

record_set read_records(byte_reader& in) {
    record_set made;
    decoder coder(in);
    read_all(in, coder, made.complaints);
    read_all(in, coder, made.mentions);
    read_all(in, coder, made.aspects);
    read_all(in, coder, made.ombudsman_cases);
    read_all(in, coder, made.events);
    read_all(in, coder, made.deadlines);
    read_all(in, coder, made.recommendations);
    read_all(in, coder, made.remedies);
    read_all(in, coder, made.compliments);
    read_all(in, coder, made.series);
    return made;
}

void write_calendar(byte_writer& to, working_calendar const& calendar) {
    to.text(calendar.id());
    to.text(calendar.edition());
    to.signed_number(calendar.known().first.serial());
    to.signed_number(calendar.known().last.serial());
    to.number(calendar.weekend().bits);
    to.number(calendar.holidays().size());
    text_writer names;
    text_writer sources;
    day last = calendar.known().first;
    for (holiday const& h : calendar.holidays()) {
        to.number(static_cast<std::uint64_t>((h.on - last).value));
        to.number(static_cast<std::uint64_t>(h.status));
        names.put(to, h.name);
        sources.put(to, h.source);
        last = h.on;
    }
}

result<working_calendar> read_calendar(byte_reader& in) {
    std::string_view const id = in.text();
    std::string_view const edition = in.text();
    day_span known;
    known.first = in.serial_day(in.signed_number());
    known.last = in.serial_day(in.signed_number());
    weekday_set weekend;
    weekend.bits = static_cast<std::uint8_t>(in.number_up_to(0xFF));
    std::vector<holiday> holidays;
    text_reader names;
    text_reader sources;
    std::int64_t last = known.first.serial();
    constexpr std::size_t most_holidays = 0xFFFF; // as `working_calendar` allows
    std::size_t const all = in.count();
    if (all > most_holidays) in.fail("there are too many holidays");
    for (std::size_t left = all; left != 0 && in.is_good(); --left) {
        holiday& h = holidays.emplace_back();
        last += static_cast<std::int64_t>(in.number_up_to(last_serial - first_serial));
        h.on = in.serial_day(last);
        h.status =
            holiday_status(in.number_up_to(static_cast<std::uint64_t>(holiday_status::local)));
        h.name = names.take(in);
        h.source = sources.take(in);
    }
    if (auto const whole = in.end(); !whole) return refuse(whole.error());
    return working_calendar::adopt(id, edition, known, std::move(holidays), weekend);
}

} // namespace upheld::detail
