// Every page in every state: its HTML, on the narrowest screen, with text twice as large, in forced colours, and held
// against WCAG 2.2 AA. What each looks like is in `screenshots/gallery/`.

import { AxeBuilder } from '@axe-core/playwright'
import { HtmlValidate } from 'html-validate'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ISSUER, SERVICE, screenshot, visitor } from './chromium.mjs'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

// 1280 px at 400 %, as WCAG 1.4.10 has it.
const NARROWEST = 320

// Half of 1280 px, so that text twice as large has the room it has at 200 % (WCAG 1.4.4).
const HALF = 640

const HTML = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // The name of the service stands in every title.
    'long-title': 'off',
    // What was chosen together has one name, and keeps it where it is carried on out of sight.
    'form-dup-name': 'off',
    // The design system has it so: a banner is no section of the page.
    'prefer-native-element': ['error', { exclude: ['region'] }]
  }
})

test('every page is good HTML, fits the narrowest screen and breaks no rule', visitor(async (page, context) => {
  await lookAtAll(page, context, async (page, html, name) => {
    await screenshot(page, `gallery/${name}`)
    return [...await misspelt(html, name), ...await tooWide(page), ...await broken(page)]
  })
}, { scripts: true, width: NARROWEST }))

test('text can be twice as large, and none of it is cut off', visitor(async (page, context) => {
  await lookAtAll(page, context, async (page, _, name) => {
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%' })
    await screenshot(page, `large-text/${name}`)
    return [...await tooWide(page), ...await cutOff(page)]
  })
}, { scripts: true, width: HALF }))

test('in forced colours every control still has an edge', visitor(async (page, context) => {
  await lookAtAll(page, context, async (page, _, name) => {
    await page.emulateMedia({ forcedColors: 'active' })
    await screenshot(page, `forced-colours/${name}`)
    return [...await tooWide(page), ...await withoutAnEdge(page)]
  })
}, { scripts: true, width: NARROWEST }))

// Opens every page of the gallery, two at a time, and fails with all that is wrong with any.
async function lookAtAll (page, context, wrongWith) {
  await page.goto(`${ISSUER}/local/pages`)
  const links = await page.locator('a[href^="/local/pages/"]').evaluateAll(links => links.map(link => link.href))
  assert.ok(links.length > 50, `only ${links.length} pages`)

  const wrong = []
  const look = async page => {
    for (let link = links.pop(); link; link = links.pop()) {
      const answer = await page.goto(link)
      wrong.push(...await wrongWith(page, await answer.text(), link.split('/').at(-1)))
    }
  }
  await Promise.all([look(page), look(await context.newPage())])

  assert.equal(wrong.length, 0, `\n${wrong.join('\n')}`)
}

test('the pages of the stand-ins break no rule either', visitor(async page => {
  const wrong = []
  for (const address of [`${SERVICE}/`, `${SERVICE}/sign-in`, `${ISSUER}/local/pages`, `${ISSUER}/local/inbox`]) {
    await page.goto(address)
    wrong.push(...await tooWide(page), ...await broken(page))
  }

  assert.equal(wrong.length, 0, `\n${wrong.join('\n')}`)
}, { scripts: true, width: NARROWEST }))

async function misspelt (html, name) {
  const { results } = await HTML.validateString(html)
  return results.flatMap(({ messages }) =>
    messages.map(({ line, column, ruleId, message }) => `${name}:${line}:${column}: ${ruleId}: ${message}`))
}

// Whatever hides words that do not fit into it. What only a screen reader reads is hidden from everybody else.
function cutOff (page) {
  return page.evaluate(() => [...document.querySelectorAll('body *')]
    .filter(element => !element.closest('.govuk-visually-hidden, .govuk-skip-link, svg'))
    .filter(element => getComputedStyle(element).overflow !== 'visible')
    .filter(element => !/auto|scroll/.test(getComputedStyle(element).overflowX))
    .filter(({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
      scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1)
    .map(element => `${location.href}: cut off: ${element.outerHTML.slice(0, 200)}`))
}

// Backgrounds are gone where colours are forced: what is left of a control is its border. That of a radio and of a
// checkbox is drawn before its label.
function withoutAnEdge (page) {
  return page.evaluate(() => {
    if (!matchMedia('(forced-colors: active)').matches) return ['colours are not forced']
    const drawn = element => ['radio', 'checkbox'].includes(element.type)
      ? getComputedStyle(element.labels[0], '::before')
      : getComputedStyle(element)
    return [...document.querySelectorAll('main :is(input, select, textarea, button, .govuk-button)')]
      .filter(element => element.checkVisibility() && element.type !== 'hidden')
      .filter(element => {
        const { borderTopStyle, borderTopWidth, borderBottomStyle } = drawn(element)
        return borderTopStyle === 'none' || borderBottomStyle === 'none' || parseFloat(borderTopWidth) === 0
      })
      .map(element => `${location.href}: no edge: ${element.outerHTML.slice(0, 200)}`)
  })
}

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
