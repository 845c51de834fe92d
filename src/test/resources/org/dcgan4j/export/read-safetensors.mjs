// Reads a file with Hugging Face's own parser: for each array its name, shape, sum and first value.
import {readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {pathToFileURL} from "node:url";

const [, , file, modules] = process.argv;
const require = createRequire(pathToFileURL(modules + "/x.js"));
const {parseSafetensorsMetadata} = require("@huggingface/hub");
const bytes = readFileSync(file);

/** Serves the file for whatever is asked of the hub. */
async function local(url, options) {
  const range = /bytes=(\d+)-(\d+)/.exec(new Headers(options?.headers).get("range") ?? "");
  const part = range ? bytes.subarray(+range[1], +range[2] + 1) : bytes;
  const headers = {
    "content-length": part.length,
    "content-range": range ? `bytes ${range[1]}-${range[2]}/${bytes.length}` : `bytes 0-${bytes.length - 1}/${bytes.length}`,
    etag: '"local"',
  };
  return new Response(part, {status: range ? 206 : 200, headers});
}

const {header} = await parseSafetensorsMetadata({repo: "a/b", path: "model.safetensors", fetch: local});
const start = 8 + Number(bytes.readBigUInt64LE(0));
delete header.__metadata__;
for (const [name, {dtype, shape, data_offsets: [from, to]}] of Object.entries(header)) {
  let sum = 0;
  for (let at = from; at < to; at += 4) sum += bytes.readFloatLE(start + at);
  console.log([name, dtype, shape.join("x"), sum, bytes.readFloatLE(start + from)].join(" "));
}
