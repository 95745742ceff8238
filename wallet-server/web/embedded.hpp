// The files built into the binary: templates, texts, style sheet, images, demo catalogue.
#pragma once

#include <span>
#include <string_view>

namespace blason::web {

struct EmbeddedFile {
    std::string_view name;     ///< path below wallet-server/web: "templates/home.mustache"
    std::string_view content;  ///< UTF-8 text
};

std::span<const EmbeddedFile> embedded_files();

/// The content of that file; empty when there is none of that name.
inline std::string_view embedded(std::string_view name) {
    for (const EmbeddedFile& file : embedded_files()) {
        if (file.name == name) return file.content;
    }
    return {};
}

}  // namespace blason::web
