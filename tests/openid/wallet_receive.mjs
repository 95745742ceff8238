// Our command line as a wallet, at an issuer that is made of the classes of @openid4vc/openid4vci and
// @openid4vc/oauth2. Run as: node wallet_receive.mjs PROGRAM
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {createHash, randomBytes} from 'node:crypto';
import {once} from 'node:events';
import {existsSync, mkdtempSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {HashAlgorithm, Oauth2AuthorizationServer, Oauth2ResourceServer, Oauth2ServerErrorResponseError, setGlobalConfig} from '@openid4vc/oauth2';
import {Openid4vciIssuer} from '@openid4vc/openid4vci';
import * as jose from 'jose';
import {run} from './server.mjs';

setGlobalConfig({allowInsecureUrls: true});  // plain http, on loopback
const program = process.argv[2];
const folder = mkdtempSync(join(tmpdir(), 'blason-receive-'));
const issuerKey = join(folder, 'test-issuer.json');
const blason = (args, input) => {
  const {status, stdout, stderr} = spawnSync(program, args, {input, encoding: 'utf8'});
  if (status !== 0) throw new Error(`blason ${args[0]} ended with ${status}: ${stderr}`);
  return stdout.trim();
};
writeFileSync(issuerKey, blason(['key', 'generate', '--type', 'ed25519']), {mode: 0o600});

// --- What the library leaves to whoever uses it ---

const asKeys = await jose.generateKeyPair('ES256', {extractable: true});
const asJwk = {...(await jose.exportJWK(asKeys.publicKey)), kid: 'test-as', alg: 'ES256', use: 'sig'};

/** did:key of Ed25519 or P-256 as a JWK: base58 of a multicodec key; of P-256 the library is given the key itself. */
function keyOfDid(didUrl) {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
  let number = 0n;
  for (const letter of didUrl.split('#')[0].slice('did:key:z'.length)) number = number * 58n + BigInt(alphabet.indexOf(letter));
  const bytes = Buffer.from(number.toString(16), 'hex');
  assert.equal(bytes.readUInt16BE(0), 0xed01, didUrl);
  return {kty: 'OKP', crv: 'Ed25519', x: bytes.subarray(2).toString('base64url')};
}

const callbacks = {
  hash: (data, algorithm) => createHash(algorithm === HashAlgorithm.Sha256 ? 'sha256' : algorithm).update(data).digest(),
  generateRandom: size => randomBytes(size),
  clientAuthentication: () => undefined,
  fetch,
  signJwt: async (_, {header, payload}) => ({
    jwt: await new jose.SignJWT(payload).setProtectedHeader({...header, alg: 'ES256', kid: 'test-as'}).sign(asKeys.privateKey),
    signerJwk: asJwk,
  }),
  verifyJwt: async (signer, {compact, header}) => {
    const jwk = signer.method === 'did' ? keyOfDid(signer.didUrl) : (signer.publicJwk ?? header.jwk ?? asJwk);
    try {
      await jose.compactVerify(compact, await jose.importJWK(jwk, header.alg));
      return {verified: true, signerJwk: jwk};
    } catch {
      return {verified: false};
    }
  },
};
const issuer = new Openid4vciIssuer({callbacks});
const server = new Oauth2AuthorizationServer({callbacks});
const resource = new Oauth2ResourceServer({callbacks});

// --- The issuer ---

const types = ['VerifiableCredential', 'OpenBadgeCredential'];
const contexts = ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'];
const proofs = {jwt: {proof_signing_alg_values_supported: ['EdDSA', 'ES256']}};
const configurations = {
  badge_ldp: {format: 'ldp_vc', scope: 'ldp', cryptographic_binding_methods_supported: ['did:key'], proof_types_supported: proofs,
    credential_definition: {'@context': contexts, type: types}},
  badge_jwt: {format: 'jwt_vc_json', scope: 'jwt', cryptographic_binding_methods_supported: ['did:key'], proof_types_supported: proofs,
    credential_definition: {type: types}},
  badge_sd: {format: 'dc+sd-jwt', scope: 'sd', cryptographic_binding_methods_supported: ['jwk'], vct: 'https://issuer.example/weaving',
    proof_types_supported: {jwt: {proof_signing_alg_values_supported: ['ES256']}}},
};

/** One issuer for one case; `how`: what it does, and does wrong. */
class Issuer {
  offers = new Map();
  notifications = [];
  tokens = 0;

  constructor(how) {
    this.how = how;
  }

  async start() {
    this.http = createServer((request, response) => {
      this.#answer(request).catch(error => {
        if (error instanceof Oauth2ServerErrorResponseError) return [error.status, error.errorResponse];
        console.log(error.stack);
        return [500, {error: 'server_error'}];
      }).then(([status, body, headers = {}]) => {
        response.writeHead(status, {'content-type': 'application/json', 'cache-control': 'no-store', ...headers});
        response.end(body === undefined ? '' : JSON.stringify(body));
      });
    });
    this.http.listen(0, '127.0.0.1');
    await once(this.http, 'listening');
    this.url = `http://127.0.0.1:${this.http.address().port}/tenant`;
    this.authorizationServer = server.createAuthorizationServerMetadata({
      issuer: this.url, token_endpoint: `${this.url}/token`, jwks_uri: `${this.url}/jwks`,
      grant_types_supported: ['urn:ietf:params:oauth:grant-type:pre-authorized_code'],
      'pre-authorized_grant_anonymous_access_supported': true,
      ...(this.how.dpop ? {dpop_signing_alg_values_supported: ['ES256', 'EdDSA']} : {}),
    });
    this.metadata = issuer.createCredentialIssuerMetadata({
      credential_issuer: this.url, credential_endpoint: `${this.url}/credential`, nonce_endpoint: `${this.url}/nonce`,
      deferred_credential_endpoint: `${this.url}/deferred`, notification_endpoint: `${this.url}/notification`,
      batch_credential_issuance: {batch_size: 5}, credential_configurations_supported: configurations,
    });
    this.issuerMetadata = {
      originalDraftVersion: 'V1', credentialIssuer: this.metadata, authorizationServers: [this.authorizationServer],
      knownCredentialConfigurations: issuer.getKnownCredentialConfigurationsSupported(this.metadata),
    };
    return this;
  }

  stop() {
    this.http.close();
  }

  async offer() {
    const {credentialOffer, credentialOfferObject} = await issuer.createCredentialOffer({
      issuerMetadata: this.issuerMetadata,
      credentialConfigurationIds: this.how.configurations,
      grants: {'urn:ietf:params:oauth:grant-type:pre-authorized_code': {
        'pre-authorized_code': 'test-code',
        ...(this.how.txCode ? {tx_code: {length: this.how.txCode.length, input_mode: 'numeric', description: 'In your mail'}} : {}),
      }},
      ...(this.how.byReference ? {credentialOfferUri: `${this.url}/offers/1`} : {}),
    });
    this.offerObject = credentialOfferObject;
    return credentialOffer;
  }

  async #answer(request) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    const origin = new URL(this.url).origin;
    const like = {headers: new Headers(Object.entries(request.headers)), method: request.method, url: `${origin}${request.url}`};
    switch (`${request.method} ${request.url}`) {
      case 'GET /.well-known/openid-credential-issuer/tenant':
        return [200, {...this.metadata, ...this.how.metadata?.(this)}];
      case 'GET /.well-known/oauth-authorization-server/tenant': return [200, this.authorizationServer];
      case 'GET /tenant/jwks': return [200, {keys: [asJwk]}];
      case 'GET /tenant/offers/1': return [200, this.offerObject];
      case 'POST /tenant/token': return this.#token(like, text);
      case 'POST /tenant/nonce': return [200, issuer.createNonceResponse({cNonce: 'test-nonce', cNonceExpiresInSeconds: 60})];
      case 'POST /tenant/credential': return this.#credential(like, JSON.parse(text));
      case 'POST /tenant/deferred': return this.#deferred(like, JSON.parse(text));
      case 'POST /tenant/notification':
        await this.#authorized(like);
        this.notifications.push(JSON.parse(text));
        return [204];
      default: return [404, {error: 'not_found'}];
    }
  }

  #nonceIsMissing(like) {
    return this.how.dpop && jose.decodeJwt(like.headers.get('dpop') ?? '').nonce !== 'test-dpop-nonce';
  }

  async #token(like, text) {
    const accessTokenRequest = Object.fromEntries(new URLSearchParams(text));
    const parsed = server.parseAccessTokenRequest({accessTokenRequest, request: like});
    if (this.#nonceIsMissing(like)) return [400, {error: 'use_dpop_nonce'}, {'dpop-nonce': 'test-dpop-nonce'}];
    const {dpop} = await server.verifyPreAuthorizedCodeAccessTokenRequest({
      authorizationServerMetadata: this.authorizationServer, accessTokenRequest: parsed.accessTokenRequest, grant: parsed.grant, request: like,
      expectedPreAuthorizedCode: 'test-code', expectedTxCode: this.how.txCode,
      dpop: this.how.dpop ? {required: true, ...parsed.dpop} : undefined,
    });
    ++this.tokens;
    return [200, await server.createAccessTokenResponse({
      audience: this.url, authorizationServer: this.url, expiresInSeconds: 60, subject: 'test-subject',
      signer: {method: 'jwk', alg: 'ES256', publicJwk: asJwk}, dpop: dpop && {jwk: dpop.jwk},
      tokenType: this.how.dpop ? 'DPoP' : 'Bearer',
    })];
  }

  async #authorized(like) {
    const found = await resource.verifyResourceRequest({authorizationServers: [this.authorizationServer], request: like, resourceServer: this.url});
    assert.equal(found.scheme, this.how.dpop ? 'DPoP' : 'Bearer');
  }

  async #credential(like, credentialRequest) {
    await this.#authorized(like);
    const parsed = issuer.parseCredentialRequest({issuerMetadata: this.issuerMetadata, credentialRequest});
    const keys = [];
    for (const jwt of parsed.proofs?.jwt ?? []) {
      const {signer} = await issuer.verifyCredentialRequestJwtProof({issuerMetadata: this.issuerMetadata, jwt, expectedNonce: 'test-nonce'});
      keys.push(signer);
    }
    assert.notEqual(keys.length, 0);
    const credentials = keys.map(signer => ({credential: this.#badge(parsed.credentialConfigurationId, signer)}));
    if (this.how.later) {
      this.waiting = credentials;
      return [202, issuer.createCredentialResponse({credentialRequest: parsed, transactionId: 'later-1', interval: 1})];
    }
    return [200, issuer.createCredentialResponse({credentialRequest: parsed, credentials, notificationId: 'note-1'})];
  }

  async #deferred(like, deferredCredentialRequest) {
    await this.#authorized(like);
    const parsed = issuer.parseDeferredCredentialRequest({deferredCredentialRequest});
    assert.equal(parsed.deferredCredentialRequest.transaction_id, 'later-1');
    const {deferredCredentialRequest: request} = parsed;
    if (--this.how.later > 0) return [202, issuer.createDeferredCredentialResponse({deferredCredentialRequest: request, interval: 1, transactionId: 'later-1'})];
    const answer = issuer.createDeferredCredentialResponse({deferredCredentialRequest: request, credentials: this.waiting});
    return [200, {...answer, notification_id: 'note-1'}];  // version 0.4.6 refuses it beside credentials
  }

  #badge(configuration, signer) {
    if (configuration === 'badge_sd') {
      const {alg: _, ...jwk} = signer.publicJwk;
      return blason(['issue', '--key', issuerKey, '--set-issuer', '--format', 'sd-jwt'], JSON.stringify({
        vct: configurations.badge_sd.vct, name: 'Weaving', cnf: {jwk}}));
    }
    const id = this.how.subject ?? signer.didUrl.split('#')[0];
    const credential = {
      '@context': contexts, id: `urn:uuid:${crypto.randomUUID()}`, type: types, name: 'Weaving', issuer: {type: ['Profile'], name: 'Library'},
      validFrom: '2026-01-01T00:00:00Z',
      credentialSubject: {id, type: ['AchievementSubject'], achievement: {
        id: 'https://issuer.example/weaving', type: ['Achievement'], name: 'Weaving', description: 'Weaves.', criteria: {narrative: 'Weave.'}}},
    };
    const text = blason(['issue', '--key', issuerKey, '--set-issuer', ...(configuration === 'badge_jwt' ? ['--format', 'jwt'] : [])], JSON.stringify(credential));
    const sent = configuration === 'badge_jwt' ? text : JSON.parse(text);
    return this.how.spoil === undefined ? sent : this.how.spoil(sent);
  }
}

