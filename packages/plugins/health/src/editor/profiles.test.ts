import { use } from '@tenure/core'
import { activateProfileContract, changeProfileContract, saveProfileContract, scoreProfilesContract } from '@tenure/core/health'
import { pagesContract } from '@tenure/core/page'
import { definePlugin } from '@tenure/core/plugin'
import { defineCriterionKind } from '@tenure/core/score'
import { memory } from '@tenure/memory'
import { aUser, createTestHost, type TestHost } from '@tenure/testing'
import { firstValueFrom } from 'rxjs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { fromTemplates } from '../preset/from-templates.js'
import { addedCriterion } from './criterion/new-criterion.js'
import { health } from './page.js'

const users = [
  aUser({ id: 'root', superAdmin: true }),
  aUser({ id: 'ines', permissions: ['workspace.access', 'settings.manage'] }),
  aUser({ id: 'plain', permissions: ['workspace.access'] }),
  aUser({ id: 'boss', superAdmin: true, seat: false }),
]
const open = (edition: 'professional' | 'enterprise') => createTestHost({ plugins: [use(health)], storage: memory({ users }), edition })
const draftOf = (host: TestHost, name = 'Customer health') =>
  fromTemplates({ types: host.importer('test').types(), type: 'company', name }).made
const save = async (host: TestHost, user: string) => {
  const outcome = await host.as(user).act(saveProfileContract, { definition: draftOf(host), alerts: false })
  return outcome.ok ? outcome.value : outcome.problem.code
}
const listed = async (host: TestHost, user = 'root') => (await firstValueFrom(host.as(user).watch(scoreProfilesContract))).value
const made = async (host: TestHost, user: string) => {
  const saved = await save(host, user)
  if (typeof saved === 'string') throw new Error(saved)
  return saved
}

test('[WSP-13] the page of health scores is one of the administration, for those who configure the workspace', async () => {
  await using host = await open('enterprise')
  const areaFor = async (user: string) => {
    const { value: pages = [] } = await firstValueFrom(host.as(user).watch(pagesContract))
    return pages.find(({ id }) => id === 'tenure.health/profiles-page')?.area
  }
  const areas = [await areaFor('root'), await areaFor('ines'), await areaFor('boss'), await areaFor('plain')]
  expect(areas).toEqual(['account', 'account', 'account', undefined])
})

test('[HS-13] [ACC-5] a seat and settings.manage make and edit scores; a super admin without a seat looks, and every action refuses', async () => {
  await using host = await open('enterprise')
  const { profile, version } = await made(host, 'ines')
  expect([await save(host, 'plain'), await save(host, 'boss')]).toEqual(['access.denied', 'access.denied'])
  expect(await listed(host, 'boss')).toMatchObject({ mayEdit: false, profiles: [{ id: profile }] })
  for (const user of ['plain', 'boss']) {
    const refused = [
      await host.as(user).act(activateProfileContract, { profile, version, alerts: false }),
      await host.as(user).act(changeProfileContract, { profile, version, change: 'delete', alerts: false }),
    ]
    expect(refused).toMatchObject([{ problem: { code: 'access.denied' } }, { problem: { code: 'access.denied' } }])
  }
  expect(await host.as('root').act(activateProfileContract, { profile, version, alerts: false })).toMatchObject({ ok: true })
})

test('[EDN-1] [EDN-2] professional has one active health score and five drafts, enterprise ten and twenty', async () => {
  for (const [edition, active, draft] of [
    ['professional', 1, 5],
    ['enterprise', 10, 20],
  ] as const) {
    await using host = await open(edition)
    expect((await listed(host))?.limits).toEqual({ active, draft })
    for (let at = 0; at < active; at += 1) {
      const { profile, version } = await made(host, 'root')
      expect(await host.as('root').act(activateProfileContract, { profile, version, alerts: false })).toMatchObject({ ok: true })
    }
    const more = await made(host, 'root')
    const second = await host.as('root').act(activateProfileContract, { profile: more.profile, version: more.version, alerts: false })
    expect(second).toMatchObject({ problem: { code: 'edition.limit' } })
    for (let at = 1; at < draft; at += 1) await made(host, 'root')
    expect(await save(host, 'root')).toBe('edition.limit')
  }
})

test('[HS-3] [HS-13] kinds of criteria of plugins are offered with what a form asks for them, and a new one is a draft without faults', async () => {
  const kind = (id: `${string}/${string}`, config: z.ZodType) =>
    defineCriterionKind({ id, title: id, config: config as never, reads: () => ({}), points: () => [0, 100], judge: () => ({ points: 1 }) })
  const asked = kind('acme.use/asked', z.strictObject({ most: z.int(), how: z.enum(['each', 'all']), note: z.string().optional() }))
  const deep = kind('acme.use/deep', z.strictObject({ parts: z.array(z.strictObject({ at: z.int() })) }))
  const acme = definePlugin({ id: 'acme.use', version: '1.0.0', host: '1.0', contributes: [asked, deep] })
  await using host = await createTestHost({ plugins: [use(health), use(acme)], storage: memory({ users }), edition: 'enterprise' })
  const kinds = (await listed(host))?.kinds ?? []
  expect(kinds.map(({ id, fields }) => [id, fields?.map(({ field, kind: as, required }) => [field, as, required])])).toEqual([
    [
      'acme.use/asked',
      [
        ['most', 'integer', true],
        ['how', 'choice', true],
        ['note', 'text', false],
      ],
    ],
    ['acme.use/deep', undefined],
  ])
  const criterion = { ...addedCriterion(kinds[0] as (typeof kinds)[number]), id: 'own' }
  expect(criterion).toMatchObject({ kind: 'custom', of: 'acme.use/asked', config: { most: 0, how: 'each' } })
  const group = { id: 'own-group', name: 'Own', kind: 'property', maximum: 100, combine: 'sum', start: 0, missing: 'zero' } as const
  const definition = { ...draftOf(host), groups: [{ ...group, criteria: [criterion] }] }
  const saved = await host.as('root').act(saveProfileContract, { definition, alerts: false })
  expect(saved).toMatchObject({ ok: true, value: { faults: [] } })
})
