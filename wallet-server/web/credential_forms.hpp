// The forms of one credential at its address: JSON, JWT, SD-JWT, and baked into an image.
#pragma once

#include <optional>
#include <string>

#include "wallet-server/web/badge_view.hpp"
#include "wallet-server/web/dependencies.hpp"

namespace blason::web {

/// What one address of a credential answers with.
enum class Form { Page, Json, Jwt, SdJwt, Svg, Png };

/// By the ending of the last segment (`/credentials/{id}.svg`), which is taken off; nothing when there is none.
std::optional<Form> named_form(std::string& id);
/// By the Accept field: something else than JSON only when it is named and nothing of JSON is liked as much.
Form negotiated_form(const http::Request& request);

/// The credential in that form, for programs of any origin. Without a name (`by_name`) JSON means the bytes as they
/// were issued. In the query `cryptosuite` chooses the proof of JSON, `alg` the signature of a JWT, `form` what is
/// baked into an image, and `download` makes it a file to save. Errors of IssuerService::in_form and of baked_badge.
Result<http::Response> credential_in(Form form, bool by_name, const service::StoredCredential& credential,
                                     const BadgeView& badge, const http::Request& request,
                                     const PageDependencies& dependencies);

}  // namespace blason::web
