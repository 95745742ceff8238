// Node objects written with the terms of a scope (contexts.mjs): mostly as the definitions want it, sometimes not.
import {makeContext} from './contexts.mjs';
import {anyJson} from './json.mjs';
import * as values from './values.mjs';

export class Body {
  constructor(random) {
    this.random = random;
    this.left = random.int(1, 9);  // nodes still allowed
  }

  name(scope, keyword) {
    const alias = scope.aliases.get(keyword);
    return alias !== undefined && this.random.chance(0.7) ? alias : keyword;
  }

  node(scope, depth) {
    const {random} = this;
    --this.left;
    const node = {};
    if (depth < 4 && random.chance(0.05)) {
      const inner = random.choose([
        [5, () => makeContext(random, scope, 1)],
        [1, () => ({context: null, scope})],
        [1, () => ({context: random.pick(['https://contexts.example/terms.jsonld', 'https://contexts.example/local.jsonld', []]), scope})],
      ]);
      node['@context'] = inner.context;
      scope = inner.scope;
    }
    if (random.chance(0.55)) node[this.name(scope, '@id')] = values.reference(random);
    if (random.chance(0.4)) {
      const types = random.times(1, 2, () => this.type(scope));
      node[this.name(scope, '@type')] = types.length === 1 && random.chance(0.7) ? types[0] : types;
      for (const type of [...types].sort()) scope = scope.types.get(type) ?? scope;
    }
    if (random.chance(0.04)) node[this.name(scope, '@index')] = values.text(random);
    this.properties(node, scope, depth);
    if (random.chance(0.05)) this.keywordEntry(node, scope, depth);
    if (random.chance(0.01)) Object.assign(node, random.pick(FAULTS));
    return node;
  }

  properties(node, scope, depth) {
    const {random} = this;
    for (const [name, term] of random.some([...scope.terms], random.int(0, 5))) {
      node[name] = random.chance(0.88) ? this.valueFor(term, scope, depth) : this.anyValue(term.scope ?? scope, depth);
    }
    if (random.chance(0.15)) {
      const name = random.pick(['https://example.org/absolute', 'ex:compact', 'undefinedTerm', 'urn:p', '_:property', 'p0', 'rel/ative', '@nokeyword', ...(random.chance(0.03) ? ['https://example.org/sp ace'] : [])]);
      node[name] = this.anyValue(scope, depth);
    }
  }

  keywordEntry(node, scope, depth) {
    const {random} = this;
    const inside = () => random.choose([[2, () => this.child(scope, depth)], [1, () => random.times(0, 3, () => this.child(scope, depth))]]);
    random.choose([
      [2, () => { node[this.name(scope, '@graph')] = inside(); }],
      [1.5, () => { node[this.name(scope, '@included')] = inside(); }],
      [1.5, () => {
        const names = ['https://example.org/back', ...[...scope.terms].filter(([, term]) => ['plain', 'id', 'reverse', 'set', 'expanded'].includes(term.kind)).map(([name]) => name)];
        node[this.name(scope, '@reverse')] = {[random.pick(names)]: inside()};
      }],
      [1.5, () => {
        const nest = {};
        this.properties(nest, scope, depth);
        node[this.name(scope, '@nest')] = random.chance(0.8) ? nest : [nest, {}];
      }],
    ]);
  }

  child(scope, depth) {
    return depth < 4 && this.left > 0 ? this.node(scope, depth + 1) : {[this.name(scope, '@id')]: values.reference(this.random)};
  }

  type(scope) {
    const {random} = this;
    const known = [...scope.types.keys()];
    return random.choose([[known.length > 0 ? 8 : 0, () => random.pick(known)], [1, () => values.iri(random)], [0.2, () => random.pick(['Unknown', 'ex:T', '_:t', 'rel#x', 'p0'])]]);
  }

  valueFor(term, scope, depth) {
    const {random} = this;
    const inner = term.scope ?? scope;
    const one = () => this.anyItem(inner, depth);
    const map = (key, item) => Object.fromEntries(random.times(0, 3, () => [
      random.chance(0.1) ? this.name(scope, '@none') : key(), random.chance(0.7) ? item() : random.times(0, 3, item)]));
    const child = () => this.child(inner, depth);
    switch (term.kind) {
      case 'id': case 'vocab': return this.several(() => random.chance(0.7) ? this.idString(scope) : child());
      case 'json': return anyJson(random);
      case 'typed': return this.several(() => random.pick(['2026-01-01', '1', 'true', 5.5, 3, true, '1.0', 1e21, 'x']));
      case 'language': case 'direction': return this.several(() => values.text(random));
      case 'list': return this.list(inner, depth);
      case 'index': return map(() => values.text(random), one);
      case 'propertyIndex': return map(() => values.text(random), child);
      case 'languageMap': return map(() => values.language(random), () => random.chance(0.95) ? values.text(random) : null);
      case 'idMap': case 'graphId': return map(() => values.reference(random), child);
      case 'typeMap': return map(() => this.type(inner), () => random.chance(0.8) ? child() : values.reference(random));
      case 'graphIndex': return map(() => values.text(random), child);
      case 'graph': return this.several(child);
      case 'reverse': return this.several(() => random.chance(0.5) ? child() : values.reference(random));
      default: return this.anyValue(inner, depth);
    }
  }

  idString(scope) {
    return this.random.choose([[6, () => values.reference(this.random)], [1, () => this.type(scope)]]);
  }

  several(make) {
    return this.random.chance(0.6) ? make() : this.random.times(0, 3, make);
  }

  list(scope, depth) {
    const {random} = this;
    const item = level => random.chance(level > 0 ? 0.2 : 0) ? random.times(0, 3, () => item(level - 1)) : this.anyItem(scope, depth);
    return random.times(0, 4, () => item(2));
  }

