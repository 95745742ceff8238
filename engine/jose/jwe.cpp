#include "engine/jose/jwe.hpp"

#include <fmt/format.h>

#include "engine/crypto/key_wrap.hpp"
#include "engine/jose/header.hpp"
#include "engine/text/base64url.hpp"

namespace blason::jose {
namespace {

struct Row {
    KeyManagement management;
    std::string_view name;
    std::size_t wrapping_key_size;  ///< 0: the agreed key is the content key itself
};
constexpr std::array kTable{
    Row{KeyManagement::EcdhEs, "ECDH-ES", 0},
    Row{KeyManagement::EcdhEsA128Kw, "ECDH-ES+A128KW", 16},
    Row{KeyManagement::EcdhEsA256Kw, "ECDH-ES+A256KW", 32},
};

const Row& row_of(KeyManagement management) {
    return kTable[static_cast<std::size_t>(management)];
}

Error refused_jwe() {
    return refused("jwe-refused", "The encrypted text could not be opened.");
}

/// RFC 7518 section 4.6.2: the algorithm id is `enc` when the key is used directly, else `alg`.
crypto::SecretBytes derive(const crypto::SecretBytes& z, const Row& row, const crypto::ContentEncryptionInfo& enc,
                           ByteView party_u, ByteView party_v) {
    if (row.wrapping_key_size == 0) return crypto::concat_kdf(z, enc.name, party_u, party_v, enc.key_size);
    return crypto::concat_kdf(z, row.name, party_u, party_v, row.wrapping_key_size);
}

/// `apu` and `apv`: base64url where present.
std::optional<Bytes> party(const json::Object& header, std::string_view name) {
    const auto* value = json::find(header, name);
    if (value == nullptr) return Bytes();
    if (!value->is_string()) return std::nullopt;
    auto decoded = text::base64url_decode(json::view(*value));
    if (!decoded) return std::nullopt;
    return std::move(*decoded);
}

struct Opened {
    const Row* row;
    const crypto::ContentEncryptionInfo* encryption;
    crypto::PublicKey ephemeral;
    Bytes party_u;
    Bytes party_v;
};

/// What the header asks for, where all of it is offered here.
std::optional<Opened> read_header(const json::Object& header, std::string_view algorithm) {
    const auto alg = json::text_view(header, "alg");
    const auto* row = std::ranges::find(kTable, alg, &Row::name);
    const auto* encryption = crypto::find_content_encryption(json::text_view(header, "enc"));
    if (row == kTable.end() || encryption == nullptr || (!algorithm.empty() && alg != algorithm)) return std::nullopt;
    if (json::find(header, "zip") != nullptr || !check_critical(header, {})) return std::nullopt;
    const auto* epk = json::find(header, "epk");
    if (epk == nullptr || !epk->is_object()) return std::nullopt;
    auto ephemeral = crypto::PublicKey::from_jwk(epk->get_object());  // the point is on its curve
    auto party_u = party(header, "apu");
    auto party_v = party(header, "apv");
    if (!ephemeral || !party_u || !party_v) return std::nullopt;
    return Opened{row, encryption, std::move(*ephemeral), std::move(*party_u), std::move(*party_v)};
}

}  // namespace

std::string_view name_of(KeyManagement management) {
    return row_of(management).name;
}

std::optional<KeyManagement> find_key_management(std::string_view name) {
    const auto row = std::find_if(kTable.begin(), kTable.end(), [&](const Row& one) { return one.name == name; });
    return row == kTable.end() ? std::nullopt : std::optional(row->management);
}

Result<std::string> encrypt_compact(const Jwk& recipient, const JweChoice& choice, ByteView plaintext,
                                    crypto::Random& random) {
    const auto& row = row_of(choice.management);
    const auto& enc = crypto::info(choice.encryption);
    if (!recipient.may_agree(row.name)) {
        return refused("key-alg-mismatch", fmt::format("The recipient's key is not meant for {}.", row.name));
    }
    if (plaintext.size() > kMaxJweBytes / 2) return too_large();
    auto ephemeral_key = crypto::generate_key(recipient.key.type(), random);
    if (!ephemeral_key) return std::move(ephemeral_key).error();
    const auto ephemeral = crypto::make_key_agreement(std::move(*ephemeral_key));
    if (!ephemeral) return ephemeral.error();
    const auto z = (*ephemeral)->agree(recipient.key);
    if (!z) return z.error();

    json::Object header;
    header.emplace("alg", json::key(row.name));
    header.emplace("enc", json::key(enc.name));
    header.emplace("epk", (*ephemeral)->public_key().jwk());
    if (!choice.party_u.empty()) header.emplace("apu", text::base64url_encode(as_bytes(choice.party_u)));
    if (!choice.party_v.empty()) header.emplace("apv", text::base64url_encode(as_bytes(choice.party_v)));
    for (const auto& member : choice.header) header.insert(member);  // what is there already stays

    auto agreed = derive(*z, row, enc, as_bytes(choice.party_u), as_bytes(choice.party_v));
    std::string wrapped;
    if (row.wrapping_key_size != 0) {
        crypto::SecretBytes content_key(enc.key_size);
        content_key.write([&](std::span<std::uint8_t> out) { random.fill(out); });
        wrapped = text::base64url_encode(crypto::wrap_key(agreed, content_key));
        agreed = std::move(content_key);
    }
    const Bytes iv = random.bytes(enc.iv_size);
    const std::string encoded = encode_header(header);
    const auto sealed = crypto::encrypt_content(choice.encryption, agreed, iv, as_bytes(encoded), plaintext);
    return fmt::format("{}.{}.{}.{}.{}", encoded, wrapped, text::base64url_encode(iv),
                       text::base64url_encode(sealed.ciphertext), text::base64url_encode(sealed.tag));
}

Result<Jwe> decrypt_compact(std::string_view text, const crypto::KeyAgreement& key, std::string_view algorithm) {
    if (text.size() > kMaxJweBytes) return refused_jwe();
    const auto parts = split_compact(text, 5);
    if (parts.empty()) return refused_jwe();
    auto header = parse_header(parts[0]);
    if (!header) return refused_jwe();
    const auto asked = read_header(*header, algorithm);
    const auto wrapped = text::base64url_decode(parts[1]);
    const auto iv = text::base64url_decode(parts[2]);
    const auto ciphertext = text::base64url_decode(parts[3]);
    const auto tag = text::base64url_decode(parts[4]);
    if (!asked || !wrapped || !iv || !ciphertext || !tag) return refused_jwe();

    const auto z = key.agree(asked->ephemeral);
    if (!z) return refused_jwe();
    auto content_key = derive(*z, *asked->row, *asked->encryption, asked->party_u, asked->party_v);
    if (asked->row->wrapping_key_size != 0) {
        auto opened = crypto::unwrap_key(content_key, *wrapped);
        if (!opened) return refused_jwe();
        content_key = std::move(*opened);
    } else if (!wrapped->empty()) {  // RFC 7516 section 5.2 step 10
        return refused_jwe();
    }
    auto plain =
        crypto::decrypt_content(asked->encryption->encryption, content_key, *iv, as_bytes(parts[0]), *ciphertext, *tag);
    if (!plain) return refused_jwe();
    return Jwe{std::move(*header), std::move(*plain)};
}

}  // namespace blason::jose
