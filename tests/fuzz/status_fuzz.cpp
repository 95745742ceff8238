// Status entries and lists from anybody: no input crashes or grows without bound, and what unpacks packs again.
#include "engine/json/parse.hpp"
#include "tests/fuzz/input.hpp"
#include "vc/status/bitstring.hpp"
#include "vc/status/revocation_list.hpp"
#include "vc/status/token_status_list.hpp"

using namespace blason;
using namespace blason::vc;

namespace {

void check_list(std::string_view text, status::Generation generation) {
    const auto bits = status::decode_list(text, generation);
    if (!bits) return;
    fuzz::require(bits->bytes().size() <= status::kMaxListBytes);
    const auto again = status::decode_list(status::encode_list(*bits), status::Generation::Bitstring);
    fuzz::require(again && again->bytes() == bits->bytes());
}

void check_entry(const json::Value& value) {
    const auto entry = status::read_entry(value, json::Path{});
    if (!entry) return;
    fuzz::require(entry->size >= 1 && entry->size <= status::kMaxStatusSize);
    const status::List list{entry->generation,
                            {entry->purpose},
                            status::BitList(status::kMinEntries, 1, status::BitOrder::LeftToRight),
                            {}};
    const auto found = status::look_up(*entry, list);
    // The list is all zero, so whatever is found in it is zero.
    fuzz::require(!found || *found == 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto input = fuzz::text(data, size);
    check_list(input, status::Generation::Bitstring);
    check_list(input, status::Generation::StatusList2021);
    static_cast<void>(status::read_revocation_list(input));
    if (const auto value = json::parse(input)) {
        check_entry(*value);
        static_cast<void>(status::read_list(*value));
        if (value->is_object()) static_cast<void>(status::read_token_status(value->get_object(), json::Path{}));
    }
    return 0;
}
