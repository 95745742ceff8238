// Generates cases for dcql.mjs: a query, a wallet of a few credentials, and what a wallet might present. The same seed
// gives the same cases.

/** Numbers from 0 to 1 of a seed (mulberry32). */
function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const NAMES = ['name', 'age', 'address', 'degrees', 'tags', 'id'];
const TEXTS = ['Arthur', 'Ford', '', 'é', '42', 'true'];
const TYPES = ['VerifiableCredential', 'https://example.org/Badge', 'Badge', 'Diploma'];
const VCTS = ['https://vct.example/a', 'https://vct.example/b', 'urn:c'];
const KEYS = ['s9tIpPmhxdiuNkHMEWNpYim8S8Y', 'AQID', 'BAUG'];
const W3C = ['ldp_vc', 'jwt_vc_json', 'vc+sd-jwt'];

class Maker {
  constructor(seed) { this.random = randomOf(seed); }

  chance(probability) { return this.random() < probability; }
  below(count) { return Math.floor(this.random() * count); }
  of(list) { return list[this.below(list.length)]; }
  some(list, least = 1) {
    const picked = list.filter(() => this.chance(0.4));
    while (picked.length < least) picked.push(this.of(list));
    return picked;
  }
  list(least, most, make) { return Array.from({length: least + this.below(most - least + 1)}, (_, index) => make(index)); }

  scalar() {
    const kind = this.random();
    if (kind < 0.5) return this.of(TEXTS);
    if (kind < 0.8) return this.below(4);
    return kind < 0.98 ? this.chance(0.5) : null;
  }
  value(depth) {
    const kind = this.random();
    if (depth === 0 || kind < 0.5) return this.scalar();
    if (kind < 0.75) return this.object(depth - 1);
    // Lists are of one kind mostly, as they are in credentials.
    const make = this.chance(0.5) ? () => this.object(depth - 1) : () => this.scalar();
    return this.list(0, 3, () => this.chance(0.05) ? this.value(depth - 1) : make());
  }
  object(depth) { return Object.fromEntries(this.some(NAMES).map(name => [name, this.value(depth)])); }

  credential() {
    const format = this.of(['dc+sd-jwt', 'dc+sd-jwt', ...W3C]);
    const credential = {credential_format: format, cryptographic_holder_binding: this.chance(0.85), claims: this.object(3)};
    if (format === 'dc+sd-jwt') credential.vct = this.of(VCTS);
    else credential.type = ['VerifiableCredential', ...this.some(TYPES.slice(1), 0)];
    if (this.chance(0.3)) credential.authority = this.authority();
    return credential;
  }
  authority() {
    const type = this.of(['aki', 'aki', 'aki', 'etsi_tl', 'openid_federation']);
    if (this.chance(0.03)) return {type: 'aki', values: ['AQ==']};
    return {type, values: this.some(type === 'aki' ? KEYS : ['https://a.example', 'https://b.example'])};
  }

  /** A path into something that one of the credentials has, or almost. */
  path(credentials) {
    let here = this.of(credentials).claims;
    const path = [];
    do {
      if (Array.isArray(here)) {
        const index = this.below(here.length + 1);
        if (this.chance(0.06)) path.push(this.of(['length', '0', 'name']));
        else path.push(this.chance(0.5) ? null : index);
        here = here[Math.min(index, here.length - 1)];
      } else if (here !== null && typeof here === 'object') {
        const name = this.chance(0.92) ? this.of(Object.keys(here)) : this.of(NAMES);
        path.push(name);
        here = here[name];
      } else {
        if (this.chance(0.97)) break;
        path.push(this.of(['name', 0, null]));
        here = undefined;
      }
    } while (path.length === 0 || this.chance(0.75));
    return path.length > 0 ? path : ['name'];
  }

