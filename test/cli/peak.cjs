// Required by a process of a test: tells on standard error at the end how much memory it had at most, in KiB.
const { existsSync, readFileSync } = require("node:fs");

process.on("exit", () => {
  // maxRSS can be the peak of the process that started this one, where /proc knows the own one.
  const peak = existsSync("/proc/self/status")
    ? /VmHWM:\s*(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))[1]
    : process.resourceUsage().maxRSS;
  process.stderr.write(`peak ${peak}\n`);
});
