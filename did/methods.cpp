#include "did/methods.hpp"

#include <algorithm>
#include <array>

#include "did/did_jwk.hpp"
#include "did/did_key.hpp"
#include "did/did_web.hpp"
#include "did/peer/did_peer.hpp"
#include "did/webvh/resolve.hpp"

namespace blason::did {
namespace {

using Options = ResolveOptions;

constexpr std::array kMethods{
    Method{"key", true, false,
           [](const Did& did, const Means&, const Options& options) { return resolve_did_key(did, options); }},
    Method{"jwk", true, false, [](const Did& did, const Means&, const Options&) { return resolve_did_jwk(did); }},
    Method{"web", false, false,
           [](const Did& did, const Means& means, const Options&) { return resolve_did_web(did, means.client); }},
    Method{"peer", true, false,
           [](const Did& did, const Means& means, const Options& options) {
               return peer::resolve(did, means.long_forms, options);
           }},
    Method{"webvh", false, true,
           [](const Did& did, const Means& means, const Options& options) {
               return webvh::resolve(did, means.client, options);
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
