/** How criteria and their values are called, and what of them is found by typing. */
import type { IndexRow, Kind, Lang, LocalText } from "../knowledge/record.ts";
import { short } from "../render/number.ts";
import { countryName, kindNames, labels, modalityName, say } from "../render/words.ts";
import { type Criterion, sizeRange } from "./filters.ts";
import type { World } from "./world.ts";

export const criterionNames: Readonly<Record<Criterion, LocalText>> = {
  organisation: { en: "Organisation", zh: kindNames.organisation.zh },
  era: { en: "Era", zh: kindNames.era.zh },
  concept: { en: "Concept", zh: kindNames.concept.zh },
  weights: { en: "Weights", zh: "权重" },
  country: { en: "Country", zh: "国家" },
  modality: { en: "Modality", zh: labels.modalities.zh },
  size: { en: "Size", zh: "参数量" },
};

const kinds: Readonly<Partial<Record<Criterion, Kind>>> = { organisation: "organisation", era: "era", concept: "concept" };

const rowOf = (criterion: Criterion, value: string, world: World): IndexRow | undefined => {
  const kind = kinds[criterion];
  return kind && world.row({ kind, id: value });
};

const sizeName = (value: string, lang: Lang): string => {
  const { least, most } = sizeRange(value);
  if (least !== undefined && least === most) return short(least);
  if (least === undefined) return lang === "zh" ? `不超过 ${short(most ?? 0)}` : `up to ${short(most ?? 0)}`;
  if (most === undefined) return lang === "zh" ? `${short(least)} 以上` : `${short(least)} and more`;
  return lang === "zh" ? `${short(least)} 到 ${short(most)}` : `${short(least)} to ${short(most)}`;
};

export const choiceName = (criterion: Criterion, value: string, lang: Lang, world: World): string => {
  switch (criterion) {
    case "weights":
      return say(value === "open" ? labels.openMark : labels.closedMark, lang);
    case "country":
      return countryName(value, lang);
    case "modality":
      return modalityName(value, lang);
    case "size":
      return sizeName(value, lang);
    default: {
      const row = rowOf(criterion, value, world);
      return row ? (lang === "zh" || criterion === "era" ? (row.title?.[lang] ?? row.name) : row.name) : value;
    }
  }
};

/** Everything by which a person may know the value: its names in both languages, its id, other names, pinyin. */
export const isNamed = (criterion: Criterion, value: string, typed: string, world: World): boolean => {
  const row = rowOf(criterion, value, world);
  const texts = [
    value,
    choiceName(criterion, value, "en", world),
    choiceName(criterion, value, "zh", world),
    ...(row ? [row.name, ...(row.title ? [row.title.en, row.title.zh] : []), ...world.otherNames(row)] : []),
  ];
  const wanted = typed.normalize("NFKC").trim().toLowerCase();
  return texts.some((text) => text.toLowerCase().includes(wanted));
};
