/** Sizes as releasers print them, said in Chinese. */
import { expect, test } from "vitest";
import { publishedText } from "../../src/render/parts.ts";

test.each([
  ["7B to 1571B", "7B 至 1571B"],
  ["671B (37B active)", "671B（激活 37B）"],
  ["16B (2.4B active), 236B (21B active)", "16B（激活 2.4B）、236B（激活 21B）"],
  ["560B (18.6B to 31.3B active, 27B on average)", "560B（激活 18.6B 至 31.3B, 平均 27B）"],
  ["1B active of 7B (MolmoE), 7B, 72B", "7B 中激活 1B（MolmoE）、7B, 72B"],
  ["3.8B; MoE with 6.6B active", "3.8B；MoE 激活 6.6B"],
  ["9B (pruned from 12B)", "9B（由 12B 剪枝）"],
  ["over 1T", "超过 1T"],
])("%s", (printed, said) => {
  expect(publishedText(printed, "zh")).toBe(said);
  expect(publishedText(printed, "en")).toBe(printed);
});
