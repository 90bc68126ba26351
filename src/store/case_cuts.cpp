// SPDX-License-Identifier: BSL-1.0
#include "store/case_cuts.hpp"

#include "store/table_reader.hpp"

#include <algorithm>

namespace upheld::detail {
namespace {

/// A file whose rows are in order of a number, which can be found by halving.
class ordered_file {
  public:
    /// @param column  of the number, by name
    ordered_file(file_part const& whole, std::string_view column) : file_(whole.file) {
        if (file_ == nullptr) return;
        std::string_view const line = line_at(0);
        // A quote may hide a comma or a line end.
        if (line.empty() || line.find('"') != std::string_view::npos) return;
        std::string_view rest = line;
        constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
        if (rest.starts_with(byte_order_mark)) rest.remove_prefix(byte_order_mark.size());
        for (std::size_t i = 0;; ++i) {
            std::size_t const comma = std::min(rest.find(','), rest.size());
            if (rest.substr(0, comma) == column) {
                place_ = i;
                break;
            }
            if (comma == rest.size()) return;
            rest.remove_prefix(comma + 1);
        }
        first_row_ = next_line(0);
        can_be_cut_ = true;
    }

    /// A file that is not there can: it has nothing in any part.
    [[nodiscard]] bool can_be_cut() const { return file_ == nullptr || can_be_cut_; }

    [[nodiscard]] std::uint64_t size() const { return file_ == nullptr ? 0 : file_->size(); }

    [[nodiscard]] std::uint64_t first_row() const { return first_row_; }

    /// The start of the first row behind `from`, or the end of the file.
    [[nodiscard]] std::uint64_t next_line(std::uint64_t from) {
        while (from < size()) {
            std::string_view const some = bytes_at(from);
            std::size_t const end = some.find('\n');
            if (end != std::string_view::npos) return from + end + 1;
            if (some.empty()) break;
            from += some.size();
        }
        return size();
    }

    /// The number in the row at `from`. A row without one counts as the highest: events of
    /// ombudsman's cases stand behind those of complaints.
    [[nodiscard]] std::uint64_t number_at(std::uint64_t from) {
        std::string_view rest = line_at(from);
        for (std::size_t i = 0; i != place_; ++i) {
            std::size_t const comma = rest.find(',');
            if (comma == std::string_view::npos) return UINT64_MAX;
            rest.remove_prefix(comma + 1);
        }
        rest = rest.substr(0, rest.find(','));
        return whole_number(rest).value_or(UINT64_MAX);
    }

    /// The start of the first row whose number is `least` or more.
    [[nodiscard]] std::uint64_t find(std::uint64_t least) {
        if (file_ == nullptr) return 0;
        std::uint64_t low = first_row_; // a row's start, or the end
        std::uint64_t high = size();
        while (low < high) {
            std::uint64_t const middle = next_line(low + (high - low) / 2);
            if (middle >= high) {
                // No row starts in the upper half: look at those of the lower one by one.
                while (low < high && number_at(low) < least) low = next_line(low);
                return low;
            }
            if (number_at(middle) < least) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

  private:
    [[nodiscard]] std::string_view bytes_at(std::uint64_t from) {
        constexpr std::size_t some = 4096;
        bytes_.resize(some);
        bytes_.resize(file_->read_at(from, bytes_).value_or(0));
        return bytes_;
    }

    /// The row without its line end; what fits if it is longer.
    [[nodiscard]] std::string_view line_at(std::uint64_t from) {
        std::string_view const some = bytes_at(from);
        std::string_view const line = some.substr(0, some.find('\n'));
        return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
    }

    csv_file const* file_;
    std::string bytes_;
    std::size_t place_ = 0;
    std::uint64_t first_row_ = 0;
    bool can_be_cut_ = false;
};

} // namespace

std::vector<case_files> cut_by_case(case_files const& whole, unsigned parts) {
    ordered_file complaints(whole.complaints, "id");
    ordered_file mentions(whole.mentions, "complaint");
    ordered_file mention_ids(whole.mentions, "id");
    ordered_file aspects(whole.aspects, "mention");
    ordered_file events(whole.events, "complaint");
    // Below this a thread costs more than it saves.
    constexpr std::uint64_t least_bytes = std::uint64_t{1} << 16;
    bool const is_worth_it = parts > 1 && complaints.size() >= parts * least_bytes;
    if (!is_worth_it || !complaints.can_be_cut() || !mentions.can_be_cut() ||
        !mention_ids.can_be_cut() || !aspects.can_be_cut() || !events.can_be_cut()) {
        return {whole};
    }
    std::vector<case_files> all{whole};
    for (unsigned p = 1; p != parts; ++p) {
        case_files& before = all.back();
        std::uint64_t const at =
            complaints.next_line(complaints.size() / parts * p); // below the size
        if (at >= complaints.size() || at <= before.complaints.from) continue;
        std::uint64_t const first_complaint = complaints.number_at(at);
        std::uint64_t const at_mention = mentions.find(first_complaint);
        std::uint64_t const at_aspect = at_mention == mentions.size()
                                            ? aspects.size()
                                            : aspects.find(mention_ids.number_at(at_mention));
        std::uint64_t const at_event = events.find(first_complaint);
        case_files next = whole;
        auto const cut = [](file_part& front, file_part& back, std::uint64_t where) {
            front.until = where;
            back.from = where;
        };
        cut(before.complaints, next.complaints, at);
        cut(before.mentions, next.mentions, at_mention);
        cut(before.aspects, next.aspects, at_aspect);
        cut(before.events, next.events, at_event);
        all.push_back(next);
    }
    return all;
}

bool ids_rise(std::span<case_reader const> parts) {
    for (std::size_t table = 0; table != std::tuple_size_v<decltype(cases_read::ids)>; ++table) {
        std::optional<std::uint64_t> last;
        for (case_reader const& part : parts) {
            id_range const ids = part.read_so_far().ids[table];
            if (!ids) continue;
            if (last && ids->first <= *last) return false;
            last = ids->second;
        }
    }
    constexpr std::size_t events = 3;
    for (case_reader const& part : parts) {
        for (event const& e : part.events_of_others()) {
            for (case_reader const& other : parts) {
                id_range const ids = other.read_so_far().ids[events];
                if (ids && ids->first <= e.id.value && e.id.value <= ids->second) return false;
            }
        }
    }
    return true;
}

} // namespace upheld::detail
