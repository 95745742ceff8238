// Comprehensive Learner Records of a hosted issuer: around credentials that it issued, or that others did.
#include "engine/base/bytes.hpp"
#include "vc/envelope.hpp"
#include "vc/read.hpp"
#include "wallet-server/service/clr_request.hpp"
#include "wallet-server/service/issuer_service.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {
namespace {

constexpr std::size_t kSaltSize = 16;  ///< bytes

std::string place_of(std::size_t index) {
    return "/credentials/" + std::to_string(index);
}

/// In terms of the request: where the credential, the association or the learner was given.
Error in_request(Error error) {
    constexpr std::pair<std::string_view, std::string_view> kPlaces[] = {
        {"/credentialSubject/verifiableCredential", "/credentials"},
        {"/credentialSubject/association", "/associations"},
        {"/credentialSubject", "/learner"}};
    for (const auto& [inside, given] : kPlaces) {
        if (!error.pointer.starts_with(inside)) continue;
        error.pointer.replace(0, inside.size(), given);
        return error;
    }
    if (error.code == "clr-subject-unclear") error.pointer = "/learner";
    if (error.code == "clr-repeated" || error.code == "clr-empty") error.pointer = "/credentials";
    return error;
}

}  // namespace

/// A credential by its short name or address is ours, in its newest version; any other is given as it is.
Result<json::Value> IssuerService::for_record(const std::string& org, json::Value given) {
    if (!given.is_string()) return given;
    const auto text = json::view(given);
    if (vc::token_format(text)) return vc::for_presentation(text);
    const auto own = urls_.credential(org, "");
    auto found = latest_version(org, text.starts_with(own) ? text.substr(own.size()) : text);
    if (!found) return std::move(found).error();
    return vc::for_presentation(found->text);
}

Result<StoredCredential> IssuerService::issue_clr(IssueClr request, IssueCredential how, const Actor& actor) {
    std::vector<json::Value> credentials;
    for (std::size_t i = 0; i < request.credentials.size(); ++i) {
        auto one = for_record(how.org, std::move(request.credentials[i]));
        if (!one) return Error{one.error().code, one.error().detail, place_of(i), one.error().kind};
        credentials.push_back(std::move(*one));
    }
    request.record.valid_from = request.valid_from.value_or(whole_seconds(clock_()));
    request.record.salt = to_hex(random_.bytes(kSaltSize));
    auto record = openbadges::make_clr(std::move(credentials), request.record);
    if (!record) return in_request(std::move(record).error());
    how.credential = std::move(*record);
    auto issued = issue_credential(std::move(how), actor);
    if (!issued) return in_request(std::move(issued).error());
    return issued;
}

}  // namespace blason::service
