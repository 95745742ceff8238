#include "vc/model/related_resource.hpp"

#include <algorithm>
#include <set>

#include "engine/base/bytes.hpp"
#include "engine/crypto/hash.hpp"
#include "engine/jsonld/loader.hpp"
#include "engine/text/base64url.hpp"
#include "engine/text/multibase.hpp"
#include "vc/model/members.hpp"
#include "vc/model/resource_digests.hpp"
#include "vc/model/values.hpp"

namespace blason::vc::model {

namespace {

using crypto::HashAlgorithm;

/// A digest as a credential writes it; its size says what it was made with.
struct Stated {
    Bytes bytes;
    HashAlgorithm algorithm;
};

std::optional<HashAlgorithm> algorithm_of(std::size_t size) {
    if (size == 32) return HashAlgorithm::Sha256;
    if (size == 48) return HashAlgorithm::Sha384;
    if (size == 64) return HashAlgorithm::Sha512;
    return std::nullopt;
}

/// Subresource Integrity section 3.2: algorithm, hyphen, base64 of exactly the digest's length.
std::optional<Stated> read_sri(std::string_view text) {
    struct Form {
        std::string_view prefix;
        std::size_t characters;
        std::size_t padding;
        HashAlgorithm algorithm;
    };
    for (const Form& form :
         {Form{"sha256-", 44, 1, HashAlgorithm::Sha256}, Form{"sha384-", 64, 0, HashAlgorithm::Sha384},
          Form{"sha512-", 88, 2, HashAlgorithm::Sha512}}) {
        if (!text.starts_with(form.prefix)) continue;
        std::string digest(text.substr(form.prefix.size()));
        if (digest.size() != form.characters || digest.find_first_of("-_") != std::string::npos) return std::nullopt;
        if (digest.substr(form.characters - form.padding) != std::string(form.padding, '=')) return std::nullopt;
        digest.resize(form.characters - form.padding);
        std::replace(digest.begin(), digest.end(), '+', '-');
        std::replace(digest.begin(), digest.end(), '/', '_');
        auto bytes = text::base64url_decode(digest);
        if (!bytes) return std::nullopt;
        return Stated{std::move(*bytes), form.algorithm};
    }
    return std::nullopt;
}

/// The digest alone, or as a multihash: a code and the length before it.
std::optional<Stated> read_multibase(std::string_view text) {
    auto decoded = text::multibase_decode(text);
    if (!decoded) return std::nullopt;
    Bytes bytes = std::move(decoded->bytes);
    if (const auto algorithm = algorithm_of(bytes.size())) return Stated{std::move(bytes), *algorithm};
    if (bytes.size() < 2 || bytes[1] != bytes.size() - 2) return std::nullopt;
    const auto algorithm = algorithm_of(bytes.size() - 2);
    constexpr std::pair<std::uint8_t, HashAlgorithm> kCodes[] = {
        {0x12, HashAlgorithm::Sha256}, {0x20, HashAlgorithm::Sha384}, {0x13, HashAlgorithm::Sha512}};
    for (const auto& [code, named] : kCodes) {
        if (bytes[0] != code || algorithm != named) continue;
        return Stated{Bytes(bytes.begin() + 2, bytes.end()), named};
    }
    return std::nullopt;
}

struct Form {
    std::string_view name;
    std::optional<Stated> (*read)(std::string_view);
};
constexpr Form kForms[] = {{"digestSRI", read_sri}, {"digestMultibase", read_multibase}};

const Bytes& of(HashAlgorithm algorithm, const ResourceDigests& digests) {
    return algorithm == HashAlgorithm::Sha256   ? digests.sha256
           : algorithm == HashAlgorithm::Sha384 ? digests.sha384
                                                : digests.sha512;
}

/// The base context was edited once before it became final, and credentials of that time carry the older digests.
bool is_older_base_context(std::string_view url, const Stated& stated) {
    if (url != kContextV2) return false;
    const std::string hex = to_hex(stated.bytes);
    return hex == "24a18c90e9856d526111f29376e302d970b2bd10182e33959995b0207d7043b9" ||
           hex == "35239c36999d2155312091af194a1edb61634d6ad789a5e5b19f2aebdd762dd9d1dcaada40eda7ef921c6b8c0ae107a0";
}

/// What stands at that URL is one of the embedded contexts, and not what is stated.
bool is_another_context(std::string_view url, const Stated& stated) {
    for (const jsonld::BundledContext& context : jsonld::bundled_contexts()) {
        if (context.url != url) continue;
        const auto digest = crypto::hash(stated.algorithm, as_bytes(context.text));
        return !std::ranges::equal(digest.bytes(), stated.bytes) && !is_older_base_context(url, stated);
    }
    return false;
}

void check_digests(const json::Object& resource, std::string_view url, const json::Path& path, Findings& findings) {
    bool any = false;
    for (const Form& form : kForms) {
        const json::Value* digests = json::find(resource, form.name);
        if (digests == nullptr) continue;
        const json::Path here(&path, form.name);
        for_each_value(*digests, [&](const json::Value& digest, std::optional<std::size_t> index) {
            any = true;
            const auto stated = digest.is_string() ? form.read(json::view(digest)) : std::nullopt;
            if (stated && !is_another_context(url, *stated)) return;
            findings.error("related-resource-digest", "This is not a digest of the resource.",
                           index ? json::Path(&here, *index) : here);
        });
    }
    if (!any) {
        findings.error("related-resource-without-digest", "A related resource must have a digest.", path);
    }
}

/// Each digest that `resource` states must be that of the bytes; one that cannot be read is that of no bytes.
bool agrees(const json::Value& resource, const ResourceDigests& digests) {
    bool good = true;
    for (const Form& form : kForms) {
        const json::Value* stated = json::find(resource, form.name);
        if (stated == nullptr) continue;
        for_each_value(*stated, [&](const json::Value& text, std::optional<std::size_t>) {
            const auto one = text.is_string() ? form.read(json::view(text)) : std::nullopt;
            good = good && one && one->bytes == of(one->algorithm, digests);
        });
    }
    return good;
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

ResourceDigests digests_of(std::string_view resource) {
    const auto digest = [&](HashAlgorithm algorithm) {
        const auto made = crypto::hash(algorithm, as_bytes(resource));
        return Bytes(made.bytes().begin(), made.bytes().end());
    };
    return {digest(HashAlgorithm::Sha256), digest(HashAlgorithm::Sha384), digest(HashAlgorithm::Sha512)};
}

Result<void> check_integrity(const json::Value& credential, std::string_view url, const ResourceDigests& digests) {
    for (const std::string_view member : {"relatedResource", "credentialSchema"}) {
        const json::Value* resources = json::find(credential, member);
        if (resources == nullptr) continue;
        bool good = true;
        for_each_value(*resources, [&](const json::Value& resource, std::optional<std::size_t>) {
            const auto id = id_of(resource);
            if (id && id->substr(0, id->find('#')) == url) good = good && agrees(resource, digests);
        });
        if (good) continue;
        return refused("related-resource-digest", "What stands at " + std::string(url) + " is not what was signed.",
                       "/" + std::string(member));
    }
    return {};
}

}  // namespace blason::vc::model
