// The check "status" of a report: what is fetched, what is believed, and what is never valid.
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <thread>

#include "tests/vc/secured.hpp"
#include "vc/status/list_cache.hpp"

namespace blason::vc {
namespace {

using status::BitList;
using status::BitOrder;
using status::kMinEntries;
using test::parse;
using test::show;

constexpr const char* kList = "https://issuer.example/status/3";

/// Answers from a map, and counts.
class ScriptedClient : public net::HttpClient {
  public:
    Result<net::FetchReply> fetch(const net::FetchRequest& request) override {
        ++fetches;
        const auto found = replies.find(request.url);
        if (found == replies.end()) return unavailable("fetch-failed", "No answer from " + request.url);
        return found->second;
    }
    void serve(const std::string& url, const json::Value& document, const std::string& cache_control = {}) {
        serve(url, json::serialize(document), cache_control);
    }
    void serve(const std::string& url, const std::string& text, const std::string& cache_control = {}) {
        net::FetchReply reply;
        reply.status = 200;
        reply.content_type = "application/vc";
        if (!cache_control.empty()) reply.headers.emplace_back("cache-control", cache_control);
        reply.body = text;
        replies[url] = reply;
    }

    std::map<std::string, net::FetchReply> replies;
    std::atomic<int> fetches = 0;
};

class StatusCheck : public testing::Test {
  protected:
    static json::Value entry(const std::string& purpose = "revocation", const std::string& index = "94567",
                             const std::string& list = kList) {
        return parse(R"({"type": "BitstringStatusListEntry", "statusPurpose": ")" + purpose +
                     R"(", "statusListIndex": ")" + index + R"(", "statusListCredential": ")" + list + R"("})");
    }
    /// Signed by test key 1.
    static json::Value badge_with(json::Value status) {
        auto badge = test::own_badge(1);
        badge.as_object()["credentialStatus"] = std::move(status);
        return test::issued(std::move(badge), 1);
    }
    static json::Value list_body(const std::vector<std::uint64_t>& set, const std::string& purpose = "revocation",
                                 const std::string& url = kList) {
        BitList bits(kMinEntries, 1, BitOrder::LeftToRight);
        for (const auto index : set) EXPECT_TRUE(bits.set(index, 1, 1));
        auto list = parse(R"({"@context": ["https://www.w3.org/ns/credentials/v2"], "id": ")" + url + R"(",
            "type": ["VerifiableCredential", "BitstringStatusListCredential"], "issuer": "did:example:x",
            "validFrom": "2025-01-01T00:00:00Z", "validUntil": "2030-01-01T00:00:00Z",
            "credentialSubject": {"type": "BitstringStatusList", "statusPurpose": ")" +
                          purpose + R"(", "encodedList": ")" + status::encode_list(bits) + R"("}})");
        return list;
    }
    static json::Value list_of(const std::vector<std::uint64_t>& set, const std::string& purpose = "revocation",
                               const std::string& url = kList) {
        return test::issued(list_body(set, purpose, url), 1);
    }
    Report verified(const json::Value& credential, const VerifyOptions& options = test::verify_options()) {
        auto environment = test::environment();
        environment.client = &client;
        environment.status_lists = &cache;
        return vc::verify(credential, options, environment).operator*();
    }
    /// The one check "status" that is not a warning.
    Check status_of(const json::Value& credential, const VerifyOptions& options = test::verify_options()) {
        const auto report = verified(credential, options);
        for (const auto& check : report.checks)
            if (check.name == "status" && check.outcome != Outcome::Warning) return check;
        ADD_FAILURE() << show(report);
        return {};
    }
    void expect(const json::Value& credential, Outcome outcome, const std::string& code,
                const std::string& pointer = "/credentialStatus") {
        const auto check = status_of(credential);
        EXPECT_EQ(check.outcome, outcome) << check.message;
        EXPECT_EQ(check.code, code) << check.message;
        EXPECT_EQ(check.pointer, pointer);
    }
    static bool warns(const Report& report, const std::string& code) {
        return test::has(report, "status", Outcome::Warning, code, "/credentialStatus");
    }

    ScriptedClient client;
    status::ListCache cache;
};

TEST_F(StatusCheck, NotSetIsValid) {
    client.serve(kList, list_of({1, 2, 94566, 94568}));
    const auto report = verified(badge_with(entry()));
    EXPECT_EQ(report.verdict(), Verdict::Valid) << show(report);
    expect(badge_with(entry()), Outcome::Pass, "ok");
}

