// Who speaks for a badge, its issuer or its achievement: the endorsements inside, as people see them. Whether they are
// genuine is the check "endorsements".
#pragma once

#include <string>
#include <vector>

#include "engine/json/value.hpp"
#include "wallet-server/web/texts.hpp"

namespace blason::web {

struct EndorsementView {
    std::string by;       ///< the name of who endorses, else its id
    std::string comment;  ///< Markdown; may be empty
};

/// Of the credential itself, its achievement and its issuer, embedded or as JWT; at most 20.
std::vector<EndorsementView> read_endorsements(const json::Value& credential, Language language);

}  // namespace blason::web
