#include "vc/presentation/answer.hpp"

#include "engine/json/parse.hpp"
#include "vc/derive.hpp"
#include "vc/envelope.hpp"
#include "vc/model/values.hpp"
#include "vc/presentation/jwt_vp.hpp"
#include "vc/read.hpp"
#include "vc/sdjwt/present.hpp"

namespace blason::vc::presentation {

namespace {

/// The token in a text, whether it stands there or in an envelope; empty: the text is JSON.
Result<std::string> token_in(std::string_view text) {
    if (token_format(text)) return std::string(trimmed(text));
    const auto document = json::parse(text, {}, {.allow_nul = false});
    if (!document) return document.error();
    const auto inside = enveloped_token(*document);
    if (!inside) return std::string();
    if (!*inside) return inside->error();
    return std::string(**inside);
}

Result<json::Value> bound_sd_jwt(std::string_view token, const crypto::Signer& holder, const BindingOptions& options,
                                 const std::vector<TransactionData>& transactions) {
    auto claims = transaction_claims(transactions);
    if (!claims) return std::move(claims).error();
    const auto text =
        sdjwt::bind(token, {*options.challenge, *options.domain, options.created, std::move(*claims)}, holder);
    if (!text) return text.error();
    return model::text_value(*text);
}

Result<json::Value> bound_ldp(std::string_view credential, const crypto::Signer& holder, const BindingOptions& options,
                              const Environment& environment) {
    auto document = json::parse(credential, {}, {.allow_nul = false});
    if (!document) return document;
    std::vector<json::Value> credentials;
    credentials.push_back(std::move(*document));
    BindingOptions with_proof = options;
    with_proof.format = Format::DataIntegrity;
    auto presentation = present(std::move(credentials), holder, with_proof, environment);
    if (!presentation) return std::move(presentation).error();
    return std::move(presentation->document);
}

}  // namespace

Result<std::string> reduced(std::string_view credential, const Held& held, const std::vector<std::string>& revealed,
                            const Environment& environment) {
    const auto token = token_in(credential);
    if (!token) return token.error();
    if (held.discretion == Discretion::Disclosures) return sdjwt::derive(*token, revealed);
    if (held.discretion == Discretion::None) return token->empty() ? std::string(trimmed(credential)) : *token;
    const auto document = json::parse(credential, {}, {.allow_nul = false});
    if (!document) return document.error();
    auto derived = derive(*document, {revealed, nullptr}, environment);
    if (!derived) return std::move(derived).error();
    return std::move(derived->text);
}

Result<json::Value> bare(std::string_view credential) {
    const auto token = token_in(credential);
    if (!token) return token.error();
    if (!token->empty()) return model::text_value(*token);
    return json::parse(credential, {}, {.allow_nul = false});
}

Result<json::Value> bound(std::string_view credential, const Held& held, const crypto::Signer& holder,
                          const BindingOptions& options, const std::vector<TransactionData>& transactions,
                          const Environment& environment) {
    if (!options.challenge || !options.domain) {
        return Error{"binding-incomplete", "A presentation is bound to a nonce and an audience.", "", ErrorKind::Usage};
    }
    const auto token = token_in(credential);
    if (!token) return token.error();
    if (held.discretion == Discretion::Disclosures) return bound_sd_jwt(*token, holder, options, transactions);
    if (!transactions.empty()) {
        return refused("transaction-data-unsupported", "Only an SD-JWT can authorize transactions.");
    }
    if (token->empty()) return bound_ldp(credential, holder, options, environment);
    const auto text = sign_jwt_vp(*token, holder, options);
    if (!text) return text.error();
    return model::text_value(*text);
}

}  // namespace blason::vc::presentation
