import { Company, use } from '@tenure/core'
import { record } from '@tenure/memory'
import { serve, verifiedJwt } from '@tenure/server'
import { aUser, createTestHost } from '@tenure/testing'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { expect, onTestFinished, test } from 'vitest'
import { renewals } from '../custom-tab/plugin.js'
import { watchAtRisk } from './client.js'

const issuer = 'https://sign-in.example'
const seed = {
  users: [aUser({ id: 'anna', permissions: ['workspace.access', 'acme.renewals/write-notes'] })],
  records: [
    record(Company, 'c1', { name: 'Northwind', csm: 'anna', healthStatus: 'at-risk', renewalDate: '2026-07-10' }),
    record(Company, 'c2', { name: 'Contoso', csm: 'anna', healthStatus: 'neutral', renewalDate: '2026-07-20' }),
  ],
}

test('[SDK-6] one contract gives a program its reads, live streams and actions over HTTP, with a token', async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const host = await createTestHost({ plugins: [use(renewals, { followUpDays: 7 })], seed })
  onTestFinished(() => host[Symbol.asyncDispose]())
  const keys = { keys: [{ ...(await exportJWK(publicKey)), alg: 'ES256' }] }
  const server = await serve({ host, signIn: verifiedJwt({ issuer, audience: 'tenure', keys, algorithms: ['ES256'] }) })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const token = await new SignJWT()
    .setProtectedHeader({ alg: 'ES256' })
    .setSubject('anna')
    .setIssuer(issuer)
    .setAudience('tenure')
    .setExpirationTime('5m')
    .sign(privateKey)

  const lines: string[] = []
  const stop = new AbortController()
  const running = watchAtRisk({ url: `${server.url}/api`, token: () => token, say: (line) => lines.push(line), signal: stop.signal })
  await expect.poll(() => lines).toContain('live: Northwind (Champion left), Contoso')
  expect(lines[0]).toBe('2 at risk')
  await expect.poll(() => lines).toContain('Task: made')

  // Another session changes a record, and the stream shows it.
  await host.as('anna').edit('c2', Company.healthStatus, 'healthy')
  await expect.poll(() => lines.at(-1)).toBe('live: Northwind (Champion left)')
  stop.abort()
  await running
})

test('[SEC-3] without a token there is nothing to read', async () => {
  const host = await createTestHost({ plugins: [use(renewals, { followUpDays: 7 })], seed })
  onTestFinished(() => host[Symbol.asyncDispose]())
  const keys = { keys: [{ ...(await exportJWK((await generateKeyPair('ES256')).publicKey)), alg: 'ES256' }] }
  const server = await serve({ host, signIn: verifiedJwt({ issuer, audience: 'tenure', keys, algorithms: ['ES256'] }) })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const answer = await fetch(`${server.url}/api/read/acme.renewals/at-risk`)
  expect(answer.status).toBe(401)
})
