import { expect, onTestFinished, test } from 'vitest'
import { InMemoryHost, listContract } from '../fixtures/in-memory-host.js'
import { RawStream, send, signInAs } from '../fixtures/raw-http.js'
import { serve } from '../serve.js'
import { localSwitcher } from '../sign-in/local-switcher.js'

async function start() {
  const server = await serve({ host: new InMemoryHost(), signIn: localSwitcher() })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const headers = await signInAs(server, 'anna')
  const stream = await RawStream.open(server, '/api/live', headers)
  onTestFinished(() => stream[Symbol.dispose]())
  const [ready] = await stream.take(1)
  const path = `/api/live/${ready?.data['connection']}`
  return async (body: unknown) => (await send(server, { method: 'POST', path, body, headers })).status
}
const watch = (key: string, more: object = {}) => ({ key, provider: listContract.id, ...more })
const many = <T>(count: number, make: (name: string) => T) => Array.from({ length: count }, (_, at) => make(`w${at}`))

test('[SEC-5] what a receiver starts and ends to watch is bounded in number and length, and a change at each bound is taken', async () => {
  const change = await start()
  const good = [
    {},
    { watch: [watch('k'), watch('k'.repeat(100)), { key: 'a', provider: 'p'.repeat(300) }] },
    { watch: [watch('v', { viewAs: 'b' }), watch('w', { viewAs: 'b'.repeat(500), input: { search: 'x' } })] },
    { unwatch: ['k', 'k'.repeat(100), 'nothing'] },
    { watch: many(1_000, watch) },
    { unwatch: many(1_000, (name) => name) },
  ]
  for (const body of good) expect([JSON.stringify(body).slice(0, 60), await change(body)]).toEqual([JSON.stringify(body).slice(0, 60), 200])
  const bad = [
    { watch: [watch('')] },
    { watch: [watch('k'.repeat(101))] },
    { watch: [{ key: 'a', provider: 'p'.repeat(301) }] },
    { watch: [watch('v', { viewAs: '' })] },
    { watch: [watch('v', { viewAs: 'b'.repeat(501) })] },
    { watch: [watch('v', { more: 1 })] },
    { watch: many(1_001, watch) },
    { unwatch: [''] },
    { unwatch: ['k'.repeat(101)] },
    { unwatch: many(1_001, (name) => name) },
    { more: [] },
    [],
  ]
  for (const body of bad) expect([JSON.stringify(body).slice(0, 60), await change(body)]).toEqual([JSON.stringify(body).slice(0, 60), 400])
})
