// Credentials: the bundled contexts are read, and nodes are written with the types and terms they define.
import * as values from './values.mjs';

const V1 = 'https://www.w3.org/2018/credentials/v1';
const V2 = 'https://www.w3.org/ns/credentials/v2';
const OB = 'https://purl.imsglobal.org/spec/ob/v3p0/context';

const SETS = [
  [V2, `${OB}-3.0.3.json`], [V2, `${OB}-3.0.3.json`], [V2, `${OB}-3.0.3.json`, `https://purl.imsglobal.org/spec/ob/v3p0/extensions.json`],
  [V2], [V1], [V2, `${OB}-3.0.2.json`], [V2, `${OB}-3.0.1.json`], [V2, `${OB}.json`], [V1, `${OB}.json`], [V1, `${OB}-3.0.2.json`],
  [V2, 'https://w3id.org/security/data-integrity/v2'], [V1, 'https://w3id.org/security/data-integrity/v1'],
  [V1, 'https://w3id.org/security/suites/ed25519-2020/v1'], [V1, 'https://w3id.org/security/suites/ed25519-2018/v1'],
  [V1, 'https://w3id.org/security/suites/jws-2020/v1'], [V2, 'https://www.w3.org/ns/credentials/examples/v2'],
  [V2, 'https://www.w3.org/ns/credentials/undefined-terms/v2'], [V1, 'https://w3id.org/vc/status-list/2021/v1'],
  [V1, 'https://w3id.org/vc-revocation-list-2020/v1'], [V2, 'https://www.w3.org/ns/credentials/status/v1'],
  ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'], ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/jwk/v1'],
  ['https://www.w3.org/ns/did/v1.1'], ['https://www.w3.org/ns/cid/v1', 'https://w3id.org/security/multikey/v1'],
  ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/suites/x25519-2020/v1'], [V2, 'https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json'],
  [V2, 'https://purl.imsglobal.org/spec/clr/v2p0/context.json'], ['https://w3id.org/openbadges/v2'], ['https://w3id.org/security/v1'], ['https://w3id.org/security/v2'],
];

export class Credentials {
  /** `contexts`: URL -> document. */
  constructor(contexts) {
    this.contexts = contexts;
    this.scopes = new Map();
  }

  /** The terms of a local context added to those of `outer`: name -> definition. */
  scopeOf(local, outer) {
    if (local === null) return new Map();
    if (typeof local === 'string') return this.scopeOf(this.contexts[local]?.['@context'] ?? {}, outer);
    if (Array.isArray(local)) return local.reduce((scope, item) => this.scopeOf(item, scope), outer);
    let inner = this.scopes.get(local)?.get(outer);
    if (inner === undefined) {
      inner = new Map(outer);
      for (const [name, definition] of Object.entries(local)) if (!name.startsWith('@')) inner.set(name, definition);
      if (!this.scopes.has(local)) this.scopes.set(local, new Map());
      this.scopes.get(local).set(outer, inner);
    }
    return inner;
  }

  document(random) {
    const set = random.pick(SETS);
    this.random = random;
    this.left = random.int(3, 25);
    const contexts = [...set];
    this.root ??= new Map();
    let scope = contexts.reduce((outer, url) => this.scopeOf(url, outer), this.root);
    if (random.chance(0.15)) {
      const own = random.pick([
        {'@vocab': 'https://example.org/vocab#'}, {extra: 'https://example.org/extra'}, {'@language': 'en'}, {'@language': 'de', '@direction': 'ltr'}, {'@base': 'https://example.org/base/'},
        {name: 'https://example.org/other-name'}, {'ex': 'https://example.org/ex/', 'extra': {'@id': 'ex:extra', '@container': '@language'}}, {id: '@id'}, {'@protected': true, 'extra': {'@id': 'https://example.org/extra', '@type': '@json'}},
        {AchievementSubject: 'https://example.org/AchievementSubject'}, null,
      ]);
      contexts.push(own);
      scope = this.scopeOf(own, scope);
    }
    const first = scope.has('VerifiableCredential') ? random.pick(['VerifiableCredential', 'VerifiableCredential', 'VerifiablePresentation']) : undefined;
    const node = this.node(scope, 0, first);
    return {'@context': contexts.length === 1 && random.chance(0.5) ? contexts[0] : contexts, ...node};
  }

