// GET and POST /assertions.
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "vc/first_problem.hpp"
#include "vc/openbadges/ob2.hpp"
#include "wallet-server/api/badge_connect/envelope.hpp"
#include "wallet-server/api/badge_connect/handlers.hpp"
#include "wallet-server/api/openbadges/paging.hpp"
#include "wallet-server/api/request.hpp"

namespace blason::api::badge_connect {
namespace {

constexpr std::string_view kRequestError = "REQUEST_VALIDATION_ERROR";
constexpr std::string_view kInvalidBadge = "INVALID_BADGE";
constexpr std::string_view kRecipientMismatch = "RECIPIENT_PROFILE_MISMATCH";

/// Section "Assertion Payload": of both the signed one counts.
Result<std::string> assertion_of(const json::Value& body) {
    const auto* signed_one = json::find(body, "signedAssertion");
    if (signed_one != nullptr && !signed_one->is_null()) {
        if (!signed_one->is_string())
            return malformed("wrong-type", "A signed assertion is a compact JWS.", "/signedAssertion");
        if (!blason::openbadges::ob2_assertion_in(json::view(*signed_one)))
            return refused("assertion-expected", "This is no signed assertion of Open Badges 2.0.", "/signedAssertion");
        return std::string(json::view(*signed_one));
    }
    const auto* hosted = json::find(body, "assertion");
    if (hosted == nullptr || hosted->is_null())
        return malformed("missing-member", "There is neither an assertion nor a signed one.", "/assertion");
    if (!blason::openbadges::is_ob2_assertion(*hosted))
        return refused("assertion-expected", "This is no assertion of Open Badges 2.0.", "/assertion");
    return json::serialize(*hosted);
}

/// Why an assertion is not taken, in the words of section "400 Response"; empty: none of its own.
std::string_view text_of(const Error& error) {
    if (error.code == "recipient-mismatch" || error.code == "identity-hash-unsupported") return kRecipientMismatch;
    return {};
}

/// Why an assertion was not kept.
Error not_kept(const vc::Report& report) {
    const auto* problem = vc::first_problem(report);
    if (problem == nullptr) return refused("not-valid", "The assertion does not verify.");
    return refused(problem->code, problem->message, problem->pointer);
}

}  // namespace

http::Response get_assertions(const http::Request& request, Services& services, const Access& access) {
    const auto wanted = openbadges::read_page_request(request);
    if (!wanted) return failure(wanted.error(), kRequestError);
    const auto page =
        services.wallets.assertions(access.org, access.holder, wanted->limit, wanted->offset, wanted->since);
    if (!page) return failure(page.error());
    json::Array hosted;
    json::Array signed_ones;
    for (const auto& badge : page->badges) {
        if (badge.is_jws) {
            signed_ones.emplace_back(json::key(badge.text));
        } else if (auto assertion = json::parse(badge.text)) {
            hosted.push_back(std::move(*assertion));
        }
    }
    auto response = success({{"assertions", std::move(hosted)}, {"signedAssertions", std::move(signed_ones)}});
    response.fields.set("Link", openbadges::page_links(*wanted, page->badges.size(), page->total,
                                                       services.urls.base() + "/ims/ob/v2p1/assertions"));
    response.fields.set("X-Total-Count", std::to_string(page->total));
    response.fields.set("Cache-Control", "private, no-cache");
    return response;
}

http::Response post_assertion(const http::Request& request, Services& services, const Access& access) {
    const auto body = read_json(request);
    if (!body) return failure(body.error(), kRequestError);
    const auto text = assertion_of(*body);
    if (!text) return failure(text.error(), text.error().kind == ErrorKind::Malformed ? kRequestError : kInvalidBadge);
    const service::Actor actor{"client:" + access.client, request.request_id};
    const auto account = services.accounts.account(access.org, access.account);
    if (!account) return failure(account.error());
    const auto received = services.wallets.receive_assertion(access.org, access.holder, *text, account->email, actor);
    if (!received) return failure(received.error(), text_of(received.error()));
    if (!received->kept) return failure(not_kept(received->report), kInvalidBadge);
    return success({});
}

}  // namespace blason::api::badge_connect
