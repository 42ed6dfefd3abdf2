import { expect, test } from 'vitest'
import { keepScores } from './keep-scores.js'

const kept = ['healthScore', 'healthStatus']
const property = (name: string, more: object = {}) => ({ name, kind: 'number', label: name, ...more })

/** A type with these properties and the account's own definition of it, and what was defined. */
function bench(properties: readonly object[], own?: object) {
  const defined: unknown[] = []
  const record = own && { values: { definition: own }, version: '7' }
  const kernel = {
    schema: () => new Map([['company', { properties }]]),
    reader: { find: async (_: unknown, ref: object) => ((ref as { id: string }).id === 'company' ? record : undefined) },
    define: async (...given: unknown[]) => void defined.push(given),
  } as never
  const keep = async (type: string, isKept: boolean) => {
    await keepScores(kernel, type, isKept)
    return defined.splice(0) as readonly [
      { name: string; properties: readonly { name: string; computed?: true; label: string }[] },
      object,
    ][]
  }
  return { keep }
}

test('[BEY-3] score and status that a profile keeps are written by it alone; what the type lacks is added', async () => {
  const own = { name: 'company', label: 'Firm', properties: [property('tier'), property('healthScore', { label: 'Old' })] }
  const { keep } = bench([property('name'), property('healthScore', { label: 'Our score', group: 'Ours' })], own)
  const [[definition, by] = []] = await keep('company', true)
  expect([definition?.name, by]).toEqual(['company', { actor: { source: 'system' }, version: '7' }])
  expect(definition).toMatchObject({ label: 'Firm' })
  const byName = new Map(definition?.properties.map((each) => [each.name, each]))
  expect(byName.get('tier')).toEqual(property('tier'))
  expect(byName.get('healthScore')).toEqual(property('healthScore', { label: 'Our score', group: 'Ours', computed: true }))
  const options = [
    { value: 'at-risk', label: 'At risk' },
    { value: 'neutral', label: 'Neutral' },
    { value: 'healthy', label: 'Healthy' },
  ]
  expect(byName.get('healthStatus')).toEqual({
    name: 'healthStatus',
    kind: 'enumeration',
    label: 'Health status',
    group: 'Health',
    options,
    computed: true,
  })
  const others = [...byName.values()].filter(({ name }) => !['tier', ...kept].includes(name))
  expect(others).toEqual([
    { name: expect.any(String), kind: 'boolean', label: 'Status moved by a profile', group: 'Health', computed: true },
    { name: expect.any(String), kind: 'datetime', label: 'Score due', computed: true },
  ])
})

test('[BEY-3] people may write them again once no profile keeps them; a type of which nothing was saved is begun', async () => {
  const computed = kept.map((name) => property(name, { computed: true }))
  const [[definition, by] = []] = await bench(computed).keep('company', false)
  expect([definition?.name, by]).toEqual(['company', { actor: { source: 'system' }, version: '0' }])
  expect(definition?.properties.map((each) => [each.name, each.computed]).slice(0, 2)).toEqual(kept.map((name) => [name, undefined]))
  expect(definition?.properties).toHaveLength(4)
})

test('[BEY-3] nothing is defined where it is so already', async () => {
  expect(await bench([property('healthScore', { computed: true })]).keep('company', true)).toEqual([])
  expect(await bench([property('healthScore')]).keep('company', false)).toEqual([])
  expect(await bench([]).keep('nothing', false)).toEqual([])
})
