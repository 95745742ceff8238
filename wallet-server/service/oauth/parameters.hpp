// The parameters of an OAuth request (RFC 6749 section 3.1): each at most once; one without a value counts as absent.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace blason::service::oauth {

class Parameters {
  public:
    explicit Parameters(const std::vector<std::pair<std::string, std::string>>& pairs) {
        for (const auto& [name, value] : pairs)
            if (!values_.emplace(name, value).second) repeated_.insert(name);
    }

    /// Empty when it is absent, or there more than once.
    [[nodiscard]] std::string_view get(std::string_view name) const {
        const auto place = values_.find(name);
        return place == values_.end() || repeated_.contains(name) ? std::string_view() : place->second;
    }
    /// Each by its name; of one that is repeated the first.
    [[nodiscard]] const std::map<std::string, std::string, std::less<>>& all() const { return values_; }
    [[nodiscard]] bool has_repeated() const { return !repeated_.empty(); }

  private:
    std::map<std::string, std::string, std::less<>> values_;
    std::set<std::string, std::less<>> repeated_;
};

}  // namespace blason::service::oauth
