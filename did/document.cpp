#include "did/document.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "did/key_form.hpp"
#include "engine/json/pointer.hpp"
#include "engine/json/reader.hpp"

namespace blason::did {
namespace {

constexpr std::array<std::pair<Purpose, std::string_view>, 5> kPurposes{{
    {Purpose::AssertionMethod, "assertionMethod"},
    {Purpose::Authentication, "authentication"},
    {Purpose::CapabilityInvocation, "capabilityInvocation"},
    {Purpose::CapabilityDelegation, "capabilityDelegation"},
    {Purpose::KeyAgreement, "keyAgreement"},
}};

Error invalid_document(std::string detail, const json::Path& path) {
    return refused("INVALID_CONTROLLED_IDENTIFIER_DOCUMENT", std::move(detail), path.pointer());
}
Error invalid_document(const Error& cause) {
    return refused("INVALID_CONTROLLED_IDENTIFIER_DOCUMENT", cause.detail, cause.pointer);
}

/// RFC 3986 section 3.1: a scheme, then ":".
bool is_absolute(std::string_view url) {
    const auto colon = url.find(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto scheme = url.substr(0, colon);
    return letter(scheme.front()) && std::all_of(scheme.begin(), scheme.end(), [&](char c) {
               return letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
           });
}

/// Reads one document; every method of it adds to `document_` or returns the error that ends the reading.
class DocumentReader {
  public:
    DocumentReader(const json::Object& source, Document& document)
        : source_(source), reader_(source, root_), document_(document) {}

    Result<void> read(std::string_view expected_id) {
        if (auto done = read_id(expected_id); !done) return done;
        if (auto done = read_controllers(); !done) return done;
        if (auto done = read_own_key(); !done) return done;
        if (auto done = read_methods(); !done) return done;
        for (const auto& [purpose, name] : kPurposes) {
            if (auto done = read_relationship(purpose, name); !done) return done;
        }
        return {};
    }

  private:
    Result<void> read_id(std::string_view expected_id) {
        const auto id = reader_.string("id");
        if (!id) return invalid_document(id.error());
        if (*id != expected_id) {
            return refused("INVALID_CONTROLLED_IDENTIFIER_DOCUMENT_ID",
                           fmt::format("The document is about \"{}\", not about \"{}\".", *id, expected_id), "/id");
        }
        document_.id = *id;
        return {};
    }

    /// One URL, or a list of them (CID 1.0 section 2.1.3).
    Result<void> read_controllers() {
        const auto* value = reader_.find("controller");
        if (value == nullptr) return {};
        const json::Path path(&root_, "controller");
        if (value->is_string()) {
            document_.controllers.emplace_back(json::view(*value));
            return {};
        }
        if (!value->is_array()) return invalid_document("\"controller\" must be a URL or a list of them.", path);
        for (std::size_t i = 0; i < value->get_array().size(); ++i) {
            const auto& item = value->get_array()[i];
            if (!item.is_string()) return invalid_document("A controller must be a URL.", json::Path(&path, i));
            document_.controllers.emplace_back(json::view(item));
        }
        return {};
    }

    /// The document of a key that has a URL of its own is itself the method; its controller's document lists it.
    Result<void> read_own_key() {
        const auto* type = reader_.find("type");
        if (type == nullptr || !type->is_string() || !is_known_form(json::view(*type))) return {};
        auto id = read_method(source_, root_);
        if (!id) return std::move(id).error();
        return {};
    }

    Result<void> read_methods() {
        const auto* value = reader_.find("verificationMethod");
        if (value == nullptr) return {};
        const json::Path path(&root_, "verificationMethod");
        if (!value->is_array()) return invalid_document("\"verificationMethod\" must be a list.", path);
        for (std::size_t i = 0; i < value->get_array().size(); ++i) {
            auto id = read_method(value->get_array()[i], json::Path(&path, i));
            if (!id) return std::move(id).error();
        }
        return {};
    }

    /// Entries are ids of methods, or whole methods.
    Result<void> read_relationship(Purpose purpose, std::string_view name) {
        const auto* value = reader_.find(name);
        if (value == nullptr) return {};
        const json::Path path(&root_, name);
        if (!value->is_array()) return invalid_document(fmt::format("\"{}\" must be a list.", name), path);
        for (std::size_t i = 0; i < value->get_array().size(); ++i) {
            const auto& item = value->get_array()[i];
            const json::Path here(&path, i);
            auto id = item.is_string() ? absolute(json::view(item), here) : read_method(item, here);
            if (!id) return std::move(id).error();
            document_.relationships.emplace_back(purpose, *std::move(id));
        }
        return {};
    }

    Result<std::string> absolute(std::string_view id, const json::Path& path) const {
        if (id.starts_with('#')) return document_.id + std::string(id);
        if (is_absolute(id)) return std::string(id);
        return invalid_document("A method id must be absolute, or a fragment of the document.", path);
    }

    /// Takes in one method (CID 1.0 section 2.2) and answers its absolute id.
    Result<std::string> read_method(const json::Value& value, const json::Path& path) {
        if (!value.is_object()) return invalid_document("A verification method must be an object.", path);
        return read_method(value.get_object(), path);
    }
    Result<std::string> read_method(const json::Object& source, const json::Path& path) {
        if (seen_.size() == kMaxMethods) {
            return invalid_document(fmt::format("More than {} verification methods.", kMaxMethods), path);
        }
        if (const auto member = find_private_member(source)) {
            return refused("private-key-in-document", "A public document shows a private key; that key is lost.",
                           path.pointer() + "/" + *member);
        }
        const json::Reader reader(source, path);
        const auto id_text = reader.string("id");
        const auto type = reader.string("type");
        const auto controller = reader.string("controller");
        for (const auto* member : {&id_text, &type}) {
            if (!*member) return invalid_document(member->error());
        }
        auto id = absolute(*id_text, json::Path(&path, "id"));
        if (!id) return id;

        // The same method may be embedded several times; two different ones must not share an id.
        for (const auto& [known_id, known] : seen_) {
            if (known_id != *id) continue;
            if (*known == source) return id;
            return invalid_document("Two different verification methods have this id.", json::Path(&path, "id"));
        }
        seen_.emplace_back(*id, &source);

        // Published did:webvh logs have methods without controller: nothing is verified with these, others stand.
        auto method =
            controller ? build(*id, *type, *controller, source, path)
                       : refused("INVALID_VERIFICATION_METHOD", controller.error().detail, controller.error().pointer);
        if (method) {
            document_.methods.push_back(*std::move(method));
        } else {
            document_.unusable.push_back({*id, std::move(method).error()});
        }
        return id;
    }

    Result<VerificationMethod> build(const std::string& id, std::string_view type, std::string_view controller,
                                     const json::Object& source, const json::Path& path) const {
        if (!is_known_form(type)) {
            return refused("INVALID_VERIFICATION_METHOD", fmt::format("Methods of type {} are not known here.", type),
                           json::Path(&path, "type").pointer());
        }
        auto key = read_key(type, source, path);
        if (!key) return std::move(key).error();
        VerificationMethod method{id,           std::string(type), std::string(controller), *std::move(key),
                                  std::nullopt, std::nullopt};
        for (const auto& [name, instant] : {std::pair{"expires", &method.expires}, {"revoked", &method.revoked}}) {
            const auto* value = json::find(source, name);
            if (value == nullptr) continue;
            if (value->is_string()) *instant = parse_instant(json::view(*value), MissingOffset::MeansUtc);
            if (!*instant) {
                return refused("INVALID_VERIFICATION_METHOD", fmt::format("\"{}\" is not a date and time.", name),
                               json::Path(&path, name).pointer());
            }
        }
        const auto* jwk = json::find(source, "publicKeyJwk");
        if (jwk == nullptr) return method;
        auto limits = read_limits(jwk->get_object());
        if (!limits) {
            const Error& error = limits.error();
            return refused("INVALID_VERIFICATION_METHOD", error.detail,
                           json::Path(&path, "publicKeyJwk").pointer() + error.pointer);
        }
        method.limited = std::move(*limits);
        return method;
    }

    const json::Object& source_;
    const json::Path root_;
    const json::Reader reader_;
    Document& document_;
    std::vector<std::pair<std::string, const json::Object*>> seen_;
};

}  // namespace

std::string_view to_text(Purpose purpose) {
    return kPurposes[static_cast<std::size_t>(purpose)].second;
}

std::optional<Purpose> parse_purpose(std::string_view text) {
    for (const auto& [purpose, name] : kPurposes) {
        if (name == text) return purpose;
    }
    return std::nullopt;
}

const VerificationMethod* Document::find(std::string_view method_id) const {
    const auto method = std::find_if(methods.begin(), methods.end(), [&](const auto& m) { return m.id == method_id; });
    return method == methods.end() ? nullptr : &*method;
}

bool Document::allows(Purpose purpose, std::string_view method_id) const {
    return std::any_of(relationships.begin(), relationships.end(), [&](const auto& relationship) {
        return relationship.first == purpose && relationship.second == method_id;
    });
}

Result<Document> parse_document(const json::Value& json, std::string_view expected_id) {
    Document document;
    if (!json.is_object()) return invalid_document("The document must be a JSON object.", json::Path());
    if (auto done = DocumentReader(json.get_object(), document).read(expected_id); !done)
        return std::move(done).error();
    document.json = json;
    return document;
}

}  // namespace blason::did
