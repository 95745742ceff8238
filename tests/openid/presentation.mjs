// @openid4vc/openid4vp both ways: its wallet answers our verifier, and its verifier asks our wallet (the command line),
// for each format, each way to answer and each client identifier. Run as: node presentation.mjs PROGRAM
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {createHash, createPublicKey, randomBytes, X509Certificate} from 'node:crypto';
import {once} from 'node:events';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setGlobalConfig} from '@openid4vc/oauth2';
import {Openid4vpClient, Openid4vpVerifier} from '@openid4vc/openid4vp';
import * as jose from 'jose';
import {run, startBlason} from './server.mjs';

setGlobalConfig({allowInsecureUrls: true});  // plain http, on loopback
const program = process.argv[2];
const folder = mkdtempSync(join(tmpdir(), 'blason-presentation-'));
const server = await startBlason(program);

function blason(options, input = '') {
  const {status, stdout, stderr} = spawnSync(program, options, {input, encoding: 'utf8'});
  if (status !== 0) throw new Error(`blason ${options.join(' ')} ended with ${status}: ${stderr}${stdout}`);
  return stdout.trim();
}
let files = 0;
function file(text) {
  const path = join(folder, `file-${++files}`);
  writeFileSync(path, text, {mode: 0o600});
  return path;
}
function newKey(type) {
  const text = blason(['key', 'generate', '--type', type]);
  const path = file(text);
  const {d: _, ...publicJwk} = JSON.parse(text);
  return {path, jwk: JSON.parse(text), publicJwk, did: blason(['key', 'did', path])};
}
const methodOf = key => `${key.did}#${key.did.slice('did:key:'.length)}`;
const issuer = newKey('p256');
const holder = newKey('p256');

// What the holder has, once in each format.
const badge = {
  '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
  id: 'urn:uuid:00000000-0000-4000-8000-000000000001',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  name: 'Reader',
  issuer: {id: 'urn:x', type: ['Profile'], name: 'A school'},
  validFrom: '2026-01-01T00:00:00Z',
  credentialSubject: {
    id: holder.did,
    type: ['AchievementSubject'],
    identifier: [{type: 'IdentityObject', hashed: false, identityHash: 'learner@example.org', identityType: 'emailAddress'}],
    achievement: {
      id: 'https://school.example/achievements/reader', type: ['Achievement'], name: 'Reader', description: 'Reads books.',
      criteria: {narrative: 'Read ten books.'},
    },
  },
};
const issue = (credential, ...options) => blason(['issue', '--key', issuer.path, '--set-issuer', ...options], JSON.stringify(credential));
const vct = 'https://school.example/vct/reader';
const name = ['credentialSubject', 'achievement', 'name'];
const badgeType = {type_values: [['https://purl.imsglobal.org/spec/vc/ob/vocab.html#OpenBadgeCredential'], ['OpenBadgeCredential']]};
const formats = {
  'dc+sd-jwt': {
    credential: blason(['issue', '--key', issuer.path, '--format', 'sd-jwt', '--holder-key', file(JSON.stringify(holder.publicJwk))],
      JSON.stringify({iss: issuer.did, vct, name: 'Reader', email: 'learner@example.org'})),
    query: {id: 'badge', format: 'dc+sd-jwt', meta: {vct_values: [vct]}, claims: [{path: ['name']}]},
    nameIn: credential => credential.name,
  },
  ldp_vc: {
    credential: issue(badge, '--suite', 'ecdsa-sd-2023'),
    query: {id: 'badge', format: 'ldp_vc', meta: badgeType, claims: [{path: name}]},
    nameIn: credential => credential.credentialSubject.achievement.name,
  },
  jwt_vc_json: {
    credential: issue(badge, '--format', 'jwt'),
    query: {id: 'badge', format: 'jwt_vc_json', meta: badgeType, claims: [{path: name}]},
    nameIn: credential => credential.credentialSubject.achievement.name,
  },
};

