import type { FetchRefusal } from '@tenure/core/outside'

/** Ends a fetch; it leaves the fetcher as an answer, never as an error. */
export class RefusedFetch extends Error {
  readonly why: FetchRefusal

  constructor(why: FetchRefusal, options?: { readonly cause?: unknown }) {
    super(why, options)
    this.why = why
  }
}

/** What a failure of the network means. */
export function toRefusal(error: unknown): FetchRefusal {
  if (error instanceof RefusedFetch) return error.why
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/CERT|SIGNATURE|ISSUER|ALTNAME|SELF_SIGNED/.test(code)) return 'insecure'
  if (/^(HPE_|ERR_HTTP|Z_|ERR__ERROR_FORMAT)/.test(code) || code.startsWith('ERR_BROTLI')) return 'encoding'
  return 'unreachable'
}
