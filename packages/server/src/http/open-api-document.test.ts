import { defineActionContract, defineProviderContract } from '@tenure/core/contract'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { InMemoryHost, listContract, onceContract, renameContract, treeContract } from '../fixtures/in-memory-host.js'
import type { InstalledContracts } from '../host-port.js'
import { createApi } from '../serve.js'
import { localSwitcher } from '../sign-in/local-switcher.js'
import { createOpenApi } from './open-api.js'

const plain = { permission: 'workspace.access' } as const
const titledContract = defineProviderContract({
  ...plain,
  id: 'test.customers/titled',
  title: 'Titled',
  description: 'A provider with words.',
  output: z.string(),
})
const clearContract = defineActionContract({
  ...plain,
  id: 'test.customers/clear',
  title: 'Clear',
  description: 'An action that takes nothing and gives nothing.',
  destructive: true,
})
const contracts: InstalledContracts = {
  providers: [listContract, onceContract, treeContract, titledContract],
  actions: [renameContract, clearContract],
}
const visit = {
  title: 'Acme',
  begin: async () => Promise.reject(new Error('nobody goes there')),
  finish: async () => Promise.reject(new Error('nobody comes back')),
}
const uploads = { take: async () => Promise.reject(new Error('nothing is sent')) }

/** A description whose contracts a test can exchange. */
function start() {
  const host = Object.assign(new InMemoryHost(), { contracts: () => installed })
  let installed = contracts
  const api = createApi({ host, signIn: { ...localSwitcher(), visit }, uploads }, { name: 'tenure', secure: false })
  const describe = createOpenApi(api)
  return {
    describe,
    exchange: (next: InstalledContracts) => {
      installed = next
    },
  }
}

// What programs elsewhere are generated from: a change of this file is a change of the public API.
test('[SDK-6] [SDK-7] the description of the API is the one in fixtures/open-api.txt', async () => {
  const text = JSON.stringify(JSON.parse(start().describe()), undefined, 2)
  await expect(`${text}\n`).toMatchFileSnapshot('../fixtures/open-api.txt')
})

test('[SDK-6] a contract that comes or goes is in the next description, and the same contracts are described once', () => {
  const { describe, exchange } = start()
  const first = describe()
  expect(describe()).toBe(first)
  exchange({ ...contracts, providers: [onceContract] })
  const { paths } = JSON.parse(describe()) as { readonly paths: object }
  const reads = Object.keys(paths).filter((path) => path.startsWith('/api/read/'))
  expect(reads).toEqual(['/api/read/test.customers/once'])
  exchange(contracts)
  expect(describe()).toBe(first)
})
