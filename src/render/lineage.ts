/** Lineages as trees, an adoption as a list under its years. */

import type { Adopter, ConceptLineage, Lineage, Relative, ReleaseLineage } from "../knowledge/lineage.ts";
import type { Lang } from "../knowledge/record.ts";
import type { Canvas } from "./canvas.ts";
import { glyphs } from "./glyphs.ts";
import { type Column, groups, head, heading, labelled, table } from "./layout.ts";
import { cells, cut } from "./width.ts";
import { kindNames, labels, say } from "./words.ts";
import { wrap } from "./wrap.ts";

export type LineageNames = {
  readonly organisation: (id: string) => string;
  readonly concept: (id: string) => string;
};

export const lineageWords = {
  again: { en: "see above or below", zh: "见树中他处" },
  alone: { en: "The record knows no release that this one came from or led to.", zh: "资料中没有与它有渊源的其他发布。" },
  descendants: { en: "descendants", zh: "后代" },
  introduced: { en: "First seen", zh: "最早出现" },
  related: { en: "Related", zh: "相关" },
  released: { en: "released", zh: "发布日期" },
  adopted: { en: "Adopted by", zh: "采用者" },
} as const;

/** One row of a tree: what stands before it, and the release. */
export type TreeRow = { readonly prefix: string; readonly relative: Relative };

const rails = (ascii: boolean) =>
  ascii ? { branch: "|- ", last: "`- ", down: "|  ", none: "   " } : { branch: "├─ ", last: "└─ ", down: "│  ", none: "   " };

export const treeRows = (relatives: readonly Relative[], canvas: Pick<Canvas, "ascii">, before = ""): readonly TreeRow[] => {
  const rail = rails(canvas.ascii);
  return relatives.flatMap((relative, i) => {
    const last = i === relatives.length - 1;
    return [
      { prefix: before + (last ? rail.last : rail.branch), relative },
      ...treeRows(relative.relatives, canvas, before + (last ? rail.none : rail.down)),
    ];
  });
};

const treeLines = (relatives: readonly Relative[], names: LineageNames, canvas: Canvas): string[] => {
  const { style, lang, width } = canvas;
  const { dot, ellipsis } = glyphs(canvas);
  return treeRows(relatives, canvas).map(({ prefix, relative }) => {
    const brings = relative.introduces.length > 0 ? `${dot}${relative.introduces.map(names.concept).join(", ")}` : "";
    const more = relative.again ? ` (${say(lineageWords.again, lang)})` : brings;
    const left = prefix + relative.name;
    const right = `  ${relative.released}${dot}${names.organisation(relative.organisation)}${more}`;
    if (width === Number.POSITIVE_INFINITY || cells(left + right) <= width)
      return `${style("muted", prefix)}${style("name", relative.name)}${style("muted", right)}`;
    const fitted = cut(left + right, width, ellipsis);
    return fitted.length > left.length
      ? style("muted", prefix) + style("name", relative.name) + style("muted", fitted.slice(left.length))
      : fitted;
  });
};

export const countRelatives = (relatives: readonly Relative[]): number => {
  const seen = new Set<string>();
  const walk = (list: readonly Relative[]): void => {
    for (const one of list) {
      seen.add(one.id);
      walk(one.relatives);
    }
  };
  walk(relatives);
  return seen.size;
};

const releaseLines = (lineage: ReleaseLineage, names: LineageNames, canvas: Canvas): readonly string[] => {
  const { lang, style } = canvas;
  const { dot } = glyphs(canvas);
  const titled = (title: string, relatives: readonly Relative[]): string[] =>
    relatives.length === 0
      ? []
      : [`${heading(title, canvas)}  ${style("muted", String(countRelatives(relatives)))}`, ...treeLines(relatives, names, canvas)];
  const alone = lineage.came_from.length === 0 && lineage.led_to.length === 0;
  return groups(
    head(lineage.name, `${names.organisation(lineage.organisation)}${dot}${lineage.released}`, canvas),
    lineage.introduces.length > 0
      ? labelled([{ label: say(labels.introduces, lang), text: lineage.introduces.map(names.concept).join(dot) }], canvas)
      : [],
    titled(say(labels.basedOn, lang), lineage.came_from),
    titled(say(labels.ledTo, lang), lineage.led_to),
    alone ? wrap(say(lineageWords.alone, lang), canvas.width) : [],
  );
};

const adopterColumns = (names: LineageNames): Column<Adopter>[] => [
  { title: "", role: "date", text: (one) => one.released },
  { title: "", role: "name", text: (one) => one.name },
  { title: "", drop: 1, text: (one) => names.organisation(one.organisation) },
];

const conceptLines = (lineage: ConceptLineage, names: LineageNames, canvas: Canvas): readonly string[] => {
  const { lang, style } = canvas;
  const { dot } = glyphs(canvas);
  const listed = (title: string, adopters: readonly Adopter[]): string[] =>
    adopters.length === 0
      ? []
      : [`${heading(title, canvas)}  ${style("muted", String(adopters.length))}`, ...table(adopters, adopterColumns(names), canvas, false)];
  return groups(
    head(lineage.name, lineage.introduced ? `${say(lineageWords.introduced, lang)} ${lineage.introduced}` : "", canvas),
    lineage.introduced_in ? labelled([{ label: say(labels.introducedIn, lang), text: lineage.introduced_in.title }], canvas) : [],
    listed(say(labels.introducedBy, lang), lineage.introduced_by),
    listed(say(lineageWords.adopted, lang), lineage.used_by),
    lineage.related.length > 0
      ? labelled([{ label: say(lineageWords.related, lang), text: lineage.related.map(names.concept).join(dot) }], canvas)
      : [],
  );
};

export const lineageLines = (lineage: Lineage, names: LineageNames, canvas: Canvas): readonly string[] =>
  lineage.kind === "release" ? releaseLines(lineage, names, canvas) : conceptLines(lineage, names, canvas);

export type Root = {
  readonly id: string;
  readonly name: string;
  readonly released: string;
  readonly organisation: string;
  readonly descendants: number;
};

/** Releases that others were built on and that were built on none, those with most descendants first. */
export const rootLines = (roots: readonly Root[], names: LineageNames, canvas: Canvas): readonly string[] =>
  table(
    roots,
    [
      { title: say(kindNames.release, canvas.lang), role: "name", text: (one: Root) => one.name },
      { title: say(lineageWords.released, canvas.lang), role: "date", text: (one: Root) => one.released },
      { title: say(kindNames.organisation, canvas.lang), drop: 1, text: (one: Root) => names.organisation(one.organisation) },
      { title: say(lineageWords.descendants, canvas.lang), align: "right", role: "number", text: (one: Root) => String(one.descendants) },
    ],
    canvas,
  );

/** Names of organisations and concepts from rows of the index. */
export const namesFrom = (
  rows: readonly {
    readonly kind: string;
    readonly id: string;
    readonly name: string;
    readonly title?: { readonly en: string; readonly zh: string };
  }[],
  lang: Lang,
): LineageNames => {
  const find = (kind: string) => {
    const known = new Map(
      rows.filter((row) => row.kind === kind).map((row) => [row.id, lang === "zh" ? (row.title?.zh ?? row.name) : row.name]),
    );
    return (id: string): string => known.get(id) ?? id;
  };
  return { organisation: find("organisation"), concept: find("concept") };
};
