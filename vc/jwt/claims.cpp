#include "vc/jwt/claims.hpp"

#include <algorithm>
#include <array>

#include "vc/model/members.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/check.hpp"

namespace blason::vc::jwt {

namespace {

using model::text_value;

constexpr std::array<std::string_view, 12> kTokenClaims{"iss", "sub",   "aud", "exp", "nbf",    "iat",
                                                        "jti", "nonce", "cnf", "vct", "status", "_sd_alg"};

/// The ids of the subjects; empty texts for those without.
std::vector<std::string_view> subject_ids(const json::Value& credential) {
    std::vector<std::string_view> ids;
    if (const json::Value* subjects = json::find(credential, "credentialSubject")) {
        model::for_each_value(*subjects, [&](const json::Value& subject, std::optional<std::size_t>) {
            ids.push_back(model::id_of(subject).value_or(std::string_view()));
        });
    }
    return ids;
}

struct DateMember {
    std::string_view claim;
    std::string_view in_v2;
    std::string_view in_v1;

    [[nodiscard]] std::string_view in(const json::Value& credential) const {
        return model::edition_of(credential) == model::Edition::V1 ? in_v1 : in_v2;
    }
};
constexpr std::array<DateMember, 2> kDates{
    {{"nbf", "validFrom", "issuanceDate"}, {"exp", "validUntil", "expirationDate"}}};

std::int64_t whole_seconds(const json::Value& numeric_date) {
    return numeric_date.is_double() ? static_cast<std::int64_t>(numeric_date.get_double())
                                    : numeric_date.to_number<std::int64_t>();
}

std::optional<std::string_view> party_of(const json::Value& document, std::string_view member) {
    const json::Value* party = json::find(document, member);
    return party == nullptr ? std::nullopt : model::id_of(*party);
}

class Comparison {
  public:
    Comparison(const json::Object& claims, bool complete, model::Findings& findings)
        : claims_(claims), complete_(complete), findings_(findings) {}

    /// `member`: what the credential says; nothing where it says nothing.
    void text(std::string_view claim, std::optional<std::string_view> member, std::string_view name) {
        const json::Value* said = find(claim, member.has_value(), name);
        if (said != nullptr && member && json::view(*said) != *member) differs(claim, name);
    }
    void date(const DateMember& date, const json::Value& credential) {
        const std::string_view name = date.in(credential);
        const auto member = model::instant_of(credential, name);
        const json::Value* said = find(date.claim, member.has_value(), name);
        if (complete_ && said != nullptr && member && whole_seconds(*said) != member->seconds) {
            differs(date.claim, name);
        }
    }

    /// RFC 7519 section 4: what is not known is ignored; but it could be taken for a part of the credential.
    void others() {
        const json::Path root;
        for (const auto& claim : claims_) {
            const std::string_view name(claim.key().data(), claim.key().size());
            if (is_token_claim(name)) continue;
            findings_.advise("claim-ignored", "The claim stands outside the credential, and is not looked at.",
                             json::Path(&root, name));
        }
    }

  private:
    const json::Value* find(std::string_view claim, bool has_member, std::string_view name) {
        const json::Value* said = json::find(claims_, claim);
        if (said == nullptr && has_member && complete_) {
            const json::Path root;
            findings_.advise("claim-missing",
                             "The token does not repeat " + std::string(name) + " as \"" + std::string(claim) + "\".",
                             json::Path(&root, claim));
        }
        return said;
    }
    void differs(std::string_view claim, std::string_view name) {
        const json::Path root;
        findings_.error("claim-mismatch",
                        "The claim \"" + std::string(claim) + "\" and " + std::string(name) + " say different things.",
                        json::Path(&root, claim));
    }

