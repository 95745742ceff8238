// Compares our Presentation Exchange with @sphereon/pex: node pex.mjs DRIVER [FIRST COUNT]
// Without FIRST: 3,000 cases and those of REMEMBERED, in which every rule must explain something. Our answer has to be that
// of reference.mjs; where PEX answers otherwise, few rules of rules.mjs must turn the reference's answer into that of PEX.
import {spawn} from 'node:child_process';
import {createInterface} from 'node:readline';

const [program, firstText, countText = '3000'] = process.argv.slice(2);
if (program === undefined) {
  console.error('usage: node pex.mjs DRIVER [FIRST COUNT]');
  process.exit(2);
}
let modules;
try {
  modules = await Promise.all([import('./pex/generate.mjs'), import('./pex/reference.mjs'), import('./pex/oracle.mjs'), import('./pex/rules.mjs')]);
} catch (problem) {
  console.error(`The Node packages of this folder are missing (npm ci): ${problem.message}`);
  process.exit(1);
}
const [{makeCase}, {evaluate}, {ask}, {RULES}] = modules;

// Cases for the rules that explain nothing in the others.
const REMEMBERED = [9118];

const driver = spawn(program, [], {stdio: ['pipe', 'pipe', 'inherit']});
const lines = createInterface({input: driver.stdout})[Symbol.asyncIterator]();
async function ours(test) {
  driver.stdin.write(`${JSON.stringify(test)}\n`);
  const {value, done} = await lines.next();
  if (done) throw new Error('the driver stopped');
  const answer = JSON.parse(value);
  answer.fits?.sort(([a, b], [c, d]) => a - c || b - d);
  return answer;
}

const same = (a, b) => JSON.stringify([b.fits === undefined ? undefined : a.fits, a.present]) === JSON.stringify([b.fits, b.present]);

/** The fewest rules under which the reference answers as PEX does; undefined: none do. */
function explain(test, theirs) {
  const useful = RULES.filter(({name}) => JSON.stringify(evaluate(test, new Set([name]))) !== JSON.stringify(evaluate(test)));
  const names = [...useful, ...RULES.filter(one => !useful.includes(one))].map(({name}) => name);
  const search = (chosen, from, left) => {
    if (left === 0) return same(evaluate(test, new Set(chosen)), theirs) ? chosen : undefined;
    for (let i = from; i < names.length; ++i) {
      const found = search([...chosen, names[i]], i + 1, left - 1);
      if (found) return found;
    }
    return undefined;
  };
  for (let size = 1; size <= 4; ++size) {
    const found = search([], 0, size);
    if (found) return found;
  }
  return undefined;
}

const seeds = firstText === undefined ? [...Array(Number(countText)).keys(), ...REMEMBERED] : Array.from({length: Number(countText)}, (_, i) => Number(firstText) + i);
const explained = new Map(RULES.map(({name}) => [name, 0]));
let equal = 0;
let pairs = 0;
const failures = [];
for (const seed of seeds) {
  const test = makeCase(seed);
  pairs += test.definition.input_descriptors.length * test.credentials.length;
  const [mine, text] = [await ours(test), evaluate(test)];
  if (mine.error || JSON.stringify([mine.fits, mine.present]) !== JSON.stringify([text.fits, text.present])) {
    failures.push({seed, test, mine, text});
    continue;
  }
  let theirs;
  try {
    theirs = ask(test);
  } catch (problem) {
    failures.push({seed, test, mine, theirs: String(problem)});
    continue;
  }
  if (same(mine, theirs)) {
    ++equal;
    continue;
  }
  const rules = explain(test, theirs);
  if (rules === undefined) failures.push({seed, test, mine, theirs});
  else for (const name of rules) explained.set(name, explained.get(name) + 1);
}
driver.stdin.end();

for (const {name, section} of RULES) console.log(`${String(explained.get(name)).padStart(5)}  ${name}: ${section}`);
console.log(`${seeds.length} definitions with wallets (${pairs} pairs of an input descriptor and a credential): ${equal} answered alike, ${seeds.length - equal - failures.length} explained, ${failures.length} not`);
for (const failure of failures.slice(0, Number(process.env.SHOW ?? 3))) console.error(JSON.stringify(failure, null, 1));
const idle = firstText === undefined ? RULES.filter(({name}) => explained.get(name) === 0) : [];
for (const {name} of idle) console.error(`no case needs the rule ${name}`);
process.exit(failures.length > 0 || idle.length > 0 ? 1 : 0);
