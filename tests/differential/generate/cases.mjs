// A case: {id, kind, input, context, options} for JSON-LD and JCS, without options for JCS alone, {id, kind, nquads, options} for
// RDF. `context`: the one to compact with. Its seed and number decide it.
import {Body} from './body.mjs';
import {emptyScope, makeContext} from './contexts.mjs';
import {Credentials} from './credentials.mjs';
import {dataset} from './datasets.mjs';
import {anyJson} from './json.mjs';
import {Random} from './random.mjs';
import * as values from './values.mjs';

export {DOCUMENTS} from './contexts.mjs';

/** `contexts`: URL -> document, the bundled ones. */
export function generator(seed, contexts) {
  const credentials = new Credentials(contexts);
  return number => {
    const random = new Random(seed, number);
    const id = `${seed}:${number}`;
    return random.choose([
      [35, () => forms(random, {id, kind: 'credential', input: credentials.document(random),
        options: {base: random.chance(0.8) ? null : values.base(random) ?? null, safe: random.chance(0.6)}})],
      [55, () => forms(random, {id, kind: 'document', input: withContext(random), options: options(random)})],
      [5, () => ({id, kind: 'json', input: anyJson(random, 4)})],
      [10, () => ({id, kind: 'dataset', nquads: dataset(random), options: rdfOptions(random)})],
    ]);
  };
}

function options(random) {
  return {
    base: values.base(random) ?? null,
    ...(random.chance(0.15) ? {safe: true} : {}),
    ...(random.chance(0.15) ? {rdfDirection: 'i18n-datatype'} : {}),
    ...(random.chance(0.04) ? {expandContext: random.pick([{'@vocab': 'https://example.org/expand#'}, {'@context': {'p0': 'https://example.org/expand-p0', '@language': 'fr'}}])} : {}),
  };
}

/** Adds what the other algorithms need: the context to compact with, their options. */
function forms(random, test) {
  const own = [test.input].flat()[0]?.['@context'];
  const context = random.chance(0.7) ? own : makeContext(random, emptyScope()).context;
  return {...test, ...(context == null ? {} : {context}), options: {...test.options, ...rdfOptions(random),
    ...(random.chance(0.05) ? {compactArrays: false} : {}), ...(random.chance(0.05) ? {compactToRelative: false} : {})}};
}

const rdfOptions = random => ({...(random.chance(0.3) ? {useNativeTypes: true} : {}), ...(random.chance(0.15) ? {useRdfType: true} : {})});

function withContext(random) {
  const before = random.chance(0.15) ? random.pick(['https://contexts.example/terms.jsonld', 'https://contexts.example/protected.jsonld',
    'https://contexts.example/local.jsonld', 'https://contexts.example/several.jsonld', 'https://contexts.example/scoped.jsonld', 'https://contexts.example/defaults.jsonld', null]) : undefined;
  const {context, scope} = makeContext(random, emptyScope());
  for (const [name, kind] of Object.entries({remote: 'id', shallow: 'plain', far: 'id', sealed: 'typed', inner: 'plain'})) {
    if (typeof before === 'string' && random.chance(0.6)) scope.terms.set(name, {kind});
  }
  const local = before === undefined ? context : [before, context];
  const body = new Body(random);
  if (random.chance(0.12)) return random.times(0, 3, () => ({'@context': local, ...body.node(scope, 0)}));
  const node = body.node(scope, 0);
  return '@context' in node ? {...node, '@context': [local, node['@context']].flat()} : {'@context': local, ...node};
}