/** A presentation that is not made by our wallet, where a library can make it. */
async function presentation(format, {nonce, audience}) {
  const {credential} = formats[format];
  if (format === 'ldp_vc') {
    const shown = blason(['derive', '--reveal', '/credentialSubject/achievement', '--reveal', '/credentialSubject/id'], credential);
    return JSON.parse(blason(['present', '--key', holder.path, '--suite', 'ecdsa-rdfc-2019', '--challenge', nonce, '--domain', audience, '--', '-'], shown));
  }
  const key = await jose.importJWK(holder.jwk, 'ES256');
  if (format === 'jwt_vc_json') {
    const vp = {'@context': ['https://www.w3.org/2018/credentials/v1'], type: ['VerifiablePresentation'], verifiableCredential: [credential]};
    return new jose.SignJWT({vp, nonce}).setProtectedHeader({alg: 'ES256', typ: 'JWT', kid: methodOf(holder)})
      .setIssuer(holder.did).setAudience(audience).setIssuedAt().sign(key);
  }
  const [jwt, ...disclosures] = credential.split('~').filter(part => part !== '');
  const kept = disclosures.filter(text => JSON.parse(Buffer.from(text, 'base64url'))[1] === 'name');
  const shown = [jwt, ...kept, ''].join('~');
  const binding = await new jose.SignJWT({nonce, sd_hash: createHash('sha256').update(shown).digest('base64url')})
    .setProtectedHeader({alg: 'ES256', typ: 'kb+jwt'}).setAudience(audience).setIssuedAt().sign(key);
  return shown + binding;
}

// What the library leaves to its user: keys, signatures, encryption.
async function keyOfDid(didUrl) {
  const {didDocument} = JSON.parse(blason(['did', 'resolve', didUrl.split('#')[0], '--json']));
  const method = didDocument.verificationMethod.find(one => one.id === didUrl);
  assert.ok(method, `${didUrl} is no method of its document`);
  const bytes = decodeBase58(method.publicKeyMultibase.slice(1));
  if (bytes[0] === 0xed) return {kty: 'OKP', crv: 'Ed25519', x: bytes.subarray(2).toString('base64url')};
  // SubjectPublicKeyInfo of a compressed point on P-256
  const der = Buffer.concat([Buffer.from('3039301306072a8648ce3d020106082a8648ce3d030107032200', 'hex'), bytes.subarray(2)]);
  return createPublicKey({key: der, format: 'der', type: 'spki'}).export({format: 'jwk'});
}
function decodeBase58(text) {
  const digits = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  let number = 0n;
  for (const digit of text) number = number * 58n + BigInt(digits.indexOf(digit));
  const hex = number.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
}
const certificateOf = text => new X509Certificate(Buffer.from(text, 'base64'));
let encryption;  // of the verifier of a case: {privateJwk, publicJwk}
const callbacks = {
  fetch,
  hash: (data, algorithm) => createHash(algorithm.replace('-', '')).update(data).digest(),
  getX509CertificateMetadata: text => ({
    sanDnsNames: (certificateOf(text).subjectAltName ?? '').split(', ').filter(one => one.startsWith('DNS:')).map(one => one.slice(4)),
    sanUriNames: [],
  }),
  async signJwt(_signer, {header, payload}) {
    const key = await jose.importJWK(issuer.jwk, 'ES256');
    return {jwt: await new jose.SignJWT(payload).setProtectedHeader(header).sign(key), signerJwk: issuer.publicJwk};
  },
  async verifyJwt(signer, {compact}) {
    const signerJwk = signer.method === 'x5c' ? certificateOf(signer.x5c[0]).publicKey.export({format: 'jwk'}) : await keyOfDid(signer.didUrl);
    try {
      await jose.compactVerify(compact, await jose.importJWK(signerJwk, signer.alg));
      return {verified: true, signerJwk};
    } catch {
      return {verified: false};
    }
  },
  async encryptJwe({publicJwk, alg, enc, apu, apv}, data) {
    const encrypt = new jose.CompactEncrypt(new TextEncoder().encode(data)).setProtectedHeader({alg, enc, kid: publicJwk.kid});
    encrypt.setKeyManagementParameters({apu: apu && jose.base64url.decode(apu), apv: apv && jose.base64url.decode(apv)});
    return {jwe: await encrypt.encrypt(await jose.importJWK(publicJwk, alg)), encryptionJwk: publicJwk};
  },
  async decryptJwe(jwe) {
    const {plaintext} = await jose.compactDecrypt(jwe, await jose.importJWK(encryption.privateJwk, 'ECDH-ES'));
    return {decrypted: true, decryptionJwk: encryption.publicJwk, payload: new TextDecoder().decode(plaintext)};
  },
};
const wallet = new Openid4vpClient({callbacks});
const verifier = new Openid4vpVerifier({callbacks});

