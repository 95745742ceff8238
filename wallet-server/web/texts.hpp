// What the pages say, in French and in English: text/fr.json and text/en.json hold the same keys.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/json/value.hpp"

namespace blason::web {

enum class Language { French, English };

/// "fr", "en": for the lang attribute and Content-Language.
std::string_view code_of(Language language);

/// The first that says something we speak: `asked` (?lang=), `remembered` (the cookie), then Accept-Language with its
/// weights (RFC 9110 section 12.5.4). French when none does. Only the first 1,000 bytes of Accept-Language are read.
Language choose_language(std::string_view asked, std::string_view remembered, std::string_view accept_language);

/// The language that an Accept-Language field gives the most weight among those we speak; nothing where it names none.
std::optional<Language> named_language(std::string_view accept_language);

/// Of a language tag or the name of a locale: "fr", "fr-CA", "fr_FR.UTF-8"; nothing for what we do not speak.
std::optional<Language> spoken_language(std::string_view tag);

class Texts {
  public:
    static const Texts& of(Language language);

    /// The text of a dotted key ("home.title"); empty when there is none.
    [[nodiscard]] std::string_view text(std::string_view key) const;
    /// The same, with each {name} replaced by its value. Values are put in as they are and never read again.
    [[nodiscard]] std::string fill(std::string_view key,
                                   std::initializer_list<std::pair<std::string_view, std::string_view>> values) const;
    [[nodiscard]] const json::Value& all() const { return all_; }

  private:
    explicit Texts(std::string_view file);
    json::Value all_;
};

}  // namespace blason::web
