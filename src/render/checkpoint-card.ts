import { governing } from "../knowledge/paths.ts";
import type { CheckpointDoc, Entry } from "../knowledge/record.ts";
import type { Canvas } from "./canvas.ts";
import { glyphs } from "./glyphs.ts";
import { groups, head, heading, labelled } from "./layout.ts";
import { constant } from "./number.ts";
import {
  benchmarksText,
  contextText,
  evidenceLines,
  linksText,
  modalitiesText,
  nameOf,
  otherNames,
  parametersText,
  row,
  statusMark,
  trainingText,
  undisclosedRows,
} from "./parts.ts";
import { labels, say, variantName } from "./words.ts";
import { wrap } from "./wrap.ts";

/** A configuration value as its file writes it. */
const configText = (value: unknown): string =>
  typeof value === "object" ? JSON.stringify(value) : typeof value === "number" ? constant(value) : String(value);

export const checkpointCard = (entry: Entry<CheckpointDoc>, canvas: Canvas): readonly string[] => {
  const { doc } = entry;
  const { lang, style, width } = canvas;
  const { dot } = glyphs(canvas);
  const name = (key: keyof typeof labels): string => say(labels[key], lang);
  const release = nameOf(entry, "release", doc.release, lang);
  const about = [
    doc.variant ? variantName(doc.variant, lang) : "",
    `${name("checkpointOf")} ${release}`,
    doc.license,
    ...otherNames(doc.aliases, [doc.name, doc.id], 2),
  ]
    .filter((part) => part !== "")
    .join(dot);
  const config = Object.entries(doc.config ?? {});
  const mark = (path: string): string => statusMark(governing(doc.facts, path)?.value, lang);
  const base = doc.based_on ?? doc.extends;
  return groups(
    [
      ...head(doc.name, `${nameOf(entry, "organisation", doc.organisation, lang)}${dot}${doc.released}`, canvas),
      ...wrap(about, width).map((line) => style("muted", line)),
    ],
    labelled(
      [
        ...row(name("parameters"), parametersText(doc.parameters, canvas, mark("parameters.total"))),
        ...row(name("basedOn"), base ? nameOf(entry, "checkpoint", base, lang) : ""),
        ...row(name("context"), contextText(doc.context, canvas)),
        ...row(name("training"), trainingText(doc.training, canvas)),
        ...row(name("modalities"), modalitiesText(doc.modalities, canvas)),
        ...row(name("benchmarks"), benchmarksText(doc.benchmarks, canvas)),
        ...undisclosedRows(doc.facts, canvas),
      ],
      canvas,
    ),
    config.length === 0
      ? []
      : [
          heading(name("configuration"), canvas),
          ...labelled(
            config.map(([key, value]) => ({ label: key, text: style("number", configText(value)) + mark(`config.${key}`) })),
            canvas,
            32,
          ),
        ],
    labelled(linksText(doc.links, canvas), canvas),
    evidenceLines(doc, canvas),
  );
};
