import type { profilePreviewContract, scoreProfilesContract } from '@tenure/core/health'
import type { ElementContext } from '@tenure/web/parts'
import type { z } from 'zod'

/** What the page draws with. */
export type Context = ElementContext<typeof scoreProfilesContract>
/** All profiles, and what the edition allows. */
export type Profiles = z.output<typeof scoreProfilesContract.output>
/** A profile with its model. */
export type ShownProfile = Profiles['profiles'][number]
/** What a profile would do. */
export type Preview = z.output<typeof profilePreviewContract.output>
/** Where something does not fit, and what to do about it. */
export type Fault = ShownProfile['faults'][number]

/** The faults at a place and below it. */
export function faultsAt(faults: readonly Fault[], ...place: readonly (string | number)[]): readonly Fault[] {
  return faults.filter(({ path }) => place.every((part, at) => path[at] === part))
}
/** The faults of just this place, in words. */
export function faultAt(faults: readonly Fault[], ...place: readonly (string | number)[]): string | undefined {
  return faults.find(({ path }) => path.length === place.length && place.every((part, at) => path[at] === part))?.message
}
