import { firstSource } from "../knowledge/lineage.ts";
import type { ConceptDoc, Entry } from "../knowledge/record.ts";
import type { Canvas } from "./canvas.ts";
import { glyphs } from "./glyphs.ts";
import { groups, head, labelled } from "./layout.ts";
import { evidenceLines, namesOf, otherNames, row } from "./parts.ts";
import { conceptKindName, labels, say } from "./words.ts";
import { wrap } from "./wrap.ts";

/** `prose`: the page as it was drawn, or nothing where it is drawn elsewhere. */
export const conceptCard = (entry: Entry<ConceptDoc>, canvas: Canvas, prose: readonly string[]): readonly string[] => {
  const { doc } = entry;
  const { lang, style, width } = canvas;
  const { dot } = glyphs(canvas);
  const introduced = doc.introduced ? `${say(labels.introducedOn, lang)} ${doc.introduced}` : "";
  const others = otherNames(doc.aliases, [doc.name, doc.id, doc.title[lang], ...doc.title[lang].split(/[()（）]/)], 4);
  return groups(
    [
      ...head(doc.title[lang], [conceptKindName(doc.concept_kind, lang), introduced].filter(Boolean).join(dot), canvas),
      ...wrap(others.join(dot), width).flatMap((line) => (line === "" ? [] : [style("muted", line)])),
    ],
    wrap(doc.summary[lang], width),
    prose,
    labelled(
      [
        ...row(say(labels.formulas, lang), doc.formulas.map((id) => style("code", `almanac calc ${id}`)).join(dot)),
        ...row(say(labels.introducedIn, lang), firstSource(doc)?.title ?? ""),
        ...row(say(labels.introducedBy, lang), namesOf(entry, "release", doc.introduced_by, canvas)),
        ...row(say(labels.usedBy, lang), namesOf(entry, "release", doc.used_by, canvas)),
        ...row(say(labels.related, lang), namesOf(entry, "concept", doc.related, canvas)),
      ],
      canvas,
    ),
    evidenceLines(doc, canvas),
  );
};
