export default { layout: "page.njk", permalink: ({ slug }) => `/${slug}/` };
