// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "fit/folder.hpp"
#include "fit/printed.hpp"
#include "fit/random.hpp"

#include <string>
#include <vector>

namespace fit {

/// Adds complaints with their mentions, aspects and events, division by division.
class complaint_writer {
  public:
    complaint_writer(printed_tables const& printed, upheld::taxonomy const& words,
                     random_source& random, folder& into)
        : printed_(printed), words_(words), random_(random), into_(into) {}

    /// A division that keeps channels, mentions and aspects.
    /// @param number  begins the ids: division 1 has complaints 1001, mentions 10001, aspects
    /// 100001 ...
    void add_division(std::string const& unit, std::uint64_t number);
    /// Environment & Public Protection, which keeps one category per complaint and no aspects.
    void add_by_category(std::string const& unit, std::uint64_t number);

  private:
    struct draft;
    struct answer;

    [[nodiscard]] std::vector<draft> draft_statutory(std::string const& unit);
    [[nodiscard]] std::vector<upheld::channel_code> channels(std::string const& unit);
    void add(std::vector<draft> drafts, std::string const& unit, std::uint64_t number);
    void add_events(draft const& from, upheld::complaint& record,
                    std::vector<upheld::aspect_id> const& aspects);
    [[nodiscard]] answer answer_of(draft const& from, upheld::day received);
    [[nodiscard]] std::string complainant();

    printed_tables const& printed_;
    upheld::taxonomy const& words_;
    random_source& random_;
    folder& into_;
    std::size_t people_ = 0;
    std::size_t on_time_so_far_ = 0;
    std::size_t late_so_far_ = 0;
};

} // namespace fit
