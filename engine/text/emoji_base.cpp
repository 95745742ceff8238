#include "engine/text/emoji_base.hpp"

#include "engine/text/utf8.hpp"

namespace blason::text {
namespace {

/// The byte is the position (multibase registry, rfcs/Base256Emoji).
constexpr std::u32string_view kEmoji =
    U"🚀🪐☄🛰🌌🌑🌒🌓🌔🌕🌖🌗🌘🌍🌏🌎🐉☀💻🖥💾💿😂❤😍🤣😊🙏💕"
    U"😭"
    U"😘"
    U"👍"
    U"😅👏😁🔥🥰💔💖💙😢🤔😆🙄💪😉☺👌🤗💜😔😎😇🌹🤦🎉💞✌✨🤷😱"
    U"😌"
    U"🌸"
    U"🙌"
    U"😋💗💚😏💛🙂💓🤩😄😀🖤😃💯🙈👇🎶😒🤭❣😜💋👀😪😑💥🙋😞😩"
    U"😡"
    U"🤪"
    U"👊"
    U"🥳"
    U"😥🤤👉💃😳✋😚😝😴🌟😬🙃🍀🌷😻😓⭐✅🥺🌈😈🤘💦✔😣🏃💐☹🎊"
    U"💘"
    U"😠"
    U"☝"
    U"😕🌺🎂🌻😐🖕💝🙊😹🗣💫💀👑🎵🤞😛🔴😤🌼😫⚽🤙☕🏆🤫👈😮🙆"
    U"🍻"
    U"🍃"
    U"🐶"
    U"💁"
    U"😲🌿🧡🎁⚡🌞🎈❌✊👋😰🤨😶🤝🚶💰🍓💢🤟🙁🚨💨🤬✈🎀🍺🤓😙💟"
    U"🌱"
    U"😖"
    U"👶"
    U"🥴▶➡❓💎💸⬇😨🌚🦋😷🕺⚠🙅😟😵👎🤲🤠🤧📌🔵💅🧐🐾🍒😗🤑🌊"
    U"🤯"
    U"🐷"
    U"☎"
    U"💧😯💆👆🎤🙇🍑❄🌴💣🐸💌📍🥀🤢👅💡💩👐📸👻🤐🤮🎼🥵🚩🍎🍊"
    U"👼"
    U"💍"
    U"📣"
    U"🥂";
static_assert(kEmoji.size() == 256);

/// Takes one character off well-formed UTF-8.
char32_t take_character(std::string_view& text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t character = size == 1 ? lead : lead & (0x7FU >> size);
    for (const char c : text.substr(1, size - 1)) character = character << 6U | (static_cast<unsigned char>(c) & 0x3FU);
    text.remove_prefix(size);
    return character;
}

}  // namespace

std::optional<Bytes> decode_emoji_base(std::string_view text) {
    if (first_invalid_utf8(text)) return std::nullopt;
    Bytes bytes;
    while (!text.empty()) {
        const auto position = kEmoji.find(take_character(text));
        if (position == std::u32string_view::npos) return std::nullopt;
        bytes.push_back(static_cast<std::uint8_t>(position));
    }
    return bytes;
}

}  // namespace blason::text
