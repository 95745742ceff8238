// Comprehensive Learner Records: a set of credentials about one learner, and how their achievements belong together
// (CLR 2.0).
#pragma once

#include <string>
#include <vector>

#include "engine/base/instant.hpp"
#include "engine/base/result.hpp"
#include "engine/json/pointer.hpp"
#include "engine/json/value.hpp"
#include "vc/model/finding.hpp"

namespace blason::openbadges {

bool is_clr_credential(const json::Value& credential);

/// The contexts of a CLR: VCDM 2.0, CLR 2.0, Open Badges 3.0. Code "clr-context".
void check_clr_contexts(const json::Value& credential, const json::Path& path, vc::model::Findings& findings);

/// What the table of classes cannot say of a ClrSubject: whose it is, the credentials inside by the rules of each, and
/// the associations. Codes "missing-recipient", "empty-list", those of vc::model::check_credential and of check; the
/// remark "clr-enveloped" (a token in its envelope); the advisories "list-required" and "unknown-association" (it names
/// an achievement that is nowhere in the record, or the same one twice).
void check_clr_subject(const json::Value& subject, const json::Path& path, vc::model::Findings& findings);

struct Association {
    std::string type;    ///< "isChildOf" and so on
    std::string source;  ///< id of an achievement
    std::string target;  ///< likewise
};

struct ClrRequest {
    std::string id;       ///< a URL; none when empty
    std::string name;     ///< of the record
    std::string subject;  ///< id of the learner; that of the credentials when empty, and no e-mail address is given
    std::string email;    ///< of the learner: each credential is for it, and the record names its salted hash
    std::string salt;     ///< of that hash
    Instant valid_from;
    bool partial = false;  ///< there are more credentials than these
    std::vector<Association> associations;
};

/// An unsigned record without an issuer around the credentials as they are, tokens in their envelopes
/// (vc::for_presentation). Without `subject` they must all be about
/// one: errors "clr-empty", "clr-name-missing", "clr-repeated" (two have the same issuer and id), "clr-subject-unclear"
/// (the detail counts the credential that is not for the e-mail address, from 1).
Result<json::Value> make_clr(std::vector<json::Value> credentials, const ClrRequest& request);

}  // namespace blason::openbadges
