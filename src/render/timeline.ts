/** Releases by date under their eras. */
import { type FilterRow, introduces } from "../knowledge/filter.ts";
import type { IndexRow } from "../knowledge/record.ts";
import type { Canvas } from "./canvas.ts";
import { glyphs } from "./glyphs.ts";
import { type Column, groups, heading, table } from "./layout.ts";
import { rounded } from "./number.ts";
import { publishedText } from "./parts.ts";
import { labels, say } from "./words.ts";

/** From the smallest checkpoint to the largest, where the release prints no size of its own. */
const counted = ({ sizes = [] }: FilterRow, canvas: Canvas): string =>
  [...new Set([sizes[0], sizes.at(-1)].flatMap((size) => (size === undefined ? [] : [rounded(size)])))].join(glyphs(canvas).dash);

export const timelineLines = (
  rows: readonly FilterRow[],
  eras: readonly IndexRow[],
  organisations: readonly IndexRow[],
  canvas: Canvas,
  /** The idea whose spread is shown: who introduced it is marked. */
  concept?: string,
): readonly string[] => {
  const { lang } = canvas;
  const names = new Map(organisations.map((row) => [row.id, lang === "zh" ? (row.title?.zh ?? row.name) : row.name]));
  const columns: Column<FilterRow>[] = [
    { title: "", role: "date", text: (row) => row.date ?? "" },
    { title: "", role: "name", text: (row) => row.name },
    { title: "", drop: 1, text: (row) => names.get(row.organisation ?? "") ?? row.organisation ?? "" },
    { title: "", drop: 2, role: "muted", text: (row) => say(row.open_weights ? labels.openMark : labels.closedMark, lang) },
    {
      title: "",
      role: "accent",
      text: (row) => (concept !== undefined && introduces(row, concept) ? say(labels.introducesIt, lang) : ""),
    },
    {
      title: "",
      drop: 3,
      least: 12,
      role: "number",
      text: (row) =>
        (row.parameters?.published && publishedText(row.parameters.published, lang)) ??
        (row.size_undisclosed ? say(labels.undisclosed, lang) : counted(row, canvas)),
    },
  ];
  // One table, so that all eras share its columns; the headings are put between its lines.
  const lines = table(rows, columns, canvas, false);
  const titles = new Map(eras.map((row) => [row.id, row.title?.[lang] ?? row.name]));
  const sections = [...new Set(rows.map((row) => row.era ?? ""))];
  return groups(
    ...sections.map((era) => {
      const mine = lines.filter((_, i) => (rows[i]!.era ?? "") === era);
      const dates = rows.filter((row) => (row.era ?? "") === era).map((row) => row.date ?? "");
      const span = `${dates[0]?.slice(0, 4)}${dates[0]?.slice(0, 4) === dates.at(-1)?.slice(0, 4) ? "" : `${glyphs(canvas).dash}${dates.at(-1)?.slice(0, 4)}`}`;
      const title = titles.get(era);
      return title ? [`${heading(title, canvas)}  ${canvas.style("muted", span)}`, ...mine] : mine;
    }),
  );
};
