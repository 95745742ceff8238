// When sending many badges to a host is to end.
#pragma once

#include "engine/base/error.hpp"

namespace blason::service::badge_host {

/// The next badge would fare no better: the host cannot be reached, or does not let us in.
inline bool is_hopeless(const Error& error) {
    const auto& code = error.code;
    return error.kind == ErrorKind::Unavailable || code == "host-unauthorized" || code == "host-forbidden" ||
           code == "not-authorized" || code == "token-refused";
}

}  // namespace blason::service::badge_host
