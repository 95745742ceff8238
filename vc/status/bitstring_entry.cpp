#include <algorithm>
#include <charconv>

#include "vc/model/values.hpp"
#include "vc/status/bitstring.hpp"

namespace blason::vc::status {
namespace {

Error malformed_value(std::string detail, const json::Path& path, std::string_view member) {
    return refused("MALFORMED_VALUE_ERROR", std::move(detail), json::Path(&path, member).pointer());
}

Result<std::string> text_member(const json::Value& entry, std::string_view name, const json::Path& path) {
    const auto* value = json::find(entry, name);
    if (value == nullptr || !value->is_string() || json::view(*value).empty())
        return malformed_value("A status entry needs this as a text.", path, name);
    return std::string(json::view(*value));
}

bool all_digits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// An integer of any size, at least 0, as a text in base 10. A number or a second way to write one is refused: two
/// readers could see two indexes.
Result<std::uint64_t> read_index(const json::Value& entry, const json::Path& path) {
    const auto text = text_member(entry, "statusListIndex", path);
    if (!text) return text.error();
    if (!all_digits(*text) || (text->size() > 1 && text->front() == '0'))
        return malformed_value("The index is a whole number in base 10, as a text.", path, "statusListIndex");
    std::uint64_t index = 0;
    const auto read = std::from_chars(text->data(), text->data() + text->size(), index);
    if (read.ec != std::errc()) {
        return refused("RANGE_ERROR", "No status list is that long.", json::Path(&path, "statusListIndex").pointer());
    }
    return index;
}

Result<unsigned> read_size(const json::Value& entry, const json::Path& path) {
    const auto* value = json::find(entry, "statusSize");
    if (value == nullptr) return 1U;
    boost::system::error_code failed;
    const auto size = value->is_number() ? value->to_number<std::int64_t>(failed) : 0;
    if (failed || size < 1) return malformed_value("The size is a whole number above 0.", path, "statusSize");
    if (size > kMaxStatusSize) {
        return unavailable("STATUS_TYPE_UNKNOWN", "Statuses of more than 8 bits are not read here.",
                           json::Path(&path, "statusSize").pointer());
    }
    return static_cast<unsigned>(size);
}

/// "0x" and hexadecimal digits.
std::optional<unsigned> read_hexadecimal(const json::Value* value) {
    if (value == nullptr || !value->is_string() || !json::view(*value).starts_with("0x")) return std::nullopt;
    const auto digits = json::view(*value).substr(2);
    unsigned number = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number, 16);
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return std::nullopt;
    return number;
}

/// `statusMessage`: as many as there are statuses, each for another one.
Result<std::vector<StatusMessage>> read_messages(const json::Value& entry, unsigned size, const json::Path& path) {
    const auto* value = json::find(entry, "statusMessage");
    std::vector<StatusMessage> messages;
    if (value == nullptr) {
        if (size == 1) return messages;
        return malformed_value("Statuses of several bits need their messages.", path, "statusMessage");
    }
    const json::Path here(&path, "statusMessage");
    if (!value->is_array() || value->get_array().size() != std::size_t{1} << size)
        return malformed_value("There is one message for each possible status.", path, "statusMessage");
    for (std::size_t i = 0; i < value->get_array().size(); ++i) {
        const auto& one = value->get_array()[i];
        const json::Path place(&here, i);
        const auto status = read_hexadecimal(json::find(one, "status"));
        if (!status || *status >> size != 0)
            return malformed_value("The status is a hexadecimal number in range, with 0x before it.", place, "status");
        const auto* message = json::find(one, "message");
        if (message == nullptr || !message->is_string())
            return malformed_value("The message is a text.", place, "message");
        if (std::any_of(messages.begin(), messages.end(), [&](const auto& m) { return m.status == *status; }))
            return malformed_value("There are two messages for this status.", place, "status");
        messages.push_back({*status, std::string(json::view(*message))});
    }
    return messages;
}

Result<std::vector<std::string>> read_references(const json::Value& entry, const json::Path& path) {
    std::vector<std::string> references;
    const auto* value = json::find(entry, "statusReference");
    if (value == nullptr) return references;
    bool good = true;
    model::for_each_value(*value, [&](const json::Value& one, std::optional<std::size_t>) {
        good = good && one.is_string() && model::is_url(json::view(one));
        if (good) references.emplace_back(json::view(one));
    });
    if (!good) return malformed_value("References are URLs.", path, "statusReference");
    return references;
}

}  // namespace

std::optional<std::string_view> Entry::message_of(unsigned status) const {
    for (const auto& one : messages)
        if (one.status == status) return one.message;
    return std::nullopt;
}

std::optional<Generation> entry_generation(const json::Value& entry) {
    if (model::has_type(entry, "BitstringStatusListEntry")) return Generation::Bitstring;
    if (model::has_type(entry, "StatusList2021Entry")) return Generation::StatusList2021;
    return std::nullopt;
}

Result<Entry> read_entry(const json::Value& value, const json::Path& path) {
    const auto generation = entry_generation(value);
    if (!generation) return malformed_value("This is no entry of a status list.", path, "type");
    Entry entry;
    entry.generation = *generation;
    auto purpose = text_member(value, "statusPurpose", path);
    if (!purpose) return std::move(purpose).error();
    auto list = text_member(value, "statusListCredential", path);
    if (!list) return std::move(list).error();
    if (!model::is_url(*list))
        return malformed_value("The list credential is named by its URL.", path, "statusListCredential");
    const auto* id = json::find(value, "id");
    if (id != nullptr && id->is_string() && json::view(*id) == *list)
        return malformed_value("The entry must not have the id of the list.", path, "id");
    const auto index = read_index(value, path);
    if (!index) return index.error();
    const auto size = read_size(value, path);
    if (!size) return size.error();
    auto messages = read_messages(value, *size, path);
    if (!messages) return std::move(messages).error();
    auto references = read_references(value, path);
    if (!references) return std::move(references).error();
    entry.purpose = std::move(*purpose);
    entry.list = std::move(*list);
    entry.index = *index;
    entry.size = *size;
    entry.messages = std::move(*messages);
    entry.references = std::move(*references);
    return entry;
}

}  // namespace blason::vc::status
