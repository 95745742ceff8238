// Our side: the C++ driver, fed with NDJSON.
import {execFileSync, spawn} from 'node:child_process';
import {createInterface} from 'node:readline';

export function bundledContexts(program) {
  return JSON.parse(execFileSync(program, ['--contexts'], {maxBuffer: 1 << 26}));
}

export class Driver {
  #process;
  #waiting = [];

  constructor(program, documents) {
    this.#process = spawn(program, {stdio: ['pipe', 'pipe', 'inherit']});
    this.#process.stdin.on('error', () => {});  // `close` tells
    this.#process.on('close', (status, signal) => {
      for (const {test, reject} of this.#waiting) reject(new Error(`the driver ended with ${status ?? signal} at case ${test.id}`));
    });
    createInterface({input: this.#process.stdout}).on('line', line => this.#waiting.shift().resolve(JSON.parse(line)));
    this.#process.stdin.write(`${JSON.stringify({documents})}\n`);
  }

  /** The answer to one case; many may be asked at once. */
  ask(test) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({test, resolve, reject});
      this.#process.stdin.write(`${JSON.stringify(test)}\n`);
    });
  }

  end() {
    this.#process.stdin.end();
  }
}
