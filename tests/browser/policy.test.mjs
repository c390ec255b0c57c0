// What a browser makes of our cookies and of our Content-Security-Policy.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ISSUER, ONE_LOGIN, SERVICE, claim, find, heading, screenshot, signIn, visitor } from './chromium.mjs'

const GREEN = 'rgb(15, 122, 82)'

test('the browser takes our cookies on http://localhost, and sends them back', visitor(async (page, context) => {
  const sent = []
  page.on('request', request => {
    if (request.url().startsWith(`${ISSUER}/j/`) && request.isNavigationRequest()) sent.push(request.allHeaders())
  })
  await find(page, 'Gustav Lindqvist', 'PR 56 78 90 D')

  assert.equal(await heading(page), 'Do you have a teacher reference number (TRN)?')
  const ours = (await context.cookies(ISSUER)).filter(cookie => cookie.name.startsWith('__Host-'))
  assert.deepEqual(ours.map(cookie => cookie.name).sort(), ['__Host-service', '__Host-session'])
  for (const { name, path, secure, httpOnly, sameSite } of ours) {
    assert.deepEqual({ path, secure, httpOnly, sameSite }, { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' }, name)
  }
  const headers = await Promise.all(sent)
  assert.ok(headers.length >= 3, 'the question, its answer, the next question')
  for (const { cookie } of headers) assert.match(cookie ?? '', /__Host-session=/)
}))

test('the policy lets our own styles and icon in', visitor(async page => {
  await signIn(page, 'Harold Finch')

  const button = page.getByRole('button', { name: 'Continue' })
  assert.equal(await button.evaluate(element => getComputedStyle(element).backgroundColor), GREEN)
  const icon = await page.locator('link[rel=icon]').first().getAttribute('href')
  assert.equal((await page.request.get(new URL(icon, ISSUER).href)).status(), 200)
}))

test('signing out at the service goes through GOV.UK One Login and back', visitor(async page => {
  await find(page, 'Kathryn Lloyd', 'CE 23 45 67 A')
  await page.getByRole('link', { name: /^Continue to / }).click()
  assert.equal(await claim(page, 'trn'), '"2456789"')
  const way = visited(page)

  await page.getByRole('link', { name: 'Sign out' }).click()

  assert.equal(page.url(), `${SERVICE}/`)
  assert.ok(await page.getByRole('link', { name: 'Sign in' }).isVisible())
  assert.ok(way.some(url => url.startsWith(`${ONE_LOGIN}/`)), way.join('\n'))
  assert.ok(way.some(url => url.startsWith(`${ISSUER}/signed-out`)), way.join('\n'))
}))

test('the form on our own sign-out page may go through GOV.UK One Login', visitor(async (page, context) => {
  await signIn(page, 'Ida Marsh')
  await page.getByRole('link', { name: 'Sign out' }).click()
  assert.equal(await heading(page), 'Sign out?')
  await screenshot(page, 'sign-out')
  const way = visited(page)

  await page.getByRole('button', { name: 'Sign out' }).click()

  assert.equal(await heading(page), 'You are signed out')
  await screenshot(page, 'signed-out')
  assert.ok(way.some(url => url.startsWith(`${ONE_LOGIN}/`)), way.join('\n'))
  const names = (await context.cookies(ISSUER)).map(cookie => cookie.name)
  assert.ok(!names.includes('__Host-session'), names.join())
}))

// Every address the page goes through from now on.
function visited (page) {
  const way = []
  page.on('request', request => { if (request.isNavigationRequest()) way.push(request.url()) })
  return way
}
