// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/rollup/flow_group.hpp"

#include <map>

/// Private to src.

namespace upheld::detail {

/// Something for each group that is asked for, in order of group. Neighbouring spells are mostly of
/// one group, so the last one found is tried first.
template <class Value> class by_group {
  public:
    [[nodiscard]] Value& operator[](flow_group const& of) {
        if (last_ == nullptr || last_->first != of) last_ = &*all_.try_emplace(of).first;
        return last_->second;
    }

    [[nodiscard]] std::map<flow_group, Value> const& all() const noexcept { return all_; }

  private:
    std::map<flow_group, Value> all_;
    typename std::map<flow_group, Value>::value_type* last_ = nullptr;
};

} // namespace upheld::detail