  credentialQuery(id, credentials) {
    const model = this.of(credentials);
    const format = this.chance(0.9) ? model.credential_format : this.of(['dc+sd-jwt', 'mso_mdoc', 'other', ...W3C]);
    const query = {id, format, meta: this.meta(format, model)};
    if (this.chance(0.2)) query.multiple = this.chance(0.6);
    if (this.chance(0.3)) query.require_cryptographic_holder_binding = this.chance(0.3);
    if (this.chance(0.15)) query.trusted_authorities = this.list(1, 2, () => this.chance(0.9) ? this.authority() : {type: 'other', values: ['x']});
    if (this.chance(0.75)) {
      query.claims = this.list(1, 4, () => {
        const claim = {path: this.path(credentials)};
        if (this.chance(0.3)) claim.values = this.list(1, 3, () => this.scalar() ?? 'none');
        return claim;
      });
      if (format === 'mso_mdoc') query.claims = query.claims.map(() => ({path: ['org.iso.18013.5.1', this.of(NAMES)]}));
      if (this.chance(0.1)) query.claims.push({...query.claims[0], values: [this.scalar() ?? 0]});
      if (this.chance(0.35)) {
        query.claims.forEach((claim, index) => { claim.id = `c${index}`; });
        query.claim_sets = this.list(1, 3, () => this.some(query.claims.map(({id: claim}) => claim)));
      }
    }
    return query;
  }
  meta(format, model) {
    if (this.chance(0.08)) return {};
    if (format === 'mso_mdoc') return {doctype_value: 'org.iso.18013.5.1.mDL'};
    if (format === 'dc+sd-jwt') return {vct_values: this.chance(0.7) && model.vct ? [this.of(VCTS), model.vct] : this.some(VCTS)};
    return {type_values: this.list(1, 2, () => this.chance(0.7) && model.type ? this.some(model.type) : this.some(TYPES))};
  }

  query(credentials) {
    const ids = this.list(1, 3, index => `q${index}`);
    const query = {credentials: ids.map(id => this.credentialQuery(id, credentials))};
    if (this.chance(0.35)) {
      query.credential_sets = this.list(1, 3, () => {
        const set = {options: this.list(1, 3, () => this.some(ids))};
        if (this.chance(0.4)) set.required = this.chance(0.4);
        if (this.chance(0.03)) set.purpose = this.of(['because', true]);
        return set;
      });
    }
    return query;
  }

  /** Something in the query becomes something else, or goes. */
  spoil(query) {
    const places = [];
    const collect = (holder, key) => {
      places.push([holder, key]);
      if (holder[key] !== null && typeof holder[key] === 'object') for (const inner of Object.keys(holder[key])) collect(holder[key], inner);
    };
    for (const key of Object.keys(query)) collect(query, key);
    const [holder, key] = this.of(places);
    const kind = this.random();
    if (kind < 0.25) Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key];
    else if (kind < 0.4) holder[key] = [];
    else if (kind < 0.5 && Array.isArray(holder)) holder.push(holder[key]);
    else if (kind < 0.6) holder.unknown = this.value(1);
    else if (kind < 0.7) holder.purpose = this.of(['because', true, 1, {}]);
    else holder[key] = this.of([null, true, 'q0', 'c0', 'x y', 'AQ==', 7, -1, 0.5, {}, [], [[]], ['c0'], '']);
  }

  presented(query, credentials) {
    const out = {};
    for (const {id} of query.credentials) {
      if (typeof id !== 'string' || this.chance(0.2)) continue;
      out[id] = this.list(this.chance(0.04) ? 0 : 1, this.chance(0.15) ? 2 : 1, () => this.below(credentials.length));
    }
    if (this.chance(0.03)) out.other = [0];
    return out;
  }

  make(id) {
    const credentials = this.list(1, 4, () => this.credential());
    const query = structuredClone(this.query(credentials));
    if (this.chance(0.2)) this.spoil(query);
    const test = {id, query, credentials};
    if (Array.isArray(query.credentials) && query.credentials.every(one => one !== null && typeof one === 'object')) test.presented = this.presented(query, credentials);
    return test;
  }
}

/** The case of that number. */
export function makeCase(seed, number) {
  return new Maker(Math.imul(seed, 0x9e3779b1) + number).make(`${seed}/${number}`);
}
