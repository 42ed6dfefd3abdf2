import { expect, test } from 'vitest'
import { z } from 'zod'
import { contribute, definePoint, providerOf } from './point.js'
import { defineProvider } from './provider.js'

const point = definePoint({ key: 'acme.x/items@1', item: z.strictObject({ rank: z.int() }) })

test('[SDK-3] an item is given to a point with its id and its place, which are no part of it', () => {
  const item = contribute(point, { id: 'acme.y/one', rank: 2, order: { rank: 1 } })
  expect(item).toEqual({
    ...{ contribution: 1, kind: 'item', id: 'acme.y/one', point: 'acme.x/items@1', schema: point.item },
    ...{ item: { rank: 2 }, order: { rank: 1 } },
  })
  expect(contribute(point, { id: 'acme.y/one', rank: 2 })).not.toHaveProperty('order')
  expect([Object.isFrozen(point), Object.isFrozen(item)]).toEqual([true, true])
})

test('[SDK-3] an item brings a provider by value, and nothing else in its place', () => {
  const schema = providerOf(z.any(), z.any())
  const provider = defineProvider({ id: 'acme.y/list', permission: 'workspace.access', output: z.any(), watch: async () => 1 })
  const issuesOf = (value: unknown) => {
    const result = schema['~standard'].validate(value)
    return result instanceof Promise ? 'later' : result.issues?.map(({ message }) => message)
  }
  expect(issuesOf(provider)).toBeUndefined()
  const { id: _, ...withoutId } = provider
  const { output: __, ...withoutOutput } = provider
  for (const value of [{ ...provider, kind: 'action' }, withoutId, withoutOutput, {}, null, 'acme.y/list', undefined])
    expect(issuesOf(value)).toEqual(['A provider is expected here, by value.'])
})
