import { expect, test } from 'vitest'
import type { z } from 'zod'
import { limitsOf } from '../test-limits.js'
import { createWorkspaceContract, saveWorkspaceContract } from './workspaces.js'

test('[WSP-4] [WSP-5] a workspace has a name, a description and teams; those that leave another one are named', () => {
  const limits = limitsOf(createWorkspaceContract, { name: 'North' })
  expect((createWorkspaceContract.input as z.ZodType).parse({ name: 'North' })).toEqual({
    name: 'North',
    description: '',
    teams: [],
    move: [],
  })
  limits.text(['name'], 0, 200)
  limits.text(['description'], 0, 2_000)
  for (const name of ['teams', 'move']) {
    limits.list([name], 0, 1_000)
    limits.values([name], [['x'.repeat(200)]], [['x'.repeat(201)], ['']])
  }
})

test('[WSP-11] a workspace is saved whole, against the version that was looked at', () => {
  const given = { workspace: 'north', values: { name: 'North' }, version: '1' }
  const limits = limitsOf(saveWorkspaceContract, given)
  expect((saveWorkspaceContract.input as z.ZodType).parse(given)).toMatchObject({ move: [], values: { description: '', teams: [] } })
  limits.text(['workspace'], 1, 200)
  limits.values(['version'], [''], [undefined])
  limits.values(['values'], [], [undefined, {}])
})
