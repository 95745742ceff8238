// Inline contexts: every form a term definition can take, and what the body may then write under the term.
import * as values from './values.mjs';

const XSD = 'http://www.w3.org/2001/XMLSchema#';
const VOCAB = 'https://example.org/vocab#';

/** Contexts that the loaders of both sides know beside the bundled ones. */
export const DOCUMENTS = {
  'https://contexts.example/terms.jsonld': {
    '@context': {'@version': 1.1, 'remote': {'@id': `${VOCAB}remote`, '@type': '@id'}, 'p0': `${VOCAB}remote-p0`, 'r': 'https://example.org/r/'},
  },
  'https://contexts.example/protected.jsonld': {
    '@context': {'@version': 1.1, '@protected': true, 'sealed': {'@id': `${VOCAB}sealed`, '@type': `${XSD}date`}, 'id': '@id', 'type': '@type',
      'Sealed': {'@id': `${VOCAB}Sealed`, '@context': {'@protected': true, 'inner': `${VOCAB}inner`}}},
  },
  'https://contexts.example/local.jsonld': {
    '@context': {'@version': 1.1, '@propagate': false, 'shallow': `${VOCAB}shallow`},
  },
  'https://contexts.example/several.jsonld': {
    '@context': ['terms.jsonld', {'p1': {'@id': `${VOCAB}several-p1`, '@container': '@list'}}],
  },
  'https://contexts.example/scoped.jsonld': {
    '@context': {'@version': 1.1, 'far': {'@id': `${VOCAB}far`, '@context': 'terms.jsonld'}},
  },
  'https://contexts.example/defaults.jsonld': {
    '@context': {'@version': 1.1, '@vocab': 'https://example.org/defaults#', '@language': 'nl', 'tagged': `${VOCAB}tagged`},
  },
};

/** kind -> [weight, definition of the term named n]. `body.mjs` knows what to write for each kind. */
const FORMS = {
  plain: [6, id => id],
  expanded: [2, id => ({'@id': id})],
  id: [3, id => ({'@id': id, '@type': '@id'})],
  vocab: [2, id => ({'@id': id, '@type': '@vocab'})],
  none: [1, id => ({'@id': id, '@type': '@none'})],
  json: [2, id => ({'@id': id, '@type': '@json'})],
  typed: [3, (id, random) => ({'@id': id, '@type': XSD + random.pick(['date', 'integer', 'double', 'string', 'boolean'])})],
  language: [2, (id, random) => ({'@id': id, '@language': random.chance(0.8) ? values.language(random) : null})],
  direction: [1, (id, random) => ({'@id': id, '@direction': random.pick(['ltr', 'rtl', null])})],
  list: [3, (id, random) => ({'@id': id, '@container': '@list', ...coercion(random)})],
  set: [2, (id, random) => ({'@id': id, '@container': random.pick(['@set', ['@set']]), ...coercion(random)})],
  index: [2, (id, random) => ({'@id': id, '@container': withSet(random, '@index'), ...coercion(random)})],
  propertyIndex: [1, id => ({'@id': id, '@container': '@index', '@index': `${VOCAB}indexed`})],
  languageMap: [2, (id, random) => ({'@id': id, '@container': withSet(random, '@language'), ...(random.chance(0.2) ? {'@direction': 'rtl'} : {})})],
  idMap: [2, (id, random) => ({'@id': id, '@container': withSet(random, '@id')})],
  typeMap: [2, (id, random) => ({'@id': id, '@container': withSet(random, '@type'), ...(random.chance(0.3) ? {'@type': random.pick(['@id', '@vocab'])} : {})})],
  graph: [2, (id, random) => ({'@id': id, '@container': withSet(random, '@graph')})],
  graphIndex: [1, (id, random) => ({'@id': id, '@container': random.pick([['@graph', '@index'], ['@graph', '@index', '@set']])})],
  graphId: [1, (id, random) => ({'@id': id, '@container': random.pick([['@graph', '@id'], ['@id', '@graph', '@set']])})],
  reverse: [1.5, (id, random) => ({'@reverse': id, ...(random.chance(0.3) ? {'@container': random.pick(['@set', '@index'])} : {}), ...(random.chance(0.5) ? {'@type': '@id'} : {})})],
  nested: [0.7, id => ({'@id': id, '@nest': '@nest'})],
  nothing: [0.7, (id, random) => random.chance(0.5) ? null : {'@id': null}],
};

const coercion = random => random.choose([
  [5, () => ({})],
  [1, () => ({'@type': random.pick(['@id', '@vocab', '@json', `${XSD}dateTime`])})],
  [1, () => ({'@language': values.language(random)})],
]);
const withSet = (random, container) => random.pick([container, container, [container], [container, '@set'], ['@set', container]]);

