// One server offers a badge, a wallet of another takes it and shows it back, and the first says whether it is valid: for
// each format, each grant, each kind of access token and each way to answer; by exchanges too; and the same with the
// wallet of the command line. Nobody else's software takes part. Run as: node two_servers.mjs PROGRAM
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {Person, run, startBlason} from './server.mjs';

const program = resolve(process.argv[2]);
const ISSUER = 'universite-exemple';
const EMAIL = 'ada@example.org';

/** Two universities: one says that it takes DPoP, which our wallets then use, the other does not. */
async function startUniversity(scheme) {
  const server = await startBlason(program, {settings: {dpop: scheme === 'DPoP'}, watched: true});
  const person = new Person(server);
  await person.signUp(EMAIL);
  return {...server, person, scheme, issuer: `${server.url}/issuers/${ISSUER}`};
}
const [dpop, bearer, passport] = await Promise.all([startUniversity('DPoP'), startUniversity('Bearer'), startBlason(program)]);

async function call(url, body) {
  const answer = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {'Content-Type': 'application/json', Accept: 'application/json'},
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${text}`);
  return {value: text === '' ? undefined : JSON.parse(text), answer};
}
const ask = async (url, body) => (await call(url, body)).value;

const wallets = `${passport.url}/issuers/${ISSUER}/wallets`;

/** A new wallet, so that each case begins without badges. */
async function newHolder() {
  const {id, did} = await ask(wallets, {name: 'Ada'});
  return {wallet: `${wallets}/${id}`, did};
}
const newWallet = async () => (await newHolder()).wallet;

function offerBadge(university, format, grants) {
  return ask(`${university.issuer}/credential-offers`, {
    achievement: 'decoupe-laser',
    recipient: {email: EMAIL},
    formats: [format],
    grants,
  });
}

/** The wallet takes what is offered; answers the offer as the wallet sees it in the end. */
async function take(university, wallet, offer, wish = {}) {
  const seen = await ask(`${wallet}/credential-offers`, {offer: offer.link});
  const offers = `${wallet}/credential-offers/${seen.id}`;
  if (offer.grants !== 'authorization_code') {
    assert.equal(seen.txCode !== undefined && seen.txCode !== null, offer.txCode !== undefined, 'a code is asked for where there is one');
    return ask(`${offers}/accept`, {...wish, ...(offer.txCode === undefined ? {} : {txCode: offer.txCode})});
  }
  assert.equal(seen.needsBrowser, true);
  const {value: sent, answer} = await call(`${offers}/accept`, {});
  const cookie = answer.headers.getSetCookie().map(line => line.split(';')[0]).join('; ');
  const back = await university.person.allow(sent.authorizationUrl, offer.txCode);
  const arrived = await fetch(back, {headers: {cookie, accept: 'application/json'}});
  assert.equal(arrived.status, 200, await arrived.clone().text());
  return ask(offers);
}

/** Shows the badge to the university and answers what it found. */
async function showBack(university, wallet, options) {
  const request = await ask(`${university.issuer}/presentations/requests`, {ask: {}, ...options});
  const seen = await ask(`${wallet}/presentations`, {request: request.requestUri});
  await ask(`${wallet}/presentations/answer`, {session: seen.session});
  return ask(`${university.issuer}/presentations/requests/${request.id}`);
}

/** A new exchange of a workflow that is made for it: its address, and its protocols. */
async function beginExchange(university, workflow) {
  const {answer: made} = await call(`${university.issuer}/workflows`, workflow);
  const {answer} = await call(`${made.headers.get('location')}/exchanges`, {});
  const url = answer.headers.get('location');
  return {url, ...(await ask(`${url}/protocols`))};
}

function assertValid(found) {
  assert.equal(found.status, 'answered', JSON.stringify(found));
  assert.equal(found.result.outcome, 'valid', JSON.stringify(found.result));
  const [shown] = Object.values(found.result.presentations).flat();
  assert.equal(shown.holderBound, true);
  return shown;
}

const folder = mkdtempSync(join(tmpdir(), 'blason-two-servers-'));

/** Runs the command line and answers what it prints. It is not waited for in one go: the witnesses are in this process. */
async function blason(args, input) {
  const child = spawn(program, args, {cwd: folder});
  let output = '';
  let errors = '';
  child.stdin.end(input === undefined ? '' : JSON.stringify(input));
  child.stdout.on('data', chunk => (output += chunk));
  child.stderr.on('data', chunk => (errors += chunk));
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`blason ${args[0]} ${args[1]} ended with ${status}: ${errors}`);
  return output.trim();
}

const cases = {};
for (const university of [dpop, bearer]) {
  for (const format of ['ldp_vc', 'jwt_vc_json', 'dc+sd-jwt', 'vc+sd-jwt']) {
    for (const grant of ['pre-authorized_code', 'authorization_code']) {
      cases[`${format} by ${grant} with ${university.scheme}, shown by direct_post and direct_post.jwt`] = async () => {
        const wallet = await newWallet();
        const before = university.seen.length;
        const offer = {...(await offerBadge(university, format, [grant])), grants: grant};
        const taken = await take(university, wallet, offer);
        assert.equal(taken.state, 'received', JSON.stringify(taken));
        assert.equal(taken.received.length, 1);
        assert.equal((await ask(offer.url)).state, 'accepted');
        const asked = university.seen.slice(before).filter(({path}) => path.endsWith('/openid4vci/credential'));
        assert.notEqual(asked.length, 0);
        for (const {scheme} of asked) assert.equal(scheme, university.scheme);
        for (const options of [
          {responseMode: 'direct_post'},
          {responseMode: 'direct_post.jwt', requestUriMethod: 'post'},
        ])
          assertValid(await showBack(university, wallet, options));
      };
    }
  }
}
cases['a badge that was revoked in between is refused'] = async () => {
  const wallet = await newWallet();
  const taken = await take(dpop, wallet, await offerBadge(dpop, 'ldp_vc', ['pre-authorized_code']));
  assert.equal(taken.state, 'received', JSON.stringify(taken));
  const {credential} = assertValid(await showBack(dpop, wallet, {}));
  await ask(`${dpop.url}/credentials/status`, {
    credentialId: credential.id,
    credentialStatus: {statusPurpose: 'revocation'},
  });
  await assert.rejects(showBack(dpop, wallet, {}), /revoked|invalid_request|refused/);
};

// --- Exchanges, by the protocols of OpenID; and the least that satisfies ---

/** Everything in a text that was sent, with what is hidden in base64url in it (the disclosures of an SD-JWT). */
function readable(body) {
  const text = decodeURIComponent(body.replaceAll('+', ' '));
  const parts = text.match(/[A-Za-z0-9_-]{16,}/g) ?? [];
  return [text, ...parts.map(part => Buffer.from(part, 'base64url').toString())].join('\n');
}

const identifier = [{type: 'IdentityObject', hashed: false, identityHash: EMAIL, identityType: 'emailAddress'}];

/** Puts a badge with the e-mail address in clear into a wallet, in a form of which parts can be kept back. */
const selective = {
  async 'SD-JWT'({wallet}) {
    const give = await beginExchange(dpop, {
      initialStep: 'who',
      credentialTemplates: [{id: 'badge', type: 'achievement', template: JSON.stringify(
        {achievement: 'decoupe-laser', recipient: {identifier}, options: {format: 'sd-jwt'}})}],
      steps: {
        who: {createChallenge: true, verifiablePresentationRequest: {query: {type: 'DIDAuthentication'}}, nextStep: 'give'},
        give: {issueRequests: [{credentialTemplateId: 'badge'}]},
      },
    });
    const taken = await take(dpop, wallet, {link: give.protocols['oid4vci-1.0']}, {format: 'vc+sd-jwt'});
    assert.equal(taken.state, 'received', JSON.stringify(taken));
    const state = await ask(give.url);
    assert.equal(state.state, 'complete');
    assert.match(state.variables.results.who.did, /^did:/);
  },
  // Of an issuer with a P-256 key, which the demo's own is not.
  async 'ecdsa-sd-2023'({wallet, did}) {
    await blason(['key', 'generate', '--type', 'p256', '-o', 'test-issuer.json']);
    const credential = await blason(['issue', '--key', 'test-issuer.json', '--set-issuer', '--suite', 'ecdsa-sd-2023'], {
      '@context': ['https://www.w3.org/ns/credentials/v2', 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json'],
      id: 'urn:uuid:00000000-0000-4000-8000-000000000001',
      type: ['VerifiableCredential', 'OpenBadgeCredential'],
      name: 'Découpe laser',
      issuer: {id: 'urn:x', type: ['Profile'], name: 'A school'},
      validFrom: '2026-01-01T00:00:00Z',
      credentialSubject: {
        id: did, type: ['AchievementSubject'], identifier,
        achievement: {
          id: 'https://school.example/achievements/decoupe-laser', type: ['Achievement'], name: 'Découpe laser',
          description: 'Cuts with a laser.', criteria: {narrative: 'Cut ten things.'},
        },
      },
    });
    const give = await beginExchange(dpop, {initialStep: 'give', steps: {give: {verifiablePresentation: {
      '@context': ['https://www.w3.org/ns/credentials/v2'], type: ['VerifiablePresentation'],
      verifiableCredential: [JSON.parse(credential)],
    }}}});
    const {received: [kept]} = await ask(`${wallet}/exchanges`, {url: give.protocols.vcapi});
    assert.equal(kept.kept, true, JSON.stringify(kept));
  },
};
for (const [form, receive] of Object.entries(selective)) {
  cases[`asked for the achievement's name in an exchange, a wallet never sends the e-mail address: ${form}`] = async () => {
    const holder = await newHolder();
    await receive(holder);
    // It is in there: asked for, it is shown.
    const withRecipient = assertValid(await showBack(dpop, holder.wallet, {ask: {withRecipient: true}}));
    assert.match(JSON.stringify(withRecipient.credential), /ada@example\.org/);

    const show = await beginExchange(dpop, {
      initialStep: 'show',
      steps: {show: {verifiablePresentationRequest: {query: {type: 'QueryByExample', credentialQuery: {
        example: {type: ['OpenBadgeCredential'], credentialSubject: {achievement: {name: ''}}},
        acceptedEnvelopes: ['application/vc+sd-jwt'],
      }}}}},
    });
    const before = dpop.seen.length;
    const asked = await ask(`${holder.wallet}/presentations`, {request: show.protocols['oid4vp-1.0']});
    await ask(`${holder.wallet}/presentations/answer`, {session: asked.session});
    const state = await ask(show.url);
    assert.equal(state.state, 'complete', JSON.stringify(state));
    assert.match(state.variables.results.show.did, /^did:/);
    const sent = dpop.seen.slice(before).filter(({path}) => path.startsWith('/openid4vp/responses/'));
    assert.equal(sent.length, 1);
    assert.match(readable(sent[0].body), /Découpe laser/);
    assert.doesNotMatch(readable(sent[0].body), /ada@example\.org|identityHash/);
  };
}

