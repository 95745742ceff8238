// Asks another resolver about the DID methods that are not known here (the HTTP binding of DID Resolution, as Universal
// Resolver and others offer it). Off unless an operator names one: whoever runs it decides what is believed.
#pragma once

#include <string>

#include "did/resolver.hpp"
#include "engine/net/http_client.hpp"

namespace blason::did {

class UniversalResolver : public Resolver {
  public:
    /// `endpoint`: "https://resolver.example/1.0/identifiers/"; empty: only `own` is asked. `own` and `client` must
    /// outlive the resolver.
    UniversalResolver(Resolver& own, net::HttpClient& client, std::string endpoint)
        : own_(own), client_(client), endpoint_(std::move(endpoint)) {}

    /// What `own` answers, unless that is "METHOD_NOT_SUPPORTED". What the other resolver answers is marked: the
    /// metadata has `resolver`, its address. Its document has to be about `did`. That it cannot be asked, or does not
    /// know, is of kind Unavailable, because nothing is known then; its "not found" is "NOT_FOUND".
    Result<Resolution> resolve(std::string_view did, const ResolveOptions& options) override;
    bool refresh(std::string_view did, const ResolveOptions& options) override { return own_.refresh(did, options); }

  private:
    Resolver& own_;
    net::HttpClient& client_;
    std::string endpoint_;
};

}  // namespace blason::did