TEST_F(StatusCheck, RevokedAndSuspendedFail) {
    client.serve(kList, list_of({94567}));
    expect(badge_with(entry()), Outcome::Fail, "revoked");
    const std::string url = "https://issuer.example/status/4";
    client.serve(url, list_of({7}, "suspension", url));
    expect(badge_with(entry("suspension", "7", url)), Outcome::Fail, "suspended");
    expect(badge_with(entry("suspension", "8", url)), Outcome::Pass, "ok");
}

TEST_F(StatusCheck, ST10_EveryEntryMustBeGood) {
    const std::string other = "https://issuer.example/status/4";
    client.serve(kList, list_of({}));
    const auto both = [&](json::Value second) { return badge_with(json::Array{entry(), std::move(second)}); };
    expect(both(entry("suspension", "7", other)), Outcome::Unknown, "status-retrieval-error", "/credentialStatus/1");
    expect(both(parse(R"({"type": "https://issuer.example/OtherStatus"})")), Outcome::Unknown, "status-type-unknown",
           "/credentialStatus/1");
    cache.forget(other);
    client.serve(other, list_of({7}, "suspension", other));
    expect(both(entry("suspension", "7", other)), Outcome::Fail, "suspended", "/credentialStatus/1");
    expect(both(entry("suspension", "8", other)), Outcome::Pass, "ok");
}

TEST_F(StatusCheck, WithoutAClientItIsUnknown) {
    const auto report = test::verify(badge_with(entry()));
    EXPECT_TRUE(test::has(report, "status", Outcome::Unknown, "status-not-checked", "/credentialStatus"));
    EXPECT_EQ(report.verdict(), Verdict::Unknown);
}

TEST_F(StatusCheck, NothingIsFetchedForACredentialThatAnybodyCouldHaveMade) {
    client.serve(kList, list_of({}));
    auto changed = badge_with(entry());
    test::set(changed, "/name", "\"Another\"");
    expect(changed, Outcome::Unknown, "status-not-checked");
    EXPECT_EQ(client.fetches, 0);
}

TEST_F(StatusCheck, UnreachableIsUnknown) {
    expect(badge_with(entry()), Outcome::Unknown, "status-retrieval-error");
    net::FetchReply gone;
    gone.status = 404;
    client.replies[kList] = gone;
    cache.forget(kList);
    expect(badge_with(entry()), Outcome::Unknown, "status-retrieval-error");
    cache.forget(kList);
    client.serve(kList, std::string("<html>Please log in</html>"));
    expect(badge_with(entry()), Outcome::Unknown, "status-retrieval-error");
}

TEST_F(StatusCheck, ST05_AListWithoutProofIsNotBelieved) {
    auto list = list_of({});
    list.as_object().erase("proof");
    client.serve(kList, list);
    expect(badge_with(entry()), Outcome::Fail, "status-verification-error");
}

TEST_F(StatusCheck, ST05_AListThatWasChangedIsNotBelieved) {
    auto list = list_of({94567});
    test::set(list, "/credentialSubject/encodedList",
              json::serialize(list_of({}).at("credentialSubject").at("encodedList")));
    client.serve(kList, list);
    expect(badge_with(entry()), Outcome::Fail, "status-verification-error");
}

TEST_F(StatusCheck, ST05_AListSignedBySomebodyElseInTheIssuersNameIsNotBelieved) {
    auto list = test::issued(list_body({}), 2);
    test::set(list, "/issuer", json::serialize(list_of({}).at("issuer")));
    client.serve(kList, list);
    expect(badge_with(entry()), Outcome::Fail, "status-verification-error");
}

TEST_F(StatusCheck, ST05_AListOutsideItsDatesIsNotBelieved) {
    auto expired = list_body({});
    test::set(expired, "/validUntil", "\"2025-02-01T00:00:00Z\"");
    client.serve(kList, test::issued(expired, 1));
    expect(badge_with(entry()), Outcome::Fail, "status-verification-error");
    auto future = list_body({});
    test::set(future, "/validFrom", "\"2026-02-01T00:00:00Z\"");
    client.serve(kList, test::issued(future, 1));
    cache.forget(kList);
    expect(badge_with(entry()), Outcome::Fail, "status-verification-error");
}

TEST_F(StatusCheck, ST05_AListOfAnotherIssuerIsSaidAndStrictlyRefused) {
    client.serve(kList, test::issued(list_body({}), 2));
    const auto badge = badge_with(entry());
    const auto report = verified(badge);
    EXPECT_TRUE(warns(report, "status-list-issuer")) << show(report);
    EXPECT_EQ(report.verdict(), Verdict::Valid);
    auto strict = test::verify_options();
    strict.strict = true;
    EXPECT_EQ(status_of(badge, strict).code, "status-list-issuer");
}

TEST_F(StatusCheck, ST04_AListForAnotherPurposeIsNotBelieved) {
    client.serve(kList, list_of({}, "suspension"));
    expect(badge_with(entry()), Outcome::Fail, "status-verification-error");
}

TEST_F(StatusCheck, AListOfAnotherAddressIsNotBelieved) {
    client.serve(kList, list_of({}, "revocation", "https://issuer.example/status/4"));
    expect(badge_with(entry()), Outcome::Fail, "status-verification-error");
}

TEST_F(StatusCheck, ST03_AnIndexOutsideTheListIsNeverValid) {
    client.serve(kList, list_of({}));
    expect(badge_with(entry("revocation", "131072")), Outcome::Fail, "range-error");
}

TEST_F(StatusCheck, ST02_AShortListIsNeverValid) {
    auto list = list_body({});
    const BitList bits(kMinEntries - 8, 1, BitOrder::LeftToRight);
    test::set(list, "/credentialSubject/encodedList", "\"" + status::encode_list(bits) + "\"");
    client.serve(kList, test::issued(list, 1));
    expect(badge_with(entry()), Outcome::Fail, "status-list-length-error");
}

TEST_F(StatusCheck, ST06_AnOlderListIsSaid) {
    auto newer = list_body({94567});
    test::set(newer, "/validFrom", "\"2025-03-01T00:00:00Z\"");
    client.serve(kList, test::issued(newer, 1));
    const auto badge = badge_with(entry());
    EXPECT_EQ(status_of(badge).code, "revoked");
    // The list before the revocation, still within its dates.
    client.serve(kList, list_of({}));
    cache.forget(kList);
    EXPECT_TRUE(warns(verified(badge), "status-list-older"));
    cache.forget(kList);
    EXPECT_TRUE(warns(verified(badge), "status-list-older")) << "it does not become the newest by being seen";
    auto strict = test::verify_options();
    strict.strict = true;
    EXPECT_EQ(status_of(badge, strict).code, "status-list-older");
}

TEST_F(StatusCheck, ST09_AListThatNamesAListIsNotFollowed) {
    auto list = list_body({});
    list.as_object()["credentialStatus"] = entry("revocation", "1", "https://issuer.example/status/5");
    client.serve(kList, test::issued(list, 1));
    expect(badge_with(entry()), Outcome::Unknown, "status-list-unknown");
    EXPECT_EQ(client.fetches, 1);
}

TEST_F(StatusCheck, ST09_AListThatIsItsOwnListEnds) {
    auto list = list_body({});
    list.as_object()["credentialStatus"] = entry("revocation", "1");
    const auto signed_list = test::issued(list, 1);
    client.serve(kList, signed_list);
    EXPECT_EQ(status_of(signed_list).code, "status-list-unknown");
    EXPECT_EQ(client.fetches, 1);
}

TEST_F(StatusCheck, ST07_AMessageIsReportedWithItsText) {
    auto bits = BitList(kMinEntries, 2, BitOrder::LeftToRight);
    ASSERT_TRUE(bits.set(10, 2, 2));
    auto list = list_body({}, "message");
    test::set(list, "/credentialSubject/encodedList", "\"" + status::encode_list(bits) + "\"");
    client.serve(kList, test::issued(list, 1));
    auto message = entry("message", "10");
    message.as_object()["statusSize"] = 2;
    message.as_object()["statusMessage"] =
        parse(R"([{"status":"0x0","message":"pending"},{"status":"0x1","message":"accepted"},
                  {"status":"0x2","message":"rejected"},{"status":"0x3","message":"undefined"}])");
    const auto report = verified(badge_with(message));
    EXPECT_TRUE(warns(report, "status-message")) << show(report);
    EXPECT_NE(show(report).find("rejected"), std::string::npos);
    EXPECT_EQ(report.verdict(), Verdict::Valid);
}

TEST_F(StatusCheck, RefreshIsReportedAndAnUnknownPurposeIsUnknown) {
    client.serve(kList, list_of({94567}, "refresh"));
    EXPECT_TRUE(warns(verified(badge_with(entry("refresh"))), "refresh-available"));
    cache.forget(kList);
    client.serve(kList, list_of({94567}, "archived"));
    expect(badge_with(entry("archived")), Outcome::Unknown, "status-purpose-unknown");
    expect(badge_with(entry("archived", "1")), Outcome::Pass, "ok");
}

TEST_F(StatusCheck, OneListIsFetchedOnceAsLongAsItIsFresh) {
    client.serve(kList, list_of({3}), "public, max-age=120");
    auto options = test::verify_options();
    const auto badge = badge_with(entry());
    for (int i = 0; i < 3; ++i) EXPECT_EQ(status_of(badge, options).code, "ok");
    EXPECT_EQ(status_of(badge_with(entry("revocation", "3")), options).code, "revoked");
    EXPECT_EQ(client.fetches, 1);
    options.now.seconds += 119;
    EXPECT_EQ(status_of(badge, options).code, "ok");
    EXPECT_EQ(client.fetches, 1);
    options.now.seconds += 1;
    EXPECT_EQ(status_of(badge, options).code, "ok");
    EXPECT_EQ(client.fetches, 2);
}

TEST_F(StatusCheck, TheListsOwnTimeToLiveCounts) {
    auto list = list_body({});
    list.at("credentialSubject").as_object()["ttl"] = 2000;
    client.serve(kList, test::issued(list, 1), "max-age=120");
    auto options = test::verify_options();
    const auto badge = badge_with(entry());
    status_of(badge, options);
    options.now.seconds += 1;
    status_of(badge, options);
    EXPECT_EQ(client.fetches, 1);
    options.now.seconds += 1;
    status_of(badge, options);
    EXPECT_EQ(client.fetches, 2);
}

TEST_F(StatusCheck, NoStoreIsRespectedAndErrorsAreKeptBriefly) {
    client.serve(kList, list_of({}), "no-store");
    const auto badge = badge_with(entry());
    status_of(badge);
    status_of(badge);
    EXPECT_EQ(client.fetches, 2);
    client.replies.clear();
    cache.forget(kList);
    auto options = test::verify_options();
    status_of(badge, options);
    status_of(badge, options);
    EXPECT_EQ(client.fetches, 3);
    options.now.seconds += 30;
    status_of(badge, options);
    EXPECT_EQ(client.fetches, 4);
}

TEST_F(StatusCheck, NT13_ManyThreadsShareOneFetch) {
    client.serve(kList, list_of({}));
    const auto badge = badge_with(entry());
    std::atomic<int> valid = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
            auto environment = test::environment();
            environment.client = &client;
            environment.status_lists = &cache;
            const auto report = vc::verify(badge, test::verify_options(), environment);
            if (report && report->verdict() == Verdict::Valid) ++valid;
        });
    }
    for (auto& thread : threads) thread.join();
    EXPECT_EQ(valid, 8);
    EXPECT_EQ(client.fetches, 1);
}

