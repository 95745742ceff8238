// Asks both sides about a case and says where the answers differ.
import {isDeepStrictEqual} from 'node:util';

const same = value => value;

/**
 * {ours, found}: our answers to the input, and the answers that differ as [{what, theirs, ours, asked, source}], `asked` being the expanded
 * document that was to be compacted or flattened, `source` what we expanded the input to; an empty list is agreement.
 * The functions of `views` take away what does not count: `expanded` from expanded and flattened documents, `asked` from those
 * that are to be flattened and compacted, `compacted` from compacted ones, `native` from those made of RDF, `dataset` from their quads of a document, `nquads` from the text that both sides read as RDF.
 * From expansion on, their side works on what our side made, so that one difference is not reported twice.
 */
export async function compare(oracle, driver, test, views = {}) {
  const {expanded = same, asked = same, compacted = same, native = same, dataset = same, nquads = same} = views;
  const found = [];
  let source;
  const check = (what, theirs, ours, view = same, document = undefined) => {
    const [a, b] = [theirs, ours].map(answer => answer?.value === undefined ? answer : {value: view(plain(answer.value))});
    if (a?.error !== b?.error || !isDeepStrictEqual(a?.value, b?.value)) found.push({what, theirs: a, ours: b, asked: document, source});
  };
  // The context and the base are for compaction, loss has been looked for by expansion.
  const {safe: _, expandContext: __, ...options} = test.options ?? {};
  const checkDataset = async text => {
    const ours = await driver.ask({id: test.id, nquads: text, options});
    check('canonical', await oracle.canonicalize(text), ours.canonical);
    check('from-rdf', await oracle.fromRdf(text, options), ours.fromRdf, native);
  };
  if (test.nquads !== undefined) {
    await checkDataset(nquads(test.nquads));
    return {ours: {}, found};
  }

  const ours = await driver.ask({id: test.id, input: test.input, options: test.options});
  check('jcs', {value: oracle.jcs(test.input)}, {value: ours.jcs});
  if (test.options === undefined) return {ours, found};

  source = ours.expand.value;
  check('expand', await oracle.expand(test), ours.expand, expanded);
  if (ours.expand.error !== undefined) {
    // to-RDF may only refuse as expansion did.
    check('to-rdf refusal', {error: ours.expand.error}, ours.rdf);
    return {ours, found};
  }
  const document = asked(expanded(source), test);
  const forms = await driver.ask({id: test.id, expanded: document, context: test.context, options});
  check('flatten', await oracle.flatten(document, options), forms.flatten, expanded, document);
  if (test.context !== undefined) {
    // The context comes back as it was given, unless it is empty (section 9.1); jsonld.js makes arrays of one that one.
    const context = isObject(test.context) && '@context' in test.context ? test.context['@context'] : test.context;
    const kept = context !== null && typeof context === 'object' && Object.keys(context).length === 0 ? undefined : context;
    if (forms.compact.value !== undefined) check('context', {value: kept}, {value: forms.compact.value['@context']});
    const body = answer => answer.value === undefined ? answer : {value: {...answer.value, '@context': undefined}};
    check('compact', body(await oracle.compact(document, test.context, options)), body(forms.compact), compacted, document);
  }

  const rdf = await oracle.toRdf(ours.expand.value, test.options, dataset);
  if (ours.rdf.error !== undefined) {
    check('to-rdf', rdf, ours.rdf);
    return {ours, found};
  }
  check('to-rdf', rdf, ours.canonical);
  check('canonical form of our N-Quads', await oracle.canonicalize(ours.rdf.value), ours.canonical);
  await checkDataset(nquads(ours.rdf.value));
  return {ours, found};
}

const isObject = value => value !== null && typeof value === 'object' && !Array.isArray(value);

// As JSON text has it: -0 is 0, members without a value are absent.
const plain = value => JSON.parse(JSON.stringify(value));
