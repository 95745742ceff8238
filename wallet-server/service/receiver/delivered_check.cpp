#include "wallet-server/service/receiver/delivered_check.hpp"

#include <algorithm>

#include "did/did_key.hpp"
#include "vc/first_problem.hpp"
#include "vc/presentation/holder_name.hpp"
#include "vc/read.hpp"
#include "vc/sdjwt/present.hpp"

namespace blason::service::receiver {
namespace {

using vc::oid4vci::CredentialConfiguration;

bool has(const std::vector<std::string>& list, std::string_view one) {
    return std::find(list.begin(), list.end(), one) != list.end();
}

/// OpenID4VCI 1.0 appendix A: what each format looks like.
Result<void> check_format(std::string_view credential, std::string_view format) {
    const auto token = vc::token_format(credential);
    const bool fits = format == vc::oid4vci::kLdpVc       ? !token
                      : format == vc::oid4vci::kJwtVcJson ? token == vc::Format::Jwt
                                                          : token == vc::Format::SdJwt;
    if (fits) return {};
    return refused("credential-format", "The issuer delivers another format than was asked for.");
}

/// A member that is a text, or a list with texts.
std::vector<std::string> texts_of(const json::Value& document, std::string_view name) {
    std::vector<std::string> list;
    const auto* value = json::find(document, name);
    if (value == nullptr) return list;
    if (value->is_string()) return {std::string(json::view(*value))};
    if (!value->is_array()) return list;
    for (const auto& item : value->get_array())
        if (item.is_string()) list.emplace_back(json::view(item));
    return list;
}

Result<void> check_type(const json::Value& document, const CredentialConfiguration& configuration) {
    const Error other = refused("credential-type", "The issuer delivers another credential than was asked for.");
    const auto types = texts_of(document, "type");
    for (const auto& type : configuration.types)
        if (!has(types, type)) return other;
    if (!configuration.vct.empty() && texts_of(document, "vct") != std::vector<std::string>{configuration.vct})
        return other;
    return {};
}

/// The identifiers of the subjects; a badge may name its recipient otherwise, and then nothing binds it to a key.
std::vector<std::string> subjects_of(const json::Value& document) {
    std::vector<std::string> ids;
    const auto* subjects = json::find(document, "credentialSubject");
    if (subjects == nullptr) return ids;
    const auto add = [&](const json::Value& subject) {
        const auto* id = json::find(subject, "id");
        if (id != nullptr && id->is_string()) ids.emplace_back(json::view(*id));
    };
    if (subjects->is_array()) {
        for (const auto& subject : subjects->get_array()) add(subject);
    } else {
        add(*subjects);
    }
    return ids;
}

Result<void> check_holder(std::string_view credential, const json::Value& document,
                          const std::vector<std::string>& holders) {
    if (holders.empty()) return {};
    const Error other = refused("credential-not-ours", "The credential is bound to somebody else's key.");
    if (vc::token_format(credential) == vc::Format::SdJwt) {
        const auto key = vc::sdjwt::bound_key(credential);
        if (key && !has(holders, did::did_key(*key))) return other;
    }
    for (const auto& subject : subjects_of(document)) {
        // Only of an identifier that is a key it can be said that it is another's.
        const bool is_key = subject.starts_with("did:key:") || subject.starts_with("did:jwk:");
        if (is_key && !has(holders, vc::presentation::key_did_of(subject))) return other;
    }
    return {};
}

}  // namespace

Result<void> check_delivered(std::string_view credential, const CredentialConfiguration& configuration,
                             const std::vector<std::string>& holders) {
    if (auto format = check_format(credential, configuration.format); !format) return format;
    const auto document = vc::read_document(credential);
    if (!document) return refused("credential-format", "What the issuer delivers is no credential.");
    if (auto type = check_type(*document, configuration); !type) return type;
    return check_holder(credential, *document, holders);
}

Error not_verified(const vc::Report& report) {
    const auto* problem = vc::first_problem(report);
    if (problem == nullptr) return refused("credential-not-verified", "The credential does not verify.");
    return refused("credential-not-verified", problem->code + ": " + problem->message, problem->pointer);
}

}  // namespace blason::service::receiver
