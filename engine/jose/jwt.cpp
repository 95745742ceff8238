#include "engine/jose/jwt.hpp"

#include <fmt/format.h>

#include <boost/algorithm/string/predicate.hpp>
#include <cmath>

#include "engine/jose/header.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"

namespace blason::jose {
namespace {

constexpr double kYear10000 = 253402300800.0;

Error malformed_claims(std::string detail, std::string_view claim = {}) {
    return malformed("claims-malformed", std::move(detail), claim.empty() ? "" : fmt::format("/{}", claim));
}

/// RFC 7519 section 2, NumericDate: seconds, with a fraction or without. The claim has been checked.
double date_of(const json::Value& value) {
    return value.is_double() ? value.get_double() : value.to_number<double>();
}

bool is_date(const json::Value& value) {
    if (!value.is_number()) return false;
    const double seconds = date_of(value);
    return std::isfinite(seconds) && seconds >= 0 && seconds < kYear10000;
}

bool is_text_or_texts(const json::Value& value) {
    if (value.is_string()) return true;
    return value.is_array() &&
           std::ranges::all_of(value.get_array(), [](const json::Value& one) { return one.is_string(); });
}

}  // namespace

bool same_media_type(std::string_view a, std::string_view b) {
    const auto short_form = [](std::string_view type) {
        constexpr std::string_view kPrefix = "application/";
        if (boost::algorithm::istarts_with(type, kPrefix)) type.remove_prefix(kPrefix.size());
        return type;
    };
    return boost::algorithm::iequals(short_form(a), short_form(b));
}

bool is_for(const json::Object& claims, std::string_view audience) {
    const auto* stated = json::find(claims, "aud");
    if (stated == nullptr) return false;
    if (stated->is_string()) return json::view(*stated) == audience;
    return std::ranges::any_of(stated->get_array(),
                               [&](const json::Value& one) { return json::view(one) == audience; });
}

Result<void> check_times(const json::Object& claims, Instant now, std::int64_t skew_seconds) {
    const double time = static_cast<double>(now.seconds) + static_cast<double>(now.nanoseconds) * 1e-9;
    const auto skew = static_cast<double>(skew_seconds);
    if (const auto* expiry = json::find(claims, "exp"); expiry != nullptr && time >= date_of(*expiry) + skew) {
        return refused("jwt-expired", "The token has expired.", "/exp");
    }
    for (const auto* name : {"nbf", "iat"}) {
        const auto* start = json::find(claims, name);
        if (start != nullptr && date_of(*start) > time + skew) {
            return refused("jwt-not-yet-valid", "The token is dated in the future.", fmt::format("/{}", name));
        }
    }
    return {};
}

Result<void> check_claims(const json::Object& claims) {
    for (const auto* name : {"iss", "sub", "jti"}) {
        const auto* claim = json::find(claims, name);
        if (claim != nullptr && !claim->is_string()) return malformed_claims("The claim must be a text.", name);
    }
    if (const auto* audience = json::find(claims, "aud"); audience != nullptr && !is_text_or_texts(*audience)) {
        return malformed_claims("The claim must be a text or an array of texts.", "aud");
    }
    for (const auto* name : {"exp", "nbf", "iat"}) {
        const auto* claim = json::find(claims, name);
        if (claim != nullptr && !is_date(*claim)) {
            return malformed_claims("The claim must be a number of seconds between 1970 and the year 9999.", name);
        }
    }
    return {};
}

Result<json::Object> parse_claims(ByteView payload, json::Storage storage) {
    auto value = json::parse(as_text(payload), std::move(storage));
    if (!value || !value->is_object()) return malformed_claims("The payload is not a JSON object of distinct names.");
    if (auto good = check_claims(value->get_object()); !good) return std::move(good).error();
    return std::move(value->get_object());
}

Result<Jwt> verify_jwt(const Jws& jws, const Jwk& key, const JwtRules& rules) {
    if (auto verified = verify(jws, key, rules.understood); !verified) return std::move(verified).error();
    if (!rules.types.empty() &&
        std::ranges::none_of(rules.types, [&](std::string_view type) { return same_media_type(type, jws.typ()); })) {
        return refused("jwt-typ", "This is a token of another type.", "/typ");
    }
    auto claims = parse_claims(jws.payload);
    if (!claims) return std::move(claims).error();
    if (!rules.issuer.empty() && json::text_view(*claims, "iss") != rules.issuer) {
        return refused("jwt-issuer", "The token comes from another issuer.", "/iss");
    }
    if (!rules.audience.empty() && !is_for(*claims, rules.audience)) {
        return refused("jwt-audience", "The token is meant for somebody else.", "/aud");
    }
    if (rules.expiry_required && json::find(*claims, "exp") == nullptr) {
        return refused("jwt-expiry-missing", "The token needs a date of expiry.", "/exp");
    }
    if (auto time = check_times(*claims, rules.now, rules.skew_seconds); !time) return std::move(time).error();
    return Jwt{jws.header, std::move(*claims)};
}

Result<std::string> sign_jwt(const crypto::Signer& signer, crypto::SignatureAlgorithm algorithm, std::string_view typ,
                             std::string_view kid, const json::Object& claims) {
    json::Object header;
    if (!typ.empty()) header.emplace("typ", json::key(typ));
    if (!kid.empty()) header.emplace("kid", json::key(kid));
    return sign_compact(signer, algorithm, header, as_bytes(json::serialize(claims)));
}

}  // namespace blason::jose
