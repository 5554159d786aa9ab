/** Amounts of memory, in bytes and in both units that share the letter G. */

export type Bytes = {
  /** Nearest double from 2^53 on; a half byte where 4-bit values are odd in number. */
  readonly bytes: number;
  /** 10^9 bytes. */
  readonly gb: number;
  /** 2^30 bytes. */
  readonly gib: number;
};

export const amount = (bytes: number): Bytes => ({ bytes, gb: bytes / 1e9, gib: bytes / 2 ** 30 });

export const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 1;
