#include "did/webvh/location.hpp"

#include "engine/text/base58.hpp"

namespace blason::did::webvh {

bool is_scid(std::string_view text) {
    if (text.size() != 46) return false;
    const auto bytes = text::base58_decode(text);
    return bytes && bytes->size() == 34 && (*bytes)[0] == 0x12 && (*bytes)[1] == 0x20;
}

Result<Location> locate(std::string_view specific_id) {
    const auto colon = specific_id.find(':');
    const auto scid = specific_id.substr(0, colon);
    if (colon == std::string_view::npos || !is_scid(scid)) {
        return refused("INVALID_DID", "A did:webvh begins with the hash of its first log entry, 46 characters.");
    }
    auto place = parse_web_place(specific_id.substr(colon + 1));
    if (!place) return std::move(place).error();
    // domain-segment 1+( "." domain-segment )
    if (place->authority.find('.') == std::string::npos) {
        return refused("INVALID_DID", "The host of a did:webvh is a full domain name.");
    }
    return Location{std::string(scid), *std::move(place)};
}

Result<Location> locate(const Did& did) {
    return locate(std::string_view(did.specific_id));
}

}  // namespace blason::did::webvh
