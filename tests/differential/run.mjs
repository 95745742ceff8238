// Compares our engine with the JavaScript implementations: node run.mjs DRIVER [SEED COUNT [FIRST]]
// Without SEED: 5,000 cases of seed 1 and those of REMEMBERED, in which every rule must explain something.
// Every difference must be explained by a rule of differences.mjs. SHOW=n prints n of the others, made small.
import {compare} from './compare.mjs';
import {RULES} from './differences.mjs';
import {bundledContexts, Driver} from './driver.mjs';
import {DOCUMENTS, generator} from './generate/cases.mjs';
import {Oracle} from './oracle.mjs';
import {shrink} from './shrink.mjs';

// [seed, number] of cases for the rules that explain nothing in the others.
const REMEMBERED = [[2, 295], [2, 398], [2, 1532], [2, 1957], [2, 4345], [2, 4893], [3, 306], [3, 2145], [3, 3768], [3, 3866], [3, 4800], [4, 1198]];

const [program, seedText = '1', countText = '5000', firstText = '0'] = process.argv.slice(2);
const [seed, count, first] = [seedText, countText, firstText].map(Number);
if (program === undefined || ![seed, count, first].every(Number.isSafeInteger)) {
  console.error('usage: node run.mjs DRIVER [SEED COUNT [FIRST]]');
  process.exit(2);
}

for (const {name, section} of RULES) if (!/^(\d+\.\d|(JSON-LD 1\.1|RDFC-1\.0|RFC \d+) sections? \d)/.test(section)) throw new Error(`no section: ${name}`);

const contexts = {...bundledContexts(program), ...DOCUMENTS};
const oracle = new Oracle(contexts);
const driver = new Driver(program, DOCUMENTS);

const VIEWS = ['expanded', 'asked', 'compacted', 'native', 'dataset', 'nquads'];  // compare.mjs

/** The case as the rules leave it, and what still differs. */
async function apply(rules, test, found, [theirs, ours] = [oracle, driver]) {
  const changed = rules.reduce((left, rule) => rule.without?.(left, found) ?? left, test);
  const views = Object.fromEntries(VIEWS.map(name => {
    const view = value => rules.reduce((left, rule) => rule[name]?.(left, changed) ?? left, value);
    view.key = rules.filter(rule => rule[name] !== undefined).map(rule => RULES.indexOf(rule));
    return [name, view];
  }));
  const left = (await compare(theirs, ours, changed, views)).found;
  return {changed, left: left.filter(item => !rules.some(rule => rule.explains?.(item, changed)))};
}

/** The same, but each question is asked once: rules change some of them only. */
function remembering(side) {
  const answers = new Map();
  return new Proxy(side, {get: (target, name) => (...question) => {
    const key = JSON.stringify([name, question.map(part => typeof part === 'function' ? part.key : part)]);
    if (!answers.has(key)) answers.set(key, target[name](...question));
    return answers.get(key);
  }});
}

// These change what is asked; the others only look at the answers, and get in nobody's way.
const isActive = rule => ['without', 'expanded', 'asked', 'dataset', 'nquads'].some(name => rule[name] !== undefined);
const PASSIVE = RULES.filter(rule => !isActive(rule));

/** Few rules that explain a difference; none: []. */
async function explain(test, found) {
  const sides = [remembering(oracle), remembering(driver)];
  const agree = async rules => (await apply(rules, test, found, sides)).left.length === 0;
  for await (const rules of candidates(test, found, sides)) {
    if (!await agree(rules)) continue;
    let needed = rules.filter(rule => !PASSIVE.includes(rule));
    if (!await agree(needed)) needed = rules;
    for (const rule of needed) {
      const fewer = needed.filter(other => other !== rule);
      if (await agree(fewer)) needed = fewer;
    }
    return needed;
  }
  return [];
}

