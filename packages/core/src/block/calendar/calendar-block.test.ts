import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineActionContract } from '../../contract/action.js'
import { defineProviderContract } from '../../contract/provider.js'
import { blockSchema, referencesOf } from '../block.js'
import { calendar, calendarInput, calendarMove, calendarOutput } from './calendar-block.js'

const events = defineProviderContract({
  id: 'acme.x/events',
  permission: 'workspace.access',
  input: calendarInput.extend({ room: z.string() }),
  output: calendarOutput,
})
const move = defineActionContract({ id: 'acme.x/move', title: 'Move', permission: 'workspace.access', input: calendarMove })

test('[SCH-1] a calendar is data that says what it asks of its provider and of the action that moves', () => {
  const block = calendar({ title: 'Rooms', from: events, input: { room: 'a' }, moves: move })
  expect(blockSchema.parse(JSON.parse(JSON.stringify(block)))).toEqual(block)
  expect(referencesOf(block)).toMatchObject([
    { id: 'acme.x/events', where: 'input', fields: ['from', 'to', 'timeZone', 'room'] },
    { id: 'acme.x/events', where: 'answer', fields: ['items'] },
    { kind: 'action', id: 'acme.x/move', fields: expect.arrayContaining(['was', 'scope', 'startAt']) },
  ])
})