async function json(path, body) {
  const answer = await fetch(server.url + path, body && {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(body)});
  const text = await answer.text();
  assert.ok(answer.ok, `${path}: ${answer.status} ${text}`);
  return JSON.parse(text);
}

/** Their wallet reads our request, and makes an answer to it with `change`d presentations. */
async function theirAnswer(asked, format, responseMode, change = {}) {
  const {params} = wallet.parseOpenid4vpAuthorizationRequest({authorizationRequest: asked.requestUri});
  const resolved = await wallet.resolveOpenId4vpAuthorizationRequest({authorizationRequestPayload: params, wallet: {}});
  const request = resolved.authorizationRequestPayload;
  assert.equal(resolved.client.effective, asked.clientId);
  assert.deepEqual(request.dcql_query.credentials[0].id, 'badge');
  const vp = await presentation(format, {nonce: request.nonce, audience: request.client_id, ...change});
  const response = await wallet.createOpenid4vpAuthorizationResponse({
    authorizationRequestPayload: request,
    authorizationResponsePayload: {vp_token: {badge: [vp]}},
    ...(responseMode === 'direct_post.jwt' && {jarm: {
      encryption: {nonce: randomBytes(16).toString('hex')},
      serverMetadata: {authorization_encryption_alg_values_supported: ['ECDH-ES'], authorization_encryption_enc_values_supported: ['A128GCM', 'A256GCM']},
    }}),
  });
  return () => wallet.submitOpenid4vpAuthorizationResponse({
    authorizationRequestPayload: request,
    authorizationResponsePayload: response.authorizationResponsePayload,
    ...(response.jarm && {jarm: response.jarm}),
  });
}

/** Their verifier on a loopback port: {url, answers}. */
async function startVerifier(respond) {
  const answers = [];
  const host = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const answer = respond(request, body);
    if (answer.post !== undefined) answers.push(answer.post);
    response.writeHead(answer.status ?? 200, {'content-type': answer.type ?? 'application/json'}).end(answer.body ?? '{}');
  });
  host.listen(0, '127.0.0.1');
  await once(host, 'listening');
  return {url: `http://127.0.0.1:${host.address().port}`, answers, close: () => new Promise(done => host.close(done))};
}

/** Our wallet, without blocking the verifier that it talks to. */
async function present(link, format, ...options) {
  const child = spawn(program, ['wallet', 'present', '--json', '--key', holder.path, ...options, link, file(formats[format].credential)]);
  let out = '';
  let err = '';
  child.stdout.on('data', chunk => (out += chunk));
  child.stderr.on('data', chunk => (err += chunk));
  const [status] = await once(child, 'exit');
  return {status, out, err};
}

