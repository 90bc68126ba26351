// SPDX-License-Identifier: BSL-1.0
#include "upheld/audit/beside.hpp"
#include "upheld/audit/comparison.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace upheld {
namespace {

cell shown(std::string text, figure value, cell_origin origin = cell_origin::cases) {
    cell made;
    made.text = std::move(text);
    made.value = value;
    made.origin = origin;
    return made;
}

cell count(std::int64_t n) { return shown(std::to_string(n), figure::of(figure_form::count, n)); }

/// One table of one row.
report computed_of(std::vector<cell> cells) {
    report made;
    table one{"t", "T", {}, {}, {}};
    for (std::size_t i = 0; i != cells.size(); ++i) {
        one.columns.push_back({std::string(1, static_cast<char>('a' + i)), ""});
    }
    one.rows.push_back({"r", row_kind::data, std::move(cells), {}});
    made.tables.push_back(std::move(one));
    return made;
}

printed_report printed_of(std::vector<std::string> cells) {
    printed_report made;
    printed_table one{"t", {}, {}};
    for (std::size_t i = 0; i != cells.size(); ++i) {
        one.columns.emplace_back(1, static_cast<char>('a' + i));
    }
    one.rows.push_back({"r", false, std::move(cells), {}});
    made.tables.push_back(std::move(one));
    return made;
}

explanations explained(std::string const& text) {
    auto const loaded = explanations_from_toml(text, "d.toml");
    EXPECT_TRUE(loaded.is_whole())
        << (loaded.failures.empty() ? "" : to_string(loaded.failures.front()));
    return loaded.value;
}

constexpr char const* dash_is_nothing = R"([[mark]]
text = "-"
means = ["zero", "none"]
)";

bool agrees(std::string const& printed, cell const& computed) {
    return compare(computed_of({computed}), printed_of({printed}), explained(dash_is_nothing))
        .differences.empty();
}

