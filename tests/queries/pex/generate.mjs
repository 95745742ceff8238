// Definitions and wallets, made from a number: the same number gives the same case.
import {createHash} from 'node:crypto';

/** Numbers that look random (xorshift32). */
function random(seed) {
  let state = (seed * 2654435761 + 88675123) >>> 0 || 1;
  const next = () => {
    state ^= state << 13; state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5; state >>>= 0;
    return state / 2 ** 32;
  };
  const below = limit => Math.floor(next() * limit);
  return {below, chance: share => next() < share, pick: list => list[below(list.length)]};
}

const base64url = value => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
const DIDS = ['did:example:a', 'did:example:b', 'did:example:c'];
const KINDS = ['OpenBadgeCredential', 'DegreeCredential', 'MembershipCredential'];
const NAMES = ['Teamwork', 'Welding', 'French B2'];
export const HOLDERS = ['did:example:a', 'did:example:b'];
export const NOW = '2026-01-01T00:00:00Z';

function subject(r) {
  const made = {};
  if (!r.chance(0.1)) made.id = r.pick(DIDS);
  if (!r.chance(0.15)) made.name = r.pick(NAMES);
  if (!r.chance(0.3)) made.born = r.pick(['1990-05-17', '2004-02-29', '1990-05-17T10:00:00Z']);
  if (!r.chance(0.3)) made.scores = Array.from({length: 1 + r.below(4)}, () => r.below(8));
  if (!r.chance(0.4)) made.list = Array.from({length: r.below(3)}, () => ({kind: r.pick(['x', 'y']), value: r.below(5)}));
  if (r.chance(0.3)) made.email = r.pick(['someone@example.org', 'no address']);
  return made;
}

const PROOFS = [
  {type: 'DataIntegrityProof', cryptosuite: 'eddsa-rdfc-2022'}, {type: 'DataIntegrityProof', cryptosuite: 'ecdsa-sd-2023'},
  {type: 'Ed25519Signature2020'},
];

function credential(r) {
  const made = {
    '@context': ['https://www.w3.org/2018/credentials/v1', ...(r.chance(0.5) ? [`https://contexts.example/${r.below(3)}`] : [])],
    type: ['VerifiableCredential', ...(r.chance(0.85) ? [r.pick(KINDS)] : [])],
    issuer: r.chance(0.5) ? r.pick(DIDS) : {id: r.pick(DIDS), name: 'School'},
    issuanceDate: '2024-01-01T00:00:00Z',
    credentialSubject: subject(r),
  };
  if (r.chance(0.3)) made.expirationDate = r.pick(['2025-01-01T00:00:00Z', '2035-01-01T00:00:00Z']);
  if (r.chance(0.3)) made.credentialSchema = [{id: `https://schemas.example/${r.below(3)}`, type: 'JsonSchema'}];
  return made;
}

const token = (header, payload) => `${base64url(header)}.${base64url(payload)}.${base64url('no signature')}`;

/** A credential of one of three formats; the signatures are nobody's business here. */
function secured(r) {
  const made = credential(r);
  const kind = r.below(10);
  if (kind < 6) return {...made, proof: {...r.pick(PROOFS), created: '2024-01-01T00:00:00Z', proofPurpose: 'assertionMethod', verificationMethod: 'did:example:a#1'}};
  if (kind < 8) {
    const issuer = made.issuer.id ?? made.issuer;
    return token({alg: r.pick(['ES256', 'EdDSA']), typ: 'JWT'}, {iss: issuer, ...(made.credentialSubject.id ? {sub: made.credentialSubject.id} : {}), nbf: 1704067200, vc: made});
  }
  const {id, name, ...claims} = made.credentialSubject;
  const payload = {vct: `https://types.example/${r.below(3)}`, iss: r.pick(DIDS), iat: 1704067200, ...(id ? {sub: id} : {}), ...claims};
  const disclosures = name === undefined ? [] : [base64url(['salt', 'name', name])];
  if (disclosures.length > 0) Object.assign(payload, {_sd_alg: 'sha-256', _sd: disclosures.map(one => createHash('sha256').update(one).digest('base64url'))});
  return `${token({alg: 'ES256', typ: 'vc+sd-jwt'}, payload)}~${disclosures.map(one => `${one}~`).join('')}`;
}