async function theirRequest(format, responseMode, prefix, further = {}) {
  const keys = await jose.generateKeyPair('ECDH-ES', {crv: 'P-256', extractable: true});
  const publicJwk = {...(await jose.exportJWK(keys.publicKey)), kid: 'enc-1', use: 'enc', alg: 'ECDH-ES'};
  encryption = {publicJwk, privateJwk: await jose.exportJWK(keys.privateKey)};
  let object;
  const host = await startVerifier((request, body) => request.url === '/request'
    ? {type: 'application/oauth-authz-req+jwt', body: object}
    : {post: Object.fromEntries(new URLSearchParams(body))});
  const responseUri = `${host.url}/answer`;
  const payload = {
    response_type: 'vp_token',
    client_id: prefix === 'redirect_uri' ? `redirect_uri:${responseUri}` : `decentralized_identifier:${issuer.did}`,
    response_mode: responseMode,
    response_uri: responseUri,
    nonce: randomBytes(16).toString('base64url'),
    state: randomBytes(16).toString('base64url'),
    dcql_query: {credentials: [formats[format].query]},
    client_metadata: {jwks: {keys: [publicJwk]}, vp_formats_supported: {[format]: {}}, encrypted_response_enc_values_supported: ['A256GCM']},
    ...further,
  };
  const made = await verifier.createOpenId4vpAuthorizationRequest({
    authorizationRequestPayload: payload,
    ...(prefix === 'decentralized_identifier' && {jar: {
      requestUri: `${host.url}/request`,
      jwtSigner: {method: 'did', didUrl: methodOf(issuer), alg: 'ES256'},
      expiresInSeconds: 300,
      additionalJwtPayload: {aud: 'https://self-issued.me/v2'},
    }}),
  });
  object = made.jar?.authorizationRequestJwt;
  return {host, payload, link: made.authorizationRequest};
}

