#include "vc/proof/detached.hpp"

#include <algorithm>

namespace blason::vc::proof {

Detached::Detached(json::Value& document) : value_(document), object_(document.as_object()) {
    auto* const found = object_.find("proof");
    if (found == object_.end()) return;
    position_ = static_cast<std::size_t>(found - object_.begin());
    taken_.emplace(std::move(found->value()));  // it stays in the document's memory
    object_.stable_erase(found);
    if (taken_->is_array()) {
        for (const json::Value& proof : taken_->get_array()) proofs_.push_back(&proof);
    } else {
        proofs_.push_back(&*taken_);
    }
}

Detached::~Detached() {
    if (!taken_) return;
    if (position_ == object_.size()) {
        object_.emplace("proof", std::move(*taken_));
        return;
    }
    // The members after it move out and in again, so that the document reads as it did.
    std::vector<std::pair<json::String, json::Value>> after;
    while (object_.size() > position_) {
        auto* const last = object_.end() - 1;
        after.emplace_back(json::String(last->key()), std::move(last->value()));
        object_.stable_erase(last);
    }
    object_.emplace("proof", std::move(*taken_));
    for (auto member = after.rbegin(); member != after.rend(); ++member) {
        object_.emplace(member->first, std::move(member->second));
    }
}

}  // namespace blason::vc::proof
