#include "vc/presentation/query_by_example.hpp"

#include <algorithm>

#include "engine/json/reader.hpp"
#include "vc/model/values.hpp"

namespace blason::vc::presentation {

namespace {

bool contains(const std::vector<std::string>& all, std::string_view one) {
    return std::ranges::find(all, one) != all.end();
}

Error too_large(const json::Path& place) {
    return {"example-too-large", "The query asks for more than is bearable.", place.pointer(), ErrorKind::TooLarge};
}

std::size_t count_values(const json::Value& value) {
    std::size_t count = 1;
    if (value.is_array()) {
        for (const json::Value& element : value.get_array()) count += count_values(element);
    }
    if (value.is_object()) {
        for (const auto& member : value.get_object()) count += count_values(member.value());
    }
    return count;
}

/// The texts of an array of texts, or of objects that have them as `member`; `lists`: also of arrays of those. What
/// has none of it is no text, and no error: it accepts nothing.
Result<std::optional<std::vector<std::string>>> accepted(const json::Reader& reader, std::string_view name,
                                                         std::string_view member, bool lists) {
    const json::Value* value = reader.find(name);
    if (value == nullptr) return std::optional<std::vector<std::string>>();
    const json::Path place(&reader.path(), name);
    if (!value->is_array()) return malformed("wrong-type", "This must be an array.", place.pointer());
    if (value->get_array().size() > kMaxExampleValues) return too_large(place);
    std::vector<std::string> out;
    const auto read = [&](const json::Value& one) {
        const json::Value* text = one.is_object() ? json::find(one, member) : &one;
        if (text != nullptr && text->is_string()) out.emplace_back(json::view(*text));
    };
    for (const json::Value& one : value->get_array()) {
        if (one.is_array() && lists) {
            if (count_values(one) > kMaxExampleValues) return too_large(place);
            for (const json::Value& inner : one.get_array()) read(inner);
        } else {
            read(one);
        }
    }
    return std::optional(std::move(out));
}

Result<CredentialExample> parse_one(const json::Value& value, const json::Path& place) {
    if (!value.is_object()) return malformed("wrong-type", "A credential query is an object.", place.pointer());
    const json::Reader reader(value.get_object(), place);
    CredentialExample out;
    const auto reason = reader.optional_string("reason");
    if (!reason) return reason.error();
    out.reason = std::string(reason->value_or(""));
    const auto example = reader.optional_object("example");
    if (!example) return example.error();
    if (*example != nullptr) out.example = **example;
    if (count_values(out.example) > kMaxExampleValues) return too_large(json::Path(&place, "example"));
    auto issuers = accepted(reader, "acceptedIssuers", "id", true);
    if (!issuers) return std::move(issuers).error();
    out.accepted_issuers = std::move(*issuers);
    auto suites = accepted(reader, "acceptedCryptosuites", "cryptosuite", false);
    if (!suites) return std::move(suites).error();
    out.accepted_cryptosuites = std::move(*suites);
    auto envelopes = accepted(reader, "acceptedEnvelopes", "mediaType", false);
    if (!envelopes) return std::move(envelopes).error();
    out.accepted_envelopes = std::move(*envelopes).value_or(std::vector<std::string>());
    return out;
}

/// Compares an example with a credential, and collects the places.
class Comparison {
  public:
    bool matches(const json::Value& example, const json::Value& value, const json::Path& place) {
        // An array of values has what one of them is.
        if (value.is_array() && !example.is_array()) return any_of(example, value, place);
        if (example.is_array()) return all_of(example.get_array(), value, place);
        if (example.is_object()) return value.is_object() && members(example.get_object(), value, place);
        const bool any = example.is_string() && example.get_string().empty();
        if (!any && example != value) return false;
        selected.push_back(place.pointer());
        return true;
    }

    std::vector<std::string> selected;  ///< places

  private:
    bool members(const json::Object& example, const json::Value& value, const json::Path& place) {
        if (example.empty()) selected.push_back(place.pointer());
        for (const auto& member : example) {
            const std::string_view name(member.key().data(), member.key().size());
            const json::Value* found = json::find(value, name);
            if (found == nullptr || !matches(member.value(), *found, json::Path(&place, name))) return false;
        }
        return true;
    }

