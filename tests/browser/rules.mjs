// What is wrong with a page, whoever it is for: a line for each.

import { readFileSync } from 'node:fs'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const AXE = readFileSync(new URL('node_modules/axe-core/axe.min.js', import.meta.url), 'utf8')

// What axe-core finds. Put into the page by hand: its package for Playwright minds frames, which no page has, and takes twice as long.
export async function broken (page) {
  await page.evaluate(AXE)
  const violations = await page.evaluate(async tags => {
    const { violations } = await window.axe.run({ runOnly: tags, resultTypes: ['violations'] })
    return violations
  }, TAGS)
  return violations.flatMap(({ id, help, nodes }) => nodes.map(node => `${page.url()}: ${id}: ${help}: ${node.html}`))
}

// What has to be scrolled sideways.
export async function tooWide (page) {
  const { scroll, client } = await page.evaluate(() => {
    const { scrollWidth: scroll, clientWidth: client } = document.documentElement
    return { scroll, client }
  })
  return scroll > client ? [`${page.url()}: ${scroll} px wide on a screen of ${client}`] : []
}