  node(scope, depth, firstType) {
    const {random} = this;
    --this.left;
    const node = {};
    const idName = scope.has('id') ? 'id' : '@id';
    const typeName = scope.has('type') ? 'type' : '@type';
    if (random.chance(0.6)) node[idName] = this.reference();
    const named = [...scope].filter(([name, definition]) => /^[A-Z]/.test(name) && (typeof definition === 'string' || definition?.['@context']));
    const types = firstType === undefined ? [] : [firstType];
    if (named.length > 0) for (const [name] of random.some(named, random.choose([[2, () => 0], [5, () => 1], [1, () => 2]]))) if (!types.includes(name)) types.push(name);
    if (random.chance(0.01)) types.push(random.pick(['Unmapped', 'https://example.org/Type']));
    if (types.length > 0) node[typeName] = types.length === 1 && random.chance(0.6) ? types[0] : types;
    for (const type of [...types].sort()) {
      const local = scope.get(type)?.['@context'];
      if (local !== undefined) scope = this.scopeOf(local, scope);
    }
    const terms = [...scope].filter(([name, definition]) => !/^[A-Z]/.test(name) && definition !== null && !String(definition?.['@id'] ?? definition).startsWith('@'));
    // Terms of the innermost scope come last in the map: they are the interesting ones.
    for (const [name, definition] of random.some(terms.slice(-30), random.int(1, 6))) {
      node[name] = this.several(definition, () => this.value(definition, scope, depth));
    }
    if (random.chance(0.02)) node[random.pick(['unmapped', 'https://example.org/p', 'ex:p', '@odd', 'extra'])] = this.scalar();
    return node;
  }

  several(definition, make) {
    const container = [definition?.['@container'] ?? []].flat();
    const {random} = this;
    if (container.includes('@language')) return Object.fromEntries(random.times(1, 2, () => [values.language(random), values.text(random)]));
    if (container.includes('@id') || container.includes('@index') || container.includes('@type')) return {[values.iri(random)]: make()};
    return random.chance(0.7) ? make() : random.times(0, 3, make);
  }

  value(definition, scope, depth) {
    const {random} = this;
    const type = definition?.['@type'];
    const inner = definition?.['@context'] === undefined ? scope : this.scopeOf(definition['@context'], scope);
    const child = () => depth < 4 && this.left > 0 ? this.node(inner, depth + 1) : {[inner.has('id') ? 'id' : '@id']: this.reference()};
    if (random.chance(0.01)) return random.pick([null, {}, {'@value': null}, {'@value': 'x', '@language': 'en'}, {'@value': 'x', '@language': 'en', '@direction': 'rtl'}, [], [[]], {'@list': ['a']}, {'@value': 'a', '@type': 'https://example.org/dt'}]);
    if (type === '@json') return {a: [this.scalar(), null], b: this.scalar()};
    if (type === '@id' || type === '@vocab') return random.chance(0.5) ? this.reference() : child();
    if (type !== undefined) return random.chance(0.9) ? random.pick(['2026-01-01T00:00:00Z', '2026-01-01', '1', 'x']) : this.scalar();
    if ([definition?.['@container'] ?? []].flat().includes('@graph')) return child();
    return random.chance(0.6) ? this.scalar() : child();
  }

  scalar() {
    return values.scalar(this.random);
  }

  // A credential's references are absolute, but for a slip now and then.
  reference() {
    const {random} = this;
    return random.choose([[20, () => values.iri(random)], [3, () => values.blankNode(random)], [0.3, () => values.reference(random)]]);
  }
}
