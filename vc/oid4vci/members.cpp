#include "vc/oid4vci/members.hpp"

#include <cmath>

namespace blason::vc::oid4vci {

void Members::fail(std::string_view name, std::string detail) {
    if (!error_) error_ = refused(std::string(code_), std::move(detail), json::Path(&path_, name).pointer());
}

void Members::wrong(std::string_view name, Presence presence, std::string_view what) {
    if (manner_ == Manner::Strict || presence == Presence::Required) fail(name, std::string(name) + std::string(what));
}

const json::Value* Members::find(std::string_view name, Presence presence) {
    const auto* value = json::find(object_, name);
    if (value != nullptr && value->is_null() && manner_ == Manner::Forgiving) value = nullptr;
    if (value == nullptr && presence == Presence::Required) fail(name, std::string(name) + " is missing.");
    return value;
}

void Members::text(std::string_view name, std::string& target, Presence presence) {
    const auto* value = find(name, presence);
    if (value == nullptr) return;
    if (!value->is_string() || value->get_string().size() > kMaxText ||
        (presence == Presence::Required && value->get_string().empty())) {
        wrong(name, presence, " is a text.");
        return;
    }
    target = std::string(json::view(*value));
}

void Members::flag(std::string_view name, bool& target) {
    const auto* value = find(name, Presence::Optional);
    if (value == nullptr) return;
    if (!value->is_bool()) {
        wrong(name, Presence::Optional, " is true or false.");
        return;
    }
    target = value->get_bool();
}

void Members::number(std::string_view name, std::optional<std::uint64_t>& target) {
    const auto* value = find(name, Presence::Optional);
    if (value == nullptr) return;
    if (value->is_int64() && value->get_int64() >= 0) {
        target = static_cast<std::uint64_t>(value->get_int64());
    } else if (value->is_uint64()) {
        target = value->get_uint64();
    } else {
        wrong(name, Presence::Optional, " is a whole number.");
    }
}

void Members::seconds(std::string_view name, std::uint64_t& target) {
    const auto* value = find(name, Presence::Optional);
    if (value == nullptr) return;
    const double given = value->is_number() ? value->to_number<double>() : -1;
    if (given < 0) {
        wrong(name, Presence::Optional, " is a number of seconds.");
        return;
    }
    target = given < static_cast<double>(kMaxSeconds) ? static_cast<std::uint64_t>(std::ceil(given)) : kMaxSeconds;
}

void Members::texts(std::string_view name, std::vector<std::string>& target, Presence presence) {
    if (find(name, presence) == nullptr) return;
    const auto* list = array(name);
    if (list == nullptr && presence == Presence::Required) fail(name, std::string(name) + " is a list.");
    if (list == nullptr) return;
    if (list->empty() && presence == Presence::Required) {
        fail(name, std::string(name) + " is empty.");
        return;
    }
    const auto here = at(name);
    for (std::size_t i = 0; i < list->size(); ++i) {
        if (!(*list)[i].is_string() || (*list)[i].get_string().size() > kMaxText) {
            if (manner_ == Manner::Forgiving && presence == Presence::Optional) continue;
            keep(refused(std::string(code_), "This is a text.", json::Path(&here, i).pointer()));
            return;
        }
        target.emplace_back(json::view((*list)[i]));
    }
}

const json::Object* Members::object(std::string_view name) {
    const auto* value = find(name, Presence::Optional);
    if (value == nullptr) return nullptr;
    if (!value->is_object()) {
        wrong(name, Presence::Optional, " is an object.");
        return nullptr;
    }
    return &value->get_object();
}

const json::Array* Members::array(std::string_view name) {
    const auto* value = find(name, Presence::Optional);
    if (value == nullptr) return nullptr;
    if (!value->is_array() || value->get_array().size() > kMaxItems) {
        wrong(name, Presence::Optional, " is a list.");
        return nullptr;
    }
    return &value->get_array();
}

}  // namespace blason::vc::oid4vci
