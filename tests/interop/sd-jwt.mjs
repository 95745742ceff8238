// @sd-jwt/core: credentials as SD-JWT (RFC 9901, VC-JOSE-COSE), with and without key binding. The library leaves the
// signatures themselves to its caller: here they are those of Node's crypto.
import {createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign, verify} from 'node:crypto';

import {SDJwtInstance} from '@sd-jwt/core';

const ASKED = {nonce: 'test-nonce-1', audience: 'https://verifier.example'};
const CURVES = {
  p256: {algorithm: 'ES256', curve: 'P-256', hash: 'sha256'},
  p384: {algorithm: 'ES384', curve: 'P-384', hash: 'sha384'},
  secp256k1: {algorithm: 'ES256K', curve: 'secp256k1', hash: 'sha256'},
};
const HIDDEN = 'Kept back';

const signerOf = (jwk, hash) => data =>
  sign(hash, Buffer.from(data), {key: createPrivateKey({key: jwk, format: 'jwk'}), dsaEncoding: 'ieee-p1363'}).toString('base64url');
const verifierOf = (jwk, hash) => (data, signature) =>
  verify(hash, Buffer.from(data), {key: createPublicKey({key: jwk, format: 'jwk'}), dsaEncoding: 'ieee-p1363'}, Buffer.from(signature, 'base64url'));
const hashing = {
  hasher: (data, algorithm) => new Uint8Array(createHash(algorithm.replace('-', '')).update(data).digest()),
  hashAlg: 'sha-256',
  saltGenerator: length => randomBytes(length).toString('base64url'),
};

/** `present(issued, holder, blason)` makes what is shown to the verifier: [of what they issue, of what we issue]. */
function row(type, what, [ofTheirs, ofOurs], {bound}) {
  const {algorithm, curve, hash} = CURVES[type];
  const newKey = () => generateKeyPairSync('ec', {namedCurve: curve}).privateKey.export({format: 'jwk'});
  let holder;
  const newHolder = blason => (holder = blason.keyOf(generateKeyPairSync('ec', {namedCurve: 'P-256'}).privateKey.export({format: 'jwk'})));
  const checked = text => {
    const [jwt, ...disclosures] = text.split('~');
    const read = part => Buffer.from(part, 'base64url').toString();
    const disclosed = disclosures.map(read).join();
    if ((disclosed + read(jwt.split('.')[1])).includes(HIDDEN) || !disclosed.includes('Autumn')) throw new Error(`other claims are disclosed than were chosen: ${disclosed}`);
    return text;
  };
  return {
    library: '@sd-jwt/core', suite: `vc+sd-jwt, ${algorithm}, ${what}`, type,
    asked: bound ? ASKED : undefined,
    prepare: credential => ({...credential, credentialSubject: {...credential.credentialSubject, role: HIDDEN, term: 'Autumn'}}),
    optionsFor: blason => ['--format', 'sd-jwt', '--disclosable', '/credentialSubject/role', '--disclosable', '/credentialSubject/term',
      ...(bound ? ['--holder-key', blason.publicFile(newHolder(blason))] : [])],
    newKey,
    async sign(credential, {jwk, did}, blason) {
      const library = new SDJwtInstance({...hashing, signer: signerOf(jwk, hash), signAlg: algorithm});
      const claims = {...credential, issuer: {...credential.issuer, id: did}};
      if (bound) {
        const {d: _, ...publicKey} = newHolder(blason).jwk;
        claims.cnf = {jwk: publicKey};
      }
      const issued = await library.issue(claims, {credentialSubject: {_sd: ['role', 'term'], _sd_decoy: 2}},
        {header: {typ: 'vc+sd-jwt', kid: `${did}#${did.slice('did:key:'.length)}`}});
      return checked(await ofTheirs(issued, holder, blason));
    },
    show: async (issued, blason) => checked(await ofOurs(issued, holder, blason)),
    async verify(text, {jwk, did}) {
      const library = new SDJwtInstance({...hashing, verifier: verifierOf(jwk, hash),
        kbVerifier: (data, signature, payload) => verifierOf(payload.cnf.jwk, 'sha256')(data, signature)});
      try {
        // The library ignores a disclosure that no digest stands for (see differences below); so its caller has to ask for
        // the claim.
        const {payload, kb} = await library.verify(text, {requiredClaimKeys: ['credentialSubject.term'], keyBindingNonce: bound ? ASKED.nonce : undefined});
        // The audience is the caller's to compare.
        return {valid: payload.issuer.id === did && (!bound || kb.payload.aud === ASKED.audience), why: 'another issuer or audience'};
      } catch (error) {
        return {valid: false, why: error.message};
      }
    },
    alter: text => alter(text, bound),
    differences: text => bound ? [] : differences(text),
  };
}

