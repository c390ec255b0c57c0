// Builds everything the pages load from the pinned npm packages into ../assets, which is not committed: a folder for each
// brand. What is not for every host is in `govuk` alone. Run it with `cargo assets`.

import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { PurgeCSS } from "purgecss";
import { compile } from "sass";

const styles = import.meta.dirname;
const output = `${styles}/../assets`;
const [generic, govuk] = [`${output}/generic`, `${output}/govuk`];
const frontend = `${styles}/node_modules/govuk-frontend/dist/govuk`;

rmSync(output, { recursive: true, force: true });
mkdirSync(generic, { recursive: true });
mkdirSync(`${govuk}/inline`, { recursive: true });

copyFileSync(`${styles}/icon.svg`, `${generic}/icon.svg`);

for (const font of [
  "bold-affa96571d-v2.woff",
  "bold-b542beb274-v2.woff2",
  "light-94a07e06a1-v2.woff2",
  "light-f591b13f7d-v2.woff",
]) {
  copyFileSync(`${frontend}/assets/fonts/${font}`, `${govuk}/${font}`);
}

for (const image of [
  "favicon.ico",
  "favicon.svg",
  "govuk-crest.svg",
  "govuk-icon-180.png",
  "govuk-icon-mask.svg",
]) {
  copyFileSync(`${frontend}/assets/images/${image}`, `${govuk}/${image}`);
}

// Header and footer carry their drawings inside the page, not as a file that is loaded.
for (const [component, names] of [
  ["header", ["logotype"]],
  ["footer", ["crown", "licence"]],
]) {
  const { fixtures } = JSON.parse(readFileSync(`${frontend}/components/${component}/fixtures.json`));
  const { html } = fixtures.find((fixture) => fixture.name === "default");
  const drawings = html.match(/<svg[\s\S]*?<\/svg>/g);
  for (const [index, name] of names.entries()) {
    writeFileSync(`${govuk}/inline/${name}.svg`, drawings[index].replace(/\s+/g, " "));
  }
}

for (const [folder, sheet] of [
  [generic, "generic"],
  [generic, "staff-generic"],
  [govuk, "govuk"],
  [govuk, "staff-govuk"],
]) {
  const { css } = compile(`${styles}/${sheet}.scss`, {
    loadPaths: [`${styles}/node_modules`],
    style: "compressed",
  });
  writeFileSync(`${folder}/${sheet}.css`, await withoutUnused(css));
}

// Half of a sheet is for what no page names. Whatever is a word in the Rust of the pages, or in a drawing, may be a class.
async function withoutUnused(css) {
  const [{ css: used }] = await new PurgeCSS().purge({
    content: [`${styles}/../src/**/*.rs`, `${govuk}/inline/*.svg`],
    css: [{ raw: css }],
    defaultExtractor: (code) => code.match(/[\w-]+/g) ?? [],
    // The parts of the header are named by the brand and the part.
    safelist: { greedy: [/-header/] },
  });
  return used;
}
