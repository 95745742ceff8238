// A client of the authorization server that has a key: DPoP proofs, assertions, public clients; over HTTP as far as
// handlers see it.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/crypto/private_key.hpp"
#include "engine/jose/dpop.hpp"
#include "tests/support/oauth_client.hpp"

namespace blason::test {

using Headers = std::vector<std::pair<std::string, std::string>>;

inline std::unique_ptr<crypto::Signer> new_key(crypto::KeyType type = crypto::KeyType::P256) {
    return *crypto::make_signer(*crypto::generate_key(type, crypto::system_random()));
}

/// A form posted with further fields.
inline http::Response post_form(TestApp& app, const std::string& path, const Form& form, const Headers& headers = {}) {
    auto request = request_with("POST", path, encoded(form), "application/x-www-form-urlencoded");
    request.client = "198.51.100.9";
    for (const auto& [name, value] : headers) request.fields.add(name, value);
    return app.call(std::move(request));
}

/// The registration of a client that authenticates in one of the other ways.
inline json::Object registration_with(const char* method) {
    auto metadata = registration();
    metadata["token_endpoint_auth_method"] = method;
    return metadata;
}
inline json::Object key_set(const crypto::Signer& signer, const char* kid = "test-key") {
    auto jwk = signer.public_key().jwk();
    jwk["kid"] = kid;
    return json::Object{{"keys", json::Array{std::move(jwk)}}};
}

/// The key of a client, and the proofs it makes.
class DpopKey {
  public:
    explicit DpopKey(TestApp& app) : app_(app) {}

    [[nodiscard]] std::string thumbprint() const { return signer_->public_key().thumbprint(); }
    [[nodiscard]] std::string proof(const std::string& path, std::string_view access_token = {},
                                    const std::string& method = "POST") const {
        const auto& services = app_.services();
        const auto url = services.urls.base() + path;
        return *jose::make_dpop(*signer_, {method, url, access_token}, services.dpop.next_nonce(), services.clock(),
                                crypto::system_random());
    }
    /// The field of a request to `path`.
    [[nodiscard]] Headers header(const std::string& path) const { return {{"DPoP", proof(path)}}; }
    [[nodiscard]] const crypto::Signer& signer() const { return *signer_; }

  private:
    TestApp& app_;
    std::unique_ptr<crypto::Signer> signer_ = new_key();
};

}  // namespace blason::test
