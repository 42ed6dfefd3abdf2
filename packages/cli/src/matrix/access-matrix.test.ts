import { createHmac, randomUUID as newId } from 'node:crypto'
import { getValue } from '@tenure/core'
import type { ActionContract, ProviderContract } from '@tenure/core/contract'
import { createPublicLinkContract } from '@tenure/core/outside'
import { updateRecordContract } from '@tenure/core/page'
import { localSwitcher, serve } from '@tenure/server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Asker, askers, hides, root, seesRecord } from './test-askers.js'
import { type Canary, idOf, type Owner, owners } from './test-canaries.js'
import { reads } from './test-reads.js'
import { seesSystem, systemRules } from './test-system-rules.js'
import { openWorld, type World } from './test-world.js'
import { writes } from './test-writes.js'

// Role × object type × property × operation × path: what there is, is found at run time; what is not covered fails.

type AnyProvider = ProviderContract<unknown, unknown>
type AnyAction = ActionContract<unknown, unknown>
let world: World
beforeAll(async () => {
  world = await openWorld()
})
afterAll(() => world[Symbol.asyncDispose]())

const isSystem = (type: string): boolean => world.types.get(type)?.policy !== undefined
const maySee = (asker: Asker, { type, property, of }: Canary): boolean =>
  isSystem(type) ? seesSystem(asker, type, property) : (of === undefined || seesRecord(asker, of)) && !hides(asker, `${type}.${property}`)
const mayName = (asker: Asker, type: string, of: Owner): boolean => isSystem(type) || seesRecord(asker, of)
/** What an answer has that the asker may not see. */
function leaks(asker: Asker, text: string): readonly string[] {
  const { values, ids } = world.planted.find(text)
  return [
    ...values.filter((value) => !maySee(asker, value)).map(({ type, property, of }) => `${type}.${property} of ${of ?? 'several'}`),
    ...ids.filter(([type, of]) => !mayName(asker, type, of)).map(([type, of]) => `the id of the ${type} of ${of}`),
  ]
}

/** What an answer says that the asker did not say: ids and values of the input are no news. */
function unheard(answer: string, input: unknown): string {
  const said = JSON.stringify(input ?? null).match(/qq\d+qq/g) ?? []
  return said.reduce((text, mark) => text.replaceAll(mark, ''), answer.replaceAll(/rec-\w+-\w+-end/g, ''))
}

