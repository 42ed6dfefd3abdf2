import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineCollection } from '../contract/collection/collection.js'
import { defineProviderContract } from '../contract/provider.js'
import { Deal } from '../schema/object-types.js'
import { blockSchema, flattenBlock, referencesOf } from './block.js'
import { board, figuresOutput } from './board-block.js'
import { metric } from './metric-block.js'

const deals = defineCollection({ id: 'acme.x/deals', of: Deal, title: 'Deals', always: [Deal.name], columns: [Deal.name] })
const count = defineProviderContract({ id: 'acme.x/count', permission: 'workspace.access', output: z.strictObject({ n: z.number() }) })
const strip = defineProviderContract({ id: 'acme.x/strip', permission: 'workspace.access', output: figuresOutput })
const forecast = { id: 'forecast', title: 'Forecast', icon: 'trend', block: metric({ from: count, value: 'n' }) } as const

test('[SDK-3] a board takes figures above it and layouts of its own, whose blocks are checked like others', () => {
  const block = board(deals, { fields: [], figures: strip, layouts: [forecast] })
  expect(blockSchema.parse(JSON.parse(JSON.stringify(block)))).toEqual(block)
  expect(flattenBlock(block).map(({ kind }) => kind)).toEqual(['board', 'table', 'metric'])
  expect(referencesOf(block).map(({ id }) => id)).toContain('acme.x/strip')
})

test('[SDK-3] two layouts of a board have no id in common', () => {
  expect(() => board(deals, { fields: [], layouts: [{ ...forecast, id: 'table' }] })).toThrow('A board has one layout table')
  expect(() => board(deals, { fields: [], layouts: [forecast, forecast] })).toThrow('A board has one layout forecast')
})
