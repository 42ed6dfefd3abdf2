import { Company, getValue, Ticket, values } from '@tenure/core/contract'
import { record } from '@tenure/memory'
import type { TestHost } from '@tenure/testing'
import { lastValueFrom, takeWhile } from 'rxjs'
import { expect, test } from 'vitest'
import { writeAs } from '../../jobs/follow/test-desk.js'
import type { Json } from '../../schema/value.js'
import { profilePreviewContract } from '../contract/preview-contract.js'
import { activateProfileContract, saveProfileContract, scoreProfilesContract } from '../contract/profile-contract.js'
import { activated, company, definition, draft, open, ref, store } from '../keeper/test-scored-host.js'

// An administrator who edits scores, and may not see everything that they look at.

const stricter = { ...definition, name: 'Stricter', thresholds: { ...definition.thresholds, neutral: 50 } }
const preview = (host: TestHost) =>
  lastValueFrom(
    host
      .as('editor')
      .watch(profilePreviewContract, { definition: stricter, record: 'a' })
      .pipe(
        values(),
        takeWhile(({ done, total }) => done < total, true),
      ),
  )
const hide = (host: TestHost, ...hidden: readonly string[]) => writeAs(host, (writes) => writes.update(ref('user', 'editor'), { hidden }))

test.each(['healthScore', 'healthStatus'])(
  '[ACC-8] [HS-10] who may not see %s of customers is shown no score by a preview',
  async (property) => {
    await using host = await open()
    await activated(host)
    expect(await preview(host)).toMatchObject({ hidden: [], done: 2, moves: [{ count: 1 }], changed: [{ id: 'a' }], one: { id: 'a' } })
    await hide(host, `company.${property}`)
    const seen = await preview(host)
    expect(seen).toMatchObject({ hidden: ['scores'], faults: [], done: 0, total: 0, moves: [], changed: [] })
    expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(['active', 'one']))
    expect(seen.draft).toMatchObject({ atRisk: 0, neutral: 0, healthy: 0, average: null })
  },
)

test('[ACC-8] [HS-10] [HS-13] a property that is hidden from an editor is none that a draft of theirs can look at', async () => {
  await using host = await open()
  const { profile, version } = await draft(host)
  await hide(host, 'company.employees', 'ticket.closedAt')
  const paths = [
    ['groups', 0, 'criteria', 0, 'property'],
    ['groups', 1, 'criteria', 0, 'where'],
  ]
  const faults = (value: { readonly faults: readonly { readonly path: readonly unknown[]; readonly message: string }[] } | undefined) =>
    value?.faults.map(({ path }) => path.slice(0, 4))
  const seen = await preview(host)
  expect(faults(seen)).toEqual(paths.map((path) => path.slice(0, 4)))
  expect(seen).toMatchObject({
    done: 0,
    moves: [],
    changed: [],
    faults: [{ message: 'There is no property company.employees of Company.' }, {}],
  })
  const { profiles } = getValue(await host.as('editor').read(scoreProfilesContract))
  expect(faults(profiles[0])).toHaveLength(2)
  expect(await host.as('editor').act(activateProfileContract, { profile, version, alerts: false })).toMatchObject({
    problem: { code: 'input.invalid' },
  })
  const active = getValue(await host.as('root').act(activateProfileContract, { profile, version, alerts: false }))
  const change = { profile, version: active.version, definition: stricter, alerts: false }
  expect(await host.as('editor').act(saveProfileContract, change)).toMatchObject({ problem: { code: 'input.invalid' } })
  getValue(await host.as('root').act(saveProfileContract, change))
})

test('[ACC-9] [HS-10] a preview counts customers that the editor may see, with all records that the draft looks at', async () => {
  const mine = record(Company, 'mine', { name: 'Mine', employees: 200, csm: 'editor' })
  const theirs = record(Ticket, 'theirs', { subject: 'Theirs', owner: 'root' })
  await using host = await open(store(mine, theirs, company('x', 10)))
  await activated(host)
  await writeAs(host, (writes) => writes.associate(ref('company', 'b'), { association: 'tickets', to: 'theirs' }))
  await host.idle()
  const all = { view: 'all', edit: 'all', delete: 'all' }
  const own = { view: 'own', edit: 'own', delete: 'own' }
  const rights = (objects: Json) => writeAs(host, (writes) => writes.update(ref('user', 'editor'), { objects }))
  const counted = async () => {
    const { hidden, done, total, draft: of } = await preview(host)
    return [hidden, done, total, of.atRisk + of.neutral + of.healthy]
  }
  expect(await counted()).toEqual([[], 4, 4, 4])
  await rights({ '*': all, ticket: own })
  expect(await counted()).toEqual([['customers'], 4, 4, 3])
  await rights({ '*': all, company: own })
  expect(await counted()).toEqual([['customers'], 1, 1, 1])
})
