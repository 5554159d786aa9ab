/** `calc --plot` from outside: how the range is given, what else is printed, what is refused. */
import { describe, expect, test } from "vitest";
import { formulas } from "../../src/formulas/index.ts";
import { inline } from "../inline.ts";
import { almanac } from "../run.ts";

const calc = async (...args: string[]) => await inline(["calc", ...args]);
const axis = /-4 .* 0 .* 4$/m;

test.each([
  [["swish", "--plot", "-4:4"]],
  [["swish", "--plot=-4:4"]],
  [["--plot", "-4:4", "swish"]],
  [["--plot=-4:4", "swish"]],
  [["swish", "--plot", "−4：4"]],
])("%j: a range, with no number to evaluate", async (args) => {
  const { code, out, err } = await calc(...args);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out.split("\n")[0]).toBe("Swish");
  expect(out).toMatch(axis);
});

test("numbers beside it are evaluated as without it, and marked", async () => {
  const plain = (await calc("swish", "-2", "2", "--beta", "1.5")).out;
  for (const args of [
    ["-2", "2", "--plot", "-4:4"],
    ["--plot", "-4:4", "-2", "2"],
    ["--plot", "--x", "-2 2"],
    ["--plot", "-2", "2"],
  ]) {
    const { code, out } = await calc("swish", "--beta", "1.5", ...args);
    expect(code).toBe(0);
    expect(out.startsWith(`${plain}\n`)).toBe(true);
    expect(out.match(/◆/g)!.length).toBe(3);
  }
  expect((await calc("swish", "1", "--plot", "--steps")).out).toMatch(/^Result\n.*\n\nSwish$/m);
});

test("data formats hold the numbers and no picture", async () => {
  for (const args of [["--json"], ["--ndjson"], ["--csv"], ["--field", "result"]])
    expect(await calc("softmax", "1", "2", "--plot", ...args)).toEqual(await calc("softmax", "1", "2", ...args));
  expect(await calc("swish", "--plot", "--json")).toMatchObject({ code: 2 });
});

describe("what cannot be drawn is one line and exit code 2", () => {
  test.each([
    [["perplexity", "--plot"], /^almanac: perplexity has no picture for --plot; all have one but it and (?!.*\bswish\b).*\blogsumexp\b/],
    [["perplexity", "--plot", "--json"], /has no picture/],
    [["softmax", "1", "2", "--plot", "0:1"], /"0:1": the picture of softmax takes no range/],
    [["swish", "--plot", "4:-4"], /"4:-4": the first number must be the smaller one/],
    [["swish", "--plot=often"], /"often": a range is two numbers, a:b/],
    [["swish", "--plot", "-4:x"], /"x" is not a number/],
    [["ppo", "--plot", "-1:2"], /"-1:2": ρ is 0 or more/],
    [["softmax", "--plot"], /softmax needs x/],
    [["swish", "--plot", "--input", "-"], /--plot draws one evaluation/],
    [["swish", "--plott"], /no option "--plott".*--plot/],
  ])("%j", async (args, message) => {
    const { code, out, err } = await calc(...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(message);
    expect(err.trimEnd().split("\n").length).toBeLessThanOrEqual(2);
    if (args.includes("--json")) return;
    expect((await inline(["calc", ...args, "--lang", "zh"])).err).toMatch(/\p{Script=Han}/u);
  });
});

test("the help of a formula says what its picture is; that of one without has no --plot", async () => {
  expect((await calc("swish", "--help")).out).toMatch(/--plot \[range\] +draw the curve/);
  expect((await calc("softmax", "--help")).out).toMatch(/--plot +draw the probabilities/);
  expect((await calc("softmax", "--help", "--lang", "zh")).out).toMatch(/--plot +用条形图/);
  expect((await calc("perplexity", "--help")).out).not.toContain("--plot");
  expect((await inline(["calc", "--help"])).out).toContain("--plot [range]");
});

test("ASCII for terminals without Unicode, and for those who ask", async () => {
  expect(almanac(["calc", "ppo", "--plot"], { env: { LANG: "C", LC_ALL: "C" } }).out).toMatch(/^[\x20-\x7e\n]+$/);
  expect((await calc("rope", "--plot", "--ascii")).out).toMatch(/^[\x20-\x7e\n]+$/);
});

test("most formulas have a picture", () => {
  expect(formulas.filter(({ plot }) => plot).length).toBeGreaterThanOrEqual(40);
});
