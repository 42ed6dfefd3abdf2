import type { lastSaveContract } from '@tenure/core/page'
import { type ElementContext, type Text, useLive } from '@tenure/web/parts'
import { useMemo } from 'react'

/** Which settings: a section, or General of a workspace. */
export interface SavedPlace {
  readonly section?: string
  readonly workspace?: string
}

/** Who saved settings meanwhile, and when, as a sentence; somebody else while that is not known. */
export function useSavedBy(
  { watch, formats, nameOf }: Pick<ElementContext, 'watch' | 'formats' | 'nameOf'>,
  { section, workspace }: SavedPlace,
  text: Text,
): string {
  const live = useMemo(
    () =>
      watch<typeof lastSaveContract>('tenure.core/last-save', {
        ...(section !== undefined && { section }),
        ...(workspace !== undefined && { workspace }),
      }),
    [watch, section, workspace],
  )
  const { user, at } = useLive(live)?.value ?? {}
  if (user === undefined || at === undefined) return text('Someone else saved this meanwhile.')
  return text('{name} saved this meanwhile, {when}.', { name: nameOf(user), when: `${formats.dayOf(at)}, ${formats.time(at)}` })
}
