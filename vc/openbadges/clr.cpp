#include "vc/openbadges/clr.hpp"

#include <algorithm>

#include "engine/base/bytes.hpp"
#include "engine/crypto/hash.hpp"
#include "engine/text/ascii.hpp"
#include "vc/envelope.hpp"
#include "vc/model/credential.hpp"
#include "vc/model/members.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/check.hpp"
#include "vc/openbadges/equality.hpp"
#include "vc/openbadges/recipient.hpp"
#include "vc/read.hpp"

namespace blason::openbadges {

namespace {

using vc::model::Findings;
using vc::model::text_value;

constexpr std::string_view kClrContext = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json";
constexpr std::string_view kBadgesContext = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json";

/// `https://purl.imsglobal.org/spec/clr/v2p0/context.json`, `context-2.0.1.json` and so on.
bool is_clr_context(std::string_view url) {
    constexpr std::string_view kStem = "https://purl.imsglobal.org/spec/clr/v2p0/context";
    if (!url.starts_with(kStem)) return false;
    const std::string_view rest = url.substr(kStem.size());
    const auto digit = [&](std::size_t i) { return rest[i] >= '0' && rest[i] <= '9'; };
    return rest == ".json" || (rest.size() == 11 && rest.starts_with("-2.") && digit(3) && rest[4] == '.' && digit(5) &&
                               rest.ends_with(".json"));
}

template <typename Visit>
void for_each_member(const json::Value& object, std::string_view name, const Visit& visit) {
    if (const json::Value* member = json::find(object, name)) vc::model::for_each_value(*member, visit);
}

/// The ids of the achievements of one subject: of a badge, or of the record itself.
void collect_achievements(const json::Value& subject, std::vector<std::string>& ids) {
    for_each_member(subject, "achievement", [&](const json::Value& achievement, std::optional<std::size_t>) {
        const auto id = achievement.is_object() ? vc::model::id_of(achievement) : std::nullopt;
        if (id) ids.emplace_back(*id);
    });
}

/// What is in the envelope of a token; nothing: it is no envelope. Errors of vc::enveloped_token and the readers.
std::optional<Result<json::Value>> opened(const json::Value& credential) {
    const auto token = vc::enveloped_token(credential);
    if (!token) return std::nullopt;
    if (!*token) return Result<json::Value>(token->error());
    return vc::read_document(**token);
}

std::vector<std::string> achievements_of(const json::Value& clr_subject) {
    std::vector<std::string> ids;
    collect_achievements(clr_subject, ids);
    for_each_member(clr_subject, "verifiableCredential", [&](const json::Value& inner, std::optional<std::size_t>) {
        const auto token = opened(inner);
        const json::Value& credential = token && *token ? **token : inner;
        for_each_member(credential, "credentialSubject", [&](const json::Value& subject, std::optional<std::size_t>) {
            collect_achievements(subject, ids);
        });
    });
    return ids;
}

/// Open Badges and CLRs hold credentials with all their members; their schema does not know envelopes, VCDM does.
void check_credential_inside(const json::Value& credential, const json::Path& place, Findings& findings) {
    Findings inside;
    if (vc::model::has_type(credential, "EnvelopedVerifiableCredential")) {
        inside.remark("clr-enveloped", "The record holds a token in an envelope, which some readers of records skip.",
                      place);
        vc::model::check_enveloped(credential, place, inside);
    } else {
        vc::model::check_credential(credential, place, inside);
        check(credential, place, inside);
    }
    findings.add_of_others(inside);
}

void check_association(const json::Value& association, const std::vector<std::string>& achievements,
                       const json::Path& path, Findings& findings) {
    for (const std::string_view end : {"sourceId", "targetId"}) {
        const auto id = json::text_view(association, end);
        if (id.empty() || std::ranges::find(achievements, id) != achievements.end()) continue;
        findings.advise("unknown-association", "No achievement of the record has this id.", json::Path(&path, end));
    }
    const auto source = json::text_view(association, "sourceId");
    if (!source.empty() && source == json::text_view(association, "targetId"))
        findings.advise("unknown-association", "An achievement is not associated with itself.", path);
}

/// What the credentials say of whom they are about: the id, or else the identifiers, of the one subject.
const json::Value* member_of_subject(const json::Value& credential, std::string_view name) {
    const json::Value* subject = json::find(credential, "credentialSubject");
    if (subject != nullptr && subject->is_array() && subject->get_array().size() == 1)
        subject = &subject->get_array().front();
    return subject == nullptr ? nullptr : json::find(*subject, name);
}

Result<void> take_subject(const std::vector<json::Value>& credentials, json::Object& subject) {
    for (const std::string_view name : {"id", "identifier"}) {
        const json::Value* first = member_of_subject(credentials.front(), name);
        const bool common = first != nullptr && std::ranges::all_of(credentials, [&](const json::Value& one) {
                                const json::Value* other = member_of_subject(one, name);
                                return other != nullptr && *other == *first;
                            });
        if (!common) continue;
        subject[json::key(name)] = *first;
        return {};
    }
    return refused("clr-subject-unclear", "The credentials do not name one and the same learner; say who it is.");
}

/// Hashed with different salts, the same address looks different in each credential: so it is asked of each.
Result<void> take_email(const std::vector<json::Value>& credentials, const ClrRequest& request, json::Object& subject) {
    for (std::size_t i = 0; i < credentials.size(); ++i) {
        if (recipient_is(credentials[i], request.email) == Match::Yes) continue;
        return refused("clr-subject-unclear",
                       "Credential " + std::to_string(i + 1) + " is not for this e-mail address.");
    }
    const std::string hashed = text::lower(request.email) + request.salt;
    subject["identifier"] =
        json::Array{json::Object{{"type", "IdentityObject"},
                                 {"hashed", true},
                                 {"identityHash", "sha256$" + to_hex(crypto::sha256(hashed).bytes())},
                                 {"identityType", "emailAddress"},
                                 {"salt", text_value(request.salt)}}};
    return {};
}

Result<void> check_repeated(const std::vector<json::Value>& credentials) {
    std::vector<BadgeIdentity> seen;
    for (const json::Value& credential : credentials) {
        auto identity = badge_identity(credential);
        if (!identity) continue;
        if (std::ranges::find(seen, *identity) != seen.end())
            return refused("clr-repeated", "The record would hold this credential twice: " + identity->credential);
        seen.push_back(std::move(*identity));
    }
    return {};
}

}  // namespace

bool is_clr_credential(const json::Value& credential) {
    return vc::model::has_type(credential, "ClrCredential");
}

void check_clr_contexts(const json::Value& credential, const json::Path& path, Findings& findings) {
    const json::Value* contexts = json::find(credential, "@context");
    if (contexts == nullptr || !contexts->is_array()) return;  // the data model has said so
    const json::Array& list = contexts->get_array();
    const json::Path here(&path, "@context");
    const auto is = [&](std::size_t index, bool (*test)(std::string_view)) {
        return index < list.size() && list[index].is_string() && test(json::view(list[index]));
    };
    if (!is(1, is_clr_context))
        findings.error("clr-context", "The second context must be that of CLR 2.0.", json::Path(&here, 1));
    if (!is(2, is_openbadges_context))
        findings.error("clr-context", "The third context must be that of Open Badges 3.0.", json::Path(&here, 2));
}

void check_clr_subject(const json::Value& subject, const json::Path& path, Findings& findings) {
    if (json::find(subject, "id") == nullptr && json::find(subject, "identifier") == nullptr)
        findings.error("missing-recipient", "The record does not say whose it is: neither id nor identifier.", path);
    if (const json::Value* inner = json::find(subject, "verifiableCredential")) {
        const json::Path here(&path, "verifiableCredential");
        if (!inner->is_array())
            findings.advise("list-required", "verifiableCredential must be a list.", here);
        else if (inner->get_array().empty())
            findings.error("empty-list", "The record has no credentials.", here);
        vc::model::for_each_value(*inner, [&](const json::Value& credential, std::optional<std::size_t> index) {
            check_credential_inside(credential, index ? json::Path(&here, *index) : here, findings);
        });
    }
    const auto achievements = achievements_of(subject);
    const json::Path here(&path, "association");
    for_each_member(subject, "association", [&](const json::Value& one, std::optional<std::size_t> index) {
        check_association(one, achievements, index ? json::Path(&here, *index) : here, findings);
    });
}

Result<json::Value> make_clr(std::vector<json::Value> credentials, const ClrRequest& request) {
    if (credentials.empty()) return refused("clr-empty", "A record needs a credential.");
    if (request.name.empty()) return refused("clr-name-missing", "A record needs a name.", "/name");
    std::vector<json::Value> read;
    for (const json::Value& credential : credentials) {
        auto token = opened(credential);
        if (token && !*token) return std::move(*token).error();
        read.push_back(token ? std::move(**token) : credential);
    }
    if (auto once = check_repeated(read); !once) return std::move(once).error();
    json::Object subject;
    if (!request.email.empty()) {
        if (auto taken = take_email(read, request, subject); !taken) return std::move(taken).error();
        if (!request.subject.empty()) subject["id"] = text_value(request.subject);
    } else if (request.subject.empty()) {
        if (auto taken = take_subject(read, subject); !taken) return std::move(taken).error();
    } else {
        subject["id"] = text_value(request.subject);
    }
    subject["type"] = json::Array{"ClrSubject"};
    json::Array associations;
    for (const Association& one : request.associations) {
        associations.push_back(json::Object{{"type", "Association"},
                                            {"associationType", text_value(one.type)},
                                            {"sourceId", text_value(one.source)},
                                            {"targetId", text_value(one.target)}});
    }
    json::Array inner;
    for (json::Value& credential : credentials) inner.push_back(std::move(credential));
    subject["verifiableCredential"] = std::move(inner);
    if (!associations.empty()) subject["association"] = std::move(associations);
    json::Object record{{"@context", json::Array{text_value(vc::model::kContextV2), text_value(kClrContext),
                                                 text_value(kBadgesContext)}},
                        {"type", json::Array{"VerifiableCredential", "ClrCredential"}},
                        {"name", text_value(request.name)},
                        {"validFrom", text_value(format_instant(request.valid_from))}};
    if (!request.id.empty()) record["id"] = text_value(request.id);
    if (request.partial) record["partial"] = true;
    record["credentialSubject"] = std::move(subject);
    return json::Value(std::move(record));
}

}  // namespace blason::openbadges
