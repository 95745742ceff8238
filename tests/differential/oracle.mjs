// Their side: jsonld.js, rdf-canonize and canonicalize, asked the same questions as driver.cpp.
import canonicalizeJson from 'canonicalize';
import jsonld from 'jsonld';
import rdfCanonize from 'rdf-canonize';

/** An answer is {value} or {error}. */
export class Oracle {
  /** `contexts`: URL -> document. */
  constructor(contexts) {
    this.documentLoader = async url => {
      if (!Object.hasOwn(contexts, url)) throw new Error(`no document ${url}`);
      return {contextUrl: null, documentUrl: url, document: structuredClone(contexts[url]), tag: 'static'};
    };
  }

  jcs(value) {
    return canonicalizeJson(value);
  }

  expand(test) {
    return attempt(() => jsonld.expand(structuredClone(test.input), {...test.options, documentLoader: this.documentLoader}));
  }

  /** Canonical N-Quads of an expanded document. */
  async toRdf(expanded, options) {
    // structuredClone: the node map is built by writing into the document.
    const nquads = await attempt(() => jsonld.toRDF(structuredClone(expanded), {...options, skipExpansion: true, format: 'application/n-quads'}));
    return nquads.value === undefined ? nquads : this.canonicalize(nquads.value);
  }

  canonicalize(nquads) {
    return attempt(() => rdfCanonize.canonize(rdfCanonize.NQuads.parse(nquads),
      {algorithm: 'RDFC-1.0', format: 'application/n-quads', maxWorkFactor: Infinity}));
  }
}

async function attempt(run) {
  try {
    return {value: await run()};
  } catch (error) {
    if (error.name === 'jsonld.ValidationError') return {error: 'data-loss', event: error.details.event.code};
    return {error: error.details?.code ?? `${error.name}: ${error.message}`};
  }
}
