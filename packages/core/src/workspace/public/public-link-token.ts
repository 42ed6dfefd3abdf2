import { Sha256 } from '../../records/export/sha256.js'

/** A new token: 256 random bits, as letters, digits, `-` and `_`. */
export function newToken(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(32))
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
/**
 * What is kept of a token; `undefined` for what is none. It is looked up by this digest, which nobody can steer, so how long looking takes says
 * nothing of the tokens that there are.
 */
export function digestOfToken(token: string): string | undefined {
  return /^[\w-]{43}$/.test(token) ? new Sha256().update(new TextEncoder().encode(token)).digest() : undefined
}
