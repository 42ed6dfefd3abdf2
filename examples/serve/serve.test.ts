import { Company, use } from '@tenure/core'
import { customerList, customers } from '@tenure/customers'
import { memory, record } from '@tenure/memory'
import { aUser } from '@tenure/testing'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { expect, onTestFinished, test } from 'vitest'
import { renewals } from '../custom-tab/plugin.js'
import { serveHost } from './serve.js'

async function start() {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const server = await serveHost({
    storage: memory({ users: [aUser({ id: 'anna' })], records: [record(Company, 'c1', { name: 'Northwind', csm: 'anna' })] }),
    plugins: [use(customers), use(renewals, { followUpDays: 7 })],
    keys: { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] },
    origins: ['https://crm.example'],
    hostname: '127.0.0.1',
  })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const token = (issuer: string) =>
    new SignJWT()
      .setProtectedHeader({ alg: 'ES256' })
      .setSubject('anna')
      .setIssuer(issuer)
      .setAudience('tenure')
      .setExpirationTime('5m')
      .sign(privateKey)
  const read = (bearer: string, more: Record<string, string> = {}) =>
    fetch(`${server.url}/api/read/${customerList.id}`, { headers: { authorization: `Bearer ${bearer}`, ...more } })
  return { token, read }
}

test('[SEC-1] [SEC-4] a signed token of the right issuer opens the API, also from an allowed foreign page', async () => {
  const { token, read } = await start()
  const good = await token('https://sign-in.example')
  expect((await read(good)).status).toBe(200)
  expect((await read(await token('https://elsewhere.example'))).status).toBe(401)
  const foreign = await read(good, { origin: 'https://crm.example' })
  expect(foreign.headers.get('access-control-allow-origin')).toBe('https://crm.example')
  expect((await read(good, { origin: 'https://elsewhere.example' })).status).toBe(403)
})
