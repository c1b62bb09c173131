import footnotes from "markdown-it-footnote";

const PER_PAGE = 10;
const DAY = new Intl.DateTimeFormat("fr", { timeZone: "Europe/Paris" });

export default function (config) {
  config.setUseGitIgnore(false);
  config.amendLibrary("md", (markdown) => markdown.use(footnotes));
  config.addFilter("day", (date) => DAY.format(date));
  config.addFilter("iso", (date) => date.toISOString());
  config.addFilter("rfc822", (date) => date.toUTCString());
  config.addCollection("pieces", newestFirst);
  config.addCollection("lists", (api) => lists(newestFirst(api), config.getFilter("slugify")));
  return { dir: { input: "content", includes: "../_includes" }, markdownTemplateEngine: false };
}

function newestFirst(api) {
  return api.getFilteredByGlob("content/pieces/**/*.md").sort((one, other) => other.date - one.date);
}

function lists(pieces, slugify) {
  const found = new Map([["/archives/", { title: "Archives", pieces }]]);
  const add = (base, title, piece) => {
    const url = `/${base}/${slugify(title)}/`;
    if (!found.has(url)) found.set(url, { title, pieces: [] });
    found.get(url).pieces.push(piece);
  };
  for (const piece of pieces) {
    add("pilier", piece.data.pillar, piece);
    add("auteur", piece.data.author, piece);
    for (const tag of piece.data.tags) add("tag", tag, piece);
  }
  return [...found].flatMap(([url, list]) => pages(url, list));
}

function pages(url, { title, pieces }) {
  const last = Math.ceil(pieces.length / PER_PAGE);
  const at = (number) => (number === 1 ? url : `${url}page/${number}/`);
  return Array.from({ length: last }, (_, index) => ({
    title,
    url: at(index + 1),
    newer: index > 0 && at(index),
    older: index + 1 < last && at(index + 2),
    pieces: pieces.slice(index * PER_PAGE, (index + 1) * PER_PAGE),
  }));
}
