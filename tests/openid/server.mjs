// Our server in demo mode on a loopback port, and a person with a browser without scripts.
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer as createHttpServer, request as send} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

import {freePort} from '../support/free_port.mjs';

/** Somebody on the way to a server who notes down what comes by: {url, seen: [{method, path, scheme, body}], stop}. */
async function startWitness(target) {
  const seen = [];
  const witness = createHttpServer((request, response) => {
    const chunks = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const {method, url: path, headers} = request;
      seen.push({method, path, scheme: (headers.authorization ?? '').split(' ')[0], body: body.toString()});
      const passed = send(new URL(path, target), {method, headers}, answer => {
        response.writeHead(answer.statusCode, answer.rawHeaders);
        answer.pipe(response);
      });
      passed.on('error', () => response.destroy());
      passed.end(body);
    });
  });
  witness.listen(0, '127.0.0.1');
  await once(witness, 'listening');
  return {url: `http://127.0.0.1:${witness.address().port}`, seen, stop: () => witness.close()};
}

/**
 * Starts `blason serve --demo` and waits until it answers: {url, stop}, and with `watched` `seen`, everything that was
 * sent to it. `settings`: of its configuration file.
 */
export async function startBlason(program, {settings = {}, watched = false} = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'blason-openid-'));
  const here = `http://127.0.0.1:${await freePort()}`;
  const witness = watched ? await startWitness(here) : undefined;
  const url = witness?.url ?? here;
  const config = join(folder, 'blason.json');
  writeFileSync(config, JSON.stringify(settings));
  const child = spawn(program, ['serve', '--demo', '--config', config, '--listen', here.slice('http://'.length),
    '--base-url', url, '--data', join(folder, 'data')]);
  let output = '';
  child.stdout.on('data', chunk => (output += chunk));
  child.stderr.on('data', chunk => (output += chunk));
  const exited = once(child, 'exit');
  const stop = async () => {
    child.kill('SIGINT');
    const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
    await exited;
    clearTimeout(timer);
    witness?.stop();
    rmSync(folder, {recursive: true, force: true});
  };
  for (const began = Date.now(); ;) {
    const answer = await fetch(`${url}/health/ready`).catch(() => undefined);
    if (answer?.ok) return {url, stop, seen: witness?.seen};
    if (child.exitCode !== null || Date.now() - began > 30_000) {
      await stop();
      throw new Error(`The server did not start:\n${output}`);
    }
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

/** Someone with an account at our server who allows what is asked for. */
export class Person {
  #server;
  #cookies = new Map();

  constructor(server) {
    this.#server = server;
  }

  async signUp(email) {
    const form = await this.#page('/signup');
    form.set('email', email);
    form.set('password', 'correct horse battery');
    form.set('name', 'Ada');
    const answer = await this.#send('/signup', form);
    if (answer.status !== 303) throw new Error(`No account: ${answer.status} ${await answer.text()}`);
  }

  /**
   * Allows everything that the consent page at `address` shows, and answers where the browser is sent to. `txCode`:
   * of an offer that has one.
   */
  async allow(address, txCode) {
    const form = await this.#page(address);
    form.set('decision', 'allow');
    if (txCode !== undefined) form.set('tx_code', txCode);
    const answer = await this.#send(address, form);
    if (answer.status !== 303) throw new Error(`No consent: ${answer.status} ${await answer.text()}`);
    return new URL(answer.headers.get('location'));
  }

  /** The fields of the page's form that have a value, among them what is ticked. */
  async #page(address) {
    const answer = await this.#send(address);
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`${address}: ${answer.status} ${text}`);
    const form = new URLSearchParams();
    for (const [input] of text.matchAll(/<input [^>]*>/g)) {
      const {name, value} = Object.fromEntries([...input.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, key, text]) => [key, text]));
      if (name !== undefined && value !== undefined && value !== '') form.append(name, value.replaceAll('&amp;', '&'));
    }
    return form;
  }

  async #send(address, form) {
    const answer = await fetch(new URL(address, this.#server.url), {
      method: form === undefined ? 'GET' : 'POST',
      body: form,
      redirect: 'manual',
      headers: {accept: 'text/html', cookie: [...this.#cookies].map(pair => pair.join('=')).join('; ')},
    });
    for (const line of answer.headers.getSetCookie()) {
      const [pair] = line.split(';');
      this.#cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return answer;
  }
}

/** Runs named cases one after the other, and ends the process with their result. */
export async function run(cases) {
  let failed = 0;
  for (const [name, test] of Object.entries(cases)) {
    try {
      await test();
      console.log(`ok      ${name}`);
    } catch (error) {
      ++failed;
      console.log(`FAILED  ${name}\n${error.stack}\n${error.cause === undefined ? '' : JSON.stringify(error.cause)}`);
    }
  }
  console.log(`${Object.keys(cases).length} cases, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}
