import { expect, test } from 'vitest'
import { z } from 'zod'
import { schemas } from './block.js'
import { controlsOf, isPlain, openFieldsOf } from './form-field.js'

const input = z.strictObject({
  days: z.int().default(90).meta({ title: 'Days' }),
  word: z.string().max(500),
  day: schemas.day.optional(),
  isoDay: z.iso.date().optional(),
  owner: schemas.userId.optional(),
  credit: schemas.money.optional(),
  at: schemas.instant.optional(),
  tags: z.array(z.string()).optional(),
  size: z.enum(['s', 'm']).default('m'),
  level: z.union([z.literal(1), z.literal(2)]).optional(),
  odd: z.union([z.string(), z.int(), z.null()]).optional(),
})
const asking = { id: 'acme.x/list', input }
const problemOf = (make: () => unknown) => {
  try {
    make()
  } catch (error) {
    return (error as { readonly problem: unknown }).problem
  }
  return undefined
}

test('[SDK-3] controls are in the order of their names, and begin as they are filled in, or as the schema says', () => {
  expect(controlsOf(asking, ['size', 'days', 'word', 'day'], { days: 30, day: '2026-06-30' })).toEqual([
    { field: 'size', kind: 'choice', required: false, choices: ['s', 'm'], initial: 'm' },
    { field: 'days', kind: 'integer', required: false, label: 'Days', initial: 30 },
    { field: 'word', kind: 'text', required: true },
    { field: 'day', kind: 'day', required: false, initial: '2026-06-30' },
  ])
  expect(controlsOf(asking, ['days'])).toMatchObject([{ initial: 90 }])
  expect(controlsOf(asking, [])).toEqual([])
})

test('[SDK-3] a control asks for plain inputs that there are, and for no others', () => {
  for (const name of ['owner', 'credit', 'at', 'tags', 'nothing']) {
    const message = `A control cannot ask for the input "${name}" of acme.x/list. Take it out of \`controls\`.`
    expect(problemOf(() => controlsOf(asking, [name]))).toEqual({
      ...{ code: 'input.invalid', message, details: { issues: [{ path: [name], message }] } },
    })
  }
  expect(problemOf(() => controlsOf({ id: 'acme.x/list' }, ['days']))).toMatchObject({ code: 'input.invalid' })
  expect((['text', 'long-text', 'number', 'integer', 'boolean', 'day', 'choice'] as const).map(isPlain)).toEqual(Array(7).fill(true))
  expect((['moment', 'money', 'user'] as const).map(isPlain)).toEqual([false, false, false])
})

test('[SDK-3] a form asks for every input that it can, and leaves out what may be left out', () => {
  expect(openFieldsOf(asking, { word: 'filled', days: undefined }).map(({ field, kind }) => [field, kind])).toEqual([
    ['day', 'day'],
    ['isoDay', 'day'],
    ['owner', 'user'],
    ['credit', 'money'],
    ['at', 'moment'],
    ['size', 'choice'],
  ])
  expect(openFieldsOf({ id: 'acme.x/do' }, {})).toEqual([])
})

test('[SDK-3] an input that a form cannot ask for is named, with what to do', () => {
  const message = 'A form cannot ask for the input "odd" of acme.x/do. Fill it in advance, or make it optional.'
  const odd = { id: 'acme.x/do', input: z.strictObject({ odd: z.union([z.string(), z.int(), z.null()]) }) }
  expect(problemOf(() => openFieldsOf(odd, {}))).toEqual({
    ...{ code: 'input.invalid', message, details: { issues: [{ path: ['odd'], message }] } },
  })
  expect(openFieldsOf(odd, { odd: null })).toEqual([])
})
