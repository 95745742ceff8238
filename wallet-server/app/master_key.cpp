#include "wallet-server/app/master_key.hpp"

#include <filesystem>

#include "engine/text/base64url.hpp"
#include "wallet-server/storage/data_folder.hpp"

namespace blason::app {
namespace {

constexpr std::string_view kCheckFact = "master-key-check";
constexpr std::string_view kCheckText = "blason";
constexpr std::string_view kCheckContext = "blason-master-key-check";
constexpr std::string_view kPassphraseFact = "passphrase-parameters";  // SALT:OPERATIONS:BYTES
constexpr std::size_t kSaltSize = 16;                                  // bytes

std::string trimmed(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
    return text;
}

Result<crypto::SecretBytes> from_hex_text(std::string& text) {
    auto bytes = from_hex(text);
    crypto::wipe(text);
    if (!bytes || bytes->size() != crypto::kSealKeySize) {
        return Error{"master-key-syntax", "The key file holds 64 hexadecimal characters (openssl rand -hex 32).", "",
                     ErrorKind::Usage};
    }
    crypto::SecretBytes key{ByteView(*bytes)};
    crypto::wipe(*bytes);
    return key;
}

Result<void> make_key_file(const std::string& path, crypto::Random& random) {
    auto bytes = random.bytes(crypto::kSealKeySize);
    auto text = to_hex(bytes) + "\n";
    auto written = storage::write_secret_file(path, text);
    crypto::wipe(bytes);
    crypto::wipe(text);
    return written;
}

Result<crypto::SecretBytes> from_key_file(const MasterKeySource& source, bool first_start, crypto::Random& random) {
    std::error_code failed;  // a file that cannot even be asked about is refused when it is read
    if (source.make_key_file && first_start && !std::filesystem::exists(source.key_file, failed) && !failed) {
        if (auto made = make_key_file(source.key_file, random); !made) return std::move(made).error();
    }
    auto text = storage::read_secret_file(source.key_file);
    if (!text) return std::move(text).error();
    auto hex = trimmed(std::move(*text));
    return from_hex_text(hex);
}

struct PassphraseParameters {
    Bytes salt;
    crypto::Argon2Cost cost;
};

std::string to_text(const PassphraseParameters& parameters) {
    return to_hex(parameters.salt) + ":" + std::to_string(parameters.cost.operations) + ":" +
           std::to_string(parameters.cost.memory_bytes);
}

std::optional<PassphraseParameters> parse_parameters(const std::string& text) {
    const auto first = text.find(':');
    const auto second = text.find(':', first + 1);
    if (first == std::string::npos || second == std::string::npos) return std::nullopt;
    PassphraseParameters parameters{};
    auto salt = from_hex(text.substr(0, first));
    const auto* data = text.data();
    const auto operations = std::from_chars(data + first + 1, data + second, parameters.cost.operations);
    const auto memory = std::from_chars(data + second + 1, data + text.size(), parameters.cost.memory_bytes);
    if (!salt || operations.ec != std::errc() || memory.ec != std::errc()) return std::nullopt;
    parameters.salt = std::move(*salt);
    return parameters;
}

/// The salt and the cost belong to the installation and are written at its first start.
Result<PassphraseParameters> passphrase_parameters(const MasterKeySource& source, storage::Store& store,
                                                   crypto::Random& random) {
    auto stored = store.fact(kPassphraseFact);
    if (!stored) return std::move(stored).error();
    if (*stored) {
        auto parameters = parse_parameters(**stored);
        if (!parameters)
            return Error{"store-corrupt", "The passphrase parameters are damaged.", "", ErrorKind::Internal};
        return std::move(*parameters);
    }
    PassphraseParameters parameters{random.bytes(kSaltSize), source.cost};
    if (auto done = store.set_once(kPassphraseFact, to_text(parameters)); !done) return std::move(done).error();
    return parameters;
}

Result<crypto::SecretBytes> from_passphrase(const MasterKeySource& source, storage::Store& store,
                                            crypto::Random& random) {
    auto text = storage::read_secret_file(source.passphrase_file);
    if (!text) return std::move(text).error();
    auto passphrase = trimmed(std::move(*text));
    if (passphrase.empty()) return Error{"passphrase-empty", "The passphrase file is empty.", "", ErrorKind::Usage};
    const auto parameters = passphrase_parameters(source, store, random);
    if (!parameters) return parameters.error();
    auto key = crypto::key_from_passphrase(passphrase, parameters->salt, parameters->cost);
    crypto::wipe(passphrase);
    return key;
}

/// Compares with the key of the first start.
Result<void> check(const crypto::SecretBytes& key, const std::optional<std::string>& known, storage::Store& store,
                   crypto::Random& random) {
    if (!known) {
        const auto sealed = crypto::seal(key, as_bytes(kCheckText), kCheckContext, random);
        return store.set_once(kCheckFact, text::base64url_encode(sealed));
    }
    const auto sealed = text::base64url_decode(*known);
    if (sealed && crypto::unseal(key, *sealed, kCheckContext)) return {};
    return Error{"master-key-wrong", "This is not the master key the installation was started with.", "",
                 ErrorKind::Usage};
}

}  // namespace

Result<crypto::SecretBytes> open_master_key(const MasterKeySource& source, storage::Store& store,
                                            crypto::Random& random) {
    auto known = store.fact(kCheckFact);
    if (!known) return std::move(known).error();
    auto key = source.passphrase_file.empty() ? from_key_file(source, !known->has_value(), random)
                                              : from_passphrase(source, store, random);
    if (!key) return key;
    if (auto fits = check(*key, *known, store, random); !fits) return std::move(fits).error();
    return key;
}

}  // namespace blason::app
