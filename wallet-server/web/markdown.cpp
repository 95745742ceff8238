#include "wallet-server/web/markdown.hpp"

#include <algorithm>
#include <optional>

#include "wallet-server/web/xml_text.hpp"

namespace blason::web {

namespace {

constexpr std::size_t kMaxBytes = 20'000;
constexpr std::size_t kMaxUrl = 2'000;
constexpr std::size_t kMaxLinkText = 300;

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

bool is_safe_link(std::string_view url) {
    const bool is_web = url.starts_with("https://") || url.starts_with("http://");
    return is_web && url.size() <= kMaxUrl &&
           std::none_of(url.begin(), url.end(), [](char c) { return static_cast<unsigned char>(c) <= 0x20; });
}

/// Reads one text with emphasis, code and links; everything else is escaped.
class Inline {
  public:
    explicit Inline(std::string_view text) : rest_(text) {}

    std::string html() {
        while (!rest_.empty()) {
            if (!delimited("**", "strong") && !delimited("*", "em") && !delimited("`", "code") && !link()) literal();
        }
        return std::move(out_);
    }

  private:
    /// `mark` text `mark`, with no space just inside the marks. Once a mark was found to have no partner further on, it
    /// is not searched again: that keeps the time linear.
    bool delimited(std::string_view mark, std::string_view element) {
        if (!rest_.starts_with(mark) || is_unpaired(mark)) return false;
        const std::size_t end = rest_.find(mark, mark.size());
        if (end == std::string_view::npos) {
            unpaired_ += mark.size() == 2 ? 'd' : mark.front();
            return false;
        }
        const std::string_view inner = rest_.substr(mark.size(), end - mark.size());
        if (inner.empty() || is_space(inner.front()) || is_space(inner.back())) return false;
        out_.append("<").append(element).append(">").append(xml_text(inner)).append("</").append(element).append(">");
        rest_.remove_prefix(end + mark.size());
        return true;
    }

    bool link() {
        if (!rest_.starts_with('[')) return false;
        const std::size_t middle = rest_.substr(0, kMaxLinkText).find("](");
        if (middle == std::string_view::npos) return false;
        const std::size_t end = rest_.substr(0, middle + kMaxUrl).find(')', middle);
        if (end == std::string_view::npos) return false;
        const std::string_view text = rest_.substr(1, middle - 1);
        const std::string_view url = rest_.substr(middle + 2, end - middle - 2);
        if (text.empty() || text.find('[') != std::string_view::npos || !is_safe_link(url)) return false;
        out_.append("<a href=\"").append(xml_text(url)).append("\" rel=\"noopener nofollow ugc\">");
        out_.append(xml_text(text)).append("</a>");
        rest_.remove_prefix(end + 1);
        return true;
    }

    void literal() {
        // A run up to the next mark; the first character is never a mark that works here.
        const std::size_t end = std::min(rest_.find_first_of("*`[", 1), rest_.size());
        out_ += xml_text(rest_.substr(0, end));
        rest_.remove_prefix(end);
    }

    [[nodiscard]] bool is_unpaired(std::string_view mark) const {
        return unpaired_.find(mark.size() == 2 ? 'd' : mark.front()) != std::string::npos;
    }

    std::string_view rest_;
    std::string out_;
    std::string unpaired_;  ///< marks without a partner in the rest: 'd' for **
};

struct Line {
    enum class Kind { Blank, Text, Heading, Bullet, Number } kind = Kind::Blank;
    std::string_view text;
};

Line read_line(std::string_view line) {
    line = trimmed(line);
    if (line.empty()) return {};
    if (line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ")) {
        return {Line::Kind::Bullet, trimmed(line.substr(2))};
    }
    std::size_t digits = 0;
    while (digits < line.size() && digits < 9 && is_digit(line[digits])) ++digits;
    if (digits > 0 && (line.substr(digits).starts_with(". ") || line.substr(digits).starts_with(") "))) {
        return {Line::Kind::Number, trimmed(line.substr(digits + 2))};
    }
    const std::size_t hashes = std::min(line.find_first_not_of('#'), line.size());
    if (hashes > 0 && hashes <= 6 && hashes < line.size() && line[hashes] == ' ') {
        return {Line::Kind::Heading, trimmed(line.substr(hashes))};
    }
    return {Line::Kind::Text, line};
}

/// Collects lines into paragraphs and lists.
class Blocks {
  public:
    void add(const Line& line) {
        switch (line.kind) {
            case Line::Kind::Blank:
                flush_text();
                after_blank_ = true;
                return;
            case Line::Kind::Heading:
                close_list();
                out_ += "<p><strong>" + xml_text(line.text) + "</strong></p>\n";
                break;
            case Line::Kind::Bullet:
            case Line::Kind::Number:
                open_list(line.kind == Line::Kind::Bullet ? "ul" : "ol");
                text_ = line.text;
                break;
            case Line::Kind::Text:
                if (after_blank_) close_list();
                if (!text_.empty()) text_ += '\n';
                text_ += line.text;
                break;
        }
        after_blank_ = false;
    }
    std::string html() {
        close_list();
        return std::move(out_);
    }

  private:
    void flush_text() {
        if (text_.empty()) return;
        const std::string_view element = list_.empty() ? "p" : "li";
        out_.append("<").append(element).append(">").append(Inline(text_).html());
        out_.append("</").append(element).append(">\n");
        text_.clear();
    }
    void open_list(std::string_view list) {
        if (list_ == list) return flush_text();
        close_list();
        out_.append("<").append(list).append(">\n");
        list_ = list;
    }
    void close_list() {
        flush_text();
        if (!list_.empty()) out_.append("</").append(list_).append(">\n");
        list_ = {};
    }

    std::string out_;
    std::string text_;       ///< of the paragraph or list item being read
    std::string_view list_;  ///< "ul", "ol", or empty outside a list
    bool after_blank_ = false;
};

}  // namespace

std::string markdown_to_html(std::string_view markdown) {
    markdown = markdown.substr(0, kMaxBytes);
    Blocks blocks;
    while (!markdown.empty()) {
        const std::size_t end = std::min(markdown.find('\n'), markdown.size());
        blocks.add(read_line(markdown.substr(0, end)));
        markdown.remove_prefix(std::min(end + 1, markdown.size()));
    }
    return blocks.html();
}

}  // namespace blason::web
