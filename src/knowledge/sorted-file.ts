/**
 * A text file of tab-separated lines sorted by their first field, searched where it lies: a look-up
 * reads a few blocks however large the record grows. Lines are sorted by UTF-16 code units, as `<` does.
 */
import { closeSync, fstatSync, openSync, readSync } from "node:fs";

const blockSize = 8192;
const newline = 10;

export type SortedFile = {
  /** Lines from the first whose key is not less than `key`, in order, split at tabs. */
  readonly from: (key: string) => Generator<readonly string[]>;
  readonly close: () => void;
};

export const openSortedFile = (path: string): SortedFile => {
  const descriptor = openSync(path, "r");
  const size = fstatSync(descriptor).size;
  const blocks = new Map<number, Buffer>();

  const block = (index: number): Buffer => {
    let buffer = blocks.get(index);
    if (!buffer) {
      buffer = Buffer.allocUnsafe(blockSize);
      const length = readSync(descriptor, buffer, 0, blockSize, index * blockSize);
      buffer = buffer.subarray(0, length);
      blocks.set(index, buffer);
    }
    return buffer;
  };

  /** Offset of the first line break at or after `offset`, or the size of the file. */
  const lineBreak = (offset: number): number => {
    for (let index = Math.floor(offset / blockSize), start = offset % blockSize; index * blockSize < size; index++, start = 0) {
      const found = block(index).indexOf(newline, start);
      if (found >= 0) return index * blockSize + found;
    }
    return size;
  };

  const bytes = (start: number, end: number): string => {
    const first = Math.floor(start / blockSize);
    const last = Math.floor(Math.max(start, end - 1) / blockSize);
    if (first === last) return block(first).toString("utf8", start - first * blockSize, end - first * blockSize);
    const parts: Buffer[] = [];
    for (let index = first; index <= last; index++)
      parts.push(
        block(index).subarray(index === first ? start - first * blockSize : 0, index === last ? end - last * blockSize : blockSize),
      );
    return Buffer.concat(parts).toString("utf8");
  };

  /** Start of the line that holds the byte at `offset`. */
  const lineStart = (offset: number): number => {
    for (let index = Math.floor(offset / blockSize), end = offset % blockSize; index >= 0; index--, end = blockSize) {
      const found = end > 0 ? block(index).lastIndexOf(newline, end - 1) : -1;
      if (found >= 0) return index * blockSize + found + 1;
    }
    return 0;
  };

  /** Start of the first line whose key is not less than `key`: every line before `low` is less, none from `high` on is. */
  const startOf = (key: string): number => {
    let low = 0;
    let high = size;
    while (low < high) {
      const start = lineStart(Math.floor((low + high) / 2));
      const end = lineBreak(start);
      if (bytes(start, end).split("\t", 1)[0]! < key) low = end + 1;
      else high = start;
    }
    return low;
  };

  return {
    *from(key) {
      let start = startOf(key);
      while (start < size) {
        const end = lineBreak(start);
        yield bytes(start, end).split("\t");
        start = end + 1;
      }
    },
    close: () => closeSync(descriptor),
  };
};