const ALIASES = {
  id: '@id', type: '@type', value: '@value', list: '@list', set: '@set', graph: '@graph', nest: '@nest', lang: '@language',
  index: '@index', reverse: '@reverse', included: '@included', dir: '@direction', none: '@none',
};

/**
 * A local context and the terms it leaves in force: {context, terms: name -> {kind, scope?}, types: [name], scopes}.
 * `outer`: the terms in force before it.
 */
export function makeContext(random, outer = emptyScope(), depth = 2) {
  const context = {};
  const scope = {terms: new Map(outer.terms), types: new Map(outer.types), aliases: new Map(outer.aliases), prefixes: new Set(outer.prefixes)};
  const top = depth === 2;
  if (random.chance(0.5)) context['@version'] = 1.1;
  if (random.chance(top ? 0.7 : 0.2)) {
    context['@vocab'] = random.choose([[8, () => VOCAB], [1, () => 'https://example.org/other/'], [0.5, () => ''], [0.5, () => 'rel/'], [0.3, () => null]]);
  }
  if (random.chance(0.08)) context['@base'] = random.pick(['https://example.org/inner/', 'sub/', '../up', null, 'http://a/b?c', '#x']);
  if (random.chance(0.12)) context['@language'] = random.chance(0.85) ? values.language(random) : null;
  if (random.chance(0.08)) context['@direction'] = random.pick(['ltr', 'rtl', null]);
  if (random.chance(0.06)) context['@protected'] = true;
  if (random.chance(0.06)) context['@propagate'] = random.chance(0.5);
  if (random.chance(0.04)) {
    const [url, terms] = random.pick(IMPORTS);
    context['@import'] = url;
    for (const [name, kind] of Object.entries(terms)) scope.terms.set(name, {kind});
  }
  if (random.chance(0.4)) {
    context.ex = random.pick(['https://example.org/ex/', 'https://example.org/ex#', {'@id': 'https://example.org/ex-', '@prefix': true}]);
    scope.prefixes.add('ex');
  }
  for (const [name, keyword] of Object.entries(ALIASES)) {
    if (!random.chance(top ? 0.2 : 0.04)) continue;
    context[name] = keyword;
    scope.aliases.set(keyword, name);
  }
  for (const name of random.some(TERMS, random.int(top ? 2 : 1, top ? 9 : 4))) {
    const kind = random.choose(Object.entries(FORMS).map(([form, [weight]]) => [weight, () => form]));
    let definition = FORMS[kind][1](termIri(random, name, scope), random);
    const term = {kind};
    if (definition && depth > 0 && random.chance(0.1)) {
      const inner = makeContext(random, scope, depth - 1);
      definition = {...(typeof definition === 'string' ? {'@id': definition} : definition), '@context': inner.context};
      term.scope = inner.scope;
    }
    if (definition && random.chance(0.03)) {
      definition = {...(typeof definition === 'string' ? {'@id': definition} : definition), '@protected': random.chance(0.8)};
    }
    context[name] = definition;
    scope.terms.set(name, term);
  }
  for (const name of random.some(TYPES, random.int(0, top ? 3 : 1))) {
    const id = VOCAB + name;
    if (depth > 0 && random.chance(0.6)) {
      const inner = makeContext(random, scope, depth - 1);
      context[name] = {'@id': id, '@context': random.chance(0.9) ? inner.context : [inner.context]};
      scope.types.set(name, inner.scope);
    } else {
      context[name] = id;
      scope.types.set(name, undefined);
    }
  }
  if (random.chance(0.1)) context['@type'] = {'@container': '@set'};
  if (random.chance(0.05)) {
    const name = random.pick(ODD_TERMS);
    context[name] = random.pick([`${VOCAB}odd`, {'@id': `${VOCAB}odd`}, `https://example.org/ex/${name}`]);
    scope.terms.set(name, {kind: 'plain'});
  }
  if (random.chance(0.025)) Object.assign(context, random.pick(FAULTS));
  return {context, scope};
}

// What @import may name, and the terms that come with it.
const IMPORTS = [
  ['https://contexts.example/terms.jsonld', {remote: 'id', p0: 'plain'}], ['https://contexts.example/protected.jsonld', {sealed: 'typed'}], ['https://contexts.example/local.jsonld', {shallow: 'plain'}],
  ['https://contexts.example/scoped.jsonld', {far: 'id'}], ['https://contexts.example/defaults.jsonld', {tagged: 'plain'}],
];

