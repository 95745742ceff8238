// Pre-authorized issuance over loopback, the whole way of a wallet: offer by reference, token, nonce, proof, credential.
// Starts the server in demo mode and lets 32 clients take offers: rate of whole issuances, and how long one takes.
// Run as: node bench/issuance.mjs build/release/blason [CLIENTS] [SECONDS] [FORMAT]
// Clients and server share the machine; the offers are made beforehand, and every issuance has a key of its own.
import {generateKeyPairSync, sign} from 'node:crypto';
import {spawn} from 'node:child_process';
import {Agent, request} from 'node:http';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

const [program, clients = '32', seconds = '10', format = 'ldp_vc'] = process.argv.slice(2);
const port = 20_000 + process.pid % 20_000;
const base = `http://127.0.0.1:${port}`;
const folder = mkdtempSync(join(tmpdir(), 'blason-bench-'));
const server = spawn(program, ['serve', '--demo', '--listen', `127.0.0.1:${port}`, '--data', join(folder, 'data')], {stdio: 'ignore'});
const agent = new Agent({keepAlive: true, maxSockets: Number(clients)});

function call(method, path, body, headers = {}) {
  return new Promise((resolve, reject) => {
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const sent = request(`${base}${path}`, {agent, method, headers: {
      accept: 'application/json', 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...headers,
    }}, answer => {
      let got = '';
      answer.setEncoding('utf8');
      answer.on('data', chunk => (got += chunk));
      answer.on('end', () => (answer.statusCode < 300 ? resolve(got === '' ? undefined : JSON.parse(got))
        : reject(new Error(`${method} ${path}: ${answer.statusCode} ${got}`))));
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

async function ready() {
  for (let i = 0; i < 600; ++i) {
    try {
      return await call('GET', '/health/ready');
    } catch {
      await new Promise(resolve => setTimeout(resolve, 50));
    }
  }
  throw new Error('The server did not start.');
}

const encoded = value => Buffer.from(JSON.stringify(value)).toString('base64url');
function proof(audience, nonce) {
  const {publicKey, privateKey} = generateKeyPairSync('ed25519');
  const input = `${encoded({alg: 'EdDSA', typ: 'openid4vci-proof+jwt', jwk: publicKey.export({format: 'jwk'})})}.${
    encoded({aud: audience, iat: Math.floor(Date.now() / 1000), nonce})}`;
  return `${input}.${sign(null, Buffer.from(input), privateKey).toString('base64url')}`;
}

const grantType = 'urn:ietf:params:oauth:grant-type:pre-authorized_code';
async function issuance(offered) {
  const offer = await call('GET', offered);
  const issuer = new URL(offer.credential_issuer).pathname;
  const token = await call('POST', '/oauth/token',
    new URLSearchParams({grant_type: grantType, 'pre-authorized_code': offer.grants[grantType]['pre-authorized_code']}).toString(),
    {'content-type': 'application/x-www-form-urlencoded'});
  const {c_nonce: nonce} = await call('POST', `${issuer}/openid4vci/nonce`);
  const answer = await call('POST', `${issuer}/openid4vci/credential`, {
    credential_configuration_id: offer.credential_configuration_ids[0], proofs: {jwt: [proof(offer.credential_issuer, nonce)]},
  }, {authorization: `Bearer ${token.access_token}`});
  if (answer.credentials.length !== 1) throw new Error('No credential.');
}

try {
  await ready();
  const [{org}] = (await call('GET', '/issuers')).issuers;
  const achievement = (await call('GET', `/issuers/${org}/achievements`)).achievements[0].id.split('/').at(-1);
  const make = async () => new URL((await call('POST', `/issuers/${org}/credential-offers`,
    {achievement, formats: [format], txCode: false, expiresIn: 3600})).url).pathname + '/offer';
  const offers = [];
  const began = Date.now();
  while (Date.now() - began < Number(seconds) * 1000) offers.push(...await Promise.all(Array.from({length: Number(clients)}, make)));
  console.log(`offers made: ${(offers.length / ((Date.now() - began) / 1000)).toFixed(0)} a second`);

  const times = [];
  const start = performance.now();
  const end = start + Number(seconds) * 1000;
  await Promise.all(Array.from({length: Number(clients)}, async () => {
    while (performance.now() < end && offers.length > 0) {
      const offer = offers.pop();
      const at = performance.now();
      await issuance(offer);
      times.push(performance.now() - at);
    }
  }));
  const spent = (performance.now() - start) / 1000;
  times.sort((a, b) => a - b);
  const part = share => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
  console.log(`${format}, ${clients} clients: ${(times.length / spent).toFixed(0)} issuances a second; median ${part(0.5)} ms, p99 ${part(0.99)} ms (${times.length} in ${spent.toFixed(1)} s)`);
} finally {
  agent.destroy();
  server.kill('SIGINT');
  await new Promise(resolve => server.once('exit', resolve));
  rmSync(folder, {recursive: true, force: true});
}
