// openid-client, a certified client, against our authorization server: every way to authenticate, with PKCE, pushed
// requests and DPoP. Run as: node authorization.mjs PROGRAM
import assert from 'node:assert/strict';
import * as jose from 'jose';
import * as client from 'openid-client';
import {Person, run, startBlason} from './server.mjs';

const program = process.argv[2];
const server = await startBlason(program);
const issuer = new URL(server.url);
const insecure = {algorithm: 'oauth2', execute: [client.allowInsecureRequests]};  // plain http, on loopback
const redirect = 'http://127.0.0.1:9/cb';
const scopes = 'https://purl.imsglobal.org/spec/ob/v3p0/scope/credential.readonly offline_access';
const resource = new URL(`${server.url}/ims/ob/v3p0/credentials`);
const person = new Person(server);

const about = {
  client_name: 'Badge Shelf',
  client_uri: 'http://127.0.0.1:9/',
  logo_uri: 'http://127.0.0.1:9/logo.png',
  tos_uri: 'http://127.0.0.1:9/terms',
  policy_uri: 'http://127.0.0.1:9/privacy',
  software_id: 'badge-shelf',
  software_version: '1',
  redirect_uris: [redirect],
  grant_types: ['authorization_code', 'refresh_token'],
  scope: scopes,
};

const algorithm = 'ES256';
const keys = await jose.generateKeyPair(algorithm, {extractable: true});
const publicKey = {...(await jose.exportJWK(keys.publicKey)), kid: 'test-key', alg: algorithm};
const kinds = {
  client_secret_basic: {metadata: {}, authentication: ({client_secret}) => client.ClientSecretBasic(client_secret)},
  none: {metadata: {}, authentication: () => client.None()},
  private_key_jwt: {
    metadata: {jwks: {keys: [publicKey]}},
    authentication: () => client.PrivateKeyJwt({key: keys.privateKey, kid: 'test-key'}),
  },
};

async function register(kind) {
  const answer = await fetch(`${server.url}/oauth/register`, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({...about, ...kinds[kind].metadata, token_endpoint_auth_method: kind}),
  });
  const registered = await answer.json();
  assert.equal(answer.status, 201, JSON.stringify(registered));
  assert.equal(registered.token_endpoint_auth_method, kind);
  return client.discovery(issuer, registered.client_id, undefined, kinds[kind].authentication(registered), insecure);
}

/** The whole way: consent, code, tokens, a resource, a refresh, the resource again. */
async function walk(config, {pushed, dpop}) {
  const options = dpop === undefined ? {} : {DPoP: client.getDPoPHandle(config, dpop)};
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const asked = {
    redirect_uri: redirect,
    scope: scopes,
    state: expectedState,
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
  };
  const address = pushed ? await client.buildAuthorizationUrlWithPAR(config, asked, options) : client.buildAuthorizationUrl(config, asked);
  if (pushed) assert.deepEqual([...address.searchParams.keys()].sort(), ['client_id', 'request_uri']);
  const back = await person.allow(address.href);
  const tokens = await client.authorizationCodeGrant(config, back, {pkceCodeVerifier, expectedState}, undefined, options);
  assert.equal(tokens.token_type, dpop === undefined ? 'bearer' : 'dpop');
  const read = async token => (await client.fetchProtectedResource(config, token, resource, 'GET', undefined, undefined, options)).status;
  assert.equal(await read(tokens.access_token), 200);
  const next = await client.refreshTokenGrant(config, tokens.refresh_token, undefined, options);
  assert.notEqual(next.refresh_token, tokens.refresh_token);
  assert.equal(await read(next.access_token), 200);
  return {...options, config, back, first: tokens, latest: next, checks: {pkceCodeVerifier, expectedState}};
}

const refused = (promise, code) => assert.rejects(promise, error => {
  assert.equal(error.error ?? error.cause?.error, code, error.stack);
  return true;
});

