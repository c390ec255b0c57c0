// Support staff: a decision by keyboard alone and without scripts, and their pages held against WCAG 2.2 AA.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ALLOCATE, CONSOLE, ISSUER, SERVICE, heading, screenshot, visitor } from './chromium.mjs'
import { press, tabTo } from './keyboard.mjs'
import { broken, tooWide } from './rules.mjs'

const HOLDING = 'We need to check your details before giving you a TRN'

// Somebody comes from a service and says that they have no National Insurance number.
async function comeFrom (page, service, name) {
  await page.goto(`${service}/`)
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByRole('button', { name }).click()
  await page.getByLabel('No', { exact: true }).check()
  await page.getByRole('button', { name: 'Continue' }).click()
}

// What was on its way is done before anybody looks at the mail.
async function mail (page) {
  return (await page.request.get(`${ISSUER}/local/inbox.json`)).json()
}

// Ida, who may have a record, asks for a TRN.
async function hold (page) {
  await comeFrom(page, ALLOCATE, 'Ida Marsh')
  await page.getByLabel('No', { exact: true }).check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.locator('main').getByRole('button').click()
  assert.equal(await heading(page), HOLDING)
  await mail(page)
}

// Louise, whose record is under another name, asks support staff to look.
async function fail (page) {
  await comeFrom(page, SERVICE, 'Louise Hart')
  await page.getByLabel('Yes', { exact: true }).check()
  await page.getByLabel('Teacher reference number (TRN)', { exact: true }).fill('2823456')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.locator('main').getByRole('button').click()
  assert.equal(await heading(page), 'Request sent')
  await mail(page)
}

test('a member of staff decides by keyboard alone, and the person arrives', visitor(async (page, context) => {
  await hold(page)
  await page.goto(`${CONSOLE}/`)
  await screenshot(page, 'staff-1-start')
  await tabTo(page, 'Sign in')
  await press(page, 'Enter')
  await screenshot(page, 'staff-2-sign-in-stand-in')
  await tabTo(page, 'Priya Caseworker')
  await press(page, 'Space')

  assert.equal(await heading(page), 'Review tasks')
  await screenshot(page, 'staff-3-tasks')
  await tabTo(page, /^TRN-/)
  await press(page, 'Enter')

  assert.match(await heading(page), /^Review task TRN-/)
  await screenshot(page, 'staff-4-task')
  await tabTo(page, 'Connect to record A, TRN 2912345')
  await tabTo(page, 'Continue')
  await press(page, 'Enter')

  assert.match(await page.title(), /^Error: /)
  await screenshot(page, 'staff-5-nothing-chosen')
  await tabTo(page, 'Select what to do with this request')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Space')
  await tabTo(page, 'Continue')
  await press(page, 'Enter')

  assert.equal(await heading(page), 'Check and confirm')
  await screenshot(page, 'staff-6-confirm')
  await tabTo(page, 'Connect and email')
  await press(page, 'Enter')

  const done = page.getByRole('alert')
  assert.match(await done.innerText(), /The record with TRN 2912345 is connected\./)
  await screenshot(page, 'staff-7-done')

  const email = (await mail(page)).find(({ text }) => text.includes('2912345'))
  assert.equal(email.to, 'ida@example.com')
  await page.reload()
  assert.match(await page.locator('main').innerText(), /The email was sent at/)
  await page.goto(/http\S+\/continue-to\/\S+/.exec(email.text)[0])
  await screenshot(page, 'staff-8-landing')
  await page.getByRole('link', { name: 'Continue' }).click()
  assert.ok(page.url().startsWith(ALLOCATE), page.url())
  await screenshot(page, 'staff-9-service')

  const cookies = await context.cookies(CONSOLE)
  const { path, secure, httpOnly, sameSite } = cookies.find(cookie => cookie.name === '__Host-staff')
  assert.deepEqual({ path, secure, httpOnly, sameSite }, { path: '/', secure: true, httpOnly: true, sameSite: 'Lax' })
}))

test('the console breaks no rule, and fits a wide screen and the narrowest', visitor(async page => {
  await fail(page)
  const wrong = []
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 800 })
    const look = async name => {
      wrong.push(...await tooWide(page), ...await broken(page))
      await screenshot(page, `staff-${name}-${width}`)
    }
    await page.goto(`${CONSOLE}/`)
    await look('start')
    await page.getByRole('link', { name: 'Sign in' }).click()
    await page.getByRole('button', { name: 'Tom Caseworker' }).click()
    await look('tasks')
    await page.goto(`${CONSOLE}/tasks?type=record_not_found`)
    await page.getByRole('link', { name: /^TRN-/ }).click()
    await look('task')
    await page.getByRole('button', { name: 'Continue' }).click()
    await look('nothing-chosen')
    await page.getByLabel('Do not connect to any record').check()
    await page.getByLabel('The record belongs to somebody else').check()
    await page.getByRole('button', { name: 'Continue' }).click()
    assert.equal(await heading(page), 'Check and confirm')
    await look('confirm')
    await page.getByRole('link', { name: 'Go back to the task without deciding' }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
    assert.equal(await heading(page), 'You are signed out')
    await look('signed-out')
  }

  assert.equal(wrong.length, 0, `\n${wrong.join('\n')}`)
}, { scripts: true }))
