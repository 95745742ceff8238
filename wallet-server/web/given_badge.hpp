// A badge that a person gives to a page: a file, an address, or a text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.hpp"
#include "vc/openbadges/baking.hpp"
#include "wallet-server/web/dependencies.hpp"
#include "wallet-server/web/texts.hpp"

namespace blason::web {

inline constexpr std::size_t kMostCarried = openbadges::kMaxPicture;  ///< bytes; of images with more their badge alone
/// Bytes of a form with a badge in it: a file as it is, or carried on from an earlier page.
inline constexpr std::size_t kGivenForm = openbadges::kMaxBakedImage + (64U << 10U);
inline constexpr std::size_t kCarriedForm = kMostCarried / 3 * 4 + (64U << 10U);

/// The fields of given_badge.mustache as they came.
struct GivenBadge {
    std::string file;
    std::string url;
    std::string text;
};

/// An address in the box for the text is one, too.
GivenBadge read_given_badge(const std::vector<http::FormField>& fields);
/// Data for given_badge.mustache; the file stays with the browser.
void put_given_badge(json::Object& data, const GivenBadge& given);

/// The bytes given, or what stands at the address, fetched by the rules for everything that goes out; a credential of
/// this installation is read from the store. Empty: nothing was given. The error's detail is a text for the person, but
/// for NotFound.
Result<std::string> document_of(const GivenBadge& given, const Texts& texts, const PageDependencies& dependencies);

/// A credential of this installation by its public address; nothing for any other.
std::optional<Result<service::StoredCredential>> stored_here(std::string_view url, service::IssuerService& issuers,
                                                             const service::PublicUrls& urls);

/// A document as a hidden field, where it survives what browsers do to line ends. Of a large image only the credential
/// inside goes on.
std::string carried(std::string_view document);
/// The document in such a field; nothing when it is none.
std::optional<std::string> read_carried(std::string_view field);
}  // namespace blason::web
