#include "vc/oid4vp/request.hpp"

#include <algorithm>
#include <array>

#include "engine/iri/iri.hpp"
#include "engine/json/reader.hpp"
#include "vc/oid4vp/draft.hpp"
#include "vc/pex/formats.hpp"

namespace blason::vc::oid4vp {
namespace {

constexpr std::array<std::string_view, 3> kModes{"fragment", "direct_post", "direct_post.jwt"};
constexpr std::size_t kMaxText = 2048;  ///< of nonce, state and addresses, in bytes

Error invalid(std::string detail, std::string_view parameter) {
    return refused("invalid_request", std::move(detail), "/" + std::string(parameter));
}

/// The text of a parameter; empty when it is absent.
Result<std::string> text_of(const json::Object& parameters, std::string_view name) {
    const json::Value* value = json::find(parameters, name);
    if (value == nullptr) return std::string();
    if (!value->is_string() || value->get_string().size() > kMaxText)
        return invalid("This parameter is a text of at most 2048 bytes.", name);
    if (value->get_string().empty()) return invalid("This parameter is empty.", name);
    return std::string(json::view(*value));
}

/// Section 5.2: ASCII URL-safe characters.
bool is_url_safe(std::string_view text) {
    return std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
               c == '_' || c == '~';
    });
}

/// RFC 6749 Appendix A.5, which is all that the earlier drafts ask of a nonce and a state.
bool is_printable(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c <= 0x7E; });
}

/// An absolute address of the web without a fragment; which addresses may be reached is for whoever sends.
bool is_web_address(std::string_view text) {
    const auto parts = iri::split(text);
    return (parts.scheme == "https" || parts.scheme == "http") && parts.has_authority && !parts.authority.empty() &&
           !parts.has_fragment && iri::is_well_formed(text);
}

Result<ResponseMode> mode_of(const json::Object& parameters) {
    const auto text = text_of(parameters, "response_mode");
    if (!text) return text.error();
    if (text->empty()) return ResponseMode::Fragment;
    if (const auto mode = parse_response_mode(*text)) return *mode;
    // Among them dc_api: a request of a browser comes through its API and names its origins, never in a link.
    return refused("unsupported_response_mode", "Answers are not given in this way here.", "/response_mode");
}

/// Section 8.2: `response_uri` and nothing else for posted answers, `redirect_uri` for the others.
Result<std::string> address_of(const json::Object& parameters, const ClientId& client, ResponseMode mode) {
    const bool posted = mode != ResponseMode::Fragment;
    const std::string_view name = posted ? "response_uri" : "redirect_uri";
    const std::string_view other = posted ? "redirect_uri" : "response_uri";
    if (json::find(parameters, other) != nullptr)
        return invalid(std::string(other) + " does not go with this way to answer.", other);
    auto address = text_of(parameters, name);
    if (!address) return address;
    if (client.prefix == ClientIdPrefix::RedirectUri) {
        // Section 5.9.3: the identifier is the address.
        if (address->empty()) *address = client.identifier;
        if (*address != client.identifier)
            return refused("invalid_client", "The answer would go elsewhere than the client identifier says.",
                           "/" + std::string(name));
    }
    if (address->empty()) return invalid("The request does not say where the answer goes.", name);
    if (!is_web_address(*address)) return invalid("The answer goes to an https address without a fragment.", name);
    return address;
}

Result<dcql::Query> query_of(const json::Object& parameters) {
    const json::Value* query = json::find(parameters, "dcql_query");
    const bool scope = json::find(parameters, "scope") != nullptr;
    if (query != nullptr && scope) return invalid("A request has dcql_query or scope, not both.", "scope");
    if (scope) return refused("invalid_scope", "No scope stands for a query here.", "/scope");
    if (query == nullptr) return invalid("The request does not say what it asks for.", "dcql_query");
    auto read = dcql::parse_query(*query);
    if (!read) return refused("invalid_request", read.error().detail, "/dcql_query" + read.error().pointer);
    return read;
}

Result<void> check_metadata(const Wish& wish, ResponseMode mode) {
    const auto& metadata = wish.client_metadata;
    if (mode == ResponseMode::DirectPostJwt &&
        (!metadata || metadata->encryption_key() == nullptr || metadata->encryptions.empty())) {
        return invalid("The answer cannot be encrypted: there is no key for it that we can use.", "client_metadata");
    }
    if (!wish.definition && (!metadata || metadata->formats.empty())) return {};
    if (wish.definition) {
        if (pex::asks_for_known_format(*wish.definition)) return {};
        return refused("vp_formats_not_supported", "Nothing is asked for in a format that is known here.",
                       "/presentation_definition");
    }
    const bool some = std::ranges::any_of(wish.query.credentials, [&](const dcql::CredentialQuery& query) {
        return json::find(metadata->formats, query.format) != nullptr;
    });
    if (some) return {};
    return refused("vp_formats_not_supported", "The verifier reads none of the formats that it asks for.",
                   "/client_metadata/vp_formats_supported");
}

