/** The words of pictures, and names as a canvas can show them. */
import type { Label } from "../../formulas/plot/picture.ts";
import type { Canvas } from "../canvas.ts";
import { asciiSigns } from "../working.ts";

export const words = {
  given: { en: "given", zh: "所给的数" },
  nothing: { en: "There is no finite value to draw.", zh: "没有可画的有限值。" },
  marksOutside: (count: number) => ({
    en: `${count} of the given points ${count === 1 ? "is" : "are"} outside the picture.`,
    zh: `所给的点中有 ${count} 个落在图外。`,
  }),
  gaps: (count: number, total: number) => ({
    en: `${count} of ${total} points of the curves have no value that this axis can show: the curve has a gap there.`,
    zh: `曲线上 ${total} 个点中有 ${count} 个的值无法在此轴上画出：曲线在那里断开。`,
  }),
  rowsLeft: (shown: number, all: number) => ({
    en: `The first ${shown} of ${all} are drawn.`,
    zh: `共 ${all} 个，只画出前 ${shown} 个。`,
  }),
  every: (stride: number, label: Label, together = 1) => {
    const [en, zh] = typeof label === "string" ? [label, label] : [label.en, label.zh];
    const all = stride * together;
    return {
      en: `${en}: ${together === 1 ? "one in" : `${together} of every`} ${all} ${together === 1 ? "is" : "are"} drawn.`,
      zh: `${zh}：每 ${all} 个画${together === 1 ? "一" : ` ${together} `}个。`,
    };
  },
} as const;

export const inWords = (label: Label, { lang, ascii }: Pick<Canvas, "lang" | "ascii">): string => {
  const text = typeof label === "string" ? label : label[lang];
  return ascii ? asciiSigns(text) : text;
};

const unbounded = 100;

/** Cells across; where nothing is wrapped, as many as a reader can take in. */
export const columnsOf = ({ width }: Pick<Canvas, "width">): number => (Number.isFinite(width) ? width : unbounded);
