/** Run by memory.test.ts in a process of its own: inspects a path and tells how much memory that took. */
import { existsSync, readFileSync } from "node:fs";
import { isInspectError } from "../../src/inspect/error.ts";
import { localFiles } from "../../src/inspect/files.ts";
import { inspect } from "../../src/inspect/inspect.ts";

const before = process.memoryUsage().rss;
const outcome = (): object => {
  try {
    const [found] = inspect(localFiles, process.argv[2]!);
    return {
      count: found!.tensors?.count,
      groups: found!.tensors?.groups.length,
      codes: [...new Set(found!.problems.map(({ code }) => code))],
    };
  } catch (error) {
    if (!isInspectError(error)) throw error;
    return { error: error.reason.en };
  }
};
const result = outcome();
// In KiB. maxRSS can be the peak of the process that started this one, where /proc knows the own one.
const peak = existsSync("/proc/self/status")
  ? Number(/VmHWM:\s*(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))![1])
  : process.resourceUsage().maxRSS;
console.log(JSON.stringify({ ...result, megabytes: (peak * 1024 - before) / 2 ** 20 }));
