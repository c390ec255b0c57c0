// Every page in every state: on the narrowest screen, and held against WCAG 2.2 AA.

import { AxeBuilder } from '@axe-core/playwright'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ISSUER, SERVICE, visitor } from './chromium.mjs'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

// 1280 px at 400 %, as WCAG 1.4.10 has it.
const NARROWEST = 320

test('every page fits the narrowest screen and breaks no rule', visitor(async (page, context) => {
  await page.goto(`${ISSUER}/local/pages`)
  const links = await page.locator('a[href^="/local/pages/"]').evaluateAll(links => links.map(link => link.href))
  assert.ok(links.length > 50, `only ${links.length} pages`)

  const wrong = []
  const look = async page => {
    for (let link = links.pop(); link; link = links.pop()) {
      await page.goto(link)
      wrong.push(...await tooWide(page), ...await broken(page))
    }
  }
  await Promise.all([look(page), look(await context.newPage())])

  assert.equal(wrong.length, 0, `\n${wrong.join('\n')}`)
}, { scripts: true, width: NARROWEST }))

test('the pages of the stand-ins break no rule either', visitor(async page => {
  const wrong = []
  for (const address of [`${SERVICE}/`, `${SERVICE}/sign-in`, `${ISSUER}/local/pages`, `${ISSUER}/local/inbox`]) {
    await page.goto(address)
    wrong.push(...await tooWide(page), ...await broken(page))
  }

  assert.equal(wrong.length, 0, `\n${wrong.join('\n')}`)
}, { scripts: true, width: NARROWEST }))

async function tooWide (page) {
  const { scroll, client } = await page.evaluate(() => {
    const { scrollWidth: scroll, clientWidth: client } = document.documentElement
    return { scroll, client }
  })
  return scroll > client ? [`${page.url()}: ${scroll} px wide on a screen of ${client}`] : []
}

async function broken (page) {
  // Its old way is twice as quick, and the same for a page without frames.
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).setLegacyMode().analyze()
  return violations.flatMap(({ id, help, nodes }) => nodes.map(node => `${page.url()}: ${id}: ${help}: ${node.html}`))
}
