import { z } from 'zod'
import { defineActionContract, schemas } from '../../index.contract.js'
import { recordAction } from '../../index.page.js'

const plan = defineActionContract({
  id: 'acme.x/plan',
  title: 'Plan',
  permission: 'workspace.access',
  input: z.strictObject({ record: schemas.recordId, hours: z.int().optional() }),
})

export const good = recordAction({ action: plan, fill: { record: 'id' } })
// @ts-expect-error An input that the action does not have.
export const unknown = recordAction({ action: plan, fill: { company: 'id' } })
// @ts-expect-error A number is nothing that a record has for an action.
export const mistaken = recordAction({ action: plan, fill: { record: 'id', hours: 'version' } })
// @ts-expect-error A record gives its id, type and version.
export const invented = recordAction({ action: plan, fill: { record: 'name' } })
