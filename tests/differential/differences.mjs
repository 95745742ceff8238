// Where jsonld.js 9, rdf-canonize 5 and we answer differently, and what the standard says. A rule explains a case when
// the difference is gone after
//   without(test, found)  takes the rule's construct out of the input (undefined: there is none), or
//   expanded(value)       brings both expanded (or flattened) documents into one form,
//   asked(value, test)    changes the expanded document that both sides are to flatten and compact,
//   compacted(value)      brings both compacted ones into one form, native(value) both that were made of RDF, or
//   nquads(text)          gives both sides another dataset to read, or
//   dataset(quads)        leaves out quads of theirs, or when
//   explains(difference, test)  knows the answers themselves (compare.mjs has what is in a difference).
// Each looks for its construct in the case itself, so that it can hide nothing else. The sections are those of JSON-LD 1.1 Processing
// Algorithms and API unless another standard is named; run.mjs refuses a rule that names none.

import {DOCUMENTS} from './generate/contexts.mjs';

const LOCAL = 'https://contexts.example/local.jsonld';  // does not propagate
const IDLE = ['@base', '@vocab', '@container', '@version', '@protected', '@default', '@embed', '@none', '@json', '@prefix', '@context', '@preserve', '@explicit', '@omitDefault', '@requireAll'];
const SCOPED = 'https://contexts.example/scoped.jsonld';  // has a relative URL in it

/** Calls `change` on every object of a JSON value, inner ones first. */
function objects(value, change) {
  if (Array.isArray(value)) return value.map(item => objects(item, change));
  if (value === null || typeof value !== 'object') return value;
  return change(Object.fromEntries(Object.entries(value).map(([name, member]) => [name, objects(member, change)])));
}

/** Calls `change` on every item of every array. */
function arrays(value, change) {
  if (Array.isArray(value)) return value.map(item => change(arrays(item, change)));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, arrays(member, change)]));
}

/** The same for an expanded document: what a JSON literal holds is left alone. */
function nodes(value, change) {
  if (Array.isArray(value)) return value.map(item => nodes(item, change));
  if (value === null || typeof value !== 'object') return value;
  if ('@value' in value) return change(value);
  return change(Object.fromEntries(Object.entries(value).map(([name, member]) => [name, nodes(member, change)])));
}

/** Calls `change` on every scalar, and on names with `names`. */
function scalars(value, change, names = name => name) {
  if (Array.isArray(value)) return value.map(item => scalars(item, change, names));
  if (value === null || typeof value !== 'object') return change(value);
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [names(name), scalars(member, change, names)]));
}

/** A rule's `without` that changes the document and the context to compact with. */
const input = change => test => {
  if (test.input === undefined) return undefined;
  const {input, context} = test;
  const changed = {input: change(input), ...(context === undefined ? {} : {context: change(context)})};
  return JSON.stringify(changed) === JSON.stringify({input, context}) ? undefined : {...test, ...changed};
};
/** One that changes the context to compact with only. */
const context = change => test => {
  if (test.context === undefined) return undefined;
  const changed = change(test.context);
  return JSON.stringify(changed) === JSON.stringify(test.context) ? undefined : {...test, context: changed};
};
const isObject = value => value !== null && typeof value === 'object' && !Array.isArray(value);
const drop = (object, ...names) => Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));
const flatten = list => list.flatMap(item => Array.isArray(item) ? flatten(item)
  : isObject(item) && Object.keys(item).length === 1 && ('@set' in item || 'set' in item) ? flatten([item['@set'] ?? item.set].flat()) : [item]);
const isAlone = item => isObject(item) && (isReference(item) || '@value' in item || '@list' in item);
/** Quads without the cells of lists that nothing refers to any more. */
function withoutLooseCells(quads) {
  const referred = new Set(quads.map(({object}) => object.value));
  const kept = quads.filter(({subject, predicate}) =>
    subject.termType !== 'BlankNode' || referred.has(subject.value) || !/#(first|rest)$/.test(predicate.value));
  return kept.length === quads.length ? quads : withoutLooseCells(kept);
}

/** What step 18 of Expansion drops, once a rule has taken the other entries. */
function withoutLanguageAlone(value) {
  const isAlone = item => isObject(item) && '@language' in item && Object.keys(item).every(name => ['@language', '@index'].includes(name));
  if (Array.isArray(value)) return value.filter(item => !isAlone(item)).map(withoutLanguageAlone);
  if (!isObject(value) || '@value' in value) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutLanguageAlone(member)]));
}

const isReference = node => isObject(node) && Object.keys(node).every(name => name === '@id');