const TERMS = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7', 'p8', 'p9', '名前', 'émile', 'p q', 'P0'];
const TYPES = ['T0', 'T1', 'T2', 'T3'];
const ODD_TERMS = ['ex:term', '@odd', 'a/b', 'x:y', '#a', '.', 'a:b:c', '😀', '\ue000', '_:blank', 'https://example.org/iri', 'constructor', 'length', 'ex', 'e\u0301', '\u200d', 'a:', '@a1'];
// Definitions that are errors, or nearly.
const FAULTS = [
  {p0: 5}, {p0: {}}, {p0: {'@id': 5}}, {p0: {'@id': 'no iri'}}, {p0: {'@type': 5, '@id': `${VOCAB}a`}}, {p0: {'@type': 'not an iri', '@id': `${VOCAB}a`}},
  {p0: {'@id': `${VOCAB}a`, '@container': '@nothing'}}, {p0: {'@id': `${VOCAB}a`, '@container': ['@list', '@set']}},
  {p0: {'@id': `${VOCAB}a`, '@container': ['@index', '@id']}}, {p0: {'@id': `${VOCAB}a`, '@container': '@type', '@type': `${XSD}date`}},
  {p0: {'@id': `${VOCAB}a`, '@language': 5}}, {p0: {'@id': `${VOCAB}a`, '@direction': 'up'}}, {p0: {'@id': `${VOCAB}a`, '@nest': '@id'}},
  {p0: {'@id': `${VOCAB}a`, '@prefix': 'yes'}}, {'a:b': {'@id': 'a:b', '@prefix': true}}, {p0: {'@id': `${VOCAB}a`, '@index': 'x'}},
  {p0: {'@id': `${VOCAB}a`, '@container': '@index', '@index': '@id'}}, {p0: {'@id': `${VOCAB}a`, '@other': 1}}, {p0: {'@reverse': `${VOCAB}a`, '@id': `${VOCAB}b`}},
  {p0: {'@reverse': 5}}, {p0: {'@reverse': `${VOCAB}a`, '@nest': '@nest'}}, {p0: {'@reverse': `${VOCAB}a`, '@container': '@list'}}, {p0: {'@reverse': 'x'}},
  {p0: 'p1:a', p1: 'p0:b'}, {p0: '@context'}, {p0: '@unknown'}, {p0: {'@id': '@type', '@container': '@set'}}, {'@id': 'x'}, {'@type': 'x'}, 
  {'@type': {'@container': '@list'}}, {'@container': 'x'}, {'': `${VOCAB}a`}, {'@version': 1.0}, {'@version': '1.1'}, {'@version': 2}, {'@vocab': 5}, {'@vocab': 'ex:'},
  {'@base': 5}, {'@language': 5}, {'@direction': 'up'}, {'@direction': 5}, {'@protected': 'yes'}, {'@propagate': 'yes'}, {'@import': 5},
  {'@import': 'https://contexts.example/several.jsonld'}, {'@import': 'terms.jsonld'}, {'@import': null}, {'@import': ['https://contexts.example/terms.jsonld']}, {'@import': 'https://contexts.example/terms.jsonld', '@version': 1.0},
  {'@import': 'https://contexts.example/protected.jsonld', sealed: null}, {'@import': 'https://contexts.example/protected.jsonld', '@protected': false}, {p0: {'@id': `${VOCAB}a`, '@context': {'@import': 'https://contexts.example/terms.jsonld'}}}, {'@import': 'https://contexts.example/missing.jsonld'},
  {p0: {'@id': `${VOCAB}a`, '@context': {p1: 5}}}, {p0: {'@id': `${VOCAB}a`, '@context': 'https://contexts.example/missing.jsonld'}},
  {p0: {'@id': `${VOCAB}a`, '@context': 5}}, {p0: {'@id': `${VOCAB}a`, '@context': null}}, {p0: {'@id': `${VOCAB}a`, '@context': []}}, {p0: {'@id': `${VOCAB}a`, '@protected': 'yes'}},
  {p0: {'@id': '_:b0'}}, {p0: {'@id': `${VOCAB}a`, '@type': '_:b0'}}, {p0: {'@id': `${VOCAB}a`, '@type': ['@id']}}, {p0: {'@id': `${VOCAB}a`, '@container': null}},
  {p0: {'@id': `${VOCAB}a`, '@container': []}}, {p0: {'@id': `${VOCAB}a`, '@type': '@list'}}, {p0: {'@id': ''}}, {p0: {'@id': `${VOCAB}a`, '@nest': 5}}, {p0: true}, {p0: []},
];

const emptyScope = () => ({terms: new Map(), types: new Map(), aliases: new Map(), prefixes: new Set()});

function termIri(random, name, scope) {
  const last = encodeURIComponent(name).replaceAll('%', '');
  return random.choose([
    [10, () => VOCAB + last],
    [1, () => `urn:vocab:${last}`],
    [0.5, () => scope.prefixes.has('ex') ? `ex:${last}` : VOCAB + last],
    [0.3, () => `${VOCAB}shared`],
    [0.2, () => `_:${last}`],
  ]);
}
export {emptyScope};
