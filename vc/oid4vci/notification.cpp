// Notifications (OpenID4VCI 1.0 section 11).
#include <algorithm>
#include <array>

#include "vc/oid4vci/errors.hpp"
#include "vc/oid4vci/members.hpp"
#include "vc/oid4vci/request.hpp"

namespace blason::vc::oid4vci {
namespace {

constexpr std::size_t kMaxDescription = 1000;
constexpr std::array kEvents{std::pair(NotificationEvent::Accepted, std::string_view("credential_accepted")),
                             std::pair(NotificationEvent::Failure, std::string_view("credential_failure")),
                             std::pair(NotificationEvent::Deleted, std::string_view("credential_deleted"))};

/// %x20-21 / %x23-5B / %x5D-7E.
bool may_stand(char c) {
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

}  // namespace

std::string_view to_text(NotificationEvent event) {
    for (const auto& [value, text] : kEvents)
        if (value == event) return text;
    return {};
}

Result<Notification> parse_notification(const json::Value& value) {
    const json::Path root;
    if (!value.is_object()) return refusal(kInvalidNotification, "A notification is a JSON object.");
    Notification notification;
    std::string event;
    Members members(value.get_object(), root, kInvalidNotification);
    members.text("notification_id", notification.id, Members::Presence::Required);
    members.text("event", event, Members::Presence::Required);
    members.text("event_description", notification.description);
    const auto* known =
        std::find_if(kEvents.begin(), kEvents.end(), [&](const auto& row) { return row.second == event; });
    if (known == kEvents.end()) {
        members.fail("event", "event is credential_accepted, credential_failure or credential_deleted.");
    } else {
        notification.event = known->first;
    }
    const auto& text = notification.description;
    if (text.size() > kMaxDescription || !std::all_of(text.begin(), text.end(), may_stand))
        members.fail("event_description", "event_description is at most 1000 characters of plain ASCII.");
    if (members.error()) return *members.error();
    return notification;
}

json::Object to_json(const Notification& notification) {
    json::Object out;
    out["notification_id"] = json::key(notification.id);
    out["event"] = json::key(to_text(notification.event));
    if (!notification.description.empty()) out["event_description"] = json::key(notification.description);
    return out;
}

}  // namespace blason::vc::oid4vci
