// The did:webvh test suite: logs that five implementations wrote for the same scripts, and attacks that must fail.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

#include "did/web_place.hpp"
#include "did/webvh/resolve.hpp"
#include "engine/json/parse.hpp"
#include "tests/support/suites.hpp"

namespace blason::did::webvh {
namespace {

namespace fs = std::filesystem;

const Instant kNow = *parse_instant("2026-11-01T00:00:00Z");

fs::path root() {
    return test::suites_root() / "did-webvh" / "vectors";
}

/// SCENARIO/IMPLEMENTATION, with one result each.
struct Case {
    std::string scenario;
    std::string implementation;
    std::string result;  ///< "resolutionResult.1.json"
};

void PrintTo(const Case& one, std::ostream* out) {
    *out << one.scenario << '/' << one.implementation << '/' << one.result;
}

std::vector<Case> cases(bool negative) {
    std::vector<Case> found;
    if (!test::suites_present()) return found;
    for (const auto& entry : fs::recursive_directory_iterator(root())) {
        const auto name = entry.path().filename().string();
        if (!name.starts_with("resolutionResult")) continue;
        const auto folder = entry.path().parent_path();
        Case one{folder.parent_path().filename().string(), folder.filename().string(), name};
        if (one.scenario.starts_with("negative-") == negative) found.push_back(std::move(one));
    }
    std::sort(found.begin(), found.end(), [](const Case& a, const Case& b) {
        return std::tie(a.scenario, a.implementation, a.result) < std::tie(b.scenario, b.implementation, b.result);
    });
    return found;
}

std::string name_of(const testing::TestParamInfo<Case>& info) {
    auto name = info.param.scenario + "_" + info.param.implementation;
    if (info.param.result != "resolutionResult.json") name += "_" + info.param.result.substr(17, 1);
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == '-'; }, '_');
    return name;
}

class Vector {
  public:
    explicit Vector(const Case& one) : folder_(root() / one.scenario / one.implementation), case_(one) {
        log_ = test::read_file(folder_ / "did.jsonl");
        if (fs::exists(folder_ / "did-witness.json")) witnesses_ = test::read_file(folder_ / "did-witness.json");
        expected_ = test::read_json(folder_ / one.result);
    }

    [[nodiscard]] const json::Value& expected() const { return expected_; }
    [[nodiscard]] std::vector<json::Value> entries() const {
        std::vector<json::Value> list;
        std::istringstream lines(log_);
        for (std::string line; std::getline(lines, line);) list.push_back(*json::parse(line));
        return list;
    }
    [[nodiscard]] Result<Resolution> resolve(const std::string& text) const {
        const auto did = Did::parse(text);
        if (!did) return did.error();
        ResolveOptions options{.now = kNow, .version = {}};
        if (case_.result != "resolutionResult.json") options.version.number = case_.result[17] - '0';
        const auto witnesses =
            witnesses_ ? std::optional<std::string_view>(*witnesses_) : std::optional<std::string_view>();
        return resolve_from(*did, log_, witnesses, options);
    }

  private:
    fs::path folder_;
    Case case_;
    std::string log_;
    std::optional<std::string> witnesses_;
    json::Value expected_;
};

/// The implicit services have relative or absolute ids, and the folder a slash at its end or not, depending on who
/// wrote the result; the specification's own examples have both.
json::Value normal(json::Value document) {
    const std::string did(json::view(*json::find(document, "id")));
    auto* services = document.get_object().if_contains("service");
    if (services == nullptr) return document;
    for (auto& service : services->get_array()) {
        auto& members = service.get_object();
        auto& id = members["id"].get_string();
        if (!id.empty() && id[0] == '#') id = did + std::string(id);
        if (members["type"] != "relativeRef") continue;
        auto& endpoint = members["serviceEndpoint"].get_string();
        while (!endpoint.empty() && endpoint.back() == '/') endpoint.pop_back();
    }
    return document;
}

class WebvhPositive : public testing::TestWithParam<Case> {};

/// Results that are not those of the version the script asks for.
bool is_of_another_version(const Case& one) {
    // Its harness resolved the latest version all three times.
    return one.scenario == "multi-update" && one.implementation == "python" && one.result != "resolutionResult.json";
}

/// The second version replaces two witnesses, who both have to approve it, by one of them ("If a DID log entry contains
/// a new list of witnesses, that new list becomes active AFTER the new entry has been published"). Only the log of the
/// Rust implementation has both approvals. The Python and one Java implementation refuse their own logs as we do; these
/// two accept theirs.
bool lacks_witnesses(const Case& one) {
    return one.scenario == "witness-update" && (one.implementation == "ts" || one.implementation == "java");
}

/// One implementation leaves the implicit services out of a deactivated document, the others do not.
bool has_no_services(const Case& one) {
    return one.scenario == "deactivate" && one.implementation == "java";
}

