/**
 * A set of names too many to keep: 53-bit hashes in an open table, each with a small number beside it. Three hundred thousand names take
 * 6 MB however long they are. Two names may share a hash once in some ten thousand files of that size.
 */
export type NameTable = {
  /** How many names. */
  readonly size: () => number;
  /** The number kept with a name; undefined if it is not there. */
  readonly get: (name: string) => number | undefined;
  /** Adds a name or changes its number (0 to 2^32 - 1). */
  readonly set: (name: string, value: number) => void;
};

// Drawn anew in every process, so that a file cannot be made to fill one place of the table.
const seed = Math.floor(Math.random() * 2 ** 32);

/** Two 32-bit mixes of the UTF-16 code units (the public-domain cyrb53 construction); never 0, which marks a free place. */
const hash = (name: string): number => {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let i = 0; i < name.length; i++) {
    const code = name.charCodeAt(i);
    a = Math.imul(a ^ code, 2654435761);
    b = Math.imul(b ^ code, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return 4294967296 * (2097151 & b) + (a >>> 0) + 1;
};

export const createNameTable = (): NameTable => {
  let keys = new Float64Array(1024);
  let values = new Uint32Array(1024);
  let size = 0;

  const place = (table: Float64Array, key: number): number => {
    let at = key % table.length;
    while (table[at] !== 0 && table[at] !== key) at = (at + 1) % table.length;
    return at;
  };
  const grow = (): void => {
    const larger = new Float64Array(2 * keys.length);
    const beside = new Uint32Array(2 * keys.length);
    keys.forEach((key, i) => {
      if (key === 0) return;
      const at = place(larger, key);
      larger[at] = key;
      beside[at] = values[i]!;
    });
    keys = larger;
    values = beside;
  };

  return {
    size: () => size,
    get: (name) => {
      const at = place(keys, hash(name));
      return keys[at] === 0 ? undefined : values[at];
    },
    set: (name, value) => {
      if (4 * size > 3 * keys.length) grow();
      const key = hash(name);
      const at = place(keys, key);
      if (keys[at] === 0) size++;
      keys[at] = key;
      values[at] = value;
    },
  };
};
