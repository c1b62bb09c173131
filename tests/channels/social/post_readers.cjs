// Reads texts as JSON, and gives for each what X and Bluesky count and make live in it, by their own programs.
// Usage: node post_readers.cjs NODE_MODULES < texts.json
'use strict'
const { createRequire } = require('module')
const need = createRequire(require('path').join(process.argv[2], 'x.js'))
const x = need('twitter-text')
const { RichText } = need('@atproto/api')

// Places in characters, as Python counts them, not in halves of surrogate pairs.
const places = (text, found, value) =>
  found.map((one) => [...one.indices.map((at) => [...text.slice(0, at)].length), ...value(one)])

const facet = ({ url, hashtag, cashtag, screenName, listSlug }) =>
  url ? ['link', url] : hashtag ? ['tag', hashtag] : cashtag ? ['tag', `$${cashtag}`] : ['mention', screenName + listSlug]

const bluesky = (text) => {
  const rich = new RichText({ text })
  rich.detectFacetsWithoutResolution()
  const facets = (rich.facets || []).map(({ index, features: [one] }) => [
    index.byteStart, index.byteEnd, one.$type.split('#')[1], one.uri || one.tag || one.did,
  ])
  return { facets, graphemes: rich.graphemeLength }
}

const read = (text) => ({
  links: places(text, x.extractUrlsWithIndices(text), (one) => [one.url]),
  mentions: places(text, x.extractMentionsOrListsWithIndices(text), (one) => [one.screenName + one.listSlug]),
  cashtags: places(text, x.extractCashtagsWithIndices(text), (one) => [`$${one.cashtag}`]),
  live: places(text, x.extractEntitiesWithIndices(text), facet),
  weight: x.parseTweet(text).weightedLength,
  ...bluesky(text),
})

process.stdout.write(JSON.stringify(JSON.parse(require('fs').readFileSync(0, 'utf8')).map(read)))