TEST(Comparison, NumbersAgreeByValueNotBySpelling) {
    EXPECT_TRUE(agrees("1300", shown("1,300.00", figure::of(figure_form::pence, 130'000))));
    EXPECT_TRUE(agrees("£2,200", shown("2,200.00", figure::of(figure_form::pence, 220'000))));
    EXPECT_TRUE(agrees("Joint 7 th", shown("Joint 7th", figure::of(figure_form::joint_rank, 7))));
    EXPECT_TRUE(agrees("43.9%", shown("+43.9%", figure::of(ratio{29, 66}), cell_origin::change)));
    EXPECT_FALSE(agrees("118", count(117)));
}

TEST(Comparison, APercentageIsNotAPlainNumber) {
    EXPECT_FALSE(agrees("35", shown("35%", figure::of(ratio{58, 164}))));
    EXPECT_FALSE(agrees("35%", count(35)));
}

TEST(Comparison, AMarkMeansWhatTheFileSaysAndNothingElse) {
    EXPECT_TRUE(agrees("-", count(0)));
    EXPECT_TRUE(agrees("-", shown("none", figure::absent(figure_state::none, figure_form::count))));
    EXPECT_FALSE(agrees("-", count(1)));
    EXPECT_FALSE(
        agrees("-", shown("n/k", figure::absent(figure_state::not_known, figure_form::count))));
    EXPECT_FALSE(agrees("_", count(0)));
    EXPECT_FALSE(agrees("0", shown("not collected", figure::absent(figure_state::not_collected,
                                                                   figure_form::count))));
}

TEST(Comparison, AnUnexplainedDifferenceUnsettlesIt) {
    auto const made = compare(computed_of({count(1), count(2)}), printed_of({"1", "3"}), {});
    EXPECT_FALSE(made.is_settled());
    ASSERT_EQ(made.differences.size(), 1u);
    EXPECT_EQ(made.differences[0].where, (cell_place{"t", "r", 1, "b", false}));
    EXPECT_FALSE(made.differences[0].cause);
    auto const& group = made.groups[static_cast<std::size_t>(cell_group::this_period)];
    EXPECT_EQ(group.compared, 2);
    EXPECT_EQ(group.equal, 1);
    EXPECT_EQ(group.unexplained, 1);
}

constexpr char const* explains_b = R"([[cause]]
id = "typo"
text = "A slip of the pen"
[[cause.cell]]
table = "t"
row = "r"
column = "b"
printed = "3"
computed = "2"
)";

TEST(Comparison, AnExplanationSettlesJustTheTextsItNames) {
    auto const known = explained(explains_b);
    EXPECT_TRUE(
        compare(computed_of({count(1), count(2)}), printed_of({"1", "3"}), known).is_settled());

    auto const other_value =
        compare(computed_of({count(1), count(4)}), printed_of({"1", "3"}), known);
    EXPECT_FALSE(other_value.is_settled());
    EXPECT_EQ(other_value.findings.size(), 1u);
}

TEST(Comparison, AnExplanationThatNoLongerAppliesIsAFinding) {
    auto const made =
        compare(computed_of({count(1), count(3)}), printed_of({"1", "3"}), explained(explains_b));
    EXPECT_TRUE(made.differences.empty());
    EXPECT_FALSE(made.is_settled());
    ASSERT_EQ(made.findings.size(), 1u);
    EXPECT_EQ(made.findings[0].where.source, "d.toml");
    EXPECT_EQ(made.findings[0].where.row, 4u);
}

TEST(Comparison, TablesRowsAndColumnsThatDoNotMeetAreFindings) {
    auto printed = printed_of({"1"});
    printed.tables[0].rows.push_back({"extra", false, {"1"}, {}});
    printed.tables.push_back({"missing", {"a"}, {}});
    auto computed = computed_of({count(1), count(2)});
    computed.tables[0].rows.push_back({"ours", row_kind::data, {count(1), count(2)}, {}});
    computed.tables.push_back({"new", "", {}, {}, {}});
    auto const made = compare(computed, printed, {});
    // Column b and row "ours" were not printed; row "extra" and table "missing" were not computed.
    EXPECT_EQ(made.findings.size(), 4u);
    EXPECT_EQ(made.only_computed, (std::vector<std::string>{"new"}));
}

TEST(Comparison, RowsOfOneNameAreToldApartByTheirOrder) {
    auto computed = computed_of({count(1)});
    computed.tables[0].rows.push_back({"r", row_kind::data, {count(2)}, {}});
    auto printed = printed_of({"1"});
    printed.tables[0].rows.push_back({"r", false, {"3"}, {}});
    auto const made = compare(computed, printed, {});
    ASSERT_EQ(made.differences.size(), 1u);
    EXPECT_EQ(made.differences[0].where.row_occurrence, 2);
}

TEST(Comparison, CellsFallIntoFourGroups) {
    cell earlier = count(5);
    earlier.years_back = 1;
    auto const made =
        compare(computed_of({count(1), count(0), earlier,
                             shown("7", figure::of(figure_form::count, 7), cell_origin::series),
                             shown("+7%", figure::of(ratio{7, 100}), cell_origin::change)}),
                printed_of({"1", "0", "5", "7", "+7%"}), {});
    EXPECT_EQ(made.groups[0].compared, 1);
    EXPECT_EQ(made.groups[1].compared, 1);
    EXPECT_EQ(made.groups[2].compared, 2);
    EXPECT_EQ(made.groups[3].compared, 1);
    EXPECT_TRUE(made.is_settled());
}

TEST(Comparison, BesideShowsBothTextsWhereTheyDiffer) {
    auto const computed = computed_of({count(1), count(2)});
    auto const made = compare(computed, printed_of({"1", "3"}), {});
    auto const beside = with_printed_beside(computed, made);
    EXPECT_EQ(beside.tables[0].rows[0].cells[0].text, "1");
    EXPECT_EQ(beside.tables[0].rows[0].cells[1].text, "2 [3]");
}

TEST(Comparison, TextAndJsonNameEachDifferenceWithItsCause) {
    auto const known = explained(explains_b);
    auto const made = compare(computed_of({count(1), count(2)}), printed_of({"1", "3"}), known);
    std::string const text = to_text(made, known);
    EXPECT_NE(text.find("t | r | b: printed 3, computed 2"), std::string::npos) << text;
    EXPECT_NE(text.find("A slip of the pen"), std::string::npos);
    auto const parsed = nlohmann::json::parse(to_json(made, known));
    EXPECT_EQ(parsed["settled"], true);
    EXPECT_EQ(parsed["differences"][0]["cause"], "typo");
    EXPECT_EQ(parsed["groups"][0]["explained"], 1);
}

TEST(Explanations, BadInputIsReportedWhole) {
    auto const loaded = explanations_from_toml(R"([[mark]]
means = ["nothing"]
[[cause]]
id = "a"
text = "b"
[[cause.cell]]
table = "t"
row = "r"
column = "c"
printed = "1"
occurrence = 0
colour = "red"
[[cause.cell]]
table = "t"
row = "r"
column = "c"
printed = "1"
computed = "2"
)",
                                               "d.toml");
    // No text, unknown meaning, no computed text, occurrence 0, unknown key, cell explained twice.
    EXPECT_EQ(loaded.failures.size(), 6u);
    EXPECT_EQ(load_explanations("/nowhere.toml").failures.front().code, failure_code::file_missing);
}

} // namespace
} // namespace upheld
