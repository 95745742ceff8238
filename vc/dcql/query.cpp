#include "vc/dcql/query.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "engine/json/reader.hpp"
#include "engine/text/base64url.hpp"
#include "vc/model/values.hpp"

namespace blason::vc::dcql {

namespace {

using Ids = std::unordered_map<std::string_view, std::size_t>;  ///< id -> its place in the array

bool is_id(std::string_view text) {
    constexpr auto kAllowed = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    };
    return !text.empty() && std::ranges::all_of(text, kAllowed);
}

bool is_integer(const json::Value& value) {
    if (value.is_int64() || value.is_uint64()) return true;
    return value.is_double() && std::floor(value.get_double()) == value.get_double();
}

class Parser {
  public:
    explicit Parser(const QueryLimits& limits) : limits_(limits) {}

    Result<Query> query(const json::Value& value);

  private:
    Result<CredentialQuery> credential(const json::Value& value, const json::Path& place);
    Result<Meta> meta(const json::Reader& reader, std::optional<FormatIdentifier> format);
    Result<TrustedAuthorities> authorities(const json::Value& value, const json::Path& place);
    Result<ClaimsQuery> claim(const json::Value& value, const json::Path& place);
    Result<void> claims(const json::Reader& reader, CredentialQuery& out);
    Result<void> claim_sets(const json::Reader& reader, const Ids& ids, CredentialQuery& out);
    Result<CredentialSetQuery> credential_set(const json::Value& value, const json::Path& place, const Ids& ids);

    /// A text of bearable length.
    Result<std::string> text(const json::Value& value, const json::Path& place) const;
    Result<std::string> identifier(const json::Value& value, const json::Path& place) const;
    Result<std::size_t> known(const json::Value& value, const json::Path& place, const Ids& ids) const;
    Error too_large(const json::Path& place) const {
        return {"dcql-too-large", "The query asks for more than is bearable.", place.pointer(), ErrorKind::TooLarge};
    }

    /// What `read(element, place)` makes of each element of a non-empty array.
    template <typename T, typename Read>
    Result<std::vector<T>> elements(const json::Value& value, const json::Path& place, std::size_t max, Read read) {
        if (!value.is_array()) return malformed("wrong-type", "This must be an array.", place.pointer());
        const json::Array& array = value.get_array();
        if (array.empty()) return malformed("dcql-empty", "The array needs at least one element.", place.pointer());
        items_ += array.size();
        if (array.size() > max || items_ > limits_.max_items) return too_large(place);
        std::vector<T> out;
        out.reserve(array.size());
        for (std::size_t i = 0; i < array.size(); ++i) {
            Result<T> one = read(array[i], json::Path(&place, i));
            if (!one) return std::move(one).error();
            out.push_back(std::move(*one));
        }
        return out;
    }

    const QueryLimits& limits_;
    std::size_t items_ = 0;
    std::size_t claims_ = 0;
};

Result<std::string> Parser::text(const json::Value& value, const json::Path& place) const {
    if (!value.is_string()) return malformed("wrong-type", "This must be a string.", place.pointer());
    if (value.get_string().size() > limits_.max_text) return too_large(place);
    return std::string(json::view(value));
}

Result<std::string> Parser::identifier(const json::Value& value, const json::Path& place) const {
    auto id = text(value, place);
    if (id && !is_id(*id)) {
        return malformed("dcql-id", "An id is made of letters, digits, \"_\" and \"-\".", place.pointer());
    }
    return id;
}

Result<std::size_t> Parser::known(const json::Value& value, const json::Path& place, const Ids& ids) const {
    const auto id = identifier(value, place);
    if (!id) return id.error();
    const auto found = ids.find(*id);
    if (found == ids.end()) return malformed("dcql-id-unknown", "Nothing here has this id.", place.pointer());
    return found->second;
}

Result<const json::Object*> object_of(const json::Value& value, const json::Path& place) {
    if (!value.is_object()) return malformed("wrong-type", "This must be an object.", place.pointer());
    return &value.get_object();
}

/// An absent member is `otherwise`.
Result<bool> boolean(const json::Reader& reader, std::string_view name, bool otherwise) {
    return reader.find(name) == nullptr ? Result(otherwise) : reader.boolean(name);
}

Result<const json::Value*> required(const json::Reader& reader, std::string_view name) {
    const json::Value* value = reader.find(name);
    if (value == nullptr) {
        return malformed("missing-member", "\"" + std::string(name) + "\" is required.", reader.pointer_to(name));
    }
    return value;
}

/// The ids of what was read; error at the second of the same.
template <typename T>
Result<Ids> ids_of(const std::vector<T>& all, const json::Path& place) {
    Ids ids;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].id.empty() || ids.emplace(all[i].id, i).second) continue;
        const json::Path element(&place, i);
        return malformed("dcql-id-repeated", "Another one has this id already.", json::Path(&element, "id").pointer());
    }
    return ids;
}

