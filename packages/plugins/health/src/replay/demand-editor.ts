import { TenureError, values } from '@tenure/core/contract'
import { scoreProfilesContract } from '@tenure/core/health'
import { asks, type Providers } from '@tenure/core/plugin'
import { firstValueFrom } from 'rxjs'

/** The profiles of the account, and whether the user may edit them. */
export const Profiles = asks(scoreProfilesContract)

/** Refuses who may not create and edit scores (HS-13): a super admin without a seat has the permission, and still may not. Errors: `access.denied`. */
export async function demandEditor(providers: Providers): Promise<void> {
  const { mayEdit } = await firstValueFrom(providers.watch(scoreProfilesContract).pipe(values()))
  if (mayEdit) return
  const message = 'Health scores are created and judged with a service seat. An administrator can assign one.'
  throw new TenureError('access.denied', message, { missing: 'a service seat' })
}
