// A Bluesky server and its directory of accounts, in memory and in a folder, on loopback: `node pds.cjs FOLDER`.
const path = require("node:path")
const folder = process.argv[2]
const modules = process.argv[3]
const need = (name) => require(require.resolve(name, { paths: [modules] }))
const { PlcServer, Database: PlcDatabase } = need("@did-plc/server")
const { PDS, envToCfg, envToSecrets } = need("@atproto/pds")
;(async () => {
  const plc = PlcServer.create({ db: PlcDatabase.mock(), port: 0 })
  const directory = await plc.start()
  const plcUrl = `http://127.0.0.1:${directory.address().port}`
  const env = {
    devMode: true, port: Number(process.argv[4]), hostname: "localhost", dataDirectory: folder,
    blobstoreDiskLocation: path.join(folder, "blobs"), didPlcUrl: plcUrl,
    serviceHandleDomains: [".test"], inviteRequired: false, adminPassword: "admin", jwtSecret: "secret",
    plcRotationKeyK256PrivateKeyHex: "1".repeat(64), bskyAppViewUrl: "https://appview.invalid", bskyAppViewDid: "did:web:appview.invalid",
    rateLimitsEnabled: false,
  }
  const cfg = envToCfg(env)
  const pds = await PDS.create(cfg, envToSecrets(env))
  await pds.start()
  process.stdout.write(`ready ${plcUrl}\n`)
})().catch((e) => { console.error(e); process.exit(1) })