/** Sets of rules worth trying: each of those that matter, all of them, all but one, two. */
async function* candidates(test, found, sides) {
  const first = RULES.filter(rule => isActive(rule) && isRelevant(rule, test, found));
  yield PASSIVE;
  for (const rule of first) yield [rule, ...PASSIVE];
  // What one rule takes away may uncover what another explains.
  let rules = [];
  for (let changed = test, left = found, size = -1; left.length > 0 && rules.length > size;) {
    size = rules.length;
    rules = RULES.filter(rule => isActive(rule) && (rules.includes(rule) || isRelevant(rule, changed, left)));
    ({changed, left} = await apply(rules, test, found, sides));
  }
  yield [...rules, ...PASSIVE];
  for (const rule of rules) yield [...rules.filter(other => other !== rule), ...PASSIVE];
  yield [...await greedy(rules, test, found, sides), ...PASSIVE];
  for (const one of rules) for (const other of rules) if (RULES.indexOf(one) < RULES.indexOf(other)) yield [one, other, ...PASSIVE];
}

/** One rule after the other, always the one that leaves least. */
async function greedy(rules, test, found, sides) {
  const taken = [];
  const size = async more => JSON.stringify((await apply([...taken, ...more, ...PASSIVE], test, found, sides)).left).length;
  for (let best = await size([]); ;) {
    let next;
    for (const rule of rules.filter(other => !taken.includes(other))) {
      const left = await size([rule]);
      if (left < best) [best, next] = [left, rule];
    }
    if (next === undefined) return taken;
    taken.push(next);
  }
}

/** Whether the rule may change anything about the case. */
function isRelevant(rule, test, found) {
  if (rule.without?.(test, found) !== undefined) return true;
  if (rule.dataset !== undefined && found.some(({what}) => what === 'to-rdf')) return true;
  if (rule.nquads !== undefined && found.some(({what}) => what === 'from-rdf' || what === 'canonical')) return true;
  const changes = (view, value) => rule[view] !== undefined && value !== undefined && JSON.stringify(rule[view](value, test)) !== JSON.stringify(value);
  return found.some(item => rule.explains?.(item, test) || changes('expanded', item.asked) || changes('asked', item.asked) ||
    Object.entries(VIEW_OF).some(([view, whats]) => whats.includes(item.what) && [item.theirs, item.ours].some(answer => changes(view, answer?.value))));
}
const VIEW_OF = {expanded: ['expand', 'flatten'], compacted: ['compact'], native: ['from-rdf']};

const make = generator(seed, contexts);
const tally = new Map();
const explained = new Map(RULES.map(rule => [rule, []]));  // ids of cases
const unexplained = [];
let different = 0;
const cases = Array.from({length: count}, (_, index) => [seed, first + index]);
if (process.argv.length === 3) cases.push(...REMEMBERED);
const makers = new Map([[seed, make]]);
const batchSize = 500;
for (let start = 0; start < cases.length; start += batchSize) {
  const batch = cases.slice(start, start + batchSize).map(([of, number]) => {
    if (!makers.has(of)) makers.set(of, generator(of, contexts));
    return makers.get(of)(number);
  });
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
    for (const rule of rules) explained.get(rule).push(test.id);
  }
}

console.log(`${cases.length} cases of seed ${seed}: ${[...tally].sort().map(([name, n]) => `${n} ${name}`).join(', ')}`);
console.log(`${cases.length - different} the same, ${different - unexplained.length} explained, ${unexplained.length} unexplained`);
if (unexplained.length > 0) console.log(`unexplained: ${unexplained.map(({id}) => id).join(' ')}`);
for (const [{name, section}, [example, ...others]] of explained) {
  if (example !== undefined) console.log(`${String(others.length + 1).padStart(6)} ${name} (${section}), as ${example}`);
}

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

const unused = process.argv.length > 3 ? [] : RULES.filter(rule => explained.get(rule).length === 0);
for (const {name} of unused) console.log(`a rule that explains nothing: ${name}`);
process.exitCode = unexplained.length + unused.length === 0 ? 0 : 1;
