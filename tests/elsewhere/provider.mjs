// An OpenID provider that is none of ours (npm oidc-provider), with one invented person who signs in without a page.
// Run in the folder where npm put it: node provider.mjs PORT BACK PUBLIC_JWK
import { createRequire } from 'node:module'
import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'

const here = createRequire(process.cwd() + '/')
const { Provider } = await import(pathToFileURL(here.resolve('oidc-provider')))
const [port, back, jwk] = process.argv.slice(2)
const issuer = `http://127.0.0.1:${port}`
const HIGH = 'https://elsewhere.example/level/high'
const LOW = 'https://elsewhere.example/level/low'
const person = {
  sub: 'a-person',
  name: '林清和',
  gender: 'female',
  birthdate: '1994-05-12',
  verified: { nationality: 'CHN', document: { kind: 'idcard', number: '100101199405120243' } },
}
const common = { redirect_uris: [back], response_types: ['code'], grant_types: ['authorization_code'] }
const provider = new Provider(issuer, {
  clients: [
    { client_id: 'by-secret', client_secret: 'a secret of tests: +/%', ...common },
    {
      client_id: 'by-key', token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [JSON.parse(jwk)] },
      token_endpoint_auth_signing_alg: 'ES256', id_token_signed_response_alg: 'RS256', ...common,
    },
  ],
  acrValues: [HIGH, LOW],
  claims: { openid: ['sub'], profile: ['name', 'gender', 'birthdate'], real_name: ['verified'] },
  scopes: ['openid', 'profile', 'real_name'],
  features: { devInteractions: { enabled: false }, claimsParameter: { enabled: true } },
  findAccount: (_, id) => ({ accountId: id, claims: () => person }),
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  pkce: { required: () => true },
})

async function interact(request, response) {
  const { prompt, params, session } = await provider.interactionDetails(request, response)
  if (prompt.name === 'login') {
    const acr = params.login_hint === 'low' || !(params.acr_values || '').includes(HIGH) ? LOW : HIGH
    return provider.interactionFinished(request, response, { login: { accountId: person.sub, acr } })
  }
  const grant = new provider.Grant({ accountId: session.accountId, clientId: params.client_id })
  grant.addOIDCScope(params.scope)
  return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } })
}

const answer = provider.callback()
createServer((request, response) => (request.url.startsWith('/interaction/') ? interact(request, response) : answer(request, response)))
  .listen(Number(port), '127.0.0.1', () => console.log('ready'))
