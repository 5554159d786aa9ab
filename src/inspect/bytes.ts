/** Bytes of a file in pieces: what the readers see instead of a file system. Memory is one piece per cursor. */
import { InspectError, type LocalText } from "./error.ts";

export type Source = {
  /** As messages name it. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  /** Fills `into` from `offset` on; gives how many bytes there were (fewer only at the end of the file). */
  readonly read: (offset: number, into: Uint8Array) => number;
};

export const memorySource = (path: string, bytes: Uint8Array): Source => ({
  path,
  size: bytes.length,
  read: (offset, into) => {
    const part = bytes.subarray(offset, offset + into.length);
    into.set(part);
    return part.length;
  },
});

const pieceSize = 65_536;

export type Cursor = {
  readonly path: string;
  /** Offset in the file of the next byte. */
  readonly position: () => number;
  readonly remaining: () => number;
  /** The next byte without passing it; -1 at the end. */
  readonly peek: () => number;
  /** The next byte; `-1` at the end. */
  readonly next: () => number;
  /** The next `length` bytes, valid until the next call; at most one piece. */
  readonly take: (length: number) => Uint8Array;
  /** Fills `into` with the next bytes: without an object for each, unlike `take`. */
  readonly copy: (into: Uint8Array, length: number) => void;
  readonly skip: (length: number) => void;
  readonly fail: (reason: LocalText, offset?: number) => never;
};

/**
 * Walks [start, end) of a source. `budget`: how many bytes may be fetched, so that a hostile header costs bounded time;
 * what is skipped costs nothing. `subject` names in messages what ends too early.
 */
export const createCursor = (source: Source, start: number, end: number, budget: number, subject: LocalText): Cursor => {
  // Two buffers, so that `take` may join the end of one piece with the start of the next.
  const piece = new Uint8Array(Math.min(pieceSize, Math.max(0, end - start)));
  const joined = new Uint8Array(piece.length);
  let base = start;
  let filled = 0;
  let at = 0;
  let fetched = 0;

  const fail = (reason: LocalText, offset = base + at): never => {
    throw new InspectError(source.path, offset, reason);
  };
  const truncated = (): never => fail({ en: `the file ends inside ${subject.en}`, zh: `文件在${subject.zh}中间就结束了` }, base + at);

  /** The piece at the next byte; false at the end. */
  const fill = (): boolean => {
    base += at;
    at = 0;
    const length = Math.min(piece.length, end - base);
    filled = length > 0 ? source.read(base, piece.subarray(0, length)) : 0;
    if (filled < length && filled === 0) truncated();
    fetched += filled;
    if (fetched > budget) fail({ en: `${subject.en} is longer than ${budget} bytes`, zh: `${subject.zh}超过 ${budget} 字节` });
    return filled > 0;
  };

  const skip = (length: number): void => {
    if (length > end - base - at) truncated();
    at += length;
    if (at > filled) {
      base += at;
      at = 0;
      filled = 0;
    }
  };

  return {
    path: source.path,
    position: () => base + at,
    remaining: () => end - base - at,
    peek: () => (at < filled || fill() ? piece[at]! : -1),
    next: () => (at < filled || fill() ? piece[at++]! : -1),
    take: (length) => {
      if (length > end - base - at) truncated();
      if (at + length <= filled) return piece.subarray(at, (at += length));
      let copied = 0;
      while (copied < length) {
        if (at >= filled && !fill()) truncated();
        const count = Math.min(length - copied, filled - at);
        joined.set(piece.subarray(at, at + count), copied);
        copied += count;
        at += count;
      }
      return joined.subarray(0, length);
    },
    copy: (into, length) => {
      for (let i = 0; i < length; i++) {
        if (at >= filled && !fill()) truncated();
        into[i] = piece[at++]!;
      }
    },
    skip,
    fail,
  };
};
