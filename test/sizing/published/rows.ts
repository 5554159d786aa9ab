/** Every published size of a real checkpoint that the tests know. */
import { earlyRows } from "./early.ts";
import { gptRows } from "./gpt.ts";
import { laterRows } from "./later.ts";
import { layerwiseRows } from "./layerwise.ts";
import { llamaRows } from "./llama.ts";
import { narrowCacheRows } from "./narrow-cache.ts";
import type { Row } from "./row.ts";
import { sparseRows } from "./sparse.ts";

export const publishedRows: readonly Row[] = [
  ...earlyRows,
  ...gptRows,
  ...llamaRows,
  ...sparseRows,
  ...laterRows,
  ...layerwiseRows,
  ...narrowCacheRows,
];
