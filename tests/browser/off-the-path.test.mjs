// What people do with a browser besides following the links.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ISSUER, SERVICE, claim, fillIn, find, heading, screenshot, visitor } from './chromium.mjs'

test('after the end the back button leads to the end, and on again', visitor(async page => {
  await find(page, 'Éloïse O’Neill', 'LM 45 67 89 D')
  await page.getByRole('link', { name: /^Continue to / }).click()
  assert.equal(await claim(page, 'trn'), '"2789012"')

  await page.goBack()
  assert.equal(await heading(page), 'We found your teaching record')
  await page.goBack()
  assert.equal(await heading(page), 'We found your teaching record', 'the question is settled')
  await screenshot(page, 'back-after-the-end')

  await page.getByRole('link', { name: /^Continue to / }).click()
  assert.equal(page.url(), `${SERVICE}/`)
}))

test('the back button shows the question with its answer', visitor(async page => {
  await find(page, 'Harold Finch', 'sx 67 89 01 b')
  assert.equal(await heading(page), 'Do you have a teacher reference number (TRN)?')
  await screenshot(page, 'trn')

  await page.goBack()

  assert.equal(await heading(page), 'Do you have a National Insurance number?')
  assert.ok(await page.getByLabel('Yes', { exact: true }).isChecked())
  assert.equal(await page.getByLabel('National Insurance number', { exact: true }).inputValue(), 'SX 67 89 01 B')
}))

test('a double click on Continue has one effect', visitor(async page => {
  await fillIn(page, 'Fay Brown', 'PR 56 78 90 C')

  await page.getByRole('button', { name: 'Continue' }).dblclick()

  await page.getByRole('heading', { name: 'We found your teaching record' }).waitFor()
  await page.getByRole('link', { name: /^Continue to / }).dblclick()
  await page.waitForURL(`${SERVICE}/`)
  assert.equal(await claim(page, 'trn'), '"2890123"')
}))

test('a page with an error can be loaded again and keeps what was typed', visitor(async page => {
  await find(page, 'Beatrice Okafor', 'AB 12 34')
  const message = page.getByRole('alert').getByRole('link')
  assert.equal(await message.innerText(), 'Enter a National Insurance number in the correct format')

  await page.reload()

  assert.equal(await message.innerText(), 'Enter a National Insurance number in the correct format')
  assert.equal(await page.getByLabel('National Insurance number', { exact: true }).inputValue(), 'AB 12 34')
}))

test('an error page can be loaded again and leads on', visitor(async page => {
  await page.goto(`${SERVICE}/sign-in`)
  const service = { name: 'Start again from Access your teaching qualifications', href: `${SERVICE}/sign-in` }
  for (const [path, status, title, { name, href }] of [
    ['/one-login/callback?code=x&state=x', 400, 'You need to start again', service],
    ['/j/00000000000000000000000000/trn', 400, 'You need to start again', service],
    ['/nothing-here', 404, 'Page not found', { name: 'read what this service does', href: '/' }]
  ]) {
    const first = await page.goto(`${ISSUER}${path}`)
    assert.equal(first.status(), status, path)
    const again = await page.reload()

    assert.equal(again.status(), status, path)
    assert.equal(await heading(page), title, path)
    assert.equal(await page.getByRole('link', { name }).getAttribute('href'), href, path)
    await screenshot(page, title.toLowerCase().replaceAll(' ', '-'))
  }
}))