// --- The same with the command line ---

for (const format of ['ldp_vc', 'jwt_vc_json', 'dc+sd-jwt', 'vc+sd-jwt']) {
  cases[`the command line takes ${format} from one server and shows it to the other`] = async () => {
    const offer = await offerBadge(bearer, format, ['pre-authorized_code']);
    const key = join(folder, `${format}.json`);
    const badge = join(folder, `${format}.badge`);
    await blason(['wallet', 'receive', offer.link, '--tx-code', offer.txCode, '--new-keys', key.slice(0, -'.json'.length), '-o', badge]);
    assert.notEqual(readFileSync(badge, 'utf8'), '');
    assert.equal((await ask(offer.url)).state, 'accepted');
    // The other server knows the types of its own badges as SD-JWT VC: it is told which one is meant.
    const verifier = `${passport.url}/issuers/${ISSUER}/presentations/requests`;
    const request = await ask(verifier, {ask: format === 'dc+sd-jwt' ? {achievement: `${bearer.issuer}/achievements/decoupe-laser`} : {}});
    await blason(['wallet', 'present', request.requestUri, badge, '--key', key, '--yes']);
    assertValid(await ask(`${verifier}/${request.id}`));
  };
}

await run(cases);
await Promise.all([dpop, bearer, passport].map(server => server.stop()));
rmSync(folder, {recursive: true, force: true});
