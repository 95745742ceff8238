// Making issuers, achievements, wallets and API keys.
#include "engine/json/reader.hpp"
#include "engine/text/data_uri.hpp"
#include "wallet-server/api/hosting/handlers.hpp"
#include "wallet-server/api/request.hpp"

namespace blason::api::hosting {
namespace {

/// Reads the members of one object; the first error is kept, so that a handler asks once at the end.
class Members {
  public:
    Members(const json::Object& object, const json::Path& path) : reader_(object, path) {}

    void text(std::string_view name, std::string& target) {
        const auto value = reader_.optional_string(name);
        if (!value) {
            keep(value.error());
        } else if (*value) {
            target = std::string(**value);
        }
    }
    [[nodiscard]] const json::Reader& reader() const { return reader_; }
    void keep(const Error& error) {
        if (!error_) error_ = error;
    }
    [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  private:
    json::Reader reader_;
    std::optional<Error> error_;
};

/// {"fr": {"name", "description", "criteria"}, ...}
void read_texts(Members& members, std::map<std::string, service::AchievementText>& texts) {
    const auto object = members.reader().object("texts");
    if (!object) return members.keep(object.error());
    const json::Path path(&members.reader().path(), "texts");
    for (const auto& [language, value] : **object) {
        const std::string tag(language);
        const json::Path here(&path, tag);
        if (!value.is_object())
            return members.keep(malformed("wrong-type", "The words of a language are an object.", here.pointer()));
        Members words(value.get_object(), here);
        auto& text = texts[tag];
        words.text("name", text.name);
        words.text("description", text.description);
        words.text("criteria", text.criteria);
        if (words.error()) return members.keep(*words.error());
    }
}

/// Open Badges 3.0 Alignment objects.
void read_alignments(Members& members, std::vector<service::Alignment>& alignments) {
    if (members.reader().find("alignment") == nullptr) return;
    const auto array = members.reader().array("alignment");
    if (!array) return members.keep(array.error());
    const json::Path path(&members.reader().path(), "alignment");
    for (std::size_t i = 0; i < (*array)->size(); ++i) {
        const json::Path here(&path, i);
        const auto& value = (**array)[i];
        if (!value.is_object())
            return members.keep(malformed("wrong-type", "An alignment is an object.", here.pointer()));
        Members one(value.get_object(), here);
        auto& alignment = alignments.emplace_back();
        one.text("targetName", alignment.target_name);
        one.text("targetUrl", alignment.target_url);
        one.text("targetFramework", alignment.target_framework);
        one.text("targetCode", alignment.target_code);
        one.text("targetDescription", alignment.target_description);
        if (alignment.target_name.empty() || alignment.target_url.empty())
            one.keep(refused("missing-member", "An alignment has targetName and targetUrl.", here.pointer()));
        if (one.error()) return members.keep(*one.error());
    }
}

void read_tags(Members& members, std::vector<std::string>& tags) {
    if (members.reader().find("tag") == nullptr) return;
    const auto array = members.reader().array("tag");
    if (!array) return members.keep(array.error());
    for (const auto& tag : **array) {
        if (!tag.is_string())
            return members.keep(malformed("wrong-type", "A tag is a string.", members.reader().pointer_to("tag")));
        tags.emplace_back(json::view(tag));
    }
}

/// The picture as a data: URL, because its bytes come with the request and are never fetched.
void read_image(Members& members, std::optional<service::Image>& image) {
    std::string uri;
    members.text("image", uri);
    if (uri.empty()) return;
    auto data = text::parse_data_uri(uri);
    if (!data)
        return members.keep(malformed(data.error().code, "The image is given as a data: URL of a PNG or SVG.",
                                      members.reader().pointer_to("image")));
    image = service::Image{std::move(data->media_type), std::move(data->bytes)};
}

const json::Path kRoot;

}  // namespace

namespace {

void read_identity(Members& members, std::optional<service::IssuerIdentity>& identity) {
    using service::IssuerIdentity;
    std::string name;
    members.text("identity", name);
    if (name.empty()) return;
    if (name == "did:key") identity = IssuerIdentity::DidKey;
    if (name == "did:web") identity = IssuerIdentity::DidWeb;
    if (name == "did:webvh") identity = IssuerIdentity::DidWebvh;
    if (!identity)
        members.keep(refused("identity-unknown", "An issuer is a did:key, did:web or did:webvh.", "/identity"));
}

}  // namespace

http::Response create_issuer(const http::Request& request, Services& services) {
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    service::NewIssuer issuer;
    Members members(body->get_object(), kRoot);
    members.text("org", issuer.org);
    members.text("name", issuer.name);
    members.text("description", issuer.description);
    members.text("url", issuer.url);
    members.text("email", issuer.email);
    read_identity(members, issuer.identity);
    if (members.error()) return fail(*members.error(), request);
    const auto made = services.issuers.create_issuer(issuer, actor_of(request, services));
    if (!made) return fail(made.error(), request);
    auto response = answer(201, services.issuers.profile(*made));
    response.fields.set("Location", services.urls.issuer(made->org));
    return response;
}

http::Response create_achievement(const http::Request& request, Services& services) {
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    service::NewAchievement achievement;
    achievement.org = request.params.at("issuer");
    Members members(body->get_object(), kRoot);
    members.text("id", achievement.id);
    members.text("achievementType", achievement.type);
    members.text("defaultLanguage", achievement.default_language);
    read_texts(members, achievement.texts);
    read_alignments(members, achievement.alignments);
    read_tags(members, achievement.tags);
    read_image(members, achievement.image);
    if (members.error()) return fail(*members.error(), request);
    const auto made = services.issuers.create_achievement(achievement, actor_of(request, services));
    if (!made) return fail(made.error(), request);
    auto response = answer(201, services.issuers.achievement_json(*made, made->default_language));
    response.fields.set("Location", made->url);
    return response;
}

http::Response create_wallet(const http::Request& request, Services& services) {
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    std::string name;
    Members members(body->get_object(), kRoot);
    members.text("name", name);
    if (members.error()) return fail(*members.error(), request);
    const auto made = services.wallets.create_holder(request.params.at("issuer"), name, actor_of(request, services));
    if (!made) return fail(made.error(), request);
    json::Object wallet;
    wallet["id"] = made->id;
    wallet["name"] = made->name;
    wallet["did"] = made->did;
    return answer(201, wallet);
}

http::Response create_key(const http::Request& request, Services& services) {
    const auto body = read_json(request);
    if (!body) return fail(body.error(), request);
    std::string label;
    std::string role_name;
    Members members(body->get_object(), kRoot);
    members.text("label", label);
    members.text("role", role_name);
    if (members.error()) return fail(*members.error(), request);
    const auto role = service::parse_role(role_name);
    if (!role) return fail(refused("role-unknown", "A role is issuer, verifier, holder or admin.", "/role"), request);
    std::string org;
    if (request.params.contains("issuer")) {
        auto named = organisation_of(request, services);
        if (!named) return fail(named.error(), request);
        org = std::move(*named);
    }
    const auto token = services.access.create_key({org, label, *role}, actor_of(request, services));
    if (!token) return fail(token.error(), request);
    json::Object made;
    made["key"] = *token;
    made["label"] = label;
    made["role"] = role_name;
    return answer(201, made);
}

}  // namespace blason::api::hosting
