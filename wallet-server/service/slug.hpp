// Short names in addresses, made from names people write.
#pragma once

#include <string>
#include <string_view>

namespace blason::service {

/// "Université d'Exemple" -> "universite-d-exemple": letters of Latin-1 lose their accents, everything else becomes
/// one "-". At most 63 characters; empty when nothing is left that can begin a short name.
std::string make_slug(std::string_view name);
/// 1 to 63 of a-z 0-9 and "-", beginning with a letter, not ending with "-".
bool is_slug(std::string_view text);

}  // namespace blason::service
