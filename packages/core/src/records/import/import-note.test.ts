import { expect, test } from 'vitest'
import { builtInTypes } from '../../schema/built-in-definitions.js'
import type { AssociationDefinition, ObjectTypeDefinition } from '../../schema/definition.js'
import { archivedNote, filledLinkText, keptLinkText, keptText, missingIssue, removedLinkText, selfIssue } from './import-note.js'

const company = builtInTypes.find(({ name }) => name === 'company') as ObjectTypeDefinition
const link = { association: 'company', to: { type: 'company', externalId: 'A-1' } } as const

test('[SEC-9] what an import leaves as it is, or cannot link, is said in a sentence', () => {
  expect(missingIssue(link)).toEqual({ path: ['company'], message: 'There is no company with the key A-1.' })
  expect(selfIssue(link)).toEqual({ path: ['company'], message: 'The company with the key A-1 cannot be linked with itself.' })
  expect(archivedNote(company)).toEqual({
    ...{ note: 'kept', path: [] },
    message: 'This company was archived here. It stays as it is; restore it to import into it.',
  })
  expect(keptLinkText({ label: 'Company' } as AssociationDefinition, 'Northwind', link)).toBe(
    'Company stays Northwind, as a person set it since the last import. The file says A-1.',
  )
  expect(removedLinkText({ label: 'Contacts' } as AssociationDefinition, link)).toBe(
    'Contacts stays without A-1, as a person took it away since the last import. The file says A-1.',
  )
  expect(filledLinkText({ label: 'Company' } as AssociationDefinition, 'Northwind')).toBe(
    'Company stays Northwind, as a person set it since the last import. The file says empty.',
  )
})

test('[SEC-9] a value that a person keeps is shown beside that of the file, a long one by its beginning', () => {
  const text = (now: string | null, value: string | number) => keptText(company, 'city', now, value)
  expect(text('Graz', 5)).toBe('City stays "Graz", as a person set it since the last import. The file says 5.')
  expect(text(null, 'Rome')).toBe('City stays empty, as a person set it since the last import. The file says "Rome".')
  expect(text(null, 'x'.repeat(58))).toContain(`says "${'x'.repeat(58)}".`)
  expect(text(null, 'x'.repeat(59))).toContain(`says "${'x'.repeat(59)}….`)
  expect(keptText(company, 'nothing', null, 1)).toMatch(/^nothing stays empty/)
})
