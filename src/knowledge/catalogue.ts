/**
 * The entries by number: a file of lines that all have one width, so that the n-th is read where it lies. Names and words of the
 * text refer to entries by number; how many of them there are does not matter to a look-up.
 */
import { closeSync, openSync, readSync } from "node:fs";
import type { Kind, Label } from "./record.ts";

export type Catalogued = {
  readonly kind: Kind;
  readonly id: string;
  /** Place of the document in the file of entries. */
  readonly offset: number;
  readonly length: number;
  /** Place of the running text in the file of texts. */
  readonly textOffset: number;
  readonly textLength: number;
  readonly name: string;
  /** What others call the entry by. */
  readonly label: Label;
};

/** The first line says how wide the lines are. */
const widthField = 8;

/** The lines of the file. */
export const catalogueText = (entries: readonly Catalogued[]): string => {
  const lines = entries.map(({ kind, id, offset, length, textOffset, textLength, name, label: { released = "", title } }) =>
    [kind, id, offset, length, textOffset, textLength, name, released, title?.en ?? "", title?.zh ?? ""].join("\t").trimEnd(),
  );
  const width = 1 + Math.max(widthField, ...lines.map((line) => Buffer.byteLength(line)));
  return ["", ...lines]
    .map((line, i) => {
      const text = i === 0 ? String(width) : line;
      return `${text}${" ".repeat(width - 1 - Buffer.byteLength(text))}\n`;
    })
    .join("");
};

export type Catalogue = { readonly at: (index: number) => Catalogued; readonly close: () => void };

export const openCatalogue = (path: string): Catalogue => {
  const descriptor = openSync(path, "r");
  const read = (offset: number, length: number): string => {
    const buffer = Buffer.allocUnsafe(length);
    return buffer.toString("utf8", 0, readSync(descriptor, buffer, 0, length, offset)).trimEnd();
  };
  const width = Number(read(0, widthField));
  const known = new Map<number, Catalogued>();
  return {
    at(index) {
      let entry = known.get(index);
      if (!entry) {
        const [kind, id, offset, length, textOffset, textLength, name, released, en, zh] = read((index + 1) * width, width).split("\t");
        entry = {
          kind: kind as Kind,
          id: id!,
          offset: Number(offset),
          length: Number(length),
          textOffset: Number(textOffset),
          textLength: Number(textLength),
          name: name!,
          label: { name: name!, ...(en && zh ? { title: { en, zh } } : {}), ...(released ? { released } : {}) },
        };
        known.set(index, entry);
      }
      return entry;
    },
    close: () => closeSync(descriptor),
  };
};

/** Numbers as the files write them: short. */
export const numeral = (value: number): string => value.toString(36);
export const numberOf = (numeral: string): number => Number.parseInt(numeral, 36);
