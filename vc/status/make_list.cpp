#include "vc/status/make_list.hpp"

#include "vc/model/members.hpp"
#include "vc/model/values.hpp"
#include "vc/status/bitstring.hpp"

namespace blason::vc::status {

json::Value make_list_credential(const ListFacts& facts, const BitList& bits) {
    json::Object subject;
    subject["id"] = facts.url + "#list";
    subject["type"] = "BitstringStatusList";
    subject["statusPurpose"] = facts.purpose;
    subject["encodedList"] = encode_list(bits);
    if (facts.ttl_ms) subject["ttl"] = *facts.ttl_ms;
    json::Object credential;
    credential["@context"] = json::Array{model::text_value(model::kContextV2)};
    credential["id"] = facts.url;
    credential["type"] = json::Array{"VerifiableCredential", "BitstringStatusListCredential"};
    credential["issuer"] = facts.issuer;
    credential["validFrom"] = format_instant(facts.valid_from);
    if (facts.valid_until) credential["validUntil"] = format_instant(*facts.valid_until);
    credential["credentialSubject"] = std::move(subject);
    return credential;
}

json::Object make_entry(const std::string& list_url, const std::string& purpose, std::uint64_t index, unsigned size) {
    json::Object entry;
    entry["id"] = list_url + "#" + std::to_string(index);
    entry["type"] = "BitstringStatusListEntry";
    entry["statusPurpose"] = purpose;
    entry["statusListIndex"] = std::to_string(index);
    entry["statusListCredential"] = list_url;
    if (size > 1) entry["statusSize"] = size;
    return entry;
}

}  // namespace blason::vc::status
