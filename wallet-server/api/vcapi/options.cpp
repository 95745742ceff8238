#include "wallet-server/api/vcapi/options.hpp"

#include "engine/json/pointer.hpp"
#include "vc/model/values.hpp"
#include "wallet-server/api/request.hpp"
#include "wallet-server/api/vcapi/status_plan.hpp"

namespace blason::api::vcapi {
namespace {

const json::Path kRoot;
const json::Path kOptions{&kRoot, "options"};

Error at(std::string_view name, Error error) {
    error.pointer = json::Path(&kOptions, name).pointer();
    return error;
}
Error wrong_type(std::string_view name, const char* expected) {
    return at(name, malformed("wrong-type", std::string("This option is ") + expected + "."));
}
Error unknown(std::string_view name) {
    return at(name, refused("option-unknown", "This option is not known here."));
}
Error not_supported(std::string_view name) {
    return at(name, refused("option-not-supported", "This option, or this value of it, is not supported here."));
}
Error missing(std::string_view name) {
    return at(name, malformed("missing-member", "A key binding needs a challenge and a domain."));
}

Result<std::string> text(std::string_view name, const json::Value& value) {
    if (!value.is_string()) return wrong_type(name, "a string");
    return std::string(json::view(value));
}

/// Calls `take(name, value)` for each option until one is refused. No options at all are fine.
template <typename Take>
Result<void> each_option(const json::Value& body, Take&& take) {
    const auto* options = json::find(body, "options");
    if (options == nullptr) return {};
    if (!options->is_object()) return malformed("wrong-type", "The options are an object.", kOptions.pointer());
    for (const auto& [name, value] : options->get_object()) {
        Result<void> taken = take(std::string_view(name.data(), name.size()), value);
        if (!taken) return taken;
    }
    return {};
}

/// Assigns a string option.
template <typename Target>
Result<void> take_text(std::string_view name, const json::Value& value, Target& target) {
    auto read = text(name, value);
    if (!read) return std::move(read).error();
    target = std::move(*read);
    return {};
}

Result<void> take_flag(std::string_view name, const json::Value& value, bool& target) {
    if (!value.is_bool()) return wrong_type(name, "true or false");
    target = value.get_bool();
    return {};
}

Result<void> take_instant(std::string_view name, const json::Value& value, std::optional<Instant>& target) {
    if (!value.is_string()) return wrong_type(name, "a date and time");
    target = parse_instant(json::view(value));
    if (target) return {};
    return at(name, malformed("invalid-instant", "This must be a date and time, such as 2026-01-15T09:00:00Z."));
}

/// One text or several.
Result<void> take_texts(std::string_view name, const json::Value& value, std::vector<std::string>& target) {
    bool good = true;
    vc::model::for_each_value(value, [&](const json::Value& one, std::optional<std::size_t>) {
        good = good && one.is_string();
        if (one.is_string()) target.emplace_back(json::view(one));
    });
    return good ? Result<void>() : wrong_type(name, "a string or an array of strings");
}

/// Nothing: the option is not one of a proof.
std::optional<Result<void>> take_proof_option(std::string_view name, const json::Value& value, ProofOptions& proof) {
    if (name == "expires") return take_instant(name, value, proof.members.expires);
    if (name == "challenge") return take_text(name, value, proof.challenge);
    if (name == "domain") return take_text(name, value, proof.domain);
    if (name == "nonce") return take_text(name, value, proof.members.nonce);
    if (name == "proofId") return take_text(name, value, proof.members.ids.emplace_back());
    if (name == "previousProof") return take_texts(name, value, proof.members.previous);
    if (name == "addProof") return take_flag(name, value, proof.members.add);
    return std::nullopt;
}

/// VC-API `checks`: every check is always made, so any list of strings is fine.
Result<void> take_checks(const json::Value& value) {
    if (!value.is_array()) return wrong_type("checks", "an array of strings");
    for (const auto& check : value.get_array())
        if (!check.is_string()) return wrong_type("checks", "an array of strings");
    return {};
}

Result<void> take_format(const json::Value& value, vc::Format& target) {
    if (!value.is_string()) return wrong_type("format", "a string");
    const auto format = vc::parse_format(json::view(value));
    if (!format) return not_supported("format");
    target = *format;
    return {};
}

/// The type of the proof: all of ours are DataIntegrityProof but one, which is named by its type.
Result<void> take_type(const json::Value& value, std::string& cryptosuite) {
    if (!value.is_string()) return wrong_type("type", "a string");
    if (json::view(value) != "DataIntegrityProof") cryptosuite = json::view(value);
    return {};
}

/// JSON pointers; whether they lead anywhere is seen in the credential.
Result<void> take_pointers(std::string_view name, const json::Value& value, std::vector<std::string>& target) {
    if (!value.is_array()) return wrong_type(name, "an array of JSON pointers");
    const json::Path list(&kOptions, name);
    for (const auto& pointer : value.get_array()) {
        if (!pointer.is_string()) return wrong_type(name, "an array of JSON pointers");
        if (auto read = json::parse_pointer(json::view(pointer)); !read) {
            read.error().pointer = json::Path(&list, target.size()).pointer();
            return std::move(read).error();
        }
        target.emplace_back(json::view(pointer));
    }
    return {};
}

/// An option of one form says nothing of another.
Result<void> check_format(vc::Format format, const std::string& cryptosuite, bool disclosable) {
    if (format != vc::Format::DataIntegrity && !cryptosuite.empty()) return not_supported("cryptosuite");
    if (format != vc::Format::SdJwt && disclosable) return not_supported("disclosable");
    return {};
}

}  // namespace

Result<IssueOptions> read_issue_options(const json::Value& body) {
    IssueOptions options;
    auto read = each_option(body, [&](std::string_view name, const json::Value& value) -> Result<void> {
        if (name == "cryptosuite") return take_text(name, value, options.cryptosuite);
        if (name == "format") return take_format(value, options.format);
        if (name == "disclosable") return take_pointers(name, value, options.disclosable.emplace());
        if (name == "credentialStatus") {
            auto plan = read_status_plan(value, json::Path(&kOptions, name));
            if (!plan) return std::move(plan).error();
            options.status = std::move(*plan);
            return {};
        }
        if (name == "mandatoryPointers") return take_pointers(name, value, options.mandatory_pointers);
        if (auto taken = take_proof_option(name, value, options.proof)) return std::move(*taken);
        return unknown(name);
    });
    if (read) read = check_format(options.format, options.cryptosuite, options.disclosable.has_value());
    if (!read) return std::move(read).error();
    return options;
}

Result<DeriveOptions> read_derive_options(const json::Value& body) {
    DeriveOptions options;
    auto read = each_option(body, [&](std::string_view name, const json::Value& value) -> Result<void> {
        if (name == "selectivePointers") return take_pointers(name, value, options.selective_pointers);
        return unknown(name);
    });
    if (!read) return std::move(read).error();
    return options;
}

Result<ProveOptions> read_prove_options(const json::Value& body) {
    ProveOptions options;
    auto read = each_option(body, [&](std::string_view name, const json::Value& value) -> Result<void> {
        if (name == "cryptosuite") return take_text(name, value, options.cryptosuite);
        if (name == "format") return take_format(value, options.format);
        if (name == "selectivePointers") return take_pointers(name, value, options.selective_pointers.emplace());
        if (name == "type") return take_type(value, options.cryptosuite);
        if (name == "created") return take_instant(name, value, options.created);
        if (name == "proofPurpose") {
            if (value.is_string() && json::view(value) == "authentication") return {};
            return not_supported(name);
        }
        if (auto taken = take_proof_option(name, value, options.proof)) return std::move(*taken);
        return unknown(name);
    });
    if (read) read = check_format(options.format, options.cryptosuite, false);
    const bool sd_jwt = options.format == vc::Format::SdJwt;
    if (read && !sd_jwt && options.selective_pointers) read = not_supported("selectivePointers");
    // RFC 9901 section 4.3: a key binding says to whom, and in answer to what.
    if (read && sd_jwt && !options.proof.challenge) read = missing("challenge");
    if (read && sd_jwt && !options.proof.domain) read = missing("domain");
    if (!read) return std::move(read).error();
    return options;
}

Result<service::Verify> read_verify_options(const json::Value& body) {
    service::Verify options;
    auto read = each_option(body, [&](std::string_view name, const json::Value& value) -> Result<void> {
        if (name == "checks") return take_checks(value);
        if (name == "challenge") return take_text(name, value, options.challenge);
        if (name == "domain") return take_text(name, value, options.domain);
        if (name == "recipient") return take_text(name, value, options.recipient);
        if (name == "trace") return take_flag(name, value, options.trace);
        if (name == "strict") return take_flag(name, value, options.strict);
        return unknown(name);
    });
    if (!read) return std::move(read).error();
    return options;
}

Error placed_in_request(Error error, std::string_view inside) {
    struct Option {
        std::string_view code;
        std::string_view name;
    };
    static constexpr Option kOfCodes[] = {
        {"mandatory-pointers-unused", "mandatoryPointers"},
        {"cryptosuite-unknown", "cryptosuite"},
        {"proof-expired", "expires"},
        {"proof-from-the-future", "created"},
        {"proof-id-malformed", "proofId"},
        {"proof-id-repeated", "proofId"},
        {"previous-proof-not-found", "previousProof"},
        {"previous-proof-unsupported", "previousProof"},
    };
    for (const Option& option : kOfCodes) {
        if (error.code == option.code) return at(option.name, std::move(error));
    }
    return placed(std::move(error), inside);
}

}  // namespace blason::api::vcapi
