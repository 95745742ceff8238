// Makes a case as small as it gets while something is still wrong with it.

/** `bad`: async predicate on a case. */
export async function shrink(test, bad) {
  let smallest = test;
  for (let again = true; again;) {
    again = false;
    for (const part of ['input', 'context', 'nquads'].filter(name => smallest[name] !== undefined)) {
      for (const candidate of smaller(smallest[part])) {
        const changed = {...smallest, [part]: candidate};
        if (!await bad(changed)) continue;
        smallest = changed;
        again = true;
        break;
      }
    }
  }
  if (smallest.context !== undefined) {
    const {context: _, ...rest} = smallest;
    if (await bad(rest)) smallest = rest;
  }
  for (const name of Object.keys(smallest.options ?? {})) {
    if (name === 'base') continue;
    const {[name]: _, ...options} = smallest.options;
    if (await bad({...smallest, options})) smallest = {...smallest, options};
  }
  return smallest;
}

/** Every value with one thing less: the largest cuts first. */
function* smaller(value) {
  if (typeof value === 'string' && value.includes(' .\n')) {
    const lines = value.split('\n').slice(0, -1);
    for (const index of lines.keys()) yield lines.toSpliced(index, 1).map(line => `${line}\n`).join('');
  } else if (Array.isArray(value)) {
    for (const index of value.keys()) yield value.toSpliced(index, 1);
    if (value.length === 1) yield value[0];
    for (const [index, item] of value.entries()) for (const less of smaller(item)) yield value.with(index, less);
  } else if (value !== null && typeof value === 'object') {
    for (const name of Object.keys(value)) {
      const {[name]: _, ...rest} = value;
      yield rest;
    }
    for (const [name, member] of Object.entries(value)) for (const less of smaller(member)) yield {...value, [name]: less};
  }
}
