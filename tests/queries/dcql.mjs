// Compares our DCQL with the npm package dcql: node dcql.mjs DRIVER [SEED COUNT [FIRST]]
// Without SEED: 4,000 cases of seed 1, in which every rule must explain something. Every difference must be explained by
// a rule of dcql-differences.mjs. SHOW=n prints n of the others.
import {spawn} from 'node:child_process';
import {createInterface} from 'node:readline';
import {isDeepStrictEqual} from 'node:util';
import {DcqlPresentationResult, DcqlQuery} from 'dcql';
import {makeCase} from './dcql-cases.mjs';
import {RULES} from './dcql-differences.mjs';

const [program, seedText = '1', countText = '4000', firstText = '0'] = process.argv.slice(2);
const [seed, count, first] = [seedText, countText, firstText].map(Number);
if (program === undefined || ![seed, count, first].every(Number.isSafeInteger)) {
  console.error('usage: node dcql.mjs DRIVER [SEED COUNT [FIRST]]');
  process.exit(2);
}
for (const {name, section} of RULES) if (!/^(\d|B)(\.\d+)*$/.test(section)) throw new Error(`no section: ${name}`);

/** Our side: the C++ driver. */
class Ours {
  #process;
  #waiting = [];

  constructor() {
    this.#process = spawn(program, {stdio: ['pipe', 'pipe', 'inherit']});
    this.#process.stdin.on('error', () => {});  // `close` tells
    this.#process.on('close', (status, signal) => {
      for (const {test, reject} of this.#waiting) reject(new Error(`the driver ended with ${status ?? signal} at case ${test.id}`));
    });
    createInterface({input: this.#process.stdout}).on('line', line => this.#waiting.shift().resolve(JSON.parse(line)));
  }
  ask(test) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({test, resolve, reject});
      this.#process.stdin.write(`${JSON.stringify(test)}\n`);
    });
  }
  end() { this.#process.stdin.end(); }
}

/** Their side, in the words of ours; `output` is what they would show of a credential. */
function theirs(test) {
  let query;
  try {
    query = DcqlQuery.parse(structuredClone(test.query));
    DcqlQuery.validate(query);
  } catch (error) {
    return {error: error.message};
  }
  const result = DcqlQuery.query(query, test.credentials);
  const matches = Object.fromEntries(Object.entries(result.credential_matches).map(([id, match]) => [id, (match.valid_credentials ?? []).map(one => {
    const [{claim_set_index, output}] = one.claims.valid_claim_sets;
    return {credential: one.input_credential_index, claim_set: claim_set_index ?? null, output};
  })]));
  const sets = (result.credential_sets ?? []).map(set => (set.matching_options ?? []).map(option => set.options.indexOf(option)));
  const answer = {satisfiable: Boolean(result.can_be_satisfied), matches, sets};
  if (test.presented !== undefined) answer.accepted = accepts(query, test);
  return answer;
}

function accepts(dcqlQuery, {presented, credentials}) {
  const presentations = Object.fromEntries(Object.entries(presented).map(([id, indexes]) => [id, indexes.map(index => credentials[index])]));
  try {
    return Boolean(DcqlPresentationResult.fromDcqlPresentation(presentations, {dcqlQuery}).can_be_satisfied);
  } catch {
    return false;
  }
}

/** What our pointers select, in the form of their output: null for elements that are not shown. */
function shown(credential, selected) {
  const out = {};
  for (const pointer of selected) {
    const names = pointer.slice(1).split('/').map(name => name.replaceAll('~1', '/').replaceAll('~0', '~'));
    let from = credential.claims;
    let to = out;
    for (const [index, name] of names.entries()) {
      if (index === names.length - 1) {
        to[name] = from[name];
      } else {
        to[name] ??= Array.isArray(from[name]) ? [] : {};
        // What is shown whole already has everything.
        if (to[name] === from[name]) break;
        to = to[name];
        from = from[name];
      }
    }
  }
  return tidy(out);
}
/** Elements that are not shown are null, those at the end are left out. */
function tidy(value) {
  if (Array.isArray(value)) {
    const items = Array.from(value, item => item === undefined ? null : tidy(item));
    while (items.length > 0 && items.at(-1) === null) items.pop();
    return items;
  }
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null).map(([name, member]) => [name, tidy(member)]).sort());
}