// --- The wallet ---

let runs = 0;
async function command(args, input = '') {
  const child = spawn(program, ['wallet', 'receive', ...args]);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', chunk => (stdout += chunk));
  child.stderr.on('data', chunk => (stderr += chunk));
  child.stdin.end(input);
  const [status] = await once(child, 'close');
  return {status, stderr, credentials: stdout.split('\n').filter(line => line !== '')};
}
async function receive(how, options = [], input = '') {
  const host = await new Issuer({configurations: ['badge_ldp'], ...how}).start();
  try {
    const keys = join(folder, `test-holder-${++runs}`);
    const unfinished = join(folder, `test-unfinished-${runs}`);
    const done = await command([await host.offer(), '--new-keys', keys, '--unfinished', unfinished, ...options], input);
    return {...done, host, keys, unfinished};
  } finally {
    host.stop();
  }
}
async function taken(how, options, input) {
  const done = await receive(how, options, input);
  assert.equal(done.status, 0, done.stderr);
  assert.deepEqual(done.host.notifications.map(({event}) => event), done.host.how.configurations.map(() => 'credential_accepted'));
  for (const credential of done.credentials) blason(['verify', '--offline', '-'], credential);
  return done;
}
async function refused(how, code, options) {
  const done = await receive(how, options);
  assert.equal(done.status, 1, `${done.status} ${done.stderr}`);
  assert.match(done.stderr, new RegExp(`\\(${code}\\)`));
  assert.deepEqual(done.credentials, []);
  return done;
}
const subjectOf = credential => JSON.parse(credential).credentialSubject.id;
const stranger = () => {
  const file = join(folder, 'test-stranger.json');
  writeFileSync(file, blason(['key', 'generate', '--type', 'ed25519']), {mode: 0o600});
  return blason(['key', 'did', file]);
};

