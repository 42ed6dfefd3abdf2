// What an element may say of the contracts of its plugin.
import { defineActionContract, defineProviderContract, type Outcome, schemas } from '@tenure/core/contract'
import { z } from 'zod'
import { type ElementContext, type Live, registerElement } from '../../index.parts.js'

const near = defineProviderContract({
  id: 'acme.x/near',
  permission: 'workspace.access',
  input: z.strictObject({ days: z.int().default(90) }),
  output: z.strictObject({ total: z.int() }),
})
const plain = defineProviderContract({ id: 'acme.x/plain', permission: 'workspace.access', output: z.string() })
const note = defineActionContract({
  id: 'acme.x/note',
  title: 'Note',
  permission: 'workspace.access',
  input: z.strictObject({ company: schemas.recordId }),
  output: z.strictObject({ id: z.string() }),
})
declare const context: ElementContext<typeof near>

export const total: number | undefined = context.answer.now()?.value?.total
export const asked: number | undefined = context.input.days
export const watched: Live<string> = context.watch<typeof plain>('acme.x/plain')
export const again: Live<{ total: number }> = context.watch<typeof near>('acme.x/near', {})
export const outcome: Promise<Outcome<{ id: string }>> = context.act<typeof note>('acme.x/note', { company: 'c1' })

// An answer has what its contract says.
// @ts-expect-error
context.answer.now()?.value?.count
// An input is checked, and a provider without one takes none.
// @ts-expect-error
context.act<typeof note>('acme.x/note', { companie: 'c1' })
// @ts-expect-error
context.act<typeof note>('acme.x/note')
// @ts-expect-error
context.watch<typeof plain>('acme.x/plain', {})
// Nothing of the page can be changed.
// @ts-expect-error
context.locale = 'de'
// A tag has a dash.
// @ts-expect-error
registerElement('strip', () => null)
registerElement('acme-x-strip', ({ context: { answer } }: { readonly context: ElementContext<typeof plain> }) => answer.now()?.value)
