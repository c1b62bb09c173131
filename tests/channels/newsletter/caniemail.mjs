// Says of each file which features no mailbox of a list supports: { file: { feature: [mailbox, …] } }.
// Arguments: the folder of the package caniemail, the mailboxes as JSON, then the files.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, clients, ...files] = process.argv.slice(2);
const { caniemail } = await import(pathToFileURL(join(folder, "dist/index.js")));
const said = {};
for (const file of files) {
  const { issues } = caniemail({ clients: JSON.parse(clients), html: readFileSync(file, "utf8") });
  const found = (said[file] = {});
  for (const [client, list] of issues.errors) {
    for (const { title } of list) (found[title] ??= []).push(client);
  }
}
console.log(JSON.stringify(said));