const cases = {};
for (const format of Object.keys(formats)) {
  for (const responseMode of ['direct_post', 'direct_post.jwt']) {
    for (const clientIdPrefix of ['redirect_uri', 'decentralized_identifier', 'x509_san_dns', 'x509_hash']) {
      cases[`their wallet: ${format}, ${responseMode}, ${clientIdPrefix}`] = async () => {
        const asked = await json('/presentations/requests', {dcqlQuery: {credentials: [formats[format].query]}, responseMode, clientIdPrefix});
        const submit = await theirAnswer(asked, format, responseMode);
        const {response} = await submit();
        assert.equal(response.status, 200, await response.clone().text());
        const {status, result} = await json(`/presentations/requests/${asked.id}`);
        assert.equal(status, 'answered');
        assert.equal(result.outcome, 'valid');
        assert.equal(formats[format].nameIn(result.presentations.badge[0].credential), 'Reader');
        assert.equal((await submit()).response.status, 400, 'the same answer counts once');
      };
    }
    for (const prefix of ['redirect_uri', 'decentralized_identifier']) {
      cases[`their verifier: ${format}, ${responseMode}, ${prefix}`] = async () => {
        const {host, payload, link} = await theirRequest(format, responseMode, prefix);
        try {
          const {status, err} = await present(link, format, '--yes');
          assert.equal(status, 0, err);
          const parsed = await verifier.parseOpenid4vpAuthorizationResponse({authorizationRequestPayload: payload, authorizationResponse: host.answers[0], callbacks});
          assert.equal(parsed.jarm === undefined, responseMode === 'direct_post');
          const [vp] = parsed.dcql.presentations.badge;
          const text = typeof vp === 'string' ? vp : JSON.stringify(vp);
          const report = spawnSync(program, ['verify', '--json', '--offline', '--challenge', payload.nonce, '--domain', payload.client_id, '--', '-'], {input: text, encoding: 'utf8'});
          assert.equal(report.status, 0, report.stdout);
          if (format !== 'jwt_vc_json') assert.ok(!text.includes('learner@') && !text.includes(Buffer.from('learner@exa').toString('base64url').slice(0, 12)), text);
          if (format === 'dc+sd-jwt') {
            const binding = text.slice(text.lastIndexOf('~') + 1);
            await jose.jwtVerify(binding, await jose.importJWK(holder.publicJwk, 'ES256'), {audience: payload.client_id, typ: 'kb+jwt'});
          }
          if (format === 'jwt_vc_json')
            await jose.jwtVerify(text, await jose.importJWK(holder.publicJwk, 'ES256'), {audience: payload.client_id, issuer: holder.did});
        } finally {
          await host.close();
        }
      };
    }
  }
  cases[`their wallet, another audience or nonce: ${format}`] = async () => {
    const asked = await json('/presentations/requests', {dcqlQuery: {credentials: [formats[format].query]}});
    for (const change of [{audience: 'redirect_uri:https://other.example'}, {nonce: 'other'}]) {
      const {response} = await (await theirAnswer(asked, format, 'direct_post', change))();
      assert.equal(response.status, 400);
    }
    assert.equal((await json(`/presentations/requests/${asked.id}`)).status, 'open');
  };
}
cases['their verifier: a transaction'] = async () => {
  const transaction = {type: 'urn:example:enrol', credential_ids: ['badge'], transaction_data_hashes_alg: ['sha-384', 'sha-256'], course: '12'};
  const transactionData = [Buffer.from(JSON.stringify(transaction)).toString('base64url')];
  const {host, payload, link} = await theirRequest('dc+sd-jwt', 'direct_post', 'decentralized_identifier', {transaction_data: transactionData});
  try {
    assert.equal((await present(link, 'dc+sd-jwt', '--yes')).status, 1);
    assert.equal(host.answers.pop().error, 'invalid_transaction_data');
    const {status, err} = await present(link, 'dc+sd-jwt', '--yes', '--transaction-type', transaction.type);
    assert.equal(status, 0, err);
    const parsed = await verifier.parseOpenid4vpAuthorizationResponse({authorizationRequestPayload: payload, authorizationResponse: host.answers[0], callbacks});
    const [text] = parsed.dcql.presentations.badge;
    const claims = jose.decodeJwt(text.slice(text.lastIndexOf('~') + 1));
    const [verified] = await verifier.verifyTransactionData({transactionData, credentials: {badge: [claims]}});
    assert.equal(verified.credentialId, 'badge');
  } finally {
    await host.close();
  }
};
cases['their wallet: a transaction'] = async () => {
  const asked = await json('/presentations/requests', {
    dcqlQuery: {credentials: [formats['dc+sd-jwt'].query]}, transactionData: [{type: 'urn:example:enrol', credential_ids: ['badge'], course: '12'}]});
  // It leaves the hashes to its user, who leaves them out here.
  const {response} = await (await theirAnswer(asked, 'dc+sd-jwt', 'direct_post'))();
  assert.equal(response.status, 400);
  assert.match((await response.json()).error_description, /transaction-data-missing/);
};
for (const way of [{requestUriMethod: 'post'}, {byValue: true}]) {
  cases[`their wallet: ${JSON.stringify(way)}`] = async () => {
    const asked = await json('/presentations/requests', {dcqlQuery: {credentials: [formats['dc+sd-jwt'].query]}, ...way});
    assert.equal((await (await theirAnswer(asked, 'dc+sd-jwt', 'direct_post'))()).response.status, 200);
  };
}
cases['their wallet: back to the browser that asked'] = async () => {
  const asked = await json('/presentations/requests', {dcqlQuery: {credentials: [formats['dc+sd-jwt'].query]}, sameDevice: true, returnTo: 'https://app.example/back'});
  const {response} = await (await theirAnswer(asked, 'dc+sd-jwt', 'direct_post'))();
  const back = new URL((await response.json()).redirect_uri);
  assert.equal(back.origin, 'https://app.example');
  assert.equal((await json(`/presentations/requests/${asked.id}`)).result, undefined);
  const collected = await json(`/presentations/requests/${asked.id}/result`, {responseCode: back.searchParams.get('response_code'), session: asked.session});
  assert.equal(collected.result.outcome, 'valid');
};
cases['their verifier is told when there is nothing to show'] = async () => {
  const {host, payload, link} = await theirRequest('dc+sd-jwt', 'direct_post', 'decentralized_identifier');
  try {
    const {status, err} = await present(link, 'jwt_vc_json', '--yes');
    assert.equal(status, 1, err);
    assert.deepEqual([host.answers[0].error, host.answers[0].state], ['access_denied', payload.state]);
  } finally {
    await host.close();
  }
};

try {
  await run(cases);
} finally {
  await server.stop();
  rmSync(folder, {recursive: true, force: true});
}
