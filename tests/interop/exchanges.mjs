// Our server's exchanges as the wallets of the learning field carry them out: node exchanges.mjs PROGRAM
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {Ed25519Signature2020} from '@digitalbazaar/ed25519-signature-2020';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import * as vc from '@digitalbazaar/vc';

import {freePort} from '../support/free_port.mjs';
import {OPEN_BADGES, V2, documentLoader} from './documents.mjs';
import {LearnerWallet} from './learner_wallet.mjs';

const [program] = process.argv.slice(2);
if (program === undefined) {
  console.error('usage: node exchanges.mjs PROGRAM');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'blason-exchanges-'));

const base = `http://127.0.0.1:${await freePort()}`;
const server = spawn(program, ['serve', '--demo', '--listen', base.slice('http://'.length), '--data', join(folder, 'data')]);
let output = '';
server.stdout.on('data', chunk => (output += chunk));
server.stderr.on('data', chunk => (output += chunk));
const ended = once(server, 'exit');

async function ready() {
  for (const began = Date.now(); ;) {
    const answer = await fetch(`${base}/health/ready`).catch(() => undefined);
    if (answer?.ok) return;
    if (server.exitCode !== null || Date.now() - began > 60_000) throw new Error(`The server did not start:\n${output}`);
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

async function json(path, body) {
  const answer = await fetch(new URL(path, base), body === undefined ? {} : {
    method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(body)});
  const value = await answer.json();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(value)}`);
  return value;
}

/** A new exchange of a workflow made for it: {exchangeId, interactionUrl, dccRequest}. */
async function begin(workflow, body = {}) {
  const {id} = await json(`${issuer}/workflows`, workflow);
  return json(`${issuer}/workflows/${id}/exchanges`, body);
}

const AUTHENTICATION = {type: 'DIDAuthentication', acceptedMethods: [{method: 'key'}],
  acceptedCryptosuites: [{cryptosuite: 'Ed25519Signature2020'}, {cryptosuite: 'eddsa-rdfc-2022'}]};
const A_BADGE = {type: 'QueryByExample', credentialQuery: {reason: 'To see it.', example: {type: ['OpenBadgeCredential']}}};

const giving = (request, options = {}) => ({
  initialStep: 'who',
  credentialTemplates: [{id: 'badge', type: 'achievement', template: JSON.stringify({achievement, options})}],
  steps: {
    who: {createChallenge: true, verifiablePresentationRequest: request, nextStep: 'give'},
    give: {issueRequests: [{credentialTemplateId: 'badge'}]},
  },
});
const asking = (query, more = {}) => ({initialStep: 'show', steps: {show: {verifiablePresentationRequest: {query}, ...more}}});

/** As their library sees it. */
async function verifies(credential) {
  const suite = credential.proof.type === 'Ed25519Signature2020' ? new Ed25519Signature2020() : new DataIntegrityProof({cryptosuite});
  const result = await vc.verifyCredential({credential, suite, documentLoader, checkStatus: async () => ({verified: true})});
  assert.ok(result.verified, JSON.stringify(result.error?.errors?.map(({message}) => message) ?? result.error?.message));
}

function blason(options, input = '') {
  const {status, stdout, stderr} = spawnSync(program, options, {input, encoding: 'utf8'});
  return {status, stdout, stderr};
}

let issuer;
let achievement;
const cases = {
  async 'a badge by exchange, with both suites'() {
    for (const suite of ['eddsa-rdfc-2022', 'Ed25519Signature2020']) {
      const wallet = await LearnerWallet.create();
      const {exchangeId} = await begin(giving({query: AUTHENTICATION}, {cryptosuite: suite}));
      const {taken} = await wallet.exchange(exchangeId);
      assert.equal(taken.length, 1);
      assert.equal(taken[0].credentialSubject.id, wallet.did);
      assert.equal(taken[0].proof.cryptosuite ?? taken[0].proof.type, suite);
      await verifies(taken[0]);
      assert.deepEqual(wallet.sent[0], {});
      assert.equal(wallet.sent.length, 2);
      assert.equal((await json(exchangeId)).state, 'complete');
    }
  },
  async 'the older forms of a request: one query, DIDAuth'() {
    const wallet = await LearnerWallet.create();
    const {exchangeId} = await begin(giving({query: [{type: 'DIDAuth'}]}));
    assert.equal((await wallet.exchange(exchangeId)).taken.length, 1);
  },
  async 'a badge is presented, signed where an authentication is asked for'() {
    const wallet = await LearnerWallet.create();
    await wallet.exchange((await begin(giving({query: AUTHENTICATION}))).exchangeId);
    const signed = await begin(asking([AUTHENTICATION, A_BADGE], {redirectUrl: 'https://verifier.example/thanks'}));
    assert.equal((await wallet.exchange(signed.exchangeId)).redirectUrl, 'https://verifier.example/thanks');
    assert.ok(wallet.sent.at(-1).verifiablePresentation.proof);
    const state = await json(signed.exchangeId);
    assert.equal(state.variables.results.show.did, wallet.did);

    const unsigned = await begin(asking([A_BADGE]));
    await wallet.exchange(unsigned.exchangeId);
    assert.equal(wallet.sent.at(-1).verifiablePresentation.proof, undefined);
    assert.equal((await json(unsigned.exchangeId)).state, 'complete');
  },
  async 'without such a badge nothing is believed'() {
    const wallet = await LearnerWallet.create();
    const {exchangeId} = await begin(asking([A_BADGE]));
    await assert.rejects(wallet.exchange(exchangeId), /query-unsatisfied/);
    assert.equal((await json(exchangeId)).state, 'active');
  },
  async 'a dccrequest link'() {
    const wallet = await LearnerWallet.create();
    const {dccRequest} = await begin(giving({query: AUTHENTICATION}));
    assert.match(dccRequest, /^dccrequest:\/\/request\?issuer=/);
    const [badge] = await wallet.dccRequest(dccRequest);
    assert.equal(badge.credentialSubject.id, wallet.did);
    await verifies(badge);
    await assert.rejects(wallet.dccRequest(dccRequest), /409/);
  },
  async 'an interaction URL, for programs and for people'() {
    const wallet = await LearnerWallet.create();
    const {interactionUrl} = await begin(giving({query: AUTHENTICATION}));
    assert.equal(new URL(interactionUrl).searchParams.get('iuv'), '1');
    for (const accept of ['text/html', '*/*', 'application/other']) {
      const page = await fetch(interactionUrl, {headers: {accept}});
      assert.match(page.headers.get('content-type'), /^text\/html/, accept);
      assert.ok((await page.text()).includes('interaction:'));
    }
    assert.equal((await wallet.interaction(`interaction:${interactionUrl}`)).taken.length, 1);
  },
  async 'the by-URL form of the Credential Handler API'() {
    const manifest = await fetch(`${base}/manifest.json`);
    assert.equal(manifest.headers.get('access-control-allow-origin'), '*');
    const {credential_handler: handler} = await manifest.json();
    assert.equal(handler.acceptedInput, 'url');
    const wallet = await LearnerWallet.create();
    const {exchangeId} = await begin(giving({query: AUTHENTICATION}));
    const request = {credentialRequestOrigin: base, protocols: (await json(`${exchangeId}/protocols`)).protocols};
    const address = `${handler.url}?request=${encodeURIComponent(JSON.stringify(request))}`;
    const page = await fetch(address, {headers: {accept: 'text/html'}});
    assert.equal(page.status, 200);
    assert.ok((await page.text()).includes(exchangeId));
    assert.equal((await wallet.byUrl(address)).taken.length, 1);
  },
  async 'a page of another origin may take part'() {
    const {exchangeId} = await begin(giving({query: AUTHENTICATION}));
    const asked = await fetch(exchangeId, {method: 'OPTIONS', headers: {origin: 'https://wallet.example',
      'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type'}});
    assert.equal(asked.status, 204);
    assert.equal(asked.headers.get('access-control-allow-origin'), '*');
    assert.match(asked.headers.get('access-control-allow-headers'), /content-type/i);
  },
  async 'our own wallet takes part in the same exchanges, and says first what it would show'() {
    const {id, did} = await json(`${issuer}/wallets`, {name: 'Test wallet'});
    const at = `${issuer}/wallets/${id}/exchanges`;
    const offer = await begin(giving({query: AUTHENTICATION}));
    const first = await json(at, {url: offer.interactionUrl});
    assert.equal(first.state, 'asked');
    assert.deepEqual([first.asked.signs, first.asked.possible, first.received], [true, true, []]);
    assert.equal(first.origin, base);
    const done = await json(`${at}/answers`, {...first, credentials: []});
    assert.equal(done.state, 'done');
    assert.equal(done.received[0].kept, true);

    const wanted = await begin(asking([AUTHENTICATION, A_BADGE]));
    const asked = await json(at, {url: wanted.exchangeId});
    assert.equal(asked.asked.wanted[0].reason, 'To see it.');
    const [candidate] = asked.asked.wanted[0].candidates;
    assert.equal(candidate.id, done.received[0].id);
    assert.deepEqual(candidate.reveals, ['']);
    assert.equal((await json(wanted.exchangeId)).state, 'active');
    assert.equal((await json(`${at}/answers`, {...asked, credentials: [candidate.id]})).state, 'done');
    assert.equal((await json(wanted.exchangeId)).variables.results.show.did, did);

    const link = await begin(giving({query: AUTHENTICATION}));
    const bare = await json(at, {url: link.dccRequest});
    assert.equal((await json(`${at}/answers`, {...bare, credentials: []})).received[0].kept, true);
  },
  async 'the command takes part too'() {
    const key = join(folder, 'test-key.json');
    assert.equal(blason(['key', 'generate', '--type', 'ed25519', '-o', key]).status, 0);
    const did = blason(['key', 'did', key]).stdout.trim();
    const badge = join(folder, 'badge.json');
    for (const address of ['exchangeId', 'interactionUrl', 'dccRequest']) {
      const exchange = await begin(giving({query: AUTHENTICATION}));
      const {status, stdout, stderr} = blason(['wallet', 'exchange', exchange[address], '--key', key]);
      assert.equal(status, 0, stderr);
      const {received} = JSON.parse(stdout);
      assert.equal(received[0].outcome, 'valid');
      assert.equal(received[0].credential.credentialSubject.id, did);
      writeFileSync(badge, JSON.stringify(received[0].credential));
    }
    const wanted = await begin(asking([AUTHENTICATION, A_BADGE]));
    const shown = blason(['wallet', 'exchange', wanted.exchangeId, '--key', key, badge]);
    assert.equal(shown.status, 0, shown.stderr);
    assert.deepEqual(JSON.parse(shown.stdout).shown, [{to: base, signed: true, credentials: [{credential: 0, reveals: ['']}]}]);
    assert.equal((await json(wanted.exchangeId)).variables.results.show.did, did);

    const none = blason(['wallet', 'exchange', (await begin(asking([A_BADGE]))).exchangeId, '--key', key]);
    assert.equal(none.status, 1);
    assert.match(none.stderr, /asked for/);
    assert.equal(blason(['wallet', 'exchange', 'https://a.example/?iuv=2', '--key', key]).status, 1);
    assert.equal(readFileSync(badge, 'utf8').length > 0, true);
  },
  async 'no more is shown than what is asked for'() {
    const [issuing, holding] = ['p256', 'ed25519'].map(type => {
      const file = join(folder, `test-key-${type}.json`);
      assert.equal(blason(['key', 'generate', '--type', type, '-o', file]).status, 0);
      return file;
    });
    const badge = {
      '@context': [V2, OPEN_BADGES],
      id: 'urn:uuid:5f0c8d1e-6f55-4f0a-9d1b-2c1f3a6f9e10',
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      issuer: {type: ['Profile'], name: 'Example University'},
      validFrom: '2024-01-01T00:00:00Z',
      name: 'Robotics',
      credentialSubject: {
        id: blason(['key', 'did', holding]).stdout.trim(), type: ['AchievementSubject'],
        identifier: [{type: 'IdentityObject', hashed: false, identityHash: 'kept.back@example.org', identityType: 'emailAddress'}],
        achievement: {
          id: 'urn:uuid:0f4f3d5c-8bb7-4a62-8a44-0b5a6c3a1c55', type: ['Achievement'], name: 'Robotics',
          description: 'Builds robots.', criteria: {narrative: 'Built one.'},
        },
      },
    };
    const example = {type: ['OpenBadgeCredential'], credentialSubject: {achievement: {name: ''}}};
    const forms = [
      [['--suite', 'ecdsa-sd-2023'], {acceptedCryptosuites: [{cryptosuite: 'ecdsa-sd-2023'}]}],
      [['--format', 'sd-jwt'], {acceptedEnvelopes: [{mediaType: 'application/vc+sd-jwt'}]}],
    ];
    for (const [options, accepted] of forms) {
      const issued = blason(['issue', '--key', issuing, '--set-issuer', ...options], JSON.stringify(badge));
      assert.equal(issued.status, 0, issued.stderr);
      const file = join(folder, 'held');
      writeFileSync(file, issued.stdout);
      const {exchangeId} = await begin(asking([AUTHENTICATION, {type: 'QueryByExample', credentialQuery: {example, ...accepted}}]));
      const {status, stdout, stderr} = blason(['wallet', 'exchange', exchangeId, '--key', holding, file]);
      assert.equal(status, 0, stderr);
      // Beside what nobody can keep back.
      assert.ok(!JSON.parse(stdout).shown[0].credentials[0].reveals.includes(''));
      const shown = (await json(exchangeId)).variables.results.show.verifiablePresentation.verifiableCredential[0];
      const parts = shown.id?.startsWith('data:') ? shown.id.split(',')[1].split('~').map(part => Buffer.from(part.split('.')[1] ?? part, 'base64url').toString()) : [JSON.stringify(shown)];
      const text = parts.join('\n');
      assert.ok(text.includes('Robotics'), text);
      assert.ok(!text.includes('kept.back@example.org'), text);
    }
  },
  async 'a DCQL query in a presentation request'() {
    const key = join(folder, 'test-key-dcql.json');
    assert.equal(blason(['key', 'generate', '--type', 'ed25519', '-o', key]).status, 0);
    const taken = blason(['wallet', 'exchange', (await begin(giving({query: AUTHENTICATION}))).exchangeId, '--key', key]);
    assert.equal(taken.status, 0, taken.stderr);
    const badge = join(folder, 'dcql-badge.json');
    writeFileSync(badge, JSON.stringify(JSON.parse(taken.stdout).received[0].credential));
    const dcql = name => ({type: 'DigitalCredentialQueryLanguage', credentials: [{id: 'badge', format: 'ldp_vc',
      meta: {type_values: [['OpenBadgeCredential']]}, claims: [{path: ['credentialSubject', 'achievement', 'name'], values: [name]}]}]});
    const {name} = JSON.parse(taken.stdout).received[0].credential.credentialSubject.achievement;
    const wanted = await begin(asking([AUTHENTICATION, dcql(name)]));
    const shown = blason(['wallet', 'exchange', wanted.exchangeId, '--key', key, badge]);
    assert.equal(shown.status, 0, shown.stderr);
    assert.equal((await json(wanted.exchangeId)).state, 'complete');
    const other = blason(['wallet', 'exchange', (await begin(asking([AUTHENTICATION, dcql('Another')]))).exchangeId, '--key', key, badge]);
    assert.equal(other.status, 1);
  },
};

let failed = 0;
try {
  await ready();
  issuer = `${base}/issuers/${(await json('/issuers')).issuers[0].org}`;
  achievement = (await json(`${issuer}/achievements`)).achievements[0].id;
  for (const [name, test] of Object.entries(cases)) {
    try {
      await test();
      console.log(`ok      ${name}`);
    } catch (error) {
      ++failed;
      console.log(`FAILED  ${name}\n${error.stack}`);
    }
  }
} finally {
  server.kill('SIGINT');
  const timer = setTimeout(() => server.kill('SIGKILL'), 20_000);
  await ended;
  clearTimeout(timer);
  rmSync(folder, {recursive: true, force: true});
}
console.log(`${Object.keys(cases).length} cases, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
