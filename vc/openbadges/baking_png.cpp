// Baked PNG: the credential is the text of one iTXt chunk, under a keyword of its own.
#include <algorithm>
#include <array>
#include <optional>

#include "engine/compress/deflate.hpp"
#include "engine/text/utf8.hpp"
#include "vc/openbadges/baking_forms.hpp"
#include "vc/openbadges/png_chunks.hpp"

namespace blason::openbadges {

namespace {

struct Keyword {
    BakedKind kind;
    std::string_view text;
};
constexpr std::array kKeywords{Keyword{BakedKind::OpenBadges3, "openbadgecredential"},
                               Keyword{BakedKind::OpenBadges2, "openbadges"},
                               Keyword{BakedKind::Clr2, "clrcredential"}};

/// What stands before the first NUL; all of it when there is none.
std::string_view until_nul(std::string_view data) {
    return data.substr(0, data.find('\0'));
}

/// Whose credential a chunk of text holds; nothing for any other chunk. Wrong kinds of text chunks count too: two
/// readings of one image must not be possible.
std::optional<BakedKind> baked_kind(const PngChunk& chunk) {
    if (chunk.type != "iTXt" && chunk.type != "tEXt" && chunk.type != "zTXt") return std::nullopt;
    const std::string_view keyword = until_nul(chunk.data);
    const auto* const found =
        std::find_if(kKeywords.begin(), kKeywords.end(), [&](const Keyword& known) { return known.text == keyword; });
    return found == kKeywords.end() ? std::nullopt : std::optional(found->kind);
}

/// Badges must not be compressed, but some are. Never more is unpacked than a credential may have.
Result<std::string> inflated(std::string_view data) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(data.data());
    const auto text = compress::decompress(compress::Wrapping::Zlib, {bytes, data.size()}, kMaxBakedCredential);
    if (text) return std::string(text->begin(), text->end());
    if (text.error().kind == ErrorKind::TooLarge) return credential_too_large();
    return baked_malformed("The compressed text of the credential is damaged.");
}

/// The text of an iTXt chunk (PNG section 11.3.3.4): keyword, NUL, compression flag and method, language tag, NUL,
/// translated keyword, NUL, text.
Result<std::string> international_text(std::string_view data) {
    data.remove_prefix(std::min(until_nul(data).size() + 1, data.size()));
    if (data.size() < 2 || data[0] > '\1' || data[0] < '\0' || data[1] != '\0')
        return baked_malformed("The iTXt chunk of the credential is not as the standard has it.");
    const bool compressed = data[0] == '\1';
    data.remove_prefix(2);
    for (int tags = 0; tags < 2; ++tags) {
        const std::size_t end = data.find('\0');
        if (end == std::string_view::npos) return baked_malformed("The iTXt chunk of the credential is cut short.");
        data.remove_prefix(end + 1);
    }
    return compressed ? inflated(data) : std::string(data);
}

Result<std::string> text_of(const PngChunk& chunk, BakedKind kind) {
    if (chunk.type == "iTXt") return international_text(chunk.data);
    // Before Open Badges 1.0 the address of the assertion was a plain tEXt chunk.
    const std::size_t nul = chunk.data.find('\0');
    if (chunk.type == "tEXt" && kind == BakedKind::OpenBadges2 && nul != std::string_view::npos)
        return std::string(chunk.data.substr(nul + 1));
    return baked_malformed("The credential is in the wrong kind of chunk: badges use iTXt.");
}

std::string chunk_of(const BakedCredential& credential) {
    const auto* const keyword = std::find_if(kKeywords.begin(), kKeywords.end(),
                                             [&](const Keyword& known) { return known.kind == credential.kind; });
    std::string data(keyword->text);
    data.append(5, '\0');  // the keyword's end, not compressed (2), no language, no translated keyword
    data.append(credential.text);
    return make_png_chunk("iTXt", data);
}

}  // namespace

Result<std::string> bake_png(std::string_view image, const BakedCredential& credential) {
    const auto chunks = read_png(image);
    if (!chunks) return chunks.error();
    const std::string baked = chunk_of(credential);
    std::string out(kPngSignature);
    out.reserve(image.size() + baked.size());
    for (const PngChunk& chunk : *chunks) {
        if (baked_kind(chunk)) continue;
        out.append(chunk.bytes);
        if (chunk.type == "IHDR") out.append(baked);
    }
    if (out.size() - baked.size() > kMaxPicture) return image_too_large();
    return out;
}

Result<BakedCredential> unbake_png(std::string_view image) {
    const auto chunks = read_png(image);
    if (!chunks) return chunks.error();
    const PngChunk* found = nullptr;
    for (const PngChunk& chunk : *chunks) {
        if (!baked_kind(chunk)) continue;
        if (found != nullptr) return image_ambiguous();
        found = &chunk;
    }
    if (found == nullptr) return image_without_credential();
    if (image.size() - found->bytes.size() > kMaxPicture) return image_too_large();
    const BakedKind kind = *baked_kind(*found);
    auto text = text_of(*found, kind);
    if (!text) return std::move(text).error();
    if (text->size() > kMaxBakedCredential) return credential_too_large();
    if (text::first_invalid_utf8(*text)) return baked_malformed("The text of the credential is not UTF-8.");
    return BakedCredential{kind, std::move(*text)};
}

}  // namespace blason::openbadges
