// SPDX-License-Identifier: BSL-1.0
#include "upheld/deadline/clock_rule.hpp"

#include <array>
#include <utility>

namespace upheld {
namespace {

using enum clock_event_kind;

constexpr clock_limit days_that_work(int n) { return {n, clock_unit::working_days}; }

constexpr clock_limit months(int n) { return {n, clock_unit::months}; }

constexpr std::string_view england_and_wales_days = "england-and-wales";

/// What every rule has; the rest is set one by one below.
clock_rule rule(std::string_view id, std::string_view title, std::string_view nation,
                std::string_view calendar, clock_limit limit, clock_event_kind starts_with,
                std::string_view source, evidence sure) {
    return {.id = std::string(id),
            .title = std::string(title),
            .nation = std::string(nation),
            .calendar = std::string(calendar),
            .limit = limit,
            .starts_with = starts_with,
            .source = std::string(source),
            .sure = sure};
}

class rule_list {
  public:
    clock_rule& add(clock_rule made) { return all_.emplace_back(std::move(made)); }

    std::vector<clock_rule> take() { return std::move(all_); }

  private:
    // Reserved for all of them, so that references hold while the list grows.
    std::vector<clock_rule> all_ = [] {
        std::vector<clock_rule> reserved;
        reserved.reserve(64);
        return reserved;
    }();
};

void extend_to(clock_rule& of, clock_limit in_all, bool is_cap) {
    of.extended_limit = in_all;
    if (is_cap) of.cap = in_all;
}

void add_children(rule_list& all) {
    auto const add = [&](std::string_view id, std::string_view title, int limit,
                         clock_event_kind start, std::string_view source,
                         evidence sure) -> clock_rule& {
        clock_rule& made = all.add(rule(id, title, "England", england_and_wales_days,
                                        days_that_work(limit), start, source, sure));
        made.in_force_from = day(2006, 9, 1);
        made.open_questions = {clock_option::bank_holidays};
        return made;
    };
    extend_to(add("children_s1", "children's social care, stage one: local resolution", 10,
                  received,
                  "SI 2006/1738 reg 14; limit and extension (complex, or an advocate is sought) "
                  "from secondary sources",
                  evidence::secondary),
              days_that_work(20), true);
    clock_rule& ask_2 =
        add("children_s2_request", "children's social care: the complainant asks for stage two", 20,
            notified,
            "SI 2006/1738 reg 15; limit from secondary sources, some of which say "
            "28 days; the authority has a discretion",
            evidence::secondary);
    ask_2.done_by = requested;
    ask_2.extension_by_agreement = true;
    clock_rule& s2 =
        add("children_s2", "children's social care, stage two: investigation and response", 25,
            requested,
            "SI 2006/1738 reg 17; limit and extension (with notice of reason and "
            "date) from secondary sources; whether the clock starts when the request "
            "is received or when the written statement is agreed is for local policy "
            "to say",
            evidence::secondary);
    extend_to(s2, days_that_work(65), true);
    s2.may_run_from = {statement_agreed};
    clock_rule& ask_3 =
        add("children_s3_request", "children's social care: the complainant asks for a panel", 20,
            notified, "SI 2006/1738 reg 18; limit from secondary sources", evidence::secondary);
    ask_3.done_by = requested;
    add("children_s3_panel", "children's social care, stage three: review panel meets", 30,
        requested, "SI 2006/1738 reg 19; the provision's own text was read", evidence::primary)
        .done_by = panel_met;
    clock_rule& report =
        add("children_s3_report", "children's social care, stage three: the panel's report is sent",
            5, panel_met,
            "SI 2006/1738 reg 20(2), or as soon as reasonably practicable; from "
            "secondary sources",
            evidence::secondary);
    report.done_by = report_received;
    report.or_as_soon_as_practicable = true;
    add("children_s3_response", "children's social care, stage three: the authority's response", 15,
        report_received,
        "SI 2006/1738 reg 20(3), or as soon as reasonably practicable; from secondary sources",
        evidence::secondary)
        .or_as_soon_as_practicable = true;
}

void add_adult_care(rule_list& all) {
    struct instrument {
        std::string_view prefix, what, acknowledge, period, time_limit;
        day from;
        evidence acknowledge_sure, period_sure;
    };

    for (instrument const& of : std::array{
             instrument{"asc2009", "adult social care",
                        "SI 2009/309 reg 13(3): not later than 3 working days after the day of "
                        "receipt; from secondary sources, wording recalled",
                        "SI 2009/309 reg 14(3)-(4): 6 months commencing on the day of receipt, or "
                        "longer if agreed before they end; read in the identical text of "
                        "SI 2012/3094 reg 29",
                        "SI 2009/309 reg 12: 12 months after the event or, if later, after it came "
                        "to notice; longer for good reason if it can still be investigated; "
                        "recalled, verify before relying on it",
                        day(2009, 4, 1), evidence::secondary, evidence::primary},
             instrument{"ph2012", "public health functions",
                        "SI 2012/3094 reg 28; recalled, after SI 2009/309: verify before relying "
                        "on it",
                        "SI 2012/3094 reg 29: 6 months commencing on the day of receipt, or on the "
                        "day of notification under reg 24(5), or longer if agreed before they end; "
                        "the provision's own text was read",
                        "SI 2012/3094 reg 27; recalled, after SI 2009/309: verify before relying "
                        "on it",
                        day(2013, 4, 1), evidence::recalled, evidence::primary}}) {
        auto const add = [&](std::string_view id, std::string_view step, clock_limit limit,
                             clock_event_kind start, std::string_view source,
                             evidence sure) -> clock_rule& {
            clock_rule& made =
                all.add(rule(std::string(of.prefix) + std::string(id),
                             std::string(of.what) + ": " + std::string(step), "England",
                             england_and_wales_days, limit, start, source, sure));
            made.in_force_from = of.from;
            return made;
        };
        add("_ack", "acknowledgement", days_that_work(3), received, of.acknowledge,
            of.acknowledge_sure)
            .done_by = acknowledged;
        clock_rule& period = add("_relevant_period", "response, or explanation of its delay",
                                 months(6), received, of.period, of.period_sure);
        period.count = counting::beginning_with_start;
        period.extension_by_agreement = true;
        if (of.prefix == "ph2012") period.may_run_from = {notified};
        clock_rule& time_limit = add("_time_limit", "the complaint is made", months(12), notified,
                                     of.time_limit, evidence::recalled);
        time_limit.done_by = received;
        time_limit.extension_by_agreement = true;
    }
}

void add_corporate(rule_list& all) {
    constexpr std::string_view source =
        "no statute: a common limit in councils' own policies; check the policy in force";
    auto const add = [&](std::string_view id, std::string_view title, int limit) -> clock_rule& {
        clock_rule& made =
            all.add(rule(id, title, "local", england_and_wales_days, days_that_work(limit),
                         received, source, evidence::secondary));
        made.may_run_from = {logged, acknowledged};
        made.extension_by_agreement = true;
        made.open_questions = {clock_option::receipt_on_non_working_day,
                               clock_option::receipt_after_hours, clock_option::closures};
        return made;
    };
    clock_rule& ack = add("corporate_ack", "acknowledgement under a corporate procedure", 3);
    ack.done_by = acknowledged;
    ack.may_run_from = {logged};
    ack.extension_by_agreement = false;
    add("corporate_20", "response under a one-stage corporate procedure", 20);
    add("corporate_s1_10", "stage one of a corporate procedure, 10 working days", 10);
    add("corporate_s1_15", "stage one of a corporate procedure, 15 working days", 15);
    clock_rule& second =
        add("corporate_s2_20", "stage two of a corporate procedure, 20 working days", 20);
    second.starts_with = escalated;
}

void add_codes(rule_list& all) {
    struct code {
        std::string_view prefix, what, source;
        day from;
    };

    for (code const& of : std::array{
             code{"lgsco", "Ombudsman's code for councils",
                  "LGSCO Complaint Handling Code, February 2024; from secondary sources. Guidance, "
                  "where no statutory procedure applies; adopted by councils on various days",
                  day(2024, 2, 1)},
             code{"housing2024", "Housing Ombudsman's code of 2024",
                  "Housing Ombudsman Complaint Handling Code 2024, provisions 6.2 to 6.11; from "
                  "secondary sources",
                  day(2024, 4, 1)}}) {
        for (int const stage : {1, 2}) {
            std::string const id = std::string(of.prefix) + "_s" + std::to_string(stage);
            std::string const title =
                std::string(of.what) + (stage == 1 ? ", stage one: " : ", stage two: ");
            clock_event_kind const asked = stage == 1 ? received : escalated;
            clock_rule& ack = all.add(rule(id + "_ack", title + "acknowledgement", "England",
                                           england_and_wales_days, days_that_work(5), asked,
                                           of.source, evidence::secondary));
            ack.done_by = acknowledged;
            ack.in_force_from = of.from;
            int const limit = stage == 1 ? 10 : 20;
            clock_rule& response =
                all.add(rule(id, title + "response", "England", england_and_wales_days,
                             days_that_work(limit), acknowledged, of.source, evidence::secondary));
            // The same time again; more needs a good reason, so it is no cap.
            extend_to(response, days_that_work(2 * limit), false);
            response.may_run_from = {asked, logged};
            response.acknowledgement_limit = days_that_work(5);
            response.in_force_from = of.from;
        }
    }
    for (int const stage : {1, 2}) {
        clock_rule& response = all.add(
            rule(stage == 1 ? "housing2022_s1" : "housing2022_s2",
                 stage == 1 ? "Housing Ombudsman's code of 2022, stage one: response"
                            : "Housing Ombudsman's code of 2022, stage two: response",
                 "England", england_and_wales_days, days_that_work(stage == 1 ? 10 : 20),
                 stage == 1 ? logged : escalated,
                 "Housing Ombudsman Complaint Handling Code 2022, provision 5.1 and following; "
                 "from secondary sources. The 10 further days are taken as working days",
                 evidence::secondary));
        extend_to(response, days_that_work(stage == 1 ? 20 : 30), true);
        response.may_run_from =
            stage == 1 ? std::vector{received, acknowledged} : std::vector{logged, acknowledged};
        response.in_force_from = day(2022, 4, 1);
        response.in_force_until = day(2024, 3, 31);
    }
}

void add_formal_reports(rule_list& all) {
    clock_rule& s31 = all.add(
        rule("lga1974_s31", "reply to the Ombudsman's report", "England", england_and_wales_days,
             months(3), report_received,
             "Local Government Act 1974 s.31(2): 3 months beginning with the date of receipt, or "
             "longer if agreed in writing; the provision's own text was read",
             evidence::primary));
    s31.count = counting::beginning_with_start;
    s31.extension_by_agreement = true;
    all.add(rule("lgha1989_s5", "meeting on the monitoring officer's report", "England",
                 england_and_wales_days, {21, clock_unit::calendar_days}, notified,
                 "Local Government and Housing Act 1989 s.5: within 21 days of copies first being "
                 "sent; from a secondary source, exact words recalled",
                 evidence::secondary));
}

void add_information_rights(rule_list& all) {
    std::vector<clock_option> const receipt{clock_option::receipt_on_non_working_day,
                                            clock_option::receipt_after_hours,
                                            clock_option::january_4};
    auto const add = [&](std::string_view id, std::string_view title, std::string_view nation,
                         std::string_view calendar, int limit, clock_event_kind start,
                         std::string_view source, evidence sure) -> clock_rule& {
        clock_rule& made =
            all.add(rule(id, title, nation, calendar, days_that_work(limit), start, source, sure));
        made.in_force_from = day(2005, 1, 1);
        made.open_questions = receipt;
        return made;
    };
    auto const as_a_request = [](clock_rule& of) {
        of.clarification = clarification_effect::resets;
        of.fee_notice_pauses = true;
    };
    constexpr std::string_view kingdom = "England, Wales, Northern Ireland and UK bodies";
    clock_rule& foi =
        add("foi2000", "freedom of information: response", kingdom, "uk-any", 20, received,
            "Freedom of Information Act 2000 s.10: promptly, and not later than the "
            "20th working day following receipt; the provision's own text was read. "
            "The 40 working days with a public interest test are a norm",
            evidence::primary);
    as_a_request(foi);
    extend_to(foi, days_that_work(40), false);
    extend_to(add("foi2000_internal_review", "freedom of information: internal review", kingdom,
                  "uk-any", 20, requested,
                  "Freedom of Information Code of Practice 2018 (s.45), not statute; from "
                  "secondary sources; 40 working days in exceptional cases",
                  evidence::secondary),
              days_that_work(40), false);
    clock_rule& eir =
        add("eir2004", "environmental information: response", kingdom, "uk-any", 20, received,
            "SI 2004/3391 reg 5(2): no later than 20 working days after receipt; "
            "40 under reg 7(1) if complex and voluminous. The regulator's own page "
            "was read; clarification (reg 9) and advance payment (reg 8) recalled",
            evidence::primary);
    as_a_request(eir);
    extend_to(eir, days_that_work(40), true);
    as_a_request(add("eir2004_extended",
                     "environmental information: response, complex and voluminous", kingdom,
                     "uk-any", 40, received,
                     "SI 2004/3391 reg 7(1), with notice within 20 working days; the regulator's "
                     "own page was read",
                     evidence::primary));
    add("eir2004_review", "environmental information: reconsideration", kingdom, "uk-any", 40,
        requested, "SI 2004/3391 reg 11; recalled, verify before relying on it",
        evidence::recalled);
    clock_rule& foisa = add("foisa2002", "freedom of information, Scotland: response", "Scotland",
                            "scotland", 20, received,
                            "Freedom of Information (Scotland) Act 2002 s.10(1), s.73; the "
                            "provisions and their notes were read",
                            evidence::primary);
    as_a_request(foisa);
    foisa.temporary_limits = {
        {{day(2020, 4, 7), day(2020, 5, 26)},
         days_that_work(60),
         "Coronavirus (Scotland) Act 2020 Sch 6 Pt 2 paras 3-5, 7 April to 26 May 2020"}};
    add("foisa2002_review", "freedom of information, Scotland: review", "Scotland", "scotland", 20,
        requested, "Freedom of Information (Scotland) Act 2002; limit from secondary sources",
        evidence::secondary)
        .temporary_limits = foisa.temporary_limits;
    clock_rule& sar = all.add(
        rule("sar_ukgdpr", "subject access: response", "United Kingdom", england_and_wales_days,
             months(1), received,
             "UK GDPR Art 12(3), counted as the Information Commissioner's Office does: the "
             "corresponding date of receipt (of the day after it before 15 August 2019), moved on "
             "to a working day; from receipt, proof of identity or the fee, whichever is latest "
             "(s.54(3) of the Data Protection Act 2018 has the same). The regulator's own page was "
             "read; the method before August 2019 and the pause of Art 12A from secondary sources",
             evidence::primary));
    sar.count = counting::as_ico;
    sar.roll = rolling::to_next_working_day;
    sar.clarification = clarification_effect::pauses;
    sar.starts_no_earlier_than = {identity_shown, fee_paid};
    sar.in_force_from = day(2018, 5, 25);
    extend_to(sar, months(3), true);
    clock_rule& complaint = all.add(
        rule("dp_complaint_ack", "data protection complaint: acknowledgement", "United Kingdom",
             england_and_wales_days, {30, clock_unit::calendar_days}, received,
             "Data Protection Act 2018 s.164A: 30 days beginning when the complaint is received; "
             "the provision's own text was read; that the day of receipt is day one is disputed",
             evidence::primary));
    complaint.count = counting::beginning_with_start;
    complaint.done_by = acknowledged;
    complaint.in_force_from = day(2026, 6, 19);
}

void add_devolved(rule_list& all) {
    auto const add = [&](std::string_view id, std::string_view title, std::string_view nation,
                         std::string_view calendar, int limit, clock_event_kind start,
                         std::string_view source, evidence sure, day from) -> clock_rule& {
        clock_rule& made =
            all.add(rule(id, title, nation, calendar, days_that_work(limit), start, source, sure));
        made.in_force_from = from;
        return made;
    };
    auto const spso = [&](std::string_view id, std::string_view title, int limit) -> clock_rule& {
        clock_rule& made =
            add(id, title, "Scotland", "scotland", limit, received,
                "SPSO Local Authority Model Complaints Handling Procedure; limits from secondary "
                "sources; that the day of receipt is day one is recalled, verify before relying "
                "on it. Public holidays are the council's own: list them as closures",
                evidence::secondary, day(2012, 1, 1));
        made.count = counting::beginning_with_start;
        made.open_questions = {clock_option::receipt_after_hours, clock_option::january_4,
                               clock_option::closures};
        return made;
    };
    extend_to(spso("spso_s1", "Scottish model procedure, stage one: response", 5),
              days_that_work(10), true);
    clock_rule& spso_s2_ack =
        spso("spso_s2_ack", "Scottish model procedure, stage two: acknowledgement", 3);
    spso_s2_ack.done_by = acknowledged;
    spso_s2_ack.may_run_from = {escalated};
    clock_rule& spso_s2 = spso("spso_s2", "Scottish model procedure, stage two: response", 20);
    spso_s2.extension_by_agreement = true;
    spso_s2.may_run_from = {escalated};

    auto const psow = [&](std::string_view id, std::string_view title, int limit,
                          evidence sure) -> clock_rule& {
        return add(id, title, "Wales", england_and_wales_days, limit, received,
                   "PSOW model concerns and complaints policy (Public Services Ombudsman (Wales) "
                   "Act 2019 s.36); the 20 working days on the regulator's page, 5 and 10 recalled",
                   sure, day(2019, 7, 23));
    };
    psow("psow_ack", "Welsh model policy: acknowledgement", 5, evidence::recalled).done_by =
        acknowledged;
    psow("psow_s1", "Welsh model policy: informal stage", 10, evidence::recalled)
        .extension_by_agreement = true;
    clock_rule& psow_s2 =
        psow("psow_s2", "Welsh model policy: formal stage", 20, evidence::secondary);
    psow_s2.extension_by_agreement = true;
    psow_s2.may_run_from = {escalated};

    auto const wales = [&](std::string_view id, std::string_view title, int limit,
                           clock_event_kind start, std::string_view source,
                           evidence sure) -> clock_rule& {
        return add(id, title, "Wales", england_and_wales_days, limit, start, source, sure,
                   day(2014, 8, 1));
    };
    wales("wales_social_ack", "Welsh social services: acknowledgement", 2, received,
          "SI 2014/1794 reg 15: not later than 2 working days after the day of receipt; the "
          "provision's own text was read",
          evidence::primary)
        .done_by = acknowledged;
    wales("wales_social_discussion", "Welsh social services: discussion", 10, acknowledged,
          "SI 2014/1794 reg 16: within 10 working days of the acknowledgement, longer by agreement "
          "in exceptional circumstances; the provision's own text was read",
          evidence::primary)
        .extension_by_agreement = true;
    wales("wales_social_terms", "Welsh social services: terms of resolution in writing", 5,
          notified,
          "SI 2014/1794 reg 16: within 5 working days of the resolution; the provision's own text "
          "was read",
          evidence::primary);
    clock_rule& formal = wales(
        "wales_social_s2", "Welsh social services: formal investigation", 25, statement_agreed,
        "SI 2014/1794 regs 17-19: 25 working days of the start date from secondary sources; "
        "longer in exceptional circumstances, up to six months, recalled",
        evidence::secondary);
    formal.extension_by_agreement = true;
    formal.cap = months(6);

    auto const ni = [&](std::string_view id, std::string_view title, int limit) -> clock_rule& {
        return add(id, title, "Northern Ireland", "northern-ireland", limit, received,
                   "NIPSO model complaints handling procedure; limits from secondary sources; that "
                   "the day after receipt is day one was not found, the option count=day_one is "
                   "possible",
                   evidence::secondary, day(2022, 1, 1));
    };
    extend_to(ni("ni_s1", "Northern Ireland model procedure, stage one: response", 5),
              days_that_work(10), true);
    clock_rule& ni_s2_ack =
        ni("ni_s2_ack", "Northern Ireland model procedure, stage two: acknowledgement", 3);
    ni_s2_ack.done_by = acknowledged;
    ni_s2_ack.may_run_from = {escalated};
    clock_rule& ni_s2 = ni("ni_s2", "Northern Ireland model procedure, stage two: response", 20);
    ni_s2.extension_by_agreement = true;
    ni_s2.may_run_from = {escalated};
}

} // namespace

std::span<clock_rule const> built_in_clock_rules() {
    static std::vector<clock_rule> const all = [] {
        rule_list made;
        add_children(made);
        add_adult_care(made);
        add_codes(made);
        add_corporate(made);
        add_formal_reports(made);
        add_information_rights(made);
        add_devolved(made);
        return made.take();
    }();
    return all;
}

clock_rule const* find_clock_rule(std::string_view id) {
    for (clock_rule const& one : built_in_clock_rules()) {
        if (one.id == id) return &one;
    }
    return nullptr;
}

} // namespace upheld
