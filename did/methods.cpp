#include "did/methods.hpp"

#include <algorithm>
#include <array>

#include "did/did_jwk.hpp"
#include "did/did_key.hpp"
#include "did/did_web.hpp"
#include "did/peer/did_peer.hpp"

namespace blason::did {
namespace {

using Options = ResolveOptions;

constexpr std::array kMethods{
    Method{"key", true,
           [](const Did& did, const Means&, const Options& options) { return resolve_did_key(did, options); }},
    Method{"jwk", true, [](const Did& did, const Means&, const Options&) { return resolve_did_jwk(did); }},
    Method{"web", false,
           [](const Did& did, const Means& means, const Options&) { return resolve_did_web(did, means.client); }},
    Method{"peer", true,
           [](const Did& did, const Means& means, const Options& options) {
               return peer::resolve(did, means.long_forms, options);
           }},
};

}  // namespace

std::span<const Method> methods() {
    return kMethods;
}

const Method* find_method(std::string_view name) {
    const auto* method =
        std::find_if(kMethods.begin(), kMethods.end(), [&](const Method& m) { return m.name == name; });
    return method == kMethods.end() ? nullptr : method;
}

}  // namespace blason::did
