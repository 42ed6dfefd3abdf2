import type { permissionSetsContract, rightsOffersContract, savePermissionSetContract } from '@tenure/core/administration'
import type { z } from 'zod'

/** A permission set with what it gives. */
export type PermissionSet = z.output<typeof permissionSetsContract.output>[number]
/** What rights may name now. */
export type Offers = z.output<typeof rightsOffersContract.output>
/** What of a set is saved. */
export type SetValues = Omit<z.input<Exclude<typeof savePermissionSetContract.input, undefined>>, 'set' | 'version'>
/** What the parts of the panel of a set get. `save` settles when it is saved, or refused. */
export interface SetPartProps {
  readonly set: PermissionSet
  readonly offers: Offers
  readonly save: (values: SetValues) => Promise<void>
}
