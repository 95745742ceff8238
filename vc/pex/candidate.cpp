#include "vc/pex/candidate.hpp"

#include <algorithm>

#include "engine/jose/jwt.hpp"
#include "engine/json/compare.hpp"
#include "engine/json/parse.hpp"
#include "vc/envelope.hpp"
#include "vc/model/members.hpp"
#include "vc/model/values.hpp"
#include "vc/proof/suite.hpp"
#include "vc/read.hpp"
#include "vc/sdjwt/token.hpp"

namespace blason::vc::pex {

namespace {

/// What is published about a credential is known without asking only when it has nowhere to be published.
void read_status(Candidate& candidate) {
    const bool has_status = json::find(candidate.credential(), "credentialStatus") != nullptr ||
                            json::find(candidate.document.value(), "status") != nullptr;
    if (has_status) candidate.revoked = candidate.suspended = Fact::Unknown;
}

void read_proofs(Candidate& candidate) {
    const json::Value* proofs = json::find(candidate.document.value(), "proof");
    if (proofs == nullptr) return;
    model::for_each_value(*proofs, [&](const json::Value& proof, std::optional<std::size_t>) {
        const std::string_view type = json::text_view(proof, "type");
        const std::string_view cryptosuite = json::text_view(proof, "cryptosuite");
        if (!type.empty()) candidate.proof_types.emplace_back(type);
        if (!cryptosuite.empty()) candidate.cryptosuites.emplace_back(cryptosuite);
        const proof::Suite* suite = proof::find_suite(type, cryptosuite);
        if (suite != nullptr && suite->disclosure == proof::Disclosure::Selective) candidate.selective = true;
    });
}

Candidate of_json(json::Document document) {
    Candidate candidate;
    candidate.document = std::move(document);
    read_proofs(candidate);
    if (candidate.is_presentation()) {
        candidate.formats = {"ldp_vp", "di_vp", "ldp", "di"};
    } else {
        candidate.formats = {"ldp_vc", "di_vc", "ldp", "di"};
    }
    read_status(candidate);
    return candidate;
}

/// Version 1.1 of the data model puts everything in `vc` or `vp`; version 2.0 is the payload itself.
Result<Candidate> of_jwt(std::string_view text) {
    auto jws = jose::parse_compact(text);
    if (!jws) return std::move(jws).error();
    auto claims = jose::parse_claims(jws->payload);
    if (!claims) return std::move(claims).error();
    Candidate candidate;
    candidate.document = json::Document(json::Value(std::move(*claims)));
    candidate.algorithms.emplace_back(json::text_view(jws->header, "alg"));
    const json::Value& payload = candidate.document.value();
    const bool first_version = json::find(payload, "vc") != nullptr || json::find(payload, "vp") != nullptr;
    if (candidate.is_presentation()) {
        candidate.formats = {"jwt_vp_json", "jwt_vp"};
        if (!first_version) candidate.formats.emplace_back("vp+jwt");
    } else if (first_version || model::has_type(payload, "VerifiableCredential")) {
        candidate.formats = {"jwt_vc_json", "jwt_vc"};
        if (!first_version) candidate.formats.emplace_back("vc+jwt");
    }
    candidate.formats.emplace_back("jwt");
    read_status(candidate);
    return candidate;
}

/// An SD-JWT VC was `vc+sd-jwt` before it became `dc+sd-jwt`; a credential of the data model stayed `vc+sd-jwt`.
Result<Candidate> of_sd_jwt(std::string_view text) {
    auto token = sdjwt::read(text);
    if (!token) return std::move(token).error();
    Candidate candidate;
    candidate.algorithms.emplace_back(json::text_view(token->issued.jws.header, "alg"));
    candidate.selective = true;
    const bool newer = jose::same_media_type(token->issued.jws.typ(), "dc+sd-jwt");
    if (newer) {
        candidate.formats = {"dc+sd-jwt", "vc+sd-jwt", "sd_jwt"};
    } else if (token->vcdm) {
        candidate.formats = {"vc+sd-jwt", "sd_jwt"};
    } else {
        candidate.formats = {"vc+sd-jwt", "dc+sd-jwt", "sd_jwt"};
    }
    // In memory of its own: that of the token goes with the token.
    json::Value payload(token->issued.document.value(), boost::json::storage_ptr());
    for (auto& claim : token->issued.claims) payload.get_object().emplace(claim.key(), claim.value());
    candidate.document = json::Document(std::move(payload));
    read_status(candidate);
    return candidate;
}

Result<Candidate> of_token(std::string_view text, Format format) {
    return format == Format::SdJwt ? of_sd_jwt(text) : of_jwt(text);
}

/// Where the credential begins in the document: "" or "/vc".
std::string_view prefix_of(const Candidate& candidate) {
    return &candidate.credential() == &candidate.document.value() ? "" : "/vc";
}

std::optional<std::string_view> id_of_subject(const json::Value& subject) {
    if (subject.is_object() && !json::text_view(subject, "id").empty()) return json::text_view(subject, "id");
    return std::nullopt;
}

/// `sub` names the subject where the credential itself does not (VCDM 1.1 section 6.3.1, SD-JWT VC section 2.2.2.3).
std::vector<std::string_view> subject_of_token(const Candidate& candidate) {
    const std::string_view subject = json::text_view(candidate.document.value(), "sub");
    return subject.empty() ? std::vector<std::string_view>() : std::vector{subject};
}

}  // namespace

const json::Value& Candidate::credential() const {
    const json::Value* inside = json::find(document.value(), "vc");
    return inside != nullptr && inside->is_object() ? *inside : document.value();
}

bool Candidate::is_presentation() const {
    return json::find(document.value(), "vp") != nullptr || model::has_type(document.value(), "VerifiablePresentation");
}

Result<Candidate> read_candidate(std::string_view text) {
    text = trimmed(text);
    if (const auto format = token_format(text)) return of_token(text, *format);
    auto document = json::Document::parse(text, {.allow_nul = false});
    if (!document) return std::move(document).error();
    if (document->value().is_object() && !enveloped_token(*document)) return of_json(std::move(*document));
    return read_candidate(document->value());
}

Result<Candidate> read_candidate(const json::Value& value) {
    if (value.is_string()) {
        const std::string_view text = trimmed(json::view(value));
        if (const auto format = token_format(text)) return of_token(text, *format);
        // Some wallets send JSON inside a text.
        if (text.starts_with('{')) return read_candidate(text);
        return malformed("candidate-malformed", "This is no credential: neither an object nor a token.");
    }
    if (!value.is_object()) return malformed("candidate-malformed", "A credential is an object or a token.");
    if (const auto token = enveloped_token(value)) {
        if (!*token) return token->error();
        const auto format = token_format(**token);
        if (!format) return malformed("candidate-malformed", "The envelope does not hold a token.");
        return of_token(**token, *format);
    }
    return of_json(json::Document(value));
}

std::vector<std::string_view> subjects_of(const Candidate& candidate) {
    std::vector<std::string_view> ids;
    if (const json::Value* subjects = json::find(candidate.credential(), "credentialSubject")) {
        model::for_each_value(*subjects, [&](const json::Value& one, std::optional<std::size_t>) {
            if (const auto id = id_of_subject(one)) ids.push_back(*id);
        });
    }
    return ids.empty() ? subject_of_token(candidate) : ids;
}

std::vector<std::string_view> subjects_at(const Candidate& candidate, std::string_view pointer) {
    const std::string_view prefix = prefix_of(candidate);
    constexpr std::string_view kSubject = "/credentialSubject";
    const json::Value* subjects = json::find(candidate.credential(), "credentialSubject");
    const std::string_view inside = pointer.substr(std::min(prefix.size(), pointer.size()));
    if (subjects == nullptr || !subjects->is_array() || !pointer.starts_with(prefix) ||
        !inside.starts_with(std::string(kSubject) + "/"))
        return subjects_of(candidate);
    std::string_view index = inside.substr(kSubject.size() + 1);
    index = index.substr(0, index.find('/'));
    const auto tokens = json::parse_pointer("/" + std::string(index));
    const json::Value* one = tokens ? json::resolve_pointer(*subjects, *tokens) : nullptr;
    const auto id = one != nullptr ? id_of_subject(*one) : std::nullopt;
    return id ? std::vector{*id} : std::vector<std::string_view>();
}

std::string_view issuer_of(const Candidate& candidate) {
    if (const json::Value* issuer = json::find(candidate.credential(), "issuer")) {
        if (const auto id = model::id_of(*issuer)) return *id;
        if (issuer->is_object()) return json::text_view(*issuer, "id");
        return issuer->is_string() ? json::view(*issuer) : std::string_view();
    }
    return json::text_view(candidate.document.value(), "iss");
}

bool is_expired(const Candidate& candidate, Instant now) {
    for (const std::string_view name : {"validUntil", "expirationDate"}) {
        const auto until = model::instant_of(candidate.credential(), name);
        if (until && *until < now) return true;
    }
    const json::Value* expiry = json::find(candidate.document.value(), "exp");
    return expiry != nullptr && expiry->is_number() && json::number_of(*expiry) < static_cast<double>(now.seconds);
}

}  // namespace blason::vc::pex
