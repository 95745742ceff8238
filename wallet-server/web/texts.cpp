#include "wallet-server/web/texts.hpp"

#include <cassert>
#include <charconv>

#include "engine/json/parse.hpp"
#include "wallet-server/web/embedded.hpp"

namespace blason::web {

namespace {

constexpr std::size_t max_accept_language = 1000;

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// "fr", "fr-CA", "EN" -> the language; nothing for one we do not speak.
std::optional<Language> language_of(std::string_view tag) {
    const std::string_view primary = tag.substr(0, tag.find('-'));
    if (primary.size() != 2) return std::nullopt;
    const char first = static_cast<char>(primary[0] | 0x20);
    const char second = static_cast<char>(primary[1] | 0x20);
    if (first == 'f' && second == 'r') return Language::French;
    if (first == 'e' && second == 'n') return Language::English;
    return std::nullopt;
}

/// The weight of ";q=0.5", 1 when there is none, 0 when it cannot be read.
double weight_of(std::string_view parameters) {
    parameters = trimmed(parameters);
    if (parameters.empty()) return 1;
    if (!parameters.starts_with("q=") && !parameters.starts_with("Q=")) return 0;
    double weight = 0;
    const auto [end, error] = std::from_chars(parameters.data() + 2, parameters.data() + parameters.size(), weight);
    return error == std::errc() && weight >= 0 && weight <= 1 ? weight : 0;
}

}  // namespace

std::optional<Language> spoken_language(std::string_view tag) {
    return language_of(tag.substr(0, tag.find_first_of("_.@")));
}

std::string_view code_of(Language language) {
    return language == Language::French ? "fr" : "en";
}

Language choose_language(std::string_view asked, std::string_view remembered, std::string_view accept_language) {
    if (const auto language = language_of(asked)) return *language;
    if (const auto language = language_of(remembered)) return *language;
    return named_language(accept_language).value_or(Language::French);
}

std::optional<Language> named_language(std::string_view accept_language) {
    std::optional<Language> best;
    double best_weight = 0;
    std::string_view rest = accept_language.substr(0, max_accept_language);
    while (!rest.empty()) {
        const std::size_t comma = rest.find(',');
        const std::string_view item = rest.substr(0, comma);
        rest = comma == std::string_view::npos ? std::string_view() : rest.substr(comma + 1);

        const std::size_t semicolon = item.find(';');
        const auto language = language_of(trimmed(item.substr(0, semicolon)));
        const double weight = semicolon == std::string_view::npos ? 1 : weight_of(item.substr(semicolon + 1));
        if (language && weight > best_weight) {
            best = language;
            best_weight = weight;
        }
    }
    return best;
}

Texts::Texts(std::string_view file) {
    auto parsed = json::parse(embedded(file));
    assert(parsed);  // the catalogue is part of the program
    all_ = std::move(*parsed);
}

const Texts& Texts::of(Language language) {
    static const Texts french("text/fr.json");
    static const Texts english("text/en.json");
    return language == Language::French ? french : english;
}

std::string_view Texts::text(std::string_view key) const {
    const json::Value* place = &all_;
    while (place != nullptr) {
        const std::size_t dot = key.find('.');
        place = json::find(*place, key.substr(0, dot));
        if (dot == std::string_view::npos) break;
        key = key.substr(dot + 1);
    }
    return place != nullptr && place->is_string() ? json::view(*place) : std::string_view();
}

std::string Texts::fill(std::string_view key,
                        std::initializer_list<std::pair<std::string_view, std::string_view>> values) const {
    std::string filled;
    std::string_view rest = text(key);
    while (!rest.empty()) {
        const std::size_t open = rest.find('{');
        filled.append(rest.substr(0, open));
        if (open == std::string_view::npos) break;
        rest.remove_prefix(open);
        const std::size_t close = rest.find('}');
        const auto* value = std::find_if(values.begin(), values.end(),
                                         [&](const auto& pair) { return pair.first == rest.substr(1, close - 1); });
        if (close != std::string_view::npos && value != values.end()) {
            filled.append(value->second);
            rest.remove_prefix(close + 1);
        } else {
            filled.push_back('{');
            rest.remove_prefix(1);
        }
    }
    return filled;
}

}  // namespace blason::web
