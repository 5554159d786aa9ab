/** The look of text at a place: which SGR attributes are on and which link is open. Makes it possible to close a look at a cut and open it again. */
export type Look = {
  /** Attribute group -> the parameters that turn it on. */
  readonly on: Readonly<Record<string, string>>;
  readonly link: string;
};

export const plainLook: Look = { on: {}, link: "" };

/** The look after an escape sequence. What is neither SGR nor a link changes nothing. */
export const lookAfter = (look: Look, sequence: string): Look => {
  const link = /^\x1b\]8;[^;]*;(.*?)(?:\x07|\x1b\\)$/s.exec(sequence);
  if (link) return { ...look, link: link[1] === "" ? "" : sequence };
  const sgr = /^\x1b\[([\d;]*)m$/.exec(sequence);
  if (!sgr) return look;
  let on: Record<string, string> = { ...look.on };
  const parameters = (sgr[1] || "0").split(";");
  for (let i = 0; i < parameters.length; i++) {
    const code = Number(parameters[i]);
    if (code === 0) on = {};
    else if (code === 38 || code === 48) {
      const length = parameters[i + 1] === "2" ? 5 : 3;
      on[code === 38 ? "39" : "49"] = parameters.slice(i, i + length).join(";");
      i += length - 1;
    } else if (isOff(code)) delete on[String(code)];
    else {
      const off = offOf(code);
      // Bold and faint share one off switch and may both be on.
      if (off) on[off] = off === "22" && on[off] && on[off] !== String(code) ? `${on[off]};${code}` : String(code);
    }
  }
  return { on, link: look.link };
};

/** What must be written to get from one look to another. */
export const transition = (from: Look, to: Look): string => {
  if (from === to) return "";
  const off = Object.keys(from.on).filter((group) => from.on[group] !== to.on[group]);
  const on = Object.keys(to.on).filter((group) => from.on[group] !== to.on[group]);
  const closed = off.length > 0 ? `\x1b[${off.join(";")}m` : "";
  const opened = on.length > 0 ? `\x1b[${on.map((group) => to.on[group]).join(";")}m` : "";
  const link = from.link === to.link ? "" : to.link || "\x1b]8;;\x1b\\";
  return closed + link + opened;
};

const isOff = (code: number): boolean => (code >= 22 && code <= 29) || code === 39 || code === 49;

const offOf = (code: number): string | undefined => {
  if (code === 1 || code === 2) return "22";
  if (code >= 3 && code <= 9) return String(code === 6 ? 25 : 20 + code);
  if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) return "39";
  if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) return "49";
  return undefined;
};