/** Paths with what values to expect there. */
const PLACES = [
  {paths: ['$.type', '$.vc.type'], filter: r => r.pick([{type: 'array', contains: {const: r.pick(KINDS)}}, {type: 'array', minItems: 2}, {contains: {pattern: 'Badge'}}])},
  {paths: ['$.type[*]', '$.type[1]', '$..type[1]', '$.type[-1:]'], filter: r => r.pick([{type: 'string', const: r.pick(KINDS)}, {enum: KINDS}, {pattern: '^Open'}])},
  {paths: ['$.credentialSubject.name', '$.vc.credentialSubject.name', '$.name', '$..name', '$.*.name', "$['credentialSubject']['name']"], filter: r => r.pick([{type: 'string'}, {const: r.pick(NAMES)}, {enum: NAMES.slice(0, 2)}, {pattern: '^[TW]'}, {not: {const: r.pick(NAMES)}}, {type: 'string', minLength: 8}])},
  {paths: ['$.issuer', '$.issuer.id', '$.vc.issuer', '$.iss'], filter: r => r.pick([{type: 'string'}, {const: r.pick(DIDS)}, {type: 'string', pattern: '^did:example:[ab]$'}, {type: 'object', required: ['id']}, {anyOf: [{const: DIDS[0]}, {type: 'object', properties: {id: {const: DIDS[0]}}}]}])},
  {paths: ['$.credentialSubject.scores[0]', '$.credentialSubject.scores[-1:]', '$.credentialSubject.scores[(@.length-1)]', '$..scores[0,1]', '$.scores[1:]', '$.credentialSubject.scores[?(@ > 3)]', '$.credentialSubject.scores[*]', '$..scores[::2]'], filter: r => r.pick([{type: 'number', minimum: 3}, {exclusiveMinimum: 4}, {type: 'integer', maximum: 5}, {multipleOf: 2}])},
  {paths: ['$.credentialSubject.scores', '$.scores', '$..scores'], filter: r => r.pick([{type: 'array', uniqueItems: true}, {items: {type: 'number', minimum: 1}}, {contains: {const: 7}}])},
  {paths: ["$.credentialSubject.list[?(@.kind=='x')].value", "$..list[?(@.kind=='y' && @.value>1)].value", '$.credentialSubject.list[*].value', '$..list[?(@.value)].kind'], filter: r => r.pick([{type: 'integer', minimum: 2}, {const: 3}, {type: 'string'}])},
  {paths: ['$.credentialSubject.list[*]', '$..list[0]'], filter: r => r.pick([{required: ['kind', 'value'], properties: {value: {minimum: 2}}}, {if: {properties: {kind: {const: 'x'}}}, then: {properties: {value: {minimum: 3}}}}, {dependencies: {kind: ['value']}}, {additionalProperties: {type: ['string', 'integer']}, propertyNames: {maxLength: 5}}])},
  {paths: ['$.credentialSubject.born', '$.vc.credentialSubject.born', '$.born'], filter: r => r.pick([{type: 'string', format: 'date'}, {type: 'string', format: 'date-time'}, {pattern: '^19'}])},
  {paths: ['$.credentialSubject.email', '$..email'], filter: () => ({type: 'string', format: 'email'})},
  {paths: ['$.vct'], filter: r => r.pick([{const: 'https://types.example/0'}, {type: 'string', format: 'uri'}])},
  {paths: ['$.@context', "$['@context'][0]", '$.@context[*]', '$.vc.@context'], filter: r => r.pick([{type: 'array'}, {type: 'string', format: 'uri'}, {contains: {const: 'https://contexts.example/1'}}])},
  {paths: ['$.credentialSubject', '$.vc.credentialSubject'], filter: r => r.pick([{type: 'object', required: ['id']}, {$defs: {named: {required: ['name']}}, $ref: '#/$defs/named'}, {definitions: {n: {enum: NAMES}}, properties: {name: {$ref: '#/definitions/n'}}}, {oneOf: [{required: ['born']}, {required: ['email']}]}])},
  {paths: ['$.nothing', '$..nothing', '$.credentialSubject.nothing[0]'], filter: () => ({type: 'string'})},
];
/** 1.0.0 has a small vocabulary of its own in filters. */
const isOfFirstVersion = filter => filter.type !== undefined && typeof filter.type === 'string' && filter.type !== 'array' && filter.type !== 'object'
  && Object.keys(filter).every(name => ['type', 'const', 'enum', 'pattern', 'minimum', 'maximum', 'minLength', 'format'].includes(name));

function field(r, first) {
  const place = r.pick(PLACES);
  const made = {path: Array.from({length: 1 + r.below(3)}, () => r.pick(r.chance(0.85) ? place.paths : r.pick(PLACES).paths))};
  if (r.chance(0.7)) {
    const filter = place.filter(r);
    if (!first || isOfFirstVersion(filter)) made.filter = filter;
    if (filter.format === 'date') made.path = made.path.filter(path => place.paths.includes(path)).concat(place.paths[0]);
  }
  if (!first && r.chance(0.12)) made.optional = true;
  if (r.chance(0.06) && made.filter) made.predicate = r.pick(['required', 'preferred']);
  return made;
}

