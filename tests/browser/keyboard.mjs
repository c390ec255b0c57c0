// A keyboard, and nothing else.

import assert from 'node:assert/strict'

// Presses Tab until the control of that name, or of a name like that, has the focus.
export async function tabTo (page, name) {
  const passed = []
  while (passed.length < 40) {
    await page.keyboard.press('Tab')
    const here = await focused(page)
    if (name instanceof RegExp ? name.test(here) : here === name) return
    passed.push(here)
  }
  assert.fail(`Tab does not lead to "${name}": ${passed.join(' · ')}`)
}

// Presses a key that leads to another page.
export async function press (page, key) {
  const loaded = page.waitForEvent('load')
  await page.keyboard.press(key)
  await loaded
}

// What the control that has the focus is called.
export function focused (page) {
  return page.evaluate(() => {
    const element = document.activeElement
    return (element.labels?.[0] ?? element).innerText.trim()
  })
}
