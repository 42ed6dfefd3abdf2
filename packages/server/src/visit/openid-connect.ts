import { type Outcome, type Problem, TenureError } from '@tenure/core/contract'
import * as client from 'openid-client'
import { isLoopback } from '../http/gate.js'
import { invalid, signedOut } from '../problem-status.js'
import { type ClaimRules, toProvision } from '../sign-in/claim-rules.js'
import type { Claimed } from '../sign-in/identity.js'
import type { SignIn } from '../sign-in/sign-in.js'
import type { Visit, VisitSecret } from './visit.js'

/** A sign-in service that speaks OpenID Connect, and what its claims may do here. */
export interface OpenIdConnectOptions {
  /** Its address, https or on this machine; what it offers is read from there. */
  readonly issuer: string
  readonly clientId: string
  /** From the environment or a file that only its owner reads, never from the code (SEC-12). Without it this is a public client. */
  readonly clientSecret?: string
  /** What the button says. Default: the host name of the issuer. */
  readonly title?: string
  /** Default: `openid`, `profile`, `email`. */
  readonly scopes?: readonly string[]
  /** By default users are found by their subject, nobody is made, and nothing but name and verified e-mail is taken over. */
  readonly claims?: ClaimRules
}

/** Sign-in by OpenID Connect: authorization code with PKCE, state and nonce. Errors: `config.invalid`. */
export function openIdConnect(options: OpenIdConnectOptions): SignIn {
  const issuer = checkIssuer(options.issuer)
  const service = new Service(issuer, options)
  const visit: Visit = {
    title: options.title ?? issuer.hostname,
    begin: (back) => service.begin(back),
    finish: (came, secret) => service.finish(came, secret),
  }
  return {
    kind: 'openid',
    visit,
    check: ({ loopback, publicUrl }) => {
      if (!loopback && publicUrl === undefined) throw withoutAddress()
    },
  }
}

class Service {
  readonly #issuer: URL
  readonly #options: OpenIdConnectOptions
  #known: Promise<client.ServerMetadata> | undefined

  constructor(issuer: URL, options: OpenIdConnectOptions) {
    this.#issuer = issuer
    this.#options = options
  }

  async begin(back: URL): Promise<{ readonly location: URL; readonly secret: VisitSecret }> {
    const config = await this.#configuration()
    const secret = { state: client.randomState(), nonce: client.randomNonce(), verifier: client.randomPKCECodeVerifier() }
    const { scopes = ['openid', 'profile', 'email'] } = this.#options
    const location = client.buildAuthorizationUrl(config, {
      redirect_uri: back.href,
      scope: scopes.join(' '),
      state: secret.state,
      nonce: secret.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(secret.verifier),
      code_challenge_method: 'S256',
    })
    return { location, secret }
  }

  async finish(came: URL, { state, nonce, verifier }: VisitSecret): Promise<Outcome<Claimed>> {
    if (came.searchParams.get('state') !== state)
      return refused(invalid('This is not the sign-in that was started here.', ['state']).problem)
    try {
      const config = await this.#configuration()
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true }
      const claims = (await client.authorizationCodeGrant(config, came, checks)).claims()
      if (claims === undefined) return refused(invalid('The sign-in service said nothing of the user.', ['id_token']).problem)
      return { ok: true, value: toProvision(claims, this.#options.claims) }
    } catch (error) {
      return refused(problemOf(error))
    }
  }

  // Keys are read for each sign-in, so one that was replaced a moment ago is known.
  async #configuration(): Promise<client.Configuration> {
    const { clientId, clientSecret } = this.#options
    this.#known ??= this.#discover()
    const auth = clientSecret === undefined ? client.None() : client.ClientSecretBasic(clientSecret)
    const config = new client.Configuration(await this.#known, clientId, { [client.clockTolerance]: 30 }, auth)
    if (isLoopback(this.#issuer.hostname)) client.allowInsecureRequests(config)
    client.enableNonRepudiationChecks(config)
    config.timeout = timeoutSeconds
    return config
  }

  async #discover(): Promise<client.ServerMetadata> {
    try {
      const execute = isLoopback(this.#issuer.hostname) ? [client.allowInsecureRequests] : []
      const found = await client.discovery(this.#issuer, this.#options.clientId, undefined, client.None(), {
        execute,
        timeout: timeoutSeconds,
      })
      return found.serverMetadata()
    } catch (cause) {
      this.#known = undefined
      throw new TenureError('storage.failed', 'The sign-in service cannot be reached now.', { transient: true }, { cause })
    }
  }
}

const timeoutSeconds = 10

function refused(problem: Problem): Outcome<never> {
  return { ok: false, problem }
}
// What the service refuses is no fault of ours; what cannot be reached is tried again later.
function problemOf(error: unknown): Problem {
  if (error instanceof client.AuthorizationResponseError) return signedOut('The sign-in service did not sign you in.')
  if (error instanceof client.ResponseBodyError || error instanceof client.ClientError)
    return isOutage(error)
      ? new TenureError('storage.failed', 'The sign-in service cannot be reached now.', { transient: true }, { cause: error }).problem
      : invalid('The answer of the sign-in service is not good.', ['id_token']).problem
  return new TenureError('storage.failed', 'The sign-in service cannot be reached now.', { transient: true }, { cause: error }).problem
}
function isOutage(error: Error & { readonly code?: string; readonly status?: number }): boolean {
  return error.code === 'OAUTH_TIMEOUT' || (error.status ?? 0) >= 500
}

function withoutAddress(): TenureError {
  const message = 'OpenID Connect sends people back to this server: name its public address, such as https://workspace.example.'
  return new TenureError('config.invalid', message, { plugin: 'tenure.server', path: ['publicUrl'] })
}
function checkIssuer(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url !== undefined && (url.protocol === 'https:' || isLoopback(url.hostname))) return url
  throw new TenureError('config.invalid', `The issuer ${text} needs an https address.`, {
    plugin: 'tenure.server',
    path: ['signIn', 'issuer'],
  })
}
