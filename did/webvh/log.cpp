#include "did/webvh/log.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "did/did.hpp"
#include "did/multihash.hpp"
#include "did/webvh/location.hpp"
#include "did/webvh/proof.hpp"
#include "engine/json/jcs.hpp"
#include "engine/json/parse.hpp"
#include "engine/json/serialize.hpp"

namespace blason::did::webvh {
namespace {

constexpr std::size_t kMaxProofs = 16;
constexpr std::string_view kPlaceholder = "{SCID}";
constexpr std::array<std::string_view, 5> kMembers{"versionId", "versionTime", "parameters", "state", "proof"};

Error invalid(std::string detail, const json::Path& path) {
    return refused("INVALID_DID", std::move(detail), path.pointer());
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

/// Reads one line after the other; each becomes a version or ends the log.
class LogReader {
  public:
    LogReader(std::string_view scid, Instant now) : scid_(scid), now_(now) {}

    Result<void> read(std::string_view line) {
        const json::Path root;
        const json::Path path(&root, log_.versions.size());
        if (log_.versions.size() == kMaxVersions) return invalid("The log has too many entries.", path);
        auto parsed = json::parse(line, {}, {.max_bytes = kMaxLogBytes});
        if (!parsed || !parsed->is_object()) return invalid("An entry of the log is one JSON object a line.", path);
        auto& entry = parsed->get_object();
        if (auto shape = check_shape(entry, path); !shape) return shape;
        const json::Value proofs = std::move(entry["proof"]);
        entry.erase("proof");  // nothing but the proof itself is over the proof

        Version version;
        version.id = json::view(*json::find(entry, "versionId"));
        version.time_text = json::view(*json::find(entry, "versionTime"));
        version.state = *json::find(entry, "state");
        // The steps of "Read (Resolve)", cheap ones first.
        const json::Path parameters_path(&path, "parameters");
        auto parameters = apply(json::find(entry, "parameters")->get_object(), previous_parameters(), parameters_path);
        if (!parameters) return std::move(parameters).error();
        version.parameters = *std::move(parameters);
        if (auto done = check_time(version, path); !done) return done;
        if (auto done = check_document(version, path); !done) return done;
        if (auto done = check_hashes(entry, version, path); !done) return done;
        if (auto done = check_proofs(*parsed, proofs, version, json::Path(&path, "proof")); !done) return done;
        version.witnesses = witnesses_of(version);
        log_.versions.push_back(std::move(version));
        return {};
    }

    [[nodiscard]] std::size_t size() const { return log_.versions.size(); }
    Log finish(std::optional<Error> broken) && {
        log_.broken = std::move(broken);
        return std::move(log_);
    }

  private:
    [[nodiscard]] const Version* previous() const { return log_.versions.empty() ? nullptr : &log_.versions.back(); }
    [[nodiscard]] const Parameters* previous_parameters() const {
        return previous() == nullptr ? nullptr : &previous()->parameters;
    }

    static Result<void> check_shape(const json::Object& entry, const json::Path& path) {
        for (const auto name : kMembers) {
            const auto* value = json::find(entry, name);
            const bool text = name.starts_with("version");
            const bool fits = value != nullptr && (text              ? value->is_string()
                                                   : name == "proof" ? value->is_array()
                                                                     : value->is_object());
            if (!fits) return invalid("This member is missing or of another type.", json::Path(&path, name));
        }
        if (entry.size() != kMembers.size()) return invalid("An entry has five members and no other.", path);
        return {};
    }

    /// "A deactivated DID is no longer subject to updates"; times rise, and none is ahead of now.
    Result<void> check_time(Version& version, const json::Path& path) const {
        const json::Path here(&path, "versionTime");
        if (previous() != nullptr && previous()->parameters.deactivated) {
            return invalid("The DID was deactivated by the entry before.", path);
        }
        const auto& text = version.time_text;
        const auto time = parse_instant(text);
        if (!time || !(text.ends_with('Z') || text.ends_with("+00:00"))) {
            return invalid("This is not a date and time in UTC.", here);
        }
        if (previous() != nullptr && *time <= previous()->time) {
            return invalid("The entry is not later than the one before.", here);
        }
        if (time->seconds > now_.seconds + kClockSkew) return invalid("The entry is dated in the future.", here);
        version.time = *time;
        return {};
    }

    /// The document is about a DID of this log: always the same SCID, and the same place unless the DID is portable
    /// ("DID Portability").
    Result<void> check_document(Version& version, const json::Path& path) const {
        const json::Path state_path(&path, "state");
        const json::Path here(&state_path, "id");
        const auto* id = json::find(version.state, "id");
        const auto did = id != nullptr && id->is_string() ? Did::parse(json::view(*id)) : invalid("", here);
        const auto location = did && did->method == "webvh" ? locate(*did) : invalid("", here);
        if (!location) return invalid("The document of an entry has the id of a did:webvh.", here);
        if (version.parameters.scid != scid_) {
            return invalid("The log is of another SCID than the identifier.", json::Path(&path, "parameters"));
        }
        if (location->scid != version.parameters.scid) return invalid("The document has another SCID.", here);
        version.did = did->text;
        if (previous() == nullptr || previous()->did == version.did) return {};
        if (!previous()->parameters.portable) return invalid("The DID is not portable, but it moved.", here);
        const auto* known_as = json::find(version.state, "alsoKnownAs");
        const bool names_old =
            known_as != nullptr && known_as->is_array() &&
            std::any_of(known_as->get_array().begin(), known_as->get_array().end(),
                        [&](const json::Value& name) { return name == json::Value(previous()->did); });
        if (names_old) return {};
        return invalid("A DID that moved says under which name it was known.", json::Path(&state_path, "alsoKnownAs"));
    }

    Result<void> check_hashes(const json::Object& entry, Version& version, const json::Path& path) const {
        const json::Path here(&path, "versionId");
        const auto expected = log_.versions.size() + 1;
        if (previous() == nullptr && scid_of(entry, version.parameters.scid) != version.parameters.scid) {
            const json::Path parameters_path(&path, "parameters");
            return invalid("The SCID is not the hash of the first entry.", json::Path(&parameters_path, "scid"));
        }
        const auto predecessor = previous() == nullptr ? version.parameters.scid : previous()->id;
        if (version.id != fmt::format("{}-{}", expected, entry_hash(entry, predecessor))) {
            return invalid("The version is not the next number and the hash of the entry.", here);
        }
        version.number = static_cast<std::uint32_t>(expected);
        return {};
    }

    /// "Authorized Keys": those of the entry before, or, first and with pre-rotation, those of the entry itself.
    Result<void> check_proofs(const json::Value& entry, const json::Value& proofs, const Version& version,
                              const json::Path& path) const {
        const auto& list = proofs.get_array();
        if (list.empty() || list.size() > kMaxProofs) {
            return invalid(fmt::format("An entry has 1 to {} proofs.", kMaxProofs), path);
        }
        const bool own = previous() == nullptr || !previous()->parameters.next_key_hashes.empty();
        const auto& allowed = own ? version.parameters.update_keys : previous()->parameters.update_keys;
        for (std::size_t i = 0; i < list.size(); ++i) {
            const json::Path here(&path, i);
            const auto key = verify_proof(entry, list[i], now_, here);
            if (!key) return key.error();
            if (std::find(allowed.begin(), allowed.end(), *key) == allowed.end()) {
                return invalid("The key that signed the entry was not allowed to.", here);
            }
        }
        return {};
    }

    /// A list that is replaced still approves its replacement; the first list approves itself ("Witness Lists").
    [[nodiscard]] WitnessRule witnesses_of(const Version& version) const {
        if (previous() != nullptr && !previous()->parameters.witness.keys.empty()) {
            return previous()->parameters.witness;
        }
        return version.parameters.witness;
    }

    std::string_view scid_;
    Instant now_;
    Log log_;
};

}  // namespace

std::string entry_hash(json::Object entry, std::string_view predecessor) {
    entry["versionId"] = json::key(predecessor);
    return sha256_multihash_base58(json::canonicalize(entry));
}

std::string scid_of(json::Object entry, std::string_view known) {
    entry["versionId"] = json::key(kPlaceholder);
    // The replacement is in the text, so also in names; these may sort differently afterwards.
    const auto text = replace_all(json::serialize(entry), known, kPlaceholder);
    const auto replaced = json::parse(text);
    return replaced ? sha256_multihash_base58(json::canonicalize(*replaced)) : std::string();
}

std::string scid_in(std::string_view text) {
    const auto first = json::parse(text.substr(0, text.find('\n')), {}, {.max_bytes = kMaxLogBytes});
    const auto* parameters = first ? json::find(*first, "parameters") : nullptr;
    return parameters == nullptr ? std::string() : json::text_of(*parameters, "scid");
}

Log read_log(std::string_view text, std::string_view scid, Instant now) {
    LogReader reader(scid, now);
    if (text.size() > kMaxLogBytes) {
        return std::move(reader).finish(refused("INVALID_DID", "The log is larger than is read here."));
    }
    while (!text.empty()) {
        const auto end = text.find('\n');
        auto line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (auto done = reader.read(line); !done) return std::move(reader).finish(std::move(done).error());
    }
    if (reader.size() == 0) return std::move(reader).finish(refused("INVALID_DID", "The log is empty."));
    return std::move(reader).finish(std::nullopt);
}

}  // namespace blason::did::webvh
