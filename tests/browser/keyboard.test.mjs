// The walk of the README, by keyboard alone and without scripts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ISSUER, ONE_LOGIN, SERVICE, claim, heading, screenshot, visitor } from './chromium.mjs'
import { focused, press, tabTo } from './keyboard.mjs'

test('a person signs in by keyboard alone', visitor(async page => {
  await page.goto(`${SERVICE}/`)
  await screenshot(page, '1-service')
  await tabTo(page, 'Sign in')
  await press(page, 'Enter')

  assert.ok(page.url().startsWith(ONE_LOGIN), page.url())
  await screenshot(page, '2-one-login-stand-in')
  await tabTo(page, 'Anne Smith')
  await press(page, 'Space')

  assert.ok(page.url().startsWith(ISSUER), page.url())
  assert.equal(await heading(page), 'Do you have a National Insurance number?')
  await screenshot(page, '3-national-insurance-number')
  await tabTo(page, 'Yes')
  assert.equal(await isInSight(page, '#nino'), false, 'the number is asked for once it is known to exist')
  await page.keyboard.press('Space')
  assert.equal(await isInSight(page, '#nino'), true)
  await screenshot(page, '4-yes')
  await tabTo(page, 'Continue')
  await press(page, 'Enter')

  assert.match(await page.title(), /^Error: /)
  await screenshot(page, '5-number-missing')
  await tabTo(page, 'Enter your National Insurance number')
  await page.keyboard.press('Enter')
  assert.equal(await focused(page), 'National Insurance number', 'the summary leads to the field')
  await page.keyboard.type('AB 12 34 56 C')
  await tabTo(page, 'Continue')
  await press(page, 'Space')

  assert.equal(await heading(page), 'We found your teaching record')
  await screenshot(page, '6-found')
  await tabTo(page, 'Continue to Access your teaching qualifications')
  await press(page, 'Enter')

  assert.equal(page.url(), `${SERVICE}/`)
  assert.equal(await claim(page, 'trn'), '"1234567"')
  await screenshot(page, '7-service')
}))

test('the first press of Tab offers the way past the header, and it works', visitor(async page => {
  await page.goto(`${ISSUER}/cookies`)

  await page.keyboard.press('Tab')
  assert.equal(await focused(page), 'Skip to main content')
  assert.ok(await isInSight(page, ':focus'))
  await page.keyboard.press('Enter')
  await page.keyboard.press('Tab')

  const past = await page.evaluate(() => !document.activeElement.closest('header'))
  assert.ok(past, await focused(page))
}))

test('whoever tabs through a page sees where they are', visitor(async page => {
  await page.goto(`${ISSUER}/local/pages/nino`)

  const stops = []
  for (;;) {
    await page.keyboard.press('Tab')
    const name = await focused(page)
    if (stops.length > 0 && (stops.includes(name) || await isAtTheEnd(page))) break
    stops.push(name)
    assert.ok(await hasRing(page), name)
  }
  assert.equal(stops[0], 'Skip to main content')
  assert.equal(stops.at(-1), 'Contact', stops.join(' · '))
}))

function isInSight (page, selector) {
  return page.locator(selector).evaluate(element => element.checkVisibility() && element.getBoundingClientRect().top >= 0)
}

// The focus has gone round and left the page.
function isAtTheEnd (page) {
  return page.evaluate(() => document.activeElement === document.body)
}

// Whether the control that has the focus looks different for it.
function hasRing (page) {
  return page.evaluate(() => {
    const element = document.activeElement
    // A radio is drawn by what stands before its label.
    const drawn = element.type === 'radio'
      ? getComputedStyle(element.nextElementSibling, '::before')
      : getComputedStyle(element)
    return parseFloat(drawn.outlineWidth) > 0 && drawn.outlineStyle !== 'none' || drawn.boxShadow !== 'none'
  })
}
