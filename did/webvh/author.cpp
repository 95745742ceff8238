#include "did/webvh/author.hpp"

#include <fmt/format.h>

#include "did/multihash.hpp"
#include "did/webvh/log.hpp"
#include "did/webvh/proof.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"

namespace blason::did::webvh {
namespace {

std::string replace_placeholder(std::string text, std::string_view scid) {
    for (auto at = text.find(kScidPlaceholder); at != std::string::npos;
         at = text.find(kScidPlaceholder, at + scid.size())) {
        text.replace(at, kScidPlaceholder.size(), scid);
    }
    return text;
}

json::Object entry_of(std::string_view version_id, Instant time, json::Object parameters, const json::Value& document) {
    return {{"versionId", json::key(version_id)},
            {"versionTime", format_instant({time.seconds, 0})},
            {"parameters", std::move(parameters)},
            {"state", document}};
}

/// Numbers the entry, signs it and writes it as a line.
Result<std::string> finished(json::Object entry, std::uint32_t number, std::string_view predecessor,
                             const crypto::Signer& signer, Instant now) {
    entry["versionId"] = fmt::format("{}-{}", number, entry_hash(entry, predecessor));
    auto proof = sign(entry, signer, now);
    if (!proof) return std::move(proof).error();
    entry["proof"] = json::Array{*std::move(proof)};
    return json::serialize(entry) + "\n";
}

/// Nothing is given out that we would not read ourselves.
Result<std::string> checked(std::string text, std::string_view scid, Instant now) {
    const auto log = read_log(text, scid, now);
    if (log.broken) return *log.broken;
    return text;
}

}  // namespace

std::string unfinished_did(std::string_view place) {
    return fmt::format("did:webvh:{}:{}", kScidPlaceholder, place);
}

std::string promise_of(const crypto::PublicKey& key) {
    return sha256_multihash_base58(key.multikey());
}

Result<StartedLog> start_log(json::Object parameters, const json::Value& document, const crypto::Signer& signer,
                             Instant now) {
    json::Object all{{"method", json::key(kMethodVersion)}, {"scid", json::key(kScidPlaceholder)}};
    for (auto& member : parameters) all.emplace(member.key(), std::move(member.value()));
    const auto preliminary = entry_of(kScidPlaceholder, now, std::move(all), document);
    const auto scid = scid_of(preliminary, kScidPlaceholder);
    auto entry = json::parse(replace_placeholder(json::serialize(preliminary), scid));
    if (!entry) return std::move(entry).error();
    auto line = finished(std::move(entry->get_object()), 1, scid, signer, now);
    if (!line) return std::move(line).error();
    auto text = checked(*std::move(line), scid, now);
    if (!text) return std::move(text).error();
    const auto log = read_log(*text, scid, now);
    return StartedLog{log.versions.front().did, *std::move(text)};
}

Result<std::string> extend_log(std::string_view text, json::Object parameters, const json::Value* document,
                               const crypto::Signer& signer, Instant now) {
    const auto scid = scid_in(text);
    const auto log = read_log(text, scid, now);
    if (log.broken) return *log.broken;
    const auto& last = log.versions.back();
    const Instant time{std::max(now.seconds, last.time.seconds + 1), 0};
    const auto& state = document == nullptr ? last.state : *document;
    auto line = finished(entry_of(last.id, time, std::move(parameters), state), last.number + 1, last.id, signer, time);
    if (!line) return line;
    auto longer = std::string(text);
    if (!longer.ends_with('\n')) longer += '\n';
    return checked(longer + *line, scid, time);
}

}  // namespace blason::did::webvh