TEST_P(WebvhPositive, Resolves) {
    const Vector vector(GetParam());
    const auto entries = vector.entries();
    ASSERT_FALSE(entries.empty());
    const std::string did(json::view(*json::find(*json::find(entries.back(), "state"), "id")));
    const auto resolution = vector.resolve(did);
    const auto* document = json::find(vector.expected(), "didDocument");
    const bool refused_by_them = document == nullptr || document->is_null();
    if (refused_by_them || lacks_witnesses(GetParam())) {
        ASSERT_EQ(GetParam().scenario, "witness-update");
        ASSERT_FALSE(resolution);
        EXPECT_EQ(resolution.error().pointer, "/1");
        EXPECT_EQ(resolution.error().code, "INVALID_DID");
        return;
    }
    ASSERT_TRUE(resolution) << resolution.error().detail << " " << resolution.error().pointer;
    if (is_of_another_version(GetParam())) {
        EXPECT_NE(*json::find(*json::find(vector.expected(), "didDocumentMetadata"), "versionNumber"),
                  resolution->metadata.more.at("versionNumber"));
        return;
    }
    auto ours_normal = normal(resolution->document.json);
    if (has_no_services(GetParam())) {
        ASSERT_EQ(json::find(*document, "service"), nullptr);
        ours_normal.get_object().erase("service");
    }
    EXPECT_EQ(ours_normal, normal(*document));
    const auto result = resolution_json(*resolution);
    const auto& ours = *json::find(result, "didDocumentMetadata");
    const auto& theirs = *json::find(vector.expected(), "didDocumentMetadata");
    for (const auto* name : {"versionId", "versionNumber", "versionTime", "created", "scid", "portable"}) {
        const auto* wanted = json::find(theirs, name);
        if (wanted == nullptr) continue;
        ASSERT_NE(json::find(ours, name), nullptr) << name;
        EXPECT_EQ(*json::find(ours, name), *wanted) << name;
    }
    // Of an older version, some give its own time as `updated`; the specification wants the last entry's.
    const auto& updated = *json::find(theirs, "updated");
    EXPECT_TRUE(updated == *json::find(ours, "updated") || updated == *json::find(ours, "versionTime"));
    const auto* deactivated = json::find(theirs, "deactivated");
    EXPECT_EQ(resolution->metadata.deactivated, deactivated != nullptr && *deactivated == json::Value(true));
}

INSTANTIATE_TEST_SUITE_P(Suite, WebvhPositive, testing::ValuesIn(cases(false)), name_of);

class WebvhNegative : public testing::TestWithParam<Case> {};

/// The literal identifiers of a script's `resolve-did` steps.
std::vector<std::string> literal_dids(const std::string& scenario) {
    std::vector<std::string> found;
    std::istringstream lines(test::read_file(root() / scenario / "script.yaml"));
    for (std::string line; std::getline(lines, line);) {
        const auto at = line.find("did: \"did:webvh:");
        if (at == std::string::npos) continue;
        const auto begin = at + 6;
        found.push_back(line.substr(begin, line.rfind('"') - begin));
    }
    return found;
}

/// What the expected error says about the place: the specification itself knows only invalidDid.
std::string_view place_of(std::string_view error) {
    if (error == "invalidProof") return "/proof";
    if (error == "invalidParameters") return "/parameters";
    return "";
}

TEST_P(WebvhNegative, IsRefused) {
    const Vector vector(GetParam());
    const std::string error(json::view(*json::find(*json::find(vector.expected(), "didResolutionMetadata"), "error")));
    auto dids = literal_dids(GetParam().scenario);
    for (const auto& entry : vector.entries()) {
        dids.emplace_back(json::view(*json::find(*json::find(entry, "state"), "id")));
        // The one a victim would type, whatever the document says.
        if (const auto* scid = json::find(*json::find(entry, "parameters"), "scid")) {
            dids.push_back("did:webvh:" + std::string(json::view(*scid)) + ":example.com");
        }
    }
    ASSERT_FALSE(dids.empty());
    for (const auto& text : dids) {
        SCOPED_TRACE(text);
        // A DID URL is resolved by its DID; with the fragment it is no DID.
        auto resolution = vector.resolve(text.substr(0, text.find('#')));
        ASSERT_FALSE(resolution);
        EXPECT_EQ(resolution.error().code, "INVALID_DID");
        if (vector.entries().empty() || !Did::parse(text)) continue;
        EXPECT_NE(resolution.error().pointer.find(place_of(error)), std::string::npos) << resolution.error().pointer;
    }
    // The literal ones have an SCID that is none, so that this alone would refuse them: again with a good one.
    for (const auto& text : literal_dids(GetParam().scenario)) {
        const auto place = text.substr(text.find(':', 10) + 1);
        EXPECT_FALSE(parse_web_place(place.substr(0, place.find('#')))) << place;
    }
}

INSTANTIATE_TEST_SUITE_P(Suite, WebvhNegative, testing::ValuesIn(cases(true)), name_of);

TEST(WebvhSuite, EveryScenarioIsThere) {
    std::set<std::string> scenarios;
    for (const auto& one : cases(false)) scenarios.insert(one.scenario);
    EXPECT_EQ(scenarios.size(), 13U);
    EXPECT_EQ(cases(false).size(), 74U);
    EXPECT_EQ(cases(true).size(), 16U);
}

}  // namespace
}  // namespace blason::did::webvh
