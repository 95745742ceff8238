#include "did/peer/long_forms.hpp"

namespace blason::did::peer {

void LongForms::remember(const std::string& short_form, const std::string& long_form) {
    const std::lock_guard lock(mutex_);
    if (!forms_.emplace(short_form, long_form).second) return;
    order_.push_back(short_form);
    if (order_.size() <= max_entries_) return;
    forms_.erase(order_.front());
    order_.pop_front();
}

std::optional<std::string> LongForms::find(std::string_view short_form) const {
    const std::lock_guard lock(mutex_);
    const auto found = forms_.find(short_form);
    if (found == forms_.end()) return std::nullopt;
    return found->second;
}

}  // namespace blason::did::peer
