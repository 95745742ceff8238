#include "vc/model/related_resource.hpp"

#include <algorithm>
#include <set>

#include "engine/base/bytes.hpp"
#include "engine/text/base64url.hpp"
#include "engine/text/multibase.hpp"
#include "vc/model/members.hpp"
#include "vc/model/values.hpp"

namespace blason::vc::model {

namespace {

/// Digests under which a resource has been published. The base context was edited once before it became final, and
/// credentials of that time carry the older digest.
struct PublishedDigest {
    std::string_view url;
    std::string_view sha256;  ///< hexadecimal
    std::string_view sha384;  ///< as Subresource Integrity writes it
};
constexpr PublishedDigest kPublished[] = {
    {kContextV2, "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
     "sha384-l/HrjlBCNWyAX91hr6LFV2Y3heB5Tcr6IeE4/Tje8YyzYBM8IhqjHWiWpr8+ZbYU"},
    {kContextV2, "24a18c90e9856d526111f29376e302d970b2bd10182e33959995b0207d7043b9",
     "sha384-NSOcNpmdIVUxIJGvGUoe22FjTWrXiaXlsZ8q6912LdnR3KraQO2n75Ica4wK4Qeg"},
};

/// Subresource Integrity section 3.2: algorithm, hyphen, base64 of exactly the digest's length.
bool is_sri(std::string_view text) {
    struct Form {
        std::string_view prefix;
        std::size_t characters;
        std::size_t padding;
    };
    for (const Form& form : {Form{"sha256-", 44, 1}, Form{"sha384-", 64, 0}, Form{"sha512-", 88, 2}}) {
        if (!text.starts_with(form.prefix)) continue;
        const std::string_view digest = text.substr(form.prefix.size());
        return digest.size() == form.characters && digest.find_first_of("=-_") >= form.characters - form.padding &&
               digest.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") ==
                   std::string_view::npos;
    }
    return false;
}

std::string sha256_sri(std::string_view hex) {
    std::string base64 = text::base64url_encode(*from_hex(hex));
    std::replace(base64.begin(), base64.end(), '-', '+');
    std::replace(base64.begin(), base64.end(), '_', '/');
    return "sha256-" + base64 + "=";
}

/// A digest of this URL that is known to be another one's. `matches` says whether a published digest is the given one.
template <typename Matches>
bool contradicts(std::string_view url, const Matches& matches) {
    bool known = false;
    for (const PublishedDigest& published : kPublished) {
        if (published.url != url) continue;
        if (matches(published)) return false;
        known = true;
    }
    return known;
}

bool sri_is_wrong(std::string_view url, std::string_view sri) {
    if (!is_sri(sri)) return true;
    if (sri.starts_with("sha512-")) return false;  // not published
    return contradicts(url, [&](const PublishedDigest& published) {
        return published.sha384 == sri || sha256_sri(published.sha256) == sri;
    });
}

bool multibase_is_wrong(std::string_view url, std::string_view text) {
    const auto decoded = text::multibase_decode(text);
    if (!decoded) return true;
    std::string hex = to_hex(decoded->bytes);
    // A multihash header of SHA-256 (code 0x12, length 0x20) may stand before the digest.
    if (hex.size() == 68 && hex.starts_with("1220")) hex.erase(0, 4);
    return hex.size() == 64 &&
           contradicts(url, [&](const PublishedDigest& published) { return published.sha256 == hex; });
}

void check_digests(const json::Object& resource, std::string_view url, const json::Path& path, Findings& findings) {
    struct Form {
        std::string_view name;
        bool (*is_wrong)(std::string_view, std::string_view);
    };
    bool any = false;
    for (const Form& form : {Form{"digestSRI", sri_is_wrong}, Form{"digestMultibase", multibase_is_wrong}}) {
        const json::Value* digests = json::find(resource, form.name);
        if (digests == nullptr) continue;
        const json::Path here(&path, form.name);
        for_each_value(*digests, [&](const json::Value& digest, std::optional<std::size_t> index) {
            any = true;
            if (digest.is_string() && !form.is_wrong(url, json::view(digest))) return;
            findings.error("related-resource-digest", "This is not a digest of the resource.",
                           index ? json::Path(&here, *index) : here);
        });
    }
    if (!any) {
        findings.error("related-resource-without-digest", "A related resource must have a digest.", path);
    }
}

}  // namespace

void check_related_resources(const json::Object& credential, const json::Path& path, Findings& findings) {
    const json::Value* resources = json::find(credential, "relatedResource");
    if (resources == nullptr) return;
    const json::Path here(&path, "relatedResource");
    std::set<std::string_view> seen;
    for_each_value(*resources, [&](const json::Value& resource, std::optional<std::size_t> index) {
        const json::Path place = index ? json::Path(&here, *index) : here;
        if (!resource.is_object()) {
            return findings.error("invalid-value", "A related resource must be an object.", place);
        }
        const auto id = id_of(resource);
        if (json::find(resource, "id") == nullptr) {
            findings.error("missing-id", "A related resource must have an id.", place);
        }
        check_id(resource.get_object(), place, findings);
        if (id && !seen.insert(*id).second) {
            findings.error("related-resource-repeated", "This resource is named twice.", json::Path(&place, "id"));
        }
        check_digests(resource.get_object(), id.value_or(""), place, findings);
    });
}

}  // namespace blason::vc::model
