// One server offers a badge, a wallet of another takes it and shows it back, and the first says whether it is valid: for
// each format, each grant and each way to answer. Nobody else's software takes part. Run as: node two_servers.mjs PROGRAM
import assert from 'node:assert/strict';
import {Person, run, startBlason} from './server.mjs';

const [university, passport] = await Promise.all([startBlason(process.argv[2]), startBlason(process.argv[2])]);
const ISSUER = 'universite-exemple';
const EMAIL = 'ada@example.org';
const person = new Person(university);
await person.signUp(EMAIL);

async function call(url, body) {
  const answer = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {'Content-Type': 'application/json'},
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${url}: ${answer.status} ${text}`);
  return {value: text === '' ? undefined : JSON.parse(text), answer};
}
const ask = async (url, body) => (await call(url, body)).value;

const issuer = `${university.url}/issuers/${ISSUER}`;
const wallets = `${passport.url}/issuers/${ISSUER}/wallets`;

/** A new wallet, so that each case begins without badges. */
const newWallet = async () => `${wallets}/${(await ask(wallets, {name: 'Ada'})).id}`;

function offerBadge(format, grants) {
  return ask(`${issuer}/credential-offers`, {
    achievement: 'decoupe-laser',
    recipient: {email: EMAIL},
    formats: [format],
    grants,
    ...(grants[0] === 'authorization_code' ? {txCode: false} : {}),
  });
}

/** The wallet takes what is offered; answers the offer as the wallet sees it in the end. */
async function take(wallet, offer) {
  const seen = await ask(`${wallet}/credential-offers`, {offer: offer.link});
  const offers = `${wallet}/credential-offers/${seen.id}`;
  if (offer.txCode !== undefined) {
    assert.notEqual(seen.txCode, undefined, 'the code is asked for');
    return ask(`${offers}/accept`, {txCode: offer.txCode});
  }
  assert.equal(seen.needsBrowser, true);
  const {value: sent, answer} = await call(`${offers}/accept`, {});
  const cookie = answer.headers.getSetCookie().map(line => line.split(';')[0]).join('; ');
  const back = await person.allow(sent.authorizationUrl);
  const arrived = await fetch(back, {headers: {cookie, accept: 'application/json'}});
  assert.equal(arrived.status, 200, await arrived.clone().text());
  return ask(offers);
}

/** Shows the badge to the university and answers what it found. */
async function showBack(wallet, options) {
  const request = await ask(`${issuer}/presentations/requests`, {ask: {}, ...options});
  const seen = await ask(`${wallet}/presentations`, {request: request.requestUri});
  await ask(`${wallet}/presentations/answer`, {session: seen.session});
  return ask(`${issuer}/presentations/requests/${request.id}`);
}

const cases = {};
for (const format of ['ldp_vc', 'jwt_vc_json', 'dc+sd-jwt', 'vc+sd-jwt']) {
  for (const grant of ['pre-authorized_code', 'authorization_code']) {
    cases[`${format} by ${grant}, shown by direct_post and direct_post.jwt`] = async () => {
      const wallet = await newWallet();
      const offer = await offerBadge(format, [grant]);
      const taken = await take(wallet, offer);
      assert.equal(taken.state, 'received', JSON.stringify(taken));
      assert.equal(taken.received.length, 1);
      assert.equal((await ask(offer.url)).state, 'accepted');
      for (const options of [
        {responseMode: 'direct_post'},
        {responseMode: 'direct_post.jwt', requestUriMethod: 'post'},
      ]) {
        const found = await showBack(wallet, options);
        assert.equal(found.status, 'answered', JSON.stringify(found));
        assert.equal(found.result.outcome, 'valid', JSON.stringify(found.result));
        const [shown] = Object.values(found.result.presentations).flat();
        assert.equal(shown.holderBound, true);
      }
    };
  }
}
cases['a badge that was revoked in between is refused'] = async () => {
  const wallet = await newWallet();
  const taken = await take(wallet, await offerBadge('ldp_vc', ['pre-authorized_code']));
  assert.equal(taken.state, 'received', JSON.stringify(taken));
  const [{credential}] = Object.values((await showBack(wallet, {})).result.presentations).flat();
  await ask(`${university.url}/credentials/status`, {
    credentialId: credential.id,
    credentialStatus: {statusPurpose: 'revocation'},
  });
  await assert.rejects(showBack(wallet, {}), /revoked|invalid_request|refused/);
};

await run(cases);
await Promise.all([university.stop(), passport.stop()]);