  anyValue(scope, depth) {
    return this.several(() => this.anyItem(scope, depth));
  }

  anyItem(scope, depth) {
    const {random} = this;
    return random.choose([
      [6, () => values.scalar(random)],
      [0.4, () => null],
      [4, () => this.child(scope, depth)],
      [3, () => this.valueObject(scope)],
      [1, () => ({[this.name(scope, '@list')]: this.list(scope, Math.max(depth, 3))})],
      [0.4, () => ({[this.name(scope, '@set')]: this.several(() => values.scalar(random))})],
      [0.1, () => random.pick(SETS)(this.name(scope, '@set'), this.name(scope, '@list'))],
      [0.2, () => ({[this.name(scope, '@graph')]: random.times(1, 2, () => this.child(scope, depth))})],
    ]);
  }

  valueObject(scope) {
    const {random} = this;
    const value = {};
    const put = (keyword, content) => { value[this.name(scope, keyword)] = content; };
    random.choose([
      [2, () => { put('@value', values.scalar(random)); }],
      [2, () => { put('@value', values.text(random)); put('@language', values.language(random)); }],
      [1, () => { put('@value', values.text(random)); put('@direction', random.pick(['ltr', 'rtl'])); }],
      [1, () => { put('@value', values.text(random)); put('@language', values.language(random)); put('@direction', random.pick(['ltr', 'rtl'])); }],
      [2, () => { put('@value', values.scalar(random)); put('@type', random.pick(['http://www.w3.org/2001/XMLSchema#integer', 'http://www.w3.org/2001/XMLSchema#double', 'http://www.w3.org/2001/XMLSchema#dateTime', 'https://example.org/datatype', 'p0', 'ex:dt'])); }],
      [2, () => { put('@value', anyJson(random)); put('@type', '@json'); }],
      [0.4, () => { put('@value', null); }],
    ]);
    if (random.chance(0.06)) put('@index', values.text(random));
    return value;
  }
}

// Set and list objects that are wrong, or nearly: `set` and `list` are the keywords or their aliases.
const SETS = [
  set => ({[set]: ['a'], '@id': 'https://example.org/s'}), set => ({[set]: ['a'], '@type': 'https://example.org/T'}), set => ({[set]: 'a', '@index': 'i'}), set => ({[set]: {[set]: ['a']}}),
  set => ({[set]: null}), set => ({[set]: []}), set => ({[set]: [null, []]}), set => ({[set]: [[['a']], 'b']}), set => ({[set]: {}}), set => ({[set]: [{'@value': null}, {'@id': 'https://example.org/s'}]}),
  (set, list) => ({[set]: ['a'], [list]: ['b']}), (set, list) => ({[set]: {[list]: ['a']}}), (set, list) => ({[list]: {[set]: ['a']}}), (set, list) => ({[list]: null}), (set, list) => ({[list]: [null]}),
  (set, list) => ({[list]: ['a'], '@index': 'i'}), (set, list) => ({[list]: ['a'], '@id': 'https://example.org/l'}), (set, list) => ({[list]: [{[list]: []}, [], [[]]]}), (set, list) => ({[list]: [{'@value': null}, {}]}),
  set => ({[set]: ['a'], 'https://example.org/p': 1}), set => ({[set]: ['a'], '@context': {'@language': 'en'}}), (set, list) => ({[list]: ['a'], '@context': {'@language': 'en'}}), set => ({[set]: ['a'], '@language': 'en'}),
];

// Entries that make a node object wrong, or nearly.
const FAULTS = [
  {'@id': 5}, {'@id': null}, {'@id': {}}, {'@type': 5}, {'@type': [5]}, {'@type': null}, {'@type': []}, {'@value': 'x'}, {'@value': {}}, {'@value': []},
  {'@value': 'x', '@language': 5}, {'@value': 5, '@language': 'en'}, {'@value': 'x', '@type': 'not iri'}, {'@value': 'x', '@type': '_:b'}, {'@value': 'x', '@type': ['https://example.org/']},
  {'@value': 'x', '@type': 'https://example.org/', '@language': 'en'}, {'@value': 'x', '@direction': 'up'}, {'@index': 5}, {'@graph': []}, {'@reverse': 'x'},
  {'@reverse': {'@id': 'x'}}, {'@reverse': {'https://example.org/p': 'x'}}, {'@reverse': {'https://example.org/p': {'@list': []}}}, {'@reverse': {'@reverse': {'https://example.org/p': {'@id': 'https://example.org/r', 'https://example.org/q': 1}}}},
  {'@included': 'x'}, {'@included': {'@value': 'x'}}, {'@included': []}, {'@included': {'@list': []}}, {'@nest': 'x'}, {'@nest': {'@value': 'x'}}, {'@nest': [5]}, {'@nest': []}, {'@nest': {'@nest': {'https://example.org/p': 1}}}, {'@list': []},
  {'@context': 5}, {'@context': true}, {'@context': 'https://contexts.example/missing.jsonld'}, {},
  {'@language': 'en'}, {'@language': null}, {'@direction': 'ltr'}, {'@direction': null}, {'@default': 1}, {'@embed': true}, {'@none': 'x'}, {'@json': 'x'}, {'@base': 'x'}, {'@vocab': 'x'}, {'@container': 'x'}, {'@version': 1.1}, {'@protected': true}, {'@import': 'x'}, {'@propagate': true},
  {'@preserve': 'x'}, {'@preserve': {'@id': 'https://example.org/kept'}}, {'@preserve': []}, {'@explicit': true}, {'@omitDefault': true}, {'@requireAll': true}, {'@null': null}, {'@prefix': true}, {'@annotation': {}}, {'@first': 1},
];
