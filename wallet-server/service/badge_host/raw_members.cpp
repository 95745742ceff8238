#include "wallet-server/service/badge_host/raw_members.hpp"

#include "engine/json/parse.hpp"

namespace blason::service::badge_host {
namespace {

/// Walks over a text that json::parse has accepted, so that nothing needs to be checked again; it never reads past the
/// end all the same.
class Walk {
  public:
    explicit Walk(std::string_view text) : text_(text) { skip_space(); }

    /// Takes `c` when it comes next.
    bool take(char c) {
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        skip_space();
        return true;
    }
    [[nodiscard]] bool comes(char c) const { return at_ < text_.size() && text_[at_] == c; }

    /// The value that comes next.
    std::string_view value() {
        const auto begin = at_;
        std::size_t depth = 0;
        auto end = at_;
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (depth == 0 && (c == ',' || c == ']' || c == '}' || c == ':')) break;
            if (c == '"') {
                skip_string();
            } else {
                if (c == '{' || c == '[') ++depth;
                if (c == '}' || c == ']') --depth;
                ++at_;
            }
            end = at_;
            skip_space();
        }
        return text_.substr(begin, end - begin);
    }

  private:
    void skip_space() {
        while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos) ++at_;
    }
    void skip_string() {
        for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_)
            if (text_[at_] == '\\') ++at_;
        if (at_ < text_.size()) ++at_;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

bool is_name(std::string_view quoted, std::string_view name) {
    const auto value = json::parse(quoted);
    return value && value->is_string() && json::view(*value) == name;
}

}  // namespace

std::vector<std::string_view> raw_elements(std::string_view object, std::string_view name) {
    std::vector<std::string_view> out;
    Walk walk(object);
    if (!walk.take('{')) return out;
    while (!walk.comes('}')) {
        const bool wanted = is_name(walk.value(), name);
        if (!walk.take(':')) return out;
        if (!wanted) {
            walk.value();
        } else if (!walk.take('[')) {
            out.push_back(walk.value());
        } else {
            while (!walk.comes(']')) {
                out.push_back(walk.value());
                if (!walk.take(',')) break;
            }
            walk.take(']');
        }
        if (!walk.take(',')) break;
    }
    return out;
}

}  // namespace blason::service::badge_host
