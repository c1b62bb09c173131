// Makes the crops and widths of one photo with sharp, decoded once: sharp.cjs <node_modules> <photo> <folder> <wanted.json>.
const {join} = require("node:path");
const [modules, photo, folder, wanted] = process.argv.slice(2);
const sharp = require(require.resolve("sharp", {paths: [modules]}));
const {outputs, shrink_to_px: least} = JSON.parse(wanted);
sharp.concurrency(2);

(async () => {
  const {width, height} = await sharp(photo).metadata();
  // The same scale as others decode at: the smallest that keeps the short side.
  const scale = [8, 4, 2].find((by) => Math.min(width, height) / by >= least) || 1;
  const size = {width: Math.ceil(width / scale), height: Math.ceil(height / scale)};
  const {data, info} = await sharp(photo).rotate().toColourspace("srgb").resize({...size, fit: "fill"})
    .removeAlpha().raw().toBuffer({resolveWithObject: true});
  const raw = {width: info.width, height: info.height, channels: info.channels};
  await Promise.all(outputs.map(({file, box, size: [w, h], format, quality}) => {
    const [left, top, right, bottom] = box;
    const x = Math.round(left * info.width), y = Math.round(top * info.height);
    const cut = {left: x, top: y, width: Math.round(right * info.width) - x, height: Math.round(bottom * info.height) - y};
    const image = sharp(data, {raw}).extract(cut).resize({width: w, height: h, fit: "fill"});
    const saved = format === "webp" ? image.webp({quality, effort: 2}) : image.jpeg({quality});
    return saved.toFile(join(folder, file));
  }));
})().catch((problem) => { console.error(problem); process.exit(1); });
