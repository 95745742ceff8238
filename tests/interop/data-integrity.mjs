// Digital Bazaar's libraries for Data Integrity proofs.
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as ecdsaJcs from '@digitalbazaar/ecdsa-jcs-2019-cryptosuite';
import * as EcdsaMultikey from '@digitalbazaar/ecdsa-multikey';
import {cryptosuite as ecdsaRdfc} from '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite';
import * as ecdsaSd from '@digitalbazaar/ecdsa-sd-2023-cryptosuite';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {Ed25519Signature2020} from '@digitalbazaar/ed25519-signature-2020';
import * as eddsaJcs from '@digitalbazaar/eddsa-jcs-2022-cryptosuite';
import {cryptosuite as eddsaRdfc} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';

import {ED25519_2020, documentLoader} from './documents.mjs';

/** A key of theirs, from a JWK or made anew. */
export async function keyPair({jwk, did} = {}, type) {
  const Multikey = type === 'ed25519' ? Ed25519Multikey : EcdsaMultikey;
  const curve = {p256: 'P-256', p384: 'P-384'}[type];
  const pair = jwk === undefined ? await Multikey.generate({curve}) : await Multikey.fromJwk({jwk, secretKey: true});
  pair.controller = did ?? `did:key:${pair.publicKeyMultibase}`;
  pair.id = `${pair.controller}#${pair.publicKeyMultibase}`;
  return pair;
}

const both = suite => ({signing: suite, verifying: suite});
const made = ({createSignCryptosuite, createVerifyCryptosuite}) => ({signing: createSignCryptosuite(), verifying: createVerifyCryptosuite()});

function row(suite, type, {signing, verifying}) {
  return proofs({
    suite, type,
    signer: pair => new DataIntegrityProof({signer: pair.signer(), cryptosuite: signing}),
    verifier: () => new DataIntegrityProof({cryptosuite: verifying}),
  });
}

/** `signer(pair)` and `verifier()` make the suite objects of jsonld-signatures. */
function proofs({suite, type, signer, verifier, prepare = credential => credential}) {
  return {
    library: '@digitalbazaar/vc', suite, type, prepare,
    options: ['--suite', suite],
    async newKey() {
      // As the Controlled Identifiers standard has it: the 32 bytes of the seed, without the public key behind them.
      return (await keyPair({}, type)).export({publicKey: true, secretKey: true, canonicalize: true});
    },
    async sign(credential, key) {
      const pair = await keyPair({jwk: await asJwk(key, type), did: key.did}, type);
      return JSON.stringify(await vc.issue({credential: {...credential, issuer: {...credential.issuer, id: pair.controller}}, suite: signer(pair), documentLoader}));
    },
    async verify(text) {
      const result = await vc.verifyCredential({credential: JSON.parse(text), suite: verifier(), documentLoader});
      return {valid: result.verified, why: reasons(result.error)};
    },
    alter,
  };
}

async function asJwk({jwk}, type) {
  if (jwk.kty !== undefined) return jwk;
  const Multikey = type === 'ed25519' ? Ed25519Multikey : EcdsaMultikey;
  return Multikey.toJwk({keyPair: await Multikey.from(jwk), secretKey: true});
}

const reasons = error => error === undefined ? '' : [error.message, ...(error.errors ?? []).map(inner => inner.message)].join('; ');

/** Copies in which one thing is different: [what, text]. */
function alter(text) {
  const change = edit => {
    const copy = JSON.parse(text);
    edit(copy);
    return JSON.stringify(copy);
  };
  const other = character => character === 'A' ? 'B' : 'A';
  return [
    ['a claim', change(copy => { copy.credentialSubject.achievement.name += '!'; })],
    ['a claim more', change(copy => { copy.credentialSubject.achievement.humanCode = 'X'; })],
    ['the time of the proof', change(copy => { copy.proof.created = '2020-01-01T00:00:00Z'; })],
    ['the signature', change(copy => {
      const value = copy.proof.proofValue;
      const at = value.length - 20;
      copy.proof.proofValue = value.slice(0, at) + other(value[at]) + value.slice(at + 1);
    })],
  ];
}

const HIDDEN = 'Kept back';
const MANDATORY = ['/issuer', '/validFrom', '/type', '/credentialSubject/id'];
const SELECTED = ['/name', '/credentialSubject/achievement'];

const theyDerive = async base => JSON.stringify(await vc.derive({
  verifiableCredential: JSON.parse(base), documentLoader,
  suite: new DataIntegrityProof({cryptosuite: ecdsaSd.createDiscloseCryptosuite({selectivePointers: SELECTED})}),
}));
const weDerive = (base, blason) => blason.derive(base, SELECTED);

/** ecdsa-sd-2023: who signs the base proof, or the other, derives what a verifier sees: `derive` [by theirs, by ours]. */
function selective(what, [ofTheirs, ofOurs]) {
  const base = proofs({
    suite: 'ecdsa-sd-2023', type: 'p256',
    signer: pair => new DataIntegrityProof({signer: pair.signer(), cryptosuite: ecdsaSd.createSignCryptosuite({mandatoryPointers: MANDATORY})}),
    verifier: () => new DataIntegrityProof({cryptosuite: ecdsaSd.createVerifyCryptosuite()}),
    // One thing that is not shown.
    prepare: credential => ({...credential, credentialSubject: {...credential.credentialSubject, role: HIDDEN}}),
  });
  const shown = text => {
    if (text.includes(HIDDEN)) throw new Error('the derived credential shows what was to be kept back');
    return text;
  };
  let signed;  // The base proof is the holder's: no verifier takes it.
  return {
    ...base, suite: `ecdsa-sd-2023, ${what}`,
    options: [...base.options, ...MANDATORY.flatMap(pointer => ['--mandatory', pointer])],
    sign: async (credential, key, blason) => shown(await ofTheirs(signed = await base.sign(credential, key), blason)),
    show: async (issued, blason) => shown(await ofOurs(signed = issued, blason)),
    alter: text => {
      const copy = JSON.parse(text);
      delete copy.name;
      return [...base.alter(text), ['a selected claim left out', JSON.stringify(copy)], ['the base proof', signed]];
    },
  };
}
export const rows = [
  row('eddsa-rdfc-2022', 'ed25519', both(eddsaRdfc)),
  row('eddsa-jcs-2022', 'ed25519', made(eddsaJcs)),
  row('ecdsa-rdfc-2019', 'p256', both(ecdsaRdfc)),
  row('ecdsa-rdfc-2019', 'p384', both(ecdsaRdfc)),
  row('ecdsa-jcs-2019', 'p256', made(ecdsaJcs)),
  row('ecdsa-jcs-2019', 'p384', made(ecdsaJcs)),
  proofs({
    suite: 'Ed25519Signature2020', type: 'ed25519',
    signer: pair => new Ed25519Signature2020({key: pair}),
    verifier: () => new Ed25519Signature2020(),
    prepare: credential => ({...credential, '@context': [...credential['@context'], ED25519_2020]}),
  }),
  selective('the signing side derives', [theyDerive, weDerive]),
  selective('the other side derives', [weDerive, theyDerive]),
];
