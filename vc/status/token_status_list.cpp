#include "vc/status/token_status_list.hpp"

#include <array>

#include "engine/compress/deflate.hpp"
#include "engine/text/base64url.hpp"
#include "vc/model/values.hpp"
#include "vc/status/bitstring.hpp"

namespace blason::vc::status {
namespace {

Error broken(std::string detail, std::string pointer) {
    return malformed("token-status-list-malformed", std::move(detail), std::move(pointer));
}

/// A whole number at least 0, or nothing.
std::optional<std::uint64_t> whole_number(const json::Value* value) {
    if (value == nullptr || !value->is_number()) return std::nullopt;
    boost::system::error_code failed;
    const auto number = value->to_number<std::uint64_t>(failed);
    if (failed) return std::nullopt;
    return number;
}

bool is_width(std::uint64_t bits) {
    return bits == 1 || bits == 2 || bits == 4 || bits == 8;
}

/// Section 4.2: the claim `status_list`.
Result<BitList> read_list(const json::Object& claims, unsigned& bits) {
    const auto* list = json::find(claims, "status_list");
    if (list == nullptr || !list->is_object()) return broken("The status list is missing.", "/status_list");
    const auto width = whole_number(json::find(*list, "bits"));
    if (!width || !is_width(*width)) return broken("An entry has 1, 2, 4 or 8 bits.", "/status_list/bits");
    const auto* encoded = json::find(*list, "lst");
    if (encoded == nullptr || !encoded->is_string()) return broken("The list is a text.", "/status_list/lst");
    const auto packed = text::base64url_decode(json::view(*encoded));
    if (!packed) return broken("The list is not base64url without padding.", "/status_list/lst");
    auto bytes = compress::decompress(compress::Wrapping::Zlib, *packed, kMaxListBytes);
    if (!bytes) return broken("The list does not unpack. " + bytes.error().detail, "/status_list/lst");
    bits = static_cast<unsigned>(*width);
    return BitList(std::move(*bytes), BitOrder::RightToLeft);
}

}  // namespace

Result<std::string> sign_token_status_list(const TokenStatusList& list, const crypto::Signer& signer,
                                           std::string_view kid, std::string_view issuer) {
    json::Object claims;
    if (!issuer.empty()) claims["iss"] = json::key(issuer);
    claims["sub"] = json::key(list.uri);
    claims["iat"] = list.issued;
    if (list.expires) claims["exp"] = *list.expires;
    if (list.ttl_seconds) claims["ttl"] = *list.ttl_seconds;
    json::Object packed;
    packed["bits"] = list.bits;
    packed["lst"] = text::base64url_encode(compress::compress(compress::Wrapping::Zlib, list.list.bytes()));
    claims["status_list"] = std::move(packed);
    const auto algorithm = crypto::usual_algorithm(signer.public_key().type());
    if (!algorithm) return refused("key-alg-mismatch", "This key does not sign.");
    return jose::sign_jwt(signer, *algorithm, kTokenStatusListType, kid, claims);
}

Result<TokenStatusList> verify_token_status_list(std::string_view jwt, const jose::Jwk& key, std::string_view uri,
                                                 Instant now) {
    const auto jws = jose::parse_compact(jwt);
    if (!jws) return jws.error();
    constexpr std::array kTypes{kTokenStatusListType};
    jose::JwtRules rules;
    rules.now = now;
    rules.types = kTypes;
    const auto token = jose::verify_jwt(*jws, key, rules);
    if (!token) return token.error();
    const auto& claims = token->claims;
    const auto* subject = json::find(claims, "sub");
    if (subject == nullptr || json::view(*subject) != uri)
        return refused("token-status-list-uri", "This is the status list of another address.", "/sub");
    const auto issued = whole_number(json::find(claims, "iat"));
    if (!issued) return broken("A status list says when it was issued.", "/iat");
    unsigned bits = 1;
    auto list = read_list(claims, bits);
    if (!list) return std::move(list).error();
    TokenStatusList out{std::string(uri), bits, std::move(*list), static_cast<std::int64_t>(*issued), {}, {}};
    if (const auto expires = whole_number(json::find(claims, "exp"))) out.expires = static_cast<std::int64_t>(*expires);
    if (const auto* ttl = json::find(claims, "ttl")) {
        out.ttl_seconds = whole_number(ttl);
        if (!out.ttl_seconds || *out.ttl_seconds == 0)
            return broken("The time to live is a number of seconds above 0.", "/ttl");
    }
    return out;
}

Result<std::optional<TokenStatus>> read_token_status(const json::Object& claims, const json::Path& path) {
    const json::Path status_path(&path, "status");
    const json::Path list_path(&status_path, "status_list");
    const auto bad = [&](std::string detail, std::string pointer) {
        return refused("token-status-malformed", std::move(detail), std::move(pointer));
    };
    const auto* status = json::find(claims, "status");
    if (status == nullptr) return std::optional<TokenStatus>();
    if (!status->is_object() || status->get_object().empty())
        return bad("A status is an object with a mechanism in it.", status_path.pointer());
    const auto* list = json::find(*status, "status_list");
    TokenStatus read;
    read.others = status->get_object().size() > (list == nullptr ? 0 : 1);
    if (list == nullptr) return std::optional(std::move(read));
    const auto index = whole_number(json::find(*list, "idx"));
    if (!index) return bad("The index is a whole number, at least 0.", json::Path(&list_path, "idx").pointer());
    const auto* uri = json::find(*list, "uri");
    if (uri == nullptr || !uri->is_string() || !model::is_url(json::view(*uri)))
        return bad("The list is named by its address.", json::Path(&list_path, "uri").pointer());
    read.list = TokenStatusReference{*index, std::string(json::view(*uri))};
    return std::optional(std::move(read));
}

Result<unsigned> look_up(const TokenStatusReference& reference, const TokenStatusList& list) {
    const auto status = list.list.get(reference.index, list.bits);
    if (!status)
        return refused("token-status-range", "The index is outside the status list.", "/status/status_list/idx");
    return *status;
}

}  // namespace blason::vc::status
