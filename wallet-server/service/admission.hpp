// Whether a wallet keeps what its holder brings. What comes from issuers must be valid, what comes from other hosts of
// badges genuine: a certificate that has expired is still one. A holder may also keep what cannot be checked just now.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vc/report.hpp"

namespace blason::service {

enum class Admission {
    Valid,         ///< every check passes
    Expired,       ///< genuine, and its time is over
    Early,         ///< genuine, and its time is still to come
    Unverified,    ///< nothing fails, but something could not be checked
    Failed,        ///< forged, changed, revoked, or not made as the standards ask
    SomebodyElse,  ///< it names another recipient
    NoCredential   ///< a presentation, or nothing that was awarded to anybody
};
std::string_view to_text(Admission admission);  ///< "valid", "somebody-else" and so on
std::optional<Admission> parse_admission(std::string_view text);

/// Those that a wallet keeps when its holder says so.
bool may_be_kept(Admission admission);

/// Nothing fails but its time, which may be over or still to come, and nothing is unknown.
bool is_genuine(const vc::Report& report);

/// Somebody, by the names that a credential may call them.
struct KnownAs {
    std::vector<std::string> names;  ///< e-mail addresses, DIDs, URLs, telephone numbers
    std::vector<std::string> keys;   ///< did:key of the keys that are theirs
};

/// `text`: what the report is about, for the key that an SD-JWT is bound to. A credential that names nobody is
/// anybody's.
Admission admission_of(const vc::Report& report, std::string_view text, const KnownAs& holder);

}  // namespace blason::service
