// Prints what three programs read of the card of each page given: one JSON object by address, then by program.
const modules = process.argv[2];
const load = (name) => require(require.resolve(name, {paths: [modules]}));
const scraper = load("open-graph-scraper");
const {unfurl} = load("unfurl.js");
const part = (name) => load(`metascraper-${name}`)();
const metascraper = load("metascraper")(["title", "description", "image", "lang", "url"].map(part));

async function read(url) {
  const html = await (await fetch(url)).text();
  const {result} = await scraper({url, timeout: 20});
  const image = (result.ogImage || [])[0] || {};
  const graph = (await unfurl(url)).open_graph || {};
  const shown = (graph.images || [])[0] || {};
  const meta = await metascraper({html, url});
  const size = (found) => [Number(found.width) || null, Number(found.height) || null];
  return {
    "open-graph-scraper": {title: result.ogTitle, description: result.ogDescription, image: image.url,
      size: size(image), alt: image.alt || result.ogImageAlt || null, locale: result.ogLocale || null, url: result.ogUrl},
    "unfurl.js": {title: graph.title, description: graph.description, image: shown.url,
      size: size(shown), alt: shown.alt || null, locale: graph.locale || null, url: graph.url},
    "metascraper": {title: meta.title, description: meta.description, image: meta.image,
      size: null, alt: null, locale: meta.lang, url: meta.url},
  };
}

(async () => {
  const found = {};
  for (const url of process.argv.slice(3)) found[url] = await read(url);
  process.stdout.write(JSON.stringify(found));
})().catch((problem) => { console.error(problem); process.exit(1); });
