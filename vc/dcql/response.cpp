#include "vc/dcql/response.hpp"

#include "vc/dcql/match.hpp"
#include "vc/dcql/satisfied.hpp"

namespace blason::vc::dcql {

namespace {

/// What can be said of the number of presentations under one id.
Result<const CredentialQuery*> asked_for(const Query& query, std::string_view id, std::size_t count,
                                         const json::Path& place) {
    const CredentialQuery* asked = query.find(id);
    if (asked == nullptr) {
        return malformed("vp-token-unknown-query", "Nothing was asked for under this id.", place.pointer());
    }
    if (count == 0) {
        return malformed("vp-token-empty", "What has no answer is left out of the vp_token.", place.pointer());
    }
    if (count > 1 && !asked->multiple) {
        return malformed("vp-token-too-many", "One presentation was asked for here.", place.pointer());
    }
    return asked;
}

}  // namespace

Result<VpToken> parse_vp_token(const json::Value& vp_token, const Query& query) {
    const json::Path root;
    if (!vp_token.is_object()) return malformed("wrong-type", "A vp_token is an object.", root.pointer());
    VpToken out;
    for (const auto& member : vp_token.get_object()) {
        const std::string_view id(member.key().data(), member.key().size());
        const json::Path place(&root, id);
        if (!member.value().is_array()) {
            return malformed("wrong-type", "The presentations of a query are an array.", place.pointer());
        }
        const json::Array& presentations = member.value().get_array();
        if (const auto asked = asked_for(query, id, presentations.size(), place); !asked) return asked.error();
        auto& all = out[std::string(id)];
        for (std::size_t i = 0; i < presentations.size(); ++i) {
            if (!presentations[i].is_string() && !presentations[i].is_object()) {
                return malformed("wrong-type", "A presentation is a string or an object.",
                                 json::Path(&place, i).pointer());
            }
            all.push_back(&presentations[i]);
        }
    }
    return out;
}

Result<void> check_response(const Query& query, const Presented& presented) {
    const json::Path root;
    std::vector<bool> answered(query.credentials.size(), false);
    for (const auto& [id, credentials] : presented) {
        const json::Path place(&root, id);
        const auto asked = asked_for(query, id, credentials.size(), place);
        if (!asked) return asked.error();
        for (std::size_t i = 0; i < credentials.size(); ++i) {
            const auto answer = match(**asked, credentials[i]);
            if (const auto* mismatch = std::get_if<Mismatch>(&answer)) {
                return refused("vp-token-mismatch", explain(*mismatch, **asked), json::Path(&place, i).pointer());
            }
        }
        answered[static_cast<std::size_t>(*asked - query.credentials.data())] = true;
    }
    if (auto open = left_open(query, answered)) {
        return refused("dcql-unsatisfied", "What was presented leaves this open.", std::move(*open));
    }
    return {};
}

}  // namespace blason::vc::dcql
