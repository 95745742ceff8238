#include "wallet-server/http/router.hpp"

#include <algorithm>

#include "wallet-server/http/problem.hpp"

namespace blason::http {
namespace {

/// "/a/{b}" -> "a", "{b}"; a last slash makes a last empty segment.
template <typename Text>
std::vector<Text> split(std::string_view path) {
    std::vector<Text> out;
    if (path.starts_with('/')) path.remove_prefix(1);
    while (true) {
        const auto slash = path.find('/');
        out.emplace_back(path.substr(0, slash));
        if (slash == std::string_view::npos) return out;
        path.remove_prefix(slash + 1);
    }
}

enum class Kind { Literal, Param, Rest };

Kind kind_of(std::string_view segment) {
    if (!segment.starts_with('{') || !segment.ends_with('}')) return Kind::Literal;
    return segment.ends_with("...}") ? Kind::Rest : Kind::Param;
}

std::string param_name(std::string_view segment) {
    segment.remove_prefix(1);
    segment.remove_suffix(segment.ends_with("...}") ? 4 : 1);
    return std::string(segment);
}

/// Literal before {name} before {rest...}, decided by the first segment that differs in kind.
bool more_specific(const std::vector<std::string>& left, const std::vector<std::string>& right) {
    return std::lexicographical_compare(left.begin(), left.end(), right.begin(), right.end(),
                                        [](const auto& a, const auto& b) { return kind_of(a) < kind_of(b); });
}

bool fits(const std::vector<std::string>& pattern, const std::vector<std::string_view>& path) {
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const auto kind = kind_of(pattern[i]);
        if (i >= path.size()) return false;
        if (kind == Kind::Rest) return !path[i].empty();
        if (kind == Kind::Param ? path[i].empty() : path[i] != pattern[i]) return false;
    }
    return pattern.size() == path.size();
}

std::map<std::string, std::string> params_of(const std::vector<std::string>& pattern,
                                             const std::vector<std::string_view>& path) {
    std::map<std::string, std::string> out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const auto kind = kind_of(pattern[i]);
        if (kind == Kind::Literal) continue;
        std::string value(path[i]);
        if (kind == Kind::Rest) {
            for (std::size_t k = i + 1; k < path.size(); ++k) value.append("/").append(path[k]);
        }
        out.emplace(param_name(pattern[i]), std::move(value));
    }
    return out;
}

}  // namespace

void Router::mount(std::vector<Route> routes) {
    for (auto& route : routes) {
        auto segments = split<std::string>(route.pattern);
        rows_.push_back({std::move(route), std::move(segments)});
    }
    std::stable_sort(rows_.begin(), rows_.end(),
                     [](const Row& left, const Row& right) { return more_specific(left.segments, right.segments); });
}

Router::Match Router::match(std::string_view method, std::string_view path) const {
    const auto segments = split<std::string_view>(path);
    Match found;
    std::vector<std::string_view> allowed;
    const auto allow = [&](std::string_view name) {
        if (std::find(allowed.begin(), allowed.end(), name) == allowed.end()) allowed.push_back(name);
    };
    for (std::size_t i = 0; i < rows_.size(); ++i) {
        const auto& row = rows_[i];
        if (!fits(row.segments, segments)) continue;
        const bool head_by_get = method == "HEAD" && row.route.method == "GET";
        if (row.route.method == method || head_by_get) {
            found.route = &row.route;
            found.index = i;
            found.params = params_of(row.segments, segments);
            return found;
        }
        allow(row.route.method);
        if (row.route.method == "GET") allow("HEAD");
    }
    for (const auto name : allowed) found.allow.append(found.allow.empty() ? "" : ", ").append(name);
    return found;
}

Response Router::not_found(const Request& request) const {
    return error({"not-found", "there is nothing at this path", {}, ErrorKind::NotFound}, request);
}

void Router::errors_below(std::string prefix, Render render) {
    renders_.emplace_back(std::move(prefix), std::move(render));
}

namespace {

/// Letter by letter; "{name}" in `prefix` stands for any one segment.
bool is_below(std::string_view path, std::string_view prefix) {
    while (!prefix.empty()) {
        if (prefix.front() == '{') {
            prefix.remove_prefix(std::min(prefix.find('}'), prefix.size() - 1) + 1);
            path.remove_prefix(std::min(path.find('/'), path.size()));
            continue;
        }
        if (path.empty() || path.front() != prefix.front()) return false;
        path.remove_prefix(1);
        prefix.remove_prefix(1);
    }
    return true;
}

}  // namespace

const Router::Render* Router::render_for(std::string_view path) const {
    const auto found =
        std::find_if(renders_.begin(), renders_.end(), [&](const auto& entry) { return is_below(path, entry.first); });
    if (found != renders_.end()) return &found->second;
    return otherwise_ ? &otherwise_ : nullptr;
}

Response Router::error(const Error& error, const Request& request) const {
    const auto* render = render_for(request.path);
    return render != nullptr ? (*render)(error, request) : problem(error, request.request_id);
}

std::vector<std::string> Router::patterns() const {
    std::vector<std::string> out;
    for (const auto& row : rows_) out.push_back(row.route.method + " " + row.route.pattern);
    return out;
}

}  // namespace blason::http
