// A calling service around what the documentation shows for `openid-client`: its routes, and a session that the
// browser keeps, so that a test can go back to an earlier one.
import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'

const [, , snippet] = process.argv
const service = await import(pathToFileURL(snippet))
const { PORT } = process.env
const address = `http://localhost:${PORT}`

function session (request) {
  const [, kept] = /(?:^|; )service=([^;]*)/.exec(request.headers.cookie ?? '') ?? []
  return kept ? JSON.parse(Buffer.from(kept, 'base64url')) : {}
}

function answer (url, session) {
  switch (url.pathname) {
    case '/sign-in': return service.signIn(session)
    case '/callback': return service.callback(session, url)
    case '/now': return service.now(session)
    case '/refresh': return service.refresh(session)
    case '/sign-out': return service.signOut(session)
    case '/signed-out': return { signed_out: url.searchParams.get('state') === session.signedOut }
  }
}

// The clock of the service moves when a test says so.
let ahead = 0
const RealDate = Date
globalThis.Date = class extends RealDate {
  constructor (...of) { of.length ? super(...of) : super(RealDate.now() + ahead) }
  static now () { return RealDate.now() + ahead }
}

const ended = new Set() // sign-ins that ended elsewhere

async function notified (request) {
  let body = ''
  for await (const part of request) body += part
  ended.add(await service.signedOutElsewhere(new URLSearchParams(body)))
  return {}
}

createServer(async (request, response) => {
  const kept = session(request)
  let status = 200
  let told
  try {
    const url = new URL(request.url, address)
    if (url.pathname === '/clock') ahead = 1000 * Number(url.searchParams.get('seconds'))
    if (ended.has(kept.sid) && !url.pathname.startsWith('/sign')) throw new Error('we: signed out elsewhere')
    told = url.pathname === '/back-channel-logout' ? await notified(request) : await answer(url, kept)
  } catch (error) {
    status = 400
    told = `library: ${error.code ?? ''} ${error.error ?? ''} ${error.message} ${error.cause?.message ?? ''}`
  }
  if (told === undefined) status = 404
  if (told instanceof URL) {
    status = 303
    response.setHeader('location', told.href)
  }
  response.setHeader('set-cookie', `service=${Buffer.from(JSON.stringify(kept)).toString('base64url')}; Path=/; HttpOnly`)
  response.writeHead(status)
  response.end(typeof told === 'string' ? told : JSON.stringify(told))
}).listen(PORT, 'localhost')
