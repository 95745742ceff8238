// Asks both sides about a case and says where the answers differ.
import {isDeepStrictEqual} from 'node:util';

/**
 * {ours, found}: our answers, and those that differ as [{what, theirs, ours}]; an empty list is agreement. `normalize` is
 * applied to both expanded documents first, `keep` leaves out those of their quads that do not count. From RDF on, their side works on what
 * our side made, so that one difference is not reported twice.
 */
export async function compare(oracle, driver, test, {normalize = value => value, keep = quads => quads} = {}) {
  const ours = await driver.ask(test);
  const found = [];
  const check = (what, a, b) => {
    if (a?.error !== b?.error || !isDeepStrictEqual(a?.value, b?.value)) found.push({what, theirs: a, ours: b});
  };
  if (test.nquads !== undefined) {
    check('canonical', await oracle.canonicalize(test.nquads), ours.canonical);
    return {ours, found};
  }
  check('jcs', {value: oracle.jcs(test.input)}, {value: ours.jcs});
  if (test.options === undefined) return {ours, found};

  const expanded = await oracle.expand(test);
  const prepare = answer => answer.value === undefined ? answer : {value: normalize(plain(answer.value))};
  check('expand', prepare(expanded), prepare(ours.expand));
  if (ours.expand.error !== undefined) {
    // to-RDF may only refuse as expansion did.
    check('to-rdf refusal', {error: ours.expand.error}, ours.rdf);
    return {ours, found};
  }
  const rdf = await oracle.toRdf(ours.expand.value, test.options, keep);
  if (ours.rdf.error !== undefined) {
    check('to-rdf', rdf, ours.rdf);
    return {ours, found};
  }
  check('to-rdf', rdf, ours.canonical);
  check('canonical form of our N-Quads', await oracle.canonicalize(ours.rdf.value), ours.canonical);
  return {ours, found};
}

// As JSON text has it: -0 is 0, members without a value are absent.
const plain = value => JSON.parse(JSON.stringify(value));
