// The evaluation of Presentation Exchange once more, as the standard's text has it, with another JSONPath and another JSON
// Schema library; and with its steps changed one by one, each as a rule of rules.mjs names it.
import {JSONPath} from '@astronautlabs/jsonpath';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';

const ajv = new Ajv({strict: false, allowUnionTypes: true});
addFormats(ajv);
const compiled = new Map();
function accepts(filter, value) {
  const key = JSON.stringify(filter);
  if (!compiled.has(key)) compiled.set(key, ajv.compile(filter));
  return compiled.get(key)(value);
}

const decode = part => JSON.parse(Buffer.from(part, 'base64url').toString());

/** What a credential is: the JSON that paths are evaluated against, and what the rules of whole credentials ask. */
export function read(credential) {
  if (typeof credential !== 'string') {
    return {kind: 'ldp_vc', formats: ['ldp_vc', 'di_vc', 'ldp', 'di'], document: credential, inner: credential, selective: credential.proof.cryptosuite === 'ecdsa-sd-2023', algorithms: [credential.proof.type, credential.proof.cryptosuite]};
  }
  const [jwt, ...disclosures] = credential.split('~');
  const [header, payload] = jwt.split('.').slice(0, 2).map(decode);
  if (disclosures.length === 0) return {kind: 'jwt_vc', formats: ['jwt_vc_json', 'jwt_vc', 'jwt'], document: payload, inner: payload.vc, selective: false, algorithms: [header.alg]};
  const {_sd, _sd_alg, ...document} = payload;
  for (const one of disclosures.filter(one => one !== '')) {
    const [, name, value] = decode(one);
    document[name] = value;
  }
  return {kind: 'vc+sd-jwt', formats: ['vc+sd-jwt', 'dc+sd-jwt', 'sd_jwt'], document, inner: document, selective: true, algorithms: [header.alg]};
}

function formatFits(format, {kind, formats, algorithms}, rules) {
  if (format === undefined) return true;
  const names = Object.keys(format).filter(name => rules.has('presentations-too') || !/_vp(_json)?$/.test(name));
  if (names.length === 0) return true;
  return names.some(name => {
    if (!(rules.has('names-only') ? [kind] : formats).includes(name)) return false;
    const allowed = Object.values(format[name]).flat();
    return rules.has('any-algorithm') || allowed.length === 0 || algorithms.some(one => allowed.includes(one));
  });
}

function schemaFits(schemas, {inner}, rules) {
  if (schemas === undefined) return true;
  const ids = value => [value ?? []].flat().map(one => one.id ?? one);
  const uris = [inner['@context'], inner.credentialSchema, inner.type, inner.vct].flatMap(ids);
  const has = ({uri}) => uris.includes(uri);
  return schemas.some(has) && (rules.has('schema-not-required') || schemas.every(one => !one.required || has(one)));
}

/** The library asks whether a value counts as true in JavaScript, which 0 does not. */
const asExistence = path => path.replace(/\?\((@\.\w+)\)/g, '?($1 || $1 === 0)');
const nodes = (document, path, rules) => JSONPath.nodes(document, (rules.has('existence-as-truth') ? path : asExistence(path)).replace(/\.(@\w+)/g, "['$1']"));

/** Whether a field has a result. */
function fieldFits(one, {document}, first, rules) {
  if (one.predicate === 'required' && !rules.has('predicate-as-value')) return false;
  for (const path of one.path) {
    const found = nodes(document, path, rules).map(({value}) => value);
    if (found.length === 0) continue;
    const candidates = rules.has('any-node') ? found : found.slice(0, 1);
    const passed = candidates.some(value => one.filter === undefined
      || accepts(one.filter, rules.has('date-of-an-instant') && one.filter.format === 'date' ? new Date(value).toISOString().split('T')[0] : value));
    if (passed) return true;
    if (first || rules.has('first-path')) break;
  }
  return one.optional === true && !rules.has('optional-required');
}

const subjects = ({kind, document, inner}) => {
  const ids = kind === 'vc+sd-jwt' ? [] : [inner.credentialSubject].flat().map(({id}) => id).filter(id => id !== undefined);
  return ids.length > 0 ? ids : document.sub === undefined ? [] : [document.sub];
};
const issuer = ({inner, document}) => inner.issuer?.id ?? inner.issuer ?? document.iss;

function limitFits({limit_disclosure: directive, fields}, candidate, rules) {
  if (directive === undefined) return true;
  const limitable = candidate.selective || directive === 'preferred';
  if (rules.has('limit-without-fields') && fields === undefined) return true;
  if (rules.has('limit-only-json') && candidate.kind === 'jwt_vc') return true;
  if (rules.has('limit-needs-every-field') && candidate.selective && fields !== undefined
    && fields.some(one => one.path.every(path => nodes(candidate.kind === 'vc+sd-jwt' ? candidate.document : candidate.inner, path, rules).length === 0))) return false;
  return limitable;
}

