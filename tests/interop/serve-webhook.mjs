// A calling service around what the documentation shows for webhooks: it keeps what it heard, and the requests as they
// came, so that a test can tamper with them.
import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'

const [, , snippet] = process.argv
const service = await import(pathToFileURL(snippet))

// The clock of the service moves when a test says so.
let ahead = 0
const now = Date.now
Date.now = () => now() + ahead

const heard = []
const requests = []

createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  const url = new URL(request.url, 'http://localhost')
  if (url.pathname === '/clock') ahead = 1000 * Number(url.searchParams.get('seconds'))
  if (request.method === 'GET') return response.end(JSON.stringify({ heard, requests }))
  requests.push({ headers: request.headers, body: body.toString() })
  try {
    const event = await service.heard(request.headers, body)
    if (event) heard.push(event)
    response.writeHead(204)
  } catch (error) {
    response.writeHead(400)
    response.write(error.message)
  }
  response.end()
}).listen(process.env.PORT, 'localhost')
