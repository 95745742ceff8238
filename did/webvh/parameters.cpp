#include "did/webvh/parameters.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "did/multihash.hpp"
#include "did/webvh/location.hpp"
#include "engine/crypto/public_key.hpp"

namespace blason::did::webvh {
namespace {

constexpr std::array<std::string_view, 9> kNames{
    "method", "scid", "updateKeys", "nextKeyHashes", "witness", "watchers", "portable", "deactivated", "ttl"};
constexpr std::int64_t kMaxTtl = std::int64_t{1} << 31;

Error invalid(std::string detail, const json::Path& path) {
    return refused("INVALID_DID", std::move(detail), path.pointer());
}

Result<std::vector<std::string>> read_list(const json::Value& value, const json::Path& path) {
    std::vector<std::string> list;
    if (value.is_null()) return list;
    if (!value.is_array() || value.get_array().size() > kMaxListed) {
        return invalid(fmt::format("This is a list of at most {} texts.", kMaxListed), path);
    }
    for (std::size_t i = 0; i < value.get_array().size(); ++i) {
        const auto& item = value.get_array()[i];
        if (!item.is_string()) return invalid("This is a text.", json::Path(&path, i));
        list.emplace_back(json::view(item));
    }
    return list;
}

Result<bool> read_flag(const json::Value& value, const json::Path& path) {
    if (value.is_null()) return false;
    if (!value.is_bool()) return invalid("This is true or false.", path);
    return value.get_bool();
}

/// The Multikey of a witness. The specification wants a did:key; one published implementation leaves "did:key:" out.
Result<std::string> read_witness(const json::Value& value, const json::Path& path) {
    const auto* id = json::find(value, "id");
    const json::Path here(&path, "id");
    if (id == nullptr || !id->is_string()) return invalid("A witness has the id of its key.", here);
    auto multikey = json::view(*id);
    if (multikey.starts_with("did:key:")) multikey.remove_prefix(8);
    const auto key = crypto::PublicKey::from_multikey(multikey);
    if (!key || key->type() != crypto::KeyType::Ed25519) {
        return invalid("A witness is a did:key of type Ed25519.", here);
    }
    return std::string(multikey);
}

/// "The `witness` Parameter"
Result<WitnessRule> read_witnesses(const json::Value& value, const json::Path& path) {
    WitnessRule rule;
    if (value.is_null()) return rule;
    if (!value.is_object()) return invalid("The witnesses are an object.", path);
    if (value.get_object().empty()) return rule;
    const auto* list = json::find(value, "witnesses");
    const json::Path list_path(&path, "witnesses");
    if (list == nullptr || !list->is_array() || list->get_array().empty() || list->get_array().size() > kMaxListed) {
        return invalid(fmt::format("There are 1 to {} witnesses.", kMaxListed), list_path);
    }
    for (std::size_t i = 0; i < list->get_array().size(); ++i) {
        const json::Path here(&list_path, i);
        auto key = read_witness(list->get_array()[i], here);
        if (!key) return std::move(key).error();
        if (std::find(rule.keys.begin(), rule.keys.end(), *key) != rule.keys.end()) {
            return invalid("A witness is named twice.", here);
        }
        rule.keys.push_back(*std::move(key));
    }
    const auto* threshold = json::find(value, "threshold");
    const auto count = static_cast<std::int64_t>(rule.keys.size());
    if (threshold == nullptr || !threshold->is_int64() || threshold->get_int64() < 1 ||
        threshold->get_int64() > count) {
        return invalid("The threshold is at least 1 and at most the number of witnesses.",
                       json::Path(&path, "threshold"));
    }
    rule.threshold = static_cast<std::size_t>(threshold->get_int64());
    return rule;
}

/// Reads the members of one entry into `out_`.
class Reader {
  public:
    Reader(const json::Object& given, const Parameters* previous, const json::Path& path)
        : given_(given), previous_(previous), path_(path) {
        if (previous_ != nullptr) out_ = *previous_;
    }

    Result<Parameters> read() {
        for (const auto& member : given_) {
            const std::string_view name(member.key().data(), member.key().size());
            if (std::find(kNames.begin(), kNames.end(), name) != kNames.end()) continue;
            return invalid("did:webvh 1.0 does not have this parameter.", json::Path(&path_, name));
        }
        for (const auto step : {&Reader::read_method, &Reader::read_scid, &Reader::read_keys, &Reader::read_next_keys,
                                &Reader::read_rest, &Reader::read_portable}) {
            if (auto done = (this->*step)(); !done) return std::move(done).error();
        }
        return std::move(out_);
    }

