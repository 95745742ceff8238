#include "wallet-server/service/clr_request.hpp"

#include <algorithm>
#include <array>

#include "engine/json/reader.hpp"

namespace blason::service {
namespace {

const json::Path kRoot;

/// Error "member-unknown" for a member that is none of these.
template <std::size_t N>
Result<void> only(const json::Object& object, const std::array<std::string_view, N>& known, const json::Path& path) {
    for (const auto& member : object) {
        const std::string_view name(member.key().data(), member.key().size());
        if (std::ranges::find(known, name) == known.end())
            return refused("member-unknown", "This is not known here.", json::Path(&path, name).pointer());
    }
    return {};
}

/// Empty when it is not there.
Result<std::string> text_in(const json::Reader& reader, std::string_view name) {
    const auto text = reader.optional_string(name);
    if (!text) return text.error();
    return std::string(text->value_or(""));
}

Result<void> read_learner(const json::Value& value, openbadges::ClrRequest& record) {
    const json::Path path(&kRoot, "learner");
    if (value.is_string()) {
        const auto text = json::view(value);
        const bool email = text.find('@') != std::string_view::npos && text.find(':') == std::string_view::npos;
        (email ? record.email : record.subject) = std::string(text);
        return {};
    }
    if (!value.is_object())
        return malformed("wrong-type", "This must be an object, an e-mail address or an id.", path.pointer());
    if (auto known = only(value.get_object(), std::array<std::string_view, 2>{"id", "email"}, path); !known)
        return known;
    const json::Reader reader(value.get_object(), path);
    auto id = text_in(reader, "id");
    if (!id) return std::move(id).error();
    auto email = text_in(reader, "email");
    if (!email) return std::move(email).error();
    record.subject = std::move(*id);
    record.email = std::move(*email);
    return {};
}

Result<openbadges::Association> read_association(const json::Value& value, const json::Path& path) {
    if (!value.is_object()) return malformed("wrong-type", "This must be an object.", path.pointer());
    constexpr std::array<std::string_view, 3> kMembers{"type", "source", "target"};
    if (auto known = only(value.get_object(), kMembers, path); !known) return std::move(known).error();
    const json::Reader reader(value.get_object(), path);
    openbadges::Association one;
    std::string* const targets[] = {&one.type, &one.source, &one.target};
    for (std::size_t i = 0; i < kMembers.size(); ++i) {
        const auto text = reader.string(kMembers[i]);
        if (!text) return text.error();
        *targets[i] = std::string(*text);
    }
    return one;
}

Result<void> read_associations(const json::Value& value, openbadges::ClrRequest& record) {
    const json::Path path(&kRoot, "associations");
    if (!value.is_array()) return malformed("wrong-type", "This must be a list.", path.pointer());
    for (std::size_t i = 0; i < value.get_array().size(); ++i) {
        auto one = read_association(value.get_array()[i], {&path, i});
        if (!one) return std::move(one).error();
        record.associations.push_back(std::move(*one));
    }
    return {};
}

}  // namespace

Result<IssueClr> read_clr_request(const json::Object& body) {
    constexpr std::array<std::string_view, 7> kMembers{"name",    "credentials", "learner", "associations",
                                                       "partial", "validFrom",   "options"};
    if (auto known = only(body, kMembers, kRoot); !known) return std::move(known).error();
    const json::Reader reader(body, kRoot);
    IssueClr request;
    const auto name = reader.string("name");
    if (!name) return name.error();
    request.record.name = *name;
    const auto credentials = reader.array("credentials");
    if (!credentials) return credentials.error();
    request.credentials.assign((*credentials)->begin(), (*credentials)->end());
    if (const auto* learner = reader.find("learner"))
        if (auto read = read_learner(*learner, request.record); !read) return std::move(read).error();
    if (const auto* associations = reader.find("associations"))
        if (auto read = read_associations(*associations, request.record); !read) return std::move(read).error();
    if (reader.find("partial") != nullptr) {
        const auto partial = reader.boolean("partial");
        if (!partial) return partial.error();
        request.record.partial = *partial;
    }
    const auto from = reader.optional_string("validFrom");
    if (!from) return from.error();
    if (*from) {
        request.valid_from = parse_instant(**from);
        if (!request.valid_from)
            return refused("invalid-date", "This must be a date and time with its zone.", "/validFrom");
    }
    return request;
}

}  // namespace blason::service