/** Whether both answer the same. */
async function compare(test) {
  const [own, other] = [await ours.ask(test), theirs(test)];
  if (own.error !== undefined || other.error !== undefined) return {same: (own.error === undefined) === (other.error === undefined), own, other};
  const mine = Object.fromEntries(Object.entries(own.matches).map(([id, candidates]) => [id, candidates.map(({credential, claim_set, selected}) =>
    ({credential, claim_set, output: shown(test.credentials[credential], selected)}))]));
  const yours = Object.fromEntries(Object.entries(other.matches).map(([id, candidates]) => [id, candidates.map(one => ({...one, output: tidy(one.output)}))]));
  const same = isDeepStrictEqual(mine, yours) && isDeepStrictEqual(own.sets, other.sets) && own.satisfiable === other.satisfiable && own.accepted === other.accepted;
  return {same, own: {...own, matches: mine}, other: {...other, matches: yours}};
}

/** The case without what these rules are about; undefined: there is none of it. */
function without(rules, test) {
  const changed = structuredClone(test);
  for (const rule of rules) rule.without(changed);
  return isDeepStrictEqual(changed, test) ? undefined : changed;
}

/** One rule, two, three of them. */
function* smallSets(rules) {
  for (const rule of rules) yield [rule];
  for (const [i, one] of rules.entries()) for (const other of rules.slice(i + 1)) yield [one, other];
  for (const [i, one] of rules.entries()) {
    for (const [j, other] of rules.entries()) if (j > i) for (const third of rules.slice(j + 1)) yield [one, other, third];
  }
}

/** The smallest set of rules that explains the difference; undefined: none does. */
async function explain(test) {
  const relevant = RULES.filter(rule => without([rule], test) !== undefined);
  for (const rules of smallSets(relevant)) if ((await compare(without(rules, test))).same) return rules;
  // What one rule takes away may uncover what another is about.
  const all = structuredClone(test);
  for (let round = 0, before; round < 5 && !isDeepStrictEqual(before, all); ++round) {
    before = structuredClone(all);
    for (const rule of RULES) rule.without(all);
  }
  return (await compare(all)).same ? RULES.filter(rule => relevant.includes(rule)) : undefined;
}

const ours = new Ours();
const explained = new Map(RULES.map(rule => [rule, []]));  // ids of cases
const unexplained = [];
const tally = {};
let different = 0;
let pairs = 0;
for (let number = first; number < first + count; ++number) {
  const test = makeCase(seed, number);
  const {same, own} = await compare(test);
  const outcome = own.error !== undefined ? 'refused' : own.satisfiable ? 'satisfiable' : 'not satisfiable';
  tally[outcome] = (tally[outcome] ?? 0) + 1;
  pairs += test.credentials.length;
  if (same) continue;
  ++different;
  const rules = await explain(test);
  if (rules === undefined) unexplained.push(test);
  else for (const rule of rules) explained.get(rule).push(test.id);
}

console.log(`${count} queries of seed ${seed} against ${pairs} credentials: ${Object.entries(tally).map(([name, n]) => `${n} ${name}`).join(', ')}`);
console.log(`${count - different} the same, ${different - unexplained.length} explained, ${unexplained.length} unexplained`);
for (const [{name, section}, [example, ...others]] of explained) {
  if (example !== undefined) console.log(`${String(others.length + 1).padStart(6)} ${name} (section ${section}), as ${example}`);
}
for (const test of unexplained.slice(0, Number(process.env.SHOW ?? 5))) {
  const {own, other} = await compare(test);
  console.log(`\nunexplained: ${JSON.stringify(test)}\n  theirs: ${JSON.stringify(other)}\n  ours:   ${JSON.stringify(own)}`);
}
ours.end();
const unused = process.argv.length > 3 ? [] : RULES.filter(rule => explained.get(rule).length === 0);
for (const {name} of unused) console.log(`a rule that explains nothing: ${name}`);
process.exitCode = unexplained.length + unused.length === 0 ? 0 : 1;
