// RDF datasets whose blank nodes are hard to tell apart, as N-Quads.
import {language, text} from './values.mjs';

const escape = value => value.replace(/[\u0000-\u001f\u007f"\\]/g,
  character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

export function dataset(random) {
  const nodes = random.int(1, 7);
  const node = () => `_:${random.pick(['e', 'n'])}${random.int(0, nodes)}`;
  const iri = () => `<https://example.org/${random.int(0, 2)}>`;
  const literal = () => `"${escape(text(random))}"` + random.choose([
    [3, () => ''],
    [1, () => `@${language(random).replace(/[^A-Za-z-]|^$|-$/g, 'x')}`],
    [1, () => '^^<http://www.w3.org/2001/XMLSchema#date>'],
    [1, () => '^^<http://www.w3.org/2001/XMLSchema#string>'],
  ]);
  const lines = random.choose([
    [4, () => random.times(1, 14, () => [
      random.chance(0.8) ? node() : iri(),
      `<https://example.org/p${random.int(0, 2)}>`,
      random.choose([[6, node], [1, iri], [2, literal]]),
      random.choose([[6, () => ''], [1, iri], [2, node]]),
    ])],
    // Rings and complete graphs: only the work of Hash N-Degree Quads tells their nodes apart.
    [1, () => Array.from({length: nodes}, (_, i) => [`_:r${i}`, '<https://example.org/next>', `_:r${(i + 1) % nodes}`, ''])],
    [1, () => {
      const size = Math.min(nodes, 4);
      const pairs = [];
      for (let a = 0; a < size; ++a) {
        for (let b = 0; b < size; ++b) if (a !== b) pairs.push([`_:k${a}`, '<https://example.org/knows>', `_:k${b}`, '']);
      }
      return pairs;
    }],
  ]);
  return lines.map(parts => `${parts.filter(part => part !== '').join(' ')} .\n`).join('');
}