/// Section 5.1: a transaction that is not understood is refused, and never passed over.
Result<void> check_transactions(const Wish& wish, const WishRules& rules) {
    std::size_t index = 0;
    for (const TransactionData& one : wish.transaction_data) {
        const std::string pointer = "/transaction_data/" + std::to_string(index++);
        if (std::ranges::find(rules.transaction_types, one.type) == rules.transaction_types.end())
            return refused("invalid_transaction_data", "This type of transaction is not known here.",
                           pointer + "/type");
        for (const std::string& id : one.credential_ids) {
            if (!wish.asks_for(id))
                return refused("invalid_transaction_data",
                               "The transaction goes with a credential that is not asked for.",
                               pointer + "/credential_ids");
        }
    }
    return {};
}

/// Whether a presentation of this query says which transactions it authorizes: in its key binding JWT (appendix B.3.3).
bool can_authorize(const dcql::CredentialQuery* query) {
    return query != nullptr && query->require_holder_binding &&
           (query->format == "dc+sd-jwt" || query->format == "vc+sd-jwt");
}

/// What no wallet could do is not asked.
Result<void> check_answerable(const Wish& wish) {
    std::size_t index = 0;
    for (const TransactionData& one : wish.transaction_data) {
        const std::string pointer = "/transaction_data/" + std::to_string(index++);
        const auto refuse = [&](std::string detail, const std::string& member) {
            return refused("invalid_transaction_data", std::move(detail), pointer + member);
        };
        if (const auto hashed = presentation::transaction_claims({&one, 1}); !hashed)
            return refuse("None of these hash algorithms is known here.", hashed.error().pointer);
        if (std::ranges::none_of(one.credential_ids,
                                 [&](const auto& id) { return can_authorize(wish.query.find(id)); }))
            return refuse("Only SD-JWTs with their holder authorize transactions.", "/credential_ids");
    }
    return {};
}

/// Section 5.1: attestations about the verifier, each for some of the credentials that are asked for, or for all.
Result<void> check_verifier_info(const json::Array& all, const Wish& wish) {
    std::size_t index = 0;
    for (const json::Value& one : all) {
        const std::string place = "verifier_info/" + std::to_string(index++);
        if (!one.is_object()) return invalid("An attestation is an object with format and data.", place);
        if (json::text_view(one, "format").empty()) return invalid("An attestation has a format.", place + "/format");
        const json::Value* data = json::find(one, "data");
        if (data == nullptr || !(data->is_object() || data->is_string()))
            return invalid("The data of an attestation are an object or a text.", place + "/data");
        const json::Value* ids = json::find(one, "credential_ids");
        if (ids == nullptr) continue;
        const auto is_asked = [&](const json::Value& id) { return id.is_string() && wish.asks_for(json::view(id)); };
        if (!ids->is_array() || ids->get_array().empty() || !std::ranges::all_of(ids->get_array(), is_asked))
            return invalid("The attestation is for credentials that are not asked for.", place + "/credential_ids");
    }
    return {};
}

}  // namespace

std::string_view to_text(ResponseMode mode) {
    return kModes[static_cast<std::size_t>(mode)];
}

std::optional<ResponseMode> parse_response_mode(std::string_view text) {
    for (std::size_t i = 0; i < kModes.size(); ++i)
        if (kModes[i] == text) return static_cast<ResponseMode>(i);
    return std::nullopt;
}

Result<AuthorizationRequest> read_request(const json::Object& parameters, Carried carried) {
    AuthorizationRequest out;
    out.draft = is_draft(parameters);
    const auto client_id = text_of(parameters, "client_id");
    if (!client_id) return client_id.error();
    const auto scheme = out.draft ? text_of(parameters, "client_id_scheme") : std::string();
    if (!scheme) return scheme.error();
    auto client = out.draft ? parse_draft_client_id(*client_id, *scheme) : parse_client_id(*client_id);
    if (!client) return std::move(client).error();
    out.client = std::move(*client);
    // Section 5.9.3: this prefix has no key, and the others (but one) have nothing else to be known by.
    if (carried == Carried::InObject && out.client.prefix == ClientIdPrefix::RedirectUri)
        return refused("invalid_client", "A verifier that is known by its address only does not sign.", "/client_id");
    const bool signs =
        out.client.prefix != ClientIdPrefix::RedirectUri && out.client.prefix != ClientIdPrefix::PreRegistered;
    if (carried == Carried::InLink && signs)
        return refused("invalid_client", "A verifier with this client identifier signs its requests.", "/client_id");

    const auto type = text_of(parameters, "response_type");
    if (!type) return type.error();
    if (type->empty()) return invalid("The request does not say what kind of answer it wants.", "response_type");
    if (*type != "vp_token")
        return refused("unsupported_response_type", "Only presentations (vp_token) are given.", "/response_type");
    const auto mode = mode_of(parameters);
    if (!mode) return mode.error();
    out.mode = *mode;
    auto address = address_of(parameters, out.client, out.mode);
    if (!address) return std::move(address).error();
    out.answer_to = std::move(*address);

    auto nonce = text_of(parameters, "nonce");
    if (!nonce) return std::move(nonce).error();
    if (nonce->empty()) return invalid("The request has no nonce.", "nonce");
    const auto is_allowed = out.draft ? is_printable : is_url_safe;
    if (!is_allowed(*nonce)) return invalid("The nonce has characters that are not URL-safe.", "nonce");
    out.nonce = std::move(*nonce);
    auto state = text_of(parameters, "state");
    if (!state) return std::move(state).error();
    if (!is_allowed(*state)) return invalid("The state has characters that are not URL-safe.", "state");
    out.state = std::move(*state);
    auto wallet_nonce = text_of(parameters, "wallet_nonce");
    if (!wallet_nonce) return std::move(wallet_nonce).error();
    out.wallet_nonce = std::move(*wallet_nonce);
    for (const auto* name : {"request", "request_uri"}) {
        if (json::find(parameters, name) != nullptr) return invalid("There is a request inside the request.", name);
    }
    out.parameters = parameters;
    if (out.draft) {
        if (auto good = read_json_texts(out.parameters); !good) return std::move(good).error();
    }
    return out;
}

