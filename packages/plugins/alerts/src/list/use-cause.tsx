import type { healthContract } from '@tenure/core/health'
import { useLive } from '@tenure/web/parts'
import { useMemo } from 'react'
import type { z } from 'zod'
import type { ShownAlert } from './shown-alert.js'
import type { Context } from './use-alert-acts.js'

/** How the score moved from the status before to the one of now. */
export type Moved = NonNullable<Extract<z.output<typeof healthContract.output>, { readonly state: 'scored' }>['change']>

/** Why the customer crossed, live; nothing where its status is another one by now, or nobody may say why. */
export function useCause({ customer: { type, id }, to }: ShownAlert, context: Context): Moved | undefined {
  const asked = useMemo(() => context.watch<typeof healthContract>('tenure.core/health', { type, id, since: 'status' }), [type, id])
  const health = useLive(asked)?.value
  return health?.state === 'scored' && health.status === to ? health.change : undefined
}
