// The long forms of did:peer identifiers that were seen: a short form alone says nothing, its long form explains it.
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace blason::did::peer {

/// Bounded: the one seen first goes first. Safe from every thread. What is remembered cannot mislead anybody, because a
/// short form is the hash of its long form.
class LongForms {
  public:
    explicit LongForms(std::size_t max_entries = 1000) : max_entries_(max_entries) {}

    void remember(const std::string& short_form, const std::string& long_form);
    [[nodiscard]] std::optional<std::string> find(std::string_view short_form) const;

  private:
    std::size_t max_entries_;
    mutable std::mutex mutex_;
    std::map<std::string, std::string, std::less<>> forms_;
    std::list<std::string> order_;
};

}  // namespace blason::did::peer
