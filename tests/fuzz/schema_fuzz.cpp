// JSON Schema: a schema and a value from anybody; the answer is the same each time, and comes in bounded time.
#include "engine/json/parse.hpp"
#include "tests/fuzz/input.hpp"
#include "vc/schema/validate.hpp"

using namespace blason;

namespace {

class One : public vc::schema::DocumentSource {
  public:
    explicit One(json::Value schema) : schema_(std::move(schema)) {}
    Result<std::shared_ptr<const vc::schema::Document>> get(const std::string& url) override {
        if (url != "https://schema.example/") return unavailable("fetch-offline", "There is only one schema.");
        return vc::schema::Document::read(url, schema_);
    }

  private:
    json::Value schema_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    auto input = json::parse(fuzz::text(data, size));
    if (!input || !input->is_array() || input->get_array().size() != 2) return 0;
    One source(input->get_array()[0]);
    const json::Value& instance = input->get_array()[1];
    vc::schema::Limits limits;
    limits.max_steps = 20'000;
    const auto first = vc::schema::validate(instance, "https://schema.example/", source, limits);
    const auto second = vc::schema::validate(instance, "https://schema.example/", source, limits);
    fuzz::require(first.has_value() == second.has_value());
    if (first) fuzz::require(first->size() == second->size());
    return 0;
}