const settle = async ({ host }: World): Promise<void> => {
  for (let turn = 0; turn < 3; turn++) {
    await host.idle()
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
}

describe('every path is covered', () => {
  test('[ACC-9] every provider, action and system type has its place in the matrix', () => {
    const { providers, actions } = world.host.contracts()
    const missing = [
      ...providers.filter(({ id }) => reads[id] === undefined).map(({ id }) => `provider ${id}: add its inputs to test-reads.ts`),
      ...actions.filter(({ id }) => writes[id] === undefined).map(({ id }) => `action ${id}: add its attempts to test-writes.ts`),
      ...[...world.types.keys()]
        .filter((type) => isSystem(type) && systemRules[type] === undefined)
        .map((type) => `system type ${type}: say in test-system-rules.ts who reads it`),
    ]
    expect(missing, 'The matrix does not know these.').toEqual([])
    const gone = [...Object.keys(reads), ...Object.keys(writes)].filter(
      (id) => ![...providers, ...actions].some((contract) => contract.id === id),
    )
    expect(gone, 'The matrix knows these, and they are not there.').toEqual([])
  })

  test('[ACC-2] every provider and action needs a permission', () => {
    const { providers, actions } = world.host.contracts()
    const known = ['signed-in', 'workspace.access', 'settings.manage', 'superAdmin', 'runs', 'summary']
    expect([...providers, ...actions].filter(({ permission }) => !known.includes(String(permission))).map(({ id }) => id)).toEqual([])
    expect(actions.filter(({ permission }) => permission === 'signed-in').map(({ id }) => id)).toEqual(['tenure.core/save-preference'])
  })
})

describe('reading', () => {
  test.each(askers)('[ACC-8] [ACC-9] [ACC-12] $id reads only what the rules allow', async (asker) => {
    const desk = world.host.as(asker.id)
    const seen = new Map<string, Set<string>>()
    for (const provider of world.host.contracts().providers as readonly AnyProvider[])
      for (const input of (await reads[provider.id]?.(world)) ?? []) {
        const answer = await desk.read(provider, input)
        const where = `${provider.id} ${JSON.stringify(input)}`
        const text = answer.ok ? JSON.stringify(answer.value) : JSON.stringify(answer.problem).replaceAll(/rec-\w+-\w+-end/g, '')
        const { values } = world.planted.find(text)
        seen.set(provider.id, new Set([...(seen.get(provider.id) ?? []), ...values.map(({ type, property }) => `${type}.${property}`)]))
        expect(leaks(asker, text), `${asker.id} was shown this by ${where}`).toEqual([])
        if (!asker.active) expect(answer.ok, `${asker.id} was answered by ${where}`).toBe(false)
      }
    if (asker === root) showsItsValues(seen)
  })

  // A matrix that sees nothing finds nothing.
  function showsItsValues(seen: ReadonlyMap<string, ReadonlySet<string>>): void {
    const all = [...world.types.values()].flatMap((type) =>
      type.properties.map(({ name, kind }) => ({ path: `${type.name}.${name}`, kind })),
    )
    const values = all.filter(({ path, kind }) => !['boolean', 'user'].includes(kind) && world.planted.paths.has(path))
    const asked = seen.get('test.matrix/ask')
    const personal =
      /^(preference|follow|keptAddress|notification|removal|view|defaultViews|dashboard|report|summaryReports)\.|\.tenure_imported$/
    expect(values.filter(({ path }) => asked?.has(path) !== true && !personal.test(path))).toEqual([])
    for (const id of ['record', 'history', 'merge-preview'].map((name) => `tenure.record/${name}`))
      expect(seen.get(id)?.size, id).toBeGreaterThan(50)
    for (const id of [
      'tenure.customers/list-rows',
      'tenure.record/search',
      'tenure.record/timeline',
      'tenure.core/run',
      'tenure.core/runs',
    ])
      expect(seen.get(id)?.size, id).toBeGreaterThan(0)
  }
})

describe('watching', () => {
  const watched = askers.filter(({ id }) => ['cam', 'tia', 'boss', 'odd', 'even', 'blind', 'seatless', 'gone', 'rootless'].includes(id))
  test('[ACC-8] [ACC-10] no stream tells of a change what the rules forbid', async () => {
    await using own = await openWorld()
    const frames: { readonly asker: Asker; readonly where: string; readonly text: string }[] = []
    for (const provider of own.host.contracts().providers as readonly AnyProvider[]) {
      const [input, ...others] = (await reads[provider.id]?.(own)) ?? []
      for (const asked of [input, ...others.slice(2, 3)])
        for (const asker of watched)
          own.host
            .as(asker.id)
            .watch(provider, asked)
            .subscribe((frame) => frames.push({ asker, where: `${provider.id} ${JSON.stringify(asked)}`, text: JSON.stringify(frame) }))
    }
    await settle(own)
    const before = frames.length
    for (const of of owners) {
      const values = { city: own.planted.pastOf('company', 'city', of), domain: own.planted.pastOf('company', 'domain', of) }
      getValue(await own.host.as(root.id).act(updateRecordContract, { type: 'company', id: idOf('company', of), values }))
    }
    await settle(own)
    expect(frames.length, 'Nothing was watched.').toBeGreaterThan(before)
    for (const { asker, where, text } of frames)
      expect(leaks(asker, text.replaceAll(/"problem":.*$/g, '')), `${asker.id} was sent this by ${where}`).toEqual([])
  })
})

describe('writing', () => {
  test.each(Object.entries(writes))('[ACC-9] what is tried of %s is valid: a super admin may do it', async (id, attempts) => {
    await using own = await openWorld()
    const action = own.host.contracts().actions.find((each) => each.id === id) as AnyAction
    const refused: string[] = []
    for (const { input } of await attempts(own)) {
      const answer = await own.host.as(root.id).act(action, input)
      if (!answer.ok) refused.push(`${JSON.stringify(input)}: ${JSON.stringify(answer.problem)}`)
    }
    expect(refused).toEqual([])
  })

  test.each(askers.filter((asker) => asker !== root))('[ACC-7] [ACC-8] [ACC-9] $id changes only what the rules allow', async (asker) => {
    await using own = await openWorld()
    for (const [id, attempts] of Object.entries(writes)) {
      const action = own.host.contracts().actions.find((each) => each.id === id) as AnyAction
      const all = await attempts(own)
      own.written()
      for (const { input } of all.filter(({ forbids }) => forbids(asker))) {
        const answer = await own.host.as(asker.id).act(action, input)
        const where = `${action.id} ${JSON.stringify(input)}`
        expect(own.written(), `${asker.id} changed this by ${where}: ${JSON.stringify(answer)}`).toEqual([])
        if (!answer.ok) expect(leaks(asker, unheard(JSON.stringify(answer.problem), input)), where).toEqual([])
      }
    }
  })
})

describe('over HTTP', () => {
  const signedIn = askers.filter(({ id }) => ['cam', 'odd', 'even', 'seatless', 'rootless'].includes(id))
  test.each(signedIn)('[ACC-8] [ACC-9] every provider is read with the rights of $id, who signed in', async (asker) => {
    await using server = await serve({ host: world.host, uploads: world.uploads, signIn: localSwitcher() })
    const page = { origin: server.url, 'x-tenure': '1', 'content-type': 'application/json' }
    const entered = await fetch(`${server.url}/api/sign-in`, { method: 'POST', headers: page, body: JSON.stringify({ user: asker.id }) })
    const headers = { ...page, cookie: entered.headers.get('set-cookie')?.split(';')[0] ?? '' }
    const everything = await fetch(`${server.url}/api/export`, { headers })
    expect(everything.ok, `${asker.id} exported everything`).toBe(asker.superAdmin)
    await everything.text()
    for (const { id } of world.host.contracts().providers) {
      const [input, ...others] = (await reads[id]?.(world)) ?? []
      for (const asked of [input, ...others.slice(2, 3)]) {
        const answer = await fetch(`${server.url}/api/read/${id}`, { method: 'POST', headers, body: JSON.stringify({ input: asked }) })
        const body = (await answer.json()) as { readonly ok: boolean; readonly value?: unknown }
        expect(answer.status, `${id} for ${asker.id}`).not.toBe(401)
        if (body.ok) expect(leaks(asker, JSON.stringify(body.value)), `${asker.id} was shown this by ${id}`).toEqual([])
        if (!id.endsWith('-rows')) continue
        const csv = await fetch(`${server.url}/api/csv/${id.slice(0, -5)}`, {
          method: 'POST',
          headers,
          body: JSON.stringify({ input: asked }),
        })
        const text = await csv.text()
        expect(csv.ok, `${asker.id} had a CSV of ${id}: ${text}`).toBe(body.ok)
        if (csv.ok) expect(leaks(asker, text), `${asker.id} was shown this by the CSV of ${id}`).toEqual([])
        // A search may find nothing where what is searched is hidden.
        if (csv.ok && asker.view === 'all' && asked === input) expect(world.planted.find(text).values.length).toBeGreaterThan(0)
      }
    }
  })

  test('[SEC-11] a link without sign-in gives what its maker may see, and nothing to a maker who may see nothing', async () => {
    await using own = await openWorld()
    await using server = await serve({ host: own.host, signIn: localSwitcher() })
    for (const asker of askers) {
      const made = await own.host.as(asker.id).act(createPublicLinkContract, { kind: 'test.matrix/link', name: 'Mine' })
      if (!made.ok) continue
      const answer = await fetch(`${server.url}/api${made.value.path}`)
      const text = await answer.text()
      expect(answer.status, asker.id).toBe(200)
      expect(leaks(asker, text), `${asker.id} gave this away`).toEqual([])
      if (asker.view === 'all') expect(own.planted.find(text).values.length).toBeGreaterThan(0)
    }
  })

  test('[SEC-11] a webhook takes only what its maker may write', async () => {
    await using own = await openWorld()
    await using server = await serve({ host: own.host, signIn: localSwitcher() })
    let taken = 0
    for (const asker of askers) {
      const made = await own.host.as(asker.id).act(createPublicLinkContract, { kind: 'tenure.feed/webhook', name: 'Mine' })
      if (!made.ok) continue
      for (const { input, forbids } of (await writes['tenure.feed/take']?.(own)) ?? []) {
        const [body, id, time] = [JSON.stringify(input), newId(), `${Date.UTC(2026, 5, 30, 12) / 1000}`]
        const key = Buffer.from((made.value.secret ?? '').replace('whsec_', ''), 'base64')
        const signature = `v1,${createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')}`
        const headers = { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature }
        own.written()
        const answer = await fetch(`${server.url}/api${made.value.path}`, { method: 'POST', headers, body })
        const text = await answer.text()
        const wrote = own.written().filter(({ type }) => type !== 'publicLink')
        if (answer.ok) taken += 1
        if (forbids(asker)) expect([wrote, answer.ok], `${asker.id} ${body}: ${text}`).toEqual([[], false])
        expect(leaks(asker, unheard(text, input)), `${asker.id} was told this`).toEqual([])
      }
    }
    expect(taken, 'No webhook took anything.').toBeGreaterThan(0)
  })

  test('[SEC-3] every route but the public ones has a principal', async () => {
    await using server = await serve({ host: world.host, uploads: world.uploads, signIn: localSwitcher() })
    const { paths } = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as {
      paths: Record<string, Record<string, { operationId: string; security?: readonly unknown[] }>>
    }
    const open: string[] = []
    const answered: string[] = []
    for (const [path, methods] of Object.entries(paths))
      for (const [method, { operationId, security }] of Object.entries(methods)) {
        if (security?.length === 0) open.push(operationId)
        else {
          const url = `${server.url}${path.replaceAll(/\{\w+\}/g, 'x')}`
          const body = method === 'post' ? { body: '{}', headers: { 'content-type': 'application/json' } } : {}
          const { status } = await fetch(url, { method: method.toUpperCase(), ...body })
          if (status !== 401) answered.push(`${method} ${path}: ${status}`)
        }
      }
    expect(open.sort(), 'Routes without a principal (SEC-3).').toEqual([
      'alive',
      'answer-link',
      'deliver',
      'first-admin',
      'open-link',
      'openapi',
      'sign-in',
      'sign-in.offer',
    ])
    expect(answered, 'These were answered without a principal.').toEqual([])
  })
})
