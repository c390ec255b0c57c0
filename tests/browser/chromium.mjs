// Debian's Chromium, without scripts unless a test asks for them, and where the running stack is.

import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { after, before } from 'node:test'
import { chromium } from 'playwright-core'

const ARGUMENTS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
  // Letters are drawn by their outlines alone, whatever the machine is set to.
  '--font-render-hinting=none', '--disable-lcd-text'
]

const SCREENSHOTS = new URL('screenshots/', import.meta.url)

// Where the stack is, each without a slash at the end.
export const ISSUER = address('ISSUER')
export const ONE_LOGIN = address('ONE_LOGIN')
export const SERVICE = address('SERVICE')
export const ALLOCATE = address('ALLOCATE')
export const CONSOLE = address('CONSOLE')

let browser

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ARGUMENTS
  })
})

after(() => browser?.close())

// A test body with a browser of its own, in which no page may break its Content-Security-Policy.
export function visitor (body, { scripts = false, width = 1280, scale = 1, forcedColors = 'none' } = {}) {
  return async () => {
    const context = await browser.newContext({
      javaScriptEnabled: scripts, viewport: { width, height: 800 }, deviceScaleFactor: scale, locale: 'en-GB', forcedColors
    })
    context.setDefaultTimeout(10_000)
    const refused = []
    context.on('console', message => {
      if (/content security policy/i.test(message.text())) refused.push(message.text())
    })
    try {
      await body(await context.newPage(), context)
    } finally {
      await context.close()
    }
    assert.deepEqual(refused, [], 'what the policy of a page refused')
  }
}

// From the sample service to the stand-in for GOV.UK One Login, and back as somebody in its picker.
export async function signIn (page, name) {
  await page.goto(`${SERVICE}/`)
  await page.getByRole('link', { name: 'Sign in' }).click()
  await page.getByRole('button', { name }).click()
}

// The same, up to the page of the question, with a number typed in.
export async function fillIn (page, name, number) {
  await signIn(page, name)
  await page.getByLabel('Yes', { exact: true }).check()
  await page.getByLabel('National Insurance number', { exact: true }).fill(number)
}

// The same, and on to where the number leads.
export async function find (page, name, number) {
  await fillIn(page, name, number)
  await page.getByRole('button', { name: 'Continue' }).click()
}

export function heading (page) {
  return page.getByRole('heading', { level: 1 }).innerText()
}

// What the sample service says it was told.
export function claim (page, name) {
  return page.getByRole('row', { name: new RegExp(`^${name} `) }).first().getByRole('cell').innerText()
}

export async function screenshot (page, name) {
  const path = new URL(`${name}.png`, SCREENSHOTS).pathname
  mkdirSync(dirname(path), { recursive: true })
  await page.screenshot({ path, fullPage: true })
}

function address (name) {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: run \`cargo test -p acceptance --test browser\``)
  return value
}
