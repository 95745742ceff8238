// Reads a definition member by member; used by definition.cpp and requirements.cpp only.
#pragma once

#include <string_view>

#include "engine/json/reader.hpp"
#include "vc/pex/definition.hpp"

namespace blason::vc::pex {

/// Keeps the first error; after it, what functions give means nothing.
class DefinitionReader {
  public:
    explicit DefinitionReader(const DefinitionLimits& limits) : limits_(limits) {}

    Result<Definition> read(const json::Object& object, const json::Path& path);
    Result<Formats> read_formats(const json::Object& object, std::string_view name);

  private:
    // definition.cpp
    InputDescriptor descriptor(const json::Object& object, const json::Path& path);
    Constraints constraints(const json::Object& object, const json::Path& path);
    Field field(const json::Object& object, const json::Path& path);
    std::optional<schema::EmbeddedSchema> filter(const json::Reader& reader);
    std::vector<Relation> relations(const json::Reader& reader, std::string_view name);
    std::optional<StatusRule> status(const json::Reader& statuses, std::string_view name);
    std::vector<SchemaUri> schemas(const json::Reader& reader);
    Formats formats(const json::Reader& reader, std::string_view name = "format");
    void check_ids();
    void check_relations(const std::vector<Relation>& relations, const json::Path& path);

    // requirements.cpp
    std::vector<SubmissionRequirement> requirements(const json::Array& list, const json::Path& path, std::size_t depth);
    SubmissionRequirement requirement(const json::Object& object, const json::Path& path, std::size_t depth);
    void bounds(const json::Reader& reader, SubmissionRequirement& read);
    std::optional<std::size_t> bound(const json::Reader& reader, std::string_view name, std::size_t least);
    void check_grouped();

    // Members: an empty or absent value after an error.
    std::string text(const json::Reader& reader, std::string_view name);
    std::string optional_text(const json::Reader& reader, std::string_view name);
    bool optional_flag(const json::Reader& reader, std::string_view name);
    const json::Array& optional_list(const json::Reader& reader, std::string_view name);
    std::vector<std::string> texts(const json::Reader& reader, std::string_view name);
    std::vector<std::string> optional_texts(const json::Reader& reader, std::string_view name);
    Directive directive(const json::Reader& reader, std::string_view name);
    std::optional<Directive> optional_directive(const json::Reader& reader, std::string_view name);
    /// Calls `visit(object, path)` for each element of a list of objects.
    template <typename Visit>
    void each_object(const json::Array& list, const json::Path& path, const Visit& visit) {
        for (std::size_t i = 0; i < list.size() && !error_; ++i) {
            const json::Path place(&path, i);
            if (const auto* object = list[i].if_object())
                visit(*object, place);
            else
                fail(malformed("wrong-type", "An object is missing here.", place.pointer()));
        }
    }
    template <typename T>
    T taken(Result<T> result, T otherwise) {
        if (result) return std::move(*result);
        fail(std::move(result).error());
        return otherwise;
    }
    void fail(Error error) {
        if (!error_) error_ = std::move(error);
    }
    void too_large(const json::Path& path, std::string_view what);

    const DefinitionLimits& limits_;
    const json::Path* root_ = nullptr;  ///< the definition's own place
    std::optional<Error> error_;
    Definition definition_;
    std::size_t requirements_read_ = 0;
};

}  // namespace blason::vc::pex
