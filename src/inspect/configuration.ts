/** A configuration file as it stands: config.json of Hugging Face, params.json of Meta and Mistral. Nothing is renamed here. */
import { createCursor, type Source } from "./bytes.ts";
import { duplicateKeys, InspectError, type LocalText, type Problems } from "./error.ts";
import { createJsonReader, type JsonObject, type JsonValue } from "./json.ts";

const maxBytes = 8_388_608;
const limits = { maxString: 1_048_576, maxValues: 100_000, nonFinite: true } as const;
const subject: LocalText = { en: "the configuration", zh: "配置" };

const isObject = (value: JsonValue): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value);

/** The object of a JSON file, with Python's NaN and Infinity allowed. Throws InspectError. */
export const readConfiguration = (source: Source, problems: Problems): JsonObject => {
  if (source.size > maxBytes)
    throw new InspectError(source.path, undefined, {
      en: `a configuration of ${source.size} bytes; ${maxBytes} are read at most`,
      zh: `配置有 ${source.size} 字节；最多读 ${maxBytes} 字节`,
    });
  const bom = createCursor(source, 0, Math.min(3, source.size), 3, subject);
  const start = source.size >= 3 && bom.next() === 0xef && bom.next() === 0xbb && bom.next() === 0xbf ? 3 : 0;
  const json = createJsonReader(createCursor(source, start, source.size, maxBytes, subject), {
    ...limits,
    duplicate: duplicateKeys(problems, source.path),
  });
  const value = json.value();
  json.end();
  if (isObject(value)) return value;
  throw new InspectError(source.path, start, { en: "the JSON is no object", zh: "JSON 不是对象" });
};

/** Meta's and Mistral's own files say `dim` and `n_layers` where Hugging Face says `hidden_size` and `num_hidden_layers`. */
export const isParams = (configuration: JsonObject): boolean => "dim" in configuration && "n_layers" in configuration;
