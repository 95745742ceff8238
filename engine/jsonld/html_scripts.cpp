#include "engine/jsonld/html_scripts.hpp"

#include <gumbo.h>
#include <time.h>

#include <algorithm>
#include <csetjmp>
#include <cstdint>
#include <memory>

#include "engine/jsonld/media_type.hpp"
#include "engine/text/utf8.hpp"

namespace blason::jsonld {
namespace {

std::chrono::nanoseconds thread_time() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

// Where the parser's memory comes from. All of it is freed at once: gumbo's own way to free a tree calls itself once
// for every level, and a page of nested elements would take the whole stack.
class PageMemory {
  public:
    explicit PageMemory(const HtmlLimits& limits)
        : left_(limits.max_memory), deadline_(thread_time() + limits.max_time) {}

    // No memory, or no time, left: gumbo knows no failure, so the only way out is back to `give_up`. Between here and
    // there are only the C functions of gumbo, which hold nothing but this memory.
    static void* allocate(void* memory, std::size_t size) { return static_cast<PageMemory*>(memory)->take(size); }
    static void release(void*, void*) {}

    std::jmp_buf give_up;

  private:
    static constexpr std::size_t kBlock = 64U << 10U;
    static constexpr std::size_t kAlignment = alignof(std::max_align_t);
    static constexpr unsigned kTimeChecks = 64;  // one in so many allocations looks at the clock

    void* take(std::size_t size) {
        size = (size + kAlignment - 1) / kAlignment * kAlignment;
        if (size > free_in_block_) new_block(std::max(size, kBlock));
        if (++allocations_ % kTimeChecks == 0 && thread_time() > deadline_) std::longjmp(give_up, 1);
        void* const start = next_;
        next_ += size;
        free_in_block_ -= size;
        return start;
    }

    void new_block(std::size_t size) {
        if (size > left_) std::longjmp(give_up, 1);
        left_ -= size;
        blocks_.push_back(std::make_unique_for_overwrite<std::byte[]>(size));
        next_ = blocks_.back().get();
        free_in_block_ = size;
    }

    std::vector<std::unique_ptr<std::byte[]>> blocks_;
    std::byte* next_ = nullptr;
    std::size_t free_in_block_ = 0;
    std::size_t left_;
    std::chrono::nanoseconds deadline_;
    unsigned allocations_ = 0;
};

// The document node, or nullptr when the page passes a limit.
const GumboNode* parse_page(PageMemory& memory, std::string_view page) {
    if (setjmp(memory.give_up) != 0) return nullptr;
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = PageMemory::allocate;
    options.deallocator = PageMemory::release;
    options.userdata = &memory;
    options.max_errors = 0;  // none is kept
    return gumbo_parse_with_options(&options, page.data(), page.size())->document;
}

bool is_html(const GumboNode& node, GumboTag tag) {
    return node.type == GUMBO_NODE_ELEMENT && node.v.element.tag == tag &&
           node.v.element.tag_namespace == GUMBO_NAMESPACE_HTML;
}

const char* attribute(const GumboNode& element, const char* name) {
    const auto* found = gumbo_get_attribute(&element.v.element.attributes, name);
    return found == nullptr ? nullptr : found->value;
}

bool is_json_ld_script(const GumboNode& node) {
    if (!is_html(node, GUMBO_TAG_SCRIPT)) return false;
    const char* type = attribute(node, "type");
    return type != nullptr && media_type(type) == "application/ld+json";
}

HtmlScript script_of(const GumboNode& element) {
    HtmlScript script{attribute(element, "type"), {}};
    const auto& children = element.v.element.children;
    for (unsigned i = 0; i < children.length; ++i) {
        const auto& child = *static_cast<const GumboNode*>(children.data[i]);
        if (child.type == GUMBO_NODE_TEXT || child.type == GUMBO_NODE_WHITESPACE) script.text += child.v.text.text;
    }
    return script;
}

// Depth first, in the order of the page, with a list of its own instead of the stack. What a template holds is another
// document, and never visited.
template <typename Visit>
void for_each_element(const GumboNode& document, Visit&& visit) {
    std::vector<const GumboNode*> waiting{&document};
    while (!waiting.empty()) {
        const auto& node = *waiting.back();
        waiting.pop_back();
        if (node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE) visit(node);
        if (node.type != GUMBO_NODE_ELEMENT && node.type != GUMBO_NODE_DOCUMENT) continue;
        const auto& children = node.type == GUMBO_NODE_DOCUMENT ? node.v.document.children : node.v.element.children;
        for (unsigned i = children.length; i > 0; --i)
            waiting.push_back(static_cast<const GumboNode*>(children.data[i - 1]));
    }
}

Error too_large(std::string detail) {
    return {"loading document failed", std::move(detail), {}, ErrorKind::TooLarge};
}

}  // namespace

Result<HtmlScripts> find_html_scripts(std::string_view page, std::optional<std::string_view> id,
                                      const HtmlLimits& limits) {
    if (page.size() > limits.max_bytes)
        return too_large("The page is longer than " + std::to_string(limits.max_bytes) + " bytes.");
    if (const auto at = text::first_invalid_utf8(page))
        return malformed("loading document failed", "The page is not UTF-8 at byte " + std::to_string(*at) + ".");
    PageMemory memory(limits);
    const auto* document = parse_page(memory, page);
    if (document == nullptr) return too_large("The page takes too much memory or time to read as HTML.");

    HtmlScripts found;
    bool target_seen = false;
    for_each_element(*document, [&](const GumboNode& element) {
        if (const char* href = attribute(element, "href");
            href != nullptr && !found.base_href && is_html(element, GUMBO_TAG_BASE))
            found.base_href = href;
        if (id) {
            const char* own = attribute(element, "id");
            if (target_seen || own == nullptr || own != *id) return;
            target_seen = true;
        }
        if (is_json_ld_script(element)) found.scripts.push_back(script_of(element));
    });
    return found;
}

}  // namespace blason::jsonld
