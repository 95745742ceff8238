#include "vc/openbadges/ob2_rules.hpp"

#include <algorithm>
#include <span>

#include "engine/base/instant.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/ob2.hpp"
#include "vc/openbadges/rules.hpp"

namespace blason::openbadges {

namespace {

using vc::model::Findings;

enum class Form { Text, Url, Moment, Boolean, Object, Reference };
enum class Need { Optional, Required };

struct Property {
    std::string_view name;
    Form form = Form::Text;
    Need need = Need::Optional;
};
constexpr Need Required = Need::Required;

// Open Badges 2.0, "Open Badges Vocabulary".
constexpr Property kAssertion[] = {
    {"id", Form::Url, Required},          {"recipient", Form::Object, Required},
    {"badge", Form::Reference, Required}, {"verification", Form::Object, Required},
    {"issuedOn", Form::Moment, Required}, {"expires", Form::Moment},
    {"revoked", Form::Boolean},           {"image", Form::Reference},
    {"evidence", Form::Reference},        {"narrative", Form::Text},
    {"revocationReason", Form::Text},
};
constexpr Property kBadgeClass[] = {
    {"id", Form::Url, Required},
    {"name", Form::Text, Required},
    {"description", Form::Text, Required},
    {"image", Form::Reference, Required},
    {"criteria", Form::Reference, Required},
    {"issuer", Form::Reference, Required},
    {"alignment", Form::Object},
    {"tags", Form::Text},
};
constexpr Property kIssuer[] = {
    {"id", Form::Url, Required},         {"name", Form::Text, Required}, {"url", Form::Url, Required},
    {"email", Form::Text, Required},     {"telephone", Form::Text},      {"description", Form::Text},
    {"image", Form::Reference},          {"publicKey", Form::Reference}, {"verification", Form::Object},
    {"revocationList", Form::Reference},
};
constexpr Property kCryptographicKey[] = {
    {"id", Form::Url, Required},
    {"owner", Form::Reference, Required},
    {"publicKeyPem", Form::Text, Required},
};
constexpr Property kRevocationList[] = {
    {"issuer", Form::Reference},
};
constexpr Property kRecipient[] = {
    {"type", Form::Text, Required},
    {"identity", Form::Text, Required},
    {"hashed", Form::Boolean},
    {"salt", Form::Text},
};

struct Class {
    std::string_view name;
    std::string_view alias;  ///< another type that will do
    std::span<const Property> properties;
};
Class row(Ob2Class which) {
    switch (which) {
        case Ob2Class::Assertion:
            return {"Assertion", {}, kAssertion};
        case Ob2Class::BadgeClass:
            return {"BadgeClass", {}, kBadgeClass};
        case Ob2Class::Issuer:
            return {"Issuer", "Profile", kIssuer};
        case Ob2Class::CryptographicKey:
            return {"CryptographicKey", {}, kCryptographicKey};
        case Ob2Class::RevocationList:
            break;
    }
    return {"RevocationList", {}, kRevocationList};
}

std::string_view expected_form(Form form) {
    switch (form) {
        case Form::Text:
            return "text";
        case Form::Url:
            return "a URL";
        case Form::Moment:
            return "a date and time with its zone, such as 2026-01-15T09:00:00Z";
        case Form::Boolean:
            return "true or false";
        case Form::Object:
            return "an object";
        case Form::Reference:
            break;
    }
    return "a URL or an object";
}

bool fits(const json::Value& value, Form form) {
    switch (form) {
        case Form::Text:
            return value.is_string() || is_language_text(value);
        case Form::Url:
            return value.is_string() && vc::model::is_url(json::view(value));
        case Form::Moment:
            return value.is_string() && parse_instant(json::view(value)).has_value();
        case Form::Boolean:
            return value.is_bool();
        case Form::Object:
            return value.is_object();
        case Form::Reference:
            break;
    }
    return value.is_object() || (value.is_string() && vc::model::is_url(json::view(value)));
}

void check_properties(const json::Value& object, std::span<const Property> properties, std::string_view owner,
                      const json::Path& path, Findings& findings) {
    for (const Property& property : properties) {
        const json::Value* member = json::find(object, property.name);
        if (member == nullptr) {
            if (property.need == Required)
                findings.error("missing-property",
                               std::string(owner) + " must have " + std::string(property.name) + ".", path);
            continue;
        }
        const json::Path here(&path, property.name);
        vc::model::for_each_value(*member, [&](const json::Value& one, std::optional<std::size_t> index) {
            if (fits(one, property.form)) return;
            findings.error(property.form == Form::Moment ? "invalid-date" : "wrong-type",
                           std::string(property.name) + " must be " + std::string(expected_form(property.form)) + ".",
                           index ? json::Path(&here, *index) : here);
        });
    }
}

bool is_hash(std::string_view text) {
    const std::size_t digits = text.starts_with("sha256$") ? 64 : is_weak_hash(text) ? 32 : 0;
    const std::string_view hex = text.substr(std::min(text.find('$') + 1, text.size()));
    return digits != 0 && hex.size() == digits &&
           hex.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

void check_recipient(const json::Value& recipient, const json::Path& path, Findings& findings) {
    check_properties(recipient, kRecipient, "The recipient", path, findings);
    const json::Value* hashed = json::find(recipient, "hashed");
    const json::Value* identity = json::find(recipient, "identity");
    if (hashed == nullptr)
        return findings.advise("hashed-not-said", "The recipient does not say whether it is hashed.", path);
    if (!hashed->is_bool() || !hashed->get_bool() || identity == nullptr || !identity->is_string()) return;
    const json::Path here(&path, "identity");
    if (!is_hash(json::view(*identity)))
        return findings.error("identity-hash",
                              "A hashed identity is \"sha256$\" or \"md5$\" and the digest in hexadecimal.", here);
    if (is_weak_hash(json::view(*identity)))
        findings.advise("identity-hash-weak", "The recipient is hashed with MD5, which is easily cheated.", here);
}

}  // namespace

void check_ob2(const json::Value& object, Ob2Class expected, const json::Path& path, Findings& findings) {
    const Class one = row(expected);
    if (!vc::model::has_type(object, one.name) && (one.alias.empty() || !vc::model::has_type(object, one.alias)))
        findings.error("type-not-named", "The types must include \"" + std::string(one.name) + "\".", path);
    check_properties(object, one.properties, one.name, path, findings);
    if (expected != Ob2Class::Assertion) return;
    const json::Value* recipient = json::find(object, "recipient");
    if (recipient != nullptr && recipient->is_object())
        check_recipient(*recipient, json::Path(&path, "recipient"), findings);
    // Baked images are found at their address, or inside a BadgeClass; 1EdTech's validator refuses this.
    const json::Value* image = json::find(object, "image");
    const auto address = image == nullptr ? std::nullopt : vc::model::id_of(*image);
    if (address && address->starts_with("data:"))
        findings.advise("data-image", "The image of an assertion is an address, not the image itself.",
                        json::Path(&path, "image"));
    const json::Value* verification = json::find(object, "verification");
    if (verification != nullptr && ob2_verification(object) == Ob2Verification::Unknown)
        findings.error("verification-type", "An assertion is verified as HostedBadge or as SignedBadge.",
                       json::Path(&path, "verification"));
}

}  // namespace blason::openbadges