export const RULES = [
  {
    name: 'language tags keep their case',
    section: '5.1.2 step 13.4.7: processors MAY normalize to lower case',
    expanded: value => nodes(value, node => typeof node['@language'] === 'string' ? {...node, '@language': node['@language'].toLowerCase()} : node),
  },
  {
    name: 'U+FFFE and U+FFFF are escaped',
    section: 'RDFC-1.0 section 5, Canonical N-Quads: characters outside the Char production of XML 1.1',
    without: test => {
      const text = JSON.stringify(test);
      return /[\ufffe\uffff]/.test(text) ? JSON.parse(text.replace(/[\ufffe\uffff]/g, 'x')) : undefined;
    },
  },
  {
    name: 'a number below 1e-6 without a decimal point in JavaScript is a double all the same',
    section: '8.2.2 step 10: a number with a non-zero fractional part',
    without: input(value => scalars(value, item => typeof item === 'number' && item !== 0 && Math.abs(item) < 1e-6 ? 0.5 : item)),
  },
  {
    name: 'neither null nor an empty array is a container mapping',
    section: '4.2.2 step 19.1',
    without: input(value => objects(value, definition => '@container' in definition && (definition['@container'] === null || definition['@container'].length === 0) ? drop(definition, '@container') : definition)),
  },
  {
    name: 'an array inside @list is flattened where the term is no list container',
    section: '5.1.2 steps 5.2.2 and 13.4.11',
    without: input(value => objects(value, node => Object.fromEntries(Object.entries(node).map(([name, member]) =>
      [name, ['@list', 'list'].includes(name) && Array.isArray(member) ? flatten(member) : member])))),
  },
  {
    name: 'what stops expansion is reported, not the loss seen before it',
    section: '9.6.1: both refuse',
    without: (test, found) => {
      const [{theirs, ours}] = found;
      return test.options?.safe && theirs?.error !== undefined && ours?.error !== undefined ? {...test, options: {...test.options, safe: false}} : undefined;
    },
  },
  // These in this order: what one empties, the next finds empty.
  {
    name: 'a type that expands to null is no type',
    section: 'JSON-LD 1.1 sections 9.3 and 9.5: the values of @type are IRIs',
    expanded: value => prune(nodes(value, node => {
      if (node['@type'] === null) return drop(node, '@type');
      if (!Array.isArray(node['@type']) || (node['@type'].length > 0 && !node['@type'].includes(null))) return node;
      const types = node['@type'].filter(type => type !== null);
      return types.length === 0 ? drop(node, '@type') : {...node, '@type': types};
    })),
  },
  {
    name: 'keywords that mean nothing in a node object are dropped',
    section: '5.1.2 step 13.4',
    // Safe mode calls them lost.
    explains: ({what, theirs, ours}) => what === 'expand' && ours.error === 'data-loss' && theirs.value !== undefined && IDLE.includes(ours.pointer.split('/').pop()),
    expanded: value => prune(withoutLanguageAlone(nodes(value, node => drop(node, ...IDLE)))),
  },
  {
    name: 'a @graph that holds nothing is an empty graph',
    section: '5.1.2 step 13.4.5',
    expanded: value => prune(nodes(value, node => Array.isArray(node['@graph']) && node['@graph'].length === 0 ? drop(node, '@graph') : node)),
  },
  {
    name: 'a reference alone in a graph container makes a graph',
    section: '5.1.2 steps 13.12 and 20: dropped only below null or @graph',
    expanded: value => prune(nodes(value, node => Object.fromEntries(Object.entries(node).flatMap(([name, member]) => {
      if (!Array.isArray(member) || name.startsWith('@')) return [[name, member]];
      const kept = member.filter(item => !(item['@graph']?.every(isAlone) && Object.keys(item).every(key => ['@graph', '@id', '@index'].includes(key))));
      return kept.length === 0 ? [] : [[name, kept]];
    })))),
  },
  {
    name: 'white space does not make an IRI relative',
    section: '5.1.2 step 13.3: a property is dropped when it has no colon; RFC 3987 section 2.2 has U+00A0 and U+FEFF in IRIs',
    explains: ({what, theirs, ours}) => what === 'to-rdf' && ours.value !== undefined && theirs.value !== undefined && addsOnly(theirs, ours, line => /<[^>]*[\u00a0\ufeff\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u1680][^>]*>/.test(line)),
    without: input(value => {
      const terms = JSON.stringify(value).includes('"@type":"@vocab"');  // then values are made IRIs, too
      return scalars(value, item => typeof item === 'string' && (terms || /^[A-Za-z_][^\s:]*:/.test(item)) ? item.replace(/\s/g, '') : item, name => name.replace(/\s/g, ''));
    }),
  },
  {
    name: 'a relative @base needs a base',
    section: '4.1.2 step 5.7.5',
    without: input(value => objects(value, context => typeof context['@base'] === 'string' && !/^[a-z]+:/.test(context['@base']) ? drop(context, '@base') : context)),
  },
  {
    name: '@list always makes a list object',
    section: '5.1.2 step 13.4.11',
    without: input(value => objects(value, node => Object.fromEntries(Object.entries(node).map(([name, member]) =>
      [name, ['@list', 'list'].includes(name) && !Array.isArray(member) ? [member] : member])))),
  },
  {
    name: '@included is expanded like a document: empty nodes and lone references go',
    section: '5.1.2 step 13.4.6.2: null for active property',
    explains: ({what, theirs, ours}) => what === 'expand' && theirs.error === 'invalid @included value',
    expanded: value => prune(nodes(value, node => '@included' in node ? {...node, '@included': node['@included'].filter(item => !isReference(item))} : node)),
  },
  {
    name: 'an imported context is merged with all its keywords',
    section: '4.1.2 step 5.6.8, before steps 5.7 to 5.13 read them; jsonld.js takes some of them for terms',
    without: input(value => objects(value, local => isObject(DOCUMENTS[local['@import']]?.['@context']) ? {...DOCUMENTS[local['@import']]['@context'], ...drop(local, '@import')} : local)),
  },
  {
    name: 'a term is what it was before its own scoped context',
    section: '5.1.2 steps 13.5 to 13.13: definition of key in active context',
    without: input(value => objects(value, context => Object.fromEntries(Object.entries(context).map(([name, definition]) =>
      [name, isObject(definition?.['@context']) && name in definition['@context'] ? {...definition, '@context': drop(definition['@context'], name)} : definition])))),
  },
  {
    name: '@protected of a term must be true or false',
    section: '4.2.2 step 11',
    without: input(value => objects(value, definition => '@protected' in definition && typeof definition['@protected'] !== 'boolean' ? drop(definition, '@protected') : definition)),
  },
  {
    name: 'an ill-formed IRI is left out of RDF',
    section: '8.1.2 step 1, 8.2.2 steps 1 and 6; well-formed by RFC 3987 section 2.2',
    dataset: quads => {
      const kept = quads.filter(({subject, predicate, object, graph}) =>
        [subject, predicate, object, object.datatype, graph].every(term => term?.termType !== 'NamedNode' || isIri(term.value)));
      return kept.length === quads.length ? quads : withoutLooseCells(kept);
    },
  },
  {
    name: 'an ill-formed language tag is left out of RDF',
    section: '8.2.2 step 7; well-formed by BCP 47 section 2.2.9',
    dataset: quads => quads.filter(({object}) => object.language === undefined || /^[a-z]{1,8}(-[a-z0-9]{1,8})*$/i.test(object.language)),
  },
  {
    name: 'a list item that is no RDF term leaves its cell without rdf:first',
    section: '8.3.2 step 3.2; jsonld.js fails',
    explains: ({what, theirs, ours, source}) => what === 'to-rdf' && theirs.error?.startsWith('TypeError: Cannot read properties of null') && ours.error === undefined &&
      some(source, node => Array.isArray(node['@list']) && node['@list'].some(item => isNoTerm(item) || /\s/.test(item['@id']))),
  },
  {
    name: 'a string of type xsd:double keeps its text',
    section: '8.2.2 steps 10 to 12: only numbers are converted',
    without: input(value => scalars(value, item => item === 'http://www.w3.org/2001/XMLSchema#double' ? 'http://www.w3.org/2001/XMLSchema#float' : item)),
  },
  {
    name: 'a term of type @json takes its value whole, whatever its container',
    section: '5.1.2 step 13.6 comes before 13.7 and 13.8',
    without: input(value => objects(value, definition => definition['@type'] === '@json' && '@container' in definition ? drop(definition, '@container') : definition)),
  },
  {
    name: 'an alias of @none works in a property-valued index',
    section: '5.1.2 steps 13.8.3.4 and 13.8.3.7.2',
    without: input(value => objects(value, map => 'none' in map && map.none !== '@none' ? {...drop(map, 'none'), '@none': map.none} : map)),
  },
  {
    name: 'a map of ids forgets the type-scoped context around it',
    section: '5.1.2 step 13.8.3.1',
    without: input(value => usesIdMaps(value) ? propagatingEverywhere(value) : value),
  },
  {
    name: 'a value in a map of ids gets the id; nothing says it may not',
    section: '5.1.2 step 13.8.3.7.4',
    explains: ({what, theirs, ours, source}, test) => usesIdMaps(test.input) && (what === 'expand'
      ? theirs.error === 'invalid value object' && (some(source, hasValueWithId) || ours.error === 'data-loss')
      // jsonld.js takes values of the same id for one value.
      : what === 'to-rdf' && theirs.value !== undefined && some(source, hasValueWithId) && lines(theirs).every(line => lines(ours).includes(line))),
  },
  {
    name: '@set around one value is that value, no list in a list container',
    section: '5.1.2 steps 5.2.2 and 17.2',
    without: input(value => objects(value, node => {
      const [[name, member] = [], ...others] = Object.entries(node);
      return ['@set', 'set'].includes(name) && others.length === 0 && !Array.isArray(member) ? member : node;
    })),
  },
  {
    name: 'canonical N-Quads are sorted by code point, not by UTF-16 code unit',
    section: 'RDFC-1.0 section 4.4.3 and section 5',
    without: test => {
      const text = JSON.stringify(test);
      return /[\ue000-\uffff]/.test(text) && /[\ud800-\udbff]/.test(text) ? JSON.parse(text.replace(/[\ue000-\uffff]/g, 'x')) : undefined;
    },
  },
  {
    name: 'safe mode refuses an ill-formed IRI',
    section: '8.1.2 and 8.2.2: it is left out of RDF',
    explains: ({what, theirs, ours}) => what === 'to-rdf' && ours.error === 'data-loss' && theirs.value !== undefined &&
      [...theirs.value.matchAll(/<([^>]*)>/g)].some(([, iri]) => !isIri(iri)),
  },
  {
    name: 'dot segments of a path without a slash leave nothing',
    section: 'RFC 3986 section 5.2.4',
    without: test => test.options?.base?.startsWith('urn:') ? {...test, options: {...test.options, base: 'https://example.org/'}} : undefined,
  },
  {
    name: 'a value in a map of types has no datatype by it',
    section: '5.1.2 step 13.8.3.7.5 makes an array of @type, 8.2.2 step 6 wants an IRI',
    explains: ({what, theirs, ours, source}) => what === 'to-rdf' && ours.value !== undefined && theirs.value !== undefined &&
      some(source, node => '@value' in node && Array.isArray(node['@type'])) &&
      addsOnly(ours, theirs, line => line.includes('^^<') || /22-rdf-syntax-ns#(first|rest)>/.test(line)),
  },
  {
    name: 'the default direction lasts through every context',
    section: '4.1.2 step 5.9 and section 4.1: part of the active context',
    without: input(value => objects(value, node => '@direction' in node && !('@value' in node) && (node.value ?? '@value') === '@value' ? drop(node, '@direction') : node)),
  },
  {
    name: '@value must not be an array, not even an empty one',
    section: '5.1.2 step 13.4.7.2',
    without: input(value => objects(value, node => Array.isArray(node['@value']) && node['@value'].length === 0 ? {...node, '@value': 'x'} : node)),
  },
  {
    name: 'each key of a map of types has its own scoped context',
    section: '5.1.2 steps 13.8.3.1 and 13.8.3.3; in jsonld.js that of one key is left for the next',
    without: input(value => {
      const keys = keysOfTypeMaps(value);
      return objects(value, local => Object.fromEntries(Object.entries(local).map(([name, definition]) =>
        [name, keys.has(name) && isObject(definition) ? drop(definition, '@context') : definition])));
    }),
  },
  {
    name: 'safe mode refuses a relative reference, and a keyword as key of a map of types, as soon as it is expanded',
    section: '8.2.2 step 1: what is no IRI is no term; jsonld.js refuses it in to-RDF only',
    explains: ({what, theirs, ours}, test) => what === 'expand' && ours.error === 'data-loss' &&
      ((hasRelativeId(theirs.value) && !isIri(textAt(test.input, ours.pointer))) || hasKeywordAsType(theirs.value)),
  },
  {
    name: 'a context that nobody knows has an error code of its own',
    section: '4.1.2 step 5.2.5, 9.6.1:  engine/jsonld/loader.hpp says context-unknown',
    explains: ({what, theirs, ours}) => ['expand', 'compact'].includes(what) && theirs.error === 'loading remote context failed' && ours.error === 'context-unknown',
  },
  {
    name: '@language must be a string, not null, in a value object',
    section: '5.1.2 step 13.4.8',
    without: input(value => objects(value, node => drop(node, ...['@language', 'lang'].filter(name => node[name] === null)))),
  },
  {
    name: 'a graph container with @id or @index makes graphs of maps only',
    section: '5.1.2 step 13.12: includes neither @id nor @index; dropping is for null and @graph, step 19',
    without: input(value => objects(value, definition => {
      const containers = [definition['@container']].flat();
      return containers.includes('@graph') && (containers.includes('@id') || containers.includes('@index'))
        ? {...definition, '@container': containers.filter(name => name !== '@graph')} : definition;
    })),
  },
  {
    name: 'a tie in the seventeenth digit of a double goes to the even digit',
    section: '8.6: the canonical form is that of %1.15E; JavaScript rounds ties up',
    without: input(value => scalars(value, item => typeof item === 'number' && /^-?\d\.\d{15}50*e/.test(item.toExponential(60)) ? 0.5 : item)),
  },
  {
    name: 'the key of a map of types is expanded in the active context, its value in the previous one',
    section: '5.1.2 steps 13.8.3.1 and 13.8.3.4',
    without: input(value => usesTypeMaps(value) ? propagatingEverywhere(value) : value),
  },
  {
    name: 'the key of a map is not expanded in the scoped context of the term',
    section: '5.1.2 steps 13.8.3.4 and 13.8.3.7.4: active context',
    without: input(value => objects(value, definition => ['@id', '@type'].some(name => [definition['@container']].flat().includes(name)) || ('@container' in definition && '@index' in definition) ? drop(definition, '@context') : definition)),
  },
  {
    name: 'a value object keeps its context, however many entries it has',
    section: '5.1.2 step 7; jsonld.js looks into objects of two entries at most',
    without: input(value => hasLongValues(value) ? propagatingEverywhere(value) : value),
  },
  {
    name: 'safe mode refuses a blank node property even without values',
    section: '8.1.2 step 1.3.2.3: it makes no triples',
    without: input(value => {
      const blank = new Set();
      objects(value, local => { for (const [name, definition] of Object.entries(local)) if (String(definition?.['@id'] ?? definition).startsWith('_:')) blank.add(name); return local; });
      return objects(value, node => Object.fromEntries(Object.entries(node).filter(([name, member]) =>
        !((name.startsWith('_:') || blank.has(name)) && (member === null || (typeof member === 'object' && Object.keys(member).length === 0))))));
    }),
  },
  {
    name: 'a term of the form of a keyword loses something only when it is used',
    section: '4.2.2 step 5: ignored with a warning',
    without: input(value => objects(value, node => '@context' in node ? {...node, '@context': without(node['@context'], ['@odd'])} : node)),
  },
  {
    name: 'a relative @vocab loses something only when it is used',
    section: '4.1.2 step 5.8: allowed',
    without: test => test.options?.safe ? input(value => objects(value, context => typeof context['@vocab'] === 'string' && !context['@vocab'].includes(':') ? drop(context, '@vocab') : context))(test) : undefined,
  },
  {
    name: 'an empty array is an empty map, whatever compactArrays says',
    section: '9.1 compact() step 9.1',
    compacted: value => Object.keys(value).filter(name => name !== '@context').length === 1 && Array.isArray(value['@graph']) && value['@graph'].length === 0 ? drop(value, '@graph') : value,
  },
  {
    name: 'xsd:string is never written, native types or not',
    section: '8.5.2 steps 2.4.1 and 2.7',
    native: value => nodes(value, node => node['@type'] === 'http://www.w3.org/2001/XMLSchema#string' ? drop(node, '@type') : node),
  },
  {
    name: 'without compactArrays the types of a node are an array',
    section: '6.1.2 step 12.2.4',
    without: test => test.options?.compactArrays === false ? {...test, options: {...test.options, compactArrays: true}} : undefined,
  },
  {
    name: 'a relative reference leads back to the IRI, and is the shorter one',
    section: '6.2.2 step 10; resolved by RFC 3986 section 5.2',
    explains: ({what, theirs, ours, asked}, test) => what === 'compact' && theirs.value !== undefined && ours.value !== undefined &&
      sameBut(theirs.value, ours.value, (a, b) => /^\.\/@[a-z]+$/i.test(b) || (b === `./${a}` && /^[^/?#]*:/.test(a)) || basesOf(test).some(base => {
        const [left, right] = [resolve(a, base), resolve(b, base)];
        return mentions(asked, right) && (left !== right || b.length <= a.length);
      })),
  },
  {
    name: 'a language or a direction without a value is no entry of a node',
    section: '7.2.2 step 6.12: what is left are properties',
    expanded: value => nodes(value, node => '@value' in node ? node : drop(node, '@language', '@direction')),
  },
  {
    name: 'an integer becomes a native number only where no digit is lost',
    section: '8.5.2 step 2.4.3: attempt to convert',
    native: value => nodes(value, node => Math.abs(Number(node['@value'])) > Number.MAX_SAFE_INTEGER &&
      (typeof node['@value'] === 'number' ? !('@type' in node) : /^[+-]?\d+$/.test(node['@value']) && node['@type'] === 'http://www.w3.org/2001/XMLSchema#integer') ? {'@value': 'large'} : node),
  },
  {
    name: 'a JSON literal that is an array stays one',
    section: 'JSON-LD 1.1 section 4.2.2; jsonld.js takes single items out of it',
    asked: value => nodes(value, node => node['@type'] === '@json' && Array.isArray(node['@value']) ? {...node, '@value': {array: node['@value']}} : node),
  },
  {
    name: 'the property of a property-valued index is found by its IRI',
    section: '6.1.2 step 12.8.9.6; jsonld.js looks for it as the context writes it',
    without: context(value => objects(value, definition => '@container' in definition && typeof definition['@index'] === 'string' ? drop(definition, '@index') : definition)),
  },
  {
    name: 'the index of a reference is in the map, its IRI alone is the value',
    section: '6.3.2 step 6: no other entries than @index',
    without: context(value => objects(value, definition => [definition['@container']].flat().includes('@index') && ['@id', '@vocab'].includes(definition['@type']) ? drop(definition, '@type') : definition)),
  },
  {
    name: 'a context that does not propagate still has its types',
    section: '6.1.2 steps 1, 5 and 11: type-scoped context',
    without: test => test.context === undefined ? undefined : context(propagating)(test),
  },
  {
    name: 'whether one node in @graph stands in an array',
    section: '6.1.2 steps 3.3 and 12.8.5: by the active property, which is the term of the graph, or an alias of @graph',
    compacted: value => objects(value, node => Object.fromEntries(Object.entries(node).map(([name, member]) =>
      [name, ['@graph', 'graph'].includes(name) && Array.isArray(member) && member.length === 1 ? member[0] : member]))),
  },
  {
    name: 'an empty index is an index',
    section: '6.1.2 step 12.8.9.10: only null becomes @none',
    asked: value => nodes(value, node => node['@index'] === '' ? {...node, '@index': 'empty'} : node),
  },
  {
    name: 'an empty array loses nothing',
    section: '8.1.2 step 1.3.2: no values, no triples',
    explains: ({what, theirs, ours}) => what === 'expand' && ['empty object', 'object with only @id'].includes(theirs.event) && some(ours.value, node => {
      const members = Object.keys(drop(node, '@id'));
      return members.length > 0 && members.every(name => Array.isArray(node[name]) && node[name].length === 0);
    }),
  },
  {
    name: 'what refers to a node in reverse comes before its own properties',
    section: '7.2.2 steps 6.5 and 6.12',
    explains: ({what, theirs, ours, asked}) => what === 'flatten' && mentions(asked, '@reverse') && JSON.stringify(sorted(theirs.value)) === JSON.stringify(sorted(ours.value)),
  },
  {
    name: 'a blank node that is a type gets its label before the node',
    section: '7.2.2 step 3',
    explains: ({what, theirs, ours, asked}) => what === 'flatten' && typesOf(asked).some(type => type.startsWith('_:')) && JSON.stringify(sorted(unlabelled(theirs.value))) === JSON.stringify(sorted(unlabelled(ours.value))),
  },
  {
    name: 'the types in a scoped context are those of the context around it',
    section: '6.1.2 steps 11 and 12.2: type-scoped context; so 5.1.2 step 11, reads them',
    without: context(value => {
      const scoped = [];
      objects(value, local => { for (const [name, definition] of Object.entries(local)) if (isObject(definition) && '@context' in definition) scoped.push(name); return local; });
      return objects(value, definition => isObject(definition['@context']) ? {...definition, '@context': drop(withoutScopes(definition['@context']), ...scoped)} : definition);
    }),
    explains: ({what, theirs, ours, asked}, test) => what === 'compact' && ours.value !== undefined && (theirs.value === undefined ? theirs.error === 'IRI confused with prefix' && typesOf(asked).some(type => mentions(test.context, type.split(':')[0])) :
      sameBut(theirs.value, ours.value, (a, b, name) => ['@type', 'type'].includes(name) && typesOf(asked).some(type => [a, b].every(text => type.endsWith(text.split(':').pop()))))),
  },
  {
    name: 'a list takes no term for maps of ids or types',
    section: '6.2.2 step 4.7: neither @id nor @type is appended to containers',
    without: test => JSON.stringify(test.input ?? null).includes('@list') ? context(value => objects(value, definition =>
      ['@id', '@type'].some(name => [definition['@container']].flat().includes(name)) ? drop(definition, '@container') : definition))(test) : undefined,
  },
  {
    name: 'a direction is read from its datatype, native types or not',
    section: '8.5.2 step 2.6',
    native: value => nodes(value, node => {
      const [, language, direction] = String(node['@type']).match(/^https:\/\/www\.w3\.org\/ns\/i18n#(.*)_(.*)$/) ?? [];
      return direction === undefined ? node : {'@value': node['@value'], ...(language === '' ? {} : {'@language': language}), '@direction': direction};
    }),
  },
  {
    name: 'a number that is none keeps its datatype',
    section: '8.5.2 step 2.4.3: a valid lexical form',
    native: value => nodes(value, node => typeof node['@value'] === 'string' && node['@value'].trim() !== '' && !Number.isNaN(Number(node['@value'])) && /#(integer|double)$/.test(node['@type']) ? drop(node, '@type') : node),
  },
  {
    name: 'the index of a node stays where the term has no container for it',
    section: '6.1.2 step 12.5: active context; the map says the same',
    compacted: value => objects(value, map => Object.fromEntries(Object.entries(map).map(([name, member]) => [name,
      isObject(member) ? withoutIndex(member, name) : Array.isArray(member) ? member.map(item => isObject(item) ? withoutIndex(item, name) : item) : member]))),
  },
  {
    name: 'a map of languages takes the value, whatever @value is called',
    section: '6.1.2 step 12.8.9.4',
    without: context(value => objects(value, local => Object.fromEntries(Object.entries(local).filter(([, definition]) => definition !== '@value')))),
  },
  {
    name: 'the definition of @type with a container goes before its aliases',
    section: '6.2.2 step 4.9.2: without a value @set comes before @none',
    without: context(value => objects(value, local => Object.fromEntries(Object.entries(local).filter(([name, definition]) => !isObject(definition) || !(name === '@type' || definition['@id'] === '@type'))))),
  },
  {
    name: 'an empty array takes its term as a node object does',
    section: '6.2.2 steps 4.9.2 and 4.11',
    asked: value => nodes(value, node => Object.fromEntries(Object.entries(node).filter(([name, member]) => name.startsWith('@') || !Array.isArray(member) || member.length > 0))),
  },
  {
    name: 'without compactToRelative there is no base, whatever the context says',
    section: '9.1 compact() step 8: the base option or null',
    explains: ({what, theirs, ours, asked}, test) => what === 'compact' && test.options.compactToRelative === false && ours.value !== undefined && theirs.value !== undefined &&
      sameBut(theirs.value, ours.value, (a, b) => mentions(asked, b) || (typeof test.options.base === 'string' && resolve(a, test.options.base) === b)),
    without: test => test.options?.compactToRelative === false && test.options.base === null ? {...test, options: drop(test.options, 'compactToRelative')} : undefined,
  },
  {
    name: 'a second list under a list container is refused, not lost',
    section: '6.1.2 step 12.8.7.3: it would take the place of the first',
    explains: ({what, theirs, ours, asked}) => what === 'compact' && ours.error === 'compaction to list of lists' && theirs.value !== undefined &&
      some(asked, node => Object.values(node).some(member => Array.isArray(member) && member.filter(item => item?.['@list'] !== undefined).length > 1)),
  },
  {
    name: 'a list in a list is one object, or one array where the active context still knows the container',
    section: '6.1.2 steps 5 and 8; both are expanded alike',
    compacted: value => arrays(value, item => isObject(item) && Object.keys(item).length === 1 ? item['@list'] ?? item.list ?? item : item),
  },
  {
    name: 'what a map of types makes of a value cannot be expanded again',
    section: '5.1.2 steps 14.5 and 15.1: invalid typed value, invalid set or list object',
    asked: value => nodes(value, node => ('@value' in node && Array.isArray(node['@type'])) || ('@list' in node && '@type' in node) ? drop(node, '@type') : node),
  },
  {
    name: 'an @id that expands to null is no node',
    section: '8.1.2 step 1.3.1: not well-formed; jsonld.js takes it for a blank node below @reverse',
    asked: value => nodes(value, node => node['@id'] === null ? drop(node, '@id') : node),
    explains: ({what, theirs, ours}, test) => what === 'to-rdf' && mentions(test.input, '@reverse') && /"@id":"@/.test(JSON.stringify(test.input)) && lines(ours).every(line => lines(theirs).includes(line)),
  },
  {
    name: 'an empty reference is a reference',
    section: '7.2.2 step 6.1; step 6.12 finds the nodes below it',
    explains: ({what, theirs, ours, source}) => what === 'to-rdf' && theirs.value !== undefined && some(source, node => node['@id'] === '') && lines(theirs).every(line => lines(ours).includes(line)),
    asked: value => nodes(value, node => node['@id'] === '' ? {...node, '@id': 'urn:empty'} : node),
  },
  {
    name: 'a value with a direction keeps it, where the context has none',
    section: '6.3.2 step 10: both language and direction are compared',
    asked: value => nodes(value, node => '@direction' in node && '@language' in node ? drop(node, '@direction') : node),
  },
  {
    name: 'a graph under a map of indexes is one of its values',
    section: '6.1.2 step 12.8.9 and 5.1.2 step 13.8: whatever stands there is read as a map; beside other entries of it, @graph and @index would be keys',
    asked: (value, test) => {
      const maps = indexMaps(test.context);
      return nodes(value, node => Object.fromEntries(Object.entries(node).map(([name, member]) => [name, Array.isArray(member) && maps.some(iri => name.endsWith(iri))
        ? member.map(item => '@graph' in item ? {'https://example.org/graph': item['@graph'], ...drop(item, '@graph')} : item) : member])));
    },
  },
  {
    name: '@propagate says nothing in an array',
    section: '4.1.2 step 2: an object containing the member; step 5.11 only looks at its form',
    without: input(value => objects(value, node => Array.isArray(node['@context'])
      ? {...node, '@context': node['@context'].map(local => isObject(local) && typeof local['@propagate'] === 'boolean' ? drop(local, '@propagate') : local)} : node)),
  },
  {
    name: '@protected may be false in a context',
    section: '4.1.2 step 5.13: a keyword, and no term to define',
    without: input(value => objects(value, local => local['@protected'] === false && !('@id' in local) ? drop(local, '@protected') : local)),
  },
  {
    name: 'an empty language is a language, if an ill-formed one',
    section: '8.2.2 step 7 and 6.1.2 step 12.8.9.4: only what has no language goes without',
    asked: value => nodes(value, node => node['@language'] === '' ? {...node, '@language': 'x-empty'} : node),
    explains: ({what, theirs, ours, source}) => what === 'to-rdf' && ours.value !== undefined && theirs.value !== undefined && some(source, node => node['@language'] === '') &&
      addsOnly(ours, theirs, line => /"(?: _:)? \.$|"(?: <[^>]*>)? \.$|#(first|rest)>/.test(line)),
  },
  {
    name: 'literals that become one native value are one',
    section: '8.4.2 step 5.7.8: a value that is there already is not added',
    native: value => nodes(value, node => Object.fromEntries(Object.entries(node).map(([name, member]) =>
      [name, !name.startsWith('@') && Array.isArray(member) ? [...new Map(member.map(item => [JSON.stringify(item), item])).values()] : member]))),
  },
  {
    name: 'a value in a map of ids is no error, so what is wrong behind it is found',
    section: '5.1.2 step 13.8.3.7.4',
    without: input(value => usesIdMaps(value) ? withoutValuesIn(termsOf(value, '@id'), value) : value),
  },
  {
    name: 'a scoped context is looked at before the term is compared with the protected one',
    section: '4.2.2 steps 21 and 27: both refuse',
    explains: ({what, theirs, ours}) => ['expand', 'compact'].includes(what) && theirs.error === 'protected term redefinition' && ours.error === 'invalid scoped context',
  },
  {
    name: 'an IRI that begins with a relative @vocab is written without it',
    section: '6.2.2 step 5; 4.1.2 step 5.8.3 makes the @vocab absolute',
    explains: ({what, theirs, ours}, test) => {
      const vocabs = [];
      objects(test.context ?? null, local => { if (typeof local['@vocab'] === 'string' && !local['@vocab'].includes(':')) vocabs.push(local['@vocab']); return local; });
      return what === 'compact' && theirs.value !== undefined && ours.value !== undefined &&
        sameBut(theirs.value, ours.value, (a, b) => basesOf(test).some(base => vocabs.some(vocab => a === resolve(vocab, base) + b)));
    },
  },
  {
    name: 'an IRI with an authority is not confused with a prefix',
    section: '6.2.2 step 9',
    explains: ({what, theirs, ours, asked}, test) => what === 'compact' && theirs.error === 'IRI confused with prefix' && ours.value !== undefined &&
      [...JSON.stringify(asked).matchAll(/"([^":]+):\/\//g)].some(([, scheme]) => JSON.stringify(test.context).includes(`"${scheme}":`)),
  },
  {
    name: 'what a map of types leaves of a node is a reference by the active context, not by that of the type',
    section: '6.1.2 step 12.8.9.8',
    without: context(value => termsOf(value, '@type').size === 0 ? value : objects(value, definition => isObject(definition['@context'])
      ? {...definition, '@context': Object.fromEntries(Object.entries(definition['@context']).filter(([, inner]) => inner !== '@id'))} : definition)),
  },
  {
    name: 'a list that floats free is passed over, not looked at',
    section: '5.1.2 step 13.4.9.1',
    without: input(value => {
      const below = items => Array.isArray(items) ? items.map(below) : isObject(items) && Object.keys(items).length > 1 ? drop(items, '@list', 'list') : items;
      return below(objects(value, node => Object.fromEntries(Object.entries(node).map(([name, member]) => [name, ['@graph', 'graph'].includes(name) ? below(member) : member]))));
    }),
  },
  {
    name: 'a set or list object has no type',
    section: '5.1.2 step 17; JSON-LD 1.1 section 9.7: @set or @list, and @index',
    explains: ({what, theirs, ours}) => what === 'expand' && ours.error === 'invalid set or list object' && some(theirs.value, node => ('@set' in node || '@list' in node) && '@type' in node),
  },
  {
    name: 'what a map of types holds is dropped neither for a graph container of its scoped context',
    section: '5.1.2 steps 13.8.3.3 and 19: dropping is for null and @graph',
    without: input(value => usesTypeMaps(value) ? objects(value, definition => isObject(definition['@context']) ? {...definition, '@context': Object.fromEntries(Object.entries(definition['@context'])
      .map(([name, inner]) => [name, [inner?.['@container']].flat().includes('@graph') ? drop(inner, '@container') : inner]))} : definition) : value),
  },
  {
    name: 'a URL in an imported context is relative to the importing one',
    section: '4.1.2 step 5.6 merges and keeps the base URL; 4.2.2 step 21 looks at scoped contexts at once',
    without: input(value => objects(value, local => local['@import'] === SCOPED ? drop(local, '@import') : local)),
  },
  {
    name: 'a type takes its term without a value',
    section: '6.2.2 step 4.11: what is no map may take a term with @index',
    without: (test, found) => {
      const types = new Set([...typesNamed(test.input), ...found.flatMap(({asked}) => typesOf(asked ?? null)).map(type => String(type).split(/[#/:]/).pop())]);
      return context(value => objects(value, local => Object.fromEntries(Object.entries(local).map(([name, definition]) =>
        [name, types.has(name) && isObject(definition) ? drop(definition, '@container') : definition]))))(test);
    },
  },
];

const without = (local, names) => Array.isArray(local) ? local.map(item => without(item, names)) : isObject(local) ? drop(local, ...names) : local;
/** A document in which every context propagates. Only a context that is no array can say so itself. */
const propagatingEverywhere = value => objects(value, node => '@context' in node ? {...node, '@context': propagating(node['@context'])} : node);

function propagating(local) {
  if (local === LOCAL) return {...DOCUMENTS[LOCAL]['@context'], '@propagate': true};
  if (Array.isArray(local)) return local.length === 1 ? propagating(local[0]) : local.map(propagating);
  return isObject(local) ? {...local, '@propagate': true} : local;
}


/** The lines of canonical N-Quads, blank nodes alike. */
const lines = answer => (answer.value ?? '').split('\n').map(line => line.replace(/_:c14n\d+/g, '_:'));

/** Whether `more` has all lines of `less`, and others, which are all such lines. */
function addsOnly(less, more, isSuch) {
  const added = lines(more).filter(line => !lines(less).includes(line));
  return lines(less).every(line => lines(more).includes(line)) && added.length > 0 && added.every(isSuch);
}

const usesMaps = container => value => new RegExp(`"@container":("${container}"|\\[[^\\]]*"${container}")`).test(JSON.stringify(value));
const usesIdMaps = usesMaps('@id');
const usesTypeMaps = usesMaps('@type');

/** Whether a value object has more than two entries. */
function hasLongValues(value) {
  let found = false;
  objects(value, node => { found ||= ('@value' in node || 'value' in node) && Object.keys(node).length > 2; return node; });
  return found;
}

/** Whether some object of an expanded document, JSON literals aside, is one. */
function some(document, is) {
  let found = false;
  if (document !== undefined) nodes(document, node => { found ||= Boolean(is(node)); return node; });
  return found;
}

const hasRelativeId = value => some(value, node => typeof node['@id'] === 'string' && !isIri(node['@id']));
const hasKeywordAsType = value => some(value, node => !('@value' in node) && [node['@type']].flat().some(type => /^@[a-z]+$/i.test(type)));
const hasValueWithId = node => '@value' in node && '@id' in node;

/** What makes neither IRI, blank node nor literal (8.2.2). */
const isNoTerm = item => '@value' in item
  ? ('@type' in item && item['@type'] !== '@json' && !isIri(item['@type'])) || ('@language' in item && !/^[a-z]{1,8}(-[a-z0-9]{1,8})*$/i.test(item['@language']))
  : '@id' in item && !isIri(item['@id']) && !String(item['@id']).startsWith('_:');

/** The string a pointer leads to, or its last name. */
function textAt(document, pointer) {
  const names = pointer.split('/').slice(1).map(name => name.replaceAll('~1', '/').replaceAll('~0', '~'));
  const value = names.reduce((inner, name) => inner?.[name], document);
  return typeof value === 'string' ? value : names.at(-1) ?? '';
}

/** The ends of the IRIs of terms for maps of indexes. */
function indexMaps(document) {
  const maps = [];
  objects(document ?? null, local => {
    for (const [name, definition] of Object.entries(local)) if ([definition?.['@container']].flat().includes('@index')) maps.push(String(definition['@id'] ?? name).split(':').pop());
    return local;
  });
  return maps;
}

/** Whether two JSON values are the same but for strings, here or in names, that `alike(a, b, name of the entry)` lets pass. */
function sameBut(a, b, alike, entry = '') {
  if (typeof a === 'string' && typeof b === 'string') return a === b || alike(a, b, entry);
  if (!isObject(a) && !Array.isArray(a)) return a === b;
  if (!(isObject(b) || Array.isArray(b)) || Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a)) return a.length === b.length && a.every((item, index) => sameBut(item, b[index], alike, entry));
  const left = {...b};
  for (const [name, member] of Object.entries(a)) {
    const other = name in left ? name : Object.keys(left).find(candidate => !(candidate in a) && alike(name, candidate, ''));
    if (other === undefined || !sameBut(member, left[other], alike, name)) return false;
    delete left[other];
  }
  return Object.keys(left).length === 0;
}

const withoutScopes = local => Object.fromEntries(Object.entries(local).map(([name, definition]) => [name, isObject(definition) ? drop(definition, '@context') : definition]));
const withoutIndex = (node, index) => drop(node, ...['@index', 'index'].filter(name => node[name] === index));

const unlabelled = value => value === undefined ? undefined : scalars(value, item => typeof item === 'string' ? item.replace(/^_:b\d+$/, '_:') : item, name => name.replace(/^_:b\d+$/, '_:'));
const sorted = value => value === undefined ? undefined : objects([value], node => Object.fromEntries(Object.entries(node).sort().map(([name, member]) =>
  [name, Array.isArray(member) ? member.map(item => JSON.stringify(item)).sort() : member]))).map(items => Array.isArray(items) ? items.map(item => JSON.stringify(item)).sort() : items);

/** The terms that have such a container somewhere in a document. */
function termsOf(document, container) {
  const terms = new Set();
  objects(document, local => {
    for (const [name, definition] of Object.entries(local)) if ([definition?.['@container']].flat().includes(container)) terms.add(name);
    return local;
  });
  return terms;
}

/** A document whose maps under these terms hold nodes only; contexts stay as they are. */
function withoutValuesIn(terms, value) {
  if (Array.isArray(value)) return value.map(item => withoutValuesIn(terms, item));
  if (!isObject(value)) return value;
  const node = item => item === null || (isObject(item) && !('@value' in item) && !('value' in item)) ? withoutValuesIn(terms, item) : {'https://example.org/instead': true};
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, name === '@context' ? member
    : !terms.has(name) || !isObject(member) ? withoutValuesIn(terms, member)
    : Object.fromEntries(Object.entries(member).map(([key, items]) => [key, Array.isArray(items) ? items.map(node) : node(items)]))]));
}

/** The keys of those maps of types that have several. */
function keysOfTypeMaps(document) {
  const terms = termsOf(document, '@type');
  const keys = new Set();
  objects(document, node => {
    for (const [name, map] of Object.entries(node)) if (terms.has(name) && isObject(map) && Object.keys(map).length > 1) Object.keys(map).forEach(key => keys.add(key));
    return node;
  });
  return keys;
}

/** What the document itself writes as types. */
function typesNamed(document) {
  const types = new Set();
  objects(document ?? null, node => { for (const name of ['@type', 'type']) [node[name] ?? []].flat().forEach(type => types.add(type)); return node; });
  return types;
}

function typesOf(document) {
  const types = [];
  objects(document, node => { types.push(...[node['@type'] ?? []].flat()); return node; });
  return types;
}

/** Whether the string is somewhere in an expanded document. */
const mentions = (document, text) => JSON.stringify(document).includes(JSON.stringify(text));

/** The bases that may be in force while a case is compacted. */
function basesOf({options, context}) {
  const bases = [options.base].filter(base => typeof base === 'string');
  objects(context ?? null, node => {
    if (typeof node['@base'] === 'string') for (const base of [...bases, undefined]) bases.push(resolve(node['@base'], base));
    return node;
  });
  return bases;
}

/** RFC 3986 section 5.2.2, and 5.2.4 for the path. */
function resolve(reference, base) {
  const split = text => text.match(/^(?:([^:/?#]+):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s).slice(1);
  let [scheme, authority, path, query, fragment] = split(reference);
  if (scheme === undefined && base !== undefined) {
    const [baseScheme, baseAuthority, basePath, baseQuery] = split(base);
    scheme = baseScheme;
    if (authority === undefined) {
      authority = baseAuthority;
      if (path === '') {
        path = basePath;
        query ??= baseQuery;
      } else {
        if (!path.startsWith('/')) path = authority !== undefined && basePath === '' ? `/${path}` : basePath.replace(/[^/]*$/, '') + path;
        path = withoutDots(path);
      }
    } else {
      path = withoutDots(path);
    }
  }
  return (scheme === undefined ? '' : `${scheme}:`) + (authority === undefined ? '' : `//${authority}`) + path +
    (query === undefined ? '' : `?${query}`) + (fragment === undefined ? '' : `#${fragment}`);
}

function withoutDots(path) {
  const segments = [];
  const all = path.split('/');
  for (const [index, segment] of all.entries()) {
    const last = index === all.length - 1;
    if (segment === '..' && segments.length > 1) segments.pop();
    if (segment !== '.' && segment !== '..') segments.push(segment);
    else if (last) segments.push('');
  }
  return segments.join('/');
}

// Both sides take a bare "%", brackets anywhere and U+007F, as N-Quads does (engine/iri/iri.cpp says why); else RFC 3987 section 2.2 by its characters: IRI = scheme ":" ihier-part [ "?" iquery ] [ "#" ifragment ].
const UCS = '\\u{a0}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{ffef}' + Array.from({length: 14}, (_, plane) => (plane + 1).toString(16)).map(plane => `\\u{${plane === 'e' ? 'e1' : `${plane}0`}000}-\\u{${plane}fffd}`).join('');
const PRIVATE = '\\u{e000}-\\u{f8ff}\\u{f0000}-\\u{ffffd}\\u{100000}-\\u{10fffd}';
const UNIT = extra => `[A-Za-z0-9\\-._~!$&'()*+,;=:@%\\[\\]\\u007f${extra}${UCS}]*`;
const IRI = new RegExp(`^[A-Za-z][A-Za-z0-9+.\\-]*:(?://${UNIT('')}(?:\\[[0-9A-Fa-fv.:]+\\](?::[0-9]*)?)?(?:/${UNIT('/')})?|(?!//)${UNIT('/')})(?:\\?${UNIT(`/?${PRIVATE}`)})?(?:#${UNIT('/?')})?$`, 'u');
const isIri = text => IRI.test(text);

/** Drops what expansion drops from the top of a document and of @graph, once a rule has emptied it. */
function prune(value) {
  const pruned = items => items.filter(item => !isReference(item));
  const inner = nodes(value, node => Array.isArray(node['@graph']) ? {...node, '@graph': pruned(node['@graph'])} : node);
  return Array.isArray(inner) ? pruned(inner) : inner;
}
