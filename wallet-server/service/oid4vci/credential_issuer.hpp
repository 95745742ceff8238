// The credential issuer of OpenID4VCI as a whole: its parts, wired. What it serves is in wallet-server/api/oid4vci.
#pragma once

#include "wallet-server/service/derived_key.hpp"
#include "wallet-server/service/oid4vci/issuance.hpp"

namespace blason::service::oid4vci {

struct CredentialIssuer {
    CredentialIssuer(IssuerService& issuers, oauth::GrantService& grants, AccountService& accounts, KeyStore& keys,
                     storage::Store& store, const crypto::SecretBytes& master, const PublicUrls& urls,
                     const vc::Environment& environment, Attesters attesters, const Clock& clock,
                     crypto::Random& random)
        : message_keys(master),
          catalogue(issuers, store, keys, message_keys, urls, clock, !attesters.empty()),
          offers(issuers, grants, keys, store, urls, clock, random),
          proofs(derived_key(master, "blason c_nonce"), environment, std::move(attesters), clock, random),
          issuance(issuers, offers, catalogue, proofs, keys, accounts, store, clock, random) {}

    MessageKeys message_keys;
    Catalogue catalogue;
    OfferService offers;
    ProofChecker proofs;
    Issuance issuance;
};

}  // namespace blason::service::oid4vci
