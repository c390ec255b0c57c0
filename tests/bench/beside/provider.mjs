// oidc-provider with a calling service like the one that is measured: codes with PKCE, a secret, ID tokens signed with ES256, and
// everything in memory. Says its port, and as many codes as it is asked for by a line on standard input.
import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'
import Provider from 'oidc-provider'

const [, , clientId, clientSecret, redirectUri, codeChallenge] = process.argv
const accountId = 'somebody'
const scope = 'openid email'
const life = 600 // seconds

const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' })
const provider = new Provider('http://localhost', {
  claims: { openid: ['sub'], email: ['email', 'email_verified'] },
  clients: [{
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code'],
    response_types: ['code'],
    token_endpoint_auth_method: 'client_secret_basic',
    id_token_signed_response_alg: 'ES256',
  }],
  features: { devInteractions: { enabled: false } },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, email: 'somebody@example.com', email_verified: true }),
  }),
  ttl: { AccessToken: life, AuthorizationCode: life, Grant: life, IdToken: life },
  jwks: { keys: [{ ...key, alg: 'ES256', kid: 'key', use: 'sig' }] },
})

async function code () {
  const client = await provider.Client.find(clientId)
  const grant = new provider.Grant({ accountId, clientId })
  grant.addOIDCScope(scope)
  const grantId = await grant.save(life)
  return new provider.AuthorizationCode({
    accountId,
    authTime: Math.floor(Date.now() / 1000),
    client,
    codeChallenge,
    codeChallengeMethod: 'S256',
    grantId,
    gty: 'authorization_code',
    nonce: 'a-nonce-of-thirty-two-letters-000',
    redirectUri,
    scope,
  }).save(life)
}

const server = createServer(provider.callback()).listen(0, '127.0.0.1', () => console.log(server.address().port))
for await (const line of createInterface(process.stdin)) {
  for (let many = Number(line); many > 0; many--) console.log(await code())
}
process.exit()