/// Appendix B.1.1 and B.3.5; what another format defines is an unknown property, and ignored. Section 6.1 allows an
/// empty `meta`, which asks for nothing: so neither is required.
Result<Meta> Parser::meta(const json::Reader& reader, std::optional<FormatIdentifier> format) {
    const auto object = reader.object("meta");
    if (!object) return object.error();
    Meta out;
    const json::Path place(&reader.path(), "meta");
    const auto texts = [&](const json::Value& value, const json::Path& here) {
        return elements<std::string>(value, here, limits_.max_items,
                                     [&](const auto& one, const json::Path& at) { return text(one, at); });
    };
    const bool typed = format && *format != FormatIdentifier::DcSdJwt;
    const bool has_vct = format == FormatIdentifier::DcSdJwt || format == FormatIdentifier::VcSdJwt;
    if (const json::Value* types = typed ? json::find(**object, "type_values") : nullptr) {
        auto read =
            elements<std::vector<std::string>>(*types, json::Path(&place, "type_values"), limits_.max_items, texts);
        if (!read) return std::move(read).error();
        out.type_values = std::move(*read);
    }
    if (const json::Value* vcts = has_vct ? json::find(**object, "vct_values") : nullptr) {
        auto read = texts(*vcts, json::Path(&place, "vct_values"));
        if (!read) return std::move(read).error();
        out.vct_values = std::move(*read);
    }
    return out;
}

Result<TrustedAuthorities> Parser::authorities(const json::Value& value, const json::Path& place) {
    const auto object = object_of(value, place);
    if (!object) return object.error();
    const json::Reader reader(**object, place);
    const auto type = required(reader, "type");
    const auto values = type ? required(reader, "values") : type;
    if (!values) return values.error();
    TrustedAuthorities out;
    auto name = text(**type, json::Path(&place, "type"));
    if (!name) return std::move(name).error();
    out.type = std::move(*name);
    // Section 6.1.1.1 has key identifiers in base64url.
    const auto read_one = [&](const json::Value& one, const json::Path& at) -> Result<std::string> {
        auto characters = text(one, at);
        if (characters && out.type == "aki" && !text::base64url_decode(*characters)) {
            return malformed("dcql-aki", "A key identifier is written in base64url.", at.pointer());
        }
        return characters;
    };
    auto read = elements<std::string>(**values, json::Path(&place, "values"), limits_.max_items, read_one);
    if (!read) return std::move(read).error();
    out.values = std::move(*read);
    return out;
}

Result<ClaimsQuery> Parser::claim(const json::Value& value, const json::Path& place) {
    const auto object = object_of(value, place);
    if (!object) return object.error();
    const json::Reader reader(**object, place);
    ClaimsQuery out;
    if (const json::Value* id = reader.find("id")) {
        auto read = identifier(*id, json::Path(&place, "id"));
        if (!read) return std::move(read).error();
        out.id = std::move(*read);
    }
    const auto path = required(reader, "path");
    if (!path) return path.error();
    auto pointer = parse_claims_path(**path, json::Path(&place, "path"), limits_.max_path);
    if (!pointer) return std::move(pointer).error();
    out.path = std::move(*pointer);
    const json::Value* values = reader.find("values");
    if (values == nullptr) return out;
    const auto read_one = [&](const json::Value& one, const json::Path& at) -> Result<json::Value> {
        if (one.is_string() && one.get_string().size() > limits_.max_text) return too_large(at);
        if (one.is_string() || one.is_bool() || is_integer(one)) return one;
        return malformed("dcql-value", "A value is a string, an integer or a boolean.", at.pointer());
    };
    auto read = elements<json::Value>(*values, json::Path(&place, "values"), limits_.max_items, read_one);
    if (!read) return std::move(read).error();
    out.values = std::move(*read);
    return out;
}

Result<void> Parser::claims(const json::Reader& reader, CredentialQuery& out) {
    const json::Value* value = reader.find("claims");
    if (value == nullptr) {
        if (reader.find("claim_sets") == nullptr) return {};
        return malformed("dcql-claim-sets-without-claims", "Claim sets choose among claims, and there are none.",
                         reader.pointer_to("claim_sets"));
    }
    const json::Path place(&reader.path(), "claims");
    auto read = elements<ClaimsQuery>(*value, place, limits_.max_claims,
                                      [this](const auto& one, const json::Path& at) { return claim(one, at); });
    if (!read) return std::move(read).error();
    out.claims = std::move(*read);
    claims_ += out.claims.size();
    if (claims_ > limits_.max_all_claims) return too_large(place);
    for (auto one = out.claims.begin(); one != out.claims.end(); ++one) {
        one->repeated =
            std::any_of(out.claims.begin(), one, [&](const auto& other) { return other.path == one->path; });
    }
    const auto ids = ids_of(out.claims, place);
    if (!ids) return ids.error();
    return claim_sets(reader, *ids, out);
}

