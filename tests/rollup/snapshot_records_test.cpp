// SPDX-License-Identifier: BSL-1.0
#include "rollup/snapshot_records.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <random>

/// Records of any content come out of a snapshot's bytes as they went in, whether or not a store
/// would have them.

namespace upheld {
namespace {

using detail::byte_reader;
using detail::byte_writer;

class any_records {
  public:
    explicit any_records(std::uint32_t seed) : random_(seed) {}

    record_set next() {
        record_set made;
        several([&] {
            complaint c;
            c.id = id<complaint_id>();
            c.unit = code<unit_code>();
            c.place = text();
            c.received = some_day();
            c.channel = code<channel_code>();
            c.category = code<category_code>();
            c.procedure = code<procedure_code>();
            c.procedure_reason = text();
            c.complainant = text();
            c.is_service_request = coin();
            c.advocacy_offered = coin();
            c.ombudsman_signposted = coin();
            made.complaints.push_back(c);
        });
        several([&] {
            made.mentions.push_back({id<mention_id>(), id<complaint_id>(), code<service_code>()});
        });
        several([&] {
            made.aspects.push_back(
                {id<aspect_id>(), id<mention_id>(), code<subject_code>(), coin(), text()});
        });
        several([&] {
            made.ombudsman_cases.push_back({id<ombudsman_case_id>(), code<unit_code>(),
                                            code<service_code>(), some_day(),
                                            maybe(id<complaint_id>())});
        });
        several([&] {
            event e;
            e.id = id<event_id>();
            e.complaint = maybe(id<complaint_id>());
            e.ombudsman_case = maybe(id<ombudsman_case_id>());
            e.kind = event_kind(below(17));
            e.happened = some_day();
            e.recorded = some_day();
            e.aspect = maybe(id<aspect_id>());
            e.field = text();
            e.value = text();
            made.events.push_back(e);
        });
        several([&] {
            made.deadlines.push_back(
                {id<ombudsman_case_id>(), some_day(), maybe(some_day()), maybe(some_day())});
        });
        several([&] {
            made.recommendations.push_back(
                {id<ombudsman_case_id>(), text(), maybe(some_day()), maybe(some_day())});
        });
        several([&] {
            made.remedies.push_back({id<remedy_id>(), code<unit_code>(), some_day(),
                                     code<remedy_stage_code>(), code<remedy_kind_code>(),
                                     pence(number()), maybe(id<complaint_id>()),
                                     maybe(id<ombudsman_case_id>())});
        });
        several([&] {
            made.compliments.push_back(
                {id<compliment_id>(), code<unit_code>(), code<service_code>(), some_day(), text()});
        });
        several([&] {
            series_figure f;
            f.measure = text();
            f.variant = text();
            f.period = text();
            f.unit = code<unit_code>();
            f.service = code<service_code>();
            f.stage = code<stage_code>();
            f.remedy_stage = code<remedy_stage_code>();
            f.remedy_kind = code<remedy_kind_code>();
            f.state = series_state(below(5));
            f.form = series_form(below(5));
            f.number = number();
            f.source = text();
            f.structure = text();
            f.coverage = text();
            made.series.push_back(f);
        });
        return made;
    }

  private:
    std::uint64_t below(std::uint64_t n) { return random_() % n; }

    bool coin() { return below(2) == 0; }

    template <class Make> void several(Make make) {
        for (std::uint64_t n = below(20); n != 0; --n) make();
    }

    template <class Id> Id id() { return Id(coin() ? below(100) : random_()); }

    template <class Code> Code code() {
        return Code(static_cast<std::uint16_t>(coin() ? below(10) : below(0x10000)));
    }

    std::int64_t number() { return static_cast<std::int64_t>(coin() ? below(1000) : random_()); }

    day some_day() {
        constexpr day first(1900, 1, 1);
        constexpr day last(2199, 12, 31);
        auto const all = static_cast<std::uint64_t>((last - first).value) + 1;
        return first + calendar_days(static_cast<std::int32_t>(below(all)));
    }

    template <class Value> std::optional<Value> maybe(Value value) {
        return coin() ? std::optional(value) : std::nullopt;
    }

    std::string text() {
        std::string made = coin() ? "" : "text " + std::to_string(below(6));
        if (below(5) == 0) made += static_cast<char>(below(256));
        return made;
    }

    std::mt19937_64 random_;
};

detail::record_slices slices_of(record_set const& all) {
    return {all.complaints, all.mentions,        all.aspects,  all.ombudsman_cases, all.events,
            all.deadlines,  all.recommendations, all.remedies, all.compliments,     all.series};
}

TEST(SnapshotRecords, ComeOutAsTheyWentIn) {
    std::uint32_t const seed = std::random_device{}();
    SCOPED_TRACE("seed " + std::to_string(seed));
    any_records make(seed);
    for (int round = 0; round != 200; ++round) {
        record_set const records = make.next();
        byte_writer to;
        write_records(to, slices_of(records));
        byte_reader in(to.out, "the records");
        EXPECT_EQ(read_records(in), records);
        EXPECT_TRUE(in.end());
    }
}

TEST(SnapshotRecords, CutShortAnywhereAreRefused) {
    record_set const records = any_records(1).next();
    byte_writer to;
    write_records(to, slices_of(records));
    for (std::size_t size = 0; size != to.out.size(); ++size) {
        byte_reader in(std::span(to.out).first(size), "the records");
        static_cast<void>(read_records(in));
        EXPECT_FALSE(in.end()) << size;
    }
}

/// A short file must not fill a memory with copies of one long text.
TEST(SnapshotTexts, AreToldByANumberOnlyIfTheyAreShort) {
    std::string const short_text(255, 's');
    std::string const long_text(256, 'l');
    byte_writer to;
    detail::text_writer texts;
    for (std::string const& text : {short_text, long_text, short_text, long_text}) {
        texts.put(to, text);
    }
    EXPECT_EQ(to.out.size(), 2 * (1 + 2 + 256) + (1 + 2 + 255) + 1u);
    byte_reader in(to.out, "the texts");
    detail::text_reader again;
    for (std::string const& text : {short_text, long_text, short_text, long_text}) {
        EXPECT_EQ(again.take(in), text);
    }
    EXPECT_TRUE(in.end());

    byte_writer hostile;
    hostile.number(1);
    hostile.text(long_text);
    hostile.number(2);
    byte_reader of_hostile(hostile.out, "the texts");
    detail::text_reader none;
    EXPECT_EQ(none.take(of_hostile), long_text);
    EXPECT_EQ(none.take(of_hostile), "");
    EXPECT_FALSE(of_hostile.end());
}

TEST(SnapshotNumbers, OfAnySizeAndSignComeOutAsTheyWentIn) {
    constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    std::int64_t const numbers[] = {0, 1, -1, 63, 64, -64, -65, 8191, 8192, least, most};
    byte_writer to;
    for (std::int64_t const n : numbers) to.signed_number(n);
    byte_reader in(to.out, "the numbers");
    for (std::int64_t const n : numbers) EXPECT_EQ(in.signed_number(), n);
    EXPECT_TRUE(in.end());
}

TEST(SnapshotNumbers, LongerThanSixtyFourBitsAreRefused) {
    std::vector<std::byte> bytes(9, std::byte{0xFF});
    bytes.push_back(std::byte{0x02});
    byte_reader in(bytes, "section META");
    EXPECT_EQ(in.number(), 0u);
    ASSERT_FALSE(in.is_good());
    EXPECT_EQ(to_string(in.fault()),
              "byte 0 of section META: a number has no end (make the snapshot again)");
}

} // namespace
} // namespace upheld
