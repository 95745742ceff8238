// From a credential of the holder to the presentation that answers a query, as a wallet makes it.
#pragma once

#include "tests/vc/secured.hpp"
#include "vc/dcql/evaluate.hpp"
#include "vc/presentation/answer.hpp"

namespace blason::test {

inline constexpr std::uint8_t kHolder = 2;
inline constexpr std::string_view kAudience = "x509_san_dns:verifier.example";
inline constexpr std::string_view kNonce = "n-0S6_WzA2Mj";

/// A badge about the holder that says their e-mail address in clear, and where they live.
inline json::Value holders_badge() {
    json::Value out = badge();
    set(out, "/credentialSubject/id", "\"" + did::did_key(key(kHolder).public_key()) + "\"");
    set(out, "/credentialSubject/identifier", R"([{"type": "IdentityObject", "hashed": false,
        "identityType": "emailAddress", "identityHash": "learner@example.org"}])");
    return out;
}

inline json::Value holders_vct() {
    return parse(R"({"vct": "https://vct.example/diploma", "name": "Arthur",
        "email": "learner@example.org", "degrees": [{"type": "BSc", "grade": 1}, {"type": "MSc", "grade": 2}]})");
}

inline std::string issue_for_holder(json::Value credential, vc::Format format,
                                    std::string_view suite = "eddsa-rdfc-2022") {
    static const auto p256 = test_key(crypto::KeyType::P256, 1);
    vc::IssueOptions options;
    options.format = format;
    options.cryptosuite = suite;
    options.created = instant("2025-01-01T00:00:00Z");
    options.set_issuer = json::find(credential, "@context") != nullptr;
    options.sd_jwt.holder_key = key(kHolder).public_key();
    auto secured = vc::issue(std::move(credential), suite == "ecdsa-sd-2023" ? *p256 : key(1), options, environment());
    if (!secured) throw std::runtime_error(secured.error().code + " at " + secured.error().pointer);
    return std::move(secured->text);
}

inline vc::presentation::Held read_held(std::string_view text) {
    auto held = vc::presentation::read_held(text, environment().jsonld);
    if (!held) throw std::runtime_error(held.error().code + " at " + held.error().pointer);
    return std::move(*held);
}

inline vc::dcql::Query asking(std::string_view format, std::string_view members) {
    auto query = vc::dcql::parse_query(parse(R"({"credentials": [{"id": "q", "format": ")" + std::string(format) +
                                             "\", " + std::string(members) + "}]}"));
    if (!query) throw std::runtime_error(query.error().code + " at " + query.error().pointer);
    return std::move(*query);
}

inline vc::presentation::BindingOptions binding() {
    vc::presentation::BindingOptions options;
    options.created = instant("2025-06-01T00:00:00Z");
    options.challenge = std::string(kNonce);
    options.domain = std::string(kAudience);
    return options;
}

/// What the wallet sends for the first candidate.
inline json::Value answer(const std::string& text, const vc::dcql::Query& query,
                          const std::vector<vc::presentation::TransactionData>& transactions = {}) {
    const vc::presentation::Held held = read_held(text);
    const auto evaluation = vc::dcql::evaluate(query, {&held, 1});
    if (!evaluation.satisfiable) {
        throw std::runtime_error(std::string(evaluation.credentials[0].rejections.at(0).why.code));
    }
    const auto& revealed = evaluation.credentials[0].candidates[0].revealed;
    const auto reduced = vc::presentation::reduced(text, held, revealed, environment());
    if (!reduced) throw std::runtime_error(reduced.error().code + " at " + reduced.error().pointer);
    auto made = query.credentials[0].require_holder_binding
                    ? vc::presentation::bound(*reduced, held, key(kHolder), binding(), transactions, environment())
                    : vc::presentation::bare(*reduced);
    if (!made) throw std::runtime_error(made.error().code + " at " + made.error().pointer);
    return std::move(*made);
}

}  // namespace blason::test
