// The parts of the JSON-LD 1.1 API suite that load their input by URL: remote documents and HTML pages.
#include "tests/suites/jsonld_suite.hpp"

namespace blason::jsonld_suite {
namespace {

// Plays the HTTP behaviour an entry describes, for its input; every other URL is a plain file.
class HttpDocuments : public SuiteDocuments {
  public:
    std::string input;
    json::Value option;

    Result<jsonld::RemoteDocument> load(std::string_view url, const jsonld::LoadOptions& options) override {
        const std::string target = json::text_of(option, "redirectTo");
        const bool is_input = url == std::string(kBase) + input.substr(0, input.find('#'));
        if (is_input && !target.empty()) return SuiteDocuments::load(std::string(kBase) + target, options);
        auto document = SuiteDocuments::load(url, options);
        if (!document || !is_input) return document;
        if (const auto type = json::text_of(option, "contentType"); !type.empty()) document->content_type = type;
        if (const auto* links = json::find(option, "httpLink")) {
            if (links->is_string()) document->link_headers.emplace_back(json::view(*links));
            if (links->is_array())
                for (const auto& link : links->get_array()) document->link_headers.emplace_back(json::view(link));
        }
        return document;
    }
};

class RemoteSuite : public JsonLdSuite {
  protected:
    RemoteSuite() {
        documents_.input = json::text_of(fields(), "input");
        if (const auto* option = json::find(fields(), "option")) documents_.option = *option;
    }

    // The input, and the options it is processed with from here on.
    Result<json::Value> load() {
        const auto* option = json::find(fields(), "option");
        if (option == nullptr || json::text_of(*option, "base").empty()) options_.base.reset();
        auto document = remote_.load(std::string(SuiteDocuments::kBase) + documents_.input, options_);
        if (!document) return document.error();
        options_.base = document->base;
        options_.context_url = document->context_url;
        return std::move(document->value);
    }

    void expand() {
        const auto run = [&]() -> Result<json::Value> {
            const auto input = load();
            if (!input) return input.error();
            return remote_.expand(*input, options_);
        };
        check(run, [&](const json::Value& result) { return compare_expanded(result); });
    }

    bool has_type(std::string_view type) const {
        const auto& types = json::find(fields(), "@type")->as_array();
        return std::any_of(types.begin(), types.end(), [&](const auto& item) { return json::view(item) == type; });
    }

    HttpDocuments documents_;
    jsonld::Processor remote_{documents_, jsonld::HtmlPages::Read};
};

class RemoteDoc : public RemoteSuite {};
TEST_P(RemoteDoc, Entry) {
    expand();
}

class Html : public RemoteSuite {
  protected:
    void compact() {
        const auto run = [&]() -> Result<json::Value> {
            const auto input = load();
            if (!input) return input.error();
            return remote_.compact(*input, read("context"), options_);
        };
        check(run, [&](const json::Value& result) { return compare_compacted(result); });
    }

    void flatten() {
        const auto context = read("context");
        const auto run = [&]() -> Result<json::Value> {
            const auto input = load();
            if (!input) return input.error();
            return remote_.flatten(*input, &context, options_);
        };
        check(run, [&](const json::Value& result) { return compare_compacted(result); });
    }

    void to_rdf() {
        options_.extract_all_scripts = true;  // section 9.1, toRdf(): the default of this one method
        const auto run = [&]() -> Result<rdf::Dataset> {
            const auto input = load();
            if (!input) return input.error();
            return remote_.to_rdf(*input, options_);
        };
        check(run, [&](const rdf::Dataset& result) { return compare_dataset(result); });
    }
};
TEST_P(Html, Entry) {
    if (has_type("jld:ExpandTest")) return expand();
    if (has_type("jld:CompactTest")) return compact();
    if (has_type("jld:FlattenTest")) return flatten();
    if (has_type("jld:ToRDFTest")) return to_rdf();
    FAIL() << "an entry of an unknown kind";
}

INSTANTIATE_TEST_SUITE_P(JsonLd, RemoteDoc, testing::ValuesIn(entries("remote-doc")), test_name);
INSTANTIATE_TEST_SUITE_P(JsonLd, Html, testing::ValuesIn(entries("html")), test_name);
// Without suites there is nothing to run; main.cpp names that and exits with its own status.
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(RemoteDoc);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Html);

}  // namespace
}  // namespace blason::jsonld_suite
