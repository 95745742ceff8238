// Repeatable randomness: the same seed and number give the same document on every machine.

export class Random {
  #state;

  constructor(seed, number) {
    this.#state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b)) >>> 0;
    for (let i = 0; i < 4; ++i) this.unit();  // neighbouring seeds start far from each other
  }

  /** Uniform in [0, 1): mulberry32. */
  unit() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** An integer in [from, to], both included. */
  int(from, to) {
    return from + Math.floor(this.unit() * (to - from + 1));
  }

  chance(probability) {
    return this.unit() < probability;
  }

  pick(items) {
    return items[this.int(0, items.length - 1)];
  }

  /** `count` different items, or all there are. */
  some(items, count) {
    const left = [...items];
    const taken = [];
    while (left.length > 0 && taken.length < count) taken.push(left.splice(this.int(0, left.length - 1), 1)[0]);
    return taken;
  }

  times(from, to, make) {
    return Array.from({length: this.int(from, to)}, (_, index) => make(index));
  }

  /** Calls one of [weight, function] pairs. */
  choose(choices) {
    let left = this.unit() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, make] of choices) {
      left -= weight;
      if (left < 0) return make();
    }
    return choices.at(-1)[1]();
  }
}
