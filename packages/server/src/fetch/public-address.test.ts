import { expect, test } from 'vitest'
import { isPublicAddress } from './public-address.js'

test.each([
  ['this network', '0.0.0.0'],
  ['private', '10.1.2.3'],
  ['private', '172.31.255.255'],
  ['private', '192.168.0.1'],
  ['shared', '100.64.0.1'],
  ['loopback', '127.255.0.1'],
  ['link-local, with the data of clouds', '169.254.169.254'],
  ['documentation', '203.0.113.9'],
  ['multicast', '224.0.0.1'],
  ['broadcast', '255.255.255.255'],
  ['unspecified', '::'],
  ['loopback', '::1'],
  ['mapped', '::ffff:93.184.216.34'],
  ['mapped, in hexadecimal', '::ffff:7f00:1'],
  ['compatible', '::127.0.0.1'],
  ['translated (RFC 6052)', '64:ff9b::7f00:1'],
  ['translated (RFC 8215)', '64:ff9b:1::7f00:1'],
  ['6to4', '2002:7f00:1::'],
  ['Teredo', '2001:0:7f00:1::'],
  ['documentation', '2001:db8::1'],
  ['unique local', 'fd00::1'],
  ['link-local', 'fe80::1'],
  ['link-local with a zone', 'fe80::1%eth0'],
  ['site-local', 'fec0::1'],
  ['multicast', 'ff02::1'],
  ['no address', 'localhost'],
  ['no address', ''],
])('[SEC-10] an address that is %s is not public: %s', (_, address) => {
  expect(isPublicAddress(address)).toBe(false)
})

test.each(['93.184.216.34', '172.15.0.1', '172.32.0.1', '100.128.0.1', '223.255.255.255', '2606:4700::1111', '2a00:1450:4001::200e'])(
  '[SEC-10] %s is public',
  (address) => expect(isPublicAddress(address)).toBe(true),
)
