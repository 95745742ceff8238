#include "wallet-server/service/oid4vp/wallet_side.hpp"

#include <algorithm>

#include "engine/base/bytes.hpp"
#include "engine/json/parse.hpp"
#include "engine/text/form_urlencoded.hpp"
#include "vc/oid4vp/draft.hpp"
#include "vc/oid4vp/readable.hpp"
#include "vc/presentation/answer.hpp"
#include "wallet-server/service/oid4vp/dcql_inquiry.hpp"
#include "wallet-server/service/oid4vp/exchange_inquiry.hpp"

namespace blason::service::oid4vp {
namespace {

using namespace vc::oid4vp;

constexpr std::size_t kMaxCredentials = 10'000;

/// What the verifier says it reads; empty: everything. In a draft its definition says so.
const json::Object& formats_of(const Wish& wish) {
    static const json::Object everything;
    return wish.definition || !wish.client_metadata ? everything : wish.client_metadata->formats;
}

/// Of the key that shows the credential; nothing where it is bound to none of the wallet.
std::optional<crypto::KeyType> key_type_of(const std::optional<vc::presentation::HolderName>& holder) {
    constexpr std::string_view kMethod = "did:key:";
    if (!holder || !holder->key_did.starts_with(kMethod)) return std::nullopt;
    const auto key = crypto::PublicKey::from_multikey(std::string_view(holder->key_did).substr(kMethod.size()));
    if (!key) return std::nullopt;
    return key->type();
}

/// The question in its language, against the credentials of the consent.
Result<std::shared_ptr<const Inquiry>> inquire(const Consent& consent, const WalletSide& side) {
    if (!consent.wish.definition) return dcql_inquiry(consent.wish.query, consent.held);
    std::vector<HeldText> wallet;
    for (std::size_t i = 0; i < consent.held.size(); ++i)
        wallet.push_back({consent.held[i], consent.credentials[i].text});
    return exchange_inquiry(*consent.wish.definition, wallet, to_hex(side.random.bytes(16)), side.now,
                            side.environment);
}

Result<Sent> send(const KnownRequest& known, const ClientMetadata* metadata, const json::Object& parameters,
                  const WalletSide& side) {
    const AuthorizationRequest& request = known.request;
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
        const auto words = json::text_of(said, "error_description");
        return refused("verifier-refused", "The verifier answered with status " + std::to_string(reply->status) +
                                               (words.empty() ? "." : ": " + words.substr(0, 500)));
    }
    return Sent{json::text_of(said, "redirect_uri"), true};
}

}  // namespace

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
        if (!can_read(formats_of(out.wish), held->format, credential.text, key_type_of(holder))) continue;
        out.holders.push_back(std::move(holder));
        out.held.push_back(std::move(*held));
        out.credentials.push_back(std::move(credential));
    }
    auto inquiry = inquire(out, side);
    if (!inquiry) return std::move(inquiry).error();
    out.inquiry = std::move(*inquiry);
    return out;
}

Result<Choice> read_choice(const json::Object& choice, const Consent& consent) {
    const auto& questions = consent.inquiry->questions();
    Choice out(questions.size());
    for (const auto& member : choice) {
        const std::string id(member.key());
        const std::string pointer = "/choice/" + id;
        const auto question = std::ranges::find(questions, id, &Question::id);
        if (question == questions.end() || !member.value().is_array())
            return refused("dcql-choice", "There is no such query, or its credentials are no list.", pointer);
        const auto& candidates = question->candidates;
        for (const auto& name : member.value().get_array()) {
            const auto found = std::ranges::find_if(candidates, [&](const Candidate& candidate) {
                return name.is_string() && consent.credentials[candidate.credential].name == json::view(name);
            });
            if (found == candidates.end())
                return refused("dcql-choice", "This credential does not answer it.", pointer);
            out[static_cast<std::size_t>(question - questions.begin())].push_back(
                static_cast<std::size_t>(found - candidates.begin()));
        }
    }
    if (auto checked = consent.inquiry->check(out); !checked) return std::move(checked).error();
    return out;
}

Result<Choice> first_choice(const Consent& consent) {
    return consent.inquiry->first_choice();
}

Result<json::Object> make_answer(const Consent& consent, const Choice& choice, const HolderKeys& keys,
                                 const WalletSide& side) {
    const auto& questions = consent.inquiry->questions();
    std::vector<std::string> answered;
    for (std::size_t i = 0; i < questions.size(); ++i)
        if (!choice[i].empty()) answered.push_back(questions[i].id);
    vc::presentation::BindingOptions options;
    options.created = {side.now.seconds, 0};
    options.challenge = consent.known.request.nonce;
    options.domain = consent.known.request.client.text;  // all of it, with its prefix
    const auto present = [&](const Candidate& candidate, bool holder_binding,
                             const std::vector<std::string>& ids) -> Result<json::Value> {
        const auto& held = consent.held[candidate.credential];
        const auto reduced = vc::presentation::reduced(consent.credentials[candidate.credential].text, held,
                                                       candidate.revealed, side.environment);
        if (!reduced) return reduced.error();
        std::vector<TransactionData> transactions;
        for (const std::string& id : ids)
            for (auto& one : bound_to(consent.wish.transaction_data, id, answered))
                transactions.push_back(std::move(one));
        if (!holder_binding && transactions.empty()) return vc::presentation::bare(*reduced);
        const auto name = consent.holders[candidate.credential].value_or(keys.usual_name());
        const auto signer = keys.signer(name.key_did);
        if (!signer) return signer.error();
        sign_as(name, (*signer)->public_key(), options);
        const auto suite = presentation_suite(formats_of(consent.wish), (*signer)->public_key().type());
        if (!suite.empty()) options.cryptosuite = suite;
        return vc::presentation::bound(*reduced, held, **signer, options, transactions, side.environment);
    };
    return consent.inquiry->answer(choice, present);
}

Result<Sent> send_presentations(const Consent& consent, json::Object answer, const WalletSide& side) {
    if (const auto& state = consent.known.request.state; !state.empty()) answer["state"] = json::key(state);
    const auto* metadata = consent.wish.client_metadata ? &*consent.wish.client_metadata : nullptr;
    return send(consent.known, metadata, answer, side);
}

Result<Sent> send_error(const KnownRequest& known, std::string_view code, std::string_view description,
                        const WalletSide& side) {
    Response response;
    response.error = ErrorAnswer{std::string(code), std::string(description)};
    response.state = known.request.state;
    std::optional<ClientMetadata> metadata;
    if (const auto* said = json::find(known.request.parameters, "client_metadata")) {
        auto read = known.request.draft ? read_draft_metadata(*said) : read_client_metadata(*said);
        if (read) metadata = std::move(*read);
    }
    return send(known, metadata ? &*metadata : nullptr, write_response(response), side);
}

}  // namespace blason::service::oid4vp
