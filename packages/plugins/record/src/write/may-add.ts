import { TenureError } from '@tenure/core/contract'
import type { AnyRecords, TypeView } from '@tenure/core/plugin'
import { firstValueFrom } from 'rxjs'
import { type End, isWork } from '../links.js'

/** Types whose records may be added to a record by those who may not edit it. */
export type WithoutEdit = readonly string[]

/** Activities and tasks: what is recorded about other records. */
export function isAbout(type: TypeView): boolean {
  return type.activity !== undefined || isWork(type)
}

/** The association of a new record at that end which leads back here, where the user may create one. */
export function backOf({ association, to }: End): string | undefined {
  const mayCreate = to.properties.some(({ edits }) => edits !== undefined)
  const back = to.associations.find(({ edge, forward }) => edge === association.edge && forward !== association.forward)
  return mayCreate ? back?.name : undefined
}

/** One link of a record of a type, as an action is given it. */
export interface GivenLink {
  readonly association: string
  readonly id: string
}

/** Refuses what a person adds to records that the person may not edit, but for the types of `withoutEdit` (REC-8). Errors: `access.denied`. */
export async function demandMayAdd(
  records: AnyRecords,
  typeName: string,
  links: readonly GivenLink[],
  withoutEdit: WithoutEdit,
): Promise<void> {
  if (links.length === 0) return
  const type = await firstValueFrom(records.watchType(typeName))
  if (!isAbout(type) || withoutEdit.includes(type.name)) return
  for (const { association, id } of links) {
    const to = type.associations.find(({ name }) => name === association)?.to
    if (to === undefined) continue
    const { may, type: target } = await firstValueFrom(records.watchRecord({ type: to, id }))
    if (may.edit) continue
    const [what, where] = [type.label.toLowerCase(), target.label.toLowerCase()]
    const allowed = withoutEdit.length === 0 ? '' : ` What may be added all the same: ${withoutEdit.join(', ')}.`
    throw new TenureError('access.denied', `You may not edit this ${where}, so you cannot add a ${what} to it.${allowed}`, {
      missing: `to edit this ${where}`,
    })
  }
}
