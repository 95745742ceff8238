#include "did/methods.hpp"

#include <algorithm>
#include <array>

#include "did/did_jwk.hpp"
#include "did/did_key.hpp"
#include "did/did_web.hpp"

namespace blason::did {
namespace {

constexpr std::array kMethods{
    Method{"key", true, [](const Did& did, net::HttpClient&, const ResolveOptions&) { return resolve_did_key(did); }},
    Method{"jwk", true, [](const Did& did, net::HttpClient&, const ResolveOptions&) { return resolve_did_jwk(did); }},
    Method{"web", false,
           [](const Did& did, net::HttpClient& client, const ResolveOptions&) { return resolve_did_web(did, client); }},
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