    /// "" is any value, an array too.
    bool any_of(const json::Value& example, const json::Value& value, const json::Path& place) {
        if (example.is_string() && example.get_string().empty()) {
            selected.push_back(place.pointer());
            return true;
        }
        const json::Array& elements = value.get_array();
        for (std::size_t i = 0; i < elements.size(); ++i) {
            const std::size_t before = selected.size();
            if (matches(example, elements[i], json::Path(&place, i))) return true;
            selected.resize(before);
        }
        return false;
    }

    bool all_of(const json::Array& examples, const json::Value& value, const json::Path& place) {
        if (examples.empty()) selected.push_back(place.pointer());
        return std::ranges::all_of(examples, [&](const json::Value& one) { return matches(one, value, place); });
    }
};

std::optional<std::string_view> issuer_of(const json::Value& credential) {
    for (const char* name : {"issuer", "iss"}) {
        const json::Value* issuer = json::find(credential, name);
        if (issuer != nullptr) return model::id_of(*issuer);
    }
    return std::nullopt;
}

/// A cryptosuite, or what came before them: the type of the proof.
bool secured_with(const json::Value& credential, const std::vector<std::string>& suites) {
    const json::Value* proofs = json::find(credential, "proof");
    if (proofs == nullptr) return false;
    bool found = false;
    model::for_each_value(*proofs, [&](const json::Value& proof, std::optional<std::size_t>) {
        const json::Value* suite = json::find(proof, "cryptosuite");
        if (suite == nullptr) suite = json::find(proof, "type");
        found = found || (suite != nullptr && suite->is_string() && contains(suites, json::view(*suite)));
    });
    return found;
}

bool in_envelope(FormatIdentifier format, const std::vector<std::string>& media_types) {
    switch (format) {
        case FormatIdentifier::JwtVcJson:
            return contains(media_types, "application/vc+jwt") || contains(media_types, "application/jwt");
        case FormatIdentifier::VcSdJwt:
            return contains(media_types, "application/vc+sd-jwt");
        case FormatIdentifier::DcSdJwt:
            return contains(media_types, "application/dc+sd-jwt");
        case FormatIdentifier::LdpVc:
            break;
    }
    return false;
}

}  // namespace

Result<std::vector<CredentialExample>> parse_query_by_example(const json::Value& query, const json::Path& place) {
    const json::Value* credential = json::find(query, "credentialQuery");
    const json::Path here(&place, "credentialQuery");
    if (credential == nullptr) {
        return malformed("missing-member", "\"credentialQuery\" is required.", here.pointer());
    }
    std::vector<CredentialExample> out;
    if (!credential->is_array()) {
        auto one = parse_one(*credential, here);
        if (!one) return std::move(one).error();
        out.push_back(std::move(*one));
        return out;
    }
    const json::Array& all = credential->get_array();
    if (all.empty()) return malformed("dcql-empty", "The array needs at least one element.", here.pointer());
    if (all.size() > kMaxExamples) return too_large(here);
    for (std::size_t i = 0; i < all.size(); ++i) {
        auto one = parse_one(all[i], json::Path(&here, i));
        if (!one) return std::move(one).error();
        out.push_back(std::move(*one));
    }
    return out;
}

std::variant<ExampleMatch, ExampleMismatch> match_example(const CredentialExample& query, const Held& credential) {
    const json::Value& document = credential.credential.value();
    if (credential.format == FormatIdentifier::LdpVc) {
        if (query.accepted_cryptosuites && !secured_with(document, *query.accepted_cryptosuites)) {
            return ExampleMismatch{"cryptosuite-not-accepted", {}};
        }
    } else if (!in_envelope(credential.format, query.accepted_envelopes)) {
        return ExampleMismatch{"envelope-not-accepted", {}};
    }
    if (query.accepted_issuers) {
        const auto issuer = issuer_of(document);
        if (!issuer || !contains(*query.accepted_issuers, *issuer)) return ExampleMismatch{"issuer-not-accepted", {}};
    }
    ExampleMatch out;
    if (query.example.is_null()) return out;
    for (const auto& member : query.example.get_object()) {
        const std::string_view name(member.key().data(), member.key().size());
        const json::Path root;
        const json::Path place(&root, name);
        const json::Value* found = json::find(document, name);
        Comparison comparison;
        if (found == nullptr || !comparison.matches(member.value(), *found, place)) {
            return ExampleMismatch{"example-mismatch", place.pointer()};
        }
        for (std::string& one : comparison.selected) {
            if (!contains(out.selected, one)) out.selected.push_back(std::move(one));
        }
    }
    return out;
}

}  // namespace blason::vc::presentation
