import { TenureError } from '@tenure/core/contract'
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { z } from 'zod'
import { isLoopback } from '../http/gate.js'
import { invalid, signedOut } from '../problem-status.js'
import { systemTiming, type Timing } from '../timing.js'
import { type ClaimRules, toProvision } from './claim-rules.js'
import type { Claimed, Identity } from './identity.js'
import { patientKeySet } from './patient-key-set.js'
import type { SignIn } from './sign-in.js'

/** What a token must be to be believed. */
export interface VerifiedJwtOptions {
  readonly issuer: string
  readonly audience: string
  /** Address of a key set (https, or this machine), or the key set itself. */
  readonly keys: string | JSONWebKeySet
  /** The only accepted algorithms, such as `['ES256']`. */
  readonly algorithms: readonly string[]
  /** The claim that is the user's id. Default: `sub`. */
  readonly userClaim?: string
  /** What the claims may do here: users are found and made by them. Without it the claim of the user is the id of one that is there. */
  readonly claims?: ClaimRules
  readonly timing?: Timing
}

const entry = z.strictObject({ token: z.string().min(1) })

/**
 * Signed tokens of a sign-in service: as bearer of each call, or once, in exchange for a browser's session.
 *
 * Errors: `config.invalid`.
 */
export function verifiedJwt(options: VerifiedJwtOptions): SignIn {
  const keys = keysOf(options)
  const verify = (token: string) => verifyToken(token, keys, options)
  return {
    kind: 'token',
    verify,
    enter: async (body) => {
      const parsed = entry.safeParse(body)
      if (!parsed.success) return { ok: false, problem: invalid('Sign-in needs { "token": … }.', ['token']).problem }
      const identity = await verify(parsed.data.token)
      return identity === undefined
        ? { ok: false, problem: signedOut('The token is invalid or has expired.') }
        : { ok: true, value: identity }
    },
  }
}

function keysOf({ keys, algorithms, timing = systemTiming }: VerifiedJwtOptions): JWTVerifyGetKey {
  if (algorithms.length === 0 || algorithms.includes('none')) throw misconfigured('algorithms', 'Name the algorithms that tokens may have.')
  if (typeof keys !== 'string') return createLocalJWKSet(keys)
  const url = URL.canParse(keys) ? new URL(keys) : undefined
  if (url?.protocol !== 'https:' && !isLoopback(url?.hostname ?? '')) throw misconfigured('keys', 'The key set needs an https address.')
  return patientKeySet(new URL(keys), timing, isBadToken)
}

async function verifyToken(token: string, keys: JWTVerifyGetKey, options: VerifiedJwtOptions): Promise<Identity | Claimed | undefined> {
  const claim = options.userClaim ?? 'sub'
  try {
    const { payload } = await jwtVerify(token, keys, {
      issuer: options.issuer,
      audience: options.audience,
      algorithms: [...options.algorithms],
      requiredClaims: ['exp', claim],
      currentDate: new Date((options.timing ?? systemTiming).now()),
    })
    return identityOf(payload, claim, options)
  } catch (error) {
    if (isBadToken(error)) return undefined
    throw new TenureError('storage.failed', 'The keys of the sign-in service cannot be read now.', { transient: true }, { cause: error })
  }
}

function identityOf(payload: JWTPayload, claim: string, { claims, issuer }: VerifiedJwtOptions): Identity | Claimed | undefined {
  const user = payload[claim]
  if (typeof user !== 'string' || payload.exp === undefined) return undefined
  if (claims !== undefined) return toProvision({ ...payload, iss: issuer, sub: user }, claims, payload.exp * 1000)
  return { user, endsAt: payload.exp * 1000 }
}

// The remaining errors are failures to get the keys.
function isBadToken(error: unknown): boolean {
  return (
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    !(error instanceof errors.JWKSInvalid) &&
    error.code !== 'ERR_JOSE_GENERIC'
  )
}

function misconfigured(path: string, message: string): TenureError {
  return new TenureError('config.invalid', message, { plugin: 'tenure.server', path: ['signIn', path] })
}
