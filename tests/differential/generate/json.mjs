// Any JSON value, for JSON literals and for JCS.
import {number, text} from './values.mjs';

export function anyJson(random, depth = 3) {
  const inner = depth > 0 ? 1 : 0;
  return random.choose([
    [3, () => text(random)],
    [3, () => number(random)],
    [1, () => random.chance(0.5)],
    [1, () => null],
    [2 * inner, () => random.times(0, 4, () => anyJson(random, depth - 1))],
    [3 * inner, () => anyObject(random, depth - 1)],
  ]);
}

export function anyObject(random, depth = 3) {
  const object = {};
  for (const _ of Array(random.int(0, 5))) {
    const name = text(random);
    if (name !== '__proto__') object[name] = anyJson(random, depth);
  }
  return object;
}