bool Wish::asks_for(std::string_view id) const {
    if (!definition) return query.find(id) != nullptr;
    return std::ranges::find(definition->descriptors, id, &pex::InputDescriptor::id) != definition->descriptors.end();
}

Result<Wish> read_wish(const AuthorizationRequest& request, const WishRules& rules) {
    Wish wish;
    if (const json::Value* metadata = json::find(request.parameters, "client_metadata")) {
        auto read = request.draft ? read_draft_metadata(*metadata) : read_client_metadata(*metadata);
        if (!read) return std::move(read).error();
        wish.client_metadata = std::move(*read);
    }
    if (request.draft) {
        auto definition = read_definition(request.parameters, wish.client_metadata);
        if (!definition) return std::move(definition).error();
        wish.definition = std::move(*definition);
    } else {
        auto query = query_of(request.parameters);
        if (!query) return std::move(query).error();
        wish.query = std::move(*query);
    }
    // Section 5.3: nothing else would bind these to the request.
    const bool unbound =
        std::ranges::any_of(wish.query.credentials, [](const auto& one) { return !one.require_holder_binding; });
    if (unbound && request.state.empty())
        return invalid("A request for credentials without their holder has a state.", "state");
    if (auto good = check_metadata(wish, request.mode); !good) return std::move(good).error();
    if (const json::Value* transactions = json::find(request.parameters, "transaction_data")) {
        auto read = read_transaction_data(*transactions);
        if (!read) return std::move(read).error();
        wish.transaction_data = std::move(*read);
    }
    if (auto good = check_transactions(wish, rules); !good) return std::move(good).error();
    if (const json::Value* info = json::find(request.parameters, "verifier_info")) {
        if (!info->is_array()) return invalid("The attestations about the verifier are a list.", "verifier_info");
        wish.verifier_info = info->get_array();
    }
    return wish;
}

Result<json::Object> write_request(const NewRequest& request) {
    const auto text = [](std::string_view value) { return json::Value(json::key(value)); };
    json::Object out;
    out.emplace("response_type", "vp_token");
    out.emplace("client_id", text(request.client.text));
    out.emplace("response_mode", text(to_text(request.mode)));
    out.emplace(request.mode == ResponseMode::Fragment ? "redirect_uri" : "response_uri", text(request.answer_to));
    out.emplace("nonce", text(request.nonce));
    if (!request.state.empty()) out.emplace("state", text(request.state));
    out.emplace("dcql_query", request.dcql_query);
    if (!request.client_metadata.empty()) out.emplace("client_metadata", request.client_metadata);
    WishRules known;
    if (!request.transaction_data.empty()) {
        json::Array list;
        for (const std::string& one : request.transaction_data) list.push_back(text(one));
        const auto read = read_transaction_data(list);
        if (!read) return read.error();
        for (const TransactionData& one : *read) known.transaction_types.push_back(one.type);
        out.emplace("transaction_data", std::move(list));
    }
    if (!request.verifier_info.empty()) out.emplace("verifier_info", request.verifier_info);
    // What we send is what we would take.
    const bool unsigned_one = request.client.prefix == ClientIdPrefix::RedirectUri;
    const auto read = read_request(out, unsigned_one ? Carried::InLink : Carried::InObject);
    if (!read) return read.error();
    const auto wish = read_wish(*read, known);
    if (!wish) return wish.error();
    if (auto good = check_answerable(*wish); !good) return std::move(good).error();
    if (auto good = check_verifier_info(request.verifier_info, *wish); !good) return std::move(good).error();
    return out;
}

}  // namespace blason::vc::oid4vp