Result<void> Parser::claim_sets(const json::Reader& reader, const Ids& ids, CredentialQuery& out) {
    const json::Value* value = reader.find("claim_sets");
    if (value == nullptr) return {};
    for (std::size_t i = 0; i < out.claims.size(); ++i) {
        if (!out.claims[i].id.empty()) continue;
        const json::Path all(&reader.path(), "claims");
        const json::Path one(&all, i);
        return malformed("missing-member", "Where there are claim sets, every claim has an id.",
                         json::Path(&one, "id").pointer());
    }
    const auto read_id = [&](const json::Value& id, const json::Path& at) { return known(id, at, ids); };
    const auto read_set = [&](const json::Value& set, const json::Path& at) {
        return elements<std::size_t>(set, at, limits_.max_claims, read_id);
    };
    auto read = elements<std::vector<std::size_t>>(*value, json::Path(&reader.path(), "claim_sets"), limits_.max_sets,
                                                   read_set);
    if (!read) return std::move(read).error();
    out.claim_sets = std::move(*read);
    return {};
}

Result<CredentialQuery> Parser::credential(const json::Value& value, const json::Path& place) {
    const auto object = object_of(value, place);
    if (!object) return object.error();
    const json::Reader reader(**object, place);
    const auto id = required(reader, "id");
    const auto format = id ? required(reader, "format") : id;
    if (!format) return format.error();
    CredentialQuery out;
    auto name = identifier(**id, json::Path(&place, "id"));
    if (!name) return std::move(name).error();
    out.id = std::move(*name);
    auto asked = text(**format, json::Path(&place, "format"));
    if (!asked) return std::move(asked).error();
    out.format = std::move(*asked);
    out.known_format = parse_format_identifier(out.format);
    auto limits = meta(reader, out.known_format);
    if (!limits) return std::move(limits).error();
    out.meta = std::move(*limits);
    const auto multiple = boolean(reader, "multiple", false);
    const auto binding = multiple ? boolean(reader, "require_cryptographic_holder_binding", true) : multiple;
    if (!binding) return binding.error();
    out.multiple = *multiple;
    out.require_holder_binding = *binding;
    if (const json::Value* trusted = reader.find("trusted_authorities")) {
        auto read = elements<TrustedAuthorities>(
            *trusted, json::Path(&place, "trusted_authorities"), limits_.max_sets,
            [this](const auto& one, const json::Path& at) { return authorities(one, at); });
        if (!read) return std::move(read).error();
        out.trusted_authorities = std::move(*read);
    }
    if (auto read = claims(reader, out); !read) return std::move(read).error();
    return out;
}

Result<CredentialSetQuery> Parser::credential_set(const json::Value& value, const json::Path& place, const Ids& ids) {
    const auto object = object_of(value, place);
    if (!object) return object.error();
    const json::Reader reader(**object, place);
    const auto options = required(reader, "options");
    if (!options) return options.error();
    const auto read_id = [&](const json::Value& id, const json::Path& at) { return known(id, at, ids); };
    const auto read_option = [&](const json::Value& option, const json::Path& at) {
        return elements<std::size_t>(option, at, limits_.max_credentials, read_id);
    };
    auto read =
        elements<std::vector<std::size_t>>(**options, json::Path(&place, "options"), limits_.max_sets, read_option);
    if (!read) return std::move(read).error();
    const auto needed = boolean(reader, "required", true);
    if (!needed) return needed.error();
    return CredentialSetQuery{std::move(*read), *needed};
}

Result<Query> Parser::query(const json::Value& value) {
    const json::Path root;
    const auto object = object_of(value, root);
    if (!object) return object.error();
    const json::Reader reader(**object, root);
    const auto credentials = required(reader, "credentials");
    if (!credentials) return credentials.error();
    const json::Path place(&root, "credentials");
    Query out;
    auto read =
        elements<CredentialQuery>(**credentials, place, limits_.max_credentials,
                                  [this](const auto& one, const json::Path& at) { return credential(one, at); });
    if (!read) return std::move(read).error();
    out.credentials = std::move(*read);
    const auto ids = ids_of(out.credentials, place);
    if (!ids) return ids.error();
    if (const json::Value* sets = reader.find("credential_sets")) {
        auto all = elements<CredentialSetQuery>(
            *sets, json::Path(&root, "credential_sets"), limits_.max_sets,
            [&](const auto& one, const json::Path& at) { return credential_set(one, at, *ids); });
        if (!all) return std::move(all).error();
        out.credential_sets = std::move(*all);
    }
    return out;
}

}  // namespace

const CredentialQuery* Query::find(std::string_view id) const {
    const auto found = std::ranges::find(credentials, id, &CredentialQuery::id);
    return found == credentials.end() ? nullptr : &*found;
}

Result<Query> parse_query(const json::Value& query, const QueryLimits& limits) {
    return Parser(limits).query(query);
}

}  // namespace blason::vc::dcql
