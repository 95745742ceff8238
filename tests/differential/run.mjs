// Compares our engine with the JavaScript implementations: node run.mjs DRIVER [SEED COUNT [FIRST]]
// Without SEED: 5,000 cases of seed 1, in which every rule must explain something.
// Every difference must be explained by a rule of differences.mjs. SHOW=n prints n of the others, made small.
import {compare} from './compare.mjs';
import {RULES} from './differences.mjs';
import {bundledContexts, Driver} from './driver.mjs';
import {DOCUMENTS, generator} from './generate/cases.mjs';
import {Oracle} from './oracle.mjs';
import {shrink} from './shrink.mjs';

const [program, seedText = '1', countText = '5000', firstText = '0'] = process.argv.slice(2);
const [seed, count, first] = [seedText, countText, firstText].map(Number);
if (program === undefined || ![seed, count, first].every(Number.isSafeInteger)) {
  console.error('usage: node run.mjs DRIVER [SEED COUNT [FIRST]]');
  process.exit(2);
}

const contexts = {...bundledContexts(program), ...DOCUMENTS};
const oracle = new Oracle(contexts);
const driver = new Driver(program, DOCUMENTS);

/** The case as the rules leave it, and what still differs. */
async function apply(rules, test, found) {
  const changed = rules.reduce((left, rule) => rule.without?.(left, found) ?? left, test);
  const normalize = value => rules.reduce((left, rule) => rule.expanded?.(left) ?? left, value);
  const keep = quads => rules.reduce((left, rule) => rule.dataset?.(left) ?? left, quads);
  const left = (await compare(oracle, driver, changed, {normalize, keep})).found;
  return {changed, left: left.filter(item => !rules.some(rule => rule.explains?.(item, changed)))};
}

/** Few rules that explain a difference; none: []. */
async function explain(test, found) {
  const agree = async rules => (await apply(rules, test, found)).left.length === 0;
  // What one rule takes away may uncover what another explains.
  let rules = [];
  for (let changed = test, left = found, size = -1; left.length > 0 && rules.length > size;) {
    size = rules.length;
    const relevant = RULES.filter(rule => rules.includes(rule) || isRelevant(rule, changed, left));
    if (size === 0) for (const rule of relevant) if (await agree([rule])) return [rule];
    rules = relevant;
    ({changed, left} = await apply(rules, test, found));
  }
  if (!await agree(rules)) {
    // One of them may get in the way of the others.
    for (const rule of rules) {
      const others = rules.filter(other => other !== rule);
      if (await agree(others)) { rules = others; break; }
    }
    if (!await agree(rules)) return [];
  }
  for (const rule of rules) {
    const fewer = rules.filter(other => other !== rule);
    if (await agree(fewer)) rules = fewer;
  }
  return rules;
}

/** Whether the rule changes anything about the case. */
function isRelevant(rule, test, found) {
  if (rule.without?.(test, found) !== undefined) return true;
  if (rule.dataset !== undefined && found.some(({what}) => what === 'to-rdf')) return true;
  return found.some(item => rule.explains?.(item, test) ||
    (item.what === 'expand' && rule.expanded !== undefined && [item.theirs, item.ours].some(({value}) =>
      value !== undefined && JSON.stringify(rule.expanded(value)) !== JSON.stringify(value))));
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
  const reasons = await Promise.all(results.map(({found}, index) => found.length === 0 ? [] : explain(batch[index], found)));
  for (const [index, {ours, found}] of results.entries()) {
    const test = batch[index];
    const outcome = `${test.kind} ${ours.rdf?.error === undefined ? 'processed' : 'refused'}`;
    tally.set(outcome, (tally.get(outcome) ?? 0) + 1);
    if (found.length === 0) continue;
    ++different;
    const rules = reasons[index];
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

const unused = process.argv.length > 3 ? [] : RULES.filter(rule => explained.get(rule) === 0);
for (const {name} of unused) console.log(`a rule that explains nothing: ${name}`);
process.exitCode = unexplained.length + unused.length === 0 ? 0 : 1;
