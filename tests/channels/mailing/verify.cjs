// Verifies the DKIM signatures of messages by mailauth, with the DNS records it is given; nothing is asked of a network.
const { readFileSync } = require('node:fs');
const { dkimVerify } = require(`${process.argv[2]}/lib/dkim/verify.js`);

const { records, messages } = JSON.parse(readFileSync(0, 'utf8'));
const resolver = async (name) => {
  if (records[name] === undefined) throw Object.assign(new Error(name), { code: 'ENOTFOUND' });
  return [[records[name]]];
};
const verified = async (message) => {
  const { results } = await dkimVerify(Buffer.from(message, 'base64'), { resolver });
  return results.map((result) => result.status.result);
};
Promise.all(messages.map(verified)).then((results) => console.log(JSON.stringify(results)));
