// A browser without scripts: keeps cookies, follows redirects until `end`, fills in the one form of a page.

export class Browser {
  #cookies = new Map()

  constructor (end) {
    this.end = end
  }

  async open (url, body) {
    for (let hop = 0; hop < 20; hop++) {
      if (url.href.startsWith(this.end)) return { url, body: '' }
      const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await fetch(url, {
        method: body ? 'POST' : 'GET', body, headers: { cookie, origin: url.origin }, redirect: 'manual'
      })
      for (const cookie of answer.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)
        this.#cookies.set(name, value)
      }
      const location = answer.headers.get('location')
      if (!location) return { url, status: answer.status, body: await answer.text() }
      url = new URL(location, url)
      body = undefined
    }
    throw new Error('redirected for ever')
  }

  async send (page, fields) {
    const form = /<form method="post"[^>]*>/.exec(page.body)
    if (!form) throw new Error(`no form at ${page.url.pathname} (${page.status}): ${page.body.slice(0, 200)}`)
    const inside = page.body.slice(form.index, page.body.indexOf('</form>', form.index))
    const hidden = [...inside.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)]
    const body = new URLSearchParams([...hidden.map(([, name, value]) => [name, value]), ...fields])
    const action = /action="([^"]*)"/.exec(form[0])
    return this.open(new URL(action?.[1] ?? page.url, page.url), body)
  }

  async click (page, text) {
    for (const [, href, words] of page.body.matchAll(/<a [^>]*?href="([^"]+)"[^>]*>([\s\S]*?)<\/a>/g)) {
      if (words.includes(text)) return this.open(new URL(href, page.url))
    }
    throw new Error(`no link "${text}" at ${page.url.pathname}`)
  }
}
