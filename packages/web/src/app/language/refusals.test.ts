import { use } from '@tenure/core'
import { getValue } from '@tenure/core/contract'
import { createRecordContract, textsContract } from '@tenure/core/page'
import { record } from '@tenure/record'
import { createTestHost } from '@tenure/testing'
import { expect, test } from 'vitest'
import { translatorOf } from './translator.js'

const all = { view: 'all', edit: 'all', delete: 'all' } as const
const users = [{ id: 'anna', name: 'Anna', seat: true, permissions: ['workspace.access'], objects: { '*': all } }] as const

test('[SDK-17] what is wrong with a value of a record is said in German, with the German label', async () => {
  await using host = await createTestHost({ plugins: [use(record)], seed: { users } as never })
  const anna = host.as('anna')
  const translate = translatorOf(getValue(await anna.read(textsContract, { language: 'de' })))
  const said = async (type: string, values: object): Promise<readonly string[]> => {
    const outcome = await anna.act(createRecordContract, { type, values } as never)
    const issues = outcome.ok || outcome.problem.code !== 'input.invalid' ? [] : outcome.problem.details.issues
    return issues.map(({ message }) => translate(message))
  }
  expect(await said('company', { name: 5, arr: 'x', renewalDate: 'soon', employees: 'many', csm: 7, createdAt: 1, nothing: 1 })).toEqual([
    '„Name“ erwartet einen Text.',
    '„ARR“ erwartet einen Betrag mit Währung.',
    '„Verlängerung am“ erwartet einen Tag.',
    '„Beschäftigte“ erwartet eine Zahl.',
    '„CSM“ erwartet einen Benutzer.',
    '„Angelegt am“ führt der Arbeitsbereich; von Hand lässt es sich nicht ändern.',
    '„Firma“ hat keine Eigenschaft „nothing“.',
  ])
  expect(await said('task', { title: 'Call', dueAt: 'x', priority: 'x', repeat: 'FREQ=NEVER' })).toEqual([
    '„Fällig“ erwartet einen Zeitpunkt.',
    '„Priorität“ kennt „x“ nicht. Möglich sind: low, medium, high.',
    '„Wiederholung“ erwartet eine Wiederholungsregel wie FREQ=WEEKLY;BYDAY=MO.',
  ])
  expect(await said('deal', { name: 'Renewal', pipeline: 'x' })).toEqual(['„Pipeline“ kennt „x“ nicht. Möglich sind: sales, renewal.'])
  expect(await said('deal', { name: 'Renewal', pipeline: 'sales', stage: 'renewed' })).toEqual([
    '„Verkauf“ hat keine Phase „renewed“. Möglich sind: qualified, proposal, negotiation, won, lost.',
  ])
})
