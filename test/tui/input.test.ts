/** Bytes to keys: however they are cut, and whatever a terminal says that nobody typed. */
import { EventEmitter } from "node:events";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { Input } from "../../src/tui/contract.ts";
import { createDecoder, type InputEvent, pasteLimit } from "../../src/tui/input.ts";
import { readInput } from "../../src/tui/input-reader.ts";

const decode = (...chunks: readonly (string | Uint8Array)[]): InputEvent[] => {
  const decoder = createDecoder();
  return chunks.flatMap((chunk) => decoder.push(Buffer.from(chunk as string)));
};
const settled = (...chunks: readonly string[]): InputEvent[] => {
  const decoder = createDecoder();
  return [...chunks.flatMap((chunk) => decoder.push(Buffer.from(chunk))), ...decoder.flush()];
};
const key = (name: string): InputEvent => ({ type: "key", key: name });
const text = (character: string): InputEvent => ({ type: "text", text: character });

/** What xterm, VTE, kitty, iTerm2, Windows Terminal, tmux, rxvt, PuTTY and the Linux console send. */
const keys: readonly (readonly [bytes: string, name: string])[] = [
  ["\x1b[A", "Up"],
  ["\x1bOB", "Down"],
  ["\x1b[1;3D", "Alt-Left"],
  ["\x1b[1;5C", "Ctrl-Right"],
  ["\x1b[1;2B", "Shift-Down"],
  ["\x1b[5~", "PageUp"],
  ["\x1b[6~", "PageDown"],
  ["\x1b[H", "Home"],
  ["\x1b[1~", "Home"],
  ["\x1b[7~", "Home"],
  ["\x1bOF", "End"],
  ["\x1b[4~", "End"],
  ["\x1b[8~", "End"],
  ["\x1b[3~", "Delete"],
  ["\x7f", "Backspace"],
  ["\b", "Backspace"],
  ["\r", "Enter"],
  ["\n", "Enter"],
  ["\x1bOM", "Enter"],
  ["\t", "Tab"],
  ["\x1b[Z", "Shift-Tab"],
  ["\x1bOP", "F1"],
  ["\x1b[11~", "F1"],
  ["\x1b[[A", "F1"],
  ["\x03", "Ctrl-c"],
  ["\x1a", "Ctrl-z"],
  ["\x1b[27u", "Escape"],
  ["\x1b[99;5u", "Ctrl-c"],
  ["\x1b[27;5;100~", "Ctrl-d"],
  ["\x1b[57;5u", "Ctrl-9"],
  ["\x1bx", "Alt-x"],
];

/** Nobody typed these. */
const replies: readonly (readonly [what: string, bytes: string])[] = [
  ["a mouse press (SGR)", "\x1b[<0;10;5M"],
  ["a mouse release (SGR)", "\x1b[<0;10;5m"],
  ["a mouse press (X10)", "\x1b[M !!"],
  ["a mouse press (X10) at q, j", "\x1b[M qj"],
  ["a mouse press (urxvt)", "\x1b[32;10;5M"],
  ["focus gained", "\x1b[I"],
  ["focus lost", "\x1b[O"],
  ["a cursor position", "\x1b[12;40R"],
  ["a cursor position in the first row, which is also Ctrl-F3", "\x1b[1;5R"],
  ["primary device attributes", "\x1b[?62;1;6;22c"],
  ["secondary device attributes", "\x1b[>41;354;0c"],
  ["tertiary device attributes", "\x1bP!|00000000\x1b\\"],
  ["a mode report", "\x1b[?2026;2$y"],
  ["a window size", "\x1b[8;24;80t"],
  ["a status report", "\x1b[0n"],
  ["kitty's flags", "\x1b[?1u"],
  ["a key's release, as kitty reports it", "\x1b[113;1:3u"],
  ["the background, ended by BEL", "\x1b]11;rgb:1e1e/1e1e/2e2e\x07"],
  ["the background, ended by ST", "\x1b]11;rgb:1e1e/1e1e/2e2e\x1b\\"],
  ["the clipboard", "\x1b]52;c;cSBqCg==\x07"],
  ["the terminal's name", "\x1bP>|XTerm(380)q\x1b\\"],
  ["a terminfo reply", "\x1bP1+r544e=787465726d\x1b\\"],
  ["kitty graphics", "\x1b_Gi=31;OK\x1b\\"],
  ["a privacy message", "\x1b^quit\x1b\\"],
  ["a start of string", "\x1bXq\x1b\\"],
  ["an unknown function key", "\x1b[999~"],
  ["a colour scheme report", "\x1b[?997;1n"],
];

describe("keys", () => {
  test.each(keys)("%j is %s", (bytes, name) => {
    expect(decode(bytes)).toEqual([key(name)]);
  });

  test("text is characters, in one chunk or byte by byte", () => {
    expect(decode("jq变é")).toEqual([text("j"), text("q"), text("变"), text("é")]);
    expect(decode(...[...Buffer.from("变压器")].map((byte) => Uint8Array.of(byte)))).toEqual([text("变"), text("压"), text("器")]);
  });

  test("many keys in one write stay many", () => {
    expect(decode("jjj\x1b[B\x1b[B\r")).toEqual([text("j"), text("j"), text("j"), key("Down"), key("Down"), key("Enter")]);
  });

  test("two Esc are two, one Esc waits for what may follow", () => {
    expect(decode("\x1b")).toEqual([]);
    expect(settled("\x1b")).toEqual([key("Escape")]);
    expect(settled("\x1b\x1b")).toEqual([key("Escape"), key("Escape")]);
    expect(settled("\x1b", "[A")).toEqual([key("Up")]);
  });
});

