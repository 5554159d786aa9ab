/** The prose of a concept on a canvas: in colour through a chunk of its own (marked-terminal), else by the plain renderer. */
import type { ConceptDoc, Entry } from "../knowledge/record.ts";
import type { Canvas } from "../render/canvas.ts";
import { renderProse } from "../render/prose/plain.ts";
import type { Context } from "./command.ts";

type Colour = typeof import("../render/prose/colour.ts");

/** A chunk of its own, read only when a page of prose is drawn in colour; the bundles are CommonJS. */
declare const require: (id: string) => Colour;
const chunk: string = "./prose.cjs";
export const colourChunk = (): Colour => require(chunk);

export const proseOf =
  (context: Context, entry: Entry<ConceptDoc>): ((canvas: Canvas) => readonly string[]) =>
  (canvas) => {
    const blocks = context.store.prose(entry.doc.id, context.lang);
    return context.terminal.colour ? colourChunk().renderProseInColour(blocks, canvas) : renderProse(blocks, canvas);
  };
