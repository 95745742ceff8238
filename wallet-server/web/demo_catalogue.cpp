#include "wallet-server/web/demo_catalogue.hpp"

#include <cassert>
#include <map>

#include "engine/json/parse.hpp"
#include "wallet-server/web/embedded.hpp"

namespace blason::web {

namespace {

constexpr std::string_view kSkillsBase = "https://skills.example.edu/frameworks/transversal/";

struct Look {
    std::string charge;
    std::string tincture;
};

struct Parsed {
    DemoCatalogue catalogue;
    std::map<std::string, Look, std::less<>> looks;  ///< by achievement id
};

Parsed read_catalogue() {
    auto document = json::parse(embedded("demo/catalogue.json"));
    assert(document);  // the catalogue is part of the program
    const json::Value& issuer = *json::find(*document, "issuer");

    Parsed parsed;
    DemoCatalogue& catalogue = parsed.catalogue;
    catalogue.issuer = {json::text_of(issuer, "org"), json::text_of(issuer, "name"),
                        json::text_of(issuer, "description"), json::text_of(issuer, "url"),
                        json::text_of(issuer, "email")};
    catalogue.wallet = json::text_of(*document, "wallet");

    for (const json::Value& entry : json::find(*document, "achievements")->get_array()) {
        service::NewAchievement achievement;
        achievement.org = catalogue.issuer.org;
        achievement.id = json::text_of(entry, "id");
        achievement.type = json::text_of(entry, "type");
        achievement.default_language = "fr";
        for (const char* language : {"fr", "en"}) {
            const json::Value& words = *json::find(entry, language);
            achievement.texts[language] = {json::text_of(words, "name"), json::text_of(words, "description"),
                                           json::text_of(words, "criteria")};
        }
        const json::Value& skill = *json::find(entry, "skill");
        json::Object alignment;
        alignment["type"] = json::Array{"Alignment"};
        alignment["targetName"] = json::text_of(skill, "name");
        alignment["targetUrl"] = std::string(kSkillsBase) + json::text_of(skill, "code");
        alignment["targetFramework"] = json::text_of(*document, "framework");
        alignment["targetCode"] = json::text_of(skill, "code");
        achievement.details["tag"] = *json::find(entry, "tags");
        achievement.details["alignment"] = json::Array{std::move(alignment)};
        const Look look{json::text_of(entry, "charge"), json::text_of(entry, "tincture")};
        achievement.image =
            service::Image{"image/svg+xml", badge_svg({achievement.id, achievement.texts["fr"].name,
                                                       catalogue.issuer.name, "fr", look.charge, look.tincture})};
        parsed.looks.emplace(achievement.id, look);
        catalogue.achievements.push_back(std::move(achievement));
    }
    return parsed;
}

const Parsed& parsed_catalogue() {
    static const Parsed parsed = read_catalogue();
    return parsed;
}

}  // namespace

const DemoCatalogue& DemoCatalogue::get() {
    return parsed_catalogue().catalogue;
}

BadgeImage image_of(const service::Achievement& achievement, std::string_view issuer_name, std::string_view language) {
    BadgeImage image;
    image.id = achievement.id;
    image.name = achievement.text(language, &image.language).name;
    image.issuer = issuer_name;
    use_demo_look(image, achievement.org, achievement.id);
    return image;
}

void use_demo_look(BadgeImage& image, std::string_view org, std::string_view achievement) {
    const Parsed& parsed = parsed_catalogue();
    if (org != parsed.catalogue.issuer.org) return;
    if (const auto look = parsed.looks.find(achievement); look != parsed.looks.end()) {
        image.charge = look->second.charge;
        image.tincture = look->second.tincture;
    }
}

Result<void> load_demo(service::IssuerService& issuers, service::WalletService& wallets) {
    const DemoCatalogue& demo = DemoCatalogue::get();
    const service::Actor actor{"demo", {}};
    const std::string& org = demo.issuer.org;

    if (auto found = issuers.issuer(org); !found) {
        if (found.error().code != "issuer-not-found") return found.error();
        if (auto made = issuers.create_issuer(demo.issuer, actor); !made) return made.error();
    }
    for (const service::NewAchievement& achievement : demo.achievements) {
        const auto made = issuers.create_achievement(achievement, actor);
        if (!made && made.error().code != "achievement-exists") return made.error();
    }
    auto holders = wallets.holders(org);
    if (!holders) return holders.error();
    if (holders->empty()) {
        if (auto made = wallets.create_holder(org, demo.wallet, actor); !made) return made.error();
    }
    return {};
}

}  // namespace blason::web
