// The last step of the W3C Data Integrity vectors: from the combined hash and the key file to the bytes of the
// signature.
#include <gtest/gtest.h>

#include "engine/crypto/private_key.hpp"
#include "engine/crypto/verify.hpp"
#include "tests/support/suites.hpp"

namespace blason::crypto {
namespace {

struct Vector {
    const char* name;
    const char* key;
    const char* folder;
};

constexpr std::array kVectors{
    Vector{"eddsa_rdfc", "vc-di-eddsa/TestVectors/keyPair.json", "vc-di-eddsa/TestVectors/eddsa-rdfc-2022"},
    Vector{"eddsa_rdfc_employ", "vc-di-eddsa/TestVectors/keyPair.json",
           "vc-di-eddsa/TestVectors/eddsa-rdfc-2022/employ"},
    Vector{"eddsa_jcs", "vc-di-eddsa/TestVectors/keyPair.json", "vc-di-eddsa/TestVectors/eddsa-jcs-2022"},
    Vector{"p256_rdfc", "vc-di-ecdsa/TestVectors/p256KeyPair.json", "vc-di-ecdsa/TestVectors/ecdsa-rdfc-2019-p256"},
    Vector{"p256_rdfc_employ", "vc-di-ecdsa/TestVectors/p256KeyPair.json",
           "vc-di-ecdsa/TestVectors/ecdsa-rdfc-2019-p256/employ"},
    Vector{"p256_jcs", "vc-di-ecdsa/TestVectors/p256KeyPair.json", "vc-di-ecdsa/TestVectors/ecdsa-jcs-2019-p256"},
    Vector{"p384_rdfc", "vc-di-ecdsa/TestVectors/p384KeyPair.json", "vc-di-ecdsa/TestVectors/ecdsa-rdfc-2019-p384"},
    Vector{"p384_rdfc_employ", "vc-di-ecdsa/TestVectors/p384KeyPair.json",
           "vc-di-ecdsa/TestVectors/ecdsa-rdfc-2019-p384/employ"},
    Vector{"p384_jcs", "vc-di-ecdsa/TestVectors/p384KeyPair.json", "vc-di-ecdsa/TestVectors/ecdsa-jcs-2019-p384"},
};

/// The hexadecimal file of a folder whose name starts so; each suite ends the names in its own way.
Bytes read_hex(const std::filesystem::path& folder, std::string_view start) {
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (!entry.path().filename().string().starts_with(start)) continue;
        std::string text = test::read_file(entry.path());
        while (!text.empty() && text.back() <= ' ') text.pop_back();
        return from_hex(text).value();
    }
    throw std::runtime_error("no file " + std::string(start) + " in " + folder.string());
}

class DataIntegritySignature : public testing::TestWithParam<Vector> {};

TEST_P(DataIntegritySignature, IsTheOneOfTheVector) {
    const auto [name, key_file, folder] = GetParam();
    auto key = parse_key_file(test::read_file(test::suites_root() / key_file));
    ASSERT_TRUE(key) << key.error().detail;
    const auto signer = make_signer(std::move(*key));
    ASSERT_TRUE(signer);
    const Bytes message = read_hex(test::suites_root() / folder, "combinedHash");
    const Bytes expected = read_hex(test::suites_root() / folder, "sigHex");
    EXPECT_EQ(to_hex(*(*signer)->sign(message)), to_hex(expected));
    EXPECT_TRUE(verify((*signer)->public_key(), message, expected));
}

INSTANTIATE_TEST_SUITE_P(Suite, DataIntegritySignature, testing::ValuesIn(kVectors),
                         [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace blason::crypto
