// Logs of did:webvh: whatever is read, only a log that fits is believed; whatever we write, we read again.
#include "did/webvh/author.hpp"
#include "did/webvh/log.hpp"
#include "did/webvh/resolve.hpp"
#include "did/webvh/witness.hpp"
#include "engine/crypto/private_key.hpp"
#include "engine/json/parse.hpp"
#include "tests/fuzz/input.hpp"

using namespace blason;

namespace {

const Instant kNow{1'800'000'000, 0};

const crypto::Signer& test_key() {
    static const auto signer =
        *crypto::make_signer(*crypto::private_key_from_bytes(crypto::KeyType::Ed25519, Bytes(32, 5)));
    return *signer;
}

void read(std::string_view text, std::string_view witnesses) {
    auto log = did::webvh::read_log(text, did::webvh::scid_in(text), kNow);
    fuzz::require(log.broken || !log.versions.empty());
    const auto before = log.versions.size();
    did::webvh::check_witnesses(log, witnesses, kNow);
    fuzz::require(log.versions.size() <= before);
    for (std::size_t i = 0; i < log.versions.size(); ++i) {
        const auto& version = log.versions[i];
        fuzz::require(version.number == i + 1 && version.witnesses.threshold <= version.witnesses.keys.size());
        const auto did = did::Did::parse(version.did);
        fuzz::require(did.has_value());
        did::ResolveOptions options;
        options.now = kNow;
        options.version.number = version.number;
        if (const auto resolution = did::webvh::resolve_from(*did, text, witnesses, options)) {
            fuzz::require(resolution->document.id == version.did);
        }
    }
}

/// The input as parameters and document of entries that are signed and hashed as they should be: this is how the
/// deeper checks are reached.
void write(const json::Object& input) {
    const auto* given = json::find(input, "parameters");
    const auto* state = json::find(input, "state");
    if (given == nullptr || !given->is_object() || state == nullptr) return;
    json::Object parameters = given->get_object();
    parameters["updateKeys"] = json::Array{json::Value(test_key().public_key().multikey())};
    const Instant start{kNow.seconds - 1000, 0};
    const auto log = did::webvh::start_log(parameters, *state, test_key(), start);
    if (!log) return;
    read(log->text, "[]");
    parameters.erase("portable");
    const auto longer = did::webvh::extend_log(log->text, parameters, nullptr, test_key(), kNow);
    if (longer) read(*longer, "[]");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = fuzz::text(data, size);
    const auto half = input.find('\0');
    read(input.substr(0, half), half == std::string_view::npos ? "" : input.substr(half + 1));
    if (const auto value = json::parse(input); value && value->is_object()) write(value->get_object());
    return 0;
}
