#include "vc/proof/fields.hpp"

#include "engine/text/multibase.hpp"
#include "vc/model/values.hpp"
#include "vc/proof/sd/proof_value.hpp"

namespace blason::vc::proof {

namespace {

std::string quoted(std::string_view text) {
    return "\"" + std::string(text) + "\"";
}

Result<std::string_view> required_text(const json::Value& proof, std::string_view name, std::string_view code) {
    const json::Value* value = json::find(proof, name);
    const std::string pointer = value == nullptr ? "" : "/" + std::string(name);
    if (value != nullptr && value->is_string()) return json::view(*value);
    return refused(std::string(code), "The proof must have " + std::string(name) + ", as text.", pointer);
}

Result<const Suite*> read_suite(const json::Value& proof) {
    const auto type = required_text(proof, "type", "proof-type-missing");
    if (!type) return type.error();
    std::string_view cryptosuite;
    if (*type == "DataIntegrityProof") {
        const auto named = required_text(proof, "cryptosuite", "cryptosuite-missing");
        if (!named) return named.error();
        cryptosuite = *named;
    }
    const Suite* suite = find_suite(*type, cryptosuite);
    if (suite != nullptr) return suite;
    return unavailable("cryptosuite-unknown",
                       "Proofs of " + quoted(cryptosuite.empty() ? *type : cryptosuite) + " cannot be checked here.",
                       cryptosuite.empty() ? "/type" : "/cryptosuite");
}

/// `created` and `expires` without a zone are read as UTC (VC Data Integrity section 2.1).
Result<std::optional<Instant>> read_date(const json::Value& proof, std::string_view name) {
    const json::Value* value = json::find(proof, name);
    if (value == nullptr) return std::optional<Instant>();
    if (value->is_string()) {
        if (const auto instant = parse_instant(json::view(*value), MissingOffset::MeansUtc)) return instant;
    }
    return refused("invalid-date", "This must be a date and time, such as 2026-01-15T09:00:00Z.",
                   "/" + std::string(name));
}

/// `created`, once the dates are good.
Result<std::optional<Instant>> check_dates(const json::Value& proof, Instant now) {
    const auto created = read_date(proof, "created");
    if (!created) return created.error();
    const auto expires = read_date(proof, "expires");
    if (!expires) return expires.error();
    if (*created && (*created)->seconds > now.seconds + kClockSkew) {
        return refused("proof-from-the-future", "The proof says that it was made later than now.", "/created");
    }
    if (*expires && **expires <= now) return refused("proof-expired", "The proof has expired.", "/expires");
    return created;
}

Result<void> check_purpose(const json::Value& proof, did::Purpose purpose) {
    const auto named = required_text(proof, "proofPurpose", "proof-purpose-missing");
    if (!named) return named.error();
    if (*named == did::to_text(purpose)) return {};
    return refused("proof-purpose-mismatch",
                   "The proof is for " + quoted(*named) + ", not for " + quoted(did::to_text(purpose)) + ".",
                   "/proofPurpose");
}

struct Signature {
    crypto::KeyType key;
    Bytes bytes;
    std::string_view text;
};

/// VC-DI-ECDSA section 3.6.7 verifies derived proofs only. The rest of the value is read where it is used.
Result<Signature> read_selective(std::string_view value) {
    switch (sd::kind_of(value)) {
        case sd::ProofKind::Derived:
            return Signature{crypto::KeyType::P256, {}, value};
        case sd::ProofKind::Base:
            return refused("base-proof", "This proof is for the holder alone, who derives others from it to show.",
                           "/proofValue");
        case sd::ProofKind::Neither:
            break;
    }
    return refused("proof-value-malformed", "The proofValue is not that of a proof of this suite.", "/proofValue");
}

Result<Signature> read_signature(const json::Value& proof, const Suite& suite) {
    const auto value = required_text(proof, "proofValue", "proof-value-missing");
    if (!value) return value.error();
    if (suite.disclosure == Disclosure::Selective) return read_selective(*value);
    auto bytes = text::multibase_decode(suite.base, *value);
    if (bytes) {
        for (const crypto::KeyType key : suite.keys) {
            if (crypto::info(key).signature_size == bytes->size()) return Signature{key, std::move(*bytes), *value};
        }
    }
    return refused("proof-value-malformed", "The proofValue is not a signature of this suite.", "/proofValue");
}

Result<std::vector<std::string_view>> read_previous(const json::Value& proof) {
    std::vector<std::string_view> previous;
    const json::Value* value = json::find(proof, "previousProof");
    if (value == nullptr) return previous;
    bool all_text = true;
    model::for_each_value(*value, [&](const json::Value& id, std::optional<std::size_t>) {
        all_text = all_text && id.is_string();
        if (id.is_string()) previous.push_back(json::view(id));
    });
    if (all_text && !previous.empty()) return previous;
    return refused("previous-proof-malformed", "previousProof must name other proofs by their ids.", "/previousProof");
}

}  // namespace

Result<Fields> read_fields(const json::Value& proof, did::Purpose purpose, Instant now) {
    if (!proof.is_object()) return refused("not-an-object", "A proof must be an object.");
    const auto suite = read_suite(proof);
    if (!suite) return suite.error();
    if (const auto checked = check_purpose(proof, purpose); !checked) return checked.error();
    const auto method = required_text(proof, "verificationMethod", "verification-method-missing");
    if (!method) return method.error();
    if (!model::is_url(*method)) {
        return refused("invalid-verification-method", "The verificationMethod must be a URL.", "/verificationMethod");
    }
    const auto created = check_dates(proof, now);
    if (!created) return created.error();
    auto signature = read_signature(proof, **suite);
    if (!signature) return std::move(signature).error();
    auto previous = read_previous(proof);
    if (!previous) return std::move(previous).error();
    if (!previous->empty() && (*suite)->disclosure == Disclosure::Selective) {
        return refused("previous-proof-unsupported", "A proof of this suite cannot build on others.", "/previousProof");
    }
    return Fields{*suite,          signature->key,       *method, std::move(signature->bytes),
                  signature->text, std::move(*previous), *created};
}

}  // namespace blason::vc::proof
