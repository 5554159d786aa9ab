/** The explorer as a person starts it: from a shell, in a terminal of some size. */
import { join } from "node:path";
import { openStore } from "../../src/knowledge/store.ts";
import { program, root } from "../run.ts";
import { openScreen, type Screen, type ScreenOptions } from "./screen.ts";

export const sizes = [
  { columns: 120, rows: 40 },
  { columns: 80, rows: 24 },
  { columns: 50, rows: 14 },
] as const;

export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
/** The command line that starts it. */
export const almanac = `${quoted(process.execPath)} ${quoted(program)}`;

/** Tells the process number before it becomes the program. */
export const telling = (command: string): string => `sh -c 'echo "pid $$"; exec "$@"' sh ${command}`;

/** After the last command the shell says how it ended, and whether the terminal's settings are what they were. */
export const inShell = (options: ScreenOptions & { readonly command?: string } = {}): Screen => {
  const command = options.command ?? telling(almanac);
  const script = [
    "echo the main screen",
    "before=$(stty -g </dev/tty)",
    command,
    "code=$?",
    'if [ "$before" = "$(stty -g </dev/tty)" ]; then echo "exit $code, settings as before"; else echo "exit $code, settings changed"; fi',
    // The pseudo-terminal is taken down soon after its last process, read to its end or not: it stays until the test closes it.
    "read -r _ </dev/tty",
  ].join("\n");
  return openScreen("sh", ["-c", script], options);
};

/** The timeline as the record has it now. */
export const releases = openStore(join(root, "dist", "knowledge")).rowsOf("release");
export const release = (place: number): string => releases[place]!.name;

/** The first entry of the timeline: the explorer is there. */
export const isOpen = (screen: Screen): Promise<void> => screen.until(() => screen.isAlternate() && screen.text().includes(release(0)));

export const pidOf = (screen: Screen): number => Number(/pid (\d+)/.exec(screen.bytes())?.[1]);

/** The chosen entry, as the list marks it. */
export const chosen = (screen: Screen): string => screen.lines().find((line) => line.startsWith("› ")) ?? "";

/** What must be true of the terminal after the explorer, however it ended. */
export const isGivenBack = async (screen: Screen, code: number): Promise<void> => {
  await screen.until(`exit ${code}, settings as before`);
  const bytes = screen.bytes();
  const problems = [
    [screen.isAlternate(), "the alternate screen is still there"],
    [!screen.text().includes("the main screen"), "the main screen was not restored"],
    [!screen.cursor().isShown, "the cursor is hidden"],
    [bytes.lastIndexOf("\x1b[?2004h") > bytes.lastIndexOf("\x1b[?2004l"), "bracketed paste is still on"],
    [bytes.lastIndexOf("\x1b[?2026h") > bytes.lastIndexOf("\x1b[?2026l"), "a synchronised update is still open"],
    [bytes.includes("\x1b[3J"), "the scrollback was wiped"],
    [/\x1b\[\?100[0236]h/.test(bytes), "the mouse was captured"],
  ].flatMap(([isWrong, what]) => (isWrong ? [what] : []));
  if (problems.length > 0) throw new Error(`${problems.join("; ")}\n${screen.text()}`);
};
