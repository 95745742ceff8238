#include "vc/pex/rules.hpp"

#include <algorithm>

#include "vc/model/values.hpp"

namespace blason::vc::pex {

namespace {

bool contains(const std::vector<std::string>& list, std::string_view text) {
    return std::ranges::find(list, text) != list.end();
}

bool share_one(const std::vector<std::string>& allowed, const std::vector<std::string>& present) {
    return std::ranges::any_of(present, [&](const std::string& one) { return contains(allowed, one); });
}

/// A list that is absent allows everything. Verifiers write names of cryptosuites as proof types too.
bool allows(const FormatRule& rule, const Candidate& candidate) {
    if (!contains(candidate.formats, rule.name)) return false;
    if (!rule.algorithms.empty() && !share_one(rule.algorithms, candidate.algorithms)) return false;
    if (!rule.proof_types.empty() && !share_one(rule.proof_types, candidate.proof_types) &&
        !share_one(rule.proof_types, candidate.cryptosuites))
        return false;
    return rule.cryptosuites.empty() || share_one(rule.cryptosuites, candidate.cryptosuites);
}

/// Strings, and the ids of objects, of one member.
void append_ids(const json::Value& object, std::string_view name, std::vector<std::string_view>& out) {
    const json::Value* member = json::find(object, name);
    if (member == nullptr) return;
    model::for_each_value(*member, [&](const json::Value& one, std::optional<std::size_t>) {
        const json::Value* id = one.is_object() ? json::find(one, "id") : &one;
        if (id != nullptr && id->is_string()) out.push_back(json::view(*id));
    });
}

Fact negated(Fact fact) {
    return fact == Fact::Unknown ? fact : fact == Fact::Yes ? Fact::No : Fact::Yes;
}

/// One is Yes: Yes; else one is Unknown: Unknown.
Fact either(Fact a, Fact b) {
    if (a == Fact::Yes || b == Fact::Yes) return Fact::Yes;
    return a == Fact::Unknown || b == Fact::Unknown ? Fact::Unknown : Fact::No;
}

Fact rule_fits(const std::optional<StatusRule>& rule, Fact is_so, const std::vector<std::string_view>& kinds) {
    if (!rule || rule->directive == StatusDirective::Allowed) return Fact::Yes;
    // A status that is expressed by none of the methods named is one that the verifier cannot read.
    const bool readable =
        rule->types.empty() || kinds.empty() ||
        std::ranges::any_of(kinds, [&](std::string_view kind) { return contains(rule->types, kind); });
    if (!readable) return Fact::No;
    return rule->directive == StatusDirective::Required ? is_so : negated(is_so);
}

/// One of the rules of a kind allows it, or there is none of that kind.
bool fits(const Formats& formats, const Candidate& candidate, bool presentations) {
    bool restricted = false;
    for (const FormatRule& rule : formats) {
        if (is_about_presentations(rule) != presentations) continue;
        restricted = true;
        if (allows(rule, candidate)) return true;
    }
    return !restricted;
}

}  // namespace

bool is_about_presentations(const FormatRule& rule) {
    return rule.name.ends_with("_vp") || rule.name.ends_with("_vp_json") || rule.name == "vp+jwt";
}

bool format_fits(const Formats& formats, const Candidate& candidate) {
    return fits(formats, candidate, false);
}

bool presentation_fits(const Formats& formats, const Candidate& presentation) {
    return fits(formats, presentation, true);
}

bool schema_fits(const std::vector<SchemaUri>& schemas, const Candidate& candidate) {
    if (schemas.empty()) return true;
    std::vector<std::string_view> uris;
    const json::Value& credential = candidate.credential();
    for (const std::string_view name : {"@context", "credentialSchema", "type"}) append_ids(credential, name, uris);
    append_ids(candidate.document.value(), "vct", uris);
    const auto has = [&](const SchemaUri& schema) { return std::ranges::find(uris, schema.uri) != uris.end(); };
    return std::ranges::any_of(schemas, has) &&
           std::ranges::all_of(schemas, [&](const SchemaUri& schema) { return !schema.required || has(schema); });
}

bool is_self_issued(const Candidate& candidate) {
    const std::vector<std::string_view> subjects = subjects_of(candidate);
    const std::string_view issuer = issuer_of(candidate);
    return !subjects.empty() && !issuer.empty() &&
           std::ranges::all_of(subjects, [&](std::string_view one) { return one == issuer; });
}

Fact status_fits(const Constraints& constraints, const Candidate& candidate, Instant now) {
    if (!constraints.active && !constraints.suspended && !constraints.revoked) return Fact::Yes;
    std::vector<std::string_view> kinds;
    if (const json::Value* entries = json::find(candidate.credential(), "credentialStatus")) {
        model::for_each_value(*entries, [&](const json::Value& one, std::optional<std::size_t>) {
            for (const std::string_view type : model::types_of(one)) kinds.push_back(type);
        });
    }
    const Fact expired = is_expired(candidate, now) ? Fact::Yes : Fact::No;
    const Fact active = negated(either(expired, either(candidate.revoked, candidate.suspended)));
    const Fact facts[] = {rule_fits(constraints.active, active, kinds),
                          rule_fits(constraints.suspended, candidate.suspended, kinds),
                          rule_fits(constraints.revoked, candidate.revoked, kinds)};
    if (std::ranges::find(facts, Fact::No) != std::end(facts)) return Fact::No;
    return std::ranges::find(facts, Fact::Unknown) != std::end(facts) ? Fact::Unknown : Fact::Yes;
}

}  // namespace blason::vc::pex