const cases = {};
for (const [configuration, format] of [['badge_ldp', 'ldp_vc'], ['badge_jwt', 'jwt_vc_json'], ['badge_sd', 'dc+sd-jwt']]) {
  for (const dpop of [false, true]) {
    for (const byReference of [false, true]) {
      const name = `${format}, ${dpop ? 'DPoP' : 'bearer'}, ${byReference ? 'by reference' : 'by value'}`;
      cases[name] = async () => {
        const done = await taken({configurations: [configuration], dpop, byReference});
        assert.equal(done.credentials.length, 1);
      };
    }
  }
}
Object.assign(cases, {
  'a code by another way, as an option and typed': async () => {
    await taken({txCode: '4711'}, ['--tx-code', '4711']);
    const typed = await taken({txCode: '4711'}, [], '4711\n');
    assert.match(typed.stderr, /In your mail/);
    const wrong = await refused({txCode: '4711'}, 'token-refused', ['--tx-code', '0000']);
    assert.equal(wrong.host.tokens, 0);
    await refused({txCode: '4711'}, 'tx-code-form', ['--tx-code', '47110']);
  },
  'the key that was named': async () => {
    const file = join(folder, 'test-named.json');
    writeFileSync(file, blason(['key', 'generate', '--type', 'ed25519']), {mode: 0o600});
    const done = await taken({}, ['--key', file]);
    assert.equal(subjectOf(done.credentials[0]), blason(['key', 'did', file]));
  },
  'copies, each with a key of its own': async () => {
    const done = await taken({}, ['--copies', '3']);
    const dids = ['', '-2', '-3'].map(end => blason(['key', 'did', `${done.keys}${end}.json`]));
    assert.deepEqual(done.credentials.map(subjectOf).sort(), dids.sort());
    assert.equal(new Set(dids).size, 3);
  },
  'the format that is wished for': async () => {
    const all = ['badge_jwt', 'badge_ldp', 'badge_sd'];
    const host = {configurations: all};
    assert.equal((await receive(host)).credentials[0][0], '{');
    assert.match((await receive(host, ['--format', 'jwt_vc_json'])).credentials[0], /^eyJ[^~]*$/);
    assert.match((await receive(host, ['--configuration', 'badge_sd'])).credentials[0], /~$/);
    await refused({configurations: ['badge_ldp']}, 'offer-unsupported', ['--format', 'dc+sd-jwt']);
  },
  'what comes later is waited for': async () => {
    const done = await taken({later: 2});
    assert.equal(done.credentials.length, 1);
    const impatient = await receive({later: 2}, ['--wait', '0']);
    assert.equal(impatient.status, 3);
    assert.match(impatient.stderr, /credential-awaited/);
  },
  'what did not come in time is asked for by another run': async () => {
    const host = await new Issuer({configurations: ['badge_ldp'], later: 2, dpop: true}).start();
    try {
      const name = join(folder, 'test-later');
      const first = await command([await host.offer(), '--wait', '0', '--new-keys', name + '-key', '--unfinished', name]);
      assert.equal(first.status, 3, first.stderr);
      assert.match(first.stderr, /--resume .*test-later\.json/);
      assert.equal(statSync(name + '.json').mode & 0o777, 0o600);
      const later = await command(['--resume', name + '.json']);
      assert.equal(later.status, 0, later.stderr);
      assert.equal(subjectOf(later.credentials[0]), blason(['key', 'did', name + '-key.json']));
      assert.equal(existsSync(name + '.json'), false);
      assert.equal(host.tokens, 1);
    } finally {
      host.stop();
    }
    assert.equal((await command(['--resume', join(folder, 'test-absent.json')])).status, 2);
    assert.equal((await command([])).status, 2);
  },
  'OA4: metadata of another issuer': async () => {
    const done = await refused({metadata: () => ({credential_issuer: 'https://other.example'})}, 'invalid-issuer-metadata');
    assert.equal(done.host.tokens, 0);
  },
  'OA30: a credential of somebody else, and one that does not verify': async () => {
    const other = await refused({subject: stranger()}, 'credential-not-ours');
    assert.deepEqual(other.host.notifications.map(({event}) => event), ['credential_failure']);
    const forged = await refused({spoil: credential => ({...credential, name: 'Forging'})}, 'credential-not-verified');
    assert.deepEqual(forged.host.notifications.map(({event}) => event), ['credential_failure']);
  },
});

try {
  await run(cases);
} finally {
  rmSync(folder, {recursive: true, force: true});
}
