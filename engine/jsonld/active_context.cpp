#include "engine/jsonld/active_context.hpp"

#include <algorithm>
#include <cstring>
#include <random>

namespace blason::jsonld {
namespace {

// Documents choose the terms, so the hash is seeded once per process.
std::uint64_t seed() {
    static const std::uint64_t value = [] {
        std::random_device device;
        return (std::uint64_t{device()} << 32U) | device();
    }();
    return value;
}

template <typename Word>
std::uint64_t load(const char* bytes) {
    Word word = 0;
    std::memcpy(&word, bytes, sizeof word);
    return word;
}

// The last eight bytes or fewer; which of them are read twice does not matter, as the size is hashed too.
std::uint64_t load_end(std::string_view text) {
    const std::size_t size = text.size();
    const char* end = text.data() + size;
    if (size >= 8) return load<std::uint64_t>(end - 8);
    if (size >= 4) return load<std::uint32_t>(text.data()) << 32U | load<std::uint32_t>(end - 4);
    if (size >= 2) return load<std::uint16_t>(text.data()) << 16U | load<std::uint16_t>(end - 2);
    return size == 1 ? load<std::uint8_t>(text.data()) : 0;
}

// Multiply and fold, eight bytes at a time.
std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

std::uint32_t hash_of(std::string_view text) {
    static const std::uint64_t start = seed();
    constexpr std::uint64_t kFactor = 0x9e3779b97f4a7c15U;
    std::uint64_t hash = start ^ (text.size() * kFactor);
    for (std::size_t at = 0; at + 8 < text.size(); at += 8)
        hash = mix(hash ^ load<std::uint64_t>(text.data() + at), kFactor ^ start);
    hash = mix(hash ^ load_end(text), kFactor ^ start);
    return static_cast<std::uint32_t>(hash ^ (hash >> 32U));
}

}  // namespace

std::size_t TermTable::slot_of(std::string_view term, std::uint32_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    while (slots_[at].position != 0) {
        if (slots_[at].hash == hash) {
            const auto& definition = definitions_[slots_[at].position - 1];
            if (definition && definition->term == term) return at;
        }
        at = (at + 1) & mask;
    }
    return at;
}

const TermDefinition* TermTable::find(std::string_view term) const {
    if (slots_.empty()) return nullptr;
    const Slot& slot = slots_[slot_of(term, hash_of(term))];
    return slot.position == 0 ? nullptr : definitions_[slot.position - 1].get();
}

std::shared_ptr<const TermDefinition> TermTable::find_shared(std::string_view term) const {
    if (slots_.empty()) return nullptr;
    const Slot& slot = slots_[slot_of(term, hash_of(term))];
    return slot.position == 0 ? nullptr : definitions_[slot.position - 1];
}

void TermTable::set(std::shared_ptr<const TermDefinition> definition) {
    if (slots_.empty() || definitions_.size() * 2 >= slots_.size()) grow();
    const std::uint32_t hash = hash_of(definition->term);
    Slot& slot = slots_[slot_of(definition->term, hash)];
    if (slot.position != 0) {
        definitions_[slot.position - 1] = std::move(definition);
        return;
    }
    definitions_.push_back(std::move(definition));
    slot = {hash, static_cast<std::uint32_t>(definitions_.size())};
    ++count_;
}

void TermTable::remove(std::string_view term) {
    if (slots_.empty()) return;
    const Slot& slot = slots_[slot_of(term, hash_of(term))];
    if (slot.position == 0) return;
    // The slot stays as a marker, so that chains of probes through it hold; growing sweeps it away.
    definitions_[slot.position - 1].reset();
    --count_;
}

void TermTable::grow() {
    std::erase(definitions_, nullptr);
    std::size_t size = 16;
    while (size < (definitions_.size() + 1) * 4) size *= 2;
    slots_.assign(size, Slot{});
    for (std::size_t i = 0; i < definitions_.size(); ++i) {
        const std::uint32_t hash = hash_of(definitions_[i]->term);
        std::size_t at = hash & (size - 1);
        while (slots_[at].position != 0) at = (at + 1) & (size - 1);
        slots_[at] = {hash, static_cast<std::uint32_t>(i + 1)};
    }
}

void ActiveContext::seal() {
    aliases_.clear();
    alias_sizes_ = 0;
    for (const auto& definition : terms.definitions()) {
        if (!definition || definition->keyword == Keyword::None) continue;
        aliases_.push_back(definition.get());
        if (definition->term.size() < 64) alias_sizes_ |= std::uint64_t{1} << definition->term.size();
    }
}

bool ActiveContext::has_protected_terms() const {
    const auto& all = terms.definitions();
    return std::any_of(all.begin(), all.end(), [](const auto& d) { return d && d->is_protected; });
}

bool TermDefinition::same_as(const TermDefinition& other) const {
    const bool same_context =
        (context == nullptr) == (other.context == nullptr) && (context == nullptr || *context == *other.context);
    return iri == other.iri && prefix == other.prefix && reverse_property == other.reverse_property &&
           containers == other.containers && type_kind == other.type_kind && type == other.type &&
           direction == other.direction && language == other.language && index == other.index && nest == other.nest &&
           same_context;
}

}  // namespace blason::jsonld
