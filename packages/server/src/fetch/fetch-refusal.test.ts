import { expect, test } from 'vitest'
import { RefusedFetch, toRefusal } from './fetch-refusal.js'

const withCode = (code: string) => Object.assign(new Error('failed'), { code })

test.each([
  ['CERT_HAS_EXPIRED', 'insecure'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'insecure'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'insecure'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'insecure'],
  ['HPE_INVALID_CONSTANT', 'encoding'],
  ['ERR_HTTP_INVALID_STATUS_CODE', 'encoding'],
  ['Z_DATA_ERROR', 'encoding'],
  ['ERR__ERROR_FORMAT_PADDING_1', 'encoding'],
  ['ERR_BROTLI_DECODER_ERROR', 'encoding'],
  ['ECONNREFUSED', 'unreachable'],
  ['ENOTFOUND', 'unreachable'],
  ['MY_HPE_ERROR', 'unreachable'],
])('a failure of the network with the code %s is refused as %s', (code, why) => {
  expect(toRefusal(withCode(code))).toBe(why)
})

test('a refusal keeps its reason, and what is no error of the network is unreachable', () => {
  const all = [new RefusedFetch('gone'), new Error('CERT'), 'CERT', undefined, { code: 'CERT_HAS_EXPIRED' }]
  expect(all.map(toRefusal)).toEqual(['gone', 'unreachable', 'unreachable', 'unreachable', 'unreachable'])
})
