#include "engine/sdjwt/reveal.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "engine/json/pointer.hpp"

namespace blason::sdjwt {

namespace {

Error malformed_payload(const json::Path& path) {
    return malformed("sd-malformed", "Digests stand where or as they must not be.", path.pointer());
}
Error too_many() {
    return {"sd-too-many", "There are more disclosures, or deeper ones, than are read.", "", ErrorKind::TooLarge};
}

Result<crypto::HashAlgorithm> hash_of(const json::Object& payload) {
    const json::Value* name = json::find(payload, "_sd_alg");
    if (name == nullptr) return crypto::HashAlgorithm::Sha256;
    const auto hash = name->is_string() ? find_hash(json::view(*name)) : std::nullopt;
    if (!hash) return refused("sd-alg-unsupported", "The digests are of an algorithm not allowed here.", "/_sd_alg");
    return *hash;
}

class Revealer {
  public:
    Revealer(std::span<const Disclosure> disclosures, const RevealLimits& limits, std::vector<std::string>& places)
        : disclosures_(disclosures), limits_(limits), places_(places), used_(disclosures.size(), false) {}

    Result<void> index(crypto::HashAlgorithm hash) {
        for (std::size_t i = 0; i < disclosures_.size(); ++i) {
            if (by_digest_.emplace(digest(disclosures_[i].text, hash), i).second) continue;
            return refused("sd-disclosure-repeated", "A disclosure is there twice.");
        }
        return {};
    }
    /// `depth`: disclosures around this value.
    Result<void> in_value(json::Value& value, const json::Path& path, std::size_t depth) {
        if (value.is_object()) return in_object(value.get_object(), path, depth, false);
        if (value.is_array()) return in_array(value.get_array(), path, depth);
        return {};
    }
    Result<void> in_object(json::Object& object, const json::Path& path, std::size_t depth, bool top) {
        const json::Value* digests = nullptr;
        for (const auto& member : object) {
            const std::string_view name(member.key().data(), member.key().size());
            if (name == "..." || (!top && name == "_sd_alg")) return malformed_payload(path);
            if (name == "_sd") digests = &member.value();
        }
        for (auto& member : object) {
            if (!member.value().is_structured() || &member.value() == digests) continue;
            const std::string_view name(member.key().data(), member.key().size());
            if (auto good = in_value(member.value(), json::Path(&path, name), depth); !good) return good;
        }
        if (digests == nullptr) return {};
        if (!digests->is_array()) return malformed_payload(json::Path(&path, "_sd"));
        const json::Array list = digests->get_array();
        object.stable_erase("_sd");
        for (const json::Value& one : list) {
            const auto found = look_up(one, path);
            if (!found) return found.error();
            if (*found == nullptr) continue;
            const Disclosure& disclosure = **found;
            if (!disclosure.name) return wrong_kind(path);
            const json::Path here(&path, *disclosure.name);
            if (json::find(object, *disclosure.name) != nullptr) {
                return refused("sd-claim-collision", "A disclosure would replace what is there.", here.pointer());
            }
            auto value = disclose(disclosure, here, depth);
            if (!value) return std::move(value).error();
            object.emplace(json::key(*disclosure.name), std::move(*value));
        }
        return {};
    }
    Positions positions;
    [[nodiscard]] bool all_used() const { return std::ranges::count(used_, false) == 0; }

  private:
    static bool is_placeholder(const json::Value& element) { return json::find(element, "...") != nullptr; }

    Result<void> in_array(json::Array& array, const json::Path& path, std::size_t depth) {
        if (std::ranges::none_of(array, is_placeholder)) {
            for (std::size_t i = 0; i < array.size(); ++i) {
                if (auto good = in_value(array[i], json::Path(&path, i), depth); !good) return good;
            }
            return {};
        }
        json::Array kept(array.storage());
        kept.reserve(array.size());
        std::vector<std::size_t> stood;
        for (std::size_t i = 0; i < array.size(); ++i) {
            json::Value& element = array[i];
            const json::Path here(&path, kept.size());
            const json::Value* placeholder = json::find(element, "...");
            if (placeholder == nullptr) {
                if (auto good = in_value(element, here, depth); !good) return good;
                kept.push_back(std::move(element));
                stood.push_back(i);
                continue;
            }
            if (element.get_object().size() != 1) return malformed_payload(here);
            const auto found = look_up(*placeholder, here);
            if (!found) return found.error();
            if (*found == nullptr) continue;
            if ((*found)->name) return wrong_kind(here);
            auto value = disclose(**found, here, depth);
            if (!value) return std::move(value).error();
            kept.push_back(std::move(*value));
            stood.push_back(i);
        }
        if (kept.size() < array.size()) positions.emplace(path.pointer(), std::move(stood));
        array = std::move(kept);
        return {};
    }

    /// The disclosure of a digest, or nullptr. A digest stands in one place only.
    Result<const Disclosure*> look_up(const json::Value& value, const json::Path& path) {
        if (!value.is_string()) return malformed_payload(path);
        const std::string text(json::view(value));
        if (!seen_.insert(text).second) {
            return refused("sd-digest-repeated", "A digest stands in two places.", path.pointer());
        }
        const auto found = by_digest_.find(text);
        return found == by_digest_.end() ? nullptr : &disclosures_[found->second];
    }
    /// The value, with what is disclosed inside it.
    Result<json::Value> disclose(const Disclosure& disclosure, const json::Path& path, std::size_t depth) {
        if (depth >= limits_.max_depth) return too_many();
        const auto index = static_cast<std::size_t>(&disclosure - disclosures_.data());
        used_[index] = true;
        places_[index] = path.pointer();
        json::Value value = disclosure.value;
        if (auto good = in_value(value, path, depth + 1); !good) return std::move(good).error();
        return value;
    }
    static Error wrong_kind(const json::Path& path) {
        return refused("sd-disclosure-kind", "A disclosure does not fit the place of its digest.", path.pointer());
    }

    std::span<const Disclosure> disclosures_;
    const RevealLimits& limits_;
    std::vector<std::string>& places_;
    std::vector<bool> used_;
    std::unordered_map<std::string, std::size_t> by_digest_;
    std::unordered_set<std::string> seen_;
};

}  // namespace

Result<Revealed> reveal(json::Object payload, std::span<const Disclosure> disclosures, const RevealLimits& limits) {
    if (disclosures.size() > limits.max_disclosures) return too_many();
    const auto hash = hash_of(payload);
    if (!hash) return hash.error();
    Revealed out{std::move(payload), std::vector<std::string>(disclosures.size()), *hash, {}};
    Revealer revealer(disclosures, limits, out.places);
    if (auto good = revealer.index(*hash); !good) return std::move(good).error();
    if (auto good = revealer.in_object(out.payload, json::Path{}, 0, true); !good) return std::move(good).error();
    if (!revealer.all_used()) {
        return refused("sd-disclosure-unused", "A disclosure belongs to nothing that was signed.");
    }
    out.payload.stable_erase("_sd_alg");
    out.positions = std::move(revealer.positions);
    return out;
}

}  // namespace blason::sdjwt
