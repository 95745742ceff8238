// One award in every form: what was issued, signed again in another way.
#include <algorithm>
#include <array>
#include <span>

#include "vc/issue.hpp"
#include "vc/model/values.hpp"
#include "vc/read.hpp"
#include "wallet-server/service/issuer_service.hpp"
#include "wallet-server/service/key_rotation.hpp"
#include "wallet-server/service/rows.hpp"

namespace blason::service {
namespace {

using crypto::KeyType;

constexpr std::array kAnyKey{KeyType::Rsa, KeyType::P256, KeyType::Ed25519};
constexpr std::array kRsa{KeyType::Rsa};
constexpr std::array kP256{KeyType::P256};
constexpr std::array kEd25519{KeyType::Ed25519};
constexpr std::array kEitherCurve{KeyType::Ed25519, KeyType::P256};

struct FormKind {
    std::string_view name;
    vc::Format format;
    std::string_view cryptosuite;   ///< of Data Integrity
    std::span<const KeyType> keys;  ///< the first that the issuer has signs
    std::string_view media_type;
};
constexpr std::array kForms{
    FormKind{"eddsa-rdfc-2022", vc::Format::DataIntegrity, "eddsa-rdfc-2022", kEd25519, "application/vc"},
    FormKind{"ecdsa-sd-2023", vc::Format::DataIntegrity, "ecdsa-sd-2023", kP256, "application/vc"},
    FormKind{"jwt", vc::Format::Jwt, {}, kAnyKey, "application/vc+jwt"},
    FormKind{"jwt-RS256", vc::Format::Jwt, {}, kRsa, "application/vc+jwt"},
    FormKind{"jwt-ES256", vc::Format::Jwt, {}, kP256, "application/vc+jwt"},
    FormKind{"jwt-EdDSA", vc::Format::Jwt, {}, kEd25519, "application/vc+jwt"},
    FormKind{"sd-jwt", vc::Format::SdJwt, {}, kEitherCurve, "application/vc+sd-jwt"}};

Error not_available(std::string detail) {
    return Error{"form-not-available", std::move(detail), "", ErrorKind::NotFound};
}

/// Whether it was issued in that form, so that nothing needs to be signed.
bool is_in_form(const StoredCredential& credential, const json::Value& document, const FormKind& kind) {
    if (credential.media_type != kind.media_type) return false;
    if (kind.format != vc::Format::DataIntegrity) return kind.name == vc::to_text(kind.format);
    bool found = false;
    if (const auto* proof = json::find(document, "proof")) {
        vc::model::for_each_value(*proof, [&](const json::Value& one, std::optional<std::size_t>) {
            const auto* suite = json::find(one, "cryptosuite");
            found = found || (suite != nullptr && suite->is_string() && json::view(*suite) == kind.cryptosuite);
        });
    }
    return found;
}

StoredCredential as_form(const StoredCredential& credential, storage::CredentialFormRow row) {
    StoredCredential form = credential;
    form.text = std::move(row.body);
    form.media_type = std::move(row.media_type);
    form.issued = from_ms(row.made_ms);
    return form;
}

}  // namespace

Result<StoredCredential> IssuerService::in_form(const StoredCredential& credential, std::string_view form,
                                                const Actor& actor) {
    const auto* kind =
        std::find_if(kForms.begin(), kForms.end(), [&](const FormKind& one) { return one.name == form; });
    if (kind == kForms.end())
        return Error{"form-unknown", "There is no such form of a credential.", "", ErrorKind::NotFound};
    auto kept = store_.credential_form(credential.org, credential.id, form);
    if (kept) return as_form(credential, std::move(*kept));
    if (kept.error().code != "not-found") return std::move(kept).error();

    auto document = vc::read_document(credential.text);
    if (!document) return std::move(document).error();
    if (is_in_form(credential, *document, *kind)) return credential;
    if (!document->is_object() || json::find(*document, "@context") == nullptr)
        return not_available("Claims without contexts have no other form.");
    document->get_object().erase("proof");
    auto signing = issuer(credential.org);
    if (!signing) return std::move(signing).error();
    auto key = current_key(store_, *signing, kind->keys);
    if (!key && key.error().code == "issuer-key-missing")
        return not_available("The issuer has no key for this form: " + key.error().detail);
    if (!key) return std::move(key).error();
    auto signer = keys_.signer(signing->org, key->id);
    if (!signer) return std::move(signer).error();

    const auto now = clock_();
    vc::IssueOptions options;
    options.format = kind->format;
    if (!kind->cryptosuite.empty()) options.cryptosuite = kind->cryptosuite;
    options.verification_method = key->method_of(kind->format);
    options.created = whole_seconds(now);
    auto secured = vc::issue(std::move(*document), **signer, options, environment_);
    if (!secured) return std::move(secured).error();
    auto row = store_.keep_form({credential.org, credential.id, std::string(form), std::move(secured->media_type),
                                 std::move(secured->text), to_ms(now)},
                                audit(credential.org, "credential.form", credential.id, actor, now));
    if (!row) return credential_not_found(std::move(row).error());
    return as_form(credential, std::move(*row));
}

}  // namespace blason::service
