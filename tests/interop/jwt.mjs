// jose: badges as JWT. The library signs with the `typ` of VC-JOSE-COSE, we with that of Open Badges 3.0 section 8.2.1.
import {SignJWT, exportJWK, generateKeyPair, importJWK, jwtVerify} from 'jose';

function row(type, algorithm) {
  return {
    library: 'jose', suite: `VC-JWT, ${algorithm}`, type,
    prepare: credential => credential,
    options: ['--format', 'jwt', '--alg', algorithm],
    async newKey() {
      const {privateKey} = await generateKeyPair(algorithm, {extractable: true});
      return exportJWK(privateKey);
    },
    async sign(credential, {jwk, did}) {
      const secured = {...credential, issuer: {...credential.issuer, id: did}};
      return new SignJWT(secured).setProtectedHeader({alg: algorithm, typ: 'vc+jwt', kid: `${did}#${did.slice('did:key:'.length)}`})
        .sign(await importJWK(jwk, algorithm));
    },
    async verify(text, {jwk, did}) {
      const {d: _, p, q, dp, dq, qi, ...publicKey} = jwk;
      try {
        const {payload, protectedHeader} = await jwtVerify(text, await importJWK(publicKey, algorithm), {algorithms: [algorithm]});
        if (!['vc+jwt', 'JWT'].includes(protectedHeader.typ)) return {valid: false, why: `typ is ${protectedHeader.typ}`};
        return {valid: payload.issuer.id === did, why: ''};
      } catch (error) {
        return {valid: false, why: error.message};
      }
    },
    alter,
  };
}

function alter(text) {
  const [header, payload, signature] = text.split('.');
  const encode = value => Buffer.from(JSON.stringify(value)).toString('base64url');
  const decode = part => JSON.parse(Buffer.from(part, 'base64url'));
  const claims = decode(payload);
  claims.credentialSubject.achievement.name += '!';
  const bytes = Buffer.from(signature, 'base64url');
  bytes[7] ^= 1;
  return [
    ['a claim', `${header}.${encode(claims)}.${signature}`],
    ['the header', `${encode({...decode(header), extra: 1})}.${payload}.${signature}`],
    ['no algorithm', `${encode({...decode(header), alg: 'none'})}.${payload}.`],
    ['the signature', `${header}.${payload}.${bytes.toString('base64url')}`],
  ];
}

export const rows = [
  row('ed25519', 'EdDSA'),
  row('p256', 'ES256'),
  row('p384', 'ES384'),
  row('rsa2048', 'RS256'),
  row('rsa2048', 'PS256'),
];
