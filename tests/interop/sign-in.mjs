// Signs somebody in with `openid-client`, unmodified, from discovery alone, and prints what it was told.
// Usage: sign-in.mjs ISSUER CLIENT_ID REDIRECT_URI (KEY_FILE | --secret SECRET)
import { readFileSync } from 'node:fs'
import { webcrypto } from 'node:crypto'
import * as client from 'openid-client'
import { Browser } from './browser.mjs'

const [, , issuer, clientId, redirectUri, key, secret] = process.argv

async function authentication () {
  if (key === '--secret') return client.ClientSecretPost(secret)
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
  const jwk = JSON.parse(readFileSync(key, 'utf8'))
  const privateKey = await webcrypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign'])
  return client.PrivateKeyJwt({ key: privateKey, kid: 'interop' })
}

const options = { execute: [client.allowInsecureRequests] }
const config = await client.discovery(new URL(issuer), clientId, undefined, await authentication(), options)
const pkceCodeVerifier = client.randomPKCECodeVerifier()
const expectedState = client.randomState()
const expectedNonce = client.randomNonce()
const start = client.buildAuthorizationUrl(config, {
  redirect_uri: redirectUri,
  scope: 'openid teaching_record email profile',
  code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: 'S256',
  state: expectedState,
  nonce: expectedNonce
})

const browser = new Browser(redirectUri)
const picker = await browser.open(start)
const nino = await browser.send(picker, [['persona', 'anne']])
const found = nino.url.href.startsWith(redirectUri)
  ? nino
  : await browser.send(nino, [['have_nino', 'yes'], ['nino', 'AB123456C']])
const back = found.url.href.startsWith(redirectUri) ? found : await browser.click(found, 'Continue to')

const checks = { pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true }
const tokens = await client.authorizationCodeGrant(config, back.url, checks)
const claims = tokens.claims()
const userinfo = await client.fetchUserInfo(config, tokens.access_token, claims.sub)

let replayed = 'accepted'
try {
  await client.authorizationCodeGrant(config, back.url, checks)
} catch (error) {
  replayed = error.error
}
let afterReplay = 'accepted'
try {
  await client.fetchUserInfo(config, tokens.access_token, claims.sub)
} catch (error) {
  afterReplay = 'refused'
}
console.log(JSON.stringify({ claims, userinfo, replayed, afterReplay }))
