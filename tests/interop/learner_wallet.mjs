// A wallet that speaks as the Learner Credential Wallet does: it follows an exchange for at most ten messages, signs with
// Ed25519Signature2020 on a did:key when an authentication is asked for and only then, answers a query by example by
// comparing literally, and knows no other kind of query.
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {Ed25519Signature2020} from '@digitalbazaar/ed25519-signature-2020';
import * as vc from '@digitalbazaar/vc';

import {V1, V2, documentLoader} from './documents.mjs';

const MOST_MESSAGES = 10;
const list = value => value === undefined ? [] : Array.isArray(value) ? value : [value];

/** Lists hold what is wanted, objects are compared member by member, and everything else is the same or is not. */
function isLike(example, value) {
  if (Array.isArray(example)) return Array.isArray(value) && example.every(one => value.includes(one));
  if (typeof example === 'object' && example !== null)
    return typeof value === 'object' && value !== null && Object.entries(example).every(([name, one]) => isLike(one, value[name]));
  return example === value;
}

async function post(url, body) {
  const answer = await fetch(url, {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(body)});
  const text = await answer.text();
  return {status: answer.status, body: text === '' ? null : JSON.parse(text)};
}

export class LearnerWallet {
  credentials = [];
  sent = [];
  #pair;

  static async create() {
    const wallet = new LearnerWallet();
    const pair = await Ed25519Multikey.generate();
    pair.controller = `did:key:${pair.publicKeyMultibase}`;
    pair.id = `${pair.controller}#${pair.publicKeyMultibase}`;
    wallet.#pair = pair;
    return wallet;
  }

  get did() {
    return this.#pair.controller;
  }

  /** Without a domain: that is how answers to `dccrequest` links are signed. */
  async sign({credentials = [], challenge, domain}) {
    const context = credentials[0]?.['@context'][0] ?? V1;
    const presentation = {'@context': [context], type: ['VerifiablePresentation'], holder: this.did};
    if (credentials.length > 0) presentation.verifiableCredential = credentials;
    return vc.signPresentation({presentation, challenge, domain, documentLoader, suite: new Ed25519Signature2020({signer: this.#pair.signer()})});
  }

  /** From the first empty message to the last answer; what comes with it is taken. */
  async exchange(url, message = {}, messages = 0) {
    if (messages === MOST_MESSAGES) throw new Error(`no end after ${messages} messages`);
    this.sent.push(message);
    const answer = await post(url, message);
    if (answer.status !== 200) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
    const request = answer.body?.verifiablePresentationRequest;
    if (request === undefined) return this.#take(answer.body);

    const queries = list(request.query);
    const signed = queries.some(({type}) => type === 'DIDAuthentication' || type === 'DIDAuth');
    const examples = queries.filter(({type}) => type === 'QueryByExample').map(({credentialQuery}) => credentialQuery?.example);
    const credentials = examples.filter(Boolean).flatMap(example => this.credentials.filter(one => isLike(example, one)));
    if (signed && !(request.challenge && request.domain)) throw new Error('an authentication has a challenge and a domain');
    const presentation = signed
      ? await this.sign({credentials, challenge: request.challenge, domain: request.domain})
      : {'@context': [V2], type: ['VerifiablePresentation'], verifiableCredential: credentials};
    const next = request.interact?.service?.[0]?.serviceEndpoint ?? url;
    return this.exchange(next, {verifiablePresentation: presentation}, messages + 1);
  }

  /** dccrequest://request?issuer=&vc_request_url=&challenge=&auth_type= */
  async dccRequest(link) {
    const parameters = new URL(link).searchParams;
    if (parameters.get('auth_type') !== 'bearer') throw new Error('this wallet knows bearer requests only');
    const presentation = await this.sign({challenge: parameters.get('challenge')});
    const answer = await post(parameters.get('vc_request_url'), presentation);
    if (answer.status !== 200) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
    const taken = answer.body.type.includes('VerifiablePresentation') ? list(answer.body.verifiableCredential) : [answer.body];
    this.credentials.push(...taken);
    return taken;
  }

  /** https://...?iuv=1, also after "interaction:". */
  async interaction(address) {
    const url = address.replace(/^interaction:/, '');
    const answer = await fetch(url, {headers: {accept: 'application/json'}});
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`);
    const {protocols} = await answer.json();
    return this.exchange(protocols.vcapi);
  }

  /** ?request={"credentialRequestOrigin", "protocols"}, as the browser's mediator opens this wallet. */
  async byUrl(address) {
    const {protocols} = JSON.parse(new URL(address).searchParams.get('request'));
    return this.exchange(protocols.vcapi);
  }

  #take(body) {
    const taken = list(body?.verifiablePresentation).flatMap(one => list(one.verifiableCredential));
    this.credentials.push(...taken);
    return {taken, redirectUrl: body?.redirectUrl};
  }
}
