// Writes the conformance table: node table.mjs FOLDER_OF_GTEST_JSON README.md [--check]
//
// A gtest counts as one case, unless it says otherwise with RecordProperty: "cases" (how many it looked at;
// 0 for a test of our own records) and "not_yet" (how many of these are listed by name as not passing yet). What failed
// is never counted as passed, and counts as one case at least.
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

const [folder, readme, mode] = process.argv.slice(2);
const names = readFileSync(join(folder, 'list'), 'utf8').trim().split('\n').map(line => line.split(' ')[0]);

function count(name) {
  const file = join(folder, `${name}.json`);
  if (!existsSync(file)) return {passed: 0, total: 0, note: 'did not run'};
  const report = JSON.parse(readFileSync(file, 'utf8'));
  let total = 0;
  let passed = 0;
  for (const suite of report.testsuites) {
    for (const test of suite.testsuite) {
      const cases = Number(test.cases ?? 1);
      const good = test.result === 'COMPLETED' && !test.failures;
      if (good) passed += cases - Number(test.not_yet ?? 0);
      total += good ? cases : Math.max(cases, 1);
    }
  }
  return {passed, total, note: total === 0 ? 'did not run' : ''};
}

const rows = names.map(name => ({name, ...count(name)}));
const absent = rows.filter(row => row.note).map(row => row.name);
if (absent.length > 0) {
  console.error(`These suites did not run, so nothing is written: ${absent.join(', ')}`);
  process.exit(1);
}
const table = [
  '| suite | passed | of |',
  '|---|---:|---:|',
  ...rows.map(({name, passed, total}) => `| ${name} | ${passed} | ${total} |`),
].join('\n');

const begin = '<!-- conformance:begin -->';
const end = '<!-- conformance:end -->';
const text = readFileSync(readme, 'utf8');
const from = text.indexOf(begin);
const to = text.indexOf(end);
if (from < 0 || to < from) {
  console.error(`${readme} has no place for the table: ${begin} ... ${end}`);
  process.exit(2);
}
const updated = `${text.slice(0, from + begin.length)}\n${table}\n${text.slice(to)}`;
console.log(table);
const peaks = names.map(name => [Number(JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8')).peak_kib), name]);
const [peak, largest] = peaks.sort((a, b) => b[0] - a[0])[0];
console.log(`\nPeak memory: ${Math.ceil(peak / 1024)} MiB (${largest})`);
if (mode === '--check') process.exit(updated === text ? 0 : 1);
writeFileSync(readme, updated);
