// Our side: the command line.
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

export class Blason {
  #program;
  #folder = mkdtempSync(join(tmpdir(), 'blason-interop-'));
  #keys = 0;

  constructor(program) {
    this.#program = program;
  }

  /** A new key: {file, jwk, did}. `type` as `blason key generate` has it. */
  key(type) {
    return this.#keyFrom(this.#run(['key', 'generate', '--type', type]));
  }

  /** A key that a library has made, as it has written it. */
  keyOf(written) {
    return this.#keyFrom(JSON.stringify(written));
  }

  #keyFrom(text) {
    const file = join(this.#folder, `test-key-${++this.#keys}.json`);
    writeFileSync(file, text, {mode: 0o600});
    return {file, jwk: JSON.parse(text), did: this.#run(['key', 'did', file]).trim()};
  }

  issue(credential, key, options) {
    return this.#run(['issue', '--key', key.file, '--set-issuer', ...options], JSON.stringify(credential)).trim();
  }

  derive(secured, pointers) {
    return this.#run(['derive', ...pointers.flatMap(pointer => ['--reveal', pointer])], secured).trim();
  }

  /** An SD-JWT with the key binding of its holder; `asked` is what the verifier sent: {nonce, audience}. */
  present(secured, key, pointers, {nonce, audience}) {
    return this.#run(['present', '--key', key.file, '--challenge', nonce, '--domain', audience,
      ...pointers.flatMap(pointer => ['--reveal', pointer]), '--', '-'], secured).trim();
  }

  /** The file of the public half of an EC key. */
  publicFile({file, jwk: {d: _, ...publicKey}}) {
    writeFileSync(`${file}.public`, JSON.stringify(publicKey));
    return `${file}.public`;
  }

  /** The report of `verify --json`; a text that cannot be checked at all is an error. */
  verify(secured, asked) {
    const options = asked === undefined ? [] : ['--challenge', asked.nonce, '--domain', asked.audience];
    const {status, stdout, stderr} = spawnSync(this.#program, ['verify', '--offline', '--json', ...options], {input: secured, encoding: 'utf8'});
    if (status !== 0 && status !== 1) throw new Error(`blason verify ended with ${status}: ${stderr}`);
    return stdout === '' ? {outcome: 'invalid', checks: [], error: stderr} : JSON.parse(stdout);
  }

  end() {
    rmSync(this.#folder, {recursive: true});
  }

  #run(options, input = '') {
    const {status, stdout, stderr} = spawnSync(this.#program, options, {input, encoding: 'utf8'});
    if (status !== 0) throw new Error(`blason ${options.join(' ')} ended with ${status}: ${stderr}`);
    return stdout;
  }
}
