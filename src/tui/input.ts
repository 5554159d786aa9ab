/**
 * Raw terminal bytes to keys, text and pastes. Whatever a terminal sends that nobody typed (mouse, focus, cursor and colour
 * reports, device attributes, strings of OSC, DCS, APC, PM and SOS) is swallowed whole, however it is cut into chunks.
 */
import { StringDecoder } from "node:string_decoder";
import { consoleKey, controlKey, csiKey, ss3Key } from "./key-names.ts";

export type InputEvent =
  /** A named key: `Up`, `Ctrl-c`, `Alt-Left`, `Shift-Tab`. */
  | { readonly type: "key"; readonly key: string }
  /** One character (code point) as typed; a mark that combines with the one before comes by itself. */
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "paste"; readonly text: string; readonly cut: boolean };

type Mode = "ground" | "escape" | "csi" | "ss3" | "console" | "string" | "string-escape" | "mouse" | "paste";

export type Decoder = {
  readonly push: (bytes: Uint8Array) => InputEvent[];
  /** What is incomplete: `escape` may be a lone Esc, `string` a report without its end. A paste waits for its end marker alone. */
  readonly pending: () => "escape" | "string" | undefined;
  /** Nothing followed: settle what is pending. */
  readonly flush: () => InputEvent[];
};

/** In bytes. Longer pastes are cut, and say so: no field takes as much. */
export const pasteLimit = 65_536;
const pasteEnd = Buffer.from("\x1b[201~");
const esc = 0x1b;

export const createDecoder = (): Decoder => {
  let mode: Mode = "ground";
  let parameters = "";
  let skip = 0;
  let text = new StringDecoder("utf8");
  let pasted: number[] = [];
  let pasteSeen = 0;
  let matched = 0;
  let events: InputEvent[] = [];

  const key = (name: string | undefined): void => {
    if (name === undefined) return;
    // A bare character that came as a sequence (kitty, keypads) is text like any other.
    events.push(name.length === 1 ? { type: "text", text: name } : { type: "key", key: name });
  };
  const type = (decoded: string): void => {
    for (const character of decoded.replace(/[\x80-\x9f\ufffd]/g, "")) events.push({ type: "text", text: character });
  };
  const endPaste = (): void => {
    const cut = pasteSeen > pasteLimit;
    const decoder = new StringDecoder("utf8");
    events.push({ type: "paste", text: decoder.write(Buffer.from(pasted)), cut });
    pasted = [];
    pasteSeen = 0;
    mode = "ground";
  };
  const paste = (byte: number): void => {
    if (byte === pasteEnd[matched]) {
      matched++;
      if (matched === pasteEnd.length) {
        matched = 0;
        endPaste();
      }
      return;
    }
    // The marker's first byte occurs nowhere else in it, so a failed match can only start again at this byte.
    for (let i = 0; i < matched; i++) keep(pasteEnd[i]!);
    matched = byte === esc ? 1 : 0;
    if (matched === 0) keep(byte);
  };
  const keep = (byte: number): void => {
    pasteSeen++;
    if (pasteSeen <= pasteLimit) pasted.push(byte);
  };
  const csi = (final: string): void => {
    mode = "ground";
    if (final === "M" && parameters === "") {
      // X10 mouse report: three more bytes, of any value.
      mode = "mouse";
      skip = 3;
    } else if (final === "~" && parameters === "200") {
      mode = "paste";
      matched = 0;
    } else key(csiKey(parameters, final));
  };
  const afterEscape = (byte: number): void => {
    const character = String.fromCharCode(byte);
    if (byte === esc) key("Escape");
    else if (character === "[") {
      mode = "csi";
      parameters = "";
    } else if (character === "O") mode = "ss3";
    else if ("]PX^_".includes(character)) mode = "string";
    else {
      mode = "ground";
      if (byte < 0x20 || byte === 0x7f) {
        const name = controlKey(byte);
        if (name) key(name === "Ctrl-c" ? name : `Alt-${name}`);
      } else if (byte < 0x80) key(`Alt-${character}`);
      else ground(byte);
    }
  };
  const ground = (byte: number): void => {
    if (byte >= 0x20 && byte !== 0x7f) {
      type(text.write(Buffer.of(byte)));
      return;
    }
    // A control byte inside a character: what was begun is lost.
    text = new StringDecoder("utf8");
    if (byte === esc) mode = "escape";
    else key(controlKey(byte));
  };
  /** Inside a sequence that is neither a paste nor a mouse report. */
  const sequence = (byte: number): void => {
    const character = String.fromCharCode(byte);
    if (mode === "string-escape") {
      mode = byte === 0x5c ? "ground" : "escape";
      if (mode === "escape") afterEscape(byte);
    } else if (byte === 0x03 || byte === 0x18 || byte === 0x1a) {
      // Ctrl-C, CAN and SUB break off whatever was under way.
      mode = "ground";
      if (byte !== 0x18) key(controlKey(byte));
    } else if (mode === "string") {
      if (byte === esc) mode = "string-escape";
      else if (byte === 0x07) mode = "ground";
    } else if (byte === esc) mode = "escape";
    else if (mode === "ss3" || mode === "console") {
      key(mode === "ss3" ? ss3Key(character) : consoleKey(character));
      mode = "ground";
    } else if (byte >= 0x20 && byte <= 0x3f) {
      if (parameters.length < 64) parameters += character;
    } else if (byte === 0x5b && parameters === "") mode = "console";
    else if (byte >= 0x40 && byte <= 0x7e) csi(character);
    else mode = "ground";
  };
  const step = (byte: number): void => {
    if (mode === "paste") paste(byte);
    else if (mode === "ground") ground(byte);
    else if (mode === "escape") afterEscape(byte);
    else if (mode === "mouse") {
      skip--;
      if (skip === 0) mode = "ground";
    } else sequence(byte);
  };
  const take = (): InputEvent[] => {
    const taken = events;
    events = [];
    return taken;
  };
  return {
    push(bytes) {
      // A paste never ends if its marker was lost; a Ctrl-C that comes alone is a person who wants out.
      if (mode === "paste" && bytes.length === 1 && bytes[0] === 0x03) {
        pasted = [];
        pasteSeen = 0;
        mode = "ground";
      }
      for (const byte of bytes) step(byte);
      return take();
    },
    pending: () =>
      mode === "escape" || mode === "csi" || mode === "ss3" || mode === "console" || mode === "string-escape"
        ? "escape"
        : mode === "string" || mode === "mouse"
          ? "string"
          : undefined,
    flush() {
      if (mode === "escape") key("Escape");
      if (mode !== "paste") mode = "ground";
      return take();
    },
  };
};