function relationsFit(constraints, candidate, test, rules) {
  const about = subjects(candidate);
  if (constraints.subject_is_issuer === 'required') {
    if (about.length === 0 ? !rules.has('nobody-is-the-issuer') : about.some(id => id !== issuer(candidate))) return false;
  }
  for (const {directive} of constraints.is_holder ?? []) {
    if (directive === 'preferred' && !rules.has('preferred-is-required')) continue;
    if (candidate.kind === 'vc+sd-jwt' && rules.has('holder-of-json')) continue;
    if (about.length === 0 || about.some(id => !test.holders.includes(id))) return false;
  }
  return true;
}

function statusFits({statuses}, {inner, document}, now, rules) {
  if (statuses === undefined || rules.has('no-statuses')) return true;
  const expired = (inner.expirationDate ?? '9999') < now;
  const {directive} = statuses.active;
  return directive === 'allowed' || (directive === 'required') === !expired;
}

export function fits(test, descriptor, candidate, rules) {
  const first = descriptor.schema !== undefined;
  const {constraints} = descriptor;
  return formatFits(test.definition.format, candidate, rules) && formatFits(descriptor.format, candidate, rules)
    && schemaFits(descriptor.schema, candidate, rules)
    && (constraints.fields ?? []).every(one => fieldFits(one, candidate, first, rules))
    && limitFits(constraints, candidate, rules) && relationsFit(constraints, candidate, test, rules)
    && statusFits(constraints, candidate, test.now, rules);
}

/** "Property Values and Evaluation": whether a requirement is satisfied by what is submitted. */
function satisfied(requirement, definition, submitted) {
  const parts = requirement.from_nested?.map(one => satisfied(one, definition, submitted))
    ?? definition.input_descriptors.flatMap((one, index) => one.group.includes(requirement.from) ? [submitted.includes(index)] : []);
  const done = parts.filter(Boolean).length;
  if (requirement.rule === 'all') return done === parts.length;
  return done === (requirement.count ?? done) && done >= (requirement.min ?? 0) && done <= (requirement.max ?? done);
}

/** The same with the rules that look at each requirement by itself. `pairs`: what fits, as [descriptor, credential]. */
function satisfiable(requirement, definition, pairs, rules) {
  const least = requirement.count ?? requirement.min ?? 0;
  if (requirement.from_nested !== undefined) {
    const parts = requirement.from_nested.map(one => satisfiable(one, definition, pairs, rules));
    return requirement.rule === 'all' ? parts.every(Boolean) : parts.filter(Boolean).length >= least;
  }
  const group = definition.input_descriptors.flatMap((one, index) => one.group.includes(requirement.from) ? [index] : []);
  const inGroup = pairs.filter(([index]) => group.includes(index));
  const done = new Set(inGroup.map(([index, credential]) => rules.has('credentials-counted') ? credential : index)).size;
  if (requirement.rule === 'all') return rules.has('all-only-warns') || done >= group.length;
  return done >= least && (done > 0 || !rules.has('something-picked'));
}

const APART = ['each-by-itself', 'credentials-counted', 'all-only-warns', 'something-picked'];

function present(test, candidates, pairs, rules) {
  const {definition} = test;
  const descriptors = definition.input_descriptors.map((_, index) => index);
  const relation = definition.input_descriptors[0].constraints.same_subject;
  const fitting = index => pairs.filter(([one]) => one === index).map(([, credential]) => credential);
  if (relation !== undefined) {
    const person = credential => subjects(candidates[credential])[0] ?? ` ${credential}`;
    if (!rules.has('subjects-of-all')) return fitting(0).some(a => fitting(1).some(b => person(a) === person(b)));
    // Every credential with such a claim is counted, whether or not it would be chosen.
    const claims = candidates.map(({inner}) => inner.credentialSubject ?? {});
    const having = claims.filter(claim => 'name' in claim || 'scores' in claim);
    const bad = having.length !== 2 || new Set(having.map(({id}) => id)).size !== 1;
    const left = index => fitting(index).filter(credential => !bad || !(index === 0 ? 'name' in claims[credential] : !('name' in claims[credential]) && 'scores' in claims[credential]));
    return left(0).length > 0 && left(1).length > 0;
  }
  if (definition.submission_requirements === undefined) return descriptors.every(index => fitting(index).length > 0);
  if (APART.some(rule => rules.has(rule))) return definition.submission_requirements.every(one => satisfiable(one, definition, pairs, rules));
  const possible = descriptors.filter(index => fitting(index).length > 0);
  for (let chosen = 0; chosen < 2 ** possible.length; ++chosen) {
    const submitted = possible.filter((_, bit) => chosen & (1 << bit));
    if (definition.submission_requirements.every(one => satisfied(one, definition, submitted))) return true;
  }
  return false;
}

/** {fits, present} of a case, with these rules. */
export function evaluate(test, rules = new Set()) {
  const candidates = test.credentials.map(read);
  const pairs = test.definition.input_descriptors.flatMap((descriptor, index) =>
    candidates.flatMap((candidate, credential) => fits(test, descriptor, candidate, rules) ? [[index, credential]] : []));
  return {fits: pairs, present: present(test, candidates, pairs, rules)};
}