    const json::Object& claims_;
    bool complete_;
    model::Findings& findings_;
};

}  // namespace

bool is_token_claim(std::string_view name) {
    return std::ranges::find(kTokenClaims, name) != kTokenClaims.end();
}

json::Object claims_of(const json::Value& credential, Format format, Instant created) {
    json::Object claims;
    if (const auto issuer = party_of(credential, "issuer")) claims.emplace("iss", text_value(*issuer));
    if (format == Format::Jwt && openbadges::is_openbadges_credential(credential)) {
        const auto subjects = subject_ids(credential);
        if (subjects.size() == 1 && !subjects[0].empty()) claims.emplace("sub", text_value(subjects[0]));
        if (const auto id = model::id_of(credential)) claims.emplace("jti", text_value(*id));
        for (const DateMember& date : kDates) {
            if (const auto instant = model::instant_of(credential, date.in(credential))) {
                claims.emplace(json::key(date.claim), instant->seconds);
            }
        }
    }
    claims.emplace("iat", created.seconds);
    return claims;
}

std::optional<Instant> issued_at(const json::Object& claims) {
    const json::Value* issued = json::find(claims, "iat");
    if (issued == nullptr) issued = json::find(claims, "nbf");
    return issued == nullptr ? std::nullopt : std::optional(Instant{whole_seconds(*issued), 0});
}

json::Object take_claims(json::Object& payload) {
    json::Object claims;
    for (const std::string_view name : kTokenClaims) {
        json::Value* claim = payload.if_contains(json::key(name));
        if (claim == nullptr) continue;
        claims.emplace(json::key(name), std::move(*claim));
        payload.stable_erase(json::key(name));
    }
    return claims;
}

Result<void> check_names(const json::Object& document) {
    for (const auto& member : document) {
        const std::string_view name(member.key().data(), member.key().size());
        if (!is_token_claim(name) && name != "vc" && name != "vp") continue;
        const json::Path root;
        return refused("reserved-claim", "A member of this name would be read as a claim of the token.",
                       json::Path(&root, name).pointer());
    }
    return {};
}

void complete(json::Value& credential, const json::Object& claims) {
    json::Object& object = credential.get_object();
    const auto fill = [&](json::Object& into, std::string_view member, std::string_view claim) {
        const json::Value* said = json::find(claims, claim);
        if (said != nullptr && json::find(into, member) == nullptr) into.emplace(json::key(member), *said);
    };
    fill(object, "issuer", "iss");
    fill(object, "id", "jti");
    json::Value* subject = object.if_contains("credentialSubject");
    if (subject != nullptr && subject->is_object()) fill(subject->get_object(), "id", "sub");
    for (const DateMember& date : kDates) {
        const std::string_view member = date.in(credential);
        const json::Value* said = json::find(claims, date.claim);
        if (said == nullptr || json::find(object, member) != nullptr) continue;
        object.emplace(json::key(member), text_value(format_instant({whole_seconds(*said), 0})));
    }
}

void compare(const json::Value& credential, const json::Object& claims, Format format, model::Findings& findings) {
    const bool everything = format == Format::Jwt && (openbadges::is_openbadges_credential(credential) ||
                                                      model::edition_of(credential) == model::Edition::V1);
    Comparison comparison(claims, everything, findings);
    comparison.text("iss", party_of(credential, "issuer"), "issuer");
    const auto subjects = subject_ids(credential);
    if (!subjects.empty()) {
        // One subject of several may be the one the token is about.
        const json::Value* said = json::find(claims, "sub");
        const auto same = said == nullptr ? subjects.end() : std::ranges::find(subjects, json::view(*said));
        const std::string_view subject = same != subjects.end() ? *same : subjects.front();
        comparison.text("sub", subject.empty() ? std::nullopt : std::optional(subject), "credentialSubject.id");
    }
    comparison.text("jti", model::id_of(credential), "id");
    for (const DateMember& date : kDates) comparison.date(date, credential);
    comparison.others();
}

void compare_holder(const json::Value& presentation, const json::Object& claims, model::Findings& findings) {
    Comparison comparison(claims, false, findings);
    comparison.text("iss", party_of(presentation, "holder"), "holder");
    comparison.others();
}

void check_header(const json::Value& credential, const json::Object& header, model::Findings& findings) {
    if (!openbadges::is_openbadges_credential(credential) || header.contains("kid") || header.contains("jwk")) return;
    findings.advise("key-not-in-header", "The token neither has its key nor says where it is.", json::Path{});
}

}  // namespace blason::vc::jwt
