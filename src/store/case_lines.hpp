// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "store/case_words.hpp"
#include "store/csv_file.hpp"
#include "store/csv_stream.hpp"
#include "store/event_values.hpp"
#include "store/folder_tables.hpp"
#include "store/place_list.hpp"

#include <array>
#include <map>
#include <string>

/// Rows of the four tables that have a row for each case and part of one, checked against the
/// taxonomy as they are read. Private to src.
///
/// These readers judge nothing: at the first thing that a row of a sound folder would not have they
/// stop and are in doubt, and `read_folder` says what is wrong.

namespace upheld::detail {

/// Why reading stopped before the end.
enum class doubt : std::uint8_t {
    none,
    form,    ///< a record is not whole, as happens too if a file is cut in the midst of one
    order,   ///< rows are not in the order of their cases
    content, ///< anything else
};

/// Part of a file: whole rows, from the first byte until before another.
struct file_part {
    csv_file const* file = nullptr; ///< null: there is no such file, and so no row
    std::uint64_t from = 0;         ///< at the start of a row; 0 for the header's
    std::uint64_t until = 0;
};

struct complaint_line {
    std::uint64_t id = 0;
    day received;
    unit_code unit;
    procedure_code procedure;
    channel_code channel;
    category_code category;
    place_code place;
    bool is_service_request = false;
};

struct mention_line {
    std::uint64_t id = 0;
    std::uint64_t complaint = 0;
    service_code service;
};

struct aspect_line {
    std::uint64_t id = 0;
    std::uint64_t mention = 0;
    subject_code subject;
    bool concerns_contractor = false;
};

/// An event of a complaint.
struct event_line {
    static constexpr std::uint32_t no_stage = 0xFFFFFFFF;

    std::uint64_t id = 0;
    std::uint64_t complaint = 0;
    /// Of an escalation: its value's place in `stage_names`, which nobody understands without the
    /// complaint's procedure. The step's code says nothing then.
    std::uint32_t stage_name = no_stage;
    event_step step;
};

/// Texts that come again and again, by number.
class numbered_texts {
  public:
    [[nodiscard]] std::uint32_t number_of(std::string_view text) {
        auto const found = numbers_.find(text);
        if (found != numbers_.end()) return found->second;
        auto const number = static_cast<std::uint32_t>(texts_.size());
        texts_.emplace_back(text);
        numbers_.emplace(texts_.back(), number);
        return number;
    }

    [[nodiscard]] std::string_view operator[](std::uint32_t number) const { return texts_[number]; }

  private:
    std::vector<std::string> texts_;
    std::map<std::string, std::uint32_t, std::less<>> numbers_;
};

/// What the readers of one part share.
struct lines_context {
    case_words const& with;
    place_list places;            ///< names in order of first arrival
    numbered_texts stage_names;   ///< as events write them
    std::vector<event> of_others; ///< events of ombudsman's cases
};

/// Goes through the rows of one table. Memory is that of two blocks and the marks of one.
template <table_spec const& Table> class table_lines {
  public:
    explicit table_lines(file_part const& part);

    [[nodiscard]] doubt in_doubt() const { return doubt_; }

    void stop(doubt why) {
        doubt_ = why;
        rows_left_ = 0;
    }

    /// Goes to the next row. @returns false at the end and when in doubt
    [[nodiscard]] bool next() {
        if (rows_left_ == 0) [[unlikely]] {
            if (!find_rows()) return false;
        } else {
            ends_ += stride_;
        }
        --rows_left_;
        ++rows_;
        return true;
    }

    /// The row, until the next one is gone to. To be held by value, so that the compiler knows that
    /// nothing that is written meanwhile changes it.
    class row {
      public:
        explicit row(table_lines const& of)
            : text_(of.text_), ends_(of.ends_), places_(of.places_) {}

        /// Empty if the file has no such column.
        template <std::size_t Column> [[nodiscard]] field_text field() const {
            std::int32_t const place = places_[Column];
            if constexpr (!Table.columns[Column].is_needed) {
                if (place == nowhere) return {.at = text_, .size = 0};
            }
            std::uint32_t const from = ends_[place - 1] + 1;
            return {.at = text_ + from, .size = ends_[place] - from};
        }

      private:
        char const* text_;
        std::uint32_t const* ends_;
        std::array<std::int32_t, Table.columns.size()> const& places_;
    };

    [[nodiscard]] row at_hand() const { return row(*this); }

    [[nodiscard]] std::uint64_t rows() const { return rows_; }

    [[nodiscard]] std::uint64_t bytes_read() const { return stream_ ? stream_->bytes_read() : 0; }

  private:
    static constexpr std::int32_t nowhere = -1;

    void read_header();
    [[nodiscard]] bool find_rows();

    std::array<std::int32_t, Table.columns.size()> places_{}; ///< of columns in the file's rows
    // The row, and those that follow it, as `csv_plain_rows` has it.
    char const* text_ = nullptr;
    std::uint32_t const* ends_ = nullptr;
    std::size_t stride_ = 0;
    std::size_t rows_left_ = 0; ///< behind the row
    std::optional<csv_stream> stream_;
    csv_stream_record record_;
    std::string record_text_; ///< fields of a record of any form, and where they end
    std::vector<std::uint32_t> record_ends_;
    doubt doubt_ = doubt::none;
    std::uint64_t rows_ = 0;
};

using complaint_lines = table_lines<complaints_csv>;
using mention_lines = table_lines<mentions_csv>;
using aspect_lines = table_lines<aspects_csv>;
using event_lines = table_lines<events_csv>;

/// Reads the next row. @returns false at the end and when in doubt
[[nodiscard]] bool read(complaint_lines& from, lines_context& context, complaint_line& into);
[[nodiscard]] bool read(mention_lines& from, lines_context& context, mention_line& into);
[[nodiscard]] bool read(aspect_lines& from, lines_context& context, aspect_line& into);
/// The next event of a complaint; those of ombudsman's cases are put aside.
[[nodiscard]] bool read(event_lines& from, lines_context& context, event_line& into);

} // namespace upheld::detail