class RevocationListCheck : public StatusCheck {
  protected:
    static constexpr const char* kRevocations = "https://issuer.example/revocations";
    static json::Value listed_badge() {
        auto badge = test::own_badge(1);
        badge.at("@context").as_array().push_back("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json");
        badge.as_object()["credentialStatus"] =
            parse(R"({"id": "https://issuer.example/revocations", "type": "1EdTechRevocationList"})");
        return test::issued(std::move(badge), 1);
    }
    void expect_list(const std::string& text, Outcome outcome, const std::string& code) {
        client.serve(kRevocations, text);
        cache.forget(kRevocations);
        expect(listed_badge(), outcome, code);
    }
};

TEST_F(RevocationListCheck, BothNamesAreRead) {
    const std::string id = R"("urn:uuid:00000000-0000-4000-8000-000000000001")";
    expect_list(R"({"revokedCredential": []})", Outcome::Pass, "ok");
    expect_list(R"({"revokedCredential": [{"id": )" + id + R"(, "revocationReason": "mistake"}]})", Outcome::Fail,
                "revoked");
    expect_list(R"({"revokedCredentials": [{"id": )" + id + R"(, "revoked": true}]})", Outcome::Fail, "revoked");
    expect_list(R"({"revokedCredentials": [{"id": )" + id + R"(, "revoked": false}]})", Outcome::Pass, "ok");
    expect_list(R"({"revokedCredential": [{"id": "urn:uuid:2"}]})", Outcome::Pass, "ok");
    expect_list(R"({"revokedCredential": [], "revokedCredentials": [{"id": )" + id + "}]}", Outcome::Fail, "revoked");
}

TEST_F(RevocationListCheck, WhatIsNoListIsNeverValid) {
    expect(listed_badge(), Outcome::Unknown, "status-retrieval-error");
    for (const auto* text : {"[]", "{}", "{", R"({"revokedCredential": {}})", R"({"revokedCredential": [{}]})",
                             R"({"revokedCredential": [{"id": "urn:a:b", "revoked": "yes"}]})"})
        expect_list(text, Outcome::Fail, "revocation-list-malformed");
}

TEST_F(RevocationListCheck, WhatIsMadeIsRead) {
    const auto made = status::make_revocation_list(kRevocations, "did:example:i",
                                                   {{"urn:uuid:00000000-0000-4000-8000-000000000001", "mistake"}});
    expect_list(json::serialize(made), Outcome::Fail, "revoked");
    expect_list(json::serialize(status::make_revocation_list(kRevocations, "did:example:i", {})), Outcome::Pass, "ok");
}

}  // namespace
}  // namespace blason::vc
