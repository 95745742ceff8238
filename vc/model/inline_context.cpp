#include "vc/model/inline_context.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <string>

#include "vc/model/values.hpp"

namespace blason::vc::model {

namespace {

constexpr std::string_view kStandardVocabularies[] = {
    "https://www.w3.org/2018/credentials#",
    "https://www.w3.org/ns/credentials/status#",
    "https://w3id.org/security#",
    "https://purl.imsglobal.org/spec/vc/ob/vocab.html#",
};
// What people are shown of a badge.
constexpr std::string_view kStandardIris[] = {"https://schema.org/name", "https://schema.org/description"};

/// What the standards call what a credential is believed for: it may not mean anything else beside their contexts,
/// whether or not these would win.
struct StandardTerms {
    std::string_view contexts;  ///< what the URLs of the standard's contexts begin with
    std::span<const std::string_view> terms;
};
// Names of types are protected at the head already (JSON-LD API section 4.1.2): "protected term redefinition".
constexpr std::string_view kCredentialTerms[] = {
    "issuer",           "credentialSubject", "validFrom", "validUntil", "issuanceDate",        "expirationDate",
    "credentialStatus", "credentialSchema",  "proof",     "holder",     "verifiableCredential"};
constexpr std::string_view kBadgeTerms[] = {"achievement", "criteria", "identityHash", "hashed"};
constexpr StandardTerms kStandardTerms[] = {
    {"https://www.w3.org/ns/credentials/v2", kCredentialTerms},
    {"https://www.w3.org/2018/credentials/v1", kCredentialTerms},
    {"https://purl.imsglobal.org/spec/ob/v3p0/context", kBadgeTerms},
    {"https://purl.imsglobal.org/spec/clr/v2p0/context", kBadgeTerms},
};

/// Whether one of the standard contexts beside it defines this term.
bool is_standard_term(std::string_view term, const json::Value& contexts) {
    bool found = false;
    for_each_value(contexts, [&](const json::Value& one, std::optional<std::size_t>) {
        if (!one.is_string()) return;
        for (const StandardTerms& standard : kStandardTerms) {
            found = found || (json::view(one).starts_with(standard.contexts) &&
                              std::find(standard.terms.begin(), standard.terms.end(), term) != standard.terms.end());
        }
    });
    return found;
}

/// The IRI part of a term definition; empty when the definition has none.
std::string_view mapping_of(const json::Value& definition) {
    if (definition.is_string()) return json::view(definition);
    return json::text_view(definition, "@id");
}

/// The IRI a mapping means (JSON-LD API section 5.2), as far as this context alone decides it: an absolute IRI, a
/// prefix or a term defined beside it. Nothing when it leans on another context.
std::optional<std::string> iri_of(std::string_view mapping, const json::Object& context, int depth = 0) {
    constexpr int kMostSteps = 8;
    constexpr std::string_view kSchemesWithoutAuthority[] = {"urn", "did", "data", "tag", "mailto"};
    if (mapping.empty() || mapping.starts_with('@')) return std::string(mapping);
    const std::size_t colon = std::min(mapping.find(':'), mapping.size());
    if (mapping.substr(colon).starts_with("://")) return std::string(mapping);
    const std::string_view prefix = mapping.substr(0, colon);
    const std::string_view rest = mapping.substr(std::min(colon + 1, mapping.size()));
    if (const json::Value* definition = depth < kMostSteps ? json::find(context, prefix) : nullptr) {
        auto start = iri_of(mapping_of(*definition), context, depth + 1);
        if (start) *start += rest;
        return start;
    }
    const bool scheme = std::find(std::begin(kSchemesWithoutAuthority), std::end(kSchemesWithoutAuthority), prefix) !=
                        std::end(kSchemesWithoutAuthority);
    if (scheme && colon < mapping.size()) return std::string(mapping);
    return std::nullopt;
}

/// The name under which the vocabulary itself knows an IRI: what follows the last "#" or "/".
std::string_view local_name(std::string_view iri) {
    const std::size_t end = iri.find_last_of("#/");
    return end == std::string_view::npos ? iri : iri.substr(end + 1);
}

bool is_harmless_keyword(std::string_view keyword) {
    return keyword == "@version" || keyword == "@protected" || keyword == "@propagate" || keyword == "@language" ||
           keyword == "@direction";
}

/// `beside`: the contexts at the head.
void check_context(const json::Value& context, const json::Value& beside, const json::Path& path, Findings& findings);

/// One term of an inline context: it may not be another name for something the standards define, nor their name for
/// something else.
void check_term(std::string_view term, const json::Value& definition, const json::Object& context,
                const json::Value& beside, const json::Path& path, Findings& findings) {
    const auto refuse = [&](std::string message) { findings.error("inline-context", std::move(message), path); };
    if (term.starts_with('@')) {
        const bool removes = (term == "@vocab" || term == "@base") && definition.is_null();
        if (!removes && !is_harmless_keyword(term))
            refuse("A context that is not built in may not use " + std::string(term) + ".");
        return;
    }
    const auto iri = iri_of(mapping_of(definition), context);
    const bool same = iri && is_standard_iri(*iri) && local_name(*iri) == term;
    if (!same && is_standard_term(term, beside))
        return refuse("\"" + std::string(term) + "\" has its meaning by the standard, and can have no other.");
    if (!iri) return refuse("\"" + std::string(term) + "\" must be mapped to an absolute IRI.");
    const bool own_keyword = (term == "id" && *iri == "@id") || (term == "type" && *iri == "@type");
    const bool alias = iri->starts_with('@') ? !own_keyword : is_standard_iri(*iri) && local_name(*iri) != term;
    if (alias) return refuse("\"" + std::string(term) + "\" would be another name for " + *iri + ".");
    if (!definition.is_object()) return;
    for (const std::string_view member : {"@reverse", "@nest"}) {
        if (json::find(definition, member) != nullptr) {
            refuse("A context that is not built in may not use " + std::string(member) + ".");
        }
    }
    if (const json::Value* scoped = json::find(definition, "@context")) {
        check_context(*scoped, beside, json::Path(&path, "@context"), findings);
    }
}

void check_context(const json::Value& context, const json::Value& beside, const json::Path& path, Findings& findings) {
    for_each_value(context, [&](const json::Value& one, std::optional<std::size_t> index) {
        if (!one.is_object()) return;
        const json::Path place = index ? json::Path(&path, *index) : path;
        for (const auto& member : one.get_object()) {
            const std::string_view term(member.key().data(), member.key().size());
            check_term(term, member.value(), one.get_object(), beside, json::Path(&place, term), findings);
        }
    });
}

}  // namespace

bool is_standard_iri(std::string_view iri) {
    const auto begins = [&](std::string_view vocabulary) { return iri.starts_with(vocabulary); };
    return std::any_of(std::begin(kStandardVocabularies), std::end(kStandardVocabularies), begins) ||
           std::find(std::begin(kStandardIris), std::end(kStandardIris), iri) != std::end(kStandardIris);
}

void check_inline_contexts(const json::Value& contexts, const json::Path& path, Findings& findings) {
    check_context(contexts, contexts, path, findings);
}

}  // namespace blason::vc::model
