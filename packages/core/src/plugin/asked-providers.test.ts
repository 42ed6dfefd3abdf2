import { memory } from '@tenure/memory'
import { createTestHost } from '@tenure/testing'
import { map } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import type { Frame } from '../contract/frame.js'
import { createHost } from '../host/create-host.js'
import {
  asks,
  contribute,
  definePlugin,
  definePoint,
  defineProvider,
  type Key,
  optional,
  type Plugin,
  Providers,
  providerOf,
} from '../index.plugin.js'
import type { GrantPolicy } from './admission/admission.js'
import { use } from './plugin.js'

const open = { permission: 'workspace.access', output: z.any() } as const
const text = { permission: 'workspace.access', output: z.string() } as const
const salaries = defineProvider({ ...text, id: 'acme.people/salaries', watch: async () => 'secret' })
const birthdays = defineProvider({ ...text, id: 'acme.people/birthdays', watch: async () => '1 May' })
const Cards = definePoint({
  key: 'acme.cards/cards@1',
  item: z.strictObject({ deep: z.array(z.strictObject({ source: providerOf(z.undefined(), z.string()) })) }),
})
const people = definePlugin({
  id: 'acme.people',
  version: '1.0.0',
  host: '1.0',
  contributes: [salaries, birthdays, contribute(Cards, { id: 'acme.people/card', deep: [{ source: birthdays }] })],
})

/** A plugin that tries to read both providers, and its own, by this key. */
function reader(providers: Key<Providers | undefined, string>, grants: readonly unknown[]): Plugin {
  const own = defineProvider({ ...text, id: 'acme.reader/own', watch: async () => 'own' })
  const tries = defineProvider({
    ...open,
    id: 'acme.reader/tries',
    uses: { providers: providers as Key<Providers | undefined, 'ask acme'> },
    watch: async ({ providers: found }) =>
      found &&
      Promise.all(
        [salaries, birthdays, own].map(async (provider) => {
          const outcome = await found.read(provider)
          return outcome.ok ? outcome.value : outcome.problem.details
        }),
      ),
  })
  return definePlugin({ id: 'acme.reader', version: '1.0.0', host: '1.0', grants: grants as never, contributes: [own, tries] as never })
}
const seed = { users: [{ id: 'anna', name: 'Anna', seat: true, permissions: ['workspace.access'] }] }

async function tried(plugin: Plugin, grants: GrantPolicy = 'declared') {
  await using host = await createHost({ storage: memory(seed), plugins: [use(people), use(plugin)], grants })
  const outcome = await host.as('anna').read({ ...open, kind: 'provider', id: 'acme.reader/tries' })
  return outcome.ok ? outcome.value : outcome.problem
}
const missing = (id: string) => ({ missing: `ask ${id}` })

test('[PLUGIN-16] [BEY-13] a plugin asks the providers of others that it was granted to ask, and none beside them', async () => {
  const grant = asks(birthdays)
  expect(await tried(reader(grant, [grant]))).toEqual([missing(salaries.id), '1 May', missing('acme.reader/own')])
  expect(await tried(reader(Providers, []))).toEqual([missing(salaries.id), missing(birthdays.id), 'own'])
})

test('[PLUGIN-16] the grant of a point opens the providers in its items, and none beside them', async () => {
  const grant = asks(Cards)
  expect(await tried(reader(grant, [grant]))).toEqual([missing(salaries.id), '1 May', missing('acme.reader/own')])
})

test('[PLUGIN-16] [PLUGIN-3] a plugin that asks what it does not declare, or is not granted, is rejected', async () => {
  const grant = asks(salaries)
  expect(await tried(reader(grant, []))).toMatchObject({
    message: expect.stringContaining('uses more than the plugin declares: ask acme.people/salaries'),
  })
  expect(await tried(reader(grant, [asks(birthdays)]))).toMatchObject({
    message: expect.stringContaining('uses more than the plugin declares'),
  })
  expect(await tried(reader(grant, [grant]), () => false)).toMatchObject({
    message: expect.stringContaining('was not granted to ask acme.people/salaries'),
  })
  expect(await tried(reader(optional(grant), [grant]), () => false)).toBeUndefined()
})

test('[PLUGIN-16] a watch of a provider that was not granted is stale with the reason and stays open', async () => {
  const watches = defineProvider({
    ...open,
    id: 'acme.reader/watches',
    uses: { providers: Providers },
    watch: ({ providers }) => providers.watch(salaries).pipe(map((frame: Frame<string>) => frame)),
  })
  await using host = await createTestHost({
    plugins: [use(people), use(definePlugin({ id: 'acme.reader', version: '1.0.0', host: '1.0', contributes: [watches] }))],
    seed,
  })
  const seen: unknown[] = []
  host
    .as('anna')
    .watch(watches)
    .subscribe((frame) => seen.push(frame.value))
  await host.idle()
  expect(seen).toEqual([{ state: 'stale', problem: expect.objectContaining({ code: 'access.denied', details: missing(salaries.id) }) }])
})
