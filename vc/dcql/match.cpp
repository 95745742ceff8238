#include "vc/dcql/match.hpp"

#include <algorithm>

namespace blason::vc::dcql {

namespace {

using presentation::Held;

bool contains(const std::vector<std::string>& all, std::string_view one) {
    return std::ranges::find(all, one) != all.end();
}

/// SD-JWT VC was called "vc+sd-jwt" until the end of 2024: whoever asks for a `vct` in that form means it.
bool format_fits(const CredentialQuery& query, const Held& credential) {
    if (query.known_format == credential.format) return true;
    return query.known_format == FormatIdentifier::VcSdJwt && credential.format == FormatIdentifier::DcSdJwt &&
           !query.meta.vct_values.empty() && query.meta.type_values.empty();
}

/// Appendix B.1.1: of one alternative every type.
bool types_fit(const CredentialQuery& query, const Held& credential) {
    if (query.meta.type_values.empty()) return true;
    return std::ranges::any_of(query.meta.type_values, [&](const std::vector<std::string>& alternative) {
        return std::ranges::all_of(alternative, [&](const std::string& type) {
            return contains(credential.expanded_types, type) || contains(credential.types, type);
        });
    });
}

/// Appendix B.3.5.
bool vct_fits(const CredentialQuery& query, const Held& credential) {
    if (query.meta.vct_values.empty()) return true;
    return std::ranges::any_of(credential.vcts,
                               [&](const std::string& vct) { return contains(query.meta.vct_values, vct); });
}

/// With types a credential of the data model is meant, whatever else `meta` says.
bool meta_fits(const CredentialQuery& query, const Held& credential) {
    return types_fit(query, credential) && (!query.meta.type_values.empty() || vct_fits(query, credential));
}

/// Section 6.1.1. Trust lists and federations are not looked up, so they match nothing.
bool authority_fits(const CredentialQuery& query, const Held& credential) {
    if (query.trusted_authorities.empty()) return true;
    return std::ranges::any_of(query.trusted_authorities, [&](const TrustedAuthorities& authorities) {
        if (authorities.type != "aki") return false;
        return std::ranges::any_of(authorities.values, [&](const std::string& key_identifier) {
            return contains(credential.authority_key_ids, key_identifier);
        });
    });
}

/// JSON has one kind of number: 1 and 1.0 are the same.
bool same_value(const json::Value& a, const json::Value& b) {
    if (!a.is_number() || !b.is_number()) return a == b;
    if (!a.is_double() && !b.is_double()) return a == b;
    return a.to_number<double>() == b.to_number<double>();
}

/// Empty: the claim is there, and `selected` has its places too.
std::string_view try_claim(const ClaimsQuery& claim, const Held& credential, std::vector<std::string>& selected) {
    const std::size_t before = selected.size();
    const auto visit = [&](const json::Value& value, const json::Path& place) {
        const bool wanted = claim.values.empty() || std::ranges::any_of(claim.values, [&](const json::Value& one) {
                                return same_value(one, value);
                            });
        if (wanted) selected.push_back(place.pointer());
    };
    const PathOutcome outcome = select(credential, claim.path, visit);
    if (outcome == PathOutcome::Selected && selected.size() > before) return {};
    selected.resize(before);
    if (outcome == PathOutcome::WrongType) return "claim-path";
    return outcome == PathOutcome::Nothing ? "claim-missing" : "claim-value";
}

void keep_each_once(std::vector<std::string>& pointers) {
    std::vector<std::string> once;
    for (std::string& pointer : pointers) {
        if (!contains(once, pointer)) once.push_back(std::move(pointer));
    }
    pointers = std::move(once);
}

/// All claims of one set. `order`: which, and in which order.
std::optional<Mismatch> try_claims(const CredentialQuery& query, const std::vector<std::size_t>& order,
                                   const Held& credential, std::vector<std::string>& selected) {
    selected.clear();
    for (const std::size_t index : order) {
        const std::string_view failure = try_claim(query.claims[index], credential, selected);
        if (!failure.empty()) return Mismatch{failure, index};
    }
    return std::nullopt;
}

}  // namespace

std::variant<Match, Mismatch> match(const CredentialQuery& query, const Held& credential) {
    if (!format_fits(query, credential)) return Mismatch{"format-mismatch", std::nullopt};
    if (!meta_fits(query, credential)) return Mismatch{"type-mismatch", std::nullopt};
    if (!authority_fits(query, credential)) return Mismatch{"authority-mismatch", std::nullopt};
    if (query.require_holder_binding && !credential.holder_binding) {
        return Mismatch{"not-holder-bound", std::nullopt};
    }
    Match found;
    if (query.claims.empty()) return found;
    std::optional<Mismatch> failure;
    if (query.claim_sets.empty()) {
        std::vector<std::size_t> all;
        for (std::size_t i = 0; i < query.claims.size(); ++i) {
            if (!query.claims[i].repeated) all.push_back(i);
        }
        failure = try_claims(query, all, credential, found.selected);
    }
    for (std::size_t i = 0; i < query.claim_sets.size(); ++i) {
        failure = try_claims(query, query.claim_sets[i], credential, found.selected);
        if (failure) continue;
        found.claim_set = i;
        break;
    }
    if (failure) return *failure;
    keep_each_once(found.selected);
    return found;
}

std::string explain(const Mismatch& mismatch, const CredentialQuery& query) {
    if (mismatch.code == "format-mismatch") return "The credential is not of the format " + query.format + ".";
    if (mismatch.code == "type-mismatch") return "The credential is of another type.";
    if (mismatch.code == "authority-mismatch") return "None of the trusted authorities stands behind its issuer.";
    if (mismatch.code == "not-holder-bound") return "The credential is bound to no key of a holder.";
    if (mismatch.code == "claim-value") return "A claim has another value than those asked for.";
    if (mismatch.code == "claim-path") return "The path of a claim does not fit the credential.";
    return "A claim that is asked for is not in the credential.";
}

}  // namespace blason::vc::dcql
