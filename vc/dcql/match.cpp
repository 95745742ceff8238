#include "vc/dcql/match.hpp"

#include <algorithm>
#include <unordered_set>

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

/// The claims of a query in one credential, each looked for once, whichever sets it is in.
class Claims {
  public:
    Claims(const CredentialQuery& query, const Held& credential)
        : query_(query), credential_(credential), found_(query.claims.size()) {}

    /// The places of all of these claims, each once; or the first that is not there.
    std::variant<std::vector<std::string>, Mismatch> all_of(const std::vector<std::size_t>& claims) {
        std::vector<std::string> selected;
        std::unordered_set<std::string_view> known;
        for (const std::size_t index : claims) {
            const Found& claim = find(index);
            if (!claim.failure.empty()) return Mismatch{claim.failure, index};
            for (const std::string& place : claim.places) {
                if (known.insert(place).second) selected.push_back(place);
            }
        }
        return selected;
    }

  private:
    struct Found {
        bool looked_for = false;
        std::string_view failure;  ///< empty: there
        std::vector<std::string> places;
    };

    const Found& find(std::size_t index) {
        Found& claim = found_[index];
        if (claim.looked_for) return claim;
        claim.looked_for = true;
        const std::vector<json::Value>& values = query_.claims[index].values;
        const auto visit = [&](const json::Value& value, const json::Path& place) {
            const bool wanted = values.empty() || std::ranges::any_of(values, [&](const json::Value& one) {
                                    return same_value(one, value);
                                });
            if (wanted) claim.places.push_back(place.pointer());
        };
        const PathOutcome outcome = select(credential_, query_.claims[index].path, visit);
        claim.failure = failure_of(outcome, claim.places.empty());
        return claim;
    }

    static std::string_view failure_of(PathOutcome outcome, bool no_value) {
        switch (outcome) {
            case PathOutcome::Selected:
                return no_value ? "claim-value" : std::string_view();
            case PathOutcome::Nothing:
                return "claim-missing";
            case PathOutcome::TooMuch:
                return "claim-too-wide";
            case PathOutcome::WrongType:
                break;
        }
        return "claim-path";
    }

    const CredentialQuery& query_;
    const Held& credential_;
    std::vector<Found> found_;
};

/// Section 6.4.1, without claim sets: all claims, each path once.
std::vector<std::size_t> all_claims(const CredentialQuery& query) {
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < query.claims.size(); ++i) {
        if (!query.claims[i].repeated) all.push_back(i);
    }
    return all;
}

}  // namespace

std::variant<Match, Mismatch> match(const CredentialQuery& query, const Held& credential) {
    if (!format_fits(query, credential)) return Mismatch{"format-mismatch", std::nullopt};
    if (!meta_fits(query, credential)) return Mismatch{"type-mismatch", std::nullopt};
    if (!authority_fits(query, credential)) return Mismatch{"authority-mismatch", std::nullopt};
    if (query.require_holder_binding && !credential.holder_binding) {
        return Mismatch{"not-holder-bound", std::nullopt};
    }
    if (query.claims.empty()) return Match{};
    Claims claims(query, credential);
    if (query.claim_sets.empty()) {
        auto found = claims.all_of(all_claims(query));
        if (auto* failure = std::get_if<Mismatch>(&found)) return *failure;
        return Match{std::nullopt, std::move(std::get<std::vector<std::string>>(found))};
    }
    Mismatch last;
    for (std::size_t i = 0; i < query.claim_sets.size(); ++i) {
        auto found = claims.all_of(query.claim_sets[i]);
        if (auto* selected = std::get_if<std::vector<std::string>>(&found)) return Match{i, std::move(*selected)};
        last = std::get<Mismatch>(found);
    }
    return last;
}

std::string explain(const Mismatch& mismatch, const CredentialQuery& query) {
    if (mismatch.code == "format-mismatch") return "The credential is not of the format " + query.format + ".";
    if (mismatch.code == "type-mismatch") return "The credential is of another type.";
    if (mismatch.code == "authority-mismatch") return "None of the trusted authorities stands behind its issuer.";
    if (mismatch.code == "not-holder-bound") return "The credential is bound to no key of a holder.";
    if (mismatch.code == "claim-value") return "A claim has another value than those asked for.";
    if (mismatch.code == "claim-too-wide")
        return "The path of a claim selects more of the credential than is bearable.";
    if (mismatch.code == "claim-path") return "The path of a claim does not fit the credential.";
    return "A claim that is asked for is not in the credential.";
}

}  // namespace blason::vc::dcql
