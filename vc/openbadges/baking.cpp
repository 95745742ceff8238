#include "vc/openbadges/baking.hpp"

#include "engine/json/parse.hpp"
#include "engine/text/base64url.hpp"
#include "vc/model/values.hpp"
#include "vc/openbadges/baking_forms.hpp"
#include "vc/openbadges/check.hpp"
#include "vc/openbadges/ob2.hpp"
#include "vc/openbadges/png_chunks.hpp"
#include "vc/openbadges/rules.hpp"

namespace blason::openbadges {

namespace {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(kSpace);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kSpace) + 1 - begin);
}

Result<BakedKind> kind_of(const json::Value& document) {
    if (is_achievement_credential(document)) return BakedKind::OpenBadges3;
    if (vc::model::has_type(document, "ClrCredential")) return BakedKind::Clr2;
    if (is_ob2_assertion(document)) return BakedKind::OpenBadges2;
    return refused("credential-not-bakeable", "Only badges and comprehensive learner records are baked into images.",
                   "/type");
}

/// RFC 7515 section 7.1: the payload is the middle part. The signature is not looked at here.
Result<json::Value> payload_of(std::string_view jws) {
    const std::size_t first = jws.find('.') + 1;
    const auto bytes = text::base64url_decode(jws.substr(first, jws.rfind('.') - first));
    if (!bytes) return bytes.error();
    auto payload = json::parse({reinterpret_cast<const char*>(bytes->data()), bytes->size()});
    if (!payload) return payload;
    // VC-JWT of the first data model: the credential is in a claim of its own.
    if (const json::Value* inside = json::find(*payload, "vc")) return json::Value(*inside);
    return payload;
}

Result<BakedCredential> read_credential(std::string_view text) {
    text = trimmed(text);
    if (text.size() > kMaxBakedCredential) return credential_too_large();
    const bool jws = is_compact_jws(text);
    const auto document = jws ? payload_of(text) : json::parse(text);
    if (!document) return document.error();
    const auto kind = kind_of(*document);
    if (!kind) return kind.error();
    // A hosted Open Badges 2.0 assertion is believed because of where it stands; everything else needs a signature.
    if (!jws && *kind != BakedKind::OpenBadges2 && json::find(*document, "proof") == nullptr)
        return refused("credential-unsecured", "The credential has no proof: sign it before baking it.");
    return BakedCredential{*kind, std::string(text)};
}

Error no_image() {
    return malformed("image-type", "This is neither a PNG nor an SVG image.");
}

}  // namespace

Error image_too_large() {
    return {"image-too-large", "An image of a badge has at most 2 MiB.", {}, ErrorKind::TooLarge};
}
Error credential_too_large() {
    return {"credential-too-large", "A credential in an image has at most 1 MiB.", {}, ErrorKind::TooLarge};
}
Error image_without_credential() {
    return malformed("image-without-credential", "There is no badge inside this image.");
}
Error image_ambiguous() {
    return malformed("image-ambiguous",
                     "There is more than one badge inside this image: which one it shows is not clear.");
}
Error baked_malformed(std::string detail) {
    return malformed("baked-malformed", std::move(detail));
}

std::string_view media_type(ImageType type) {
    return type == ImageType::Png ? "image/png" : "image/svg+xml";
}

std::optional<ImageType> image_type(std::string_view bytes) {
    if (bytes.starts_with(kPngSignature.substr(0, 4))) return ImageType::Png;
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    const std::size_t first = bytes.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos && bytes[first] == '<') return ImageType::Svg;
    return std::nullopt;
}

Result<std::string> bake(std::string_view image, std::string_view credential) {
    const auto type = image_type(image);
    if (!type) return no_image();
    if (image.size() > kMaxBakedImage) return image_too_large();
    const auto read = read_credential(credential);
    if (!read) return read.error();
    return *type == ImageType::Png ? bake_png(image, *read) : bake_svg(image, *read);
}

Result<BakedCredential> unbake(std::string_view image) {
    const auto type = image_type(image);
    if (!type) return no_image();
    if (image.size() > kMaxBakedImage) return image_too_large();
    auto baked = *type == ImageType::Png ? unbake_png(image) : unbake_svg(image);
    if (!baked) return baked;
    baked->text = trimmed(baked->text);
    if (baked->text.empty()) return baked_malformed("The place of the credential is empty.");
    return baked;
}

}  // namespace blason::openbadges
