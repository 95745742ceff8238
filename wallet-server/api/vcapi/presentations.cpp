// POST /presentations/prove, /presentations/verify and /challenges.
#include "vc/envelope.hpp"
#include "wallet-server/api/request.hpp"
#include "wallet-server/api/vcapi/handlers.hpp"
#include "wallet-server/api/vcapi/options.hpp"
#include "wallet-server/api/vcapi/report.hpp"

namespace blason::api::vcapi {
namespace {

/// The wallet whose key signs: the one the presentation names as `holder`, or the only one there is.
Result<service::Holder> signing_holder(const json::Value& presentation, const std::string& org, Services& services) {
    const auto* named = json::find(presentation, "holder");
    const auto* id = named != nullptr && named->is_object() ? json::find(*named, "id") : named;
    if (id != nullptr && id->is_string()) {
        auto holder = services.wallets.holder_by_did(org, json::view(*id));
        if (!holder && holder.error().code == "holder-not-found")
            return refused("holder-not-hosted", "There is no wallet of this holder here.", "/presentation/holder");
        return holder;
    }
    auto all = services.wallets.holders(org);
    if (!all) return std::move(all).error();
    if (all->size() == 1) return std::move(all->front());
    return refused("holder-missing", "The presentation does not say which wallet signs it.", "/presentation/holder");
}

/// The SD-JWT that is shown: itself, in its envelope, or the only credential of a presentation.
Result<std::string> sd_jwt_of(const json::Value& presentation) {
    const json::Value* one = &presentation;
    if (const auto* inside = json::find(presentation, "verifiableCredential")) {
        const bool list = inside->is_array();
        if (list && inside->get_array().size() != 1) one = nullptr;
        if (one != nullptr) one = list ? &inside->get_array().front() : inside;
    }
    if (one != nullptr && one->is_string()) return std::string(json::view(*one));
    const auto token = one == nullptr ? std::nullopt : vc::enveloped_token(*one);
    if (!token) return refused("sd-jwt-expected", "Only one SD-JWT, and nothing else, is shown with a key binding.");
    if (!*token) return token->error();
    return std::string(**token);
}

http::Response prove_sd_jwt(const http::Request& request, const json::Value& presentation, const ProveOptions& options,
                            std::string org, Services& services) {
    auto text = sd_jwt_of(presentation);
    if (!text) return fail(std::move(text).error(), request, "presentation");
    auto bound = services.wallets.bind({std::move(org), std::move(*text), options.selective_pointers,
                                        *options.proof.challenge, *options.proof.domain});
    if (!bound) return fail(std::move(bound).error(), request, "presentation");
    return http::Response::json(201, as_json(std::move(bound->text), bound->media_type));
}

}  // namespace

http::Response prove(const http::Request& request, Services& services) {
    auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    auto* presentation = body->get_object().if_contains("presentation");
    if (presentation == nullptr)
        return fail(malformed("missing-member", "The presentation is missing.", "/presentation"), request);
    const auto options = read_prove_options(*body);
    if (!options) return fail(options.error(), request);
    const auto org = organisation_of(request, services);
    if (!org) return fail(org.error(), request);
    if (options->format == vc::Format::SdJwt) return prove_sd_jwt(request, *presentation, *options, *org, services);
    const auto holder = signing_holder(*presentation, *org, services);
    if (!holder) return fail(holder.error(), request);

    vc::PresentOptions signing;
    signing.format = options->format;
    signing.cryptosuite = options->cryptosuite;
    signing.challenge = options->proof.challenge;
    signing.domain = options->proof.domain;
    signing.proof = options->proof.members;
    auto proven = services.wallets.prove(*holder, std::move(*presentation), std::move(signing), options->created);
    if (!proven) return fail(placed_in_request(std::move(proven).error(), "presentation"), request);
    return http::Response::json(201, as_json(std::move(proven->text), proven->media_type));
}

http::Response verify_presentation(const http::Request& request, Services& services) {
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    const auto presentation = document_member(*body, "verifiablePresentation");
    if (!presentation) return fail(presentation.error(), request);
    const auto options = read_verify_options(*body);
    if (!options) return fail(options.error(), request);

    const auto report = services.verifier.verify_presentation(**presentation, *options, actor_of(request, services));
    if (!report) {
        if (report.error().code.starts_with("challenge-")) return fail(report.error(), request);
        return fail(report.error(), request, "verifiablePresentation");
    }
    return render(*report, request, "verifiablePresentation");
}

http::Response new_challenge(const http::Request& /*request*/, Services& services) {
    const auto challenge = services.verifier.new_challenge();
    json::Object body;
    body["challenge"] = challenge.text;
    body["expires"] = format_instant(challenge.expires);
    return answer(200, body);
}

}  // namespace blason::api::vcapi