const encode = value => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = part => JSON.parse(Buffer.from(part, 'base64url'));

/** Part `index` of a token edited, the others to the letter as they were: 0 the header, 1 the payload. */
function edited(jwt, index, edit) {
  const parts = jwt.split('.');
  const value = decode(parts[index]);
  edit(value);
  parts[index] = encode(value);
  return parts.join('.');
}

function resigned(jwt) {
  const [header, payload, signature] = jwt.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  bytes[7] ^= 1;
  return [header, payload, bytes.toString('base64url')].join('.');
}

function alter(text, bound) {
  const [jwt, ...rest] = text.split('~');
  const disclosures = rest.slice(0, -1);
  const binding = rest.at(-1);
  const join = (first, middle, last) => [first, ...middle, last].join('~');
  const changed = (index, edit) => join(edited(jwt, index, edit), disclosures, binding);
  const bindingChanged = edit => join(jwt, disclosures, edited(binding, 1, edit));
  const another = disclosures.map(part => {
    const [salt, name, value] = decode(part);
    return encode([salt, name, `${value}!`]);
  });
  return [
    ['a claim', changed(1, claims => { claims.credentialSubject.achievement.name += '!'; })],
    ['the header', changed(0, header => { header.extra = 1; })],
    ['the signature', join(resigned(jwt), disclosures, binding)],
    ['a disclosed claim', join(jwt, another, binding)],
    ...(bound ? [
      ['the disclosure left out', join(jwt, [], binding)],
      ['the binding left out', join(jwt, disclosures, '')],
      ['the nonce of the binding', bindingChanged(claims => { claims.nonce += '2'; })],
      ['the audience of the binding', bindingChanged(claims => { claims.aud += '2'; })],
      ['the signature of the binding', join(jwt, disclosures, resigned(binding))],
    ] : []),
  ];
}

/** A holder sends no disclosure twice (RFC 9901 section 4), and each one has its digest (section 7.1, step 5). */
const differences = text => [
  ['a disclosure twice', text + text.split('~')[1] + '~'],
  ['a disclosure without a digest', `${text}${encode([randomBytes(16).toString('base64url'), 'humanCode', 'X'])}~`],
];

const FRAME = {credentialSubject: {term: true}};
const REVEALED = ['/credentialSubject/term'];
const theyChoose = issued => new SDJwtInstance(hashing).present(issued, FRAME);
const theyPresent = (issued, holder) => new SDJwtInstance({...hashing, kbSigner: signerOf(holder.jwk, 'sha256'), kbSignAlg: 'ES256'})
  .present(issued, FRAME, {kb: {payload: {iat: Math.floor(Date.now() / 1000), aud: ASKED.audience, nonce: ASKED.nonce}}});
const wePresent = (issued, holder, blason) => blason.present(issued, holder, REVEALED, ASKED);

export const rows = [
  row('p256', 'the library chooses', [theyChoose, theyChoose], {bound: false}),
  row('p384', 'the library chooses', [theyChoose, theyChoose], {bound: false}),
  // The command line makes no key of this kind, but takes one.
  {...row('secp256k1', 'the library chooses', [theyChoose, theyChoose], {bound: false}), keyIsTheirs: true},
  row('p256', 'the issuing side presents it with key binding', [theyPresent, wePresent], {bound: true}),
  row('p256', 'the other side presents it with key binding', [wePresent, theyPresent], {bound: true}),
];
