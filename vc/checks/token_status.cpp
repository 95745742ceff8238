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

/// What the one mechanism that we know says.
void check_listed(const status::TokenStatusReference& reference, std::string_view issuer, bool proof_good,
                  const Session& session, CheckList& list) {
    if (session.environment.client == nullptr || !proof_good) {
        return list.unknown(kCheck, "status-not-checked",
                            proof_good ? "Whether the credential has been revoked was not checked."
                                       : "Without a good proof nobody is asked about the status.",
                            kPlace);
    }
    const auto verified = token_status_list(reference.uri, issuer, session);
    if (!verified) return report(verified.error(), list);
    const auto value = status::look_up(reference, (*verified)->list);
    if (!value) return report(value.error(), list);
    if ((*verified)->issuer != issuer) {
        list.add(kCheck, session.options.strict ? Outcome::Fail : Outcome::Warning, "status-list-issuer",
                 "The status list is kept by another issuer: " + (*verified)->issuer + ".", kPlace);
        if (session.options.strict) return;
    }
    judge(*value, list);
}

}  // namespace

void check_token_status(const json::Object& claims, std::string_view issuer, bool proof_good, const Session& session,
                        CheckList& list) {
    const auto read = status::read_token_status(claims, json::Path{});
    if (!read) {
        const auto& error = read.error();
        return list.fail(kCheck, error.code, error.detail, error.pointer);
    }
    if (!*read) return;
    const status::TokenStatus& status = **read;
    if (status.list) check_listed(*status.list, issuer, proof_good, session, list);
    if (status.others) {
        list.unknown(kCheck, "status-type-unknown", "The token has a kind of status that is not known here.",
                     "/status");
    }
}

}  // namespace blason::vc::checks
