export default { layout: "piece.njk", permalink: ({ slug }) => `/${slug}/` };
