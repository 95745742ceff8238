#include "wallet-server/api/vcapi/options.hpp"

#include "engine/json/pointer.hpp"
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
        if (name == "challenge") return take_text(name, value, options.challenge);
        if (name == "domain") return take_text(name, value, options.domain);
        if (name == "selectivePointers") return take_pointers(name, value, options.selective_pointers.emplace());
        if (name == "proofPurpose") {
            if (value.is_string() && json::view(value) == "authentication") return {};
            return not_supported(name);
        }
        return unknown(name);
    });
    if (read) read = check_format(options.format, options.cryptosuite, false);
    const bool sd_jwt = options.format == vc::Format::SdJwt;
    if (read && !sd_jwt && options.selective_pointers) read = not_supported("selectivePointers");
    // RFC 9901 section 4.3: a key binding says to whom, and in answer to what.
    if (read && sd_jwt && !options.challenge) read = missing("challenge");
    if (read && sd_jwt && !options.domain) read = missing("domain");
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

}  // namespace blason::api::vcapi
