// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "upheld/store/records.hpp"

#include <string_view>

namespace upheld {

/// A complaint in a store, its texts not copied. Ends with the store's next change.
struct complaint_view {
    complaint_id id;
    unit_code unit;
    std::string_view place; ///< fields as in `complaint`
    day received;
    channel_code channel;
    category_code category;
    procedure_code procedure;
    std::string_view procedure_reason;
    std::string_view complainant;
    bool is_service_request = false;
    bool advocacy_offered = false;
    bool ombudsman_signposted = false;

    [[nodiscard]] complaint copied() const {
        return {.id = id,
                .unit = unit,
                .place = std::string(place),
                .received = received,
                .channel = channel,
                .category = category,
                .procedure = procedure,
                .procedure_reason = std::string(procedure_reason),
                .complainant = std::string(complainant),
                .is_service_request = is_service_request,
                .advocacy_offered = advocacy_offered,
                .ombudsman_signposted = ombudsman_signposted};
    }

    friend bool operator==(complaint_view const&, complaint_view const&) = default;
};

} // namespace upheld