const FORMATS = [
  ['ldp_vc', {proof_type: ['DataIntegrityProof']}], ['ldp_vc', {proof_type: ['DataIntegrityProof', 'Ed25519Signature2020']}], ['jwt_vc', {alg: ['ES256']}],
  ['jwt_vc', {alg: ['ES256', 'EdDSA']}], ['jwt', {alg: ['ES256', 'EdDSA']}], ['ldp', {proof_type: ['Ed25519Signature2020']}], ['ldp_vp', {proof_type: ['Ed25519Signature2020']}],
];
const NEWER = [['vc+sd-jwt', {'sd-jwt_alg_values': ['ES256']}], ['jwt_vc_json', {alg: ['ES256']}]];
const format = (r, first) => Object.fromEntries(Array.from({length: 1 + r.below(3)}, () => r.pick(first ? FORMATS : [...FORMATS, ...NEWER])));

function constraints(r, first, ids) {
  const made = {};
  if (r.chance(0.92)) made.fields = Array.from({length: r.pick([1, 1, 1, 2, 2, 3])}, () => field(r, first));
  const relation = r.below(14);
  if (relation === 0) {
    made.limit_disclosure = r.pick(['required', 'required', 'preferred']);
  } else if (relation === 1) {
    made.subject_is_issuer = r.pick(['required', 'required', 'preferred']);
  } else if (relation === 2 && ids !== undefined) {
    made.fields = [{id: 'name', path: ['$.credentialSubject.name', '$.vc.credentialSubject.name', '$.name']}];
    made.is_holder = [{field_id: ['name'], directive: r.pick(['required', 'required', 'preferred'])}];
  } else if (relation === 3) {
    made.statuses = {active: {directive: r.pick(['required', 'allowed', 'disallowed'])}};
  }
  return made;
}

function descriptor(r, index, first, ids) {
  const made = {id: `input ${index}`};
  if (r.chance(0.3)) made.name = `Input ${index}`;
  if (first) made.schema = Array.from({length: 1 + r.below(2)}, () => ({uri: r.pick([...KINDS, 'https://www.w3.org/2018/credentials/v1', 'https://contexts.example/1', 'https://schemas.example/1', 'https://types.example/1']), ...(r.chance(0.2) ? {required: true} : {})}));
  if (!first && r.chance(0.15)) made.format = format(r, first);
  made.constraints = constraints(r, first, ids);
  return made;
}

function requirement(r, groups, depth) {
  const made = {rule: r.pick(['all', 'pick', 'pick'])};
  if (made.rule === 'pick') {
    const kind = r.below(5);
    if (kind < 2) made.count = 1 + r.below(2);
    if (kind === 2) made.min = r.below(3);
    if (kind === 3) made.max = 1 + r.below(3);
    if (kind === 4) Object.assign(made, {min: r.below(2), max: 2});
  }
  if (depth > 0 && r.chance(0.3)) made.from_nested = Array.from({length: 1 + r.below(2)}, () => requirement(r, groups, depth - 1));
  else made.from = r.pick(groups);
  return made;
}

export function makeCase(seed) {
  const r = random(seed);
  const first = r.chance(0.15);
  const credentials = Array.from({length: 1 + r.below(3)}, () => secured(r));
  const definition = {id: `definition ${seed}`};
  if (r.chance(0.1)) definition.format = format(r, first);
  if (!first && r.chance(0.04)) {
    // Two inputs about the same person.
    definition.input_descriptors = ['name', 'scores'].map((name, index) => ({id: `input ${index}`, constraints: {fields: [{id: name, path: [`$.credentialSubject.${name}`]}]}}));
    definition.input_descriptors[0].constraints.same_subject = [{field_id: ['name', 'scores'], directive: 'required'}];
    return {definition, credentials, holders: HOLDERS, now: NOW};
  }
  const holderAt = r.below(3);
  definition.input_descriptors = Array.from({length: r.pick([1, 1, 2, 2, 3])}, (_, index) => descriptor(r, index, first, index === holderAt ? true : undefined));
  if (r.chance(0.25)) {
    const groups = ['A', 'B'].slice(0, 1 + r.below(2));
    for (const one of definition.input_descriptors) one.group = groups.length === 2 && r.chance(0.15) ? groups : [r.pick(groups)];
    const used = groups.filter(group => definition.input_descriptors.some(one => one.group.includes(group)));
    definition.submission_requirements = Array.from({length: 1 + r.below(2)}, () => requirement(r, used, 2));
  }
  return {definition, credentials, holders: HOLDERS, now: NOW};
}
