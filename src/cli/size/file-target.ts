/** A model file as `size` counts it, and as `inspect` shows it. */
import type { Summary } from "../../inspect/summary.ts";
import type { LocalText } from "../../knowledge/record.ts";
import { visible } from "../../knowledge/sanitise.ts";
import type { Configuration } from "../../sizing/configuration.ts";
import { normalise, wrongKinds } from "../../sizing/normalise.ts";
import { listed } from "../checkpoint.ts";
import type { Target } from "./target.ts";

/** Bytes of all tensors of a file, and the names of their formats. */
export type Stored = { readonly bytes: number; readonly formats: readonly string[] };

/** Bytes are counted in the format asked for, not in the one the configuration has: the reader should know when the two differ. */
const heldIn = (raw: unknown, { quant_method: method }: Configuration): readonly string[] => {
  const { torch_dtype, dtype } = (raw ?? {}) as Record<string, unknown>;
  return [method, torch_dtype ?? dtype].filter((name): name is string => typeof name === "string" && !/^(?:bfloat16|float16)$/.test(name));
};

/** Of a part, the index may say what the whole takes; which formats it has, the parts that are here. */
export const storedIn = ({ tensors, shards }: Summary): Stored | undefined => {
  const whole = shards === undefined || shards.present === shards.count;
  const bytes = whole ? tensors && Number(tensors.bytes) : shards.totalSize;
  return bytes ? { bytes, formats: tensors?.dtypes.map(({ dtype }) => dtype) ?? [] } : undefined;
};

const heldBytes = ({ tensors, shards }: Summary): readonly LocalText[] => {
  if (!tensors) return [];
  const parts =
    shards === undefined || shards.present === shards.count
      ? { en: "the file itself holds", zh: "文件本身有" }
      : {
          en: `the ${shards.present} of ${shards.count} parts that are here hold`,
          zh: `${shards.count} 个分片中现有的 ${shards.present} 个共有`,
        };
  const gib = (Number(tensors.bytes) / 2 ** 30).toFixed(2);
  const formats = tensors.dtypes.map(({ dtype }) => dtype);
  return [
    {
      en: `${parts.en} ${tensors.parameters.toLocaleString("en-US")} elements in ${gib} GiB: ${visible(formats.join(", "))}`,
      zh: `${parts.zh} ${tensors.parameters.toLocaleString("en-US")} 个元素，占 ${gib} GiB：${visible(formats.join("、"))}`,
    },
  ];
};

export const fileTarget = (name: string, raw: unknown, summary?: Summary): Target => {
  const stored = summary && storedIn(summary);
  const read = normalise(raw);
  const { configuration, unknown, invalid, called, left_out } = read;
  const remarks = [
    ...listed("keys not understood", "不认识的键", unknown),
    ...listed("values of the wrong kind", "类型不对的值", invalid),
    ...listed("not counted", "未计入", left_out),
    ...(stored ? [] : listed("the configuration says its weights are in", "配置注明权重的格式为", heldIn(raw, configuration))),
    ...(summary ? heldBytes(summary) : []),
  ];
  return { name, id: null, configuration, wrong: wrongKinds(raw, read), called, ...(stored && { stored }), remarks };
};
