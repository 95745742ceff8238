#include "vc/checks/token_status.hpp"

#include "engine/json/pointer.hpp"
#include "vc/checks/status_lists.hpp"
#include "vc/status/token_status_list.hpp"

namespace blason::vc::checks {
namespace {

constexpr std::string_view kCheck = "status";
constexpr std::string_view kPlace = "/status/status_list";

void judge(unsigned value, CheckList& list) {
    switch (value) {
        case status::kTokenValid:
            return list.pass(kCheck, "The credential is neither revoked nor suspended.", kPlace);
        case status::kTokenInvalid:
            return list.fail(kCheck, "revoked", "The credential has been revoked.", kPlace);
        case status::kTokenSuspended:
            return list.fail(kCheck, "suspended", "The credential is suspended.", kPlace);
        default:
            return list.unknown(
                kCheck, "status-purpose-unknown",
                "The issuer has set status " + std::to_string(value) + "; what that means is not known here.", kPlace);
    }
}

void report(const Error& error, CheckList& list) {
    list.add(kCheck, error.kind == ErrorKind::Unavailable ? Outcome::Unknown : Outcome::Fail,
             proof::kebab_case(error.code), error.detail, kPlace);
}

}  // namespace

void check_token_status(const json::Object& claims, std::string_view issuer, bool proof_good, const Session& session,
                        CheckList& list) {
    const auto reference = status::read_token_status(claims, json::Path{});
    if (!reference) {
        const auto& error = reference.error();
        return list.fail(kCheck, error.code, error.detail, error.pointer);
    }
    if (!*reference) return list.not_applicable(kCheck, "The credential cannot be revoked.");
    if (session.environment.client == nullptr || !proof_good) {
        return list.unknown(kCheck, "status-not-checked",
                            proof_good ? "Whether the credential has been revoked was not checked."
                                       : "Without a good proof nobody is asked about the status.",
                            kPlace);
    }
    const auto verified = token_status_list((*reference)->uri, issuer, session);
    if (!verified) return report(verified.error(), list);
    const auto value = status::look_up(**reference, (*verified)->list);
    if (!value) return report(value.error(), list);
    if ((*verified)->issuer != issuer) {
        list.add(kCheck, session.options.strict ? Outcome::Fail : Outcome::Warning, "status-list-issuer",
                 "The status list is kept by another issuer: " + (*verified)->issuer + ".", kPlace);
        if (session.options.strict) return;
    }
    judge(*value, list);
}

}  // namespace blason::vc::checks
