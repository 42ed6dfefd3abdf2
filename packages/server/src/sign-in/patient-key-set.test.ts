import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair } from 'jose'
import { expect, onTestFinished, test } from 'vitest'
import { ManualTiming } from '../fixtures/manual-timing.js'
import { patientKeySet } from './patient-key-set.js'

/** A key set at an address of this machine that fails until a test says otherwise. */
async function start(isBadToken: (error: unknown) => boolean = () => false) {
  const state = { asked: 0, isBroken: true }
  const key = { ...(await exportJWK((await generateKeyPair('ES256')).publicKey)), alg: 'ES256', kid: 'k' }
  const http = createServer((_, response) => {
    state.asked++
    response.writeHead(state.isBroken ? 500 : 200, { connection: 'close' }).end(JSON.stringify({ keys: [key] }))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void http.close())
  const timing = new ManualTiming()
  const url = new URL(`http://127.0.0.1:${(http.address() as AddressInfo).port}/jwks`)
  const keys = patientKeySet(url, timing, isBadToken)
  const ask = async (): Promise<unknown> => {
    try {
      await keys({ alg: 'ES256', kid: 'k' }, { payload: '', signature: '' })
      return 'a key'
    } catch (error) {
      return error
    }
  }
  return { state, timing, ask }
}

test('[SEC-1] while keys cannot be read, the pause between two attempts doubles from one second to a minute', async () => {
  const { state, timing, ask } = await start()
  const first = await ask()
  expect([first, state.asked]).toEqual([expect.any(Error), 1])
  expect(await ask()).toBe(first)
  for (const [at, seconds] of [1, 2, 4, 8, 16, 32, 60, 60].entries()) {
    timing.advance(seconds * 1_000 - 1)
    await ask()
    expect([seconds, state.asked]).toEqual([seconds, at + 1])
    timing.advance(1)
    await ask()
    expect([seconds, state.asked]).toEqual([seconds, at + 2])
  }
  state.isBroken = false
  timing.advance(60_000)
  expect([await ask(), await ask(), state.asked]).toEqual(['a key', 'a key', 10])
})

test('[SEC-1] a token that is bad is no failure of the key set: the next one is answered at once', async () => {
  const { state, ask } = await start(() => true)
  await ask()
  await ask()
  expect(state.asked).toBe(2)
})
