// What every page looked like when somebody last looked at it, and whether it still does.
//
// What is kept is small and grey, one picture for each page in `looks/`: enough to see that something moved, grew or has
// another shade, and too little to see how one version of Chromium draws the edge of a letter otherwise than the next.

import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import pixelmatch from 'pixelmatch'
import { PNG } from 'pngjs'

// So many pixels of the width become this many.
const WIDTH = 40

// From here on two shades are two: black and white are 1 apart. What browsers differ in between versions stays below.
const THRESHOLD = 0.04

const RENEW = process.env.UPDATE_SCREENSHOTS === '1'

const FONTS = ['400', '700'].map(weight => {
  const file = new URL(`node_modules/@fontsource/arimo/files/arimo-latin-${weight}-normal.woff2`, import.meta.url)
  return { weight, base64: readFileSync(file, 'base64') }
})

// Pages name fonts that a machine has or has not. With one that is brought along, lines break in the same places everywhere.
// It is as wide as Arial, which most people see.
export function inOneFont (context) {
  return context.addInitScript(fonts => {
    for (const { weight, base64 } of fonts) {
      // From memory, it is there before the first letter is drawn.
      const bytes = Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
      document.fonts.add(new FontFace('Helvetica Neue', bytes, { weight }))
    }
  }, FONTS)
}

// Takes a picture of the whole page, to look at: `name` is `way/page`. Says whether it is another than the kept one.
export async function unlike (page, name) {
  await layOutAnew(page)
  const png = await page.screenshot({ fullPage: true })
  write(`screenshots/${name}.png`, png)
  const now = shrunk(PNG.sync.read(png))
  const kept = read(`looks/${name}.png`)
  if (kept && sameLook(kept, now)) return []
  if (RENEW) {
    write(`looks/${name}.png`, PNG.sync.write(now, { colorType: 0, deflateLevel: 9 }))
    return []
  }
  if (!kept) return [`${name}: no picture of it is kept`]
  write(`screenshots/changed/${name}.png`, PNG.sync.write(sideBySide(kept, now)))
  return [`${name}: looks different, see screenshots/changed/${name}.png (before, now, where)`]
}

// A line under a link and the text of a list stay where they were drawn before a font came that was loaded. Drawn anew, they are the
// same each time.
function layOutAnew (page) {
  return page.evaluate(async () => {
    await document.fonts.ready
    document.body.style.display = 'none'
    document.body.getBoundingClientRect()
    document.body.style.display = ''
  })
}

// The kept pictures of pages that there are no more.
export function ofNoPage (way, pages) {
  const folder = new URL(`looks/${way}/`, import.meta.url)
  const kept = existsSync(folder) ? readdirSync(folder).map(file => file.replace('.png', '')) : []
  const left = kept.filter(name => !pages.includes(name))
  return left.map(name => `looks/${way}/${name}.png: delete it, no page is called so any more`)
}

function sameLook (one, other) {
  return one.height === other.height && differences(one, other) === 0
}

function differences (one, other, drawing = null) {
  const { width, height } = one
  return pixelmatch(one.data, other.data, drawing?.data, width, height, { threshold: THRESHOLD, includeAA: true })
}

// Each pixel is the mean of the square it stands for, in grey as eyes see it.
function shrunk (picture) {
  const side = picture.width / WIDTH
  const small = new PNG({ width: WIDTH, height: Math.ceil(picture.height / side) })
  const sums = new Float64Array(WIDTH * small.height)
  for (let y = 0; y < picture.height; y++) {
    const row = Math.floor(y / side) * WIDTH
    for (let x = 0; x < picture.width; x++) {
      const at = (y * picture.width + x) * 4
      const [red, green, blue] = [picture.data[at], picture.data[at + 1], picture.data[at + 2]]
      sums[row + Math.floor(x / side)] += 0.299 * red + 0.587 * green + 0.114 * blue
    }
  }
  sums.forEach((sum, index) => {
    const rows = Math.min(side, picture.height - Math.floor(index / WIDTH) * side)
    small.data.fill(Math.round(sum / (side * rows)), index * 4, index * 4 + 3)
    small.data[index * 4 + 3] = 255
  })
  return small
}

// Before, now, and where they differ: as large as the page was.
function sideBySide (kept, now) {
  const height = Math.max(kept.height, now.height)
  const [before, after] = [kept, now].map(picture => {
    const padded = new PNG({ width: WIDTH, height })
    padded.data.fill(255)
    PNG.bitblt(picture, padded, 0, 0, WIDTH, picture.height, 0, 0)
    return padded
  })
  const where = new PNG({ width: WIDTH, height })
  differences(before, after, where)
  const all = new PNG({ width: 3 * WIDTH, height })
  for (const [index, picture] of [before, after, where].entries()) {
    PNG.bitblt(picture, all, 0, 0, WIDTH, height, index * WIDTH, 0)
  }
  return enlarged(all, 8)
}

function enlarged (picture, times) {
  const large = new PNG({ width: picture.width * times, height: picture.height * times })
  for (let y = 0; y < large.height; y++) {
    for (let x = 0; x < large.width; x++) {
      const from = (Math.floor(y / times) * picture.width + Math.floor(x / times)) * 4
      picture.data.copy(large.data, (y * large.width + x) * 4, from, from + 4)
    }
  }
  return large
}

function read (name) {
  const file = new URL(name, import.meta.url)
  return existsSync(file) ? PNG.sync.read(readFileSync(file)) : null
}

function write (name, bytes) {
  const file = new URL(name, import.meta.url)
  mkdirSync(new URL('.', file), { recursive: true })
  writeFileSync(file, bytes)
}
