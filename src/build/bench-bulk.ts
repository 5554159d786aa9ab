/** Much data at once against NumPy, in alternation: whole processes from text to text, the computation alone, and memory. */
import { spawnSync } from "node:child_process";
import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { elementwiseInFloat64, evaluateInFloat64, findFormula } from "../formulas/index.ts";
import { type IsAsked, median, type Report } from "./bench-rows.ts";

/** NumPy's fastest text reader and shortest exact digits, as `calc` prints. */
const numpy = `
import sys, json, time, numpy as np
def softmax(x):
    e = np.exp(x - x.max())
    return e / e.sum()
def sigmoid(x):
    return 1 / (1 + np.exp(-x))
def rmsnorm(x):
    return x / np.sqrt(np.mean(x * x) + 1e-6)
name = sys.argv[1]
if name == "rmsnorm":
    for line in sys.stdin:
        sys.stdout.write(json.dumps({"result": rmsnorm(np.array(json.loads(line)["x"])).tolist()}) + "\\n")
else:
    x = np.fromstring(sys.stdin.read(), sep=" ")
    if sys.argv[2:] == ["compute"]:
        times = []
        for _ in range(9):
            start = time.perf_counter()
            globals()[name](x)
            times.append(time.perf_counter() - start)
        print(sorted(times)[4] * 1000)
    else:
        sys.stdout.write("\\n".join(map(repr, globals()[name](x).tolist())) + "\\n")
`;

/** Runs a command and says how much memory it had at most, in MB. */
const peak = `
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
`;

/** Normal numbers, of as many digits as programs print, and the same ones each time. */
const numbers = (count: number): number[] => {
  let state = 1;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state + 0.5) / 2 ** 32;
  };
  return Array.from({ length: count }, () => 3 * Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random()));
};

const run = (command: readonly string[], file: string): { readonly milliseconds: number; readonly out: string } => {
  const input = openSync(file, "r");
  const start = performance.now();
  const result = spawnSync(command[0]!, command.slice(1), { stdio: [input, "pipe", "pipe"], encoding: "utf8", maxBuffer: 1 << 30 });
  const milliseconds = performance.now() - start;
  closeSync(input);
  if (result.status !== 0) throw new Error(`${command.join(" ").slice(0, 200)}: ${result.error?.message ?? result.stderr}`);
  return { milliseconds, out: result.stdout };
};

/** The first Python that has NumPy. */
const pythonWithNumpy = (): string | undefined =>
  ["python3", "/usr/bin/python3"].find((name) => spawnSync(name, ["-c", "import numpy"], { stdio: "ignore" }).status === 0);

const compared = {
  "softmax, 10⁶ numbers: to NumPy": ["list", ["softmax", "-"], ["softmax"]],
  "sigmoid, 10⁶ numbers: to NumPy": ["list", ["sigmoid", "-"], ["sigmoid"]],
  "rmsnorm, 62,500 lines: to NumPy": ["lines", ["rmsnorm", "--input", "-"], ["rmsnorm"]],
} as const;
const alone = { softmax: "softmax, 10⁶ numbers, text aside", sigmoid: "sigmoid, 10⁶ numbers, text aside" } as const;
const memory = {
  sigmoid: "sigmoid, 10⁶ numbers: memory",
  softmax: "softmax, 10⁶ numbers: memory",
  longer: "sigmoid, ten times as many: memory",
} as const;

export const measureBulk = (
  program: string,
  directory: string,
  runs: number,
  isAsked: IsAsked,
  report: Report,
  say: (text: string) => void,
): void => {
  if (![...Object.keys(compared), ...Object.values(alone), ...Object.values(memory)].some(isAsked)) return;
  const python = pythonWithNumpy();
  if (python === undefined) {
    say("NumPy is not installed: much data is not compared\n");
    return;
  }
  const values = numbers(1_000_000);
  const files = { list: join(directory, "numbers.txt"), lines: join(directory, "lines.ndjson") };
  writeFileSync(files.list, `${values.join("\n")}\n`);
  writeFileSync(
    files.lines,
    Array.from({ length: 62_500 }, (_, i) => `{"x":${JSON.stringify(values.slice(16 * i, 16 * i + 16))}}\n`).join(""),
  );
  const ours = (words: readonly string[]): string[] => [process.execPath, program, "calc", ...words];
  const theirs = (words: readonly string[]): string[] => [python, "-W", "ignore", "-c", numpy, ...words];
  for (const [name, [file, own, other]] of Object.entries(compared).filter(([name]) => isAsked(name))) {
    const ratios = Array.from({ length: runs }, (_, i) => {
      const first = run(i % 2 === 0 ? ours(own) : theirs(other), files[file]).milliseconds;
      const second = run(i % 2 === 0 ? theirs(other) : ours(own), files[file]).milliseconds;
      return i % 2 === 0 ? first / second : second / first;
    });
    report(name, median(ratios), 1, 3, "x");
  }
  const computeAlone = (name: keyof typeof alone, compute: () => void): void => {
    if (!isAsked(alone[name])) return;
    const times = Array.from({ length: 9 }, () => {
      const start = performance.now();
      compute();
      return performance.now() - start;
    });
    const theirsAlone = Number(run(theirs([name, "compute"]), files.list).out);
    say(`${alone[name].padEnd(34)}${`${median(times).toFixed(0)}ms`.padStart(12)} (NumPy: ${theirsAlone.toFixed(1)}ms)\n`);
  };
  const x = Float64Array.from(values);
  computeAlone("softmax", () => evaluateInFloat64(findFormula("softmax")!, { x }, [], false));
  const apply = elementwiseInFloat64(findFormula("sigmoid")!, {});
  computeAlone("sigmoid", () => {
    for (let at = 0; at < values.length; at += 4096) apply(values.slice(at, at + 4096));
  });
  const peakOf = (file: string, formula: string): number => Number(run([python, "-c", peak, ...ours([formula, "-"])], file).out);
  if (isAsked(memory.softmax)) report(memory.softmax, peakOf(files.list, "softmax"), 200, 300, "MB");
  if (![memory.sigmoid, memory.longer].some(isAsked)) return;
  const once = peakOf(files.list, "sigmoid");
  report(memory.sigmoid, once, 100, 150, "MB");
  const longer = join(directory, "longer.txt");
  writeFileSync(longer, readFileSync(files.list, "utf8").repeat(10));
  report(memory.longer, peakOf(longer, "sigmoid") / once, 1, 1.2, "x");
};
