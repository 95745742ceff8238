#include <algorithm>

#include "engine/compress/deflate.hpp"
#include "engine/text/base64url.hpp"
#include "vc/model/values.hpp"
#include "vc/status/bitstring.hpp"

namespace blason::vc::status {
namespace {

constexpr char kMultibaseBase64Url = 'u';

Error malformed_value(std::string detail, std::string pointer) {
    return refused("MALFORMED_VALUE_ERROR", std::move(detail), std::move(pointer));
}
Error not_verified(std::string detail, std::string pointer = {}) {
    return refused("STATUS_VERIFICATION_ERROR", std::move(detail), std::move(pointer));
}

struct Names {
    Generation generation;
    std::string_view credential_type;
    std::string_view subject_type;
};
constexpr Names kNames[] = {
    {Generation::Bitstring, "BitstringStatusListCredential", "BitstringStatusList"},
    {Generation::StatusList2021, "StatusList2021Credential", "StatusList2021"},
};

const Names* names_of(const json::Value& credential) {
    const auto* found = std::find_if(std::begin(kNames), std::end(kNames), [&](const Names& names) {
        return model::has_type(credential, names.credential_type);
    });
    return found == std::end(kNames) ? nullptr : found;
}

Result<std::vector<std::string>> read_purposes(const json::Value& subject) {
    std::vector<std::string> purposes;
    bool good = true;
    if (const auto* value = json::find(subject, "statusPurpose")) {
        model::for_each_value(*value, [&](const json::Value& one, std::optional<std::size_t>) {
            good = good && one.is_string();
            if (good) purposes.emplace_back(json::view(one));
        });
    }
    if (!good || purposes.empty())
        return malformed_value("A status list has one purpose or several, as texts.",
                               "/credentialSubject/statusPurpose");
    return purposes;
}

Result<std::optional<std::uint64_t>> read_ttl(const json::Value& subject) {
    const auto* value = json::find(subject, "ttl");
    if (value == nullptr) return std::optional<std::uint64_t>();
    boost::system::error_code failed;
    const auto ttl = value->is_number() ? value->to_number<std::uint64_t>(failed) : 0;
    if (failed || !value->is_number())
        return malformed_value("The time to live is a number of milliseconds.", "/credentialSubject/ttl");
    return std::optional<std::uint64_t>(ttl);
}

}  // namespace

std::string encode_list(const BitList& bits) {
    const auto packed = compress::compress(compress::Wrapping::Gzip, bits.bytes());
    return kMultibaseBase64Url + text::base64url_encode(packed);
}

Result<BitList> decode_list(std::string_view encoded, Generation generation) {
    if (generation == Generation::Bitstring) {
        if (!encoded.starts_with(kMultibaseBase64Url))
            return not_verified("The encoded list is not multibase base64url: it does not begin with \"u\".");
        encoded.remove_prefix(1);
    }
    const auto packed = text::base64url_decode(encoded);
    if (!packed) return not_verified("The encoded list is not base64url without padding.");
    auto bytes = compress::decompress(compress::Wrapping::Gzip, *packed, kMaxListBytes);
    if (!bytes) return not_verified("The encoded list does not unpack. " + bytes.error().detail);
    return BitList(std::move(*bytes), BitOrder::LeftToRight);
}

Result<List> read_list(const json::Value& credential) {
    const Names* names = names_of(credential);
    if (names == nullptr) return not_verified("What is at that address is no status list credential.", "/type");
    const auto* subject = json::find(credential, "credentialSubject");
    if (subject != nullptr && subject->is_array() && subject->get_array().size() == 1)
        subject = &subject->get_array().front();
    if (subject == nullptr || !subject->is_object() || !model::has_type(*subject, names->subject_type))
        return malformed_value("The subject of a list credential is one " + std::string(names->subject_type) + ".",
                               "/credentialSubject");
    auto purposes = read_purposes(*subject);
    if (!purposes) return std::move(purposes).error();
    const auto ttl = read_ttl(*subject);
    if (!ttl) return ttl.error();
    const auto* encoded = json::find(*subject, "encodedList");
    if (encoded == nullptr || !encoded->is_string())
        return malformed_value("The list is missing.", "/credentialSubject/encodedList");
    auto bits = decode_list(json::view(*encoded), names->generation);
    if (!bits) {
        bits.error().pointer = "/credentialSubject/encodedList";
        return std::move(bits).error();
    }
    return List{names->generation, std::move(*purposes), std::move(*bits), *ttl};
}

Result<unsigned> look_up(const Entry& entry, const List& list) {
    if (entry.generation != list.generation)
        return not_verified("The list is of another kind than the entry.", "/type");
    if (std::find(list.purposes.begin(), list.purposes.end(), entry.purpose) == list.purposes.end())
        return not_verified("The list is for another purpose than the entry.", "/credentialSubject/statusPurpose");
    if (list.bits.entries(entry.size) < kMinEntries)
        return refused("STATUS_LIST_LENGTH_ERROR",
                       "The status list has fewer than " + std::to_string(kMinEntries) + " entries.",
                       "/credentialSubject/encodedList");
    const auto status = list.bits.get(entry.index, entry.size);
    if (!status) return refused("RANGE_ERROR", "The index is outside the status list.", "/statusListIndex");
    return *status;
}

}  // namespace blason::vc::status
