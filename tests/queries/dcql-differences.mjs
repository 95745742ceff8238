// Where the npm package dcql 3 and we answer differently, and what OpenID4VP 1.0 says: sections are its own. A rule
// explains a case when the difference is gone once `without` has taken the rule's construct out of it. `without` changes
// the copy it is given, and looks for the construct itself, so that it can hide nothing else. dcql.mjs refuses a rule
// without a section, and one that explains nothing.

const isObject = value => value !== null && typeof value === 'object' && !Array.isArray(value);
const list = value => Array.isArray(value) ? value : [];
const W3C = ['ldp_vc', 'jwt_vc_json', 'vc+sd-jwt'];
const FORMATS = ['mso_mdoc', 'dc+sd-jwt', ...W3C];

const queries = test => list(test.query.credentials).filter(isObject);
const claims = test => queries(test).flatMap(query => list(query.claims).filter(isObject));
const authorities = test => queries(test).flatMap(query => list(query.trusted_authorities).filter(isObject));

/** Changes every value inside `value`, inner ones first. */
function everywhere(value, change) {
  if (Array.isArray(value)) return change(value.map(item => everywhere(item, change)));
  if (!isObject(value)) return change(value);
  return change(Object.fromEntries(Object.entries(value).map(([name, member]) => [name, everywhere(member, change)])));
}
const inCredentials = change => test => {
  for (const credential of test.credentials) credential.claims = everywhere(credential.claims, change);
};

/** Calls `at(array, depth)` for each array that an element of the path is applied to; what it returns takes its place. */
function onPath(value, path, at, depth = 0) {
  if (depth === path.length) return value;
  if (Array.isArray(value)) {
    const array = at(value, depth);
    if (!Array.isArray(array)) return array;
    if (path[depth] === null) return array.map(item => onPath(item, path, at, depth + 1));
    return typeof path[depth] === 'number' ? array.map((item, index) => index === path[depth] ? onPath(item, path, at, depth + 1) : item) : array;
  }
  if (isObject(value) && typeof path[depth] === 'string' && Object.hasOwn(value, path[depth])) {
    return {...value, [path[depth]]: onPath(value[path[depth]], path, at, depth + 1)};
  }
  return value;
}
/** Whether nothing of the wrong type stands in the way of the path. */
function passes(value, path) {
  if (path.length === 0) return true;
  const [first, ...rest] = path;
  if (typeof first === 'string') return isObject(value) && (!Object.hasOwn(value, first) || passes(value[first], rest));
  if (!Array.isArray(value)) return false;
  return (first === null ? value : value.slice(first, first + 1)).every(item => passes(item, rest));
}

