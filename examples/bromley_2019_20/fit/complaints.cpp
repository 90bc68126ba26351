// SPDX-License-Identifier: BSL-1.0
#include "fit/complaints.hpp"

#include "fit/chapter.hpp"
#include "fit/days.hpp"
#include "upheld/calendar/bank_holidays.hpp"

#include <algorithm>

namespace fit {

/// A complaint before it has days.
struct complaint_writer::draft {
    struct aspect {
        upheld::subject_code subject;
        std::size_t outcome; ///< position in `outcome_keys`
        bool concerns_contractor;
    };

    struct mention {
        upheld::service_code service;
        std::vector<aspect> aspects;
    };

    upheld::procedure_code procedure;
    std::string reason;
    upheld::category_code category;
    std::vector<mention> mentions;
    bool on_time = false;
    bool is_open = false;     ///< some aspect is ongoing, so there is no answer yet
    bool is_extended = false; ///< children's statutory complaints only
    bool reaches_stage_2 = false;
};

/// Working days from receipt.
struct complaint_writer::answer {
    int acknowledged;
    int responded; ///< of an open complaint: when its other aspects were decided
};

namespace {

/// Five aspects of the year concerned a contractor's employee, one of them was upheld. Prefers
/// complaints about staff.
void mark_contractors(chapter const& printed, std::vector<fitted_complaint>& complaints) {
    auto const mark = [&](bool is_upheld, int wanted) {
        for (bool const about_staff : {true, false}) {
            for (fitted_complaint& c : complaints) {
                for (fitted_mention& m : c.mentions) {
                    if (printed.services[m.service].name != "Contracted Services") continue;
                    for (fitted_aspect& a : m.aspects) {
                        bool const fits =
                            (a.outcome < 2) == is_upheld && a.outcome != ongoing &&
                            (printed.subjects[a.subject].name == "Staff conduct") == about_staff;
                        if (wanted == 0 || !fits) continue;
                        a.concerns_contractor = true;
                        --wanted;
                    }
                }
            }
        }
    };
    mark(true, 1);
    mark(false, 4);
}

} // namespace

void complaint_writer::add_division(std::string const& unit, std::uint64_t number) {
    std::string const name = words_.units[need(words_.units, unit)].name;
    int const complaints = printed_.row("council/complaints", name).count("2019/20");
    int const on_time = printed_.row("council/on-time", name).part_of(complaints, "2019/20");

    // Statutory complaints are in the overview and in no table of the chapter.
    std::vector<draft> drafts;
    if (unit == "children") drafts = draft_statutory(unit);
    auto const statutory = static_cast<int>(drafts.size());
    auto const statutory_on_time = static_cast<int>(
        std::count_if(drafts.begin(), drafts.end(), [](draft const& d) { return d.on_time; }));

    chapter const printed =
        read_chapter(printed_, unit, complaints - statutory, on_time - statutory_on_time);
    std::vector<fitted_complaint> fitted = fit_complaints(printed, random_);
    if (unit == "adult") mark_contractors(printed, fitted);

    for (fitted_complaint const& f : fitted) {
        draft& d = drafts.emplace_back();
        d.on_time = f.on_time;
        bool is_about_charges = true;
        for (fitted_mention const& m : f.mentions) {
            auto& mention = d.mentions.emplace_back();
            mention.service = need(words_.services, printed.services[m.service].name);
            for (fitted_aspect const& a : m.aspects) {
                std::string const& subject = printed.subjects[a.subject].name;
                if (subject != "Billing & Charging") is_about_charges = false;
                if (a.outcome == ongoing) d.is_open = true;
                mention.aspects.push_back(
                    {need(words_.subjects, subject), a.outcome, a.concerns_contractor});
            }
        }
        bool const is_statutory = unit == "adult" && !is_about_charges;
        d.procedure = need(words_.procedures, is_statutory ? "adult_statutory" : "corporate");
        if (is_statutory) d.reason = "about the care or support of an adult";
        if (unit == "adult" && is_about_charges) d.reason = "about a charge only";
        if (unit == "children") d.reason = "not about the care that the child receives";
    }
    random_.shuffle(drafts);
    add(std::move(drafts), unit, number);
}

std::vector<complaint_writer::draft> complaint_writer::draft_statutory(std::string const& unit) {
    int const complaints = printed_.row("children/statutory", "Stage 1").count("2019/20");
    int const at_stage_2 = printed_.row("children/statutory", "Stage 2").count("2019/20");
    auto const services = printed_.data_rows(unit + "/services");
    auto const subjects = printed_.data_rows(unit + "/nature");
    std::vector<draft> drafts;
    for (int i = 0; i != complaints; ++i) {
        draft& d = drafts.emplace_back();
        auto const n = static_cast<std::size_t>(i);
        d.procedure = need(words_.procedures, "children_statutory");
        d.reason = "made by or for the child, about the care that the child receives";
        d.mentions = {
            {need(words_.services, services[n % services.size()].name()),
             {{need(words_.subjects, subjects[n % subjects.size()].name()), n % 3, false}}}};
        d.on_time = i < complaints * 2 / 3;
        d.is_extended = d.on_time && i % 2 == 1;
        d.reaches_stage_2 = i < at_stage_2;
    }
    return drafts;
}

std::vector<upheld::channel_code> complaint_writer::channels(std::string const& unit) {
    std::string const& column = words_.units[need(words_.units, unit)].short_name;
    std::vector<upheld::channel_code> found;
    for (printed_row const& row : printed_.data_rows("council/sources")) {
        auto const n = static_cast<std::size_t>(row.count(column));
        found.insert(found.end(), n, need(words_.channels, row.name()));
    }
    random_.shuffle(found);
    return found;
}

void complaint_writer::add_by_category(std::string const& unit, std::uint64_t number) {
    std::vector<draft> drafts;
    for (printed_row const& row : printed_.data_rows(unit + "/nature")) {
        std::vector<draft> of_service;
        for (upheld::category_code const category : words_.categories.codes()) {
            draft d;
            d.procedure = need(words_.procedures, "corporate");
            d.category = category;
            d.mentions = {{need(words_.services, row.name()), {}}};
            auto const n = static_cast<std::size_t>(row.count(words_.categories[category].name));
            of_service.insert(of_service.end(), n, d);
        }
        random_.shuffle(of_service);
        // The report prints a percentage only. Of 22 cases none gives the 85% of Highways &
        // Transport; 19 come nearest.
        int const whole = static_cast<int>(of_service.size());
        auto const on_time = static_cast<std::size_t>(row.part_of(whole, "On time"));
        for (std::size_t i = 0; i != on_time; ++i) of_service[i].on_time = true;
        drafts.insert(drafts.end(), of_service.begin(), of_service.end());
    }
    random_.shuffle(drafts);
    add(std::move(drafts), unit, number);
}

void complaint_writer::add(std::vector<draft> drafts, std::string const& unit,
                           std::uint64_t number) {
    std::vector<upheld::day> const days = receipt_days(drafts.size(), random_);
    std::vector<upheld::channel_code> const by_channel = channels(unit);
    std::uint64_t complaint = number * 1000;
    std::uint64_t mention = number * 10'000;
    std::uint64_t aspect = number * 100'000;
    for (std::size_t i = 0; i != drafts.size(); ++i) {
        draft const& d = drafts[i];
        upheld::complaint record;
        record.id = upheld::complaint_id(++complaint);
        record.unit = need(words_.units, unit);
        record.received = days[i];
        if (!by_channel.empty()) record.channel = by_channel.at(i);
        record.category = d.category;
        record.procedure = d.procedure;
        record.procedure_reason = d.reason;
        record.complainant = complainant();
        record.advocacy_offered = words_.procedures[d.procedure].key == "children_statutory";
        std::vector<upheld::aspect_id> aspects;
        for (auto const& m : d.mentions) {
            into_.mentions.push_back({upheld::mention_id(++mention), record.id, m.service});
            for (auto const& a : m.aspects) {
                aspects.emplace_back(++aspect);
                into_.aspects.push_back({aspects.back(),
                                         upheld::mention_id(mention),
                                         a.subject,
                                         a.concerns_contractor,
                                         {}});
            }
        }
        add_events(d, record, aspects);
        into_.complaints.push_back(std::move(record));
    }
}

complaint_writer::answer complaint_writer::answer_of(draft const& from, upheld::day received) {
    answer made{random_.one_in(25) ? random_.between(4, 5) : random_.between(1, 3), 0};
    bool const is_children_s1 = words_.procedures[from.procedure].key == "children_statutory";
    int const limit = is_children_s1 && !from.is_extended ? 10 : 20;
    if (from.is_open) {
        made.responded = random_.between(15, 40);
    } else if (from.on_time) {
        // Every eighth answer comes on the very last day, every eighth late one a day too late.
        bool const is_last_day = ++on_time_so_far_ % 8 == 0;
        int const earliest = from.is_extended ? 11 : 5;
        made.responded = is_last_day ? limit : random_.between(earliest, limit);
    } else {
        int const latest =
            upheld::england_and_wales().count_after_until(received, sample_day).value().value;
        bool const is_day_after = ++late_so_far_ % 8 == 0;
        made.responded =
            is_day_after ? limit + 1 : random_.between(limit + 1, std::min(limit + 40, latest));
    }
    return made;
}

void complaint_writer::add_events(draft const& from, upheld::complaint& record,
                                  std::vector<upheld::aspect_id> const& aspects) {
    using enum upheld::event_kind;
    answer const days = answer_of(from, record.received);
    auto const add = [&](upheld::event_kind kind, upheld::day happened, std::string value = {}) {
        return &into_.add_event(record.id, kind, happened, recorded_after(happened, random_),
                                std::move(value));
    };
    add(acknowledged, after(record.received, days.acknowledged));
    if (from.is_extended) add(extended, after(record.received, 8));

    std::size_t next = 0;
    for (auto const& m : from.mentions) {
        for (auto const& a : m.aspects) {
            upheld::aspect_id const which = aspects[next++];
            if (a.outcome == ongoing) continue;
            int const before = random_.one_in(3) ? random_.between(1, 2) : 0;
            add(outcome_decided, after(record.received, days.responded - before),
                outcome_keys[a.outcome])
                ->aspect = which;
        }
    }
    if (from.is_open) return;
    upheld::day const answered = after(record.received, days.responded);
    add(responded, answered);
    record.ombudsman_signposted = true;
    if (from.reaches_stage_2) {
        upheld::day const begun = after(answered, 10);
        add(escalated, begun, "stage_2");
        add(responded, after(begun, 24));
    }
}

std::string complaint_writer::complainant() {
    // One complaint in ten comes from somebody who has complained before.
    std::size_t const who =
        people_ > 0 && random_.one_in(10) ? 1 + random_.below(people_) : ++people_;
    std::string const digits = std::to_string(100'000 + who);
    return "P-" + digits.substr(1);
}

} // namespace fit
