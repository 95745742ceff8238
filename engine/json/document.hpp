// A JSON value together with the memory it lives in.
#pragma once

#include <boost/json/monotonic_resource.hpp>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "engine/json/parse.hpp"

namespace blason::json {

/// The tree of one text in an arena of its own: read without an allocation for each value, moved as a pointer, given
/// back at once. Copies share the tree, so only who has just made it may change it.
class Document {
  public:
    Document() = default;  ///< null
    /// `value` itself, not a copy: whatever memory it lives in must outlive the document.
    Document(Value value) : tree_(std::make_shared<Value>(std::move(value))) {}

    /// As json::parse, with the same errors.
    static Result<Document> parse(std::string_view text, const ParseLimits& limits = {}) {
        return make([&](Storage storage) { return json::parse(text, std::move(storage), limits); });
    }

    /// The value that `make(storage)` answers, made in that storage, or its error.
    template <typename Make>
    static Result<Document> make(const Make& make) {
        const auto memory = std::make_shared<Memory>();
        Result<Value> value = make(Storage(&memory->arena));
        if (!value) return std::move(value).error();
        Document document;
        // Move construction leaves the tree where it is; assignment would copy it out of the arena.
        document.tree_ = {memory, &memory->tree.emplace(std::move(*value))};
        return document;
    }

    /// A value inside this one as a document, which shares its memory.
    [[nodiscard]] Document part(Value& inside) const {
        Document document;
        document.tree_ = {tree_, &inside};
        return document;
    }

    [[nodiscard]] Value& value() { return *tree_; }
    [[nodiscard]] const Value& value() const { return tree_ ? *tree_ : none(); }
    operator const Value&() const { return value(); }
    [[nodiscard]] const Value& at(std::string_view name) const { return value().at(key(name)); }
    [[nodiscard]] bool is_null() const { return value().is_null(); }

    friend bool operator==(const Document& document, const Value& value) { return document.value() == value; }

  private:
    struct Memory {
        Memory() : arena(&first_block[0], sizeof first_block) {}

        unsigned char first_block[16U << 10U];  // not zeroed; a badge fits
        boost::json::monotonic_resource arena;
        std::optional<Value> tree;
    };
    static const Value& none() {
        static const Value null;
        return null;
    }

    std::shared_ptr<Value> tree_;  ///< nullptr: null
};

}  // namespace blason::json
