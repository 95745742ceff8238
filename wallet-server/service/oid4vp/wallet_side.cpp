#include "wallet-server/service/oid4vp/wallet_side.hpp"

#include <algorithm>

#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"
#include "engine/text/base64url.hpp"
#include "vc/oid4vp/link.hpp"
#include "vc/presentation/answer.hpp"
#include "vc/read.hpp"

namespace blason::service::oid4vp {
namespace {

using namespace vc::oid4vp;

constexpr std::size_t kMaxCredentials = 10'000;

Error not_fetched(int status) {
    return unavailable("request-not-fetched",
                       "The host of the request answered with status " + std::to_string(status) + ".");
}

/// Section 5.10: with POST the wallet says what it can do, and gets an object made for it.
net::FetchRequest fetch_of(const Link& link, const std::string& wallet_nonce) {
    net::FetchRequest fetch;
    fetch.url = link.request_uri;
    fetch.accept = kRequestObjectMediaType;
    if (link.method == FetchMethod::Get) return fetch;
    const json::Object metadata{
        {"vp_formats_supported", supported_formats()},
        {"client_id_prefixes_supported",
         {"redirect_uri", "decentralized_identifier", "x509_san_dns", "x509_hash", "verifier_attestation"}},
        {"response_types_supported", {"vp_token"}},
        {"response_modes_supported", {"direct_post", "direct_post.jwt", "fragment"}}};
    fetch.method = "POST";
    fetch.content_type = "application/x-www-form-urlencoded";
    fetch.body = text::form_encode({{"wallet_metadata", json::serialize(metadata)}, {"wallet_nonce", wallet_nonce}});
    return fetch;
}

std::string text_at(const json::Value& document, std::initializer_list<std::string_view> path) {
    const json::Value* at = &document;
    for (const auto name : path) {
        at = json::find(*at, name);
        if (at == nullptr) return {};
    }
    return at->is_string() ? std::string(json::view(*at)) : std::string();
}

/// What people call it.
std::string name_of(const json::Value& credential) {
    auto name = text_at(credential, {"credentialSubject", "achievement", "name"});
    if (name.empty()) name = text_at(credential, {"name"});
    if (name.empty()) name = text_at(credential, {"vct"});
    return name;
}

json::Array texts(const std::vector<std::string>& all) {
    json::Array out;
    for (const auto& one : all) out.push_back(json::key(one));
    return out;
}

Result<Sent> send(const KnownRequest& known, const ClientMetadata* metadata, const Response& response,
                  const WalletSide& side) {
    const AuthorizationRequest& request = known.request;
    const auto parameters = write_response(response);
    if (request.mode == ResponseMode::Fragment)
        return Sent{request.answer_to + "#" + text::form_encode(to_form(parameters)), false};
    text::FormFields fields = to_form(parameters);
    if (request.mode == ResponseMode::DirectPostJwt && metadata != nullptr && metadata->encryption_key() != nullptr) {
        auto encrypted = encrypt_response(parameters, *metadata, side.random);
        if (!encrypted) return std::move(encrypted).error();
        fields = {{"response", std::move(*encrypted)}};
    }
    net::FetchRequest post;
    post.url = request.answer_to;
    post.method = "POST";
    post.accept = "application/json";
    post.content_type = "application/x-www-form-urlencoded";
    post.body = text::form_encode(fields);
    const auto reply = side.client.fetch(post);
    if (!reply) return reply.error();
    const auto body = json::parse(reply->body, {}, {.allow_nul = false});
    const json::Value none;
    const json::Value& said = body ? *body : none;
    if (reply->status < 200 || reply->status > 299) {
        const auto words = text_at(said, {"error_description"});
        return refused("verifier-refused", "The verifier answered with status " + std::to_string(reply->status) +
                                               (words.empty() ? "." : ": " + words.substr(0, 500)));
    }
    return Sent{text_at(said, {"redirect_uri"}), true};
}

}  // namespace

Result<KnownRequest> fetch_request(std::string_view text, const WalletSide& side) {
    const auto link = read_link(text);
    if (!link) return link.error();
    if (link->request.empty() && link->request_uri.empty()) return open_parameters(link->parameters, side.trust);
    if (!link->request.empty()) {
        return open_request_object(link->request,
                                   {side.now, link->client_id, {}, side.trust, side.environment.resolver});
    }
    const bool post = link->method == FetchMethod::Post;
    const std::string wallet_nonce = post ? text::base64url_encode(side.random.bytes(24)) : std::string();
    const auto reply = side.client.fetch(fetch_of(*link, wallet_nonce));
    if (!reply) return reply.error();
    if (reply->status != 200) return not_fetched(reply->status);
    return open_request_object(vc::trimmed(reply->body),
                               {side.now, link->client_id, wallet_nonce, side.trust, side.environment.resolver});
}

Result<Consent> consider(KnownRequest known, std::vector<WalletCredential> credentials, const HolderKeys& keys,
                         const WishRules& rules, const WalletSide& side) {
    auto wish = read_wish(known.request, rules);
    if (!wish) {
        // It is known who asked, so they are told why there is no answer; whether they listen changes nothing.
        static_cast<void>(send_error(known, wish.error().code, wish.error().detail, side));
        return std::move(wish).error();
    }
    Consent out{std::move(known), std::move(*wish), {}, {}, {}, {}};
    for (auto& credential : credentials) {
        if (out.held.size() == kMaxCredentials) break;
        auto held = vc::presentation::read_held(credential.text, side.environment.jsonld);
        if (!held) continue;
        auto holder = keys.own_among(vc::presentation::holder_names(*held, credential.text));
        held->holder_binding = holder.has_value();
        out.holders.push_back(std::move(holder));
        out.held.push_back(std::move(*held));
        out.credentials.push_back(std::move(credential));
    }
    out.evaluation = vc::dcql::evaluate(out.wish.query, out.held);
    return out;
}

namespace {

/// The options that can be met; of a query in no set nothing may be given, unless there are no sets at all.
json::Array sets_of(const Consent& consent) {
    json::Array out;
    const auto& query = consent.wish.query;
    for (std::size_t i = 0; i < query.credential_sets.size(); ++i) {
        json::Array options;
        for (const std::size_t option : consent.evaluation.credential_sets[i]) {
            json::Array ids;
            for (const std::size_t one : query.credential_sets[i].options[option])
                ids.push_back(json::key(query.credentials[one].id));
            options.push_back(std::move(ids));
        }
        out.push_back(json::Object{{"required", query.credential_sets[i].required}, {"options", std::move(options)}});
    }
    return out;
}

}  // namespace

json::Object to_json(const Consent& consent) {
    const auto& request = consent.known.request;
    json::Object verifier{{"clientId", json::key(request.client.text)},
                          {"prefix", json::key(to_text(request.client.prefix))},
                          {"vouched", consent.known.vouched},
                          {"answerTo", json::key(request.answer_to)}};
    if (!consent.known.name.empty()) verifier["name"] = json::key(consent.known.name);
    if (consent.wish.client_metadata && !consent.wish.client_metadata->name.empty())
        verifier["saysItIs"] = json::key(consent.wish.client_metadata->name);

    json::Array queries;
    for (std::size_t i = 0; i < consent.wish.query.credentials.size(); ++i) {
        const auto& query = consent.wish.query.credentials[i];
        json::Array candidates;
        for (const auto& candidate : consent.evaluation.credentials[i].candidates) {
            candidates.push_back(
                json::Object{{"credential", json::key(consent.credentials[candidate.credential].name)},
                             {"name", json::key(name_of(consent.held[candidate.credential].credential.value()))},
                             {"reveals", texts(candidate.revealed)}});
        }
        queries.push_back(json::Object{{"id", json::key(query.id)},
                                       {"format", json::key(query.format)},
                                       {"multiple", query.multiple},
                                       {"holderBinding", query.require_holder_binding},
                                       {"candidates", std::move(candidates)}});
    }
    json::Object out{{"verifier", std::move(verifier)},
                     {"queries", std::move(queries)},
                     {"satisfiable", consent.evaluation.satisfiable}};
    if (auto sets = sets_of(consent); !sets.empty()) out["credentialSets"] = std::move(sets);
    if (const auto why = vc::dcql::why_not(consent.wish.query, consent.evaluation))
        out["whyNot"] = json::Object{
            {"code", json::key(why->code)}, {"detail", json::key(why->detail)}, {"pointer", json::key(why->pointer)}};
    json::Array transactions;
    for (const auto& one : consent.wish.transaction_data) transactions.push_back(one.content);
    if (!transactions.empty()) out["transactions"] = std::move(transactions);
    return out;
}

Result<vc::dcql::Choice> read_choice(const json::Object& choice, const Consent& consent) {
    vc::dcql::Choice out(consent.wish.query.credentials.size());
    for (const auto& member : choice) {
        const std::string id(member.key());
        const std::string pointer = "/choice/" + id;
        const auto& queries = consent.wish.query.credentials;
        const auto query = std::ranges::find(queries, id, &vc::dcql::CredentialQuery::id);
        if (query == queries.end() || !member.value().is_array())
            return refused("dcql-choice", "There is no such query, or its credentials are no list.", pointer);
        const auto index = static_cast<std::size_t>(query - queries.begin());
        const auto& candidates = consent.evaluation.credentials[index].candidates;
        for (const auto& name : member.value().get_array()) {
            const auto found = std::ranges::find_if(candidates, [&](const auto& candidate) {
                return name.is_string() && consent.credentials[candidate.credential].name == json::view(name);
            });
            if (found == candidates.end())
                return refused("dcql-choice", "This credential does not answer it.", pointer);
            out[index].push_back(static_cast<std::size_t>(found - candidates.begin()));
        }
    }
    if (auto checked = vc::dcql::check_choice(consent.wish.query, consent.evaluation, out); !checked)
        return std::move(checked).error();
    return out;
}

Result<vc::dcql::Choice> first_choice(const Consent& consent) {
    auto choice = vc::dcql::first_choice(consent.wish.query, consent.evaluation);
    if (choice) return std::move(*choice);
    const auto why = vc::dcql::why_not(consent.wish.query, consent.evaluation);
    return why ? *why : refused("dcql-unsatisfied", "Nothing here answers the request.");
}

Result<json::Object> make_vp_token(const Consent& consent, const vc::dcql::Choice& choice, const HolderKeys& keys,
                                   const WalletSide& side) {
    const auto& queries = consent.wish.query.credentials;
    std::vector<std::string> answered;
    for (std::size_t i = 0; i < queries.size(); ++i)
        if (!choice[i].empty()) answered.push_back(queries[i].id);
    vc::presentation::BindingOptions options;
    options.created = {side.now.seconds, 0};
    options.challenge = consent.known.request.nonce;
    options.domain = consent.known.request.client.text;  // all of it, with its prefix
    const auto bound = [&](const std::string& credential, std::size_t index,
                           const auto& transactions) -> Result<json::Value> {
        const auto name = consent.holders[index].value_or(keys.usual_name());
        const auto signer = keys.signer(name.key_did);
        if (!signer) return signer.error();
        sign_as(name, (*signer)->public_key(), options);
        return vc::presentation::bound(credential, consent.held[index], **signer, options, transactions,
                                       side.environment);
    };
    json::Object token;
    for (std::size_t i = 0; i < queries.size(); ++i) {
        json::Array presentations;
        for (const std::size_t chosen : choice[i]) {
            const auto& candidate = consent.evaluation.credentials[i].candidates[chosen];
            const auto reduced =
                vc::presentation::reduced(consent.credentials[candidate.credential].text,
                                          consent.held[candidate.credential], candidate.revealed, side.environment);
            if (!reduced) return reduced.error();
            const auto transactions = bound_to(consent.wish.transaction_data, queries[i].id, answered);
            const bool bind = queries[i].require_holder_binding || !transactions.empty();
            auto shown = bind ? bound(*reduced, candidate.credential, transactions) : vc::presentation::bare(*reduced);
            if (!shown) return std::move(shown).error();
            presentations.push_back(std::move(*shown));
        }
        if (!presentations.empty()) token.emplace(json::key(queries[i].id), std::move(presentations));
    }
    return token;
}

Result<Sent> send_presentations(const Consent& consent, json::Object vp_token, const WalletSide& side) {
    Response response;
    response.vp_token = std::move(vp_token);
    response.state = consent.known.request.state;
    const auto* metadata = consent.wish.client_metadata ? &*consent.wish.client_metadata : nullptr;
    return send(consent.known, metadata, response, side);
}

Result<Sent> send_error(const KnownRequest& known, std::string_view code, std::string_view description,
                        const WalletSide& side) {
    Response response;
    response.error = ErrorAnswer{std::string(code), std::string(description)};
    response.state = known.request.state;
    std::optional<ClientMetadata> metadata;
    if (const auto* said = json::find(known.request.parameters, "client_metadata")) {
        if (auto read = read_client_metadata(*said)) metadata = std::move(*read);
    }
    return send(known, metadata ? &*metadata : nullptr, response, side);
}

}  // namespace blason::service::oid4vp
