// Scalars worth trying: strings, numbers, IRIs, language tags.

// Not __proto__ nor constructor: jsonld.js looks for names in objects that have these already, and changes them for all that follows.
const STRINGS = [
  '', ' ', 'plain', 'two words', 'null', '0', 'true', '"quoted"', 'back\\slash', "it's", '<tag>', 'a/b', '#', '?q',
  'tab\there', 'line\nbreak', 'return\rhere', 'form\ffeed', 'bell\u0007', 'nul\u0000', 'backspace\b', 'vertical\u000b',
  'unit\u001f', 'delete\u007f', 'c1\u0085\u009f', 'soft\u00adhyphen', 'nbsp\u00a0', 'é', 'e\u0301', 'ﬁ', '日本語',
  '\u2028line', '\u2029para', '\ufeffbom', '\ufffdreplaced', '\ud7ff', '\ue000', '\uf8ff', '\uffef', '𝒳', '😀', '👩‍🚀', '\u{10ffff}',
  '\u{10000}', 'e\u0301\u0323', '\u0300starts with a mark', '한국\u1112\u1161\u11ab', 'a\ufe0f', '\u{e0061}\u{e007f}', 'zero\u200dwidth\u200b\u2060', '\u{1f1e9}\u{1f1ea}',
  '{}', '[]', '${x}', '`', '|^~', '%', '%zz', '%41', ']]>', '<!--', '&amp;', '--', 'a.b', 'a,b;c', '@', '@id', '@value', '_:', 'NaN', 'Infinity', '-0', '1e400', 'long '.repeat(200), 'שלום', '\u202eright to left\u202c', '\u2067isolate\u2069', 'مرحبا', 'ǅ', 'İstanbul', 'ß', '\\u0041', '\\n',
];
const NON_CHARACTERS = ['\ufffe', '\uffff', 'x\uffffy'];

export const text = random => random.choose([
  [8, () => random.pick(STRINGS)],
  [3, () => random.pick(STRINGS) + random.pick(STRINGS)],
  [3, () => String.fromCodePoint(...random.times(1, 6, () => codePoint(random)))],
  [0.05, () => random.pick(NON_CHARACTERS)],
]);

function codePoint(random) {
  const point = random.choose([
    [4, () => random.int(0x20, 0x7e)],
    [1, () => random.int(0, 0x1f)],
    [2, () => random.int(0x80, 0x7ff)],
    [2, () => random.int(0x800, 0xfffd)],
    [1, () => random.int(0x10000, 0x10ffff)],
  ]);
  return point >= 0xd800 && point <= 0xdfff ? 0x41 : point;  // no lone surrogates: not Unicode text
}

const NUMBERS = [
  0, -0, 1, -1, 42, 5.0, 0.1, -0.5, 5.3, 1.1, 3.14159, 1e-7, 1e-6, 1.5e-7, 5e-324, 2.2250738585072014e-308,
  1.7976931348623157e308, 1e20, 1e21, 1.5e21, -1e21, 123456789012345680000, 999999999999999900000, 1e22, 1e100,
  9007199254740991, 9007199254740992, 9007199254740994, -9007199254740991, -9007199254740992, 4294967296, 2147483648,
  9223372036854775807, 9223372036854775000, -9223372036854775808, 18446744073709551615, 18446744073709551616,
  0.1 + 0.2, 1 / 3, 123456.789, 4.35, 0.000001, 333333333.33333329, 1e23, 4.5e15, 2e-3, 100, 1234567.0, 1.25, 2.5,
  4503599627370497.5, 299792458, 6.02214076e23,
  1e-5, 123e-20, -1e-7, 5e-7, 9.999999999999999e20, 999999999999999868928, 1000000000000000131072, 9.999999999999999e22, 1e15, 1e16, 1e17, 10000000000000002, 12345678901234567890,
  9.007199254740993e15, 1.7976931348623155e308, 2.225073858507201e-308, 1.1754943508222875e-38, 3.4028234663852886e38, -0.0000033333333333333333, 0.1 + 0.7, 1 - 1e-16, 2 ** 63, -(2 ** 63), 2 ** 31, 8.5e-10,
];

export const number = random => random.choose([
  [6, () => random.pick(NUMBERS)],
  [2, () => random.int(-1000, 1000)],
  [1, () => random.int(-100000, 100000) / 100],
  [1, () => (random.unit() - 0.5) * 10 ** random.int(-12, 25)],
]);

export const scalar = random => random.choose([
  [6, () => text(random)],
  [3, () => number(random)],
  [1.5, () => random.chance(0.5)],
]);

export const language = random => random.choose([
  [12, () => random.pick(['en', 'de', 'fr', 'ja', 'ar', 'he', 'de-ch', 'zh-hant-tw', 'en-us', 'sl-rozaj-biske'])],
  [1, () => random.pick(['de-CH', 'zh-Hant-TW', 'EN'])],
  [0.1, () => random.pick(['a b', 'not_a_tag', 'abcdefghijk', 'en-', '1', ''])],
]);

const IRIS = [
  'https://example.org/', 'https://example.org/a', 'https://example.org/a/b?c=d#e', 'http://example.com/x#', 'urn:uuid:1d1b',
  'urn:x:y', 'did:example:123', 'did:example:123#key-1', 'mailto:a@example.org', 'https://example.org/ü', 'tag:example.org,2026:a',
  'https://example.org:8443/p', 'https://example.org/a/../b', 'https://example.org/%20', 'data:text/plain,hi', 'HTTP://EXAMPLE.org/',
  'https://example.org/日本', 'x-y+z.1:abc', 'https://example.org/?',
];
const RELATIVE = [
  'a', 'a/b', './a', '../a', '../../../a', '?q', '#f', '', '/', '/a', '/a/./b/../c', '//other.example/x', '.', '..', './', '../',
  'a?b#c', 'a/../b', 'g;x=1/../y', 'a b', 'é', '..g', 'g..', './g/.', '?', '#', 'a//b', '/./g', '/../g', '...', 'a/.', 'a/..',
];
const BROKEN = ['http://ex ample.org/', 'https://example.org/<a>', 'https://example.org/"', 'https://example.org/\\', 'urn:{x}', 'not an iri:x'];

export const iri = random => random.pick(IRIS);
export const blankNode = random => `_:${random.pick(['b0', 'b1', 'b2', 'x', 'c14n0', 'c14n1', 'node', 'b10', 'a.b'])}`;
export const relative = random => random.pick(RELATIVE);
export const reference = random => random.choose([
  [8, () => iri(random)],
  [4, () => blankNode(random)],
  [3, () => relative(random)],
  [0.05, () => random.pick(BROKEN)],
  [0.1, () => random.pick(['@unknown', '@id', '@type', '@', '@@', '@a1', ':', ':a', 'a:', '_:', 'ex:a', 'ex:', 'ex://x', 'undefined:x'])],
]);

export const base = random => random.choose([
  [6, () => 'https://example.org/base/document'],
  [2, () => random.pick([
    'https://example.org/', 'http://a/b/c/d;p?q', 'https://example.org', 'https://example.org/x/y/../z/', 'urn:base:x',
    'https://user@example.org:8080/p/q?r#s', 'file:///x/y', 'https://example.org/a/b?c/d',
  ])],
  [2, () => undefined],
]);
