#include "wallet-server/api/did/options.hpp"

#include <charconv>

namespace blason::api::did {
namespace {

Error invalid_option(std::string detail) {
    return refused("INVALID_OPTIONS", std::move(detail));
}

Result<void> read_version(const FindOption& find, blason::did::VersionWanted& version) {
    if (auto id = find("versionId")) version.id = std::move(id);
    if (const auto time = find("versionTime")) {
        version.time = parse_instant(*time);
        if (!version.time) return invalid_option("versionTime is a date and time, such as 2026-01-15T09:00:00Z.");
    }
    if (const auto text = find("versionNumber")) {
        std::uint32_t number = 0;
        const auto [end, code] = std::from_chars(text->data(), text->data() + text->size(), number);
        if (code != std::errc{} || end != text->data() + text->size()) {
            return invalid_option("versionNumber is a number.");
        }
        version.number = number;
    }
    return {};
}

}  // namespace

Result<void> read_options(const FindOption& find, Options& options) {
    auto& dereference = options.dereference;
    if (auto read = read_version(find, dereference.resolve.version); !read) return read;
    for (const auto& [name, flag] :
         {std::pair{"expandRelativeUrls", &options.expand_relative_urls},
          std::pair{"enableEncryptionKeyDerivation", &dereference.resolve.derive_encryption_key}}) {
        const auto value = find(name);
        if (!value) continue;
        if (*value != "true" && *value != "false") return invalid_option(std::string(name) + " is true or false.");
        *flag = *value == "true";
    }
    for (const auto& [name, text] :
         {std::pair{"service", &dereference.service}, std::pair{"serviceType", &dereference.service_type},
          std::pair{"relativeRef", &dereference.relative_ref},
          std::pair{"verificationRelationship", &dereference.relationship}}) {
        if (auto value = find(name)) *text = std::move(value);
    }
    if (find("hl")) return refused("FEATURE_NOT_SUPPORTED", "Digests of resources (hl) are not compared here.");
    return {};
}

}  // namespace blason::api::did