const cases = {
  'metadata say what there is': async () => {
    const metadata = (await register('none')).serverMetadata();
    assert.equal(metadata.issuer, server.url);
    assert.equal(metadata.pushed_authorization_request_endpoint, `${server.url}/oauth/par`);
    assert.equal(metadata.authorization_response_iss_parameter_supported, true);
    assert.ok(metadata.supportsPKCE());
    for (const kind of Object.keys(kinds)) assert.ok(metadata.token_endpoint_auth_methods_supported.includes(kind));
    assert.ok(metadata.dpop_signing_alg_values_supported.includes('ES256'));
  },
};
for (const kind of Object.keys(kinds)) {
  for (const pushed of [false, true]) {
    for (const proof of [undefined, 'ES256', 'Ed25519']) {
      const name = [kind, pushed ? 'pushed' : 'in the address', proof ? `DPoP ${proof}` : 'bearer'].join(', ');
      cases[name] = async () => {
        const config = await register(kind);
        await walk(config, {pushed, dpop: proof && await client.randomDPoPKeyPair(proof)});
      };
    }
  }
}
Object.assign(cases, {
  'OA2: a code counts once': async () => {
    const done = await walk(await register('none'), {pushed: true});
    await refused(client.authorizationCodeGrant(done.config, done.back, done.checks), 'invalid_grant');
    const answer = await fetch(resource, {headers: {authorization: `Bearer ${done.latest.access_token}`}});
    assert.equal(answer.status, 401);
  },
  'OA6: a refresh token counts once': async () => {
    const done = await walk(await register('private_key_jwt'), {pushed: false});
    await refused(client.refreshTokenGrant(done.config, done.first.refresh_token), 'invalid_grant');
    await refused(client.refreshTokenGrant(done.config, done.latest.refresh_token), 'invalid_grant');
  },
  'OA4: an answer of another server is not taken': async () => {
    const done = await walk(await register('none'), {pushed: false});
    done.back.searchParams.set('iss', 'https://other.example');
    await assert.rejects(client.authorizationCodeGrant(done.config, done.back, done.checks));
  },
  'OA10: a bound token is worth nothing as Bearer, nor with another key': async () => {
    const dpop = await client.randomDPoPKeyPair('ES256');
    const done = await walk(await register('none'), {pushed: true, dpop});
    const answer = await fetch(resource, {headers: {authorization: `Bearer ${done.latest.access_token}`}});
    assert.equal(answer.status, 401);
    assert.match(answer.headers.get('www-authenticate'), /DPoP/);
    const thief = {DPoP: client.getDPoPHandle(done.config, await client.randomDPoPKeyPair('ES256'))};
    await assert.rejects(client.fetchProtectedResource(done.config, done.latest.access_token, resource, 'GET', undefined, undefined, thief));
    await refused(client.refreshTokenGrant(done.config, done.latest.refresh_token, undefined, thief), 'invalid_grant');
  },
  'OA11: an assertion of another key is refused': async () => {
    const config = await register('private_key_jwt');
    const stranger = await jose.generateKeyPair(algorithm, {extractable: true});
    const other = await client.discovery(issuer, config.clientMetadata().client_id, undefined,
      client.PrivateKeyJwt({key: stranger.privateKey, kid: 'test-key'}), insecure);
    await refused(client.refreshTokenGrant(other, 'x'), 'invalid_client');
  },
  'introspection and revocation': async () => {
    const done = await walk(await register('private_key_jwt'), {pushed: true, dpop: await client.randomDPoPKeyPair('ES256')});
    const facts = await client.tokenIntrospection(done.config, done.latest.access_token);
    assert.equal(facts.active, true);
    assert.equal(facts.token_type, 'DPoP');
    assert.equal(typeof facts.cnf.jkt, 'string');
    await client.tokenRevocation(done.config, done.latest.refresh_token);
    assert.equal((await client.tokenIntrospection(done.config, done.latest.access_token)).active, false);
  },
});

try {
  await person.signUp('ada@example.org');
  await run(cases);
} finally {
  await server.stop();
}