describe("replies", () => {
  test.each(replies)("%s is nothing", (_what, bytes) => {
    expect(settled(bytes)).toEqual([]);
    expect(decode(bytes, "j")).toEqual([text("j")]);
    for (let at = 1; at < bytes.length; at++) expect(decode(bytes.slice(0, at), bytes.slice(at), "j"), `cut at ${at}`).toEqual([text("j")]);
  });

  test("one that never ends does not swallow what is typed after it", () => {
    const decoder = createDecoder();
    expect(decoder.push(Buffer.from("\x1b]11;rgb:1e"))).toEqual([]);
    expect(decoder.pending()).toBe("string");
    expect(decoder.flush()).toEqual([]);
    expect(decoder.push(Buffer.from("q"))).toEqual([text("q")]);
    expect(decode("\x1b]11;rgb\x03")).toEqual([key("Ctrl-c")]);
    expect(decode("\x1b[12\x03")).toEqual([key("Ctrl-c")]);
  });
});

describe("pastes", () => {
  test("are one text, whatever is in them", () => {
    expect(decode("\x1b[200~q\n:wq\x1b[A\x03\x1b[201~j")).toEqual([{ type: "paste", text: "q\n:wq\x1b[A\x03", cut: false }, text("j")]);
    expect(decode("\x1b[200~\x1b[20\x1b[201~")).toEqual([{ type: "paste", text: "\x1b[20", cut: false }]);
  });

  test("of any size are cut, not kept", () => {
    const [event, ...rest] = decode(`\x1b[200~${"x".repeat(1_000_000)}\x1b[201~`);
    expect(event).toEqual({ type: "paste", text: "x".repeat(pasteLimit), cut: true });
    expect(rest).toEqual([]);
  });

  test("without an end leave a way out: Ctrl-C alone", () => {
    expect(decode("\x1b[200~lost", "\x03", "j")).toEqual([key("Ctrl-c"), text("j")]);
  });
});

describe("any bytes", () => {
  const piece = fc.oneof(
    fc
      .constantFrom(
        ...keys.map(([bytes]) => bytes),
        ...replies.map(([, bytes]) => bytes),
        "\x1b",
        "\x1b[200~",
        "\x1b[201~",
        "变",
        "👩‍🔬",
        "e\u0301",
      )
      .map((s) => Buffer.from(s)),
    fc.uint8Array({ maxLength: 12 }).map((bytes) => Buffer.from(bytes)),
  );
  const runs = process.env.ALMANAC_TEST_LONG ? 200_000 : 3000;

  test("mean the same however they are cut", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.array(fc.nat(200), { maxLength: 8 }), (pieces, cuts) => {
        const bytes = Buffer.concat(pieces);
        const at = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
        const chunks = [0, ...at].map((from, i) => bytes.subarray(from, at[i] ?? bytes.length));
        // A Ctrl-C that comes alone ends a paste that has no end: that one depends on the cut, on purpose.
        fc.pre(!chunks.some((chunk) => chunk.length === 1 && chunk[0] === 3));
        expect(decode(...chunks)).toEqual(decode(bytes));
      }),
      { numRuns: runs },
    );
  });

  test("give keys with names, single characters and clean text", () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        for (const event of decode(Buffer.concat(pieces))) {
          if (event.type === "text") expect(event.text).not.toMatch(/\p{Cc}|\ufffd/u);
          if (event.type === "key") expect(event.key).toMatch(/^((Ctrl|Alt|Shift)-)*(\P{C}|F\d+|[A-Z][A-Za-z]+)$/u);
          if (event.type === "paste") expect(event.text.length).toBeLessThanOrEqual(pasteLimit);
        }
      }),
      { numRuns: runs },
    );
  });
});

describe("waiting", () => {
  const open = () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setImmediate", "clearImmediate"] });
    const emitter = new EventEmitter();
    const events: InputEvent[] = [];
    const input = Object.assign(emitter, { resume() {}, pause() {} }) as unknown as Input;
    const reader = readInput(input, (some) => events.push(...some));
    return { send: (bytes: string) => emitter.emit("data", Buffer.from(bytes)), events, reader, emitter };
  };

  test("Esc alone acts within 60 ms; 30 ms before the rest of an arrow are not Esc", () => {
    const { send, events, reader, emitter } = open();
    send("\x1b");
    vi.advanceTimersByTime(30);
    send("[A");
    expect(events).toEqual([key("Up")]);
    send("\x1b");
    vi.advanceTimersByTime(60);
    expect(events).toEqual([key("Up"), key("Escape")]);
    send("\x1b");
    reader.stop();
    vi.advanceTimersByTime(1000);
    expect(events.length).toBe(2);
    expect(emitter.listenerCount("data")).toBe(0);
    vi.useRealTimers();
  });
});
