// Turns a file of MJML into HTML by npm's mjml, over and over; prints CPU and wall time in seconds, and its memory in MB.
// Arguments: the folder of the package, how often, the file.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const [folder, times, file] = process.argv.slice(2);
const mjml = createRequire(join(folder, "package.json"))("mjml");
const set = mjml.default ?? mjml;
const markup = readFileSync(file, "utf8");
// Its compiler takes that long to know what is worth compiling.
for (let turn = 0; turn < 100; turn++) await set(markup);
const [cpu, wall] = [process.cpuUsage(), performance.now()];
for (let turn = 0; turn < Number(times); turn++) await set(markup);
const used = process.cpuUsage(cpu);
const figures = [(used.user + used.system) / 1e6, (performance.now() - wall) / 1e3];
console.log(JSON.stringify([...figures, process.resourceUsage().maxRSS / 1024]));