export const RULES = [
  {
    name: 'meta is required', section: '6.1',
    without(test) { for (const query of queries(test)) query.meta ??= query.meta === undefined ? {} : null; },
  },
  {
    name: 'meta is an object', section: '6.1',
    without(test) { for (const query of queries(test)) if (Array.isArray(query.meta)) query.meta = {}; },
  },
  {
    name: 'an empty meta asks for nothing', section: '6.1',
    without(test) {
      for (const query of queries(test)) if (W3C.includes(query.format) && isObject(query.meta) && query.meta.type_values === undefined) query.meta.type_values = [['VerifiableCredential']];
    },
  },
  {
    name: 'type_values, where they are, are lists of types', section: 'B.1.1',
    without(test) {
      const good = value => Array.isArray(value) && value.length > 0 && value.every(types => Array.isArray(types) && types.length > 0 && types.every(type => typeof type === 'string'));
      for (const query of queries(test)) if (query.format === 'vc+sd-jwt' && isObject(query.meta) && !good(query.meta.type_values)) query.meta.type_values = [['VerifiableCredential']];
    },
  },
  {
    name: 'vct_values are not empty', section: 'B.3.5',
    without(test) { for (const query of queries(test)) if (isObject(query.meta) && Array.isArray(query.meta.vct_values) && query.meta.vct_values.length === 0) delete query.meta.vct_values; },
  },
  {
    name: 'other specifications may define formats', section: 'B',
    without(test) {
      for (const query of queries(test)) {
        if (typeof query.format !== 'string' || FORMATS.includes(query.format)) continue;
        query.format = 'mso_mdoc';
        if (isObject(query.meta)) query.meta = {};
        for (const claim of list(query.claims)) if (isObject(claim) && Array.isArray(claim.path)) claim.path = ['a', 'b'];
      }
    },
  },
  {
    name: 'what a path means in a format that is not held does not matter', section: '7.2',
    without(test) {
      for (const query of queries(test)) {
        if (query.format !== 'mso_mdoc') continue;
        if (isObject(query.meta)) query.meta = {};
        for (const claim of list(query.claims)) if (isObject(claim) && Array.isArray(claim.path) && claim.path.length > 0) claim.path = ['a', 'b'];
      }
    },
  },
  {
    name: 'trust lists and federations are no texts to compare', section: '6.1.1.2',
    without(test) {
      for (const one of authorities(test)) if (['etsi_tl', 'openid_federation'].includes(one.type) && list(one.values).length > 0) one.values = one.values.map(value => typeof value === 'string' ? 'https://none.example' : value);
    },
  },
  {
    name: 'other types of authorities are none that match', section: '6.1.1',
    without(test) {
      for (const one of authorities(test)) {
        if (typeof one.type !== 'string' || ['aki', 'etsi_tl', 'openid_federation'].includes(one.type)) continue;
        one.type = 'aki';
        one.values = Array.isArray(one.values) ? one.values.map(value => typeof value === 'string' ? 'AAAA' : value) : one.values;
      }
    },
  },
  {
    name: 'base64url has no padding and no other characters', section: '2',
    without(test) {
      for (const one of authorities(test)) if (one.type === 'aki') one.values = Array.isArray(one.values) ? one.values.map(value => typeof value === 'string' && !/^(s9tI|AQID|BAUG)/.test(value) ? 'AAAA' : value) : one.values;
    },
  },
  {
    name: 'values are not empty', section: '6.3',
    without(test) { for (const claim of claims(test)) if (Array.isArray(claim.values) && claim.values.length === 0) delete claim.values; },
  },
  {
    name: 'an id is that of one claim', section: '6.3',
    without(test) {
      for (const query of queries(test)) {
        const seen = new Set();
        for (const [index, claim] of list(query.claims).entries()) {
          if (isObject(claim) && typeof claim.id === 'string' && seen.has(claim.id)) claim.id = `${claim.id}-${index}`;
          seen.add(claim?.id);
        }
      }
    },
  },
  {
    name: 'with claim sets every claim has an id', section: '6.3',
    without(test) {
      for (const query of queries(test)) {
        if (Array.isArray(query.claim_sets)) for (const [index, claim] of list(query.claims).entries()) if (isObject(claim)) claim.id ??= claim.id === undefined ? `none-${index}` : null;
      }
    },
  },
  {
    name: 'the same path again is ignored', section: '6.1',
    without(test) {
      for (const query of queries(test)) {
        if (!Array.isArray(query.claims) || query.claim_sets !== undefined) continue;
        const paths = query.claims.map(claim => JSON.stringify(claim?.path));
        query.claims = query.claims.filter((_, index) => paths.indexOf(paths[index]) === index);
      }
    },
  },
  {
    name: 'an option is not empty', section: '6.2',
    without(test) {
      const sets = test.query.credential_sets;
      if (!Array.isArray(sets)) return;
      for (const set of sets) {
        if (!isObject(set) || !Array.isArray(set.options)) continue;
        const options = set.options.filter(option => !Array.isArray(option) || option.length > 0);
        set.options = options.length > 0 ? options : [[test.query.credentials[0].id]];
      }
    },
  },
  {
    name: 'properties that are not known are ignored', section: '6',
    without(test) { for (const set of list(test.query.credential_sets)) if (isObject(set)) delete set.purpose; },
  },
  {
    name: 'null is a value like any other', section: '7.1.1',
    without: inCredentials(value => value === null ? 'was null' : value),
  },
  {
    name: 'one element of the wrong type fails the path', section: '7.1.1',
    without(test) {
      for (const {path} of claims(test)) {
        for (const credential of test.credentials) {
          credential.claims = onPath(credential.claims, list(path), (array, depth) => path[depth] === null ? array.filter(element => passes(element, path.slice(depth + 1))) : array);
        }
      }
    },
  },
  {
    name: 'of an empty array nothing is selected', section: '7.1.1',
    without(test) {
      for (const {path} of claims(test)) {
        for (const credential of test.credentials) {
          credential.claims = onPath(credential.claims, list(path), (array, depth) => typeof path[depth] !== 'string' && array.length === 0 ? 'no array' : array);
        }
      }
    },
  },
  {
    name: 'an array has no names', section: '7.1.1',
    without(test) {
      for (const claim of claims(test)) {
        for (const credential of test.credentials) {
          const {path} = claim;
          onPath(credential.claims, list(path), (array, depth) => {
            if (typeof path[depth] === 'string') claim.path = ['nothing', 'there'];
            return array;
          });
        }
      }
    },
  },
  {
    name: 'an index is that of the element', section: '7.1.1',
    without(test) {
      if (test.presented === undefined) return;
      for (const claim of claims(test)) {
        for (const [depth, index] of list(claim.path).entries()) {
          if (typeof index !== 'number' || index < 0) continue;
          for (const credential of test.credentials) {
            credential.claims = onPath(credential.claims, claim.path, (array, at) => at === depth ? array.slice(index, index + 1) : array);
          }
          claim.path[depth] = 0;
        }
      }
    },
  },
];