  private:
    [[nodiscard]] bool is_first() const { return previous_ == nullptr; }
    [[nodiscard]] json::Path at(std::string_view name) const { return {&path_, name}; }

    Result<void> read_method() {
        const auto* method = json::find(given_, "method");
        if (method == nullptr && !is_first()) return {};
        if (method != nullptr && method->is_string() && json::view(*method) == kMethodVersion) return {};
        return invalid("Only logs of did:webvh:1.0 are known here.", at("method"));
    }

    Result<void> read_scid() {
        const auto* scid = json::find(given_, "scid");
        if (!is_first()) {
            return scid == nullptr ? Result<void>() : invalid("Only the first entry has this.", at("scid"));
        }
        if (scid == nullptr || !scid->is_string() || !is_scid(json::view(*scid))) {
            return invalid("The first entry names its SCID.", at("scid"));
        }
        out_.scid = json::view(*scid);
        return {};
    }

    Result<void> read_keys() {
        const auto* keys = json::find(given_, "updateKeys");
        const bool pre_rotated = !is_first() && !previous_->next_key_hashes.empty();
        if (keys == nullptr) {
            if (!is_first() && !pre_rotated) return {};
            return invalid("This entry must list the update keys.", at("updateKeys"));
        }
        auto list = read_list(*keys, at("updateKeys"));
        if (!list) return std::move(list).error();
        const json::Path here = at("updateKeys");
        for (std::size_t i = 0; i < list->size(); ++i) {
            const auto& key = (*list)[i];
            if (!crypto::PublicKey::from_multikey(key)) return invalid("This is no key.", json::Path(&here, i));
            // "Pre-Rotation Key Hash Generation and Verification": each was promised by the entry before.
            if (!pre_rotated) continue;
            const auto& promised = previous_->next_key_hashes;
            if (std::find(promised.begin(), promised.end(), sha256_multihash_base58(key)) == promised.end()) {
                return invalid("The entry before did not promise this key.", json::Path(&here, i));
            }
        }
        out_.update_keys = *std::move(list);
        return {};
    }

    Result<void> read_next_keys() {
        const auto* hashes = json::find(given_, "nextKeyHashes");
        if (hashes == nullptr) {
            if (is_first() || previous_->next_key_hashes.empty()) return {};
            return invalid("While keys are promised ahead, each entry says which come next.", at("nextKeyHashes"));
        }
        auto list = read_list(*hashes, at("nextKeyHashes"));
        if (!list) return std::move(list).error();
        out_.next_key_hashes = *std::move(list);
        return {};
    }

    Result<void> read_rest() {
        if (const auto* value = json::find(given_, "witness")) {
            auto rule = read_witnesses(*value, at("witness"));
            if (!rule) return std::move(rule).error();
            out_.witness = *std::move(rule);
        }
        if (const auto* value = json::find(given_, "watchers")) {
            auto list = read_list(*value, at("watchers"));
            if (!list) return std::move(list).error();
            out_.watchers = *std::move(list);
        }
        if (const auto* value = json::find(given_, "deactivated")) {
            auto flag = read_flag(*value, at("deactivated"));
            if (!flag) return std::move(flag).error();
            out_.deactivated = *flag;
        }
        if (const auto* value = json::find(given_, "ttl")) {
            if (value->is_null()) {
                out_.ttl = kDefaultTtl;
            } else if (value->is_int64() && value->get_int64() >= 0 && value->get_int64() <= kMaxTtl) {
                out_.ttl = static_cast<std::uint32_t>(value->get_int64());
            } else {
                return invalid("The ttl is a number of seconds, at most 2^31.", at("ttl"));
            }
        }
        return {};
    }

    Result<void> read_portable() {
        const auto* value = json::find(given_, "portable");
        if (value == nullptr) return {};
        auto flag = read_flag(*value, at("portable"));
        if (!flag) return std::move(flag).error();
        if (*flag && !is_first() && !previous_->portable) {
            return invalid("Only the first entry can make a DID portable.", at("portable"));
        }
        out_.portable = *flag;
        return {};
    }

    const json::Object& given_;
    const Parameters* previous_;
    const json::Path& path_;
    Parameters out_;
};

}  // namespace

Result<Parameters> apply(const json::Object& given, const Parameters* previous, const json::Path& path) {
    return Reader(given, previous, path).read();
}

}  // namespace blason::did::webvh
