// Writes every context of contexts.json into a folder, one file each, in the bytes its publisher gave it where that is
// possible: node extract.mjs OUTPUT_FOLDER
//
// A row names its source (`package` + `file` of an npm package, or a file of ours) and how the text is laid out:
//   layout absent   the bytes of the file as they are
//   layout.indent   JSON.stringify with that indentation; then, counted in lines of that text from 1,
//     blank_before  an empty line before these lines
//     break_after_name  these lines are split after the member's name, the value goes on the next line
//     append        text added to the end of a line
//     final_newline false: no newline at the end
//   order           members of the object at "a/b/c" are put in this order first
//   insert          a file of ours with members that a later revision of the context added
// No code of a package is run: a JavaScript module is read as text, and what it exports has to be JSON once plain
// member names are quoted.
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

function sourceText(row) {
  const path = row.package ? join(here, 'node_modules', row.package, row.file) : join(here, 'ours', row.file);
  const text = readFileSync(path, 'utf8');
  if (!path.endsWith('.js')) return text;
  const start = text.indexOf('{', text.indexOf('module.exports ='));
  return text.slice(start, text.lastIndexOf('}') + 1).replace(/^( *)([A-Za-z]\w*):/gm, '$1"$2":');
}

function member(value, path) {
  return path.split('/').reduce((inner, name) => inner[name], value);
}

function reorder(value, order) {
  for (const [path, names] of Object.entries(order)) {
    const object = member(value, path);
    const entries = Object.entries(object).sort(([a], [b]) => names.indexOf(a) - names.indexOf(b));
    for (const [name] of entries) delete object[name];
    Object.assign(object, Object.fromEntries(entries));
  }
}

function insert(value, additions) {
  for (const {into, after, name, value: added} of additions) {
    const entries = Object.entries(value[into]);
    const at = entries.findIndex(([existing]) => existing === after);
    if (at < 0 || name in value[into]) throw new Error(`cannot insert ${name} after ${after}`);
    entries.splice(at + 1, 0, [name, added]);
    value[into] = Object.fromEntries(entries);
  }
}

function layOut(value, layout) {
  const lines = JSON.stringify(value, null, layout.indent).split('\n');
  const out = [];
  lines.forEach((line, index) => {
    const number = index + 1;
    if (layout.blank_before?.includes(number)) out.push('');
    if (layout.break_after_name?.includes(number)) {
      const [, margin, name, rest] = /^( *)("[^"]*":) (.*)$/.exec(line);
      out.push(margin + name, `${margin}  ${rest}`);
    } else {
      out.push(line + (layout.append?.[number] ?? ''));
    }
  });
  return out.join('\n') + (layout.final_newline === false ? '' : '\n');
}

const target = process.argv[2];
mkdirSync(target, {recursive: true});
for (const row of JSON.parse(readFileSync(join(here, 'contexts.json'), 'utf8')).contexts) {
  let text = sourceText(row);
  if (row.layout) {
    const value = JSON.parse(text);
    if (row.order) reorder(value, row.order);
    if (row.insert) insert(value, JSON.parse(readFileSync(join(here, 'ours', row.insert), 'utf8')));
    text = layOut(value, row.layout);
  }
  writeFileSync(join(target, row.name), text);
}
