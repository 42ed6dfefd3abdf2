import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose'
import type { Timing } from '../timing.js'

const firstPauseMs = 1_000
const longestPauseMs = 60_000

/**
 * The keys at an address. While they cannot be read, the address is not asked for every token: it is asked again after 1 s, then after
 * twice the pause each time, at most 60 s. Keys that are known already are used meanwhile. `isBadToken` says which errors are not
 * failures of the key set.
 */
export function patientKeySet(url: URL, timing: Timing, isBadToken: (error: unknown) => boolean): JWTVerifyGetKey {
  let pauseMs = 0
  let askAgainAt = 0
  let hasAnswered = false
  let failure: unknown
  const fetchKeys: typeof fetch = async (...request) => {
    if (timing.now() < askAgainAt) throw failure
    const response = await fetch(...request)
    hasAnswered = true
    return response
  }
  const keys = createRemoteJWKSet(url, { [customFetch]: fetchKeys })
  const note = (error: unknown): void => {
    hasAnswered = false
    if (timing.now() < askAgainAt) return
    pauseMs = Math.min(longestPauseMs, Math.max(firstPauseMs, pauseMs * 2))
    askAgainAt = timing.now() + pauseMs
    failure = error
  }
  return async (header, token) => {
    try {
      const key = await keys(header, token)
      if (hasAnswered) pauseMs = 0
      return key
    } catch (error) {
      if (!isBadToken(error)) note(error)
      throw error
    }
  }
}
