#include "wallet-server/service/vcalm/wallet_answer.hpp"

#include <algorithm>
#include <array>

#include "did/did.hpp"
#include "vc/envelope.hpp"
#include "vc/issue.hpp"
#include "vc/presentation/answer.hpp"
#include "vc/presentation/holder_name.hpp"
#include "vc/proof/suite.hpp"
#include "vc/vcalm/message.hpp"

namespace blason::service::vcalm {
namespace {

using vc::vcalm::Query;
using vc::vcalm::QueryKind;

/// The best first: what a wallet signs with when the verifier does not mind.
constexpr std::array<std::string_view, 5> kSuites{"eddsa-rdfc-2022", "ecdsa-rdfc-2019", "eddsa-jcs-2022",
                                                  "ecdsa-jcs-2019", "Ed25519Signature2020"};

bool accepts(const std::vector<std::string>& names, std::string_view name) {
    return names.empty() || std::any_of(names.begin(), names.end(),
                                        [&](const std::string& one) { return vc::vcalm::suite_name(one) == name; });
}

/// Any of the authentications that the request knows; the required ones come first.
Result<std::string_view> choose_suite(const std::vector<const Query*>& authentications, const std::string& holder,
                                      crypto::KeyType key) {
    const auto did = did::Did::parse(holder);
    if (!did) return did.error();
    bool method_accepted = false;
    for (const auto* query : authentications) {
        if (!accepts(query->accepted_methods, did->method)) continue;
        method_accepted = true;
        for (const auto suite : kSuites) {
            const auto* known = vc::proof::find_suite_to_create(suite);
            if (known != nullptr && known->takes(key) && accepts(query->accepted_cryptosuites, suite)) return suite;
        }
    }
    if (!method_accepted) return refused("method-not-accepted", "DIDs of this wallet are not accepted there.");
    return refused("cryptosuite-not-accepted", "This wallet's key makes no proof that is accepted there.");
}

std::vector<const Query*> authentications_of(const vc::vcalm::PresentationRequest& request) {
    std::vector<const Query*> all;
    for (const auto& query : request.queries)
        if (query.kind == QueryKind::DidAuthentication) all.push_back(&query);
    std::stable_partition(all.begin(), all.end(), [](const Query* query) { return query->required; });
    return all;
}

}  // namespace

Result<AskedOfWallet> look_into(const vc::vcalm::PresentationRequest& request,
                                std::span<const vc::presentation::Held> credentials) {
    std::optional<AskedOfWallet> first;
    for (const auto& alternative : vc::vcalm::alternatives(request)) {
        AskedOfWallet asked;
        asked.possible = true;
        // Whoever lists an authentication anywhere is answered with a signature: so do all wallets.
        asked.signs = !authentications_of(request).empty();
        for (const auto* query : alternative.credentials) {
            auto looked = vc::vcalm::look(*query, credentials);
            if (!looked) {
                if (looked.error().code != "query-unsupported") return std::move(looked).error();
                asked.possible = false;
                continue;
            }
            asked.possible = asked.possible && looked->satisfied;
            std::move(looked->wanted.begin(), looked->wanted.end(), std::back_inserter(asked.wanted));
        }
        if (asked.possible) return asked;
        if (!first) first = std::move(asked);
    }
    return std::move(*first);  // a request has at least one alternative
}

Result<json::Value> make_answer(const vc::vcalm::PresentationRequest& request, std::span<const Shown> credentials,
                                const crypto::Signer& signer, const AnswerOptions& options,
                                const vc::Environment& environment) {
    std::vector<json::Value> shown;
    for (const auto& one : credentials) {
        const auto held = vc::presentation::read_held(one.text, environment.jsonld);
        if (!held) return held.error();
        const auto reduced = vc::presentation::reduced(one.text, *held, one.revealed, environment);
        if (!reduced) return reduced.error();
        auto credential = vc::for_presentation(*reduced);
        if (!credential) return std::move(credential).error();
        shown.push_back(std::move(*credential));
    }
    const auto authentications = authentications_of(request);
    if (authentications.empty()) return vc::vcalm::unsigned_presentation(std::move(shown));
    if (!request.challenge || request.challenge->empty())
        return refused("challenge-missing", "Who asks for an authentication has to send a challenge.");
    const auto suite = choose_suite(authentications, options.holder, signer.public_key().type());
    if (!suite) return suite.error();
    vc::PresentOptions signing;
    signing.cryptosuite = *suite;
    signing.created = options.created;
    signing.challenge = request.challenge;
    signing.domain = request.domain;
    signing.holder = options.holder;
    signing.verification_method = vc::presentation::method_of(options.holder, signer.public_key());
    json::Object presentation = vc::vcalm::unsigned_presentation(std::move(shown)).get_object();
    if (credentials.empty()) presentation.erase("verifiableCredential");
    presentation["holder"] = json::key(options.holder);
    auto made = vc::prove_presentation(std::move(presentation), signer, signing, environment);
    if (!made) return std::move(made).error();
    return std::move(made->document);
}

}  // namespace blason::service::vcalm
