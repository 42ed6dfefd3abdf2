import { BlockList, isIP, isIPv6 } from 'node:net'

// The special-purpose registries of IANA for IPv4: private, shared, loopback, link-local, test, relay, multicast, reserved, broadcast.
const specialRanges: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
// Of IPv6 only what is given out for use on the internet is public: loopback, mapped and translated IPv4, unique local, link-local and
// multicast lie outside of it. Within it, some ranges are special: protocol assignments with Teredo, documentation, 6to4.
const globalRange = ['2000::', 3] as const
const specialWithin: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
]

const special = new BlockList()
for (const [address, bits] of specialRanges) special.addSubnet(address, bits, 'ipv4')
for (const [address, bits] of specialWithin) special.addSubnet(address, bits, 'ipv6')
const global = new BlockList()
global.addSubnet(...globalRange, 'ipv6')

/** Whether an IP address belongs to some machine on the internet, and to nothing else; what is no IP address does not. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 0 || address.includes('%')) return false
  if (!isIPv6(address)) return !special.check(address, 'ipv4')
  return global.check(address, 'ipv6') && !special.check(address, 'ipv6')
}
