// Compares our engine with the JavaScript implementations: node run.mjs DRIVER SEED COUNT [FIRST]
// Every difference must be explained by a rule of differences.mjs. SHOW=n prints n of the others, made small.
import {compare} from './compare.mjs';
import {RULES} from './differences.mjs';
import {bundledContexts, Driver} from './driver.mjs';
import {DOCUMENTS, generator} from './generate/cases.mjs';
import {Oracle} from './oracle.mjs';
import {shrink} from './shrink.mjs';

const [program, seedText, countText, firstText = '0'] = process.argv.slice(2);
const [seed, count, first] = [seedText, countText, firstText].map(Number);
if (program === undefined || ![seed, count, first].every(Number.isSafeInteger)) {
  console.error('usage: node run.mjs DRIVER SEED COUNT [FIRST]');
  process.exit(2);
}

const contexts = {...bundledContexts(program), ...DOCUMENTS};
const oracle = new Oracle(contexts);
const driver = new Driver(program, DOCUMENTS);

/** Whether the case agrees once the rules are taken into account. */
async function agrees(test, found, rules) {
  const changed = rules.reduce((left, rule) => rule.without?.(left, found) ?? left, test);
  const normalize = value => rules.reduce((left, rule) => rule.expanded?.(left) ?? left, value);
  const keep = quad => rules.every(rule => rule.quad?.(quad) ?? true);
  const left = (await compare(oracle, driver, changed, {normalize, keep})).found;
  return left.every(item => rules.some(rule => rule.explains?.(item)));
}

/** The rules that explain a difference; none: []. */
async function explain(test, found) {
  let rules = RULES.filter(rule => rule.without === undefined || rule.without(test, found) !== undefined);
  for (const rule of rules) if (await agrees(test, found, [rule])) return [rule];
  if (!await agrees(test, found, rules)) return [];
  for (const rule of rules) {
    const fewer = rules.filter(other => other !== rule);
    if (await agrees(test, found, fewer)) rules = fewer;
  }
  return rules;
}

const make = generator(seed, contexts);
const tally = new Map();
const explained = new Map(RULES.map(rule => [rule, 0]));
const unexplained = [];
let different = 0;
const batchSize = 500;
for (let number = first; number < first + count; number += batchSize) {
  const batch = Array.from({length: Math.min(batchSize, first + count - number)}, (_, index) => make(number + index));
  const results = await Promise.all(batch.map(test => compare(oracle, driver, test)));
  for (const [index, {ours, found}] of results.entries()) {
    const test = batch[index];
    const outcome = `${test.kind} ${ours.rdf?.error === undefined ? 'processed' : 'refused'}`;
    tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
    if (found.length === 0) continue;
    ++different;
    const rules = await explain(test, found);
    if (rules.length === 0) unexplained.push(test);
    for (const rule of rules) explained.set(rule, explained.get(rule) + 1);
  }
}

console.log(`${count} cases of seed ${seed}: ${[...tally].sort().map(([name, n]) => `${n} ${name}`).join(', ')}`);
console.log(`${count - different} the same, ${different - unexplained.length} explained, ${unexplained.length} unexplained`);
for (const [{name, section}, n] of explained) console.log(`${String(n).padStart(6)} ${name} (${section})`);

async function isBad(test) {
  const {found} = await compare(oracle, driver, test);
  return found.length > 0 && (await explain(test, found)).length === 0;
}
for (const test of unexplained.slice(0, Number(process.env.SHOW ?? 5))) {
  const small = await shrink(test, isBad);
  console.log(`\nunexplained: case ${test.id}, made small:\n${JSON.stringify({...small, id: undefined, kind: undefined})}`);
  for (const {what, theirs, ours} of (await compare(oracle, driver, small)).found) {
    console.log(`  ${what}\n    theirs: ${JSON.stringify(theirs)}\n    ours:   ${JSON.stringify(ours)}`);
  }
}
driver.end();
process.exitCode = unexplained.length === 0 ? 0 : 1;
