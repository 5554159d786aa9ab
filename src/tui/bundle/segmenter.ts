/**
 * `Intl.Segmenter` for the explorer's bundle (esbuild puts it in its place). Loading the real one's data costs 15 ms; text whose
 * every code unit is a character of its own, which is nearly all that is drawn, needs none of it.
 */
type Segment = { readonly segment: string; readonly index: number };
type Segments = Iterable<Segment> & { readonly containing?: (index: number) => Segment | undefined };

/** Latin, Greek, Cyrillic, punctuation, arrows, mathematics, box drawing, blocks, braille, kana, Han, Hangul syllables, full-width forms. */
const simple =
  /^[\x00-\x0c\x0e-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u203b\u203d-\u2048\u204a-\u205e\u2070-\u209f\u2150-\u218b\u2190-\u22ff\u2500-\u25a9\u2800-\u28ff\u3001-\u3029\u3041-\u3096\u30a0-\u30ff\u3400-\ua48c\uac00-\ud7a3\uff01-\uff60]*$/;

const Real = globalThis.Intl.Segmenter;
let real: Intl.Segmenter | undefined;

export class LightSegmenter {
  segment(text: string): Segments {
    if (!simple.test(text)) {
      real ??= new Real(undefined, { granularity: "grapheme" });
      return real.segment(text);
    }
    const segments: Segment[] = new Array(text.length);
    for (let i = 0; i < text.length; i++) segments[i] = { segment: text[i]!, index: i };
    return Object.assign(segments, { containing: (index: number) => segments[index] });
  }
}
