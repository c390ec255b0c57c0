// Every page in every state: its HTML, on the narrowest screen, with text twice as large, in forced colours, as GOV.UK, held
// against WCAG 2.2 AA, and against what it looked like before. What each looks like is in `screenshots/`.

import { HtmlValidate } from 'html-validate'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ISSUER, SERVICE, visitor } from './chromium.mjs'
import { inOneFont, ofNoPage, unlike } from './pictures.mjs'
import { broken, tooWide } from './rules.mjs'

// 1280 px at 400 %, as WCAG 1.4.10 has it.
const NARROWEST = 320

// Half of 1280 px, so that text twice as large has the room it has at 200 % (WCAG 1.4.4).
const HALF = 640

const HTML = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // The question and the name of the service stand in every title, and "Error: " in front: 85 letters at the most today.
    'long-title': ['error', { maxlength: 90 }],
    // Of the boxes of one question several can be ticked: they share a name, as the design system has it.
    'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'button', 'submit'] }],
    // govuk-frontend makes its notification banner of a `div` with this role, and ours has to be the same. The frame in which a
    // table moves sideways is made alike.
    'prefer-native-element': ['error', { exclude: ['region'] }]
  }
})

// What was ticked is carried on out of sight under the one name of its boxes, for which the rule has no option.
const CARRIES_ON = { page: 'staff-confirm-ask', rule: 'form-dup-name' }

test('every page is good HTML, fits the narrowest screen, breaks no rule and looks as before', visitor(async (page, context) => {
  await lookAtAll(page, context, 'gallery', async (html, name, page) =>
    [...await misspelt(html, name), ...await tooWide(page), ...await broken(page)])
}, { scripts: true, width: NARROWEST }))

// Its font, icons, header and footer are others than those of the generic brand: the rules are the same.
test('as GOV.UK every page fits the narrowest screen and looks as before', visitor(async (page, context) => {
  await lookAtAll(page, context, 'govuk', async (_, __, page) => tooWide(page), '?brand=govuk')
}, { scripts: true, width: NARROWEST }))

test('text can be twice as large, none of it is cut off, and it looks as before', visitor(async (page, context) => {
  await lookAtAll(page, context, 'large-text', async (_, __, page) => {
    await page.evaluate(() => { document.documentElement.style.fontSize = '200%' })
    return [...await tooWide(page), ...await cutOff(page)]
  })
}, { scripts: true, width: HALF, scale: 0.5 }))

test('in forced colours every control still has an edge and every page looks as before', visitor(async (page, context) => {
  await lookAtAll(page, context, 'forced-colours', async (_, __, page) =>
    [...await tooWide(page), ...await withoutAnEdge(page)])
}, { scripts: true, width: NARROWEST, forcedColors: 'active' }))

// Opens every page of the gallery, two at a time, takes a picture of each, and fails with all that is wrong with any.
async function lookAtAll (page, context, way, wrongWith, query = '') {
  await inOneFont(context)
  await page.goto(`${ISSUER}/local/pages${query}`)
  const links = await page.locator('a[href^="/local/pages/"]').evaluateAll(links => links.map(link => link.href))
  assert.ok(links.length > 50, `only ${links.length} pages`)

  const wrong = ofNoPage(way, links.map(nameOf))
  const look = async page => {
    for (let link = links.pop(); link; link = links.pop()) {
      const answer = await page.goto(link)
      wrong.push(...await wrongWith(await answer.text(), nameOf(link), page))
      wrong.push(...await unlike(page, `${way}/${nameOf(link)}`))
    }
  }
  await Promise.all([look(page), look(await context.newPage())])

  assert.equal(wrong.length, 0, `\n${wrong.join('\n')}`)
}

function nameOf (link) {
  return new URL(link).pathname.split('/').at(-1)
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
  const excepted = rule => name === CARRIES_ON.page && rule === CARRIES_ON.rule
  return results.flatMap(({ messages }) =>
    messages.filter(({ ruleId }) => !excepted(ruleId)).map(({ line, column, ruleId, message }) => `${name}:${line}:${column}: ${ruleId}: ${message}`))
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
