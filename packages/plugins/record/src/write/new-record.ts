import { newRecordContract } from '@tenure/core/page'
import { implementProvider, type TypeView } from '@tenure/core/plugin'
import { map } from 'rxjs'
import type { z } from 'zod'
import { Everything } from '../grants.js'

type NewRecord = z.output<typeof newRecordContract.output>
/** As many are asked for where a type names no main properties. */
const few = 5

/** What a person is asked for when a record of a type is created; again when the type or the user's rights change. */
export const newRecord = implementProvider(newRecordContract, {
  uses: { records: Everything },
  watch: ({ input, records, session }) => records.watchType(input.type).pipe(map((type) => toNew(type, session.user))),
})

function toNew(type: TypeView, user: string): NewRecord {
  const own = type.properties.filter(({ edits, kind }) => edits !== undefined && kind !== 'json')
  const title = own.find(({ name }) => name === type.title)
  const rest = own.filter(({ name }) => name !== type.title)
  const main = rest.filter(({ main: place }) => place !== undefined).sort((a, b) => (a.main ?? 0) - (b.main ?? 0))
  const asked = main.length > 0 ? main : rest.filter(({ kind }) => kind !== 'text').slice(0, few)
  // Without its name nobody finds a record again, so there is none to create.
  const fields = (title === undefined ? [] : [title, ...asked]).map((property) => toField(type, property, user))
  const text = type.activity && fields.find(({ kind }) => kind === 'text')?.name
  const people = type.associations.find(({ to }) => to === 'contact')?.name
  return { type: type.name, typeLabel: type.label, ...(text !== undefined && { text }), ...(people !== undefined && { people }), fields }
}

// Who creates a record looks after it until somebody else does.
function toField({ title, activity }: TypeView, property: TypeView['properties'][number], user: string): NewRecord['fields'][number] {
  const { name, label, kind, format, options = [], currency, unique } = property
  return {
    ...{ name, label, kind: format ?? kind, required: name === title && activity === undefined },
    ...(kind === 'user' && { initial: user }),
    ...(name === activity?.at && { now: true as const }),
    ...(unique && { unique }),
    ...(currency !== undefined && { currency }),
    ...(options.length > 0 && { options: options.map(({ value, label: text }) => ({ value, label: text })) }),
  }
}
