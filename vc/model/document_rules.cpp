#include "vc/model/document_rules.hpp"

#include <cmath>

#include "vc/model/inline_context.hpp"
#include "vc/model/values.hpp"

namespace blason::vc::model {

namespace {

/// Credentials may stand inside others (presentations, endorsements), each with contexts of its own.
bool may_have_context(const json::Value& object) {
    for (const std::string_view type : {"VerifiableCredential", "VerifiablePresentation", "EndorsementCredential",
                                        "EnvelopedVerifiableCredential", "EnvelopedVerifiablePresentation"}) {
        if (has_type(object, type)) return true;
    }
    return false;
}

void check_types(const json::Value& type, const json::Path& path, Findings& findings) {
    for_each_value(type, [&](const json::Value& name, std::optional<std::size_t> index) {
        if (!name.is_string() || !is_standard_iri(json::view(name))) return;
        findings.error("type-not-a-term", "A type of the standard vocabularies must be named by its term.",
                       index ? json::Path(&path, *index) : path);
    });
}

/// What decides whether an object may have contexts, beside its type.
struct Place {
    bool head = false;                           ///< of what is checked
    const json::Value* of_credential = nullptr;  ///< of a proof: the contexts of the credential that it stands in
};

void check_object(const json::Value& value, const json::Path& path, const Place& place, Findings& findings);

void check_below(const json::Value& value, const json::Path& path, const Place& place, Findings& findings) {
    if (value.is_object()) return check_object(value, path, place, findings);
    if (!value.is_array()) return;
    const Place element{.head = false, .of_credential = place.of_credential};
    const json::Array& elements = value.get_array();
    for (std::size_t i = 0; i < elements.size(); ++i) check_below(elements[i], json::Path(&path, i), element, findings);
}

void check_object(const json::Value& value, const json::Path& path, const Place& place, Findings& findings) {
    const json::Object& object = value.get_object();
    const auto credential = [&] { return place.head || may_have_context(value); };  // seldom asked
    for (const auto& member : object) {
        const std::string_view name(member.key().data(), member.key().size());
        const json::Path here(&path, name);
        if (name == "@context") {
            if (credential()) {
                check_inline_contexts(member.value(), here, findings);
            } else if (place.of_credential == nullptr || !contexts_begin_with(*place.of_credential, member.value())) {
                findings.error("nested-context", "A context may stand only at the head of a credential.", here);
            }
        } else if (name.starts_with('@')) {
            if (json::find(object, "@value") != nullptr) continue;
            findings.error("property-not-a-term", "The keyword " + std::string(name) + " may not be used here.", here);
        } else if (name.find(':') != std::string_view::npos) {
            findings.error("property-not-a-term", "A property must be named by a term of the contexts, not by an IRI.",
                           here);
        } else if (name == "expiration" && json::find(object, "proofPurpose") != nullptr) {
            // The one standard property with two terms among the embedded contexts (https://w3id.org/security/v1).
            findings.error("property-not-a-term", "A proof says when it ends by \"expires\".", here);
        } else if (name == "type") {
            check_types(member.value(), here, findings);
        } else if (name == "proof" && credential()) {
            check_below(member.value(), here, {.head = false, .of_credential = json::find(object, "@context")},
                        findings);
        } else if (name != "jsonSchema") {
            check_below(member.value(), here, {}, findings);
        }
    }
}

}  // namespace

void check_names_say_what_they_mean(const json::Value& document, const json::Path& path, Findings& findings) {
    check_below(document, path, {.head = true, .of_credential = nullptr}, findings);
}

void check_names_in_proof(const json::Value& proof, const json::Value* contexts, const json::Path& path,
                          Findings& findings) {
    check_below(proof, path, {.head = false, .of_credential = contexts}, findings);
}

void check_numbers(const json::Value& document, const json::Path& path, Findings& findings) {
    constexpr std::int64_t kMost = (std::int64_t{1} << 53) - 1;
    const auto beyond = [&](const json::Value& number) {
        if (number.is_int64()) return number.get_int64() > kMost || number.get_int64() < -kMost;
        if (number.is_uint64()) return number.get_uint64() > static_cast<std::uint64_t>(kMost);
        // An integer too long for 64 bits has become a double.
        return std::abs(number.get_double()) > static_cast<double>(kMost);
    };
    if (document.is_number()) {
        if (beyond(document)) {
            findings.error("number-not-interoperable",
                           "Numbers beyond 2^53 are not read alike everywhere; write this one as text.", path);
        }
    } else if (document.is_array()) {
        const json::Array& elements = document.get_array();
        for (std::size_t i = 0; i < elements.size(); ++i) check_numbers(elements[i], json::Path(&path, i), findings);
    } else if (document.is_object()) {
        for (const auto& member : document.get_object()) {
            check_numbers(member.value(), json::Path(&path, {member.key().data(), member.key().size()}), findings);
        }
    }
}

}  // namespace blason::vc::model
