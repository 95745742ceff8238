#include "vc/openbadges/ob2.hpp"

#include <algorithm>

#include "engine/jose/jws.hpp"
#include "engine/json/parse.hpp"
#include "vc/model/values.hpp"

namespace blason::openbadges {

namespace {

/// `extensions:Name` holds an object with a context of its own.
void leave_out_extensions(json::Value& value) {
    if (value.is_array()) {
        for (json::Value& one : value.get_array()) leave_out_extensions(one);
    } else if (value.is_object()) {
        json::Object& object = value.get_object();
        std::vector<std::string> extensions;
        for (auto& member : object) {
            const std::string_view name(member.key().data(), member.key().size());
            if (name == "@context") continue;
            if (name.find(':') != std::string_view::npos && json::find(member.value(), "@context") != nullptr) {
                extensions.emplace_back(name);
            } else {
                leave_out_extensions(member.value());
            }
        }
        for (const std::string& name : extensions) object.stable_erase(name);
    }
}

}  // namespace

bool is_ob2_assertion(const json::Value& document) {
    const json::Value* context = json::find(document, "@context");
    if (context == nullptr || !vc::model::has_type(document, "Assertion")) return false;
    bool found = false;
    vc::model::for_each_value(*context, [&](const json::Value& one, std::optional<std::size_t>) {
        constexpr std::string_view kStem = "https://w3id.org/openbadges/v";
        found = found || (one.is_string() && json::view(one).starts_with(kStem));
    });
    return found;
}

std::optional<json::Value> ob2_assertion_in(std::string_view text) {
    const auto jws = jose::parse_compact(text);
    if (!jws) return std::nullopt;
    auto payload = json::parse(as_text(jws->payload), {}, {.allow_nul = false});
    if (!payload || !is_ob2_assertion(*payload)) return std::nullopt;
    return std::move(*payload);
}

json::Value without_extensions(const json::Value& document) {
    json::Value core = document;
    leave_out_extensions(core);
    return core;
}

Result<json::Value> in_ob2_terms(const json::Value& document, std::string_view base, const jsonld::Processor& jsonld) {
    jsonld::Options options;
    if (!base.empty()) options.base = std::string(base);
    options.compact_to_relative = false;
    return jsonld.compact(without_extensions(document), vc::model::text_value(kOb2Context), options);
}

Ob2Verification ob2_verification(const json::Value& assertion) {
    const json::Value* verification = json::find(assertion, "verification");
    if (verification == nullptr) return Ob2Verification::Unknown;
    const auto is = [&](std::string_view name, std::string_view alias) {
        return vc::model::has_type(*verification, name) || vc::model::has_type(*verification, alias);
    };
    const bool hosted = is("HostedBadge", "hosted");
    const bool by_signature = is("SignedBadge", "signed");
    if (hosted == by_signature) return Ob2Verification::Unknown;
    return hosted ? Ob2Verification::Hosted : Ob2Verification::Signed;
}

Match ob2_recipient_is(const json::Value& assertion, std::string_view candidate) {
    const json::Value* recipient = json::find(assertion, "recipient");
    const json::Value* identity = recipient == nullptr ? nullptr : json::find(*recipient, "identity");
    if (identity == nullptr || !identity->is_string()) return Match::No;
    const json::Value* hashed = json::find(*recipient, "hashed");
    const HashedIdentity hash{json::view(*identity), json::text_view(*recipient, "salt")};
    const bool is_hashed = hashed != nullptr && hashed->is_bool() && hashed->get_bool();
    return is_hashed ? is_hash_of(hash, candidate) : is_same_identity(json::view(*identity), candidate);
}

}  // namespace blason::openbadges
