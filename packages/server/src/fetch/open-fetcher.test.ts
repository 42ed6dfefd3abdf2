import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { createServer as createSecureServer } from 'node:tls'
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import type { FetchRequest } from '@tenure/core/outside'
import { expect, onTestFinished, test } from 'vitest'
import { ManualTiming } from '../fixtures/manual-timing.js'
import { untrusted } from '../fixtures/untrusted-certificate.js'
import { type FetcherOptions, openFetcher } from './open-fetcher.js'

const publicAddress = '93.184.216.34'
const by = { plugin: 'acme.calendars' }
/** A fetcher for which every name is on one machine of the internet: a server of this test. Time passes only where a test says so. */
async function start(listener: RequestListener, options: FetcherOptions = {}) {
  const seen: { readonly url: string; readonly headers: Readonly<Record<string, unknown>> }[] = []
  const connected: string[] = []
  const server = createServer((incoming, outgoing) => {
    seen.push({ url: incoming.url ?? '', headers: incoming.headers })
    listener(incoming, outgoing)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const fetcher = openFetcher({
    timing: new ManualTiming(),
    resolve: async () => [publicAddress],
    connect: ({ host, port: wanted }) => {
      connected.push(`${host} ${wanted}`)
      return connect(port, '127.0.0.1')
    },
    ...options,
  })
  return { seen, connected, fetch: (url: string, more: Omit<FetchRequest, 'url'> = {}) => fetcher.fetch({ url, ...more }, by), fetcher }
}
const says = (text: string): RequestListener => {
  return (_, outgoing) => outgoing.setHeader('content-type', 'Text/Calendar; charset=utf-8').end(text)
}
const leadsTo = (location: string): RequestListener => {
  return ({ url }, outgoing) =>
    url === '/end'
      ? outgoing.end('there')
      : outgoing.writeHead(302, { location: location.replace(/[^\x21-\x7e]/g, encodeURIComponent) }).end()
}

test('[SEC-10] an answer has its text and type; the request says nothing of us but the name of the product', async () => {
  const { fetch, seen, connected } = await start(says('Grüße'))
  expect(await fetch('http://calendar.example/a?b=c#d', { accept: 'text/calendar' })).toEqual({
    state: 'fetched',
    text: 'Grüße',
    type: 'text/calendar',
  })
  expect(connected).toEqual([`${publicAddress} 80`])
  expect(seen).toEqual([
    {
      url: '/a?b=c',
      headers: {
        host: 'calendar.example',
        accept: 'text/calendar',
        'accept-encoding': 'gzip, br',
        'user-agent': 'Tenure',
        connection: 'close',
      },
    },
  ])
})

test('[SEC-10] an etag that came comes back, and what has not changed is not sent; one with a line end is left out', async () => {
  const { fetch, seen } = await start(({ headers }, outgoing) =>
    headers['if-none-match'] === '"v1"' ? outgoing.writeHead(304).end() : outgoing.setHeader('etag', '"v1"').end('text'),
  )
  expect(await fetch('http://a.example')).toEqual({ state: 'fetched', text: 'text', type: '', etag: '"v1"' })
  expect(await fetch('http://a.example', { etag: '"v1"' })).toEqual({ state: 'unchanged' })
  expect(await fetch('http://a.example', { etag: '"v1"\r\ncookie: a=b', accept: 'a\r\nx: y' })).toMatchObject({ state: 'fetched' })
  expect(seen.at(-1)?.headers).not.toHaveProperty('if-none-match')
  expect(seen.at(-1)?.headers).toMatchObject({ accept: 'ax: y' })
  expect(seen.at(-1)?.headers).not.toHaveProperty('x')
})

test.each([
  ['address', 'calendar'],
  ['address', `http://a.example/${'a'.repeat(2_000)}`],
  ['address', 'http://a.example:99999/'],
  ['scheme', 'file:///etc/passwd'],
  ['scheme', 'ftp://a.example'],
  ['scheme', 'gopher://a.example'],
  ['scheme', 'data:text/plain,a'],
  ['credentials', 'http://anna@a.example'],
  ['credentials', 'http://93.184.216.34:80@127.0.0.1/'],
  ['port', 'http://a.example:22'],
  ['private', 'http://127.0.0.1'],
  ['private', 'http://127.0.0.1.'],
  ['private', 'http://2130706433'],
  ['private', 'http://0x7f000001'],
  ['private', 'http://0177.0.0.1'],
  ['private', 'http://127.1'],
  ['private', 'http://①②⑦.0.0.1'],
  ['private', 'http://0.0.0.0'],
  ['private', 'http://169.254.169.254/latest/meta-data'],
  ['private', 'http://[::]'],
  ['private', 'http://[::1]'],
  ['private', 'http://[::ffff:127.0.0.1]'],
  ['private', 'http://[64:ff9b::7f00:1]'],
  ['private', 'http://[fd00::1]'],
] as const)('[SEC-10] refuses by the name %s: %s', async (why, url) => {
  const { fetch, connected } = await start(says('secret'))
  expect(await fetch(url)).toMatchObject({ state: 'refused', why })
  const redirected = await start(leadsTo(url))
  // A place that is none is one on the same server, or refused as such.
  expect(await redirected.fetch('http://a.example')).toMatchObject(url === 'calendar' ? { why: 'redirects' } : { state: 'refused', why })
  expect(connected).toEqual([])
})

test.each([['127.0.0.1'], ['10.0.0.1'], ['::1'], ['fe80::1'], ['::ffff:10.0.0.1'], ['not an address']])(
  '[SEC-10] a name that leads to %s is refused, also beside a public address and with a final dot',
  async (address) => {
    for (const addresses of [[address], [publicAddress, address]]) {
      const { fetch, connected } = await start(says('secret'), { resolve: async () => addresses })
      for (const url of ['http://rebind.example', 'http://localhost.', 'https://rebind.example:8443'])
        expect(await fetch(url)).toMatchObject({ state: 'refused', why: 'private' })
      expect(connected).toEqual([])
    }
  },
)

test('[SEC-10] what is connected to is the address that was checked: a name is resolved once for each request', async () => {
  const answers = [[publicAddress], ['127.0.0.1']]
  const asked: string[] = []
  const resolve = async (name: string) => {
    asked.push(name)
    return answers.shift() ?? []
  }
  const { fetch, connected } = await start(says('fine'), { resolve })
  expect(await fetch('http://rebind.example')).toMatchObject({ text: 'fine' })
  expect(await fetch('http://rebind.example')).toMatchObject({ why: 'private' })
  expect(await fetch('http://rebind.example')).toMatchObject({ why: 'unknown-name' })
  expect(asked).toHaveLength(3)
  expect(connected).toEqual([`${publicAddress} 80`])
})

test('[SEC-10] each redirect is checked like the first address, and there are only so many', async () => {
  const { fetch } = await start(leadsTo('http://b.example/end'))
  expect(await fetch('http://a.example')).toMatchObject({ text: 'there' })
  const inside = await start(leadsTo('http://inside.example/end'), {
    resolve: async (name) => [name === 'inside.example' ? '192.168.1.1' : publicAddress],
  })
  expect(await inside.fetch('http://a.example')).toMatchObject({ why: 'private' })
  expect(inside.connected).toHaveLength(1)
  const around = await start(leadsTo('/again'))
  expect(await around.fetch('http://a.example')).toMatchObject({ why: 'redirects' })
  expect(around.connected).toHaveLength(6)
})

test('[SEC-10] an answer of another address is tried where the first does not take the connection', async () => {
  const port = await portOf(says('second'))
  const { fetch } = await start(says(''), {
    resolve: async () => ['93.184.216.35', publicAddress],
    connect: ({ host }) => connect(host === publicAddress ? port : 1, '127.0.0.1'),
  })
  expect(await fetch('http://a.example')).toMatchObject({ text: 'second' })
})
async function portOf(listener: RequestListener): Promise<number> {
  const server = createServer(listener)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void server.close())
  return (server.address() as AddressInfo).port
}

test.each([
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
] as const)('[SEC-10] a body packed by %s is unpacked, and counted as it unpacks', async (encoding, pack) => {
  const sends = (text: string): RequestListener => {
    return (_, outgoing) => outgoing.setHeader('content-encoding', encoding).end(pack(text))
  }
  expect(await (await start(sends('calendar'))).fetch('http://a.example')).toMatchObject({ text: 'calendar' })
  const bomb = await start(sends('0'.repeat(10_000_001)))
  expect(await bomb.fetch('http://a.example')).toMatchObject({ state: 'refused', why: 'too-large' })
  const broken = await start((_, outgoing) => outgoing.setHeader('content-encoding', encoding).end('not packed at all, but long'))
  expect(await broken.fetch('http://a.example')).toMatchObject({ why: 'encoding' })
})

test('[SEC-10] what is too large is refused: by its length, while it comes, and by what the caller wants at most', async () => {
  const endless = await start((_, outgoing) => {
    const more = () => outgoing.write('0'.repeat(65_536), (error) => error ?? more())
    more()
  })
  expect(await endless.fetch('http://a.example')).toMatchObject({ why: 'too-large' })
  const long = await start((_, outgoing) => outgoing.setHeader('content-length', 10_000_001).flushHeaders())
  expect(await long.fetch('http://a.example')).toMatchObject({ why: 'too-large' })
  const small = await start(says('12345'))
  expect(await small.fetch('http://a.example', { mostBytes: 5 })).toMatchObject({ text: '12345' })
  expect(await small.fetch('http://a.example', { mostBytes: 4 })).toMatchObject({ why: 'too-large' })
  const unknown = await start((_, outgoing) => outgoing.setHeader('content-encoding', 'gzip, gzip').end('x'))
  expect(await unknown.fetch('http://a.example')).toMatchObject({ why: 'encoding' })
})

test('[SEC-10] what takes too long ends: in its head, in its body, and while a name is looked up', async () => {
  const timing = new ManualTiming()
  const lateAfter = async (started: Promise<unknown>, answer: Promise<unknown>) => {
    await started
    timing.advance(7_000)
    expect(await answer).toMatchObject({ state: 'refused', why: 'too-slow' })
  }
  for (const begin of ['', 'a part']) {
    let started: () => void = () => undefined
    const asked = new Promise<void>((resolve) => {
      started = resolve
    })
    const stuck = await start(
      (_, outgoing) => {
        if (begin !== '') outgoing.write(begin)
        started()
      },
      { timing },
    )
    await lateAfter(asked, stuck.fetch('http://a.example'))
  }
  const lost = await start(says(''), { timing, resolve: () => new Promise(() => undefined) })
  await lateAfter(Promise.resolve(), lost.fetch('http://a.example'))
})

test('[SEC-10] a plugin, a server, and everybody together fetch only so often', async () => {
  const timing = new ManualTiming()
  const { fetch } = await start(says('x'), { timing, limits: { perServer: 2, perPlugin: 3, atOnce: 1 } })
  expect(await Promise.all([fetch('http://a.example'), fetch('http://a.example')])).toMatchObject([{ text: 'x' }, { why: 'too-often' }])
  expect(await fetch('http://a.example')).toMatchObject({ text: 'x' })
  expect(await fetch('http://a.example')).toMatchObject({ why: 'too-often' })
  expect(await fetch('http://b.example')).toMatchObject({ why: 'too-often' })
  timing.advance(60_000)
  expect(await fetch('http://b.example')).toMatchObject({ text: 'x' })
})

test.each([
  [401, 'signed'],
  [403, 'signed'],
  [404, 'gone'],
  [410, 'gone'],
  [500, 'status'],
  [304, 'status'],
  [204, 'status'],
] as const)('[SEC-10] the status %i is refused as %s', async (status, why) => {
  const { fetch } = await start((_, outgoing) => outgoing.writeHead(status).end())
  expect(await fetch('http://a.example')).toMatchObject({ why })
})

test('[SEC-10] a server without a trusted certificate is asked for nothing, and is called by its name', async () => {
  const names: string[] = []
  let data = ''
  const noteName = (name: string, done: (error: null) => void): void => {
    names.push(name)
    done(null)
  }
  const server = createSecureServer({ ...untrusted, SNICallback: noteName }, (socket) =>
    socket.on('data', (chunk) => {
      data += String(chunk)
    }),
  )
  server.on('tlsClientError', () => undefined)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  const { fetch } = await start(says(''), { connect: () => connect(port, '127.0.0.1') })
  expect(await fetch('https://untrusted.example.')).toMatchObject({ state: 'refused', why: 'insecure' })
  expect([names, data]).toEqual([['untrusted.example'], ''])
})

test('[SEC-10] a server that is away, or that talks no HTTP, is a refusal', async () => {
  const away = await start(says(''), { connect: () => connect(1, '127.0.0.1') })
  expect(await away.fetch('http://a.example')).toMatchObject({ why: 'unreachable' })
  const other = await start((_, outgoing) => outgoing.socket?.end('220 mail.example ESMTP\r\n'))
  expect(await other.fetch('http://a.example')).toMatchObject({ why: 'encoding' })
})

test('[SEC-10] the signal of a caller ends a fetch, and beside it the limit of its time holds', async () => {
  const timing = new ManualTiming()
  const never = { timing, resolve: () => new Promise<never>(() => undefined), limits: { atOnce: 1 } }
  const { fetcher } = await start(says(''), never)
  const [mine, unused] = [new AbortController(), new AbortController()]
  const fetchUnder = (signal: AbortSignal) => fetcher.fetch({ url: 'http://a.example' }, { ...by, signal })
  const given = fetchUnder(mine.signal)
  mine.abort()
  expect(await given).toMatchObject({ state: 'refused', why: 'too-slow' })
  expect(await fetchUnder(mine.signal)).toMatchObject({ state: 'refused', why: 'too-slow' })
  const late = fetchUnder(unused.signal)
  timing.advance(6_999)
  expect(await fetchUnder(unused.signal)).toMatchObject({ why: 'too-often' })
  timing.advance(1)
  expect(await late).toMatchObject({ state: 'refused', why: 'too-slow' })
})

test('[SEC-10] a fetch that is given up leaves no connection open', async () => {
  const mine = new AbortController()
  let closed: Promise<unknown> | undefined
  const { fetcher } = await start(({ socket }) => {
    closed = once(socket, 'close')
    mine.abort()
  })
  expect(await fetcher.fetch({ url: 'http://a.example' }, { ...by, signal: mine.signal })).toMatchObject({ why: 'too-slow' })
  expect(await closed).toEqual([false])
})

test('[SEC-10] the IP address of a public machine is fetched without looking it up', async () => {
  const resolve = async (name: string) => Promise.reject(new Error(name))
  const { fetch, connected, seen } = await start(says('there'), { resolve })
  expect(await fetch(`http://${publicAddress}:8080/a`)).toMatchObject({ text: 'there' })
  expect(await fetch('http://[2606:4700::1111]/')).toMatchObject({ text: 'there' })
  expect(await fetch('http://a.example')).toMatchObject({ why: 'unknown-name' })
  expect(connected).toEqual([`${publicAddress} 8080`, '2606:4700::1111 80'])
  expect(seen.map(({ headers }) => headers['host'])).toEqual([`${publicAddress}:8080`, '[2606:4700::1111]'])
})

test('[SEC-10] of the addresses of a name four are tried, those of IPv4 first', async () => {
  const connected: string[] = []
  const { fetch } = await start(says(''), {
    resolve: async () => ['2606:4700::1', '93.184.216.1', '2606:4700::2', '93.184.216.2', '93.184.216.3'],
    connect: ({ host, port }) => {
      connected.push(`${host} ${port}`)
      return connect(1, '127.0.0.1')
    },
  })
  expect(await fetch('http://a.example')).toMatchObject({ why: 'unreachable' })
  expect(connected).toEqual(['93.184.216.1 80', '93.184.216.2 80', '93.184.216.3 80', '2606:4700::1 80'])
})

test('[SEC-10] requests are counted by plugin and by server, each step of a redirect too', async () => {
  const options = { limits: { perPlugin: 2, perServer: 2 } }
  const { fetcher, fetch } = await start(says('x'), options)
  const names = ['a', 'b', 'c'].map((name) => `http://${name}.example`)
  const answers = await Promise.all(names.map((url) => fetch(url)))
  expect(answers).toMatchObject([{ text: 'x' }, { text: 'x' }, { why: 'too-often' }])
  const byAnother = (url: string) => fetcher.fetch({ url }, { plugin: 'acme.other' })
  expect(await byAnother('http://a.example.')).toMatchObject({ text: 'x' })
  expect(await byAnother('http://a.example')).toMatchObject({ why: 'too-often' })
  const led = await start(leadsTo('/end'), options)
  expect(await led.fetch('http://a.example')).toMatchObject({ text: 'there' })
  expect(await led.fetch('http://a.example')).toMatchObject({ why: 'too-often' })
})

test.each([301, 302, 303, 307, 308])(
  '[SEC-10] an answer with the status %i leads on, and without a place it is refused',
  async (status) => {
    const { fetch } = await start(({ url }, outgoing) =>
      url === '/end' ? outgoing.end('there') : outgoing.writeHead(status, url === '/' ? { location: '/end' } : {}).end(),
    )
    expect(await fetch('http://a.example/')).toMatchObject({ text: 'there' })
    expect(await fetch('http://a.example/nowhere')).toMatchObject({ state: 'refused', why: 'status' })
  },
)

test('[SEC-10] a status that leads nowhere is not followed, whatever place it names', async () => {
  const { fetch } = await start(({ url }, outgoing) =>
    url === '/end' ? outgoing.end('there') : outgoing.writeHead(300, { location: '/end' }).end(),
  )
  expect(await fetch('http://a.example')).toMatchObject({ state: 'refused', why: 'status' })
})

test('[SEC-10] an etag of 500 characters is kept and a longer one is not, nor one without quotes', async () => {
  const { fetch, seen } = await start(({ url }, outgoing) => outgoing.setHeader('etag', decodeURIComponent(url?.slice(1) ?? '')).end('x'))
  const etags = ['W/"a"', `"${'e'.repeat(498)}"`, `"${'e'.repeat(499)}"`, 'bare', '"a"b']
  const got: unknown[] = []
  for (const etag of etags) {
    const answer = await fetch(`http://a.example/${encodeURIComponent(etag)}`, { etag })
    got.push('etag' in answer ? answer.etag : undefined)
  }
  expect(got).toEqual([...etags.slice(0, 2), undefined, undefined, undefined])
  expect(seen.map(({ headers }) => headers['if-none-match'])).toEqual(got)
})

test('[SEC-10] a text is read in the charset that its answer names, and in UTF-8 where there is no such charset', async () => {
  const as = async (type: string) => {
    const { fetch } = await start((_, outgoing) => outgoing.setHeader('content-type', type).end(Buffer.from([0x47, 0x72, 0xc3, 0xbc])))
    return fetch('http://a.example')
  }
  expect(await as('text/plain ; charset="ISO-8859-1"')).toEqual({ state: 'fetched', text: 'Gr\u00c3\u00bc', type: 'text/plain' })
  for (const type of ['Text/Plain', 'text/plain;charset=utf-8', 'text/plain; charset=nothing'])
    expect(await as(type)).toEqual({ state: 'fetched', text: 'Gr\u00fc', type: 'text/plain' })
})

test('[SEC-10] a packed body is counted as it comes too, and a caller may want less than the limit but not more', async () => {
  const packed = gzipSync('x')
  const { fetch } = await start(
    ({ url }, outgoing) => {
      outgoing.setHeader('content-encoding', url === '/plain' ? 'Identity' : ' X-GZIP ').flushHeaders()
      outgoing.end(url === '/plain' ? '12345' : packed)
    },
    { limits: { bytes: packed.length } },
  )
  expect(await fetch('http://a.example')).toMatchObject({ text: 'x' })
  expect(await fetch('http://a.example', { mostBytes: packed.length - 1 })).toMatchObject({ why: 'too-large' })
  expect(await fetch('http://a.example/plain', { mostBytes: 4 })).toMatchObject({ why: 'too-large' })
  const small = await start(says('123456'), { limits: { bytes: 5 } })
  expect(await small.fetch('http://a.example', { mostBytes: 10 })).toMatchObject({ why: 'too-large' })
})

test('[SEC-10] a name of this machine is found by the system, and refused', async () => {
  expect(await openFetcher({ timing: new ManualTiming() }).fetch({ url: 'http://localhost/' }, by)).toMatchObject({
    ...{ state: 'refused', why: 'private' },
  })
})

test('[SEC-10] an answer without a body is an empty text, also for a caller who wants none', async () => {
  const { fetch } = await start((_, outgoing) => {
    outgoing.flushHeaders()
    outgoing.end()
  })
  expect(await fetch('http://a.example', { mostBytes: 0 })).toEqual({ state: 'fetched', text: '', type: '' })
})
