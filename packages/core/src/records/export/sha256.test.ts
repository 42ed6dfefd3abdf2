import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Sha256 } from './sha256.js'

test('the digest is that of SHA-256, in however many parts the bytes come', () => {
  const parts = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 12 })
  fc.assert(
    fc.property(parts, (bytes) => {
      const own = bytes.reduce((hash, part) => hash.update(part), new Sha256()).digest()
      const known = bytes.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex')
      expect(own).toBe(known)
    }),
  )
})
