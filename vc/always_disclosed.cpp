#include "vc/always_disclosed.hpp"

#include <string_view>

#include "vc/model/values.hpp"
#include "vc/openbadges/check.hpp"

namespace blason::vc {

namespace {

class Pointers {
  public:
    /// The members that are there, of the object at `place`.
    void add(const json::Value& object, const std::string& place, std::initializer_list<std::string_view> members) {
        for (const std::string_view member : members) {
            if (json::find(object, member) != nullptr) all.push_back(place + "/" + std::string(member));
        }
    }

    std::vector<std::string> all;
};

std::string indexed(const std::string& place, std::optional<std::size_t> index) {
    return index ? place + "/" + std::to_string(*index) : place;
}

}  // namespace

std::vector<std::string> always_disclosed(const json::Value& credential) {
    Pointers pointers;
    pointers.add(credential, "",
                 {"issuer", "validFrom", "validUntil", "credentialStatus", "credentialSchema", "termsOfUse"});
    const bool badge = openbadges::is_achievement_credential(credential);
    if (badge) pointers.add(credential, "", {"name"});
    const json::Value* subjects = json::find(credential, "credentialSubject");
    if (subjects == nullptr) return std::move(pointers.all);
    model::for_each_value(*subjects, [&](const json::Value& subject, std::optional<std::size_t> index) {
        const std::string place = indexed("/credentialSubject", index);
        pointers.add(subject, place, {"id", "type"});
        if (!badge) return;
        if (json::find(subject, "id") == nullptr) pointers.add(subject, place, {"identifier"});
        if (const json::Value* achievement = json::find(subject, "achievement")) {
            pointers.add(*achievement, place + "/achievement",
                         {"id", "type", "name", "description", "criteria", "achievementType"});
        }
    });
    return std::move(pointers.all);
}

}  // namespace blason::vc
