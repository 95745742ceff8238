// Other libraries sign and we verify, we sign and they verify, altered copies fail on both sides: node run.mjs PROGRAM [--write]
// The table in docs/conformance.md must be what has been seen; --write writes it.
import {readFileSync, writeFileSync} from 'node:fs';

import {Blason} from './blason.mjs';
import {rows as dataIntegrity} from './data-integrity.mjs';
import {OPEN_BADGES, V2} from './documents.mjs';
import {rows as jwt} from './jwt.mjs';
import {rows as sdJwt} from './sd-jwt.mjs';

const [program, option] = process.argv.slice(2);
if (program === undefined || ![undefined, '--write'].includes(option)) {
  console.error('usage: node run.mjs PROGRAM [--write]');
  process.exit(2);
}
const PAGE = new URL('../../docs/conformance.md', import.meta.url);
const [BEGIN, END] = ['<!-- interop: begin -->\n', '<!-- interop: end -->\n'];
const versions = JSON.parse(readFileSync(new URL('package.json', import.meta.url))).dependencies;

const CREDENTIAL = {
  '@context': [V2, OPEN_BADGES],
  id: 'urn:uuid:5f0c8d1e-6f55-4f0a-9d1b-2c1f3a6f9e10',
  type: ['VerifiableCredential', 'OpenBadgeCredential'],
  issuer: {type: ['Profile'], name: 'Example University'},
  validFrom: '2024-01-01T00:00:00Z',
  name: 'Robotics, ünïcode and \u{1f916}',
  credentialSubject: {
    id: 'did:example:learner', type: ['AchievementSubject'],
    achievement: {
      id: 'urn:uuid:0f4f3d5c-8bb7-4a62-8a44-0b5a6c3a1c55', type: ['Achievement'], name: 'Robotics',
      description: 'Builds robots.', criteria: {narrative: 'Built one.'},
    },
  },
};

const blason = new Blason(program);
const failures = [];
const expect = (is, message) => { if (!is) failures.push(message); };
const proofOf = report => report.checks.find(({name}) => name === 'proof');

/** Both sides must take the text, and refuse every altered copy of it. */
async function judge(where, row, text, key) {
  const before = failures.length;
  const report = blason.verify(text, row.asked);
  expect(report.outcome === 'valid', `${where}: blason says ${report.outcome}: ${JSON.stringify(report.error ?? report.checks.filter(({outcome}) => outcome === 'fail' || outcome === 'unknown'))}`);
  const {valid, why} = await row.verify(text, key);
  expect(valid, `${where}: ${row.library} refuses: ${why}`);
  for (const [what, copy] of row.alter(text)) {
    const altered = blason.verify(copy, row.asked);
    expect(altered.outcome === 'invalid', `${where}, altered (${what}): blason says ${altered.outcome}: ${JSON.stringify(proofOf(altered))}`);
    expect(!(await row.verify(copy, key)).valid, `${where}, altered (${what}): ${row.library} accepts it`);
  }
  // Against the standard the library takes these: we must not. Once it refuses them, they belong to the altered copies.
  for (const [what, copy] of row.differences?.(text) ?? []) {
    const altered = blason.verify(copy, row.asked);
    expect(altered.outcome === 'invalid', `${where}, ${what}: blason says ${altered.outcome}`);
    expect((await row.verify(copy, key)).valid, `${where}, ${what}: ${row.library} refuses it now, as we do`);
  }
  return failures.length === before;
}

async function attempt(where, run) {
  try {
    return await run();
  } catch (error) {
    failures.push(`${where}: ${error.stack}`);
    return false;
  }
}

const table = [];
for (const row of [...dataIntegrity, ...jwt, ...sdJwt]) {
  const where = `${row.library} ${row.suite} ${row.type}`;
  const credential = row.prepare(CREDENTIAL);
  const theirs = await attempt(`${where}, they sign`, async () => {
    const key = blason.keyOf(await row.newKey());
    return judge(`${where}, they sign`, row, await row.sign(credential, key, blason), key);
  });
  const ours = row.weSign === false ? undefined : await attempt(`${where}, we sign`, async () => {
    const key = row.keyIsTheirs ? blason.keyOf(await row.newKey()) : blason.key(row.type);
    const issued = blason.issue(credential, key, row.options ?? row.optionsFor(blason));
    return judge(`${where}, we sign`, row, await row.show?.(issued, blason) ?? issued, key);
  });
  table.push([`${row.library} ${versions[row.library]}`, row.suite, row.type, ...[theirs, ours].map(good => good === undefined ? '-' : good ? 'pass' : 'FAIL')]);
}
blason.end();

const lines = [['library', 'secured by', 'key', 'they sign, we verify', 'we sign, they verify'], ['---', '---', '---', '---', '---'], ...table];
const block = lines.map(cells => `| ${cells.join(' | ')} |\n`).join('');
console.log(block);
for (const failure of failures) console.log(failure);

const page = readFileSync(PAGE, 'utf8');
const [start, end] = [page.indexOf(BEGIN), page.indexOf(END)];
if (start < 0 || end < start) throw new Error('docs/conformance.md has no place for the table');
const written = page.slice(0, start + BEGIN.length) + block + page.slice(end);
if (option === '--write') writeFileSync(PAGE, written);
else if (written !== page) failures.push(console.log('docs/conformance.md shows another table: node tests/interop/run.mjs PROGRAM --write'));
process.exitCode = failures.length === 0 ? 0 : 1;
