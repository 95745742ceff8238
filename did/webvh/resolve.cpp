#include "did/webvh/resolve.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "did/fetch_document.hpp"
#include "did/webvh/location.hpp"
#include "did/webvh/witness.hpp"

namespace blason::did::webvh {
namespace {

Error not_found(std::string detail) {
    return Error{"NOT_FOUND", std::move(detail), {}, ErrorKind::NotFound};
}

/// Too large a file makes the identifier invalid, as everything else that is wrong with it.
Error as_invalid_did(Error error) {
    if (error.code == "INVALID_DID_DOCUMENT") error.code = "INVALID_DID";
    return error;
}

/// "Reading did:webvh DID URLs": the version that is asked for. What the log says after `broken` is not known, so a
/// time that may lie behind it has no answer.
Result<const Version*> select(const Log& log, const ResolveOptions& options) {
    const auto& wanted = options.version;
    const auto missing = [&](std::string detail) -> Error {
        return log.broken ? *log.broken : not_found(std::move(detail));
    };
    if (!wanted.id && !wanted.time && !wanted.number) {
        if (log.broken) return *log.broken;
        return &log.versions.back();
    }
    if (wanted.time) {
        const auto after = std::upper_bound(log.versions.begin(), log.versions.end(), *wanted.time,
                                            [](Instant time, const Version& version) { return time < version.time; });
        if (after == log.versions.end() && log.broken) return *log.broken;
        if (after == log.versions.begin()) return missing("The DID did not exist at that time.");
        return &*std::prev(after);
    }
    const auto found = std::find_if(log.versions.begin(), log.versions.end(), [&](const Version& version) {
        return wanted.id ? version.id == *wanted.id : version.number == *wanted.number;
    });
    if (found == log.versions.end()) return missing("The DID has no such version.");
    return &*found;
}

bool has_service(const json::Array& services, const std::string& did, std::string_view fragment) {
    return std::any_of(services.begin(), services.end(), [&](const json::Value& service) {
        const auto* id = json::find(service, "id");
        if (id == nullptr || !id->is_string()) return false;
        return json::view(*id) == fragment || json::view(*id) == did + std::string(fragment);
    });
}

/// "DID URL Path Resolution" and "whois LinkedVP Service": two services that every did:webvh has, unless its own
/// document says otherwise.
void add_implicit_services(json::Object& document, const std::string& did, const WebPlace& place) {
    auto& value = document["service"];
    if (value.is_null()) value.emplace_array();
    if (!value.is_array()) return;
    auto& services = value.get_array();
    if (!has_service(services, did, "#files")) {
        services.push_back(
            json::Object{{"id", "#files"}, {"type", "relativeRef"}, {"serviceEndpoint", place.folder()}});
    }
    if (!has_service(services, did, "#whois")) {
        services.push_back(json::Object{{"@context", "https://identity.foundation/linked-vp/contexts/v1"},
                                        {"id", "#whois"},
                                        {"type", "LinkedVerifiablePresentation"},
                                        {"serviceEndpoint", place.folder() + "whois.vp"}});
    }
}

json::Object witness_json(const WitnessRule& rule) {
    json::Object object;
    if (rule.keys.empty()) return object;
    // DID Resolution has no numbers in metadata: "The value of the `threshold` attribute ... is a string".
    object["threshold"] = std::to_string(rule.threshold);
    json::Array list;
    for (const auto& key : rule.keys) list.push_back(json::Object{{"id", "did:key:" + key}});
    object["witnesses"] = std::move(list);
    return object;
}

Metadata metadata_of(const Log& log, const Version& version) {
    const auto& last = log.versions.back();
    Metadata metadata;
    metadata.created = log.versions.front().time_text;
    metadata.updated = last.time_text;
    metadata.version_id = version.id;
    metadata.deactivated = last.parameters.deactivated;
    metadata.ttl = std::chrono::seconds(last.parameters.ttl);
    auto& more = metadata.more;
    more["versionTime"] = version.time_text;
    more["versionNumber"] = version.number;
    if (&version != &last) {
        const auto& next = log.versions[version.number];
        more["nextUpdate"] = next.time_text;
        more["nextVersionId"] = next.id;
    }
    more["scid"] = last.parameters.scid;
    more["portable"] = last.parameters.portable;
    more["ttl"] = std::to_string(last.parameters.ttl);
    more["witness"] = witness_json(last.parameters.witness);
    json::Array watchers;
    for (const auto& url : last.parameters.watchers) watchers.emplace_back(url);
    more["watchers"] = std::move(watchers);
    return metadata;
}

Result<Resolution> resolution_of(const Did& did, const Log& log, const ResolveOptions& options) {
    const bool named = std::any_of(log.versions.begin(), log.versions.end(),
                                   [&](const Version& version) { return version.did == did.text; });
    if (!named) {
        if (log.broken) return *log.broken;
        return refused("INVALID_DID", "The log is of another DID.", "/0/state/id");
    }
    const auto version = select(log, options);
    if (!version) return version.error();
    const auto& found = **version;
    const auto location = locate(*Did::parse(found.did));  // it was read once already
    json::Value state = found.state;
    add_implicit_services(state.get_object(), found.did, location->place);
    auto document = parse_document(state, found.did);
    if (!document) {
        auto error = std::move(document).error();
        error.pointer = fmt::format("/{}/state{}", found.number - 1, error.pointer);
        if (error.code != "private-key-in-document") error.code = "INVALID_DID_DOCUMENT";
        return error;
    }
    return Resolution{*std::move(document), "application/did", metadata_of(log, found)};
}

Result<void> check_options(const VersionWanted& wanted) {
    const int ways = (wanted.id ? 1 : 0) + (wanted.time ? 1 : 0) + (wanted.number ? 1 : 0);
    if (ways <= 1) return {};
    return refused("INVALID_OPTIONS", "A version is named by its id, by a time, or by its number.");
}

}  // namespace

Result<Resolution> resolve_from(const Did& did, std::string_view log_text, std::optional<std::string_view> witnesses,
                                const ResolveOptions& options) {
    if (auto fine = check_options(options.version); !fine) return std::move(fine).error();
    const auto location = locate(did);
    if (!location) return location.error();
    auto log = read_log(log_text, location->scid, options.now);
    if (needs_witnesses(log)) check_witnesses(log, witnesses.value_or(""), options.now);
    return resolution_of(did, log, options);
}

Result<Resolution> resolve(const Did& did, net::HttpClient& client, const ResolveOptions& options) {
    if (auto fine = check_options(options.version); !fine) return std::move(fine).error();
    const auto location = locate(did);
    if (!location) return location.error();
    const auto text = fetch_text(client, location->log_url(), "text/jsonl, application/jsonl", kMaxLogBytes);
    if (!text) return as_invalid_did(text.error());
    auto log = read_log(*text, location->scid, options.now);
    if (needs_witnesses(log)) {
        const auto witnesses = fetch_text(client, location->witness_url(), "application/json", kMaxWitnessBytes);
        if (!witnesses && witnesses.error().kind == ErrorKind::Unavailable) return witnesses.error();
        check_witnesses(log, witnesses ? std::string_view(*witnesses) : std::string_view(), options.now);
    }
    return resolution_of(did, log, options);
}

}  // namespace blason::did::webvh
