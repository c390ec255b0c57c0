// Builds everything the pages load from the pinned npm packages into ../assets, which is not committed.
// Run it with `cargo assets`.

import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { PurgeCSS } from "purgecss";
import { compile } from "sass";

const styles = import.meta.dirname;
const output = `${styles}/../assets`;
const govuk = `${styles}/node_modules/govuk-frontend/dist/govuk`;

rmSync(output, { recursive: true, force: true });
mkdirSync(`${output}/inline`, { recursive: true });

copyFileSync(`${styles}/icon.svg`, `${output}/icon.svg`);

for (const font of [
  "bold-affa96571d-v2.woff",
  "bold-b542beb274-v2.woff2",
  "light-94a07e06a1-v2.woff2",
  "light-f591b13f7d-v2.woff",
]) {
  copyFileSync(`${govuk}/assets/fonts/${font}`, `${output}/${font}`);
}

for (const image of [
  "favicon.ico",
  "favicon.svg",
  "govuk-crest.svg",
  "govuk-icon-180.png",
  "govuk-icon-mask.svg",
]) {
  copyFileSync(`${govuk}/assets/images/${image}`, `${output}/${image}`);
}

// Header and footer carry their drawings inside the page, not as a file that is loaded.
for (const [component, names] of [
  ["header", ["logotype"]],
  ["footer", ["crown", "licence"]],
]) {
  const { fixtures } = JSON.parse(readFileSync(`${govuk}/components/${component}/fixtures.json`));
  const { html } = fixtures.find((fixture) => fixture.name === "default");
  const drawings = html.match(/<svg[\s\S]*?<\/svg>/g);
  for (const [index, name] of names.entries()) {
    writeFileSync(`${output}/inline/${name}.svg`, drawings[index].replace(/\s+/g, " "));
  }
}

for (const sheet of ["generic", "govuk", "staff-generic", "staff-govuk"]) {
  const { css } = compile(`${styles}/${sheet}.scss`, {
    loadPaths: [`${styles}/node_modules`],
    style: "compressed",
  });
  writeFileSync(`${output}/${sheet}.css`, await withoutUnused(css));
}

// Half of a sheet is for what no page names. Whatever is a word in the Rust of the pages, or in a drawing, may be a class.
async function withoutUnused(css) {
  const [{ css: used }] = await new PurgeCSS().purge({
    content: [`${styles}/../src/**/*.rs`, `${output}/inline/*.svg`],
    css: [{ raw: css }],
    defaultExtractor: (code) => code.match(/[\w-]+/g) ?? [],
    // The parts of the header are named by the brand and the part.
    safelist: { greedy: [/-header/] },
  });
  return used;
}
