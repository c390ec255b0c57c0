// Makes a key for `private_key_jwt`: the private half into the file named, the public half, a JSON Web Key, to the output.
import { writeFileSync } from 'node:fs'
import { webcrypto } from 'node:crypto'

const [, , file] = process.argv
const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
const { privateKey, publicKey } = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
writeFileSync(file, JSON.stringify(await webcrypto.subtle.exportKey('jwk', privateKey)), { mode: 0o600 })
const { kty, crv, x, y } = await webcrypto.subtle.exportKey('jwk', publicKey)
console.log(JSON.stringify({ kty, crv, x, y, kid: 'interop', use: 'sig', alg: 'ES256' }))
