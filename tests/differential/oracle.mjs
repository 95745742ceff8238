// Their side: jsonld.js, rdf-canonize and canonicalize, asked the same questions as driver.cpp.
import canonicalizeJson from 'canonicalize';
import jsonld from 'jsonld';
import rdfCanonize from 'rdf-canonize';
import ContextResolver from 'jsonld/lib/ContextResolver.js';

/** An answer is {value} or {error}. */
export class Oracle {
  /** `contexts`: URL -> document. */
  constructor(contexts) {
    this.documentLoader = async url => {
      if (!Object.hasOwn(contexts, url)) throw new Error(`no document ${url}`);
      return {contextUrl: null, documentUrl: url, document: structuredClone(contexts[url]), tag: 'static'};
    };
  }

  /** How contexts are had. jsonld.js changes those with @import and what they import, and keeps them for the next question. */
  #loading(document) {
    const imports = document !== undefined && JSON.stringify(document).includes('"@import"');
    return {documentLoader: this.documentLoader, ...(imports ? {contextResolver: new ContextResolver({sharedCache: new Map()})} : {})};
  }

  jcs(value) {
    return canonicalizeJson(value);
  }

  expand(test) {
    return attempt(() => jsonld.expand(structuredClone(test.input), {...test.options, ...this.#loading(test.input)}));
  }

  compact(expanded, context, options) {
    return attempt(() => jsonld.compact(structuredClone(expanded), structuredClone(context), {...options, ...this.#loading(context)}));
  }

  flatten(expanded, options) {
    return attempt(() => jsonld.flatten(structuredClone(expanded), null, {...options, ...this.#loading()}));
  }

  fromRdf(nquads, options) {
    return attempt(() => {
      const dataset = rdfCanonize.NQuads.parse(nquads);
      // jsonld.js forgets the prefix of a blank node that names a graph, and makes two nodes of it.
      for (const {graph} of dataset) if (graph.termType === 'BlankNode') graph.value = `_:${graph.value}`;
      return jsonld.fromRDF(dataset, options);
    });
  }

  /** Canonical N-Quads of those quads of an expanded document that `keep` leaves. */
  toRdf(expanded, options, keep) {
    // structuredClone: the node map is built by writing into the document.
    return attempt(async () => {
      const dataset = await jsonld.toRDF(structuredClone(expanded), {...options, skipExpansion: true});
      // A dataset is a set; jsonld.js may name a quad twice.
      return canonize([...new Map(keep(dataset).map(quad => [JSON.stringify(quad), quad])).values()]);
    });
  }

  canonicalize(nquads) {
    return attempt(() => canonize(rdfCanonize.NQuads.parse(nquads)));
  }
}

const canonize = dataset => rdfCanonize.canonize(dataset,
  {algorithm: 'RDFC-1.0', format: 'application/n-quads', maxWorkFactor: Infinity});

async function attempt(run) {
  try {
    return {value: await run()};
  } catch (error) {
    if (error.name === 'jsonld.ValidationError') return {error: 'data-loss', event: error.details.event.code};
    return {error: error.details?.code ?? `${error.name}: ${error.message}`};
  }
}
